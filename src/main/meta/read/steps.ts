import { AppError } from '../../../shared/errors.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { CampaignId } from '../../../shared/domain/objects.ts'
import { backOffMs } from '../back-off.ts'
import { askedOf, LEAST_LIMIT, PAGE_LIMIT, RESULTS_LIMIT } from '../endpoints.ts'
import { appErrorOf, givenUp, verdictOf } from '../errors.ts'
import type { MetaError } from '../errors.ts'
import type { Lane, ReadRequest, ReportBook } from '../graph.ts'
import { leavingMore } from '../left-fields.ts'
import type { LeftFields } from '../left-fields.ts'
import type { Limiter } from '../limiter.ts'
import type { Node } from '../nodes/node.ts'
import { TRIES } from '../request.ts'
import type { Requester } from '../request.ts'
import type { Part } from './part.ts'
import { DEADLINE_MS, isMany, keyOf, mayBeReport, MOST_RUNS } from './reports.ts'
import type { Expectations } from './reports.ts'
import { splitPart, splitsByCampaign } from './split.ts'
import { bank, placeOf, startAnew } from './task.ts'
import type { Run, Task } from './task.ts'

/** One answer and what it means for when to come back: all that failed in it is asked for again in one request. */
export interface Turn {
  readonly lane: Lane
  readonly endedAt: Instant
  readonly jitter: number
  readonly signal: AbortSignal | undefined
}

export const memoryOf = ({ kind, level, accountId }: ReadRequest): string => `read ${kind} ${level} ${accountId}`
export const partOf = (task: Task): Part => {
  const part = task.parts[0]
  if (!part) throw new AppError('internal')
  return part
}
/** Fields that the present part is asked for without. */
export const withoutOf = (task: Task): ReadonlySet<string> => new Set([...task.left.keys(), ...partOf(task).spared])

export interface StepsNeeds {
  readonly requester: Requester
  readonly limiter: Limiter
  readonly book: ReportBook
  readonly leftFields: LeftFields
  readonly expectations: Expectations
  /** Ids of all campaigns of an account, deleted ones too. */
  readonly campaignsOf: (request: ReadRequest, turn: Turn) => Promise<readonly CampaignId[]>
}

/** What may happen to a task, each in one place. */
export type Steps = ReturnType<typeof createSteps>

