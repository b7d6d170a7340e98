import type { Activity } from '../../shared/domain/activities.ts'
import type { ArrivalReading } from '../../shared/domain/arrival.ts'
import type { WindowFigures } from '../../shared/domain/attribution.ts'
import type { Alert } from '../../shared/domain/alerts.ts'
import type { BreakdownReading } from '../../shared/domain/breakdowns.ts'
import type { SyncRun } from '../../shared/domain/connection.ts'
import type { Day, DayRange, Instant } from '../../shared/domain/day.ts'
import type { ChangeSet, SetCounts } from '../../shared/domain/change-sets.ts'
import type { Edit, EditState, JournalRow, KnownValues } from '../../shared/domain/edits.ts'
import type { JournalCheck } from '../../shared/domain/journal.ts'
import type { JsonFields } from '../../shared/domain/json.ts'
import type { Kept, KeptKind } from '../../shared/domain/kept.ts'
import type { DayFactors, Rate, RateSource } from '../../shared/domain/rates.ts'
import type { Currency, Micros } from '../../shared/domain/money.ts'
import type { Sums } from '../../shared/domain/metrics.ts'
import type {
  AccountId,
  AccountRow,
  Ad,
  AdAccount,
  AdSet,
  Budget,
  Campaign,
  CampaignRow,
  FiguresLevel,
  Learning,
  Level,
  ObjectId,
  ResultType,
} from '../../shared/domain/objects.ts'
import type { Strategy, StrategyRun } from '../../shared/domain/strategies.ts'
import type { Suggestion } from '../../shared/domain/suggestions.ts'
import type {
  FigureId,
  Formula,
  TableFilter,
  TableGroup,
  TablePageFound,
  TableSort,
} from '../../shared/domain/table.ts'
import type { Restatement } from '../../shared/domain/upkeep.ts'
import type { LevelPart } from '../../shared/domain/difference.ts'
import type { Tracking } from '../../shared/domain/tracking.ts'
import type { SeenState } from '../../shared/domain/object-state.ts'
import type { Looked, Standing } from '../../shared/domain/silent.ts'
import type { RestatedSum, Sighting, TimelineKind } from '../../shared/domain/timeline.ts'
import type { Failure } from '../../shared/errors.ts'
import type { SetEdits, SetFrom, SetPatch, SetStretch, StoredSet } from './change-sets.ts'
import type { SeriesQuery, SeriesSums } from './series.ts'

/** The interface of this room: what services may ask of a workspace's database. One call, one transaction. */

/** The days that a period means for one account. */
export interface AccountRange extends DayRange {
  readonly accountId: AccountId
}

/**
 * What was read of an account to its end, all of it; `partial`: but some rows of it could not be understood. Overlapping
 * stretches are kept for some days; of a day the newest reading counts.
 */
export interface Coverage {
  readonly accountId: AccountId
  readonly kind: 'objects' | 'insights' | 'reach' | 'hours' | 'windows'
  readonly level: FiguresLevel
  /** Null for `objects`. */
  readonly range: DayRange | null
  readonly at: Instant
  readonly partial: boolean
  /** Of `insights`: days before it were over for the account when they were read, as the request said. Absent: not known. */
  readonly closedBefore?: Day
  /** It was read before the program knew all of today's figures, and is read again when there is time. */
  readonly lacking?: boolean
}

export interface HolesQuery extends AccountRange {
  readonly level: FiguresLevel
  /** Readings from before it do not count; null: any does. */
  readonly freshAfter: Instant | null
}

/** `goneAt`: when a complete list held it no more; null: the last one did. */
export type AnyObject = { readonly goneAt: Instant | null } & (
  | { readonly level: 'campaign'; readonly object: Campaign }
  | { readonly level: 'adset'; readonly object: AdSet }
  | { readonly level: 'ad'; readonly object: Ad }
)
/** Objects that were read by their ids: a list that was begun before does not undo them. */
export type SaveObjects =
  | readonly [level: 'campaign', list: readonly Campaign[], at: Instant]
  | readonly [level: 'adset', list: readonly AdSet[], at: Instant]
  | readonly [level: 'ad', list: readonly Ad[], at: Instant]

