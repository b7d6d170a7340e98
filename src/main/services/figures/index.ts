import type { WorkspaceContext } from '../context.ts'
import type { RatesService } from '../rates/index.ts'
import { createMovers } from './movers.ts'
import { createOverview } from './overview.ts'
import type { SameHours } from './overview.ts'
import { totalsOf } from './totals.ts'
import type { CampaignDetail, Movers, Overview, Totals } from '../../../shared/contract/figures.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import type { Comparison, Period } from '../../../shared/domain/periods.ts'
import { AppError } from '../../../shared/errors.ts'

export { createWindows, keptWindows } from './windows.ts'
export type { WindowsService } from './windows.ts'

export interface FiguresService {
  overview(period: Period, compare: Comparison | null): Promise<Overview>
  movers(input: Checked<'overview.movers'>): Promise<Movers>
  /** Of all watched accounts, without their rows and days. */
  totals(period: Period): Promise<Totals>
  campaign(id: string, period: Period): Promise<CampaignDetail>
}

export const createFigures = (
  context: Pick<WorkspaceContext, 'store' | 'graph' | 'ranges' | 'watched'>,
  {
    rates,
    sameHours,
  }: {
    readonly rates: Pick<RatesService, 'reporting' | 'factors'>
    readonly sameHours: SameHours
  },
): FiguresService => {
  const { store, graph, ranges, watched } = context
  const campaign = async (id: string, period: Period): Promise<CampaignDetail> => {
    // Whose days they are is known only from the campaign itself.
    const found = await store.campaign(id, rangeOf('today', dayAt(graph.now(), 'UTC')))
    const account = found && (await watched()).find((each) => each.id === found.accountId)
    if (!account) throw new AppError('notFound')
    const range = rangeOf(period, dayAt(graph.now(), account.zone))
    const row = await store.campaign(id, range)
    if (!row) throw new AppError('notFound')
    return { row, range }
  }

  const totals = async (period: Period): Promise<Totals> => {
    const [accounts, sums] = await Promise.all([watched(), ranges(period).then(store.accountSums)])
    const currencyOf = new Map(accounts.map(({ id, currency }) => [id, currency]))
    return totalsOf(
      sums.flatMap(({ accountId, sums: own, resultTypes }) => {
        const currency = currencyOf.get(accountId)
        return currency === undefined ? [] : [{ currency, sums: own, resultTypes }]
      }),
    )
  }

  return {
    overview: createOverview({ context, reporting: rates.reporting, sameHours }),
    movers: createMovers({ context, factors: rates.factors }),
    totals,
    campaign,
  }
}