export const createSteps = (needs: StepsNeeds) => {
  const { requester, limiter, book, leftFields, expectations, campaignsOf } = needs

  const fail = (task: Task, failure: Error): void => {
    bank(task)
    task.failure = failure
    task.done = true
  }

  const again = (task: Task, failure: AppError, turn: Turn): void => {
    task.tried += 1
    if (task.tried >= TRIES) fail(task, givenUp(failure, task.tried))
    else task.notBefore = turn.endedAt + backOffMs(turn.jitter, task.tried)
  }

  /** Whether so many rows are better read as a report. What even the last lane may use is there to be used. */
  const isReport = (task: Task, rows: number): boolean => {
    const { accountId } = task.request
    return mayBeReport(partOf(task)) && isMany(rows, limiter.headroom('backfill', accountId, 'insights').reads)
  }

  /** Chooses how the next part is read. A report that was asked for before, perhaps by a program that was killed, goes on. */
  const begin = async (task: Task): Promise<void> => {
    const part = partOf(task)
    task.place = placeOf('pages')
    task.tried = 0
    if (part.heavy || mayBeReport(part)) {
      const key = keyOf(part, withoutOf(task))
      const found = await book.find(key)
      if (found && requester.now() - found.requestedAt < DEADLINE_MS) {
        task.place.run = { key, ...found }
        task.place.runs = 1
        task.place.stage = 'poll'
        return
      }
      if (found) await book.drop(key)
    }
    if (part.heavy || isReport(task, expectations.of(part) ?? 0)) task.place.stage = 'submit'
  }

  const finish = async (task: Task): Promise<void> => {
    const part = partOf(task)
    const { run, rows } = task.place
    if (run) await book.drop(run.key)
    expectations.saw(part, rows)
    for (const field of withoutOf(task)) task.without.add(field)
    bank(task)
    task.parts.shift()
    if (task.parts.length === 0) task.done = true
    else await begin(task)
  }

  const forget = async (task: Task): Promise<void> => {
    const { run } = task.place
    if (run) await book.drop(run.key)
  }

  /** In smaller parts, each of which begins as a report where it can: the whole was too much for pages. */
  const split = async (task: Task, failure: AppError, turn: Turn): Promise<void> => {
    const part = partOf(task)
    await forget(task)
    let campaigns: readonly CampaignId[] = []
    if (splitsByCampaign(part) && part.among?.operator !== 'IN') {
      try {
        campaigns = await campaignsOf(part.request, turn)
      } catch (error) {
        return fail(task, error instanceof Error ? error : failure)
      }
    }
    const parts = splitPart(part, campaigns)
    if (parts === null) return fail(task, failure)
    const heavy = part.request.kind !== 'objects' && !task.place.noReport
    bank(task)
    task.parts.splice(0, 1, ...parts.map((each) => ({ ...each, heavy })))
    await begin(task)
  }

  /** Too much for pages: as a report, or in smaller parts where there is none. */
  const report = async (task: Task, failure: AppError, turn: Turn): Promise<void> => {
    const { request } = partOf(task)
    if (request.kind === 'objects' || task.place.noReport) return split(task, failure, turn)
    startAnew(task.place, 'submit')
  }

  /** The report is of no use: another one of the same, or of less. */
  const reportAnew = async (task: Task, failure: AppError, turn: Turn): Promise<void> => {
    await forget(task)
    if (task.place.runs >= MOST_RUNS) return split(task, failure, turn)
    const { tried } = task
    startAnew(task.place, 'submit')
    task.tried = Math.min(tried, TRIES - 2)
    task.notBefore = turn.endedAt + backOffMs(turn.jitter, task.place.runs)
  }

  /** A report that Meta could not make: less of it is easier. */
  const reportFailed = async (task: Task, error: MetaError | null, turn: Turn): Promise<void> => {
    const failure = error ? appErrorOf(error, { id: task.request.accountId }) : new AppError('metaDown')
    const remedy = error ? verdictOf(error).remedy : 'split'
    if (remedy === 'person') {
      await forget(task)
      return fail(task, failure)
    }
    if (remedy === 'wait' && error) {
      requester.refused(error, { path: 'insights', status: 200, accountId: task.request.accountId })
      return reportAnew(task, failure, turn)
    }
    return split(task, failure, turn)
  }

  const shrink = (task: Task): boolean => {
    const { place } = task
    place.good = 0
    if (place.limit <= LEAST_LIMIT) return false
    place.limit = Math.max(LEAST_LIMIT, Math.floor(place.limit / 2))
    return true
  }

  /** Reading a finished report goes wrong for a while now and then: only then is it asked for again. */
  const readAgain = async (task: Task, failure: AppError, turn: Turn): Promise<void> => {
    if (task.tried + 1 >= TRIES) return reportAnew(task, failure, turn)
    again(task, failure, turn)
  }

  /** The next page is one that was read before. Asked again it may be the right one, or else from the beginning, once. */
  const readRepeated = (task: Task, failure: AppError, turn: Turn): void => {
    const { place } = task
    again(task, failure, turn)
    if (task.done || place.restarted || task.tried < 2) return
    place.restarted = true
    const { run, runs, polls } = place
    startAnew(place, place.stage)
    Object.assign(place, { run, runs, polls })
  }

  const onError = async (task: Task, error: MetaError, status: number, path: string, turn: Turn): Promise<void> => {
    const { accountId } = task.request
    const { place } = task
    const about = { id: accountId, version: requester.version }
    const failure = appErrorOf(error, about)
    const { remedy, error: code } = verdictOf(error)
    requester.refused(error, { path, status, accountId })
    if (place.stage === 'pages' || place.stage === 'submit') {
      const node = askedOf(task.request) as Node<unknown, never>
      const less = leavingMore(node, task.left, { failure, error, tries: 1 })
      if (less) {
        task.left = less
        return
      }
    }
    if (remedy === 'wait') {
      const refusal = limiter.tooLong(turn.lane, limiter.readyAt(turn.lane, accountId))
      if (!refusal) return again(task, failure, turn)
      return fail(task, appErrorOf(error, { ...about, minutes: Number(refusal.data['minutes']) }))
    }
    const lost = remedy === 'person' && code !== 'accountHidden'
    if (place.stage === 'poll') {
      if (remedy === 'retry') return again(task, failure, turn)
      // The report itself is no more.
      return lost ? fail(task, failure) : reportAnew(task, failure, turn)
    }
    if (place.stage === 'results') {
      if (remedy === 'shrink' && shrink(task)) return
      return lost ? fail(task, failure) : readAgain(task, failure, turn)
    }
    if (place.stage === 'submit' && (remedy === 'person' || remedy === 'never' || remedy === 'restart')) {
      if (lost) return fail(task, failure)
      // No reports are to be had: what pages say to it decides.
      startAnew(place, 'pages')
      place.noReport = true
      return
    }
    switch (remedy) {
      case 'retry':
        return again(task, failure, turn)
      case 'shrink':
        if (place.stage === 'pages' && shrink(task)) return
        if (task.request.kind === 'objects') return again(task, failure, turn)
        return place.stage === 'pages' ? report(task, failure, turn) : split(task, failure, turn)
      case 'split':
        return place.stage === 'pages' ? report(task, failure, turn) : split(task, failure, turn)
      case 'restart':
        if (place.restarted || place.after === null) return fail(task, failure)
        place.restarted = true
        return startAnew(place, 'pages')
      case 'person':
      case 'never':
        return fail(task, failure)
    }
  }

  /** A good page: the limit that was lowered for a heavy one rises again, and what was left out stays left out for a day. */
  const wentWell = (task: Task): void => {
    const { place } = task
    task.tried = 0
    place.good += 1
    if (place.good % 3 === 0) {
      const full = place.stage === 'results' ? RESULTS_LIMIT : PAGE_LIMIT
      place.limit = Math.max(place.limit, Math.min(full, place.limit * 2))
    }
    leftFields.keep(memoryOf(task.request), task.left)
  }

  const asked = (task: Task, run: Run): Promise<void> => {
    task.place.run = run
    task.place.runs += 1
    task.place.polls = 0
    task.place.stage = 'poll'
    task.tried = 0
    return book.keep({ ...run, accountId: task.request.accountId })
  }

  return {
    fail,
    isReport,
    again,
    begin,
    finish,
    report,
    reportAnew,
    reportFailed,
    readAgain,
    readRepeated,
    onError,
    wentWell,
    asked,
    forget,
  }
}
