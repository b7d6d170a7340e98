import type { Instant } from './day.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, ObjectId } from './objects.ts'

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

/** An alert about the connection of the workspace rather than about a campaign. */
export type ConnectionAlertKind = 'tokenInvalid' | 'tokenExpiring' | 'syncFailing'
export type AlertKind = AlertRule['kind'] | ConnectionAlertKind

export interface SpendWithoutResultEvidence {
  readonly kind: 'spendWithoutResult'
  readonly spend: Micros
  readonly dailyBudget: Micros
  readonly results: number
  readonly asOf: Instant
}
export interface ConnectionEvidence {
  readonly kind: ConnectionAlertKind
  /** Days left, for `tokenExpiring`. */
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