/** Objects that the last lists held. */
export interface ObjectCounts {
  readonly accountId: AccountId
  readonly campaigns: number
  readonly adsets: number
  readonly ads: number
  readonly activeAds: number
}

/** Closed days of an account, and the currency of its figures. */
export interface SuspectRange extends AccountRange {
  readonly currency: string
}
export interface SuspectDay {
  readonly accountId: AccountId
  readonly level: Level
  readonly day: Day
}

export interface RestatedQuery {
  readonly accountId: AccountId
  /** Null: all of the account's. */
  readonly objectId: ObjectId | null
  readonly limit: number
  readonly offset: number
}
/** Reach is null on both sides: Meta estimates it anew each time. */
export type Restated = Restatement

/** `window` is no list of Meta's: an object's figures by attribution window, read when somebody looked. */
export type DocumentKind = ListKind | 'window'
export type ListKind = 'creative' | 'audience' | 'ranking' | 'pixel' | 'page' | 'rule' | 'image' | 'video' | 'minimum'
export interface SaveDocuments {
  /** Null: of no account. */
  readonly accountId: AccountId | null
  readonly kind: DocumentKind
  readonly list: readonly { readonly id: string; readonly doc: JsonFields }[]
  readonly at: Instant
  /** The list is whole: others of the kind and account are removed. */
  readonly complete: boolean
}
export interface DocumentKey {
  readonly kind: DocumentKind
  readonly accountId: AccountId
  readonly id: string
}
export interface Document {
  readonly id: string
  readonly doc: JsonFields
  /** When it was read. */
  readonly at: Instant
}

export type AgeKind =
  | 'accounts'
  | 'campaigns'
  | 'adsets'
  | 'ads'
  | 'activities'
  | 'creatives'
  | 'audiences'
  | 'rankings'
  | 'pixels'
  | 'pages'
  | 'rules'
  | 'images'
  | 'videos'
  | 'minimums'
export interface KindAgeOf {
  readonly accountId: AccountId
  readonly kind: AgeKind
  /** When it was last read whole; null: never. */
  readonly fetchedAt: Instant | null
  readonly count: number
}

/** A report that Meta is making for us. */
export interface ReportRun {
  /** What was asked for. */
  readonly key: string
  readonly runId: ObjectId
  readonly accountId: AccountId
  readonly requestedAt: Instant
}

/** See domain/table.ts; ranges are one entry an account in view, others are left out. */
export interface TableQuery {
  readonly level: Level
  readonly ranges: readonly AccountRange[]
  /** One for each range, in order; empty: nothing is compared. */
  readonly compared: readonly AccountRange[]
  readonly campaignIds: readonly ObjectId[]
  readonly adSetIds: readonly ObjectId[]
  readonly search: string
  readonly filters: readonly TableFilter[]
  readonly group: TableGroup | null
  readonly sort: TableSort
  readonly figures: readonly FigureId[]
  readonly formulas: readonly Formula[]
  readonly trend: FigureId | null
  readonly offset: number
  readonly limit: number
  /** The rows of these alone, in this order and wherever they stand; absent: as the conditions and the order have them. */
  readonly keys?: readonly string[] | undefined
  /** One for each range, in order: of today's first full hours the same ones of the compared day; absent: whole days are compared. */
  readonly hours?: readonly SameHours[]
  /** Accounts of several currencies: what their amounts are worth in one; absent: they have one. */
  readonly money?: TableMoney
}
export interface SameHours {
  readonly accountId: AccountId
  /** Full hours that are known of both days; 0: none. */
  readonly hours: number
  /** When the older of both days was read; null: not both were. */
  readonly at: Instant | null
  readonly partial: boolean
}
export interface TableMoney {
  readonly currency: Currency
  /** All amounts are in it, of each row and of accounts of one currency too; false: only what several currencies add up to. */
  readonly whole: boolean
  /** Those of other currencies. */
  readonly accounts: readonly {
    readonly accountId: AccountId
    readonly now: DayFactors
    /** Of the compared range; null: nothing is compared. */
    readonly before: DayFactors | null
    /** By today's rate, for what is no figure of days; null: none is known. */
    readonly today: number | null
  }[]
}

