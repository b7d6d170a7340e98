import type { LimitReading } from '../../../shared/domain/connection.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'

/** Up to this share of what the whole app may call, everybody is polled with every tick … */
const FREE_SHARE = 0.1
/** … and from there on fewer with each, so that this share is never reached: the rest is for syncs and people. */
const HELD_SHARE = 0.6
/** However full it is, an account comes up once in so long. */
const LONGEST_MS = 3_600_000

/**
 * Which accounts a tick reads when there are so many that they use up what the whole app may call: hundreds of them share
 * one allowance. A part of them, those that were left out longest, so that all come up equally often and calls are spread
 * evenly. What one account may be called is the limiter's to keep.
 */
export const createPace = (limits: () => readonly LimitReading[]) => {
  /** The number of the choice that an account was last in. */
  const lastChosen = new Map<AccountId, number>()
  let choices = 0
  return {
    choose: (ids: readonly AccountId[], everyMs: number): ReadonlySet<AccountId> => {
      const share = Math.max(0, ...limits().map((limit) => (limit.accountId === null ? limit.share : 0)))
      const left = (HELD_SHARE - share) / (HELD_SHARE - FREE_SHARE)
      const part = Math.min(1, Math.max(left, everyMs / LONGEST_MS))
      const last = (id: AccountId): number => lastChosen.get(id) ?? 0
      const chosen = ids.toSorted((a, b) => last(a) - last(b)).slice(0, Math.ceil(ids.length * part))
      choices += 1
      for (const id of chosen) lastChosen.set(id, choices)
      return new Set(chosen)
    },
  }
}
