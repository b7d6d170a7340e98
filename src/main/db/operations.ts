import type { Database } from 'better-sqlite3'
import type { Instant } from '../../shared/domain/day.ts'
import { failureOf } from '../../shared/errors.ts'
import { createAccounts } from './accounts.ts'
import { createActivities } from './activities.ts'
import { createAlerts } from './alerts.ts'
import { createCampaignFigures } from './campaign-figures.ts'
import { createArrivals } from './arrivals.ts'
import { createAsked, createAskedIn } from './asked.ts'
import { createCoverage } from './coverage.ts'
import { createDocuments } from './documents.ts'
import { createEditables } from './editables.ts'
import { createFacts } from './facts.ts'
import { named } from './failures.ts'
import { createInsights } from './insights.ts'
import { createInsightsIn } from './insights-in.ts'
import { createChangeSets } from './change-sets.ts'
import { createJournal, createJournalIn } from './journal.ts'
import { createJudged } from './judged.ts'
import { createLevels } from './levels.ts'
import { createKept } from './kept.ts'
import { createLooked } from './looked.ts'
import { createMoved } from './moved.ts'
import { createKeys } from './object-keys.ts'
import { createHappened } from './happened.ts'
import { createObjectFigures } from './object-figures.ts'
import { createObjectStates, createObjectStatesIn } from './object-states.ts'
import { createObjects, createObjectsIn } from './objects.ts'
import type { Arrived } from './arrived.ts'
import type { Reads, Writes } from './protocol.ts'
import { createRates } from './rates.ts'
import { createReports } from './reports.ts'
import { createRestatements, createRestatementsIn } from './restatements.ts'
import { createRunningIn } from './running/build.ts'
import { createSeries } from './series.ts'
import { createSql } from './sql.ts'
import { createStrategies } from './strategies.ts'
import { createSuggestions } from './suggestions.ts'
import { createTables } from './table/table.ts'
import { createSyncRuns } from './sync-runs.ts'

/** Runs with everything it reads being of one moment, or everything it writes being there or not. */
const wrapped = <Table extends object>(table: Table, wrap: (name: string, run: () => unknown) => unknown): Table =>
  Object.fromEntries(
    Object.entries(table).map(([name, run]) => [name, (...input: unknown[]) => wrap(name, () => run(...input))]),
  ) as Table

export const createReads = (db: Database): Reads => {
  const sql = createSql(db)
  const coverage = createCoverage(sql)
  const facts = createFacts(sql)
  const { accounts, accountsFetchedAt } = createAccounts(sql, coverage)
  const { hoursOf, hourPoints, breakdown } = createAsked(sql)
  const { activities, activitiesRead, lastActivityAt } = createActivities(sql)
  const { documents, document, kindAges } = createDocuments(sql)
  const { openAlerts, resolvedAlerts } = createAlerts(sql)
  const { strategies, runs } = createStrategies(sql)
  const { edits, edit, editsById, unsettledEdits, waitingEdits, toBeMade, journal, journalRows, verifyPage } =
    createJournal(sql)
  const {
    changeSets,
    changeSetById,
    changeSetCount,
    changeSet,
    setCounts,
    setEdits,
    setFrom,
    levelsToRemove,
    draftsFor,
    setsToPost,
  } = createChangeSets(sql)
  const { rates, rateCurrencies, ratesAsked } = createRates(sql)
  const reads: Reads = {
    ...createCampaignFigures(sql, coverage),
    ...createInsights(sql, coverage),
    ...createMoved(sql, coverage),
    ...createTables(sql, coverage),
    ...createJudged(sql, coverage),
    ...createObjects(sql),
    ...createEditables(sql),
    ...createLevels(sql, coverage),
    ...createSeries(sql, coverage),
    ...createRestatements(sql),
    ...createHappened(sql),
    ...createObjectStates(sql),
    standings: createLooked(sql).standings,
    ...createObjectFigures(sql),
    accounts,
    accountsFetchedAt,
    coverage: coverage.coverage,
    coverageOf: coverage.coverageOf,
    readings: coverage.readings,
    holes: coverage.holes,
    oldestReading: coverage.oldestReading,
    arrivals: createArrivals(sql).arrivals,
    hoursOf,
    hourPoints,
    breakdown,
    activities,
    activitiesRead,
    lastActivityAt,
    documents,
    document,
    kindAges,
    reports: createReports(sql).reports,
    openAlerts,
    resolvedAlerts,
    strategies,
    runs,
    suggestions: createSuggestions(sql).suggestions,
    kept: createKept(sql).kept,
    rates,
    rateCurrencies,
    ratesAsked,
    edits,
    edit,
    editsById,
    unsettledEdits,
    waitingEdits,
    toBeMade,
    changeSets,
    changeSetById,
    changeSetCount,
    changeSet,
    setCounts,
    setEdits,
    setFrom,
    levelsToRemove,
    draftsFor,
    setsToPost,
    journal,
    journalRows,
    verifyPage,
    syncRuns: createSyncRuns(sql).syncRuns,
    rowsPage: facts.rowsPage,
    fileFacts: facts.fileFacts,
  }
  const transaction = db.transaction((run: () => unknown) => run())
  return wrapped(reads, (_, run) => transaction(run))
}