/** The first `hours` hours (0 to 24) of a day of the account's own clock. */
export interface HourSlot {
  readonly accountId: AccountId
  readonly day: Day
  readonly hours: number
}
/** Reach and conversions off Meta are null: nobody knows them by hour. `id`: of an account with `act_`. */
export interface HoursOf {
  readonly accountId: AccountId
  readonly id: ObjectId
  readonly sums: Sums
}
export interface HourPoint {
  readonly id: ObjectId
  readonly day: Day
  /** 0 to 23. */
  readonly hour: number
  readonly sums: Sums
}
export interface BreakdownQuery {
  /** Of an account with `act_`. */
  readonly id: ObjectId
  /** `age+gender`. */
  readonly cuts: string
  readonly range: DayRange
}
export interface SaveBreakdown extends Omit<BreakdownQuery, 'range'> {
  readonly accountId: AccountId
  readonly level: FiguresLevel
  readonly reading: BreakdownReading
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
  readonly edit: Omit<Edit, 'state' | 'settledAt' | 'failure' | 'traceId' | 'undoneBy' | 'sentAt' | 'isInDoubt'>
  readonly state: EditState
  readonly at: Instant
  readonly failure: Failure | null
  readonly traceId: string | null
  /** Only where the newest row of the edit is in one of these states: whoever came first decides. */
  readonly from?: readonly EditState[]
}

export interface AccountDay {
  readonly accountId: AccountId
  readonly day: Day
  readonly spend: number | null
  readonly purchaseValue: number | null
}
/** How well the days of a range are known. */
export interface Freshness {
  readonly asOf: Instant | null
  /** Some of its days are known, and not all of them whole. */
  readonly partial: boolean
  /** Days of it that were never read. */
  readonly unread: 'none' | 'some' | 'all'
}
/** Of a campaign, its money in another currency; days without a factor are left out of it. */
export interface ConvertedSums {
  readonly id: ObjectId
  /** Null: it was in no list yet. */
  readonly name: string | null
  readonly spend: number | null
  /** Null: nothing measured, or of several kinds. */
  readonly results: number | null
  /** What its results count; more than two are not told apart. */
  readonly resultTypes: readonly ResultType[]
  readonly purchaseValue: number | null
  /** Days with figures had no factor. */
  readonly unrated: boolean
}

/** The days for which the provider of rates was asked of a currency and answered. */
export interface RatesAskedOf extends DayRange {
  readonly currency: Currency
  /** When it last did. */
  readonly at: Instant
}
/** Everything that was read from `since` to `at`. */
export interface ReadFromTo {
  readonly since: Instant
  readonly at: Instant
}
/** How far an account's log is known without a hole; null: it was never read. */
export interface ActivitiesRead {
  readonly accountId: AccountId
  readonly at: Instant | null
  readonly since: Instant | null
}

export interface HappenedQuery {
  /** The accounts' own; with `objectIds` only what these are in. */
  readonly accountIds: readonly AccountId[]
  /** Of these objects; null: of everything in the accounts. */
  readonly objectIds: readonly ObjectId[] | null
  /** Others are not looked for. */
  readonly kinds: readonly TimelineKind[]
  /** Older than this. */
  readonly before: Instant
  /** Of each that tells of it. */
  readonly limit: number
  /** What is newer than this is read in any case, however much it is; null: no more than the limit. */
  readonly whole: Instant | null
}
/** The newest that each has to tell. */
export interface Happened {
  readonly edits: readonly Edit[]
  readonly lines: readonly Activity[]
  readonly sightings: readonly Sighting[]
  readonly restated: readonly RestatedSum[]
  readonly opened: readonly Alert[]
  readonly resolved: readonly Alert[]
  /** Newer than this nothing is missing; null: nothing older is there. */
  readonly completeAfter: Instant | null
}

/** What an object's figures are made of, and what the rows of levels below it add up to. */
export interface ObjectFigures {
  readonly accountId: AccountId
  readonly level: FiguresLevel
  readonly name: string | null
  /** Days of the range and some around it that have a row, in order. */
  readonly days: readonly (readonly [Day, Sums])[]
  /** Of exactly the range; null: not asked for. */
  readonly reach: number | null
  /** The same by attribution window, without `value`; none: not asked for. */
  readonly windows: readonly WindowFigures[]
  readonly parts: readonly LevelPart[]
}

