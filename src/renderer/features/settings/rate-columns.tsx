import type { RateRow } from '../../../shared/contract/rates.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { Name } from '../../ui/figure.tsx'
import { Badge } from '../../ui/states.tsx'

export const rateColumns = ({ rates }: Strings, format: Format, reporting: Currency): Column<RateRow>[] => [
  { id: 'day', header: rates.day, width: 120, cell: ({ day }) => format.fullDay(day) },
  {
    id: 'currency',
    header: rates.currency,
    width: 180,
    grow: true,
    title: ({ currency }) => format.currency(currency),
    cell: ({ currency }) => <Name>{format.currency(currency)}</Name>,
  },
  {
    id: 'perEuro',
    header: rates.perEuro,
    width: 130,
    align: 'end',
    value: ({ perEuro }) => perEuro,
    title: ({ perEuro, currency }) => `${perEuro} ${currency}`,
    cell: ({ perEuro }) => format.rate(perEuro),
  },
  {
    id: 'perReporting',
    header: rates.perReporting(reporting),
    width: 120,
    align: 'end',
    value: ({ perReporting }) => perReporting,
    cell: ({ perReporting }) => format.rate(perReporting),
  },
  {
    id: 'source',
    header: rates.from,
    width: 130,
    value: ({ source }) => source,
    title: ({ instead }) => (instead === null ? undefined : rates.instead(format.rate(instead))),
    cell: ({ source }) =>
      source === 'provider' ? rates.sources.provider : <Badge meaning="info">{rates.sources[source]}</Badge>,
  },
]
