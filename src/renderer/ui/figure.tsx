import type { ReactElement } from 'react'
import { METRICS } from '../../shared/domain/metrics.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { ResultType } from '../../shared/domain/objects.ts'
import { UNKNOWN } from '../format.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import css from './figures.module.css'

interface FigureProps {
  readonly id: MetricId
  readonly value: number | null
  readonly currency: Currency
  /** Currencies are mixed in the column: the code stands beside every amount. */
  readonly mixed: boolean
  /** The column says what its results count, beside them. */
  readonly kinds: boolean
  readonly resultType: ResultType | null
  /** It was measured, but cannot be said: what stands instead is no dash. */
  readonly unknown?: boolean
  /** Given, not asked for: a table has a thousand of these, and each would listen to the language by itself. */
  readonly format: Format
  readonly strings: Strings
}

export const Figure = ({
  id,
  value,
  currency,
  mixed,
  kinds,
  resultType,
  unknown = false,
  format,
  strings,
}: FigureProps): ReactElement => (
  <>
    <span className={value === null ? css['faint'] : undefined}>
      {unknown ? UNKNOWN : format.metric(id, value, currency)}
    </span>
    {mixed && METRICS[id].unit === 'money' ? (
      <span className={css['code']}>{value === null ? '' : currency}</span>
    ) : null}
    {kinds && id === 'results' ? (
      <span className={css['kind']}>{resultType && value !== null ? strings.metrics.resultTypes[resultType] : ''}</span>
    ) : null}
  </>
)

/** A name of any length, direction and script, on one line. */
export const Name = ({ children }: { readonly children: string }): ReactElement => (
  <bdi className={css['name']} dir="auto">
    {children}
  </bdi>
)
