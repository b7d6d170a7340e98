import { addDays, daysBetween } from '../../shared/domain/day.ts'
import { AppError } from '../../shared/errors.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { HttpError } from '../ports.ts'
import type { Clock, HttpAnswer, Ids } from '../ports.ts'
import { backOffMs, jitterOf, pause } from './back-off.ts'
import { BATCH_LIMIT, batchForm, chunksOf } from './batch.ts'
import { edgeOf, LEAST_LIMIT, PAGE_LIMIT, paramsOf, unknownField } from './endpoints.ts'
import { appErrorOf, httpErrorOf, metaErrorOf, transportErrorOf, verdictOf } from './errors.ts'
import type { MetaError } from './errors.ts'
import type { CallOptions, Lane, PageOutcome, ReadReport, ReadRequest, Sink } from './graph.ts'
import type { Limiter } from './limiter.ts'
import { useOf } from './limits/rules.ts'
import { TRIES } from './request.ts'
import type { Requester } from './request.ts'

/** A list that never ends is cut here: half a million rows of one account and range. */
const MOST_PAGES = 1000

/** Where one request stands. */
interface Task {
  readonly request: ReadRequest
  /** What is being read now and what comes after it: a range that is too heavy is split. */
  parts: ReadRequest[]
  after: string | null
  limit: number
  tried: number
  /** Not before then: after a failure or while its account must wait. */
  notBefore: number
  restarted: boolean
  pages: number
  rows: number
  changed: number
  dropped: number
  done: boolean
  failure: Error | null
}

/** One answer and what it means for when to come back. */
interface Turn {
  readonly lane: Lane
  readonly endedAt: number
  readonly jitter: number
}

const taskOf = (request: ReadRequest): Task => ({
  request,
  parts: [request],
  after: null,
  limit: PAGE_LIMIT,
  tried: 0,
  notBefore: 0,
  restarted: false,
  pages: 0,
  rows: 0,
  changed: 0,
  dropped: 0,
  done: false,
  failure: null,
})

const reportOf = ({ request, rows, changed, dropped, pages, failure }: Task): ReadReport => ({
  request,
  rows,
  changed,
  dropped,
  pages,
  failure,
})

const halvesOf = (part: ReadRequest): [ReadRequest, ReadRequest] | null => {
  // Reach of a range is not the sum of its halves.
  if (part.kind !== 'insights' || part.since >= part.until) return null
  const middle = addDays(part.since, Math.floor(daysBetween(part.since, part.until) / 2))
  return [
    { ...part, until: middle },
    { ...part, since: addDays(middle, 1) },
  ]
}

export interface ReaderNeeds {
  readonly requester: Requester
  readonly limiter: Limiter
  readonly clock: Clock
  readonly ids: Ids
}

export type Read = (
  requests: readonly ReadRequest[],
  sink: Sink,
  options: CallOptions,
) => Promise<readonly ReadReport[]>

