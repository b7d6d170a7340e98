import type { ReactElement } from 'react'
import type { Currency } from '../../shared/domain/money.ts'
import type { Known, Leaf, LeafVerdict, Measure } from '../../shared/domain/rules.ts'
import type { Format } from '../format.ts'
import { UNKNOWN } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { cx } from './cx.ts'
import css from './figures.module.css'
import { TruthMark } from './marks.tsx'

const OPERATORS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const

const valueText = (format: Format, measure: Measure, value: number, currency: Currency): string =>
  measure === 'budgetShare' ? format.share(value) : format.metricFull(measure, value, currency)

const measureText = (strings: Strings, measure: Measure): string =>
  measure === 'budgetShare' ? strings.metrics.budgetShare : strings.metrics.fullNames[measure]

const foundText = (
  format: Format,
  { suggestions }: Strings,
  { measure }: Leaf,
  known: Known,
  currency: Currency,
): string => {
  if (!known) return UNKNOWN
  const say = (value: number): string => valueText(format, measure, value, currency)
  if (known.low === known.high) return say(known.low)
  return Number.isFinite(known.high)
    ? suggestions.between(say(known.low), say(known.high))
    : suggestions.atLeast(say(known.low))
}

interface EvidenceProps {
  readonly leaves: readonly LeafVerdict[]
  readonly currency: Currency
}

/** Every condition with what was found: those that held and those that did not. */
export const Evidence = ({ leaves, currency }: EvidenceProps): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const { suggestions, common } = strings
  const said = { true: suggestions.held, false: suggestions.notHeld, unknown: suggestions.cannotTell }
  return (
    <table className={css['evidence']}>
      <thead>
        <tr>
          <th scope="col">{suggestions.condition}</th>
          <th scope="col" className={css['number']}>
            {suggestions.found}
          </th>
          <th scope="col">{suggestions.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {leaves.map(({ leaf, truth, known }, index) => (
          <tr key={index}>
            <td>
              {measureText(strings, leaf.measure)} {OPERATORS[leaf.operator]}{' '}
              {valueText(format, leaf.measure, leaf.value, currency)}
              <span className={css['faint']}> · {common.periods[leaf.window]}</span>
            </td>
            <td className={cx(css['number'])} title={known ? undefined : suggestions.cannotTellHint}>
              {foundText(format, strings, leaf, known, currency)}
            </td>
            <td>
              <TruthMark truth={truth}>{said[truth]}</TruthMark>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
