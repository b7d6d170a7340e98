import type { AccountId } from '../../../shared/domain/objects.ts'

/** Meta's numbers, by the access tier of the app. */

export type Tier = 'limited' | 'full'

/** What a call for an account counts as beside its score. */
export type Use = 'management' | 'insights' | 'audience'
export const USES: readonly Use[] = ['management', 'insights', 'audience']

const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const READ_COST = 1
export const WRITE_COST = 3

/** Points of one account, and how long Meta looks back. */
export const SCORE: Readonly<Record<Tier, number>> = { limited: 60, full: 9000 }
export const SCORE_MS = 5 * MINUTE
/** How long Meta stops an account that went over its score. */
export const BLOCK_MS: Readonly<Record<Tier, number>> = { limited: 5 * MINUTE, full: MINUTE }

/** Calls an hour for an account without a single active ad: what its active ads add is learned from the headers. */
export const HOURLY: Readonly<Record<Use, Readonly<Record<Tier, number>>>> = {
  management: { limited: 300, full: 100_000 },
  insights: { limited: 600, full: 190_000 },
  audience: { limited: 5000, full: 190_000 },
}
/** As `x-business-use-case-usage` calls them. */
export const USE_NAMES: Readonly<Record<Use, string>> = {
  management: 'ads_management',
  insights: 'ads_insights',
  audience: 'custom_audience',
}

/** Calls an hour of an app that one person uses; every further person adds as many, and headers tell of them. */
export const APP_CALLS = 200
/** Changes a second of one account. */
export const MUTATIONS = 100
export const MUTATIONS_MS = SECOND
/** The insights throttle has no numbers, only shares, and not even a time: what it told fades as fast as a score. */
export const THROTTLE_FADES_MS = 5 * MINUTE
/** From that share on, whole percents say how many calls make one. */
export const LEARNS_FROM = 0.05

/** Changes of the budget of one ad set an hour. */
export const BUDGET_EDITS = 4
/** Changes of an account's spend cap a day. */
export const SPEND_CAP_EDITS = 10

/**
 * Another run of the program may have called a moment before this one: so much of every limit is taken as used at
 * the start, until the first answer tells or Meta has forgotten it.
 */
export const ASSUMED_SHARE = 0.5

export const tierOf = (name: string | null): Tier | null =>
  name === 'standard_access' ? 'full' : name === 'development_access' ? 'limited' : null

/** What a call counts as, by its path below the version. */
export const useOf = (path: string): Use =>
  /\/insights\/?$/.test(path)
    ? 'insights'
    : /\/(?:customaudiences|saved_audiences|users|usersreplace)\/?$/.test(path)
      ? 'audience'
      : 'management'

/** The account that a path names, if it does. */
export const accountsIn = (path: string): readonly AccountId[] => /^act_\d+/.exec(path) ?? []
