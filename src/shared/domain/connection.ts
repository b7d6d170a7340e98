import type { Failure } from '../errors.ts'
import type { Instant } from './day.ts'
import type { Comparison, Period } from './periods.ts'
import type { Severity } from './alerts.ts'
import type { Currency, Money } from './money.ts'
import type { AccountId } from './objects.ts'
import { DEFAULT_MAX_AGES } from './upkeep.ts'
import type { AccountHealth, Backfill, MaxAges } from './upkeep.ts'

export const SCOPES = [
  'ads_management',
  'ads_read',
  'business_management',
  'read_insights',
  'pages_show_list',
  'pages_read_engagement',
] as const
export type Scope = (typeof SCOPES)[number]

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly kind: 'meta' | 'demo'
  /** Where set-up stands; `done` once accounts were chosen (or skipped). */
  readonly setup: 'signIn' | 'accounts' | 'done'
  /** How it was signed in last, and so how it is signed in again: through Meta's dialog, or with a token that was pasted. */
  readonly signInBy: 'dialog' | 'token'
  /** Whose token it is; null before the first sign-in. */
  readonly personName: string | null
}

/** `unchecked`: not asked yet since start (or Meta could not be reached). */
export type TokenStatus = 'missing' | 'unchecked' | 'valid' | 'expired' | 'invalid'

export interface GranularScope {
  readonly scope: string
  /** Accounts, Pages or businesses; null: all, also those to come. */
  readonly targetIds: readonly string[] | null
}

export interface TokenState {
  readonly status: TokenStatus
  /** The first two are a person's. */
  readonly kind: 'longLived' | 'shortLived' | 'systemUser' | 'page' | 'unknown'
  readonly issuedAt: Instant | null
  /** Null: never, or not known. */
  readonly expiresAt: Instant | null
  /** Meta said that it does not expire. */
  readonly neverExpires: boolean
  /** From then on Meta shows no data of the person's until they sign in again; null: no such day, or not known. */
  readonly dataAccessExpiresAt: Instant | null
  readonly checkedAt: Instant | null
  readonly granted: readonly string[]
  readonly missing: readonly Scope[]
  /** What was ticked for each scope in Meta's dialog; empty: Meta did not say. */
  readonly granular: readonly GranularScope[]
  /** The ad accounts that were ticked; null: all, or not known. */
  readonly accounts: readonly AccountId[] | null
  /** Why it is not valid, or of a valid one what somebody must see to all the same. */
  readonly failure: Failure | null
}

export const NO_TOKEN: TokenState = {
  status: 'missing',
  kind: 'unknown',
  issuedAt: null,
  expiresAt: null,
  neverExpires: false,
  dataAccessExpiresAt: null,
  checkedAt: null,
  granted: [],
  missing: [],
  granular: [],
  accounts: null,
  failure: null,
}

/** One of Meta's limits: what Meta last told of it and what was counted here, the higher of both. */
export interface LimitReading {
  readonly accountId: AccountId | null
  readonly system: 'account' | 'app' | 'businessUseCase' | 'insights'
  /** Which of the system's limits: `ads_insights`, `ads_management` …; empty where there is one. */
  readonly name: string
  /** 0 to 1, and above when over the limit. */
  readonly share: number
  /** Calls (for `account`: points, a change costs three) that were counted here in the limit's window; null: it has only shares. */
  readonly used: number | null
  /** What Meta allows in that window, as far as it is known. */
  readonly allowed: number | null
  /** When Meta last told. */
  readonly at: Instant
  /** When calls may go on, when Meta said so. */
  readonly blockedUntil: Instant | null
  /** Meta's access tier of the app; null: not told yet. */
  readonly tier: 'limited' | 'full' | null
}

export type Connection = 'online' | 'offline' | 'connecting' | 'signedOut' | 'noWorkspace'

export interface Running {
  readonly id: string
  readonly kind: 'poll' | 'sync' | 'backfill' | 'accounts' | 'edit' | 'check' | 'asked' | 'export' | 'import'
  readonly done: number
  readonly total: number
  readonly cancellable: boolean
}

