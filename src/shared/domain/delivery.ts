import type { Instant } from './day.ts'
import type { Campaign } from './objects.ts'
import type { RuleWindow } from './rules.ts'

/**
 * Whether a campaign can be spending at all. Meta keeps `effective_status: ACTIVE` on campaigns whose schedule has
 * ended, so the dates are looked at too. `WITH_ISSUES` and `IN_PROCESS` go on delivering what they can.
 */
export const delivers = (
  { effectiveStatus, startTime, stopTime }: Pick<Campaign, 'effectiveStatus' | 'startTime' | 'stopTime'>,
  now: Instant,
): boolean =>
  (effectiveStatus === 'ACTIVE' || effectiveStatus === 'WITH_ISSUES' || effectiveStatus === 'IN_PROCESS') &&
  (startTime === null || startTime <= now) &&
  (stopTime === null || stopTime > now)

const MINUTE = 60_000
/** Today's figures move all the time. Finished days are read again once a day, with two hours to spare. */
const FRESH_FOR: Readonly<Record<RuleWindow, number>> = {
  today: 10 * MINUTE,
  yesterday: 26 * 60 * MINUTE,
  last7d: 26 * 60 * MINUTE,
  last30d: 26 * 60 * MINUTE,
}

/** Too old to decide on; never read is as old as it gets. */
export const isStale = (window: RuleWindow, asOf: Instant | null, now: Instant): boolean =>
  asOf === null || now - asOf > FRESH_FOR[window]
