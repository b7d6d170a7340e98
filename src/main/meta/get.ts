import { AppError } from '../../shared/errors.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import type { Clock, Ids } from '../ports.ts'
import { ask } from './ask.ts'
import type { Problem } from './ask.ts'
import { backOff } from './back-off.ts'
import { givenUp } from './errors.ts'
import type { CallOptions } from './graph.ts'
import { leavingMore } from './left-fields.ts'
import type { LeftFields } from './left-fields.ts'
import { fieldsOf } from './nodes/node.ts'
import type { Node } from './nodes/node.ts'
import type { Requester } from './request.ts'

export interface GetOptions extends CallOptions {
  /** Whose limits it spends. */
  readonly accountId?: AccountId
}

/** One object, the most consistent way to read it. Null: it does not exist or may not be seen. Throws AppError. */
export type Get = <T, In extends object>(node: Node<T, In>, id: string, options: GetOptions & In) => Promise<T | null>

export interface GetNeeds {
  readonly requester: Requester
  readonly leftFields: LeftFields
  readonly clock: Clock
  readonly ids: Ids
}

/** Under which name it is remembered what may not be asked for. */
export const memoryOf = (node: { readonly name: string }, id: string, accountId: AccountId | undefined): string =>
  `${node.name} ${accountId ?? id}`

/** Not there, or hidden from this token: Meta does not tell which. */
export const isHidden = ({ failure }: Problem): boolean => failure.code === 'accountHidden'

export const createGet = ({ requester, leftFields, clock, ids }: GetNeeds): Get => {
  return async (node, id, options) => {
    const { lane, signal, accountId } = options
    const memory = memoryOf(node, id, accountId)
    let left = leftFields.of(memory)
    for (let tried = 1; ;) {
      const without = new Set(left.keys())
      const answer = await ask(requester, {
        lane,
        ...(signal ? { signal } : {}),
        method: 'GET',
        path: id,
        params: { ...node.params, fields: fieldsOf(node, without) },
        accounts: accountId === undefined ? [] : [accountId],
      })
      if ('value' in answer) {
        leftFields.keep(memory, left)
        const item = node.decode(answer.value, { ...options, without })
        if (item === null) throw new AppError('malformed', { path: id })
        return item
      }
      const { problem } = answer
      if (isHidden(problem)) return null
      const less = leavingMore(node, left, problem)
      if (less) {
        left = less
        continue
      }
      if (tried >= problem.tries) throw givenUp(problem.failure, tried)
      await backOff({ clock, ids, tried, signal })
      tried += 1
    }
  }
}
