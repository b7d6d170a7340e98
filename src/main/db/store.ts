import type { Alert } from '../../shared/domain/alerts.ts'
import type { SyncRun } from '../../shared/domain/connection.ts'
import type { Day, DayRange, Instant } from '../../shared/domain/day.ts'
import type { Edit, EditState, JournalCheck, JournalRow } from '../../shared/domain/edits.ts'
import type { Sums } from '../../shared/domain/metrics.ts'
import type {
  AccountId,
  AccountRow,
  AdAccount,
  Campaign,
  CampaignRow,
  FiguresLevel,
  ObjectId,
} from '../../shared/domain/objects.ts'
import type { Strategy, StrategyRun } from '../../shared/domain/strategies.ts'
import type { Suggestion } from '../../shared/domain/suggestions.ts'
import type { CampaignColumn, CampaignPage } from '../../shared/contract/figures.ts'
import type { Failure } from '../../shared/errors.ts'

/** The interface of this room: what services may ask of a workspace's database. One call, one transaction. */

/** The days that a period means for one account. */
export interface AccountRange extends DayRange {
  readonly accountId: AccountId
}

/** A stretch of days of an account that was read to its end (or not: `partial`). */
export interface Coverage {
  readonly accountId: AccountId
  readonly kind: 'objects' | 'insights' | 'reach'
  readonly level: FiguresLevel
  /** Null for `objects`. */
  readonly range: DayRange | null
  readonly at: Instant
  readonly partial: boolean
}

export interface CampaignQuery {
  /** One entry an account in view; others are left out. */
  readonly ranges: readonly AccountRange[]
  readonly statuses: readonly string[]
  readonly search: string
  readonly sort: { readonly by: CampaignColumn; readonly direction: 'ascending' | 'descending' }
  readonly offset: number
  readonly limit: number
}

/** What rules look at: one campaign with its sums in each window. */
export interface JudgedCampaign {
  readonly campaign: Campaign
  readonly accountName: string
  readonly currency: string
  readonly windows: Readonly<
    Record<string, { readonly sums: Sums; readonly asOf: Instant | null; readonly partial: boolean }>
  >
  readonly pending: boolean
}

/** What all journal rows of an edit share, with the state of the newest. */
export interface JournalEntry {
  readonly edit: Omit<Edit, 'state' | 'settledAt' | 'failure' | 'traceId' | 'undoneBy'>
  readonly state: EditState
  readonly at: Instant
  readonly failure: Failure | null
  readonly traceId: string | null
}

export interface DatabaseFacts {
  readonly bytes: number
  readonly insightRows: number
  readonly oldestDay: Day | null
  readonly intact: boolean
}

/**
 * Throws AppError: databaseNewer, databaseCorrupt, databaseReadOnly, diskFull. Reads go to a reader thread, writes to
 * the single writer; a read after an awaited write sees it.
 */
export interface Store {
  // Accounts
  accounts(today: readonly { readonly accountId: AccountId; readonly day: Day }[]): Promise<readonly AccountRow[]>
  /** Accounts not named keep their row: a failed business must not hide what was seen before. `complete` removes the rest. */
  saveAccounts(accounts: readonly AdAccount[], at: Instant, complete: boolean): Promise<void>
  accountsFetchedAt(): Promise<Instant | null>
  watchAccounts(ids: readonly AccountId[], watched: boolean): Promise<void>

  // Campaigns and figures. Pages come in through `ingest` (see data-thread.ts), which is this room's and meta's common child.
  campaigns(query: CampaignQuery): Promise<CampaignPage>
  campaign(id: ObjectId, range: DayRange): Promise<CampaignRow | null>
  /** Reading one campaign back from Meta after a write. */
  saveCampaign(campaign: Campaign, at: Instant): Promise<void>
  campaignDays(id: ObjectId, range: DayRange): Promise<readonly { readonly day: Day; readonly sums: Sums }[]>
  /** Sums of each account over its range, and its spend by day over `trend`. */
  accountSums(ranges: readonly AccountRange[]): Promise<
    readonly {
      readonly accountId: AccountId
      readonly sums: Sums
      readonly asOf: Instant | null
      readonly partial: boolean
    }[]
  >
  accountDays(
    ranges: readonly AccountRange[],
  ): Promise<readonly { readonly accountId: AccountId; readonly day: Day; readonly spend: number }[]>
  /** Campaigns that have figures in the ranges but were in no list yet: new ones, and ones Meta lists no more. */
  unlisted(
    ranges: readonly AccountRange[],
  ): Promise<readonly { readonly accountId: AccountId; readonly campaignId: ObjectId }[]>
  /** Watched accounts' campaigns that are not archived or deleted, with their sums in every named window. */
  judged(windows: Readonly<Record<string, readonly AccountRange[]>>): Promise<readonly JudgedCampaign[]>
  saveCoverage(coverage: Coverage): Promise<void>
  coverage(accountId: AccountId): Promise<readonly Coverage[]>

  // Alerts
  openAlerts(): Promise<readonly Alert[]>
  resolvedAlerts(since: Instant): Promise<readonly Alert[]>
  /** Inserts or replaces by id. */
  saveAlerts(alerts: readonly Alert[]): Promise<void>

  // Strategies and suggestions
  strategies(): Promise<readonly Strategy[]>
  saveStrategy(strategy: Strategy): Promise<void>
  deleteStrategy(id: string): Promise<void>
  saveRun(run: StrategyRun): Promise<void>
  runs(strategyId: string | null, limit: number): Promise<readonly StrategyRun[]>
  /** All but dismissed and expired ones older than 30 days, newest first. */
  suggestions(): Promise<readonly Suggestion[]>
  saveSuggestions(suggestions: readonly Suggestion[]): Promise<void>

  // Journal: append-only, hash-chained, synchronous=FULL
  appendJournal(entry: JournalEntry): Promise<JournalRow>
  edits(filter: { readonly objectId: ObjectId | null; readonly limit: number }): Promise<readonly Edit[]>
  edit(id: string): Promise<Edit | null>
  unsettledEdits(): Promise<readonly Edit[]>
  journal(editId: string): Promise<readonly JournalRow[]>
  verifyJournal(): Promise<JournalCheck>

  // Sync history
  /** Inserts or replaces by id. */
  saveSyncRun(run: SyncRun): Promise<void>
  syncRuns(limit: number): Promise<readonly SyncRun[]>
  /** Marks runs that were running when the program died as `interrupted`. */
  interruptRuns(at: Instant): Promise<void>

  facts(): Promise<DatabaseFacts>
  /** Deletes what Meta can send again, never what is only here. */
  clearCache(): Promise<void>
  close(): Promise<void>
}
