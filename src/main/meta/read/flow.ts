import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { HttpError } from '../../ports.ts'
import type { Clock } from '../../ports.ts'
import { pause } from '../back-off.ts'
import { BATCH_LIMIT } from '../batch.ts'
import { PAGE_LIMIT } from '../endpoints.ts'
import { transportErrorOf } from '../errors.ts'
import type { CallOptions, ReadingOptions, Sink } from '../graph.ts'
import type { Limiter } from '../limiter.ts'
import { READ_COST, WRITE_COST } from '../limits/rules.ts'
import { mayBeReport, MOST_AT_ONCE } from './reports.ts'
import type { Expectations } from './reports.ts'
import { partOf } from './steps.ts'
import type { Steps } from './steps.ts'
import { reportOf } from './task.ts'
import type { Task } from './task.ts'
import type { createTurns } from './turns.ts'

/** Many tasks at once: which of them share a request, which go now, and which wait, each for itself alone. */

/** When all reports that may be under way are those of others. */
const LOOK_AGAIN_MS = 5000
/** Requests of one reading at once: a few more than a lane lets out, so that the line is busy while answers are stored. */
const TURNS = 6
/** Rows that may come with one batch: all of it is in memory at once. */
const BATCH_ROWS = 5000
/** Where nothing is known: of a day, and of many days. */
const USUAL_ROWS = { few: 100, many: 200 }
/** The same of a list, and how much larger a row of it is. */
const USUAL_OBJECTS = { campaign: 25, adset: 75, ad: 250 }
const OBJECT_ROWS = 4

interface FlowNeeds {
  readonly limiter: Limiter
  readonly clock: Clock
  readonly steps: Steps
  readonly turns: ReturnType<typeof createTurns>
  readonly expectations: Expectations
}

interface Chosen {
  readonly tasks: Task[]
  readonly what: 'pages' | 'runs'
  rows: number
}

