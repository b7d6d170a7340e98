import { z } from 'zod'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { id, lookUp, needed, text, texts, understood } from './lenient.ts'
import type { Edge, Node } from './node.ts'

const TASKS = ['MANAGE', 'ADVERTISE', 'ANALYZE', 'DRAFT', 'AA_ANALYZE'] as const
export type Task = (typeof TASKS)[number] | 'UNKNOWN'

export interface AccountUser {
  readonly id: ObjectId
  readonly name: string
  /** What they may do in the account. */
  readonly tasks: readonly Task[]
}

const known: Readonly<Record<string, Task>> = Object.fromEntries(TASKS.map((task) => [task, task]))
const tasks = texts.transform((words) => (words ?? []).map((word): Task => lookUp(known, word) ?? 'UNKNOWN'))
const wire = z.object({ id: needed(id), name: text, tasks })

const NODE: Node<AccountUser> = {
  name: 'accountUser',
  core: ['id', 'tasks'],
  more: ['name'],
  decode(row) {
    const user = understood(wire, row)
    return user && { id: user.id, name: user.name ?? user.id, tasks: user.tasks }
  },
}

/** Of an account, and as seen from one business: `filter: { business }` is required. */
export const ASSIGNED_USERS: Edge<AccountUser> = { name: 'assigned_users', node: NODE, page: 100 }
