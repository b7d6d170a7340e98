import { basename } from 'node:path'
import { openStore } from './db/open-store.ts'
import { startThread } from './db/thread.ts'
import type { Store } from './db/store.ts'
import type { ReportBook } from './meta/graph.ts'
import { createGraph } from './meta/graph-client.ts'
import { createAccounts } from './services/accounts/index.ts'
import type { Accounts } from './services/accounts/index.ts'
import { createAlerts } from './services/alerts/index.ts'
import type { Alerts } from './services/alerts/index.ts'
import { createAsked } from './services/asked/index.ts'
import type { AskedService } from './services/asked/index.ts'
import { createLink, UNCHECKED_TOKEN } from './services/connection/index.ts'
import type { Link } from './services/connection/index.ts'
import type { WorkspaceContext } from './services/context.ts'
import { createDifferences } from './services/differences/index.ts'
import type { DifferencesService } from './services/differences/index.ts'
import { createEdits } from './services/edits/index.ts'
import type { Edits } from './services/edits/index.ts'
import { createExports } from './services/exports/index.ts'
import type { ExportsService, Unfinished } from './services/exports/index.ts'
import { createFigures, createWindows } from './services/figures/index.ts'
import type { FiguresService, WindowsService } from './services/figures/index.ts'
import { createHealth } from './services/health/index.ts'
import type { HealthService } from './services/health/index.ts'
import { createChanges } from './services/changes/index.ts'
import { createJournal } from './services/journal/index.ts'
import type { JournalService } from './services/journal/index.ts'
import { createKept } from './services/kept/index.ts'
import type { KeptService } from './services/kept/index.ts'
import { createRulesFile } from './services/kept/rules-file.ts'
import type { RulesFile } from './services/kept/rules-file.ts'
import { createLists } from './services/lists/index.ts'
import type { Lists } from './services/lists/index.ts'
import { createPolling } from './services/polling/index.ts'
import type { Polling } from './services/polling/index.ts'
import { createRates } from './services/rates/index.ts'
import type { RatesService } from './services/rates/index.ts'
import { createRunningTasks } from './services/running.ts'
import type { RunningTasks } from './services/running.ts'
import { createRenewal, createTokenKeeper } from './services/sign-in/index.ts'
import { createRestatements } from './services/restatements/index.ts'
import type { RestatementsService } from './services/restatements/index.ts'
import { createSeriesService } from './services/series/index.ts'
import type { SeriesService } from './services/series/index.ts'
import { createStrategies } from './services/strategies/index.ts'
import type { Strategies } from './services/strategies/index.ts'
import { createSilent } from './services/silent/index.ts'
import type { SilentService } from './services/silent/index.ts'
import { createTimeline } from './services/timeline/index.ts'
import type { TimelineService } from './services/timeline/index.ts'
import { createSuggestions } from './services/suggestions/index.ts'
import type { Suggestions } from './services/suggestions/index.ts'
import { createBackfill, createReadAll, createSync, createUpkeep, FIRST_SYNC_DAYS } from './services/sync/index.ts'
import type { BackfillService, Sync } from './services/sync/index.ts'
import { createTables } from './services/tables/index.ts'
import type { Tables } from './services/tables/index.ts'
import { secretsOf } from './services/workspaces/index.ts'
import type { Room, StoredBook, WorkspaceFiles } from './services/workspaces/index.ts'
import type { Ports, StoredWorkspace } from './ports.ts'
import type { Alert } from '../shared/domain/alerts.ts'
import { NO_TOKEN } from '../shared/domain/connection.ts'
import type { Status, TokenState } from '../shared/domain/connection.ts'
import { dayIn } from '../shared/domain/day.ts'
import { rangeOf } from '../shared/domain/periods.ts'
import { AppError, failureOf } from '../shared/errors.ts'
import { localeOf } from '../shared/words/words.ts'

/** Reports under way are kept in the database, so that none is asked for twice. */
const bookOf = ({ reports, saveReport, dropReport }: Store): ReportBook => ({
  find: async (key) => (await reports()).find((report) => report.key === key) ?? null,
  keep: saveReport,
  drop: dropReport,
})

