import type { ReadRequest } from '../../meta/graph.ts'
import { addDays, dayAt, startOfDay } from '../../../shared/domain/day.ts'
import type { Day, Instant } from '../../../shared/domain/day.ts'
import type { AccountId, AdAccount, Level } from '../../../shared/domain/objects.ts'

/** Yesterday still moves a good deal in the first hours of a day. */
const EARLY_MS = 3 * 3_600_000
/** Further back is a sync's work. */
const MOST_DAYS_BACK = 3

const sinceOf = (today: Day, last: Day | null, early: boolean): Day => {
  if (last !== null && last < today) {
    const furthest = addDays(today, -MOST_DAYS_BACK)
    return last > furthest ? last : furthest
  }
  return early ? addDays(today, -1) : today
}

/**
 * One tick: today's figures of every account, and the days since it was last read, so that no evening is lost; the
 * lists that are older than they may be. What is on screen comes first, so that it is in the first batch.
 */
export const planTick = ({
  accounts,
  now,
  lastDayOf,
  listsOf,
  onScreen,
}: {
  readonly accounts: readonly AdAccount[]
  readonly now: Instant
  /** The last day whose figures were read; null: never. */
  readonly lastDayOf: (id: AccountId) => Day | null
  /** Lists to read again with this tick. */
  readonly listsOf: (id: AccountId) => readonly Level[]
  readonly onScreen: ReadonlySet<AccountId>
}): readonly ReadRequest[] => {
  const first = accounts.filter(({ id }) => onScreen.has(id))
  const rest = accounts.filter(({ id }) => !onScreen.has(id))
  return [...first, ...rest].flatMap(({ id, zone, currency }): ReadRequest[] => {
    const today = dayAt(now, zone)
    const early = now - startOfDay(today, zone) < EARLY_MS
    const insights: ReadRequest = {
      kind: 'insights',
      level: 'campaign',
      accountId: id,
      closedBefore: today,
      since: sinceOf(today, lastDayOf(id), early),
      until: today,
    }
    const lists = listsOf(id).map((level): ReadRequest => ({ kind: 'objects', level, accountId: id, currency }))
    return [...lists, insights]
  })
}

/**
 * While Meta wants to see the person first, one question tells whether that is over: the first of a tick, and what comes
 * with it when it is answered waits for the next tick.
 */
export const probeOf = (requests: readonly ReadRequest[]): readonly ReadRequest[] =>
  requests.filter(({ kind }) => kind === 'insights').slice(0, 1)

/** Wait before the next of such questions: longer each time, at most ten minutes. */
export const checkpointDelayMs = (failures: number, pollMs: number): number =>
  Math.max(pollMs, Math.min(600_000, 60_000 * 2 ** Math.min(failures - 1, 4)))

/** Wait before the next try without network: short at first, at most a minute however long it lasts. */
export const offlineDelayMs = (failures: number): number => Math.min(60_000, 5_000 * 2 ** Math.min(failures - 1, 4))
