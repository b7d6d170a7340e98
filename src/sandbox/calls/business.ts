import { parseFields } from '../fields.ts'
import { hidden, invalid } from '../graph-error.ts'
import { mayListPages, mayManageBusinesses, mayRead, visible } from './access.ts'
import { asked, collect, nested } from './asked.ts'
import { page } from './page.ts'
import { COLLEAGUE, PERSON } from '../person.ts'
import type { Field } from '../fields.ts'
import type { Library } from '../library.ts'
import type { Account, Asset, AssetLevel, Business } from '../model.ts'
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

/** Edges by whose the accounts are and what of them is shown; the accounts themselves without a level. */
const EDGES: Readonly<
  Record<string, { readonly whose: 'owned' | 'client' | 'any' | 'none'; readonly level?: AssetLevel }>
> = {
  owned_ad_accounts: { whose: 'owned' },
  client_ad_accounts: { whose: 'client' },
  pending_owned_ad_accounts: { whose: 'none' },
  pending_client_ad_accounts: { whose: 'none' },
  owned_pages: { whose: 'owned', level: 'page' },
  client_pages: { whose: 'client', level: 'page' },
  owned_pixels: { whose: 'owned', level: 'pixel' },
  client_pixels: { whose: 'client', level: 'pixel' },
  adspixels: { whose: 'any', level: 'pixel' },
}
const PEOPLE: Readonly<
  Record<string, readonly { readonly id: string; readonly name: string; readonly role: string }[]>
> = {
  business_users: [
    { ...PERSON, role: 'ADMIN' },
    { ...COLLEAGUE, role: 'EMPLOYEE' },
  ],
  system_users: [{ id: '61550000000001', name: 'Buydesk system user', role: 'ADMIN' }],
}

export const createBusinesses = ({
  world,
  nodes,
  library,
  tree,
}: {
  readonly world: World
  readonly nodes: Nodes
  readonly library: Library
  readonly tree: Tree
}): Businesses => {
  const hasEdge = (name: string): boolean => Object.hasOwn(EDGES, name) || Object.hasOwn(PEOPLE, name)

  const shapeBusiness = (context: Context, business: Business, fields: readonly Field[]): unknown =>
    collect(fields, (field) => {
      if (!hasEdge(field.name)) return nodes.business(business, field.name)
      const body = edge(nested(context, field), business, field.name) as { readonly data: readonly unknown[] }
      return body.data.length === 0 ? undefined : body
    })

  const accountsOf = (context: Context, business: Business, whose: string): readonly Account[] =>
    world.accounts.filter(
      (account) =>
        visible(account, context.who) &&
        ((whose !== 'client' && whose !== 'none' && account.owner === business) ||
          (whose !== 'owned' && whose !== 'none' && account.clientOf.includes(business))),
    )

  const edge = (context: Context, business: Business, name: string): unknown => {
    mayManageBusinesses(context.who)
    const path = `${business.id}/${name}`
    const people = PEOPLE[name]
    if (people)
      return page(
        context,
        people,
        (person) => ({ ...person, business: { id: business.id, name: business.name } }),
        path,
      )
    const { whose, level } = EDGES[name] ?? { whose: 'none' }
    if (level === 'page') mayListPages(context.who)
    else mayRead(context.who)
    const accounts = accountsOf(context, business, whose)
    const items: readonly (Account | Asset)[] =
      level === undefined ? accounts : accounts.flatMap((account) => library.of(account, level))
    const fields = asked(context)
    return page(context, items, (item) => tree.shape(context, item, fields), path)
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
      if (hasEdge(name)) return edge(context, business, name)
      throw invalid(`Tried accessing nonexistent field (${name}) on node type (Business)`)
    },
  }
}
