import type { WorkspaceContext } from '../context.ts'
import type { RatesService } from '../rates/index.ts'
import { createMovers } from './movers.ts'
import { createOverview } from './overview.ts'
import type { SameHours } from './overview.ts'
import { totalsOf } from './totals.ts'
import type { CampaignDetail, Movers, Overview, Totals } from '../../../shared/contract/figures.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { addDays, dayAt, daysOf } from '../../../shared/domain/day.ts'
import type { Day, DayRange } from '../../../shared/domain/day.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import type { Comparison, Period } from '../../../shared/domain/periods.ts'
import { NO_SUMS, figuresOf } from '../../../shared/domain/metrics.ts'
import { AppError } from '../../../shared/errors.ts'

export { createWindows, keptWindows } from './windows.ts'
export type { WindowsService } from './windows.ts'

const TREND_DAYS = 30
const trendUntil = (today: Day): DayRange => ({ since: addDays(today, 1 - TREND_DAYS), until: today })

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
    const trend = trendUntil(dayAt(graph.now(), account.zone))
    const [row, days] = await Promise.all([store.campaign(id, range), store.campaignDays(id, trend)])
    if (!row) throw new AppError('notFound')
    const sumsOf = new Map(days.map(({ day, sums }) => [day, sums]))
    return { row, range, days: daysOf(trend).map((day) => ({ day, figures: figuresOf(sumsOf.get(day) ?? NO_SUMS) })) }
  }

  const totals = async (period: Period): Promise<Totals> => {
    const [accounts, sums] = await Promise.all([watched(), ranges(period).then(store.accountSums)])
    const currencyOf = new Map(accounts.map(({ id, currency }) => [id, currency]))
    return totalsOf(
      sums.flatMap(({ accountId, sums: own }) => {
        const currency = currencyOf.get(accountId)
        return currency === undefined ? [] : [{ currency, sums: own }]
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
