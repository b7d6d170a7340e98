import type { Failure } from '../../shared/errors.ts'
import type { FileFacts, RowsPage } from './facts.ts'
import type { JournalCut, JournalPage } from './journal.ts'
import type { JudgedPage } from './judged.ts'
import type { Cut, SuspectPage } from './levels.ts'
import type { Store, SuspectRange, TableQuery } from './store.ts'
import type { TableAnswer } from './table/table.ts'

/** What passes between the main thread and the data threads: one file so that both ends stay of one mind. */

export interface ThreadCall {
  readonly id: number
  readonly op: string
  readonly input: readonly unknown[]
  /** Memory in `input` that came along instead of being copied, and is given back when the call is answered. */
  readonly moved: readonly ArrayBuffer[]
}
/** `ms`: how long the thread worked on it. */
export type ThreadReply =
  | { readonly id: number; readonly ms: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number
      readonly ms: number
      readonly ok: false
      readonly failure: Failure
      /** Of a fault of ours: where it happened, without the message, which can quote data. */
      readonly fault: string | null
    }

/** `exporter` writes a file of what it reads, `importer` reads one into rows that the writer stores. */
export interface ThreadData {
  readonly mode: 'writer' | 'reader' | 'exporter' | 'importer'
  readonly file: string
}

/** Which thread answers which method. */
export const ROUTES = {
  accounts: 'reader',
  saveAccounts: 'writer',
  accountsFetchedAt: 'reader',
  watchAccounts: 'writer',
  setReadOnly: 'writer',
  campaign: 'reader',
  accountSums: 'reader',
  accountDays: 'reader',
  series: 'reader',
  convertedSums: 'reader',
  unlisted: 'reader',
  freshenRunning: 'writer',
  tableKeys: 'reader',
  tableFind: 'reader',
  saveObjects: 'writer',
  object: 'reader',
  objects: 'reader',
  objectIds: 'reader',
  editables: 'reader',
  objectsNamed: 'reader',
  objectCounts: 'reader',
  saveCoverage: 'writer',
  coverage: 'reader',
  coverageOf: 'reader',
  readings: 'reader',
  holes: 'reader',
  oldestReading: 'reader',
  restatements: 'reader',
  arrivals: 'reader',
  hoursOf: 'reader',
  hourPoints: 'reader',
  breakdown: 'reader',
  saveBreakdown: 'writer',
  happened: 'reader',
  objectPast: 'reader',
  standings: 'reader',
  saveLooked: 'writer',
  within: 'reader',
  objectFigures: 'reader',
  saveActivities: 'writer',
  activitiesRead: 'reader',
  activities: 'reader',
  lastActivityAt: 'reader',
  saveDocuments: 'writer',
  documents: 'reader',
  document: 'reader',
  kindAges: 'reader',
  reports: 'reader',
  saveReport: 'writer',
  dropReport: 'writer',
  openAlerts: 'reader',
  resolvedAlerts: 'reader',
  saveAlerts: 'writer',
  strategies: 'reader',
  saveStrategy: 'writer',
  deleteStrategy: 'writer',
  saveRun: 'writer',
  runs: 'reader',
  saveSuggestions: 'writer',
  kept: 'reader',
  saveKept: 'writer',
  deleteKept: 'writer',
  arrangeKept: 'writer',
  rates: 'reader',
  rateCurrencies: 'reader',
  ratesAsked: 'reader',
  saveRates: 'writer',
  saveRateRows: 'writer',
  deleteRate: 'writer',
  appendJournal: 'writer',
  edits: 'reader',
  edit: 'reader',
  editsById: 'reader',
  unsettledEdits: 'reader',
  waitingEdits: 'reader',
  toBeMade: 'reader',
  changeSets: 'reader',
  changeSetById: 'reader',
  changeSetCount: 'reader',
  changeSet: 'reader',
  addChangeSet: 'writer',
  patchChangeSet: 'writer',
  setCounts: 'reader',
  setEdits: 'reader',
  setFrom: 'reader',
  levelsToRemove: 'reader',
  draftsFor: 'reader',
  setsToPost: 'reader',
  journal: 'reader',
  journalRows: 'reader',
  saveSyncRun: 'writer',
  syncRuns: 'reader',
  interruptRuns: 'writer',
  clearCache: 'writer',
} as const satisfies Partial<Record<keyof Store, 'writer' | 'reader'>>

/** Methods that pass through as they are. */
export type Routed = keyof typeof ROUTES
type RoutedTo<Mode> = { [Name in Routed]: (typeof ROUTES)[Name] extends Mode ? Name : never }[Routed]
type Plain<Name extends keyof Store> = (...input: Parameters<Store[Name]>) => Awaited<ReturnType<Store[Name]>>

export type Reads = { readonly [Name in RoutedTo<'reader'>]: Plain<Name> } & {
  suggestions(now: number): Awaited<ReturnType<Store['suggestions']>>
  tablePage(query: TableQuery): TableAnswer
  judgedPage(windows: Parameters<Store['judged']>[0], after: number, limit: number): JudgedPage
  suspectPage(ranges: readonly SuspectRange[], from: Cut, most: number): SuspectPage
  verifyPage(from: JournalCut, most: number): JournalPage
  rowsPage(after: number, objects: number): RowsPage
  fileFacts(): FileFacts
}
export type Writes = { readonly [Name in RoutedTo<'writer'>]: Plain<Name> }

/** What a thread can be asked by name. */
export type Operations = Readonly<Record<string, (...input: never[]) => unknown>>
