import type { ReactElement } from 'react'
import { METRICS } from '../../shared/domain/metrics.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import css from './change.module.css'
import { cx } from './cx.ts'

interface ChangeProps {
  readonly id: MetricId
  readonly value: number | null
  /** Of the compared days; null: nothing measured, and then nothing is said. */
  readonly before: number | null
  readonly currency: Currency
  /** The period is not over, what it is compared with is: less is not worse. */
  readonly underWay?: boolean
  /** Some of the compared days were never read, or not whole: nobody knows whether it is good. */
  readonly partial?: boolean
  readonly format: Format
  readonly strings: Strings
}

/** What is written as 0 % has no direction. */
const SAME = 0.005

/** Whether a difference is good, by the figure's own direction. */
export const meaningOf = (id: MetricId, difference: number): 'good' | 'bad' | 'neutral' => {
  const { better } = METRICS[id]
  if (difference === 0 || better === 'neither') return 'neutral'
  return difference > 0 === (better === 'up') ? 'good' : 'bad'
}

/** By how much a figure differs from the compared days: colour and arrow, the numbers when pointed at. */
export const Change = ({
  id,
  value,
  before,
  currency,
  underWay = false,
  partial = false,
  format,
  strings,
}: ChangeProps): ReactElement => {
  const difference = value === null || before === null ? null : value - before
  if (difference === null || before === null) return <span className={css['change']} />
  const text = [
    strings.overview.change(format.metricFull(id, before, currency), format.signed(id, difference, currency)),
    ...(partial ? [strings.metrics.partialBefore] : []),
    ...(underWay ? [strings.metrics.underWay] : []),
  ].join('\n')
  /** Null: from nothing to something, which is no share of it. */
  const share = difference === 0 ? 0 : before === 0 ? null : Math.abs(difference / before)
  const isSame = share !== null && share < SAME
  return (
    <span
      className={cx(
        css['change'],
        css[isSame || underWay || partial ? 'neutral' : meaningOf(id, difference)],
        partial && css['partial'],
      )}
      title={text}
    >
      {isSame ? null : <span aria-hidden>{difference > 0 ? '↑' : '↓'}</span>}
      {share === null ? <span className={css['hidden']}>{text}</span> : format.share(share)}
    </span>
  )
}
