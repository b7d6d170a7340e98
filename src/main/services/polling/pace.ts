import type { LimitReading } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'

/** Up to this share of what the whole app may call nothing is slowed; at twice the share it is half as often. */
const FREE_SHARE = 0.25

/**
 * How often an account may be polled when there are so many that the limits of the whole app are used up: hundreds of
 * them share one allowance. What one account may be called is the limiter's to keep.
 */
export const createPace = (limits: () => readonly LimitReading[]) => {
  const polledAt = new Map<AccountId, Instant>()
  let slowdown = 1
  return {
    /** At the beginning of a tick. */
    learn: (): void => {
      const shares = limits().flatMap(({ accountId, share }) => (accountId === null ? [share] : []))
      slowdown = Math.max(1, ...shares.map((share) => share / FREE_SHARE))
    },
    isTurn: (id: AccountId, now: Instant, everyMs: number): boolean => {
      const at = polledAt.get(id)
      // Within half an interval of its time: ticks are not to the millisecond, and a clock may have been set back.
      return slowdown === 1 || at === undefined || at > now || now - at >= (slowdown - 0.5) * everyMs
    },
    polled: (ids: readonly AccountId[], now: Instant): void => {
      for (const id of ids) polledAt.set(id, now)
    },
  }
}
