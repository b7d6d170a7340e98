import { isUnreached } from '../connection/index.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTasks } from '../running.ts'
import type { Sync } from './runs.ts'
import { outcomeOf } from './runs.ts'
import { chunksOf, spanDays } from './plan.ts'
import type { ReadAll, ReadTotals } from './read.ts'
import { FIGURES_LEVELS } from './timetable.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import type { Preferences, SyncRun } from '../../../shared/domain/connection.ts'
import { addDays, addMonths, dayIn } from '../../../shared/domain/day.ts'
import type { Day, DayRange, Instant } from '../../../shared/domain/day.ts'
import type { AdAccount, FiguresLevel } from '../../../shared/domain/objects.ts'
import { MOST_MONTHS } from '../../../shared/domain/upkeep.ts'
import type { Backfill } from '../../../shared/domain/upkeep.ts'
import { failureOf } from '../../../shared/errors.ts'

/** What could not be read is not asked for with every look. */
const REST_MS = 3_600_000
/** Ranges that one question to the database is about. */
const AT_ONCE = 200
/** Requests a step: small, so that a pause or a sync does not wait long, and a kill costs little. */
const STEP = 12

/** Reads the past, newest first, in the time that nothing else needs. What it has read is in the coverage alone. */
export interface BackfillService {
  /** Goes on unless it is paused, running or done; cheap when there is nothing to do. */
  begin(): void
  /** Accounts or what is wanted of them have changed. */
  changed(): void
  setPaused(paused: boolean): Promise<void>
  get(): Promise<Backfill>
  isRunning(): boolean
  stop(): Promise<void>
}

/** Closed days that are wanted of a level. */
interface Wanted {
  readonly level: FiguresLevel
  readonly range: DayRange
  readonly days: number
}

interface Hole {
  readonly account: AdAccount
  readonly level: FiguresLevel
  readonly range: DayRange
}

/** First day wanted of a level: Meta refuses what is over 37 months old, by its own midnight, so a day is left. */
const firstWanted = (
  level: FiguresLevel,
  today: Day,
  { historyMonths, detailMonths }: Pick<Preferences, 'historyMonths' | 'detailMonths'>,
): Day | null => {
  const months = level === 'campaign' || level === 'account' ? historyMonths : Math.min(detailMonths, historyMonths)
  if (months === 0) return null
  const first = addMonths(today, -Math.min(months, MOST_MONTHS))
  return months >= MOST_MONTHS ? addDays(first, 2) : first
}

