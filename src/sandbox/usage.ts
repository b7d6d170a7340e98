import { createAccountLimits } from './usage/account-limits.ts'
import { createWindow } from './usage/counters.ts'
import { accountHeader, appHeader, insightsHeader, useCaseList } from './usage/headers.ts'
import { createThrottleLedger } from './usage/ledger.ts'
import { createMeter } from './usage/meter.ts'
import { isEditLimit, refusalOf } from './usage/refusals.ts'
import { APP_CALLS_PER_PERSON, APP_INSIGHTS_PER_PERSON, HOUR, READ_POINTS, TIERS, WRITE_POINTS } from './usage/tiers.ts'
import type { AccountLimits, Holdings, UseCase } from './usage/account-limits.ts'
import type { Throttled } from './usage/ledger.ts'
import type { MeterReading } from './usage/meter.ts'
import type { System } from './usage/refusals.ts'
import type { Tier } from './usage/tiers.ts'
import type { GraphFault } from './graph-error.ts'
import type { Account } from './model.ts'

/** Meta's limits, all at once: each call counts in every system it belongs to, and any of them may refuse it. */

/** What a call is for; `app`: nothing of an ad account. */
export type Use = 'management' | 'insights' | 'audience' | 'app'

export interface Spent {
  /** Null: counts for the app alone. */
  readonly account: Account | null
  readonly use: Use
  readonly write: boolean
  /** `GET act_1/insights`, to be told of when it is refused. */
  readonly call: string
}

export interface LimitReading extends MeterReading {
  readonly system: System
  /** `act_…`; null for limits of the whole app. */
  readonly account: string | null
}
export interface Limits {
  readonly tier: Tier
  /** Of every account that was ever called, and of the app. */
  readonly systems: readonly LimitReading[]
  /** Throttles that came from the pace of calls; those of the fault script are counted there. */
  readonly throttled: { readonly count: number; readonly last: readonly Throttled[] }
}

export interface Usage {
  /** Counts a call, or throws Meta's refusal; what is refused counts too and lengthens the wait. */
  spend(spent: Spent): void
  /** A call that was let through failed: by its own fault, or because of how often something was changed. */
  failed(spent: Spent, fault: GraphFault): void
  /** The headers of an answer to such a call. */
  headers(account: Account | null, use: Use): Record<string, string>
  /** The headers of a whole batch, whose items were for these accounts. */
  batchHeaders(accounts: ReadonlySet<Account>): Record<string, string>
  read(): Limits
}

const CASES: Readonly<Record<Use, UseCase | null>> = {
  management: 'ads_management',
  insights: 'ads_insights',
  audience: 'custom_audience',
  app: null,
}
/** Meta tells of at most so many elements in one header. */
const MOST_ELEMENTS = 32

export const createUsage = ({
  tier,
  people,
  now,
  holdings,
}: {
  readonly tier: Tier
  /** Who use the app in a day: its own limit grows with them. */
  readonly people: number
  readonly now: () => number
  readonly holdings: (account: Account) => Holdings
}): Usage => {
  const ledger = createThrottleLedger()
  const accounts = new Map<string, AccountLimits>()
  const app = createMeter(createWindow(HOUR), () => APP_CALLS_PER_PERSON * people, 1)
  const appInsights = createMeter(createWindow(HOUR), () => APP_INSIGHTS_PER_PERSON * people, 1)

  const of = (account: Account): AccountLimits => {
    const known = accounts.get(account.id)
    if (known) return known
    const made = createAccountLimits(tier, () => holdings(account))
    accounts.set(account.id, made)
    return made
  }

  /** The first system that has no room for the call; null when all have. */
  const full = (
    limits: AccountLimits,
    useCase: UseCase,
    write: boolean,
    at: number,
  ): Exclude<System, 'edits'> | null => {
    const bucket = limits.cases[useCase]
    bucket.add(at, 1)
    if (useCase === 'custom_audience') limits.audienceUsed = true
    if (useCase === 'ads_insights') appInsights.add(at, 1)
    const points = write ? WRITE_POINTS : READ_POINTS
    const { score, blockMs } = TIERS[tier]
    if (at < limits.blockedUntil || limits.score.used(at) + points > score) {
      limits.blockedUntil = at + blockMs
      return 'score'
    }
    limits.score.add(at, points)
    if (write) {
      limits.mutations.add(at, 1)
      if (limits.mutations.share(at) > 1) return 'mutations'
    }
    if (bucket.share(at) > 1) return useCase
    return useCase === 'ads_insights' && appInsights.share(at) > 1 ? 'app_insights' : null
  }

  const note = (
    system: System,
    account: Account | null,
    call: string,
    code: number,
    subcode: number | undefined,
  ): void => ledger.add({ at: now(), system, account: account?.id ?? null, call, code, subcode: subcode ?? null })

  const entries = (account: Account, used: UseCase | null) => useCaseList(of(account), used, tier, now())

  return {
    spend: ({ account, use, write, call }) => {
      const at = now()
      const useCase = CASES[use]
      let system: Exclude<System, 'edits'> | null
      if (account === null || useCase === null) {
        app.add(at, 1)
        system = app.share(at) > 1 ? 'app' : null
      } else system = full(of(account), useCase, write, at)
      if (system === null) return
      const refusal = refusalOf(system, write)
      const ofApp = system === 'app' || system === 'app_insights'
      note(system, ofApp ? null : account, call, refusal.fault.code, refusal.fault.subcode)
      throw refusal
    },
    failed: ({ account, call }, { code, subcode, transient }) => {
      if (isEditLimit(code, subcode)) note('edits', account, call, code, subcode)
      else if (account !== null && transient !== true) of(account).userErrors.add(now(), 1)
    },
    headers: (account, use) => {
      const at = now()
      const headers: Record<string, string> = { 'x-app-usage': appHeader(app.share(at)) }
      if (account === null) return headers
      const limits = of(account)
      headers['x-ad-account-usage'] = accountHeader(limits, tier, at)
      headers['x-business-use-case-usage'] = JSON.stringify({ [account.digits]: entries(account, CASES[use]) })
      if (use === 'insights')
        headers['x-fb-ads-insights-throttle'] = insightsHeader(
          appInsights.share(at),
          limits.cases.ads_insights.share(at),
          tier,
        )
      return headers
    },
    batchHeaders: (used) => {
      const headers: Record<string, string> = { 'x-app-usage': appHeader(app.share(now())) }
      const told: Record<string, unknown> = {}
      let elements = 0
      for (const account of used) {
        const list = entries(account, null)
        elements += list.length
        if (elements > MOST_ELEMENTS) break
        told[account.digits] = list
      }
      if (Object.keys(told).length > 0) headers['x-business-use-case-usage'] = JSON.stringify(told)
      return headers
    },
    read: () => {
      const at = now()
      const ofAccounts = [...accounts].flatMap(([account, { score, mutations, cases }]): LimitReading[] => [
        { system: 'score', account, ...score.read(at) },
        { system: 'mutations', account, ...mutations.read(at) },
        ...(Object.keys(cases) as UseCase[]).map((system) => ({ system, account, ...cases[system].read(at) })),
      ])
      return {
        tier,
        systems: [
          { system: 'app', account: null, ...app.read(at) },
          { system: 'app_insights', account: null, ...appInsights.read(at) },
          ...ofAccounts,
        ],
        throttled: ledger.read(),
      }
    },
  }
}
