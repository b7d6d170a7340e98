import { AppError } from '../../../shared/errors.ts'
import { HttpError } from '../../ports.ts'
import type { Clock, HttpAnswer, Ids } from '../../ports.ts'
import { jitterOf } from '../back-off.ts'
import { batchForm, headersIn } from '../batch.ts'
import type { BatchItem } from '../batch.ts'
import { idOf, isFields, textOf } from '../decode/scalars.ts'
import { edgeOf, paramsOf, RESULTS_LIMIT } from '../endpoints.ts'
import { httpErrorOf, mayPass, metaErrorOf, transportErrorOf } from '../errors.ts'
import type { CallOptions, PageOutcome, Sink } from '../graph.ts'
import type { Limiter } from '../limiter.ts'
import { REPORT_RUN } from '../nodes/report-run.ts'
import { fieldsOf } from '../nodes/node.ts'
import { errorIn, parseBody, TRIES } from '../request.ts'
import type { Requester } from '../request.ts'
import { DEADLINE_MS, keyOf, pauseBeforePoll } from './reports.ts'
import { partOf, withoutOf } from './steps.ts'
import type { Steps, Turn } from './steps.ts'
import type { Task } from './task.ts'

/** One request to Meta for several tasks: pages, whose rows go to the sink, or what concerns reports, which is small. */

/** A list that never ends is cut here: half a million rows of one account and range. */
const MOST_PAGES = 1000
/** So many empty pages one after the other are an edge that never ends. */
const MOST_EMPTY = 50
const MOMENT_MS = 1000
/** Longer questions go in the form of a batch, where there is no limit to an address. */
const LONG_QUERY = 6000

const endless = (reason: 'repeated' | 'noCursor' | 'endless') => new AppError('malformed', { where: 'paging', reason })

export interface TurnsNeeds {
  readonly requester: Requester
  readonly limiter: Limiter
  readonly clock: Clock
  readonly ids: Ids
  readonly steps: Steps
}

