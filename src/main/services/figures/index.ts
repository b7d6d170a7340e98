import type { WorkspaceContext } from '../context.ts'
import type { AccountRange } from '../../db/store.ts'
import type { CampaignDetail, CampaignPage, Overview, Totals } from '../../../shared/contract/figures.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { addDays, dayAt, dayIn, daysOf } from '../../../shared/domain/day.ts'
import type { Day, DayRange, Instant } from '../../../shared/domain/day.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import type { Period } from '../../../shared/domain/periods.ts'
import { METRIC_IDS, METRICS, NO_SUMS, SUMS, figuresOf } from '../../../shared/domain/metrics.ts'
import type { Figures, Sums } from '../../../shared/domain/metrics.ts'
import { AppError } from '../../../shared/errors.ts'

export { createWindows, keptWindows } from './windows.ts'
export type { WindowsService } from './windows.ts'

const TREND_DAYS = 30

const add = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)

/** Adds what may be added: reach is left out, it counts people and some were seen twice. */
const addUp = (all: readonly Sums[]): Sums =>
  all.reduce<Sums>(
    (total, sums) => ({ ...total, ...Object.fromEntries(SUMS.map((id) => [id, add(total[id], sums[id])])) }),
    NO_SUMS,
  )

const withoutMoney = (figures: Figures): Figures => {
  const kept = METRIC_IDS.map((id) => [id, METRICS[id].unit === 'money' || id === 'roas' ? null : figures[id]])
  return Object.fromEntries(kept) as Figures
}

export const totalsOf = (parts: readonly { readonly currency: string; readonly sums: Sums }[]): Totals => {
  const currencies = [...new Set(parts.map(({ currency }) => currency))]
  const figures = figuresOf(addUp(parts.map(({ sums }) => sums)))
  return {
    rows: parts.length,
    figures: currencies.length > 1 ? withoutMoney(figures) : figures,
    currency: currencies.length === 1 ? (currencies[0] ?? null) : null,
    spendByCurrency: currencies
      .map((currency) => ({
        currency,
        spend: parts.filter((part) => part.currency === currency).reduce((sum, { sums }) => sum + (sums.spend ?? 0), 0),
      }))
      .sort((a, b) => b.spend - a.spend || (a.currency < b.currency ? -1 : 1)),
  }
}

/** The oldest of several ages; null when one of them was never read. */
const oldest = (ages: readonly (Instant | null)[]): Instant | null =>
  ages.length === 0 || ages.includes(null) ? null : Math.min(...(ages as Instant[]))

export interface FiguresService {
  overview(period: Period): Promise<Overview>
  /** Of all watched accounts, without their rows and days. */
  totals(period: Period): Promise<Totals>
  query(input: Checked<'campaigns.query'>): Promise<CampaignPage>
  campaign(id: string, period: Period): Promise<CampaignDetail>
}

export const createFigures = ({
  store,
  graph,
  ranges,
  watched,
}: Pick<WorkspaceContext, 'store' | 'graph' | 'ranges' | 'watched'>): FiguresService => {
  const trendUntil = (today: Day): DayRange => ({ since: addDays(today, 1 - TREND_DAYS), until: today })

  const overview = async (period: Period): Promise<Overview> => {
    const accounts = await watched()
    const own = await ranges(period)
    const today = dayIn(graph.now())
    const trends: AccountRange[] = accounts.map(({ id, zone }) => ({ accountId: id, ...trendUntil(today(zone)) }))
    const [rows, sums, days] = await Promise.all([
      store.accounts(accounts.map(({ id, zone }) => ({ accountId: id, day: today(zone) }))),
      store.accountSums(own),
      store.accountDays(trends),
    ])
    const rowOf = new Map(rows.map((row) => [row.id, row]))
    const sumsOf = new Map(sums.map((found) => [found.accountId, found]))
    // Hundreds of accounts have the same few days.
    const daysUntil = new Map(
      [...new Set(trends.map(({ until }) => until))].map((day) => [day, daysOf(trendUntil(day))]),
    )
    const trendOf = new Map(trends.map(({ accountId, until }) => [accountId, daysUntil.get(until) ?? []]))
    const currencyOf = new Map(accounts.map(({ id, currency }) => [id, currency]))
    const spendOf = new Map(days.map(({ accountId, day, spend }) => [`${accountId} ${day}`, spend]))

    const shown = own.flatMap((range) => {
      const account = rowOf.get(range.accountId)
      const found = sumsOf.get(range.accountId)
      const trend = trendOf.get(range.accountId)
      if (!account || !trend) return []
      const accountSums = found?.sums ?? NO_SUMS
      return [
        {
          sums: accountSums,
          view: {
            account,
            range: { since: range.since, until: range.until },
            figures: figuresOf(accountSums),
            asOf: found?.asOf ?? null,
            trend: trend.map((day) => spendOf.get(`${range.accountId} ${day}`) ?? null),
          },
        },
      ]
    })

    const byDay = new Map<string, { day: string; currency: string; spend: number }>()
    for (const { accountId, day, spend } of days) {
      const currency = currencyOf.get(accountId)
      if (currency === undefined) continue
      const key = `${day} ${currency}`
      byDay.set(key, { day, currency, spend: (byDay.get(key)?.spend ?? 0) + spend })
    }

    return {
      accounts: shown.map(({ view }) => view),
      totals: totalsOf(
        shown.map(({ sums: accountSums, view }) => ({ currency: view.account.currency, sums: accountSums })),
      ),
      asOf: oldest(shown.map(({ view }) => view.asOf)),
      spendByDay: [...byDay.values()].sort((a, b) =>
        a.day < b.day ? -1 : a.day > b.day ? 1 : a.currency < b.currency ? -1 : 1,
      ),
    }
  }

  const query = async (input: Checked<'campaigns.query'>): Promise<CampaignPage> => {
    const inView = (await ranges(input.period)).filter(
      ({ accountId }) => input.accountIds.length === 0 || input.accountIds.includes(accountId),
    )
    const { statuses, search, sort, offset, limit } = input
    return store.campaigns({ ranges: inView, statuses, search: search.trim(), sort, offset, limit })
  }

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

  return { overview, totals, query, campaign }
}
