import type { WorkspaceContext } from '../context.ts'
import type { Reporting } from '../rates/index.ts'
import type { AccountDay, AccountRange, HoursOf } from '../../db/store.ts'
import type { SameHoursOf } from '../asked/index.ts'
import { oldest, totalsOf } from './totals.ts'
import type { Overview, OverviewAccount } from '../../../shared/contract/figures.ts'
import { addDays, dayIn, daysOf } from '../../../shared/domain/day.ts'
import type { Day, DayRange } from '../../../shared/domain/day.ts'
import type { AccountId, ResultType } from '../../../shared/domain/objects.ts'
import { comparedRange, isByHour } from '../../../shared/domain/periods.ts'
import type { Comparison, HourComparison, Period } from '../../../shared/domain/periods.ts'
import { figuresOf, NO_SUMS } from '../../../shared/domain/metrics.ts'
import type { Sums } from '../../../shared/domain/metrics.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { allUsed } from '../../../shared/domain/rates.ts'
import type { RatesUsed } from '../../../shared/domain/rates.ts'

const TREND_DAYS = 30
const trendUntil = (today: Day): DayRange => ({ since: addDays(today, 1 - TREND_DAYS), until: today })

/** Sums in the account's own currency, and in the reporting one. */
interface Pair {
  readonly own: Sums
  readonly sums: Sums
  readonly used: RatesUsed | null
}

/** Money by each day's own rate; where the rate of a day is not known, the sum is not either. */
const pairOf = (own: Sums, days: readonly AccountDay[], from: Currency, into: Reporting): Pair => {
  if (from === into.currency) return { own, sums: own, used: null }
  const used: (RatesUsed | null)[] = []
  const sumOf = (of: (day: AccountDay) => number | null): number | null => {
    let sum: number | null = null
    for (const each of days) {
      const amount = of(each)
      if (amount === null) continue
      const converted = into.convert(amount, from, each.day)
      if (!converted) return null
      used.push(converted.used)
      sum = (sum ?? 0) + converted.micros
    }
    return sum
  }
  const money = { spend: sumOf(({ spend }) => spend), purchaseValue: sumOf(({ purchaseValue }) => purchaseValue) }
  return { own, sums: { ...own, ...money }, used: allUsed(used) }
}

interface OverviewPart {
  readonly sums: Sums
  readonly resultTypes: readonly ResultType[]
  readonly view: OverviewAccount
}

/** What is kept of today's hours and the same ones of another day, of accounts themselves. */
export type SameHours = (against: HourComparison) => Promise<readonly SameHoursOf[]>

