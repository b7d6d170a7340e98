import { DECAY_MS } from './tiers.ts'
import type { AccountLimits, UseCase } from './account-limits.ts'
import type { Tier } from './tiers.ts'

/** The usage headers, in Meta's shapes: shares in percent, with a fraction, and over 100 where more was used. */

const percent = (share: number): number => Math.round(share * 10_000) / 100

/** Meta meters time beside calls; here both follow the calls. */
const TIME = 0.8
const CPU = 0.6

export const appHeader = (share: number): string =>
  JSON.stringify({ call_count: percent(share), total_time: percent(share * TIME), total_cputime: percent(share * CPU) })

interface UseCaseEntry {
  readonly type: string
  readonly call_count: number
  readonly total_cputime: number
  readonly total_time: number
  /** Minutes. */
  readonly estimated_time_to_regain_access: number
  readonly ads_api_access_tier: Tier
}
export const useCaseEntry = (type: string, share: number, regainMs: number, tier: Tier): UseCaseEntry => ({
  type,
  call_count: percent(share),
  total_cputime: percent(share * CPU),
  total_time: percent(share * TIME),
  estimated_time_to_regain_access: Math.ceil(regainMs / 60_000),
  ads_api_access_tier: tier,
})

export const accountHeader = (limits: AccountLimits, tier: Tier, now: number): string => {
  const wait = Math.max(0, limits.blockedUntil - now)
  const share = limits.score.share(now)
  return accountUsage(wait > 0 ? 1 : share, wait > 0 ? wait : share * DECAY_MS, tier)
}
export const accountUsage = (share: number, resetMs: number, tier: Tier): string =>
  JSON.stringify({
    acc_id_util_pct: percent(share),
    reset_time_duration: Math.ceil(resetMs / 1000),
    ads_api_access_tier: tier,
  })

/** Every bucket of an account; the one that the call itself used comes last. */
export const useCaseList = (limits: AccountLimits, used: UseCase | null, tier: Tier, now: number): UseCaseEntry[] => {
  const told: readonly UseCase[] = limits.audienceUsed
    ? ['custom_audience', 'ads_management', 'ads_insights']
    : ['ads_management', 'ads_insights']
  const entry = (type: UseCase): UseCaseEntry =>
    useCaseEntry(type, limits.cases[type].share(now), limits.cases[type].regainMs(now), tier)
  return [...told.filter((type) => type !== used), ...told.filter((type) => type === used)].map(entry)
}

export const insightsHeader = (appShare: number, accountShare: number, tier: Tier): string =>
  JSON.stringify({
    app_id_util_pct: percent(appShare),
    acc_id_util_pct: percent(accountShare),
    ads_api_access_tier: tier,
  })
