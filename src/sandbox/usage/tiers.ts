/** What each access tier allows, as Meta's page on rate limits has it. Scores are points, the rest calls an hour. */

/** As headers name them: Limited and Full. */
export type Tier = 'development_access' | 'standard_access'

interface Allowance {
  /** Points an account may stand at; all of them are forgotten within five minutes. */
  readonly score: number
  /** How long an account stays shut once it has crossed that. */
  readonly blockMs: number
  readonly management: number
  readonly insights: number
  readonly audience: number
}

export const TIERS: Readonly<Record<Tier, Allowance>> = {
  development_access: { score: 60, blockMs: 300_000, management: 300, insights: 600, audience: 5000 },
  standard_access: { score: 9000, blockMs: 60_000, management: 100_000, insights: 190_000, audience: 190_000 },
}

export const READ_POINTS = 1
export const WRITE_POINTS = 3
export const DECAY_MS = 300_000
export const SECOND = 1000
export const HOUR = 3_600_000

/** Calls an hour for each active ad, for each active audience, and off for each call that failed by its own fault. */
export const PER_AD = { management: 40, insights: 400 } as const
export const PER_AUDIENCE = 40
export const PER_USER_ERROR = 0.001
export const MOST_AUDIENCE_CALLS = 700_000

/** Writes a second of one app in one account. */
export const MUTATIONS = 100

/** Calls an hour outside the use cases, for each person who uses the app in a day. */
export const APP_CALLS_PER_PERSON = 200
/** Insights calls an hour of the whole app, for each such person. Meta gives only shares of it: the number is ours. */
export const APP_INSIGHTS_PER_PERSON = 1000
