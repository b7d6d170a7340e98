import type { ReactElement } from 'react'
import { METRICS } from '../../shared/domain/metrics.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { ResultType } from '../../shared/domain/objects.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { cx } from './cx.ts'
import css from './figures.module.css'

interface FigureProps {
  readonly id: MetricId
  readonly value: number | null
  readonly currency: Currency
  /** Currencies are mixed in the column: the code stands beside every amount. */
  readonly mixed?: boolean
  /** What the results count, beside them. */
  readonly resultType?: ResultType | null
}

export const Figure = ({ id, value, currency, mixed = false, resultType }: FigureProps): ReactElement => {
  const format = useFormat()
  const { metrics } = useStrings()
  const isMoney = METRICS[id].unit === 'money'
  return (
    <>
      <span className={cx(value === null && css['faint'])}>{format.metric(id, value, currency)}</span>
      {isMoney && mixed ? <span className={css['code']}>{value === null ? '' : currency}</span> : null}
      {resultType ? <span className={css['kind']}>{metrics.resultTypes[resultType]}</span> : null}
    </>
  )
}

/** A name of any length, direction and script, on one line. */
export const Name = ({ children }: { readonly children: string }): ReactElement => (
  <bdi className={css['name']} dir="auto">
    {children}
  </bdi>
)