/** The status bar and the tray, in one. */
export interface Status {
  readonly connection: Connection
  /** Oldest "figures at" of the watched accounts; null: nothing read yet. */
  readonly dataAt: Instant | null
  readonly running: readonly Running[]
  /** The highest share of any limit in use; null before the first answer. */
  readonly limitShare: number | null
  readonly limits: readonly LimitReading[]
  readonly pollSeconds: number
  readonly pollingPaused: boolean
  readonly nextPollAt: Instant | null
  /** Why the last poll failed; null when it did not. */
  readonly lastFailure: Failure | null
  readonly openAlerts: Readonly<Record<Severity, number>>
  readonly openSuggestions: number
  readonly unsettledEdits: number
  /** By others, not marked as seen; `MOST_SILENT` of them are counted at most. */
  readonly silentChanges: number
}

export interface SyncRun {
  readonly id: string
  /** `hourly` and `nightly` come by themselves, `sync` when somebody asks, `backfill` reads the past, `lists` what accounts hold besides figures. */
  readonly kind: 'poll' | 'sync' | 'hourly' | 'nightly' | 'backfill' | 'accounts' | 'lists'
  readonly trigger: 'timer' | 'person' | 'start' | 'commandLine'
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly outcome: 'running' | 'done' | 'partly' | 'failed' | 'cancelled' | 'interrupted'
  readonly calls: number
  readonly rowsRead: number
  readonly rowsChanged: number
  readonly rowsDropped: number
  /** One a failed account or business, in the order they failed. */
  readonly failures: readonly SyncFailure[]
}
export interface SyncFailure extends Failure {
  readonly accountId: AccountId | null
  readonly accountName: string | null
}

export interface Health {
  readonly token: TokenState
  readonly keychain: KeychainState
  readonly limits: readonly LimitReading[]
  readonly lastSync: SyncRun | null
  readonly database: {
    readonly bytes: number
    readonly insightRows: number
    readonly oldestDay: string | null
    /** `PRAGMA quick_check` at start. */
    readonly intact: boolean
  }
  readonly graphVersion: string
  /** Meta answered with another version than was asked for; its own words. */
  readonly versionWarning: string | null
  readonly metaHost: string
  readonly backfill: Backfill
  readonly accounts: readonly AccountHealth[]
  /** When the next hourly sync is due; null while polling is paused. */
  readonly nextHourlyAt: Instant | null
}

/** `memory`: the person chose to keep the token until quit because there is no keychain. */
export type KeychainState = 'ready' | 'missing' | 'memory'

export const LOCALES = ['en', 'ru'] as const
export type Locale = (typeof LOCALES)[number]
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export interface Preferences {
  /** `system` follows the operating system. */
  readonly locale: Locale | 'system'
  readonly theme: Theme
  readonly pollSeconds: number
  readonly closeToTray: boolean
  readonly notifications: boolean
  readonly period: Period
  /** What the period is compared with; null: nothing. */
  readonly compare: Comparison | null
  /** How far back campaigns' figures are kept; 0: only what is read anyway. */
  readonly historyMonths: number
  /** The same for ad sets and ads, which are many more rows. */
  readonly detailMonths: number
  readonly maxAges: MaxAges
  /** In which accounts of several currencies are compared and added up; null: the one that most of them have. */
  readonly reportingCurrency: Currency | null
  /** Nothing is edited from here, in no workspace. */
  readonly readOnly: boolean
  /** An edit above it is confirmed by typing; null: none is. In other currencies by today's rate. */
  readonly confirmAbove: Money | null
}

/** What only the next new window begins with: nothing that is open moves with it. */
const OF_NEW_WINDOWS: ReadonlySet<string> = new Set(['period', 'compare'] satisfies (keyof Preferences)[])
export const isOfNewWindows = (patch: Partial<Preferences>): boolean =>
  Object.keys(patch).every((key) => OF_NEW_WINDOWS.has(key))

export const DEFAULT_PREFERENCES: Preferences = {
  locale: 'system',
  theme: 'system',
  pollSeconds: 30,
  closeToTray: true,
  notifications: true,
  period: 'today',
  compare: null,
  historyMonths: 13,
  detailMonths: 3,
  maxAges: DEFAULT_MAX_AGES,
  reportingCurrency: null,
  readOnly: false,
  confirmAbove: null,
}