export interface ObjectPastFound {
  readonly accountId: AccountId
  readonly level: Level
  /** Oldest first. */
  readonly states: readonly SeenState[]
  readonly confirmedAt: Instant | null
  readonly createdAt: Instant | null
  readonly loggedSince: Instant | null
  /** Newest first. */
  readonly lines: readonly Activity[]
  readonly edits: readonly Edit[]
}

/** An object as it is known here, and what its amounts were. */
export interface EditableFound {
  readonly level: Level
  readonly objectId: ObjectId
  readonly accountId: AccountId
  readonly name: string
  readonly values: KnownValues
  readonly endsAt: Instant | null
  readonly learning: Learning['status'] | null
  /** Of an ad set. */
  readonly campaignHasBudget: boolean
  /** Where an ad leads to, by its creative as last read; null: not known, or it is no ad. */
  readonly tracking: Tracking | null
  readonly confirmedAt: Instant | null
  /** In any order. */
  readonly held: readonly { readonly at: Instant; readonly budget: Budget | null; readonly bid: Micros | null }[]
}
export interface EditablesFound {
  readonly found: readonly EditableFound[]
  /** Of these objects, since the time that was asked for. */
  readonly edits: readonly Edit[]
  readonly lines: readonly Activity[]
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
  setReadOnly(ids: readonly AccountId[], readOnly: boolean): Promise<void>

  // Campaigns and figures. Pages come in through `ingest` (see data-thread.ts), which is this room's and meta's common child.
  campaign(id: ObjectId, range: DayRange): Promise<CampaignRow | null>
  /** Reading one campaign back from Meta after a write. */
  /** Sums of each account over its range, and its spend by day over `trend`. */
  accountSums(ranges: readonly AccountRange[]): Promise<
    readonly (Freshness & {
      readonly accountId: AccountId
      /** Results of several kinds are null. */
      readonly sums: Sums
      /** What the results count; more than two are not told apart. */
      readonly resultTypes: readonly ResultType[]
    })[]
  >
  /** Sums over time, one entry a line. */
  series(query: SeriesQuery): Promise<readonly SeriesSums[]>
  /** Days on which there was money, by account. */
  accountDays(ranges: readonly AccountRange[]): Promise<readonly AccountDay[]>
  /** Of an account's campaigns that have figures in the range; `factors`: what money of each day is multiplied by. */
  convertedSums(
    accountId: AccountId,
    range: DayRange,
    factors: readonly (number | null)[],
  ): Promise<Freshness & { readonly campaigns: readonly ConvertedSums[] }>
  /** Campaigns that have figures in the ranges but were in no list yet: new ones, and ones Meta lists no more. */
  unlisted(
    ranges: readonly AccountRange[],
  ): Promise<readonly { readonly accountId: AccountId; readonly campaignId: ObjectId }[]>
  /** Watched accounts' campaigns that are not archived or deleted, with their sums in every named window. */
  judged(windows: Readonly<Record<string, readonly AccountRange[]>>): Promise<readonly JudgedCampaign[]>

  /** Brings some of the running totals up to date, of all accounts when none is named. Answers how many months are left. */
  freshenRunning(accountIds: readonly AccountId[]): Promise<number>

  /** Brings running totals up to date first where they are behind. */
  table(query: TableQuery): Promise<TablePageFound>
  /** Ids of the objects, or keys of the groups, in order. */
  tableKeys(query: TableQuery): Promise<readonly string[]>
  /** Place of the first row whose name begins with the text, folded, from a place on and then from the top; null: there is none. */
  tableFind(query: TableQuery, text: string, from: number): Promise<number | null>

