import type { Instant } from '../shared/domain/day.ts'
import type { Clock } from './ports.ts'

/**
 * Time that goes on when somebody sets the computer's clock back: that must not lengthen every wait by as much. A clock that is
 * ahead of the program's own time has slept, or was set, and is followed. `toClock` turns a moment of it into one of the clock.
 */
export const createSteadyTime = (clock: Pick<Clock, 'now' | 'uptime'>) => {
  let begun = -Infinity
  return {
    now(): Instant {
      const uptime = clock.uptime()
      begun = Math.max(begun, clock.now() - uptime)
      return begun + uptime
    },
    toClock: (at: Instant): Instant => at - (begun + clock.uptime() - clock.now()),
  }
}