export const createFlow = ({ limiter, clock, steps, turns, expectations }: FlowNeeds) => {
  /** Tasks of all readings whose reports are under way. */
  const reported = new Set<Task>()

  const isAboutReport = ({ place }: Task) => place.stage === 'submit' || place.stage === 'poll'

  /** What is long goes by itself: it is taken in more quickly, and a page at a time. */
  const rowsOf = (task: Task): number => {
    const { stage, pages } = task.place
    if (isAboutReport(task)) return 0
    const part = partOf(task)
    const { request } = part
    const known = expectations.of(part)
    if (request.kind === 'objects') {
      const objects = known ?? USUAL_OBJECTS[request.level]
      return pages > 1 || objects > PAGE_LIMIT ? BATCH_ROWS : objects * OBJECT_ROWS
    }
    const rows = known ?? USUAL_ROWS[mayBeReport(part) ? 'many' : 'few']
    return stage === 'results' || pages > 1 || rows > PAGE_LIMIT ? BATCH_ROWS : rows
  }

  /** Who may go now in at most `free` requests, the first ones first, and when somebody else may. */
  const choose = (waiting: readonly Task[], { lane }: CallOptions, free: number) => {
    const now = clock.now()
    const taken = new Map<AccountId, number>()
    const chosen: Chosen[] = []
    let wakeAt = Infinity
    for (const task of waiting) {
      if (chosen.length >= free && chosen.every(({ rows }) => rows >= BATCH_ROWS)) break
      // A single account at its limit must not hold the batch of all others, nor go over it with all at once.
      const { accountId } = task.request
      // To ask for a report is a change, and counts like one.
      const points = task.place.stage === 'submit' ? WRITE_COST : READ_COST
      const readyAt = limiter.readyAt(lane, accountId, points)
      const refusal = limiter.tooLong(lane, readyAt)
      if (refusal) {
        steps.fail(task, refusal)
        continue
      }
      const isNew = task.place.stage === 'submit' && !reported.has(task)
      const mayAt = isNew && reported.size >= MOST_AT_ONCE ? now + LOOK_AGAIN_MS : Math.max(task.notBefore, readyAt)
      if (mayAt > now) {
        wakeAt = Math.min(wakeAt, mayAt)
        continue
      }
      const cost = (taken.get(accountId) ?? 0) + points
      // What those before it take is free again when they have ended, at the earliest.
      if (cost > points && limiter.readyAt(lane, accountId, cost) > now) continue
      const what = isAboutReport(task) ? 'runs' : 'pages'
      const rows = rowsOf(task)
      const shared = chosen.find(
        (turn) => turn.what === what && turn.tasks.length < BATCH_LIMIT && turn.rows + rows <= BATCH_ROWS,
      )
      if (shared) {
        shared.tasks.push(task)
        shared.rows += rows
      } else if (chosen.length < free) chosen.push({ tasks: [task], what, rows })
      else continue
      taken.set(accountId, cost)
      if (isNew) reported.add(task)
    }
    return { chosen, wakeAt: wakeAt === Infinity ? Infinity : Math.max(wakeAt, now + 1) }
  }

  /** Until one of those under way has ended, the time has come, or it was cancelled. */
  const turnOrTime = async (underWay: Iterable<Promise<void>>, at: Instant, signal: AbortSignal | undefined) => {
    const enough = new AbortController()
    const until = signal ? AbortSignal.any([signal, enough.signal]) : enough.signal
    const time = at === Infinity ? [] : [pause(clock, at - clock.now(), until).catch(() => undefined)]
    await Promise.race([...underWay, ...time])
    enough.abort()
  }

  const begin = async (task: Task): Promise<void> => {
    // Of no objects there is nothing to read.
    if (task.parts.length === 0) task.done = true
    else await steps.begin(task).catch((error: unknown) => steps.fail(task, transportErrorOf(error)))
  }

  /** Reads all of them to their end, good or bad. Never throws. */
  const readAll = async (tasks: readonly Task[], sink: Sink, options: ReadingOptions): Promise<void> => {
    const { signal, ended } = options
    /** Not begun, begun and not ended, and those of them that an answer is awaited for. */
    let next = 0
    const open = new Set<Task>()
    const busy = new Set<Task>()
    const underWay = new Set<Promise<void>>()

    const go = ({ tasks: some, what }: Chosen): void => {
      for (const task of some) busy.add(task)
      const turn = (what === 'runs' ? turns.runs(some, options) : turns.pages(some, sink, options))
        .catch((error: unknown) => {
          for (const task of some) if (!task.done) steps.fail(task, transportErrorOf(error))
        })
        .finally(() => {
          for (const task of some) busy.delete(task)
          underWay.delete(turn)
        })
      underWay.add(turn)
    }
    const tell = (): void => {
      for (const task of open) {
        if (busy.has(task)) continue
        if (task.done || task.place.stage === 'pages') reported.delete(task)
        if (!task.done) continue
        open.delete(task)
        ended?.(reportOf(task))
      }
    }
    const waiting = () => [...open].filter((task) => !busy.has(task) && !task.done)
    /** In their order, and no more of them than are needed: what is known by then decides how they are read. */
    const beginMore = async (): Promise<void> => {
      const more = tasks.slice(next, next + BATCH_LIMIT)
      next += more.length
      for (const task of more) open.add(task)
      await Promise.all(more.map(begin))
    }
    const isCancelled = (): boolean => signal?.aborted ?? false
    const cancel = (): void => {
      for (const task of tasks.slice(next)) open.add(task)
      next = tasks.length
      for (const task of waiting()) steps.fail(task, transportErrorOf(new HttpError('cancelled', false)))
    }

    for (;;) {
      if (isCancelled()) cancel()
      tell()
      if (open.size === 0 && next === tasks.length) return
      const free = TURNS - underWay.size
      let found = choose(waiting(), options, free)
      while (found.chosen.length < free && next < tasks.length && !isCancelled()) {
        await beginMore()
        found = choose(waiting(), options, free)
      }
      if (isCancelled() && underWay.size === 0) continue
      for (const chosen of found.chosen) go(chosen)
      if ([...open].some((task) => task.done && !busy.has(task))) continue
      await turnOrTime(underWay, underWay.size < TURNS ? found.wakeAt : Infinity, signal)
    }
  }

  return readAll
}
