import type { ReactElement } from 'react'
import type { TableTotals } from '../../../shared/domain/table.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { SAID_RATES, ratesText } from '../../ui/rates-text.ts'

/** By which rates amounts of other currencies were made one, or which of them are not known. */
export const Converted = ({
  converted,
  currency,
}: Pick<TableTotals, 'converted' | 'currency'>): ReactElement | null => {
  const strings = useStrings()
  const format = useFormat()
  if (converted === null || currency === null) return null
  const { used, unrated } = converted
  if (unrated.length > 0) return <span>{strings.rates.unrated(format.list(unrated))}</span>
  const rates = ratesText(used, strings, format, SAID_RATES)
  return <span>{strings.charts.converted(currency, rates === null ? '' : ` (${rates})`)}</span>
}
