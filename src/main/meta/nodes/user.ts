import { z } from 'zod'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { id, needed, text, understood } from './lenient.ts'
import type { Node } from './node.ts'

/** Whoever the token belongs to: read with the id `me`. */
export interface User {
  readonly id: ObjectId
  readonly name: string
}

const wire = z.object({ id: needed(id), name: text })

export const USER: Node<User> = {
  name: 'user',
  core: ['id'],
  more: ['name'],
  decode(row) {
    const user = understood(wire, row)
    return user && { id: user.id, name: user.name ?? user.id }
  },
}
