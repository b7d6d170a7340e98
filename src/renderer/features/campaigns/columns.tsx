import { Clock, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Totals } from '../../../shared/contract/figures.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useStrings } from '../../strings/use-strings.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Name } from '../../ui/figure.tsx'
import { CampaignStatus } from '../../ui/marks.tsx'
import { CORE, metricColumns } from '../../ui/metric-columns.tsx'
import css from './campaigns.module.css'

/** Meta's own word where we have none for it. */
export const objectiveText = (strings: Strings, objective: string): string => {
  const known: Readonly<Record<string, string>> = strings.campaigns.objectives
  return known[objective] ?? objective
}

const Pending = ({ pending }: { readonly pending: NonNullable<CampaignRow['pending']> }): ReactElement => {
  const { campaigns } = useStrings()
  const text = pending === 'posting' ? campaigns.posting : campaigns.pendingUnknown
  const Icon = pending === 'posting' ? LoaderCircle : Clock
  return (
    <span className={css['pending']} title={text} role="img" aria-label={text}>
      <Icon aria-hidden />
    </span>
  )
}

export const campaignColumns = (strings: Strings, format: Format, totals: Totals): Column<CampaignRow>[] => {
  const { campaigns, metrics } = strings
  const { columns, columnHints: hints } = campaigns
  return [
    {
      id: 'name',
      header: columns.name,
      hint: hints.name,
      width: 240,
      grow: true,
      pinned: true,
      sortable: true,
      title: (row) => `${row.name}\n${row.id}`,
      cell: (row) => (
        <span className={css['name']}>
          <Name>{row.name}</Name>
          {row.partial ? (
            <span className={css['partial']} title={metrics.partial} role="img" aria-label={metrics.partial}>
              <TriangleAlert aria-hidden />
            </span>
          ) : null}
        </span>
      ),
      total: campaigns.totalOf(totals.rows),
    },
    {
      id: 'status',
      header: columns.status,
      hint: hints.status,
      width: 134,
      sortable: true,
      value: (row) => row.effectiveStatus,
      cell: (row) => (
        <span className={css['status']}>
          <CampaignStatus status={row.effectiveStatus} />
          {row.pending === null ? null : <Pending pending={row.pending} />}
        </span>
      ),
    },
    {
      id: 'account',
      header: columns.account,
      hint: hints.account,
      width: 124,
      sortable: true,
      title: (row) => `${row.accountName}\n${row.accountId}`,
      cell: (row) => <Name>{row.accountName}</Name>,
    },
    {
      id: 'budget',
      header: columns.budget,
      hint: hints.budget,
      width: 140 + (totals.currency === null ? 24 : 0),
      align: 'end',
      sortable: true,
      value: (row) => row.budget?.amount ?? null,
      title: (row) =>
        row.budget
          ? `${row.budget.kind === 'daily' ? campaigns.dailyBudget : campaigns.lifetimeBudget}: ${format.money(row.budget.amount, row.currency)}`
          : campaigns.onAdSetsLong,
      cell: (row) =>
        row.budget ? (
          <>
            <span>{format.amount(row.budget.amount, row.currency)}</span>
            {totals.currency === null ? <span className={css['code']}>{row.currency}</span> : null}
            <span className={css['per']}>{row.budget.kind === 'daily' ? campaigns.perDay : campaigns.lifetime}</span>
          </>
        ) : (
          <span className={css['per']}>{campaigns.onAdSets}</span>
        ),
    },
    ...metricColumns<CampaignRow>({
      ids: CORE,
      of: (row) => row,
      strings,
      format,
      hasKinds: true,
      currency: totals.currency,
      totals: totals.figures,
    }),
    {
      id: 'objective',
      header: columns.objective,
      hint: hints.objective,
      width: 116,
      sortable: true,
      title: (row) => row.objective,
      cell: (row) => <span className={css['clip']}>{objectiveText(strings, row.objective)}</span>,
    },
  ]
}