/** Limits that every status carries. */
const SHOWN_LIMITS = 40

/** This many ticks in a row without one good answer, while Meta can be reached, are worth an alert. */
const FAILING_TICKS = 10

/** Everything of one open workspace. */
export interface AppRoom extends Room {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly accounts: Accounts
  readonly figures: FiguresService
  readonly windows: WindowsService
  readonly asked: AskedService
  readonly series: SeriesService
  readonly sync: Sync
  readonly polling: Polling
  readonly backfill: BackfillService
  readonly restatements: RestatementsService
  /** Reads one kind of list again. */
  readonly refresh: Lists['refresh']
  /** Preferences that say what is read and when have changed. */
  preferencesChanged(): void
  /** Whether it is talking to Meta, or about to. */
  busy(): boolean
  readonly health: HealthService
  readonly edits: Edits
  readonly journal: JournalService
  readonly alerts: Alerts
  readonly suggestions: Suggestions
  readonly strategies: Strategies
  readonly kept: KeptService
  readonly rulesFile: RulesFile
  readonly tables: Tables
  readonly rates: RatesService
  readonly timeline: TimelineService
  readonly silent: SilentService
  readonly differences: DifferencesService
  readonly exports: ExportsService
  status(): Promise<Status>
  /** A new token is in the keychain. */
  signedIn(token: TokenState): Promise<void>
  finishSetup(): Promise<void>
}

export interface RoomNeeds {
  readonly ports: Ports
  readonly book: StoredBook
  readonly files: WorkspaceFiles
  readonly unfinished: Unfinished
  readonly opened: (stored: StoredWorkspace, alerts: readonly Alert[]) => void
}

