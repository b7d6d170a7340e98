import type { Checked, Input, Output } from '../src/shared/contract/contract.ts'
import { METRIC_IDS } from '../src/shared/domain/metrics.ts'
import type { Figures, MetricId } from '../src/shared/domain/metrics.ts'
import type { Period } from '../src/shared/domain/periods.ts'
import type { AdEffectiveStatus, CampaignRow, EffectiveStatus } from '../src/shared/domain/objects.ts'
import type { ColumnId, TablePage } from '../src/shared/domain/table.ts'

/** The table of campaigns as most tests ask for it, each row with its figures by name. */

export interface CampaignsAsked {
  readonly period: Period
  /** Empty: all watched accounts. */
  readonly accountIds: readonly string[]
  /** Empty: all but archived and deleted. */
  readonly statuses: readonly AdEffectiveStatus[]
  readonly search: string
  readonly sort: { readonly by: ColumnId; readonly direction: 'ascending' | 'descending' }
  readonly offset: number
  readonly limit: number
}
export interface CampaignsFound {
  readonly rows: readonly CampaignRow[]
  readonly total: number
  readonly totals: { readonly figures: Figures; readonly spendByCurrency: TablePage['totals']['spendByCurrency'] }
  readonly asOf: number | null
  readonly partial: boolean
}

type Ask = (name: 'table.query', input: Input<'table.query'> & Checked<'table.query'>) => Promise<Output<'table.query'>>

const figuresFrom = (values: readonly (number | null)[]): Figures =>
  Object.fromEntries(METRIC_IDS.map((id, at) => [id, values[at] ?? null])) as Record<MetricId, number | null>

export const campaignsOf = async (ask: Ask, asked: CampaignsAsked): Promise<CampaignsFound> => {
  const { statuses, sort, ...rest } = asked
  const page = await ask('table.query', {
    ...rest,
    level: 'campaign',
    compare: null,
    campaignIds: [],
    adSetIds: [],
    filters: statuses.length > 0 ? [{ kind: 'choice', field: 'status', operator: 'in', values: statuses }] : [],
    group: null,
    sort: { ...sort, aspect: 'value' },
    figures: METRIC_IDS,
    formulas: [],
    trend: null,
  })
  return {
    ...page,
    rows: page.rows.flatMap(({ object, currency, values, resultType, asOf, partial }) =>
      object === null
        ? []
        : {
            id: object.id,
            accountId: object.accountId,
            name: object.name,
            objective: object.objective ?? '',
            status: object.status,
            effectiveStatus: object.effectiveStatus as EffectiveStatus,
            budget: object.budget,
            bidStrategy: object.bidStrategy,
            startTime: object.startTime,
            stopTime: object.endTime,
            createdTime: object.createdTime,
            updatedTime: object.updatedTime,
            accountName: object.accountName,
            currency: currency ?? '',
            resultType,
            figures: figuresFrom(values),
            asOf,
            partial,
            pending: object.pending,
          },
    ),
    totals: { ...page.totals, figures: figuresFrom(page.totals.values) },
  }
}
