import { parseFields } from '../fields.ts'
import { hidden, invalid } from '../graph-error.ts'
import { mayManageBusinesses, mayRead, visible } from './access.ts'
import { asked, collect, nested } from './asked.ts'
import { page } from './page.ts'
import type { Field } from '../fields.ts'
import type { Business } from '../model.ts'
import type { Nodes } from '../nodes.ts'
import type { World } from '../world.ts'
import type { Context } from './call.ts'
import type { Tree } from './tree.ts'

/** All of them throw GraphError. */
export interface Businesses {
  business(context: Context, business: Business, fields: readonly Field[]): unknown
  /** A call of a business's own address; `name` is what follows in it. */
  answer(context: Context, business: Business, name: string | undefined): unknown
}

export const createBusinesses = ({
  world,
  nodes,
  tree,
}: {
  readonly world: World
  readonly nodes: Nodes
  readonly tree: Tree
}): Businesses => {
  const shapeBusiness = (context: Context, business: Business, fields: readonly Field[]): unknown =>
    collect(fields, (field) =>
      field.name === 'owned_ad_accounts' || field.name === 'client_ad_accounts'
        ? accountsOf(nested(context, field), business, field.name)
        : nodes.business(business, field.name),
    )
  const accountsOf = (
    context: Context,
    business: Business,
    name: 'owned_ad_accounts' | 'client_ad_accounts',
  ): unknown => {
    mayManageBusinesses(context.who)
    mayRead(context.who)
    const items = world.accounts.filter(
      (account) =>
        visible(account, context.who) &&
        (name === 'owned_ad_accounts' ? account.owner === business : account.clientOf.includes(business)),
    )
    const fields = asked(context)
    return page(context, items, (account) => tree.account(context, account, fields), `${business.id}/${name}`)
  }

  return {
    business: shapeBusiness,
    answer: (context, business, name) => {
      mayManageBusinesses(context.who)
      if (context.method !== 'GET') throw hidden(business.id, 'POST')
      if (name === undefined)
        return shapeBusiness(
          context,
          business,
          context.params['fields'] === undefined ? parseFields('id,name') : asked(context),
        )
      if (name === 'owned_ad_accounts' || name === 'client_ad_accounts') return accountsOf(context, business, name)
      throw invalid(`Tried accessing nonexistent field (${name}) on node type (Business)`)
    },
  }
}