/** Opens a workspace. Throws what its database throws; nothing else can keep it from opening. */
export const openRoom = async (
  stored: StoredWorkspace,
  { ports, book, files, unfinished, opened }: RoomNeeds,
): Promise<AppRoom> => {
  const { clock, ids, http, emit, vault, dataThread, power } = ports
  const { id } = stored
  const log: Ports['log'] = {
    write: (level, message, data) => ports.log.write(level, message, { workspace: id, ...data }),
  }
  const secrets = secretsOf(vault, id)
  const store = await openStore({ file: files.database(id), dataThread, log, clock })
  await store.interruptRuns(clock.now())
  const { graphUrl, graphVersion, appId } = stored
  const line = { http, clock, ids, log, baseUrl: graphUrl, version: graphVersion, appId }
  const graph = createGraph({ ...line, secrets, reports: bookOf(store) })

  const watched: WorkspaceContext['watched'] = async () =>
    (await store.accounts([])).filter((account) => account.watched)
  const context: WorkspaceContext = {
    id,
    store,
    sink: store.sink,
    graph,
    clock,
    ids,
    log,
    emit,
    stored: () => book.get(id),
    preferences: book.preferences,
    update: (patch) => book.update(id, patch),
    watched,
    ranges: async (period) => {
      const today = dayIn(graph.now())
      return (await watched()).map(({ id: accountId, zone }) => ({ accountId, ...rangeOf(period, today(zone)) }))
    },
  }

  const token = await secrets.token().catch(() => null)
  const link = createLink({ graph, log, emit, initial: token === null ? NO_TOKEN : UNCHECKED_TOKEN })
  const running: RunningTasks = createRunningTasks({ ids, changed: () => emit('status.changed', null) })
  const readAll = createReadAll({ context, link })
  const asked = createAsked({ context, link, running, readAll })
  const { preferences } = book
  const rates = createRates({
    context,
    http,
    running,
    startThread: () => startThread(dataThread, { mode: 'importer', file: files.database(id) }, log),
  })
  const edits = createEdits({ context, link, running })
  const journal = createJournal(context)
  const alerts = createAlerts(context, { worth: rates.worth, onOpened: (found) => opened(book.get(id), found) })
  const suggestions = createSuggestions(context, { edits, worth: rates.worth })
  const strategies = createStrategies(context, suggestions)

  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.write('error', `${what} failed`, {
        code: failureOf(error).code,
        reason: error instanceof AppError ? '' : String(error),
      })
    }
  }
  let freshening: Promise<void> | null = null
  /** Tables find their sums ready; a few months at a time, so that nothing else waits for the writer. */
  const freshen = async (): Promise<void> => {
    freshening ??= (async () => {
      while ((await store.freshenRunning([])) > 0);
    })().finally(() => (freshening = null))
    await freshening
  }
  /** New figures are in the database: everything that is decided on them, in this order. */
  const judge = async (): Promise<void> => {
    await attempt('settling edits', edits.settle)
    await attempt('changes by others', silent.count)
    await attempt('alerts', alerts.evaluate)
    await attempt('strategies', strategies.evaluateAll)
    void attempt('running totals', freshen)
  }
  const tellFailing = (ticks: number): Promise<void> =>
    attempt('connection alert', () =>
      alerts.connection('syncFailing', ticks >= FAILING_TICKS ? { severity: 'warn', days: null } : null),
    )

  let asleep = false
  const wakers = [
    power.onSuspend(() => {
      asleep = true
    }),
    power.onResume(() => {
      asleep = false
      // What it waited for may have passed in its sleep, in which no timer ran.
      edits.start()
      lookAgain()
    }),
  ]
  // While Meta wants to see the person first, polling alone asks whether that is over.
  const mayRun = (): boolean =>
    !context.stored().pollingPaused && context.stored().setup === 'done' && !asleep && link.checkpoint() === null
  const sync = createSync({
    context,
    link,
    running,
    readAll,
    stored: async () => {
      polling.relearn()
      await judge()
    },
  })
  const backfill = createBackfill({ context, link, running, readAll, sync, preferences, mayRun, stored: judge })
  const upkeep = createUpkeep({
    context,
    link,
    sync,
    mayRun,
    past: () => {
      void attempt('lists', lists.keepFresh)
      backfill.begin()
    },
  })
  /** What is wanted, or whether it can be had, has changed. */
  const lookAgain = (): void => {
    upkeep.changed()
    backfill.changed()
    void upkeep.look()
    void attempt('rates', rates.look)
  }
  const pollSeconds = (): number => book.preferences().pollSeconds
  const changes = createChanges(context)
  const timeline = createTimeline({
    context,
    link,
    readLog: async (read, days) => {
      const failures = await changes.readLog(read, days)
      await attempt('changes by others', silent.countAll)
      return failures
    },
  })
  const silent = createSilent({ context, link, edits, logOf: timeline.logOf })
  const polling = createPolling({
    context,
    link,
    running,
    readAll,
    power,
    pollSeconds,
    maxAges: () => preferences().maxAges,
    stored: judge,
    changes: changes.look,
    reached: () => void upkeep.look(),
    failing: tellFailing,
  })
  const keeper = createTokenKeeper({
    link,
    clock,
    now: graph.now,
    power,
    log,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    renew: createRenewal({
      http,
      secrets,
      app: appId === null ? null : { baseUrl: graphUrl, version: graphVersion, appId },
      known: link.token,
      inspect: (candidate) => createGraph({ ...line, secrets: candidate }).tokenState({ lane: 'person' }),
    }),
  })
  const accounts = createAccounts({
    context,
    link,
    running,
    watchedChanged: () => {
      void attempt('changes by others', silent.countAll)
      lookAgain()
    },
  })
  const tables = createTables({ context, hours: asked.hours, rates })
  const series = createSeriesService({ ...context, hours: asked.hours, rates })
  const locale = () => localeOf(preferences().locale, ports.systemLocale)
  const exports = createExports({
    context,
    running,
    tables,
    askSeries: series.query,
    askTimeline: timeline.list,
    shell: ports.shell,
    printer: ports.printer,
    printDialog: ports.printDialog,
    unfinished,
    startThread: () => startThread(dataThread, { mode: 'exporter', file: files.database(id) }, log),
    locale,
  })
  // A report, or a rule's cap, may be in a currency that nothing else is in.
  const kept = createKept(context, () => void attempt('rates', rates.look))
  const lists = createLists({
    context,
    link,
    sync,
    accounts,
    maxAges: () => preferences().maxAges,
    onScreen: polling.onScreen,
  })

  // The network is back, or a good token: what failed without them is due again.
  link.onChange(() => {
    if (link.connection() === 'online' && link.checkpoint() === null) lookAgain()
  })
  link.onChange(() => void attempt('token alert', () => alerts.token(link.token())))

  const status = async (): Promise<Status> => {
    const [dataAt, openAlerts, openSuggestions, unsettledEdits] = await Promise.all([
      store.oldestReading(),
      alerts.counts(),
      suggestions.count(),
      edits.unsettled(),
    ])
    const limits = graph.limits()
    return {
      connection: link.connection(),
      dataAt,
      running: running.list(),
      limitShare: limits.length > 0 ? Math.max(...limits.map(({ share }) => share)) : null,
      // The fullest come first; an agency's others are on the health page.
      limits: limits.slice(0, SHOWN_LIMITS),
      pollSeconds: pollSeconds(),
      pollingPaused: context.stored().pollingPaused,
      nextPollAt: link.mayCall() ? polling.nextAt() : null,
      lastFailure: polling.lastFailure() ?? link.lastFailure(),
      openAlerts,
      openSuggestions,
      unsettledEdits,
      silentChanges: silent.counted(),
    }
  }

  return {
    id,
    context,
    link,
    accounts,
    figures: createFigures(context, {
      rates,
      sameHours: (against) => asked.hours.same('account', [], against),
    }),
    windows: createWindows({ context, link }),
    asked,
    series,
    sync,
    polling,
    backfill,
    restatements: createRestatements(context),
    preferencesChanged: () => {
      polling.rearm()
      lookAgain()
    },
    busy: () =>
      running.list().length > 0 ||
      [sync, polling, backfill, lists, rates].some(({ isRunning }) => isRunning()) ||
      edits.isPosting(),
    refresh: lists.refresh,
    health: createHealth({
      context,
      link,
      vault,
      lists,
      backfill,
      nextHourlyAt: upkeep.nextAt,
      cleared: () => {
        polling.relearn()
        lookAgain()
      },
    }),
    edits,
    journal,
    alerts,
    suggestions,
    strategies,
    kept,
    rulesFile: createRulesFile(kept, ports.shell, locale),
    tables,
    rates,
    differences: createDifferences(context),
    timeline,
    silent,
    exports,
    status,
    start: async () => {
      // Neither may keep the window waiting: without network each takes its time to fail.
      void attempt('token check', keeper.start)
      void attempt('settling edits', edits.settle).then(edits.start)
      void attempt('changes by others', silent.countAll)
      polling.start()
      upkeep.start()
      rates.start()
      journal.start()
    },
    stop: async () => {
      keeper.stop()
      upkeep.stop()
      for (const forget of wakers) forget()
      asked.cancel()
      await Promise.all(
        [polling, sync, backfill, rates, exports, journal, edits, silent].map((service) => service.stop()),
      )
      await freshening?.catch(() => undefined)
      await store.close()
      log.write('info', 'workspace closed', { file: basename(files.database(id)) })
    },
    revoke: async () => {
      if (!link.mayCall()) return false
      try {
        await graph.revoke({ lane: 'person' })
        return true
      } catch (error) {
        log.write('warn', 'grant not revoked', { code: failureOf(error).code })
        return false
      }
    },
    signedOut: async () => {
      sync.cancel()
      await backfill.stop()
      link.reset(NO_TOKEN)
    },
    signedIn: async (state) => {
      link.reset(state)
      await attempt('accounts', () => accounts.refresh('person'))
      if (context.stored().setup === 'done' && !context.stored().pollingPaused) void polling.now()
    },
    finishSetup: async () => {
      context.update({ setup: 'done' })
      // Both in the background: the first figures of today are there long before the month is.
      polling.resume()
      void attempt('first sync', () => sync.run({ days: FIRST_SYNC_DAYS, trigger: 'start' }))
    },
  }
}