  // Objects of all levels. Lists come in through `ingest`.
  saveObjects(...objects: SaveObjects): Promise<void>
  object(id: ObjectId): Promise<AnyObject | null>
  /** Those that are known, in the order asked for. */
  objects(ids: readonly ObjectId[]): Promise<readonly AnyObject[]>
  /** Those that the last list held. */
  objectIds(query: {
    readonly accountId: AccountId
    readonly level: Level
    /** Only with the effective status ACTIVE. */
    readonly activeOnly: boolean
  }): Promise<readonly ObjectId[]>
  objectCounts(accountIds: readonly AccountId[]): Promise<readonly ObjectCounts[]>
  /** Of these objects, however many; those that are not there any more are left out. */
  editables(ids: readonly ObjectId[], since: Instant): Promise<EditablesFound>
  /** Ids of the level's objects that are called so, in these accounts; names without spaces at their ends. */
  objectsNamed(level: Level, accountIds: readonly AccountId[], names: readonly string[]): Promise<readonly ObjectId[]>

  // What was read, and how far it can be trusted
  /**
   * Only for what was asked for whole: not for a list or figures of some ids or of what changed since. With a list of
   * objects, those of its level that it did not hold are gone.
   */
  saveCoverage(coverage: Coverage): Promise<void>
  coverage(accountId: AccountId): Promise<readonly Coverage[]>
  coverageOf(accountIds: readonly AccountId[]): Promise<readonly Coverage[]>
  /** Of one kind and level, the newest of each account first. */
  readings(accountIds: readonly AccountId[], kind: Coverage['kind'], level: FiguresLevel): Promise<readonly Coverage[]>
  /** Of each: days never read, read before `freshAfter`, or whose newest reading was partial; in order. */
  holes(queries: readonly HolesQuery[]): Promise<readonly (readonly DayRange[])[]>
  /** When the watched account that was read longest ago was last read; null: one was never read, or none is watched. */
  oldestReading(): Promise<Instant | null>
  /** Closed days on which a level's rows do not add up to the account's own, by more than rounding; by account and day. */
  suspectDays(ranges: readonly SuspectRange[]): Promise<readonly SuspectDay[]>
  /** Newest first. Kept when the cache is cleared. */
  restatements(query: RestatedQuery): Promise<readonly Restated[]>
  /** Of days from `since`, by day and age. Kept when the cache is cleared. */
  arrivals(accountId: AccountId, since: Day): Promise<readonly ArrivalReading[]>

  // What is read when somebody asks. Hours, reach and attribution windows come in through `ingest`.
  /** Objects of the level that had figures in their account's hours. */
  hoursOf(level: FiguresLevel, slots: readonly HourSlot[]): Promise<readonly HoursOf[]>
  /** Of these objects, in order of id, day and hour. */
  hourPoints(ids: readonly ObjectId[], range: DayRange): Promise<readonly HourPoint[]>
  /** Of exactly the range, or else the newest of as many days; null: none. */
  breakdown(query: BreakdownQuery): Promise<BreakdownReading | null>
  /** Inserts or replaces by object, cuts and range; old ones are forgotten. */
  saveBreakdown(breakdown: SaveBreakdown): Promise<void>
  // What happened
  happened(query: HappenedQuery): Promise<Happened>
  /** Null: no such object below an account was ever seen. Kept when the cache is cleared. */
  objectPast(id: ObjectId): Promise<ObjectPastFound | null>
  /** Of those that were ever read. Kept when the cache is cleared. */
  standings(ids: readonly ObjectId[]): Promise<readonly Standing[]>
  /** Whoever looked at more of a field stays there. What is older than `forgetBefore` is forgotten. */
  saveLooked(looked: readonly Looked[], forgetBefore: Instant): Promise<void>
  /** Null: nothing of this id was ever seen. An account by `act_` and its digits. */
  objectFigures(id: ObjectId, range: DayRange, levels: readonly Level[]): Promise<ObjectFigures | null>
  /** The object and what is in it, at most so many. */
  within(id: ObjectId, limit: number): Promise<readonly ObjectId[]>