export const createBackfill = ({
  context,
  link,
  running,
  readAll,
  sync,
  preferences,
  mayRun,
  stored,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly running: RunningTasks
  readonly readAll: ReadAll
  readonly sync: Sync
  readonly preferences: () => Pick<Preferences, 'historyMonths' | 'detailMonths'>
  readonly mayRun: () => boolean
  readonly stored: () => Promise<void>
}): BackfillService => {
  const { store, graph, clock, ids, emit, log } = context
  let abort = new AbortController()
  let under: Promise<void> | null = null
  /** Nothing was left to read, or nothing of it could be: not before then again. */
  let restUntil: Instant = 0

  const mayGoOn = (): boolean =>
    mayRun() && !context.stored().backfillPaused && link.mayCall() && link.connection() !== 'offline'

  /** What is wanted of an account whose own day is `today`. */
  const wantedBefore = (today: Day): readonly Wanted[] =>
    FIGURES_LEVELS.flatMap((level) => {
      const since = firstWanted(level, today, preferences())
      if (since === null) return []
      const range = { since, until: addDays(today, -1) }
      return [{ level, range, days: spanDays(range) }]
    })

  const wanted = async (): Promise<{ holes: readonly Hole[]; total: number; since: Day | null }> => {
    const today = dayIn(graph.now())
    const watched = await context.watched()
    // Hundreds of accounts have the same few days.
    const before = new Map([...new Set(watched.map(({ zone }) => today(zone)))].map((day) => [day, wantedBefore(day)]))
    const all = watched.flatMap((account) =>
      (before.get(today(account.zone)) ?? []).map((each) => ({ account, ...each })),
    )
    const holes: Hole[] = []
    // Not all at once: somebody else may want the reader.
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const part = all.slice(from, from + AT_ONCE)
      const open = await store.holes(
        part.map(({ account, level, range }) => ({ accountId: account.id, level, ...range, freshAfter: null })),
      )
      for (const [i, { account, level }] of part.entries())
        holes.push(...(open[i] ?? []).map((range): Hole => ({ account, level, range })))
    }
    return {
      holes,
      total: all.reduce((sum, { days }) => sum + days, 0),
      since: all.reduce<Day | null>(
        (first, { range }) => (first === null || range.since < first ? range.since : first),
        null,
      ),
    }
  }

  /** The newest piece of every hole before the next newest of any: all accounts grow backwards together. */
  const piecesOf = (holes: readonly Hole[]): { readonly account: AdAccount; readonly request: ReadRequest }[] => {
    const today = dayIn(graph.now())
    return holes
      .flatMap(({ account, level, range }) =>
        chunksOf(range).map((chunk) => ({
          account,
          request: {
            kind: 'insights',
            level,
            accountId: account.id,
            closedBefore: today(account.zone),
            ...chunk,
          } satisfies ReadRequest,
        })),
      )
      .sort((a, b) => (a.request.until < b.request.until ? 1 : a.request.until > b.request.until ? -1 : 0))
  }

  const work = async (): Promise<void> => {
    const { holes } = await wanted()
    const pieces = piecesOf(holes)
    if (pieces.length === 0) {
      restUntil = clock.now() + REST_MS
      return
    }
    let run: SyncRun = {
      id: ids.random(),
      kind: 'backfill',
      trigger: 'timer',
      startedAt: clock.now(),
      endedAt: null,
      outcome: 'running',
      calls: 0,
      rowsRead: 0,
      rowsChanged: 0,
      rowsDropped: 0,
      failures: [],
    }
    const task = running.begin('backfill', pieces.length, () => abort.abort())
    let totals: ReadTotals = { rows: 0, changed: 0, dropped: 0, calls: 0, complete: 0, failures: [], cancelled: false }
    const tell = async (ended: boolean): Promise<void> => {
      run = {
        ...run,
        endedAt: ended ? clock.now() : null,
        outcome: ended ? outcomeOf(totals) : 'running',
        calls: totals.calls,
        rowsRead: totals.rows,
        rowsChanged: totals.changed,
        rowsDropped: totals.dropped,
        failures: totals.failures,
      }
      await store.saveSyncRun(run)
      emit('sync.changed', null)
    }
    try {
      await tell(false)
      for (let from = 0; from < pieces.length; from += STEP) {
        await sync.idle()
        if (abort.signal.aborted || !mayGoOn()) break
        const step = pieces.slice(from, from + STEP)
        const accounts = [...new Map(step.map(({ account }) => [account.id, account])).values()]
        const found = await readAll(
          accounts,
          step.map(({ request }) => request),
          { lane: 'backfill', signal: abort.signal },
        )
        totals = {
          rows: totals.rows + found.rows,
          changed: totals.changed + found.changed,
          dropped: totals.dropped + found.dropped,
          calls: totals.calls + found.calls,
          complete: totals.complete + found.complete,
          failures: [
            ...new Map(
              [...totals.failures, ...found.failures].map((each) => [`${each.accountId} ${each.code}`, each]),
            ).values(),
          ],
          cancelled: false,
        }
        task.step(Math.min(from + STEP, pieces.length), pieces.length)
        await tell(false)
        if (found.complete > 0) emit('figures.changed', null)
        else if (found.failures.length > 0) {
          restUntil = clock.now() + REST_MS
          break
        }
      }
      totals = { ...totals, cancelled: abort.signal.aborted }
    } catch (error) {
      const failure = failureOf(error)
      totals = { ...totals, failures: [...totals.failures, { ...failure, accountId: null, accountName: null }] }
      if (error instanceof Error && !isUnreached(error)) log.write('warn', 'backfill failed', { code: failure.code })
    } finally {
      task.end()
      await tell(true).catch(() => log.write('error', 'backfill run not saved', {}))
      if (totals.complete > 0) await stored()
    }
  }

  const stop = async (): Promise<void> => {
    abort.abort()
    await under
  }

  const begin = (): void => {
    if (under || !mayGoOn() || (clock.now() < restUntil && restUntil - clock.now() <= REST_MS)) return
    abort = new AbortController()
    under = work()
      .catch((error: unknown) => log.write('warn', 'backfill failed', { code: failureOf(error).code }))
      .finally(() => {
        under = null
        emit('sync.changed', null)
      })
  }

  return {
    begin,
    changed: () => {
      restUntil = 0
    },
    isRunning: () => under !== null,
    stop,
    setPaused: async (paused) => {
      context.update({ backfillPaused: paused })
      if (paused) await stop()
      else {
        restUntil = 0
        begin()
      }
      emit('sync.changed', null)
    },
    get: async () => {
      const { holes, total, since } = await wanted()
      const open = holes.reduce((days, { range }) => days + spanDays(range), 0)
      const state =
        total === 0 || context.stored().setup !== 'done'
          ? 'off'
          : open === 0
            ? 'done'
            : context.stored().backfillPaused
              ? 'paused'
              : under
                ? 'running'
                : 'waiting'
      return { state, doneDays: total - open, totalDays: total, since }
    },
  }
}
