import type { WorkspaceContext } from '../context.ts'
import { hasFullHours, isFresh, SETTLES_MS } from './fresh.ts'
import type { Moment } from './fresh.ts'
import { accountOf, chosenOf } from './reading.ts'
import type { ReadAsked } from './reading.ts'
import type { Coverage, SameHours } from '../../db/store.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Ask, ColumnsFound, HoursFound } from '../../../shared/domain/asked.ts'
import { addDays, dayAt, daysOf, hourAt } from '../../../shared/domain/day.ts'
import type { Day, DayRange, Instant } from '../../../shared/domain/day.ts'
import { figuresOf } from '../../../shared/domain/metrics.ts'
import type { AccountId, AdAccount, FiguresLevel, ObjectId } from '../../../shared/domain/objects.ts'
import { addUp } from '../../../shared/domain/sums.ts'
import { DAYS_BACK, rangeOf } from '../../../shared/domain/periods.ts'
import type { HourComparison, Period } from '../../../shared/domain/periods.ts'
import type { Failure } from '../../../shared/errors.ts'

/** Of one account: how much of today can be compared by the hour. */
export interface SameHoursOf extends SameHours {
  readonly day: Day
  readonly comparedDay: Day
}

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

interface HoursQuestion {
  readonly of: { readonly accountIds: readonly AccountId[] } | { readonly campaignIds: readonly ObjectId[] }
  readonly period: Period
  readonly ask: Ask
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** How many of a day's hours were over, and had settled, when they were read at `at` by Meta's clock. */
const fullHours = (at: Instant, day: Day, zone: string): number => {
  const settled = at - SETTLES_MS
  const reached = dayAt(settled, zone)
  return reached > day ? HOURS.length : reached === day ? hourAt(settled, zone).hour : 0
}

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

/** Figures by hour, and today against the same hours of another day. */
export const createHours = ({
  context,
  readAsked,
}: {
  readonly context: WorkspaceContext
  readonly readAsked: ReadAsked
}) => {
  const { store, graph, clock, emit } = context
  const momentNow = (): Moment => ({ now: clock.now(), metaNow: graph.now() })

  const isNew = (reading: Coverage | undefined, day: Day, zone: string, moment: Moment): boolean => {
    if (!reading) return false
    if (isFresh(reading.at, day, zone, moment)) return true
    const isToday = day === dayAt(moment.metaNow, zone)
    return isToday && hasFullHours(reading.at, hourAt(moment.metaNow, zone).passedMs, moment)
  }

  /** Reads the days that are not as new as they need be. */
  const freshen = async (level: FiguresLevel, wanted: readonly AccountDays[], how: Ask): Promise<DaysRead> => {
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
    const hasAsked = requests.length > 0 && how !== 'never'
    const settled = hasAsked ? await lookUp() : kept
    if (hasAsked) emit('figures.changed', null)
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

  const sameDays = async (accountIds: readonly AccountId[], against: HourComparison) => {
    const now = graph.now()
    return (await chosenOf(context, accountIds)).map((account) => {
      const day = dayAt(now, account.zone)
      return { account, days: [day, addDays(day, -DAYS_BACK[against])] as const }
    })
  }

  /** By hour, of the accounts themselves or of some campaigns. */
  const get = async ({ of, period, ask: how }: HoursQuestion): Promise<HoursFound> => {
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
              return same.length === 0 ? null : figuresOf(addUp(same.map(({ sums }) => sums)))
            }),
          }
        }),
    }
  }

  /** What is kept of today's hours and those of the day that it is compared with. */
  const same = async (
    level: FiguresLevel,
    accountIds: readonly AccountId[],
    against: HourComparison,
  ): Promise<readonly SameHoursOf[]> => {
    const wanted = await sameDays(accountIds, against)
    const read = await freshen(level, wanted, 'never')
    const skew = graph.now() - clock.now()
    return wanted.map(({ account, days: [day, comparedDay] }) => {
      const full = [day, comparedDay].map((each) => {
        const at = read.at(account, each)
        return at === null ? 0 : fullHours(at + skew, each, account.zone)
      })
      const { at, partial } = read.of(account) ?? { at: null, partial: false }
      return { accountId: account.id, day, comparedDay, hours: at === null ? 0 : Math.min(...full), at, partial }
    })
  }

  const ask = async ({ accountIds, level, against, ask: how }: Checked<'hours.ask'>): Promise<ColumnsFound> => {
    const wanted = await sameDays(accountIds, against)
    const read = await freshen(level, wanted, how)
    const accounts = wanted.map(({ account, days: [day] }) => ({
      ...accountOf(account, read.of(account), read.failures.get(account.id)),
      range: { since: day, until: day },
    }))
    const ages = accounts.map(({ at }) => at)
    return {
      accounts,
      at: ages.length === 0 || ages.includes(null) ? null : Math.min(...ages.filter((at) => at !== null)),
    }
  }

  return { get, same, ask }
}
export type Hours = ReturnType<typeof createHours>