export const createReader = ({ requester, limiter, clock, ids }: ReaderNeeds): Read => {
  /** Fields that were refused once are not asked for again. */
  const refusedFields = new Map<ReadRequest['kind'], Set<string>>()
  const withoutFields = (kind: ReadRequest['kind']) => {
    const set = refusedFields.get(kind) ?? new Set<string>()
    refusedFields.set(kind, set)
    return set
  }

  const fail = (task: Task, failure: Error) => {
    task.failure = failure
    task.done = true
  }

  /** What failed in one answer is asked for again in one request: all of `turn` share its moment and jitter. */
  const again = (task: Task, failure: Error, turn: Turn) => {
    task.tried += 1
    if (task.tried >= TRIES) fail(task, failure)
    else task.notBefore = turn.endedAt + backOffMs(turn.jitter, task.tried)
  }
  const turnOf = (lane: Lane): Turn => ({ lane, endedAt: clock.now(), jitter: jitterOf(ids) })

  const partOf = (task: Task): ReadRequest => task.parts[0] ?? task.request

  const split = (task: Task, failure: Error) => {
    const halves = halvesOf(partOf(task))
    if (!halves) return fail(task, failure)
    task.parts.splice(0, 1, ...halves)
    task.after = null
    task.limit = PAGE_LIMIT
  }

  const onError = (task: Task, error: MetaError, turn: Turn) => {
    const { lane } = turn
    const { kind, accountId } = task.request
    const about = { id: accountId, version: requester.version }
    const failure = appErrorOf(error, about)
    limiter.refused(error, accountId)
    switch (verdictOf(error).remedy) {
      case 'retry':
        return again(task, failure, turn)
      case 'shrink':
        if (task.limit <= LEAST_LIMIT) return again(task, failure, turn)
        task.limit = Math.max(LEAST_LIMIT, Math.floor(task.limit / 2))
        return
      case 'split':
        return split(task, failure)
      case 'restart':
        if (task.restarted || task.after === null) return fail(task, failure)
        Object.assign(task, { restarted: true, after: null, pages: 0, rows: 0, changed: 0, dropped: 0 })
        return
      case 'wait': {
        const refusal = limiter.tooLong(lane, limiter.readyAt(lane, accountId))
        return refusal
          ? fail(task, appErrorOf(error, { ...about, minutes: Number(refusal.data['minutes']) }))
          : again(task, failure, turn)
      }
      case 'person':
      case 'never': {
        const field = error.code === 100 ? unknownField(error.message, kind) : null
        if (field === null || (withoutFields(kind).has(field) && task.tried > 0)) return fail(task, failure)
        withoutFields(kind).add(field)
        task.tried += 1
      }
    }
  }

  const onOutcome = (task: Task, outcome: PageOutcome, turn: Turn) => {
    if (outcome.status === null) return again(task, new AppError('metaDown'), turn)
    const error = outcome.error === null || outcome.error === undefined ? null : metaErrorOf(outcome.error)
    if (error) return onError(task, error, turn)
    if (outcome.malformed !== null || outcome.error) {
      const problem = outcome.malformed ?? 'malformed'
      const failure = httpErrorOf(outcome.status, problem)
      return problem === 'truncated' || outcome.status >= 500 ? again(task, failure, turn) : fail(task, failure)
    }
    task.tried = 0
    task.pages += 1
    task.rows += outcome.rows
    task.changed += outcome.changed
    task.dropped += outcome.dropped
    if (outcome.after === null) {
      task.parts.shift()
      task.after = null
      task.done = task.parts.length === 0
    } else if (outcome.after === task.after || task.pages >= MOST_PAGES) {
      // The page that was just read, again: this would go on for ever.
      fail(task, new AppError('malformed', { where: 'paging' }))
    } else task.after = outcome.after
  }

  /** One request: a page of each task. */
  const takeTurn = async (tasks: readonly Task[], sink: Sink, { lane, signal }: CallOptions): Promise<void> => {
    const items = tasks.map((task) => {
      const part = partOf(task)
      const { after, limit } = task
      return { path: edgeOf(part), params: paramsOf(part, { after, limit, without: withoutFields(part.kind) }) }
    })
    const accounts = tasks.map((task) => task.request.accountId)
    const uses = items.map(({ path }) => useOf(path))
    const common = { lane, accounts, uses, ...(signal ? { signal } : {}) }
    const single = items.length === 1 ? items[0] : undefined
    let answer: HttpAnswer
    try {
      answer = await requester.send(
        single
          ? { ...common, ...single, method: 'GET' }
          : { ...common, method: 'POST', path: '', params: batchForm(items), cost: items.length },
      )
    } catch (error) {
      const failure = transportErrorOf(error)
      // One account's wait is not that of all others: each is asked anew.
      if (failure.code === 'throttled') return
      // A cut connection is tried again like a cut text. Slow answers too, once: they cost a minute each.
      const kind = error instanceof HttpError ? error.kind : null
      const turn = turnOf(lane)
      for (const task of tasks) {
        if (kind === 'cut' || (kind === 'timeout' && task.tried === 0)) again(task, failure, turn)
        else fail(task, failure)
      }
      return
    }
    let outcomes: readonly PageOutcome[]
    try {
      outcomes = await sink({
        body: answer.body,
        batch: single === undefined,
        status: answer.status,
        requests: tasks.map((task) => ({ request: partOf(task), first: task.after === null })),
        receivedAt: clock.now(),
      })
    } catch (error) {
      for (const task of tasks) fail(task, transportErrorOf(error))
      return
    }
    const turn = turnOf(lane)
    tasks.forEach((task, i) => {
      const outcome = outcomes[i]
      if (!outcome) return fail(task, new AppError('internal'))
      limiter.observe(outcome.headers, [task.request.accountId])
      onOutcome(task, outcome, turn)
    })
  }

  return async (requests, sink, options) => {
    const tasks = requests.map(taskOf)
    const { lane, signal } = options
    for (;;) {
      const open = tasks.filter((task) => !task.done)
      if (open.length === 0) break
      const now = clock.now()
      const wakeAt = new Map<Task, number>()
      const taken = new Map<AccountId, number>()
      const ready: Task[] = []
      for (const task of open) {
        // A single account at its limit must not hold the batch of all others, nor go over it with all at once.
        const { accountId } = task.request
        const readyAt = limiter.readyAt(lane, accountId)
        const refusal = limiter.tooLong(lane, readyAt)
        if (refusal) {
          fail(task, refusal)
          continue
        }
        const cost = (taken.get(accountId) ?? 0) + 1
        if (task.notBefore > now || limiter.readyAt(lane, accountId, cost) > now) {
          wakeAt.set(task, Math.max(task.notBefore, readyAt))
          continue
        }
        taken.set(accountId, cost)
        ready.push(task)
      }
      const left = open.filter((task) => !task.done)
      if (ready.length > 0) {
        await Promise.all(chunksOf(ready, BATCH_LIMIT).map((chunk) => takeTurn(chunk, sink, options)))
      } else if (left.length > 0) {
        try {
          await pause(clock, Math.min(...left.map((task) => wakeAt.get(task) ?? now)) - now, signal)
        } catch (error) {
          for (const task of left) fail(task, transportErrorOf(error))
        }
      }
    }
    return tasks.map(reportOf)
  }
}
