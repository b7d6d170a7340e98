import type { WorkspaceContext } from '../context.ts'
import { hasFullHours, isFresh } from './fresh.ts'
import type { Moment } from './fresh.ts'
import { accountOf, chosenOf } from './reading.ts'
import type { ReadAsked } from './reading.ts'
import type { Coverage, HourPoint } from '../../db/store.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Ask, HoursFound, SameHoursAccount, SameHoursFound } from '../../../shared/domain/asked.ts'
import { addDays, dayAt, daysOf, hourAt } from '../../../shared/domain/day.ts'
import type { Day, DayRange, Instant } from '../../../shared/domain/day.ts'
import { figuresOf, NO_SUMS, SUMS } from '../../../shared/domain/metrics.ts'
import type { Sums } from '../../../shared/domain/metrics.ts'
import type { AccountId, AdAccount, ObjectId } from '../../../shared/domain/objects.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import type { Failure } from '../../../shared/errors.ts'

type HoursLevel = 'account' | 'campaign'
interface AccountDays {
  readonly account: AdAccount
  readonly days: readonly Day[]
}
/** What is known of an account's days: the oldest reading, null when one of them was never read. */
interface DaysRead {
  /** When a day was last read. */
  readonly at: (account: AdAccount, day: Day) => Instant | null
  readonly of: (account: AdAccount) => { readonly at: Instant; readonly partial: boolean } | null
  readonly failures: ReadonlyMap<AccountId, Failure>
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const DAYS_BACK = { yesterday: 1, lastWeek: 7 } as const

const add = (all: readonly Sums[]): Sums =>
  all.reduce<Sums>(
    (total, sums) => ({
      ...total,
      ...Object.fromEntries(
        SUMS.map((id) => [id, total[id] === null ? sums[id] : sums[id] === null ? total[id] : total[id] + sums[id]]),
      ),
    }),
    NO_SUMS,
  )

/** Days that lie side by side are one question. */
const stretches = (days: readonly Day[]): DayRange[] => {
  const found: DayRange[] = []
  for (const day of days.toSorted()) {
    const last = found.at(-1)
    if (last && addDays(last.until, 1) === day) found[found.length - 1] = { ...last, until: day }
    else found.push({ since: day, until: day })
  }
  return found
}

/** Figures by hour, and today against the same hours of another day (row C3). */
export const createHours = ({
  context,
  readAsked,
}: {
  readonly context: WorkspaceContext
  readonly readAsked: ReadAsked
}) => {
  const { store, graph, clock } = context
  const momentNow = (): Moment => ({ now: clock.now(), metaNow: graph.now() })

  const isNew = (reading: Coverage | undefined, day: Day, zone: string, moment: Moment): boolean => {
    if (!reading) return false
    if (isFresh(reading.at, day, zone, moment)) return true
    const isToday = day === dayAt(moment.metaNow, zone)
    return isToday && hasFullHours(reading.at, hourAt(moment.metaNow, zone).passedMs, moment)
  }

  /** Reads the days that are not as new as they need be. */
  const freshen = async (level: HoursLevel, wanted: readonly AccountDays[], how: Ask): Promise<DaysRead> => {
    const moment = momentNow()
    const ids = wanted.map(({ account }) => account.id)
    const lookUp = async () => {
      const byAccount = Map.groupBy(await store.readings(ids, 'hours', level), ({ accountId }) => accountId)
      // The newest come first.
      return (accountId: AccountId, day: Day): Coverage | undefined =>
        byAccount.get(accountId)?.find(({ range }) => range !== null && range.since <= day && day <= range.until)
    }
    const kept = await lookUp()
    const requests = wanted.flatMap(({ account, days }) =>
      stretches(days.filter((day) => how === 'again' || !isNew(kept(account.id, day), day, account.zone, moment))).map(
        (range): ReadRequest => ({ kind: 'hours', level, accountId: account.id, ...range }),
      ),
    )
    const failures = await readAsked(
      wanted.map(({ account }) => account),
      how === 'never' ? [] : requests,
    )
    const settled = requests.length === 0 || how === 'never' ? kept : await lookUp()
    const daysOfAccount = new Map(wanted.map(({ account, days }) => [account.id, days]))
    return {
      failures,
      at: ({ id }, day) => settled(id, day)?.at ?? null,
      of: ({ id }) => {
        const found = (daysOfAccount.get(id) ?? []).map((day) => settled(id, day))
        const read = found.filter((each) => each !== undefined)
        if (read.length < found.length || read.length === 0) return null
        return { at: Math.min(...read.map(({ at }) => at)), partial: read.some(({ partial }) => partial) }
      },
    }
  }

  const get = async ({ of, period, ask: how }: Checked<'hours.get'>): Promise<HoursFound> => {
    const watched = await context.watched()
    const campaigns = 'campaignIds' in of ? await Promise.all(of.campaignIds.map((id) => store.object(id))) : []
    const ownerOf = new Map<ObjectId, AccountId>(
      'campaignIds' in of
        ? campaigns.flatMap((found) => (found ? [[found.object.id, found.object.accountId] as const] : []))
        : of.accountIds.map((id) => [id, id] as const),
    )
    const owners = new Set(ownerOf.values())
    const accounts = watched.filter(({ id }) => owners.has(id))
    const level = 'campaignIds' in of ? 'campaign' : 'account'
    const now = graph.now()
    const ranges = accounts.map((account) => ({ account, range: rangeOf(period, dayAt(now, account.zone)) }))
    const read = await freshen(
      level,
      ranges.map(({ account, range }) => ({ account, days: daysOf(range) })),
      how,
    )
    const points = await Promise.all(
      ranges.map(({ account, range }) =>
        store.hourPoints(
          [...ownerOf].flatMap(([id, accountId]) => (accountId === account.id ? [id] : [])),
          range,
        ),
      ),
    )
    const byObject = Map.groupBy(points.flat(), ({ id }) => id)
    return {
      accounts: ranges.map(({ account, range }) => ({
        ...accountOf(account, read.of(account), read.failures.get(account.id)),
        range,
      })),
      objects: [...ownerOf]
        .filter(([, accountId]) => accounts.some(({ id }) => id === accountId))
        .map(([id, accountId]) => {
          const own = byObject.get(id) ?? []
          return {
            accountId,
            id,
            hours: own.map(({ day, hour, sums }) => ({ day, hour, figures: figuresOf(sums) })),
            byHour: HOURS.map((hour) => {
              const same = own.filter((point) => point.hour === hour)
              return same.length === 0 ? null : figuresOf(add(same.map(({ sums }) => sums)))
            }),
          }
        }),
    }
  }

  const spendByHour = (points: readonly HourPoint[], id: ObjectId, day: Day): readonly (number | null)[] => {
    const of = new Map(points.flatMap((point) => (point.id === id && point.day === day ? [[point.hour, point]] : [])))
    return HOURS.map((hour) => of.get(hour)?.sums.spend ?? null)
  }

  const same = async ({
    accountIds,
    against,
    campaigns: withCampaigns,
    ask: how,
  }: Checked<'hours.same'>): Promise<SameHoursFound> => {
    const accounts = await chosenOf(context, accountIds)
    const now = graph.now()
    const skew = now - clock.now()
    const wanted = accounts.map((account) => {
      const day = dayAt(now, account.zone)
      return { account, day, comparedDay: addDays(day, -DAYS_BACK[against]) }
    })
    const asked = wanted.map(({ account, day, comparedDay }) => ({ account, days: [comparedDay, day] }))
    const read = await freshen('account', asked, how)
    const ofCampaigns = withCampaigns ? await freshen('campaign', asked, how) : null
    // Full hours by the reading and not by now: what was not read yet is not missing from today.
    const slots = wanted.map((each) => {
      const at = read.at(each.account, each.day)
      return { ...each, hours: hourAt(at === null ? now : at + skew, each.account.zone).hour }
    })

    const at = (which: 'day' | 'comparedDay') =>
      slots.map(({ account, hours, ...days }) => ({ accountId: account.id, day: days[which], hours }))
    const level = (of: HoursLevel) => Promise.all([store.hoursOf(of, at('day')), store.hoursOf(of, at('comparedDay'))])
    const [own, parts] = await Promise.all([level('account'), withCampaigns ? level('campaign') : ([[], []] as const)])
    const days = slots.flatMap(({ day, comparedDay }) => [day, comparedDay]).toSorted()
    const points =
      days.length === 0
        ? []
        : await store.hourPoints(
            accounts.map(({ id }) => id),
            { since: days[0] ?? '', until: days.at(-1) ?? '' },
          )
    const sumsOf = (rows: (typeof own)[0], id: ObjectId): Sums => rows.find((row) => row.id === id)?.sums ?? NO_SUMS

    const campaignsOf = (accountId: AccountId): SameHoursAccount['campaigns'] => {
      const before = new Map(parts[1].map((row) => [row.id, row.sums]))
      const today = new Map(parts[0].map((row) => [row.id, row.sums]))
      const ids = new Set(
        parts.flatMap((rows) => rows.filter((row) => row.accountId === accountId)).map(({ id }) => id),
      )
      return [...ids].map((id) => ({
        id,
        figures: figuresOf(today.get(id) ?? NO_SUMS),
        before: figuresOf(before.get(id) ?? NO_SUMS),
      }))
    }
    const rows = slots.map(({ account, day, comparedDay, hours }) => {
      const sums = sumsOf(own[0], account.id)
      const before = sumsOf(own[1], account.id)
      const failure = read.failures.get(account.id) ?? ofCampaigns?.failures.get(account.id)
      const view: SameHoursAccount = {
        ...accountOf(account, read.of(account), failure),
        day,
        comparedDay,
        hours,
        figures: figuresOf(sums),
        before: figuresOf(before),
        spend: spendByHour(points, account.id, day).map((spend, hour) => (hour < hours ? spend : null)),
        spendBefore: spendByHour(points, account.id, comparedDay),
        campaigns: campaignsOf(account.id),
      }
      return { view, sums, before }
    })
    const known = Map.groupBy(
      rows.filter(({ view }) => view.at !== null),
      ({ view }) => view.currency,
    )
    return {
      against,
      accounts: rows.map(({ view }) => view),
      totals: [...known].map(([currency, members]) => ({
        currency,
        accounts: members.length,
        figures: figuresOf(add(members.map(({ sums }) => sums))),
        before: figuresOf(add(members.map(({ before }) => before))),
      })),
    }
  }

  return { get, same }
}
export type Hours = ReturnType<typeof createHours>
