import { ArrowDown, ArrowUp, Equal } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Better } from '../../../shared/domain/metrics.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { cx } from '../../ui/cx.ts'
import css from './reports.module.css'

/** What changed against the compared days: null where there is nothing to compare with. */
export const changeOf = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / Math.abs(before)

interface DeltaProps {
  readonly change: number | null
  readonly better: Better
  readonly title?: string
  /** The day is not over and is compared with whole ones: neither good nor bad. */
  readonly underWay: boolean
  /** Of the compared days some were never read, or not whole. */
  readonly partial: boolean
}

/** By how much, with an arrow, and by colour whether that is good: an arrow alone says enough to who cannot see colours. */
export const Delta = ({ change, better, title, underWay, partial }: DeltaProps): ReactElement => {
  const format = useFormat()
  const { metrics } = useStrings()
  const said = [title, partial ? metrics.partialBefore : null, underWay ? metrics.underWay : null]
    .filter(Boolean)
    .join('\n')
  if (change === null)
    return (
      <span className={css['faint']} title={partial ? metrics.partialBefore : undefined}>
        {format.percent(null)}
      </span>
    )
  const Icon = change > 0 ? ArrowUp : change < 0 ? ArrowDown : Equal
  const hasMeaning = better !== 'neither' && change !== 0 && !underWay && !partial
  const isGood = hasMeaning && change > 0 === (better === 'up')
  const isBad = hasMeaning && !isGood
  return (
    <span
      className={cx(css['delta'], isGood && css['good'], isBad && css['bad'], partial && css['doubtful'])}
      title={said || undefined}
    >
      <Icon size={11} strokeWidth={2.5} aria-hidden />
      <span className={css['told']}>{change < 0 ? '−' : '+'}</span>
      {format.percent(Math.abs(change))}
    </span>
  )
}
