import { GraphError } from './graph-error.ts'
import type { Account } from './model.ts'

/** Meta's limits, counted as Meta counts: a score an account, calls an hour by use case, calls an hour by app. */

export type Tier = 'development_access' | 'standard_access'
export type Use = 'insights' | 'management' | 'app'

const TIERS = {
  development_access: { score: 60, blockMs: 300_000, management: 300, insights: 600 },
  standard_access: { score: 9000, blockMs: 60_000, management: 100_000, insights: 190_000 },
} as const
const DECAY_MS = 300_000
const HOUR = 3_600_000
/** Calls an hour of an app: 200 for each of its daily users. */
const APP_CALLS = 200 * 60
const INSIGHTS_CALLS = 60_000

/** A level that leaks: full to empty in `emptyMs`. */
const createLeak = (limit: number, emptyMs: number) => {
  let level = 0
  let at = 0
  const read = (now: number): number => {
    level = Math.max(0, level - (Math.max(0, now - at) / emptyMs) * limit)
    at = now
    return level
  }
  return {
    add: (now: number, amount: number): void => {
      level = read(now) + amount
    },
    read,
    share: (now: number): number => read(now) / limit,
  }
}
type Leak = ReturnType<typeof createLeak>

export interface Usage {
  /** Counts a call, or throws Meta's refusal. */
  spend(account: Account | null, use: Use, write: boolean): void
  headers(account: Account | null, use: Use): Record<string, string>
}

export const createUsage = ({
  tier,
  now,
  activeAds,
}: {
  readonly tier: Tier
  readonly now: () => number
  readonly activeAds: (account: Account) => number
}): Usage => {
  const { score: maximum, blockMs, management, insights } = TIERS[tier]
  const scores = new Map<
    string,
    { readonly score: Leak; readonly management: Leak; readonly insights: Leak; blockedUntil: number }
  >()
  const app = createLeak(APP_CALLS, HOUR)
  const insightsApp = createLeak(INSIGHTS_CALLS, HOUR)

  const of = (account: Account) => {
    const known = scores.get(account.id)
    if (known) return known
    const ads = activeAds(account)
    const made = {
      score: createLeak(maximum, DECAY_MS),
      management: createLeak(management + 40 * ads, HOUR),
      insights: createLeak(insights + 400 * ads, HOUR),
      blockedUntil: 0,
    }
    scores.set(account.id, made)
    return made
  }

  const percent = (share: number): number => Math.min(100, Math.round(share * 10_000) / 100)

  return {
    spend: (account, use, write) => {
      const at = now()
      if (account === null) {
        app.add(at, 1)
        if (app.share(at) > 1)
          throw new GraphError({
            status: 400,
            code: 4,
            message: '(#4) Application request limit reached',
            transient: true,
          })
        return
      }
      const usage = of(account)
      const cost = write ? 3 : 1
      if (at < usage.blockedUntil || usage.score.read(at) + cost > maximum) {
        // Calling while blocked lengthens the block.
        usage.blockedUntil = at + blockMs
        throw new GraphError({
          status: 400,
          code: 17,
          subcode: 2446079,
          message: '(#17) User request limit reached',
          transient: true,
          title: 'Ad Account Has Too Many API Calls',
          userMessage: 'There have been too many calls from this ad-account. Wait a bit and try again.',
        })
      }
      usage.score.add(at, cost)
      usage[use === 'insights' ? 'insights' : 'management'].add(at, 1)
      if (use === 'insights') insightsApp.add(at, 1)
      if (usage.insights.share(at) > 1 || usage.management.share(at) > 1) {
        const code = use === 'insights' ? 80_000 : 80_004
        throw new GraphError({
          status: 400,
          code,
          subcode: 2446079,
          message: `(#${code}) There have been too many calls to this ad-account. Wait a bit and try again.`,
          transient: true,
        })
      }
    },
    headers: (account, use) => {
      const at = now()
      const calls = Math.floor(app.share(at) * 100)
      const headers: Record<string, string> = {
        'x-app-usage': JSON.stringify({
          call_count: calls,
          total_time: Math.floor(calls * 0.8),
          total_cputime: Math.floor(calls * 0.6),
        }),
      }
      if (account === null) return headers
      const usage = of(account)
      const wait = Math.max(0, usage.blockedUntil - at)
      const entry = (type: string, leak: Leak) => {
        const share = percent(leak.share(at))
        return {
          type,
          call_count: Math.floor(share),
          total_cputime: Math.floor(share * 0.6),
          total_time: Math.floor(share * 0.8),
          estimated_time_to_regain_access: Math.ceil(wait / 60_000),
          ads_api_access_tier: tier,
        }
      }
      headers['x-ad-account-usage'] = JSON.stringify({
        acc_id_util_pct: wait > 0 ? 100 : percent(usage.score.share(at)),
        reset_time_duration: Math.ceil(wait > 0 ? wait / 1000 : (usage.score.share(at) * DECAY_MS) / 1000),
        ads_api_access_tier: tier,
      })
      headers['x-business-use-case-usage'] = JSON.stringify({
        [account.digits]: [entry('ads_management', usage.management), entry('ads_insights', usage.insights)],
      })
      if (use === 'insights') {
        headers['x-fb-ads-insights-throttle'] = JSON.stringify({
          app_id_util_pct: percent(insightsApp.share(at)),
          acc_id_util_pct: percent(usage.insights.share(at)),
          ads_api_access_tier: tier,
        })
      }
      return headers
    },
  }
}
