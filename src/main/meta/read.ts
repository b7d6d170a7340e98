import type { AccountId, CampaignId } from '../../shared/domain/objects.ts'
import { AppError } from '../../shared/errors.ts'
import { HttpError } from '../ports.ts'
import type { Clock, Ids } from '../ports.ts'
import { pause } from './back-off.ts'
import { BATCH_LIMIT, chunksOf } from './batch.ts'
import { idOf, isFields } from './decode/scalars.ts'
import { deletedToo } from './endpoints.ts'
import { transportErrorOf } from './errors.ts'
import type { CallOptions, ReadReport, ReadRequest, ReportBook, Sink } from './graph.ts'
import { createLeftFields } from './left-fields.ts'
import type { Limiter } from './limiter.ts'
import { READ_COST, WRITE_COST } from './limits/rules.ts'
import { createList } from './list.ts'
import type { Edge } from './nodes/node.ts'
import type { Part } from './read/part.ts'
import { createExpectations, MOST_AT_ONCE } from './read/reports.ts'
import { createSteps, memoryOf } from './read/steps.ts'
import type { StepsNeeds } from './read/steps.ts'
import { reportOf, taskOf } from './read/task.ts'
import type { Task } from './read/task.ts'
import { createTurns } from './read/turns.ts'
import type { Requester } from './request.ts'

/** Objects asked for by id in one call. */
const IDS_AT_ONCE = 100
/** When all reports that may be under way are those of others. */
const LOOK_AGAIN_MS = 5000

const partsOf = (request: ReadRequest): readonly Part[] => {
  const whole = { among: null, spared: [], heavy: false }
  if (request.ids === undefined) return [{ ...whole, request }]
  return chunksOf(request.ids, IDS_AT_ONCE).map((ids) => ({ ...whole, request: { ...request, ids } }))
}

const CAMPAIGN_IDS: Edge<CampaignId> = {
  name: 'campaigns',
  node: {
    name: 'campaign',
    core: ['id'],
    more: [],
    decode: (row) => (isFields(row) ? idOf(row['id']) : null),
  },
  page: 500,
}

export interface ReaderNeeds {
  readonly requester: Requester
  readonly limiter: Limiter
  readonly clock: Clock
  readonly ids: Ids
  readonly book: ReportBook
}

export type Read = (
  requests: readonly ReadRequest[],
  sink: Sink,
  options: CallOptions,
) => Promise<readonly ReadReport[]>

export const createReader = ({ requester, limiter, clock, ids, book }: ReaderNeeds): Read => {
  const leftFields = createLeftFields({ clock })
  const list = createList({ requester, leftFields, clock, ids })
  const campaignsOf: StepsNeeds['campaignsOf'] = async ({ accountId }, { lane, signal }) => {
    const filter = { filtering: JSON.stringify([deletedToo('campaign')]) }
    const found = await list(CAMPAIGN_IDS, accountId, { lane, accountId, filter, ...(signal ? { signal } : {}) })
    if (found.failure) throw found.failure
    return found.items
  }
  const steps = createSteps({
    requester,
    limiter,
    book,
    leftFields,
    expectations: createExpectations(),
    campaignsOf,
  })
  const turns = createTurns({ requester, limiter, clock, ids, steps })
  /** Tasks of all readings whose reports are under way. */
  const reported = new Set<Task>()

  /** Who may go now, and when the others may. */
  const choose = (open: readonly Task[], { lane }: CallOptions) => {
    const now = clock.now()
    const taken = new Map<AccountId, number>()
    const ready: Task[] = []
    let wakeAt = Infinity
    for (const task of open) {
      // A single account at its limit must not hold the batch of all others, nor go over it with all at once.
      const { accountId } = task.request
      // To ask for a report is a change, and counts like one.
      const points = task.place.stage === 'submit' ? WRITE_COST : READ_COST
      const readyAt = limiter.readyAt(lane, accountId, points)
      const refusal = limiter.tooLong(lane, readyAt)
      const cost = (taken.get(accountId) ?? 0) + points
      if (refusal) steps.fail(task, refusal)
      else if (task.place.stage === 'submit' && !reported.has(task) && reported.size >= MOST_AT_ONCE)
        wakeAt = Math.min(wakeAt, now + LOOK_AGAIN_MS)
      else if (task.notBefore > now || limiter.readyAt(lane, accountId, cost) > now)
        wakeAt = Math.min(wakeAt, Math.max(task.notBefore, readyAt))
      else {
        taken.set(accountId, cost)
        ready.push(task)
        if (task.place.stage === 'submit') reported.add(task)
      }
    }
    return { ready, wakeAt: Math.max(wakeAt, now + 1) }
  }

  const takeTurns = (ready: readonly Task[], sink: Sink, options: CallOptions): Promise<unknown> => {
    const isSmall = ({ place }: Task) => place.stage === 'submit' || place.stage === 'poll'
    // What has shown to be long goes by itself: it is taken in more quickly, and a page at a time.
    const isLong = ({ place }: Task) => place.stage === 'results' || place.pages > 1
    const small = ready.filter(isSmall)
    const long = ready.filter((task) => !isSmall(task) && isLong(task))
    const first = ready.filter((task) => !isSmall(task) && !isLong(task))
    return Promise.all([
      ...chunksOf(first, BATCH_LIMIT).map((chunk) => turns.pages(chunk, sink, options)),
      ...long.map((task) => turns.pages([task], sink, options)),
      ...chunksOf(small, BATCH_LIMIT).map((chunk) => turns.runs(chunk, options)),
    ])
  }

  const readAll = async (tasks: readonly Task[], sink: Sink, options: CallOptions): Promise<void> => {
    const { signal } = options
    await Promise.all(tasks.map((task) => steps.begin(task)))
    for (;;) {
      for (const task of tasks) if (task.done || task.place.stage === 'pages') reported.delete(task)
      const open = tasks.filter((task) => !task.done)
      if (open.length === 0) return
      const { ready, wakeAt } = choose(open, options)
      const left = open.filter((task) => !task.done)
      try {
        if (signal?.aborted) throw new HttpError('cancelled', false)
        if (ready.length > 0) await takeTurns(ready, sink, options)
        else if (left.length > 0) await pause(clock, wakeAt - clock.now(), signal)
      } catch (error) {
        for (const task of left) if (!task.done) steps.fail(task, transportErrorOf(error))
      }
    }
  }

  return async (requests, sink, options) => {
    const tasks = requests.map((request) => taskOf(request, partsOf(request), leftFields.of(memoryOf(request))))
    try {
      await readAll(
        tasks.filter(({ parts }) => parts.length > 0),
        sink,
        options,
      )
    } catch (error) {
      for (const task of tasks)
        if (!task.done) steps.fail(task, error instanceof Error ? error : new AppError('internal'))
    } finally {
      for (const task of tasks) reported.delete(task)
    }
    return tasks.map(reportOf)
  }
}
