import { AppError } from '../../shared/errors.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { answerOf, ask } from './ask.ts'
import type { Answer } from './ask.ts'
import { backOff } from './back-off.ts'
import { BATCH_LIMIT, batchForm, chunksOf } from './batch.ts'
import type { BatchItem } from './batch.ts'
import { isFields, textOf, wholeOf } from './decode/scalars.ts'
import { givenUp, transportErrorOf } from './errors.ts'
import type { Lane } from './graph.ts'
import { isHidden, memoryOf } from './get.ts'
import type { GetNeeds, GetOptions } from './get.ts'
import { leavingMore } from './left-fields.ts'
import type { Left } from './left-fields.ts'
import type { Limiter } from './limiter.ts'
import type { List } from './list.ts'
import { withIds } from './nodes/filters.ts'
import { fieldsOf } from './nodes/node.ts'
import type { Node } from './nodes/node.ts'
import { TRIES } from './request.ts'

export interface Found<T> {
  readonly items: ReadonlyMap<string, T>
  /** They do not exist or may not be seen. */
  readonly hidden: readonly string[]
  /** Why the others are missing, each for itself. */
  readonly failures: ReadonlyMap<string, AppError>
}

/** Many objects by id, each in exactly one part of the answer. Never throws. */
export type Many = <T, In extends object>(
  node: Node<T, In>,
  ids: readonly string[],
  options: GetOptions & In,
) => Promise<Found<T>>

/** An object that is still to be read. */
interface Wanted {
  readonly id: string
  readonly accountId: AccountId | null
  readonly memory: string
  left: Left
  tried: number
}

/** An item that Meta had no time for has no answer. */
const NO_ANSWER: Answer = { problem: { failure: new AppError('metaDown'), error: null, tries: TRIES } }

const headersOf = (list: unknown): Record<string, string> =>
  Object.fromEntries(
    (Array.isArray(list) ? list : []).filter(isFields).flatMap((header) => {
      const name = textOf(header['name'])
      const value = textOf(header['value'])
      return name === null || value === null ? [] : [[name.toLowerCase(), value]]
    }),
  )

export interface ManyNeeds extends GetNeeds {
  readonly limiter: Pick<Limiter, 'observe' | 'headroom' | 'readyAt'>
  readonly list: List
}

export const createMany = ({ requester, leftFields, clock, ids, limiter, list }: ManyNeeds): Many => {
  const itemAnswer = (item: unknown, { id, accountId }: Wanted): Answer => {
    if (!isFields(item)) return NO_ANSWER
    if (accountId !== null) limiter.observe(headersOf(item['headers']), [accountId])
    const body = item['body']
    const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body ?? null))
    const status = wholeOf(item['code'])
    return answerOf(requester, bytes, { path: id, status: Number.isNaN(status) ? 0 : status, accountId })
  }

  /** How many may be asked for now, at least one: that one waits at the limiter, or is refused there. */
  const roomFor = (most: number, lane: Lane, accountId: AccountId | undefined): number => {
    if (accountId !== undefined) return Math.max(1, Math.min(most, limiter.headroom(lane, accountId).reads))
    let room = most
    while (room > 1 && limiter.readyAt(lane, null, room) > clock.now()) room = Math.floor(room / 2)
    return room
  }

  /** One answer for each; `whole`: the same problem for all of them. */
  const askBatch = async (
    node: Node<unknown, never>,
    batch: readonly Wanted[],
    { lane, signal }: GetOptions,
  ): Promise<{ readonly answers: readonly Answer[]; readonly whole: boolean }> => {
    const items = batch.map(({ id, left }): BatchItem => ({
      path: id,
      params: { ...node.params, fields: fieldsOf(node, new Set(left.keys())) },
    }))
    const answer = await ask(requester, {
      lane,
      ...(signal ? { signal } : {}),
      method: 'POST',
      path: '',
      params: batchForm(items),
      accounts: batch.flatMap(({ accountId }) => accountId ?? []),
      cost: items.length,
    })
    const rows = 'value' in answer ? answer.value : null
    if (Array.isArray(rows)) return { answers: batch.map((wanted, i) => itemAnswer(rows[i], wanted)), whole: false }
    const failure = new AppError('malformed', { path: 'batch' })
    const problem = 'problem' in answer ? answer.problem : { failure, error: null, tries: 1 }
    return { answers: batch.map(() => ({ problem })), whole: true }
  }

  return async <T, In extends object>(
    node: Node<T, In>,
    all: readonly string[],
    options: GetOptions & In,
  ): Promise<Found<T>> => {
    const { lane, signal, accountId } = options
    const items = new Map<string, T>()
    const hidden: string[] = []
    const failures = new Map<string, AppError>()
    const wantedIds = [...new Set(all)]

    const { filteredBy } = node
    if (filteredBy && accountId !== undefined && wantedIds.length > 1) {
      const edge = { name: filteredBy.edge, node, page: BATCH_LIMIT }
      for (const chunk of chunksOf(wantedIds, BATCH_LIMIT)) {
        const filter = withIds(filteredBy.field, chunk)
        for (const item of (await list(edge, accountId, { ...options, filter })).items) {
          const id = filteredBy.idOf(item)
          if (chunk.includes(id)) items.set(id, item)
        }
      }
    }

    // What the edge does not show (archived, deleted) and what has no such edge is read by id.
    let pending = wantedIds
      .filter((id) => !items.has(id))
      .map((id): Wanted => {
        const memory = memoryOf(node, id, accountId)
        const account = accountId ?? (id.startsWith('act_') ? id : null)
        return { id, accountId: account, memory, left: leftFields.of(memory), tried: 1 }
      })
    let size = BATCH_LIMIT

    const settle = (wanted: Wanted, answer: Answer, whole: boolean): 'settled' | 'now' | 'later' => {
      const { id, left, memory } = wanted
      if ('value' in answer) {
        const item = node.decode(answer.value, { ...options, without: new Set(left.keys()) })
        if (item === null) failures.set(id, new AppError('malformed', { path: id }))
        else items.set(id, item)
        leftFields.keep(memory, left)
        return 'settled'
      }
      const { problem } = answer
      const less = whole ? null : leavingMore(node, left, problem)
      if (less) {
        wanted.left = less
        return 'now'
      }
      if (isHidden(problem) && !whole) hidden.push(id)
      else if (wanted.tried >= problem.tries) failures.set(id, givenUp(problem.failure, wanted.tried))
      else {
        wanted.tried += 1
        return 'later'
      }
      return 'settled'
    }

    while (pending.length > 0) {
      const batch = pending.slice(0, roomFor(Math.min(size, pending.length), lane, accountId))
      const { answers, whole } = await askBatch(node, batch, options)
      // One that took too long as a whole may be short enough by halves.
      if (whole) size = Math.max(1, Math.floor(batch.length / 2))
      const ends = batch.map((wanted, i) => settle(wanted, answers[i] ?? NO_ANSWER, whole))
      const late = batch.filter((_, i) => ends[i] === 'later')
      pending = [...pending.slice(batch.length), ...batch.filter((_, i) => ends[i] === 'now'), ...late]
      if (late.length === 0) continue
      try {
        await backOff({ clock, ids, tried: Math.max(...late.map(({ tried }) => tried)) - 1, signal })
      } catch (error) {
        for (const { id } of pending) failures.set(id, transportErrorOf(error))
        pending = []
      }
    }
    return { items, hidden, failures }
  }
}
