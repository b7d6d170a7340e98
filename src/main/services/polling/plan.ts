import type { ReadRequest } from '../../meta/graph.ts'
import { addDays, dayAt, startOfDay } from '../../../shared/domain/day.ts'
import type { Day, Instant } from '../../../shared/domain/day.ts'
import type { AccountId, AdAccount } from '../../../shared/domain/objects.ts'

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

/** One tick: today's figures of every account, and the days since it was last read, so that no evening is lost. */
export const planTick = ({
  accounts,
  now,
  lastDayOf,
  withCampaigns,
}: {
  readonly accounts: readonly AdAccount[]
  readonly now: Instant
  /** The last day whose figures were read; null: never. */
  readonly lastDayOf: (id: AccountId) => Day | null
  readonly withCampaigns: (id: AccountId) => boolean
}): readonly ReadRequest[] =>
  accounts.flatMap(({ id, zone, currency }): ReadRequest[] => {
    const today = dayAt(now, zone)
    const early = now - startOfDay(today, zone) < EARLY_MS
    const insights: ReadRequest = {
      kind: 'insights',
      level: 'campaign',
      accountId: id,
      since: sinceOf(today, lastDayOf(id), early),
      until: today,
    }
    return withCampaigns(id) ? [{ kind: 'objects', level: 'campaign', accountId: id, currency }, insights] : [insights]
  })

/** Wait before the next try without network: short at first, at most a minute however long it lasts. */
export const offlineDelayMs = (failures: number): number => Math.min(60_000, 5_000 * 2 ** Math.min(failures - 1, 4))
