import { hidden } from '../graph-error.ts'
import { mayRead, visible } from './access.ts'
import { asked } from './asked.ts'
import type { Delivering } from '../model.ts'
import type { Writes } from '../writes.ts'
import type { Context } from './call.ts'
import type { Tree } from './tree.ts'

/** Calls of a campaign, ad set or ad; `name` is what follows it in the address. The result throws GraphError. */
export const createObject = ({
  tree,
  writes,
}: {
  readonly tree: Tree
  readonly writes: Writes
}): ((context: Context, object: Delivering, name: string | undefined) => unknown) => {
  return (context, object, name) => {
    const { method, who } = context
    mayRead(who)
    if (!visible(object.account, who)) throw hidden(object.id, method)
    if (name === undefined) {
      if (method === 'GET') return tree.object(context, object, asked(context))
      writes.update(object, method === 'DELETE' ? { status: 'DELETED' } : context.params, who)
      return { success: true }
    }
    if (method !== 'GET' || !tree.hasEdge(object, name)) throw hidden(object.id, method)
    return tree.edge(context, object, name)
  }
}