export const createTurns = ({ requester, limiter, clock, ids, steps }: TurnsNeeds) => {
  const turnOf = ({ lane, signal }: CallOptions): Turn => ({
    lane,
    signal,
    endedAt: clock.now(),
    jitter: jitterOf(ids),
  })

  /** Null: nothing came, and what that means for the tasks is done. */
  const send = async (
    tasks: readonly Task[],
    items: readonly BatchItem[],
    alone: BatchItem | undefined,
    { lane, signal }: CallOptions,
  ): Promise<HttpAnswer | null> => {
    const accounts = tasks.map((task) => task.request.accountId)
    const common = { lane, accounts, items, ...(signal ? { signal } : {}) }
    try {
      return await requester.send(
        alone
          ? { ...common, ...alone, method: 'GET' }
          : { ...common, method: 'POST', path: '', params: batchForm(items), cost: items.length },
      )
    } catch (error) {
      const failure = transportErrorOf(error)
      // One account's wait is not that of all others: each is asked anew, in a moment.
      if (failure.code === 'throttled') {
        for (const task of tasks) task.notBefore = Math.max(task.notBefore, clock.now() + MOMENT_MS)
        return null
      }
      // A cut connection is tried again like a cut text. Slow answers too, once: they cost a minute each.
      const kind = error instanceof HttpError ? error.kind : null
      const turn = turnOf({ lane })
      for (const task of tasks) {
        if (kind === 'cut' || (kind === 'timeout' && task.tried === 0)) steps.again(task, failure, turn)
        else steps.fail(task, failure)
      }
      return null
    }
  }

  const pageItem = (task: Task): BatchItem => {
    const { run, stage, limit, after } = task.place
    const part = partOf(task)
    const page = { limit: String(limit), ...(after === null ? {} : { after }) }
    return stage === 'results' && run
      ? { path: `${run.runId}/insights`, params: page }
      : { path: edgeOf(part.request), params: { ...paramsOf(part, withoutOf(task)), ...page } }
  }

  const onPage = async (task: Task, outcome: PageOutcome, path: string, turn: Turn): Promise<void> => {
    const { place } = task
    const read = place.stage === 'results'
    const again = (failure: AppError) =>
      read ? steps.readAgain(task, failure, turn) : steps.again(task, failure, turn)
    if (outcome.status === null) return again(new AppError('metaDown'))
    const error = outcome.error === null || outcome.error === undefined ? null : metaErrorOf(outcome.error)
    if (error) return steps.onError(task, error, outcome.status, path, turn)
    const problem = outcome.error ? 'malformed' : outcome.malformed
    if (problem !== null && problem !== 'noCursor') {
      const failure = httpErrorOf(outcome.status, problem)
      return read || mayPass(outcome.status, problem) ? again(failure) : steps.fail(task, failure)
    }
    // A page that was read before, or a way back to one: what belongs here would be missing.
    const sentTwice = outcome.mark !== null && place.marks.has(outcome.mark)
    const inCircles = outcome.after !== null && place.cursors.has(outcome.after)
    if (sentTwice || inCircles) return steps.readRepeated(task, endless('repeated'), turn)
    if (problem === 'noCursor' && task.tried + 1 < TRIES) return steps.again(task, endless('noCursor'), turn)
    steps.wentWell(task)
    place.pages += 1
    place.rows += outcome.rows
    place.changed += outcome.changed
    place.dropped += outcome.dropped
    place.empty = outcome.mark === null ? place.empty + 1 : 0
    if (outcome.mark !== null) place.marks.add(outcome.mark)
    if (problem === 'noCursor') return steps.fail(task, endless('noCursor'))
    if (outcome.after === null) return steps.finish(task)
    if (place.pages >= MOST_PAGES || place.empty >= MOST_EMPTY) return steps.fail(task, endless('endless'))
    place.cursors.add(outcome.after)
    place.after = outcome.after
    // More than was thought: a report brings the rest in fewer calls.
    if (!read && !place.noReport && steps.isReport(task, place.rows))
      await steps.report(task, new AppError('metaRejected'), turn)
  }

  const pages = async (tasks: readonly Task[], sink: Sink, options: CallOptions): Promise<void> => {
    const items = tasks.map(pageItem)
    const only = items.length === 1 ? items[0] : undefined
    const alone = only && new URLSearchParams(only.params).toString().length < LONG_QUERY ? only : undefined
    const answer = await send(tasks, items, alone, options)
    if (!answer) return
    let outcomes: readonly PageOutcome[]
    try {
      outcomes = await sink({
        body: answer.body,
        batch: alone === undefined,
        status: answer.status,
        requests: tasks.map((task) => ({
          request: partOf(task).request,
          first: task.place.after === null,
          without: [...withoutOf(task)],
        })),
        receivedAt: clock.now(),
      })
    } catch (error) {
      for (const task of tasks) steps.fail(task, transportErrorOf(error))
      return
    }
    const turn = turnOf(options)
    await Promise.all(
      tasks.map(async (task, i) => {
        const outcome = outcomes[i]
        if (!outcome) return steps.fail(task, new AppError('internal'))
        limiter.observe(outcome.headers, [task.request.accountId])
        return onPage(task, outcome, items[i]?.path ?? '', turn)
      }),
    )
  }

  const runItem = (task: Task): BatchItem => {
    const part = partOf(task)
    const { run } = task.place
    return run
      ? { path: run.runId, params: { fields: fieldsOf(REPORT_RUN, new Set()) } }
      : { method: 'POST', path: edgeOf(part.request), params: paramsOf(part, withoutOf(task)) }
  }

  const onSubmitted = async (task: Task, value: unknown, turn: Turn): Promise<void> => {
    const runId = isFields(value) ? idOf(value['report_run_id']) : null
    if (runId === null) return steps.again(task, new AppError('malformed', { where: 'report_run_id' }), turn)
    const key = keyOf(partOf(task), withoutOf(task))
    await steps.asked(task, { key, runId, requestedAt: requester.now() })
    task.notBefore = turn.endedAt + pauseBeforePoll(0)
  }

  /** Anything but an end is "still running": a state that nobody knows, and also 100 % without the word. */
  const onPolled = async (task: Task, value: unknown, turn: Turn): Promise<void> => {
    const { place } = task
    const run = REPORT_RUN.decode(isFields(value) ? { id: place.run?.runId, ...value } : null, { without: new Set() })
    if (run === null) return steps.again(task, new AppError('malformed', { where: 'async_status' }), turn)
    task.tried = 0
    if (run.readable) {
      place.stage = 'results'
      place.limit = RESULTS_LIMIT
      return
    }
    if (run.state === 'Job Failed' || run.state === 'Job Skipped')
      return steps.reportFailed(task, metaErrorOf(value)?.code == null ? null : metaErrorOf(value), turn)
    if (requester.now() - (place.run?.requestedAt ?? 0) > DEADLINE_MS) {
      await steps.forget(task)
      return steps.fail(task, new AppError('timeout', { where: 'report' }))
    }
    place.polls += 1
    task.notBefore = turn.endedAt + pauseBeforePoll(place.polls)
  }

  const onRunAnswer = async (
    task: Task,
    { status, body, path }: { readonly status: number; readonly body: Uint8Array | string; readonly path: string },
    turn: Turn,
  ): Promise<void> => {
    const parsed = parseBody(typeof body === 'string' ? new TextEncoder().encode(body) : body)
    if ('problem' in parsed) return steps.again(task, httpErrorOf(status, parsed.problem), turn)
    const error = errorIn(parsed.value)
    if (error) return steps.onError(task, error, status, path, turn)
    if (status >= 400) return steps.again(task, httpErrorOf(status, 'malformed'), turn)
    return task.place.run ? onPolled(task, parsed.value, turn) : onSubmitted(task, parsed.value, turn)
  }

  /**
   * Asks for reports or looks at them. What asks for one cannot be cancelled once it is on its way: its answer is kept,
   * so that the report is not asked for twice.
   */
  const runs = async (tasks: readonly Task[], options: CallOptions): Promise<void> => {
    const items = tasks.map(runItem)
    const only = items.length === 1 && tasks[0]?.place.run ? items[0] : undefined
    const asking = items.some(({ method }) => method === 'POST')
    const answer = await send(tasks, items, only, asking ? { lane: options.lane } : options)
    if (!answer) return
    const turn = turnOf(options)
    const whole = { status: answer.status, body: answer.body }
    const parsed = only ? null : parseBody(answer.body)
    const list: unknown = parsed && 'value' in parsed ? parsed.value : null
    await Promise.all(
      tasks.map(async (task, i) => {
        const path = items[i]?.path ?? ''
        // One call by itself, or a batch that was refused as a whole.
        if (!Array.isArray(list)) return onRunAnswer(task, { ...whole, path }, turn)
        const item: unknown = list[i]
        if (!isFields(item)) return steps.again(task, new AppError('metaDown'), turn)
        limiter.observe(headersIn(item['headers']), [task.request.accountId])
        const status = Number(item['code'])
        const body = textOf(item['body']) ?? JSON.stringify(item['body'] ?? null)
        return onRunAnswer(task, { status: Number.isInteger(status) ? status : 0, body, path }, turn)
      }),
    )
  }

  return { pages, runs }
}
