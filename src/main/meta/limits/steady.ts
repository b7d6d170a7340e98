import type { Instant } from '../../../shared/domain/day.ts'
import type { Clock } from '../../ports.ts'

/**
 * Time that never goes backwards: somebody who sets the computer's clock back must not lengthen every wait by as much.
 * `toClock` turns a moment of it into one of the clock.
 */
export const createSteadyTime = (clock: Pick<Clock, 'now'>) => {
  let ahead = 0
  let last = -Infinity
  return {
    now(): Instant {
      const now = clock.now()
      if (now + ahead < last) ahead = last - now
      last = now + ahead
      return last
    },
    toClock: (at: Instant): Instant => at - ahead,
  }
}
