import { hidden } from '../graph-error.ts'
import { mayRead, mayWrite, visible } from './access.ts'
import { actorOf } from './actor.ts'
import { asked } from './asked.ts'
import type { Asset, Delivering } from '../model.ts'
import type { Writes } from '../writes.ts'
import type { Context } from './call.ts'
import type { Tree } from './tree.ts'

/**
 * Calls of a campaign, ad set or ad, or of a creative and the like; `name` is what follows it in the address. The
 * result throws GraphError.
 */
export const createObject = ({
  tree,
  writes,
}: {
  readonly tree: Tree
  readonly writes: Writes
}): ((context: Context, object: Delivering | Asset, name: string | undefined) => unknown) => {
  return (context, object, name) => {
    const { method, params, who } = context
    mayRead(who)
    if (!visible(object.account, who)) throw hidden(object.id, method)
    if (method === 'GET') {
      if (name === undefined) return tree.shape(context, object, asked(context))
      if (!tree.hasEdge(object, name)) throw hidden(object.id, method)
      return tree.edge(context, object, name)
    }
    mayWrite(object.account, who)
    if (name === 'copies' && method === 'POST' && !('values' in object))
      return writes.copy(object, params, actorOf(who))
    if (name !== undefined) throw hidden(object.id, method)
    if (method === 'DELETE') writes.remove(object, actorOf(who))
    else writes.update(object, params, actorOf(who))
    return method === 'POST' && params['fields'] !== undefined
      ? tree.shape(context, object, asked(context))
      : { success: true }
  }
}
