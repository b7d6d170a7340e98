import { AppError } from '../../shared/errors.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import type { Clock, Ids } from '../ports.ts'
import { ask } from './ask.ts'
import type { Problem } from './ask.ts'
import { backOff } from './back-off.ts'
import { givenUp, transportErrorOf, verdictOf } from './errors.ts'
import type { CallOptions } from './graph.ts'
import { leavingMore, leftOut } from './left-fields.ts'
import type { LeftFields } from './left-fields.ts'
import { fieldsOf } from './nodes/node.ts'
import type { Edge, LeftOut } from './nodes/node.ts'
import { createPaging } from './paging.ts'
import { TRIES } from './request.ts'
import type { Params, Requester } from './request.ts'

export interface ListOptions extends CallOptions {
  /** Whose limits it spends. */
  readonly accountId?: AccountId
  /** As `nodes/filters.ts` makes them. */
  readonly filter?: Params
  /** No more rows than this; all when absent. */
  readonly limit?: number
}

export interface Listed<T> {
  /** Each row once, in Meta's order; what was read before a failure too. */
  readonly items: readonly T[]
  /** Rows that could not be understood. */
  readonly dropped: number
  /** Fields that were not asked for, so that what they would say is unknown. */
  readonly left: readonly LeftOut[]
  /** Read to its end. Not when it failed, nor when `limit` cut it short. */
  readonly complete: boolean
  readonly failure: AppError | null
}

/** Never throws: what went wrong is in `failure`. */
export type List = <T, In extends object>(
  edge: Edge<T, In>,
  parentId: string,
  options: ListOptions & In,
) => Promise<Listed<T>>

/** A list that never ends is cut here. */
const MOST_CALLS = 5000
/** After so many good pages the next is twice as long again. */
const GOOD_PAGES = 3

const problemOf = (why: 'malformed' | 'repeated' | 'noCursor' | 'endless', path: string): Problem => ({
  failure: new AppError('malformed', why === 'malformed' ? { path } : { path, where: 'paging', reason: why }),
  error: null,
  tries: why === 'repeated' ? TRIES : 1,
})

/** How many rows to ask for: half as many when a page was too heavy, and more again when it has gone well for a while. */
const createSize = (full: number) => {
  let size = full
  let good = 0
  return {
    now: () => (size === Infinity ? null : size),
    /** False: a page cannot be smaller. */
    shrink: () => {
      good = 0
      if (size <= 1 || size === Infinity) return false
      size = Math.floor(size / 2)
      return true
    },
    wentWell: () => {
      good += 1
      if (good % GOOD_PAGES === 0) size = Math.min(full, size * 2)
    },
  }
}

export interface ListNeeds {
  readonly requester: Requester
  readonly leftFields: LeftFields
  readonly clock: Clock
  readonly ids: Ids
}

export const createList = ({ requester, leftFields, clock, ids }: ListNeeds): List => {
  return async <T, In extends object>(
    edge: Edge<T, In>,
    parentId: string,
    options: ListOptions & In,
  ): Promise<Listed<T>> => {
    const { lane, signal, accountId, filter, limit = Infinity } = options
    const { node } = edge
    const path = `${parentId}/${edge.name}`
    const memory = `${edge.name} ${node.name} ${accountId ?? parentId}`
    const size = createSize(Math.min(edge.page ?? Infinity, Math.max(1, limit)))
    let left = leftFields.of(memory)
    let items: T[] = []
    let dropped = 0
    let paging = createPaging()
    let tried = 1
    let restarted = false

    const report = (complete: boolean, failure: AppError | null): Listed<T> => ({
      items: items.slice(0, limit),
      dropped,
      left: leftOut(left),
      complete,
      failure,
    })

    const askForPage = () => {
      const pageSize = size.now()
      const after = paging.after()
      return ask(requester, {
        lane,
        ...(signal ? { signal } : {}),
        method: 'GET',
        path,
        params: {
          ...node.params,
          ...edge.params,
          ...filter,
          fields: fieldsOf(node, new Set(left.keys())),
          ...(pageSize === null ? {} : { limit: String(pageSize) }),
          ...(after === null ? {} : { after }),
        },
        accounts: accountId === undefined ? [] : [accountId],
      })
    }

    const keep = (rows: readonly unknown[]) => {
      const without = new Set(left.keys())
      for (const row of rows) {
        const item = node.decode(row, { ...options, without })
        if (item === null) dropped += 1
        else items.push(item)
      }
      leftFields.keep(memory, left)
      size.wentWell()
      tried = 1
    }

    /** Null: asked for again. Otherwise the list ends with this failure. */
    const recover = async (problem: Problem): Promise<AppError | null> => {
      const less = leavingMore(node, left, problem)
      if (less) {
        left = less
        return null
      }
      const remedy = problem.error ? verdictOf(problem.error).remedy : null
      if (remedy === 'restart' && !restarted) {
        restarted = true
        items = []
        dropped = 0
        paging = createPaging()
        return null
      }
      // A page that is too heavy also fails with the code's unspecific form.
      const smaller = problem.error?.code === 1 && size.shrink()
      if (remedy === 'shrink' && smaller) return null
      if (tried >= problem.tries) return givenUp(problem.failure, tried)
      try {
        await backOff({ clock, ids, tried, signal })
      } catch (error) {
        return transportErrorOf(error)
      }
      tried += 1
      return null
    }

    for (let calls = 0; calls < MOST_CALLS; calls += 1) {
      const answer = await askForPage()
      const taken = 'value' in answer ? paging.take(answer.value) : null
      if (taken?.kind === 'rows') {
        keep(taken.rows)
        if (taken.end || items.length >= limit) return report(taken.end && items.length <= limit, null)
        continue
      }
      if (taken?.kind === 'stuck') {
        keep(taken.rows)
        return report(false, problemOf(taken.why, path).failure)
      }
      const problem = 'problem' in answer ? answer.problem : problemOf(taken?.kind ?? 'malformed', path)
      const failure = await recover(problem)
      if (failure) return report(false, failure)
    }
    return report(false, problemOf('endless', path).failure)
  }
}