export interface Writer extends Writes {
  /** Stores all of it or nothing. Answers the number of rows that changed, one entry an item. */
  store(arrived: readonly Arrived[], receivedAt: Instant): readonly number[]
}

/**
 * What only we have is on the disk before the answer; the rest Meta can send again. Restatements and arrivals need no more
 * than the figures and the coverage that they come with: what is lost together is read and found again.
 */
const DURABLE: ReadonlySet<string> = new Set<keyof Writes>([
  'watchAccounts',
  'setReadOnly',
  'saveAlerts',
  'saveStrategy',
  'deleteStrategy',
  'saveRun',
  'saveSuggestions',
  'saveKept',
  'deleteKept',
  'arrangeKept',
  'saveRates',
  'deleteRate',
  'appendJournal',
  'addChangeSet',
  'patchChangeSet',
  'saveLooked',
  'saveSyncRun',
  'interruptRuns',
])

export const createWriter = (db: Database): Writer => {
  const sql = createSql(db)
  const keys = createKeys(sql)
  const coverage = createCoverage(sql)
  const running = createRunningIn(sql, keys)
  const { saveAccounts, watchAccounts, setReadOnly } = createAccounts(sql, coverage)
  const { storeObjects, saveObjects, markGone, forgetSeen } = createObjectsIn(
    sql,
    keys,
    running,
    createObjectStatesIn(sql),
  )
  const { storeInsights, storeReach } = createInsightsIn(sql, keys, createRestatementsIn(sql, keys, coverage), running)
  const { saveArrivals } = createArrivals(sql)
  const { storeAsked, saveBreakdown } = createAskedIn(sql, keys, running)
  const { saveReport, dropReport } = createReports(sql)
  const { saveSyncRun, interruptRuns } = createSyncRuns(sql)
  const { saveKept, deleteKept, arrangeKept } = createKept(sql)
  const { saveRates, saveRateRows, deleteRate } = createRates(sql)
  const { saveStrategy, deleteStrategy, saveRun } = createStrategies(sql)
  const { appendJournal } = createJournalIn(sql)
  const { addChangeSet, patchChangeSet } = createChangeSets(sql)
  const writer: Writer = {
    saveAccounts,
    watchAccounts,
    setReadOnly,
    saveObjects,
    saveCoverage: (reading) => {
      coverage.saveCoverage(reading)
      markGone(reading)
      saveArrivals(reading)
    },
    freshenRunning: running.freshenRunning,
    saveActivities: createActivities(sql).saveActivities,
    saveDocuments: (saved) => {
      createDocuments(sql).saveDocuments(saved)
      // Tables of ads have them as columns.
      if (saved.kind === 'ranking' && saved.accountId !== null) running.noteObjects(saved.accountId, 'ad')
    },
    saveBreakdown,
    saveReport,
    dropReport,
    saveAlerts: createAlerts(sql).saveAlerts,
    saveStrategy,
    deleteStrategy,
    saveRun,
    saveSuggestions: createSuggestions(sql).saveSuggestions,
    saveKept,
    deleteKept,
    arrangeKept,
    saveRates,
    saveRateRows,
    deleteRate,
    appendJournal,
    addChangeSet,
    patchChangeSet,
    saveLooked: createLooked(sql).saveLooked,
    saveSyncRun,
    interruptRuns,
    clearCache: createFacts(sql).deleteCached,
    store: (arrived, receivedAt) =>
      arrived.map(
        (each) =>
          storeObjects(each, receivedAt) + storeInsights(each, receivedAt) + storeReach(each) + storeAsked(each),
      ),
  }
  const forget = (): void => {
    keys.forget()
    forgetSeen()
  }
  const transaction = db.transaction((run: () => unknown) => run())
  /** Not possible inside a transaction, so before it; and no cheap thing to say, so only when it changes. */
  let isFull = false
  const waitForDisk = (full: boolean): void => {
    if (full !== isFull) db.pragma(`synchronous = ${full ? 'FULL' : 'NORMAL'}`)
    isFull = full
  }
  const written = wrapped(writer, (name, run) => {
    waitForDisk(DURABLE.has(name))
    try {
      return transaction.immediate(run)
    } catch (error) {
      forget()
      throw error
    }
  })
  return {
    ...written,
    clearCache: () => {
      written.clearCache()
      forget()
      // Gives the disk its room back. That takes room itself, and without any the rows are gone all the same.
      try {
        db.exec('VACUUM')
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch (error) {
        if (failureOf(named(error, db.name)).code !== 'diskFull') throw error
      }
    },
  }
}
