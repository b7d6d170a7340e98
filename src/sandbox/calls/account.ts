import { parseFields } from '../fields.ts'
import { hidden, invalid } from '../graph-error.ts'
import { mayRead, mayWrite, visible } from './access.ts'
import { actorOf } from './actor.ts'
import { asked } from './asked.ts'
import type { FindThing } from '../library.ts'
import type { Account } from '../model.ts'
import type { Writes } from '../writes.ts'
import type { Context } from './call.ts'
import type { Tree } from './tree.ts'

/** Calls of an ad account; `name` is what follows it in the address. The result throws GraphError. */
export const createAccount = ({
  find,
  tree,
  writes,
}: {
  readonly find: FindThing
  readonly tree: Tree
  readonly writes: Writes
}): ((context: Context, account: Account, name: string | undefined) => unknown) => {
  const write = (context: Context, account: Account, name: string | undefined): unknown => {
    const { method, params, who } = context
    const actor = actorOf(who)
    if (method === 'DELETE') {
      if (name !== 'adimages') throw hidden(account.id, method)
      mayWrite(account, who)
      writes.removeImage(account, params, actor)
      return { success: true }
    }
    if (name === undefined) {
      mayWrite(account, who, 'MANAGE')
      writes.update(account, params, actor)
      return { success: true }
    }
    mayWrite(account, who)
    if (name === 'adimages') return writes.upload(account, params, actor)
    if (!writes.creates(name)) throw hidden(account.id, method)
    const id = writes.create(account, name, params, actor)
    if (id === null) return { success: true }
    const made = find(id)
    return params['fields'] !== undefined && made ? tree.shape(context, made, asked(context)) : { id }
  }

  return (context, account, name) => {
    const { method, who } = context
    mayRead(who)
    if (!visible(account, who)) throw hidden(account.id, method)
    if (method !== 'GET') return write(context, account, name)
    if (name === undefined) {
      const fields = context.params['fields'] === undefined ? parseFields('account_id,id') : asked(context)
      return tree.shape(context, account, fields)
    }
    if (tree.hasEdge(account, name)) return tree.edge(context, account, name)
    throw invalid(`Tried accessing nonexistent field (${name}) on node type (AdAccount)`)
  }
}