/** Each account by its own day. By the hour today is compared with what is kept of hours; the window asks for new ones. */
export const createOverview =
  ({
    context: { store, graph, ranges, watched },
    reporting,
    sameHours,
  }: {
    readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'ranges' | 'watched'>
    readonly reporting: () => Promise<Reporting>
    readonly sameHours: SameHours
  }) =>
  async (period: Period, compare: Comparison | null): Promise<Overview> => {
    const [accounts, own, into] = await Promise.all([watched(), ranges(period), reporting()])
    const currencyOf = new Map(accounts.map(({ id, currency }) => [id, currency]))
    const compared: AccountRange[] =
      compare === null || isByHour(compare)
        ? []
        : own.map((range) => ({ accountId: range.accountId, ...comparedRange(compare, range) }))
    const todayIn = dayIn(graph.now())
    const trends: AccountRange[] = accounts.map(({ id, zone }) => ({ accountId: id, ...trendUntil(todayIn(zone)) }))
    const isForeign = ({ accountId }: AccountRange): boolean => currencyOf.get(accountId) !== into.currency
    const byHour = isByHour(compare) && period === 'today' ? await sameHours(compare) : []
    const hourSums = (of: 'day' | 'comparedDay') =>
      store.hoursOf(
        'account',
        byHour.map((each) => ({ accountId: each.accountId, day: each[of], hours: each.hours })),
      )
    const [hoursNow, hoursBefore, rows, sums, before, trendDays, days, daysBefore] = await Promise.all([
      hourSums('day'),
      hourSums('comparedDay'),
      store.accounts(accounts.map(({ id, zone }) => ({ accountId: id, day: todayIn(zone) }))),
      store.accountSums(own),
      store.accountSums(compared),
      store.accountDays(trends),
      store.accountDays(own.filter(isForeign)),
      store.accountDays(compared.filter(isForeign)),
    ])
    const byAccount = <Of extends { readonly accountId: AccountId }>(list: readonly Of[]) =>
      Map.groupBy(list, ({ accountId }) => accountId)
    const [spendsOf, daysOfAccount, daysBeforeOf] = [byAccount(trendDays), byAccount(days), byAccount(daysBefore)]
    const rowOf = new Map(rows.map((row) => [row.id, row]))
    const untilOf = new Map(trends.map(({ accountId, until }) => [accountId, until]))
    const sumsOf = (found: readonly HoursOf[]) => new Map(found.map((each) => [each.accountId, each.sums]))
    const [sumsNow, sumsBefore] = [sumsOf(hoursNow), sumsOf(hoursBefore)]
    const hoursOf = new Map(byHour.map((each) => [each.accountId, each]))
    // Hundreds of accounts have the same few days.
    const trendDaysOf = new Map([...new Set(untilOf.values())].map((day) => [day, daysOf(trendUntil(day))]))

    const shown = own.flatMap((range, i): OverviewPart[] => {
      const id = range.accountId
      const account = rowOf.get(id)
      const today = untilOf.get(id)
      if (!account || today === undefined) return []
      const { currency } = account
      const found = sums[i]
      const now = pairOf(found?.sums ?? NO_SUMS, daysOfAccount.get(id) ?? [], currency, into)
      const read = hoursOf.get(id)
      const hours = read && read.at !== null ? read : null
      const ofDay = (sumsOfDay: Sums, day: Day): Pair => {
        const { spend, purchaseValue } = sumsOfDay
        return pairOf(sumsOfDay, [{ accountId: id, day, spend, purchaseValue }], currency, into)
      }
      const resultTypes = found?.resultTypes ?? []
      // Hours of a day have no more kinds of result than the day.
      const ofHours = (sumsOfHours: Sums | undefined): Sums => ({
        ...(sumsOfHours ?? NO_SUMS),
        ...(resultTypes.length > 1 ? { results: null } : {}),
      })
      const level = hours ? ofDay(ofHours(sumsNow.get(id)), hours.day) : now
      const whole = before[i]
      const then = hours
        ? ofDay(ofHours(sumsBefore.get(id)), hours.comparedDay)
        : whole && whole.unread !== 'all'
          ? pairOf(whole.sums, daysBeforeOf.get(id) ?? [], currency, into)
          : null
      const against = hours ? { since: hours.comparedDay, until: hours.comparedDay } : compared[i]
      const spend = new Map(spendsOf.get(id)?.map((each) => [each.day, each.spend]))
      return [
        {
          sums: now.own,
          resultTypes,
          view: {
            account,
            range: { since: range.since, until: range.until },
            compared: against ? { since: against.since, until: against.until } : null,
            hours: hours?.hours ?? null,
            figures: figuresOf(now.own),
            comparable: figuresOf(level.own),
            before: then && figuresOf(then.own),
            resultTypes,
            beforeResultTypes: hours ? resultTypes : (whole?.resultTypes ?? []),
            reporting: {
              figures: figuresOf(now.sums),
              comparable: figuresOf(level.sums),
              before: then && figuresOf(then.sums),
              used: allUsed([now.used, then?.used ?? null]),
            },
            asOf: found?.asOf ?? null,
            partial: (found?.partial ?? false) || (hours?.partial ?? false),
            beforePartial: hours ? hours.partial : whole !== undefined && (whole.partial || whole.unread === 'all'),
            today,
            trend: (trendDaysOf.get(today) ?? []).map((day) => spend.get(day) ?? null),
          },
        },
      ]
    })

    return {
      accounts: shown.map(({ view }) => view),
      totals: totalsOf(shown.map(({ view, ...part }) => ({ ...part, currency: view.account.currency }))),
      reporting: into.currency,
      asOf: oldest(shown.map(({ view }) => view.asOf)),
    }
  }
