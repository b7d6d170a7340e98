import { parseFields } from '../fields.ts'
import { hidden, invalid } from '../graph-error.ts'
import { mayListPages, mayManageBusinesses, mayRead, visible } from './access.ts'
import { unknownField } from '../nodes/unset-fields.ts'
import { personOf } from './actor.ts'
import { asked, collect, nested, withId } from './asked.ts'
import { page } from './page.ts'
import type { Library } from '../library.ts'
import type { State } from '../state.ts'
import type { Account } from '../model.ts'
import type { World } from '../world.ts'
import type { Businesses } from './business.ts'
import type { Context } from './call.ts'
import type { Tree } from './tree.ts'

const EDGES: readonly string[] = [
  'adaccounts',
  'personal_ad_accounts',
  'assigned_ad_accounts',
  'accounts',
  'businesses',
]

/**
 * Calls of `me` or the person's own id: `rest` is what follows it in the address, `id` how it was written. The result
 * throws GraphError.
 */
export const createPerson = ({
  world,
  state,
  library,
  tree,
  businesses,
  now,
}: {
  readonly world: World
  readonly state: State
  readonly library: Library
  readonly tree: Tree
  readonly businesses: Businesses
  readonly now: () => number
}): ((context: Context, rest: readonly string[], id: string) => unknown) => {
  const person = (context: Context, rest: readonly string[], id: string): unknown => {
    const { who, method, params } = context
    const [name, detail] = rest
    if (method === 'DELETE') {
      if (name !== 'permissions') throw hidden(id, method)
      if (who.kind === 'system') return { success: true }
      if (detail === undefined) state.deauthorize(now())
      else state.removePermission(detail)
      return { success: true }
    }
    if (method === 'POST') throw hidden(id, method)
    switch (name) {
      case undefined: {
        const own: Readonly<Record<string, unknown>> = {
          id: who.userId,
          name: who.kind === 'system' ? 'Buydesk system user' : personOf(who).name,
          first_name: personOf(who).name.split(' ')[0],
          last_name: personOf(who).name.split(' ')[1],
        }
        const fields = params['fields'] === undefined ? parseFields('name,id') : withId(parseFields(params['fields']))
        return collect(fields, (field) => {
          if (Object.hasOwn(own, field.name)) return own[field.name]
          return EDGES.includes(field.name)
            ? person(nested(context, field), [field.name], id)
            : unknownField(field.name, 'User')
        })
      }
      case 'permissions':
        return {
          data: [
            ...who.scopes.map((permission) => ({ permission, status: 'granted' })),
            ...(who.lapsed ?? []).map((permission) => ({ permission, status: 'expired' })),
            ...[...state.declined()]
              .filter((scope) => !who.scopes.includes(scope) && !who.lapsed?.includes(scope) && who.kind !== 'system')
              .map((permission) => ({ permission, status: 'declined' })),
          ],
        }
      case 'adaccounts':
      case 'personal_ad_accounts':
      case 'assigned_ad_accounts': {
        mayRead(who)
        const isListed = (account: Account): boolean =>
          name === 'adaccounts'
            ? account.personal
            : (account.owner === null && account.clientOf.length === 0) === (name === 'personal_ad_accounts')
        const items = world.accounts.filter((account) => isListed(account) && visible(account, who))
        const fields = asked(context)
        return page(context, items, (account) => tree.shape(context, account, fields), `${id}/${name}`)
      }
      case 'accounts': {
        mayListPages(who)
        const pages = world.accounts
          .filter((account) => visible(account, who))
          .flatMap((account) => library.of(account, 'page'))
        const fields =
          params['fields'] === undefined ? parseFields('access_token,category,name,tasks,id') : asked(context)
        return page(context, pages, (one) => tree.shape(context, one, fields), `${id}/accounts`)
      }
      case 'businesses': {
        mayManageBusinesses(who)
        const fields = asked(context)
        return page(
          context,
          world.businesses,
          (business) => businesses.business(context, business, fields),
          `${id}/businesses`,
        )
      }
      default:
        throw invalid(`Tried accessing nonexistent field (${name}) on node type (User)`)
    }
  }

  return person
}