  // Lists of other kinds
  saveActivities(accountId: AccountId, list: readonly Activity[], read: ReadFromTo): Promise<void>
  activitiesRead(accountIds: readonly AccountId[]): Promise<readonly ActivitiesRead[]>
  /** Newest first. */
  activities(query: {
    readonly accountId: AccountId
    readonly objectId: ObjectId | null
    readonly limit: number
  }): Promise<readonly Activity[]>
  lastActivityAt(accountId: AccountId): Promise<Instant | null>
  saveDocuments(documents: SaveDocuments): Promise<void>
  documents(query: { readonly kind: DocumentKind; readonly accountId: AccountId | null }): Promise<readonly Document[]>
  document(key: DocumentKey): Promise<Document | null>
  kindAges(accountIds: readonly AccountId[]): Promise<readonly KindAgeOf[]>

  // Reports that Meta is making for us
  reports(): Promise<readonly ReportRun[]>
  /** Inserts or replaces by key. */
  saveReport(report: ReportRun): Promise<void>
  dropReport(key: string): Promise<void>

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

  // What people arrange and keep
  /** In their order. */
  kept(kind: KeptKind): Promise<readonly Kept[]>
  /** Inserts or replaces by kind and id. */
  saveKept(kept: Kept): Promise<void>
  deleteKept(kind: KeptKind, id: string): Promise<void>
  /** These first, in this order; the others follow. */
  arrangeKept(kind: KeptKind, ids: readonly string[]): Promise<void>

  // Exchange rates
  /** By currency, then day; of a day those of all sources. */
  rates(currencies: readonly Currency[]): Promise<readonly Rate[]>
  /** Those that have any. */
  rateCurrencies(): Promise<readonly Currency[]>
  ratesAsked(): Promise<readonly RatesAskedOf[]>
  /** Inserts or replaces by currency, day and source; what was asked is added to what was asked before. */
  saveRates(rates: readonly Rate[], asked: readonly RatesAskedOf[]): Promise<void>
  /** Many of them, as `rowsOf` in rates.ts writes them: a text passes threads in no time. */
  saveRateRows(rows: string): Promise<void>
  deleteRate(currency: Currency, day: Day, source: RateSource): Promise<void>

  // Journal: append-only, hash-chained, synchronous=FULL
  /** All that are due or none. Null: the edit is in another state than those it may come from. */
  appendJournal(entries: readonly JournalEntry[]): Promise<readonly (JournalRow | null)[]>
  edits(filter: { readonly objectId: ObjectId | null; readonly limit: number }): Promise<readonly Edit[]>
  edit(id: string): Promise<Edit | null>
  editsById(ids: readonly string[]): Promise<readonly Edit[]>
  /** What may have reached Meta and is not known to have; of one object or, null, of all. */
  unsettledEdits(objectId: ObjectId | null): Promise<readonly Edit[]>
  /** Drafts of an object, and what of it is queued. */
  waitingEdits(objectId: ObjectId): Promise<readonly Edit[]>
  toBeMade(level: Level, accountIds: readonly AccountId[], limit: number): Promise<readonly Edit[]>

  // Change sets: their edits are in the journal
  /** Newest first, with what their edits came to. */
  changeSets(newest: number): Promise<readonly ChangeSet[]>
  changeSetById(id: string): Promise<ChangeSet | null>
  changeSetCount(): Promise<number>
  changeSet(id: string): Promise<StoredSet | null>
  setCounts(id: string): Promise<SetCounts>
  addChangeSet(set: StoredSet): Promise<void>
  /** False: there is none of this id. */
  patchChangeSet(id: string, patch: SetPatch): Promise<boolean>
  setEdits(which: SetEdits): Promise<readonly Edit[]>
  setFrom(which: SetFrom): Promise<SetStretch>
  /** Of which levels something that is queued in a set is archived or deleted. */
  levelsToRemove(setId: string): Promise<readonly Level[]>
  /** What of a set is drafted for these objects. */
  draftsFor(setId: string, objectIds: readonly ObjectId[]): Promise<readonly Edit[]>
  /** Sets that are not paused and have something to post, in the order in which they were posted. */
  setsToPost(): Promise<readonly string[]>
  journal(editId: string): Promise<readonly JournalRow[]>
  journalRows(): Promise<number>
  /**
   * Follows the whole chain, some thousand rows at a time. `between` is told after each of these how many rows are done, and
   * answers whether to go on; null: it said no.
   */
  verifyJournal(between?: (done: number, total: number) => boolean | Promise<boolean>): Promise<JournalCheck | null>

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
