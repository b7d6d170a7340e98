import { createLeak, createWindow } from './counters.ts'
import { createMeter } from './meter.ts'
import {
  DECAY_MS,
  HOUR,
  MOST_AUDIENCE_CALLS,
  MUTATIONS,
  PER_AD,
  PER_AUDIENCE,
  PER_USER_ERROR,
  SECOND,
  TIERS,
} from './tiers.ts'
import type { Window } from './counters.ts'
import type { Meter } from './meter.ts'
import type { Tier } from './tiers.ts'

/** What an account holds that raises its allowance. */
export interface Holdings {
  readonly ads: number
  readonly audiences: number
}

export type UseCase = 'ads_management' | 'ads_insights' | 'custom_audience'

/** A bucket of calls of the last hour. */
interface Bucket extends Meter {
  /** Milliseconds until calls may go on; 0 when they may. */
  regainMs(now: number): number
}

export interface AccountLimits {
  readonly score: Meter
  readonly mutations: Meter
  readonly cases: Readonly<Record<UseCase, Bucket>>
  /** Calls that failed by their own fault. */
  readonly userErrors: Window
  /** Whether custom audiences were ever called: their element is only told of then. */
  audienceUsed: boolean
  blockedUntil: number
}

/** Active ads are many to count: looked at again once in so long. */
const HOLDINGS_AGE = HOUR

export const createAccountLimits = (tier: Tier, holdings: () => Holdings): AccountLimits => {
  const allowance = TIERS[tier]
  let held: Holdings | null = null
  let heldAt = 0
  const heldNow = (now: number): Holdings => {
    if (held === null || now - heldAt >= HOLDINGS_AGE) {
      held = holdings()
      heldAt = now
    }
    return held
  }
  const userErrors = createWindow(HOUR)
  const bucket = (allowed: (now: number) => number): Bucket => {
    const calls = createWindow(HOUR)
    return {
      ...createMeter(calls, allowed, 1),
      regainMs: (now) => {
        const most = Math.floor(allowed(now))
        return calls.read(now) > most ? calls.freeIn(now, most - 1) : 0
      },
    }
  }
  return {
    score: createMeter(createLeak(allowance.score, DECAY_MS), () => allowance.score, HOUR / DECAY_MS),
    mutations: createMeter(createWindow(SECOND), () => MUTATIONS, HOUR / SECOND),
    cases: {
      ads_management: bucket((now) => allowance.management + PER_AD.management * heldNow(now).ads),
      ads_insights: bucket(
        (now) => allowance.insights + PER_AD.insights * heldNow(now).ads - PER_USER_ERROR * userErrors.read(now),
      ),
      custom_audience: bucket((now) =>
        Math.min(MOST_AUDIENCE_CALLS, allowance.audience + PER_AUDIENCE * heldNow(now).audiences),
      ),
    },
    userErrors,
    audienceUsed: false,
    blockedUntil: 0,
  }
}
