import type { Day, Instant } from './day.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, ObjectId } from './objects.ts'
import { byWorth } from './worth.ts'
import type { Worth } from './worth.ts'

export const SEVERITIES = ['info', 'warn', 'bad'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Spend today above a share of the daily budget with no result. One rule a workspace, for all watched accounts. */
export interface SpendWithoutResultRule {
  readonly kind: 'spendWithoutResult'
  readonly enabled: boolean
  /** Opens at this share of the daily budget (0.5 = half); `bad` from the whole budget on. */
  readonly openShare: number
  /** Hysteresis: resolves by itself below this share, or with a result, or when the campaign no longer delivers. */
  readonly resolveShare: number
  /** Spend below this (micros of the account's own currency) is never judged. */
  readonly minimumSpend: Micros
}
export type AlertRule = SpendWithoutResultRule

export const DEFAULT_ALERT_RULES: readonly AlertRule[] = [
  { kind: 'spendWithoutResult', enabled: true, openShare: 0.5, resolveShare: 0.4, minimumSpend: 1_000_000 },
]

/**
 * `dataAccessExpiring`: the consent behind a token runs out, though the token itself goes on. `checkpoint`: Meta wants to
 * see the person at facebook.com first.
 */
export type TokenAlertKind = 'tokenInvalid' | 'tokenExpiring' | 'dataAccessExpiring' | 'checkpoint'
/** An alert about the connection of the workspace rather than about a campaign. */
export type ConnectionAlertKind = TokenAlertKind | 'syncFailing'
export type AlertKind = AlertRule['kind'] | ConnectionAlertKind

export interface SpendWithoutResultEvidence {
  readonly kind: 'spendWithoutResult'
  readonly spend: Micros
  readonly dailyBudget: Micros
  readonly results: number
  /** The account's own day that this is about. */
  readonly day: Day
  readonly asOf: Instant
}
export interface ConnectionEvidence {
  readonly kind: ConnectionAlertKind
  /** Whole days left, for `tokenExpiring` and `dataAccessExpiring`; negative: it has ended. */
  readonly days: number | null
}

export interface Alert {
  readonly id: string
  readonly kind: AlertKind
  readonly severity: Severity
  readonly accountId: AccountId | null
  readonly accountName: string | null
  readonly objectId: ObjectId | null
  readonly objectName: string | null
  readonly currency: Currency | null
  /** Money already spent without what it was for; ranks the list. */
  readonly atRisk: Micros
  readonly evidence: SpendWithoutResultEvidence | ConnectionEvidence
  readonly openedAt: Instant
  readonly updatedAt: Instant
  readonly acknowledgedAt: Instant | null
  readonly resolvedAt: Instant | null
  /** Why it resolved by itself. */
  readonly resolution: 'result' | 'notDelivering' | 'belowShare' | 'newDay' | 'ruleOff' | 'connection' | null
}

/** Of `dataAccessExpiring`: the day is over, not only near. */
export const hasEnded = (evidence: Alert['evidence']): boolean =>
  evidence.kind !== 'spendWithoutResult' && evidence.days !== null && evidence.days < 0

/** What is known of one campaign today, in its account's own day. */
export interface SpendFacts {
  readonly today: Day
  readonly delivering: boolean
  /** False where nothing counts as a result (reach and awareness): there spend without one is no failure. */
  readonly hasResults: boolean
  /** Null: a lifetime budget, or the budgets are on the ad sets. */
  readonly dailyBudget: Micros | null
  readonly spend: Micros | null
  readonly results: number | null
  readonly asOf: Instant | null
  /** Too old, cut short or held back for another reason: nothing is opened or resolved on such figures. */
  readonly unreliable: boolean
}

export type AlertVerdict =
  | { readonly kind: 'raise'; readonly severity: Severity; readonly evidence: SpendWithoutResultEvidence }
  | { readonly kind: 'resolve'; readonly resolution: NonNullable<Alert['resolution']> }
  /** Nothing is known for sure: an open alert stays as it is, none is opened. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'quiet' }

/**
 * Judges one campaign. `openSince` is the day of the alert that is open for it, null when none is. Between
 * the two shares an open alert stays and none is opened: that is the hysteresis.
 */
export const judgeSpend = (rule: SpendWithoutResultRule, facts: SpendFacts, openSince: Day | null): AlertVerdict => {
  const close = (resolution: NonNullable<Alert['resolution']>): AlertVerdict =>
    openSince === null ? { kind: 'quiet' } : { kind: 'resolve', resolution }
  if (!rule.enabled) return close('ruleOff')
  // The calendar and the status are known without today's figures, so an old alert does not wait for them.
  if (openSince !== null && openSince !== facts.today) return close('newDay')
  if (!facts.delivering) return close('notDelivering')
  if (!facts.hasResults) return { kind: 'quiet' }
  const { dailyBudget, spend, results, asOf } = facts
  if (
    facts.unreliable ||
    dailyBudget === null ||
    dailyBudget <= 0 ||
    spend === null ||
    results === null ||
    asOf === null
  ) {
    return { kind: 'hold' }
  }
  if (results > 0) return close('result')
  const share = spend / dailyBudget
  const threshold = openSince === null ? rule.openShare : rule.resolveShare
  if (share < threshold || spend < rule.minimumSpend) return close('belowShare')
  return {
    kind: 'raise',
    severity: share >= 1 ? 'bad' : 'warn',
    evidence: { kind: 'spendWithoutResult', spend, dailyBudget, results, day: facts.today, asOf },
  }
}

const NO_RESULTS: ReadonlySet<string> = new Set(['OUTCOME_AWARENESS', 'BRAND_AWARENESS', 'LOCAL_AWARENESS', 'REACH'])

/** Whether anything is counted as a result under an objective: reach and awareness are bought for themselves. */
export const countsResults = (objective: string): boolean => !NO_RESULTS.has(objective)

/**
 * The warnings before a token or its consent ends, each told once: the first step that `days` has reached, 0 once it has
 * ended, null while there is more time than that.
 */
const TOKEN_STEPS = [1, 3, 7, 14] as const
export const tokenStep = (days: number): number | null =>
  days < 0 ? 0 : (TOKEN_STEPS.find((step) => days <= step) ?? null)

const isConnection = ({ kind }: Alert): boolean => kind !== 'spendWithoutResult'

/** Connection first (no figure can be trusted without it), then by money at risk, then the newest. */
export const byRisk = (worth: Worth): ((a: Alert, b: Alert) => number) => {
  const byMoney = byWorth(worth)
  const atRisk = ({ atRisk: amount, currency }: Alert) => ({ amount, currency })
  return (a, b) =>
    Number(isConnection(b)) - Number(isConnection(a)) ||
    (isConnection(a)
      ? SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)
      : byMoney(atRisk(a), atRisk(b))) ||
    b.openedAt - a.openedAt ||
    (a.id < b.id ? -1 : 1)
}

export const countBySeverity = (alerts: readonly Alert[]): Readonly<Record<Severity, number>> => ({
  info: alerts.filter(({ severity }) => severity === 'info').length,
  warn: alerts.filter(({ severity }) => severity === 'warn').length,
  bad: alerts.filter(({ severity }) => severity === 'bad').length,
})
