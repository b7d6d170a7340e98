import { parseFields } from '../fields.ts'
import { hidden, invalid } from '../graph-error.ts'
import { PERSON } from '../person.ts'
import { mayManageBusinesses, mayRead, visible } from './access.ts'
import { asked, collect, nested, withId } from './asked.ts'
import { page } from './page.ts'
import type { State } from '../state.ts'
import type { World } from '../world.ts'
import type { Businesses } from './business.ts'
import type { Context } from './call.ts'
import type { Tree } from './tree.ts'

/**
 * Calls of `me` or the person's own id: `rest` is what follows it in the address, `id` how it was written. The result
 * throws GraphError.
 */
export const createPerson = ({
  world,
  state,
  tree,
  businesses,
  now,
}: {
  readonly world: World
  readonly state: State
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
          name: who.kind === 'system' ? 'Buydesk system user' : PERSON.name,
          first_name: PERSON.name.split(' ')[0],
          last_name: PERSON.name.split(' ')[1],
        }
        const fields = params['fields'] === undefined ? parseFields('name,id') : withId(parseFields(params['fields']))
        return collect(fields, (field) => {
          if (Object.hasOwn(own, field.name)) return own[field.name]
          if (field.name === 'adaccounts') return person(nested(context, field), ['adaccounts'], id)
          if (field.name === 'email' || field.name === 'picture' || field.name === 'client_business_id')
            return undefined
          throw invalid(`Tried accessing nonexistent field (${field.name}) on node type (User)`)
        })
      }
      case 'permissions':
        return {
          data: [
            ...who.scopes.map((permission) => ({ permission, status: 'granted' })),
            ...(who.lapsed ?? []).map((permission) => ({ permission, status: 'expired' })),
            ...[...state.declined()]
              .filter(
                (scope) => !who.scopes.includes(scope) && !who.lapsed?.includes(scope) && who.kind !== 'system',
              )
              .map((permission) => ({ permission, status: 'declined' })),
          ],
        }
      case 'adaccounts': {
        mayRead(who)
        const items = world.accounts.filter((account) => account.personal && visible(account, who))
        const fields = asked(context)
        return page(context, items, (account) => tree.account(context, account, fields), `${id}/adaccounts`)
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
