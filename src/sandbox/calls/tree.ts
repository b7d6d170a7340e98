import { deliveringOf } from '../under.ts'
import { activities } from './activities.ts'
import { asked, collect, nested, withId } from './asked.ts'
import { isShown } from './edge-filter.ts'
import { hasLibraryEdge, libraryEdge } from './library-edges.ts'
import { minimumBudgets } from './minimum-budgets.ts'
import { insightsEdge } from './insights.ts'
import { page } from './page.ts'
import { assignedUsers, usersOf } from './people.ts'
import type { Field } from '../fields.ts'
import type { Insights } from '../insights.ts'
import type { Library } from '../library.ts'
import type { Account, Asset, Delivering } from '../model.ts'
import type { Nodes } from '../nodes.ts'
import type { Live, State } from '../state.ts'
import type { Values } from '../values.ts'
import type { World } from '../world.ts'
import type { Context } from './call.ts'

/** An ad account and all it holds: any of it with its fields, and with its edges expanded in them. */

export type Thing = Account | Delivering | Asset

const LEVEL_OF = { campaigns: 'campaign', adsets: 'adset', ads: 'ad' } as const
const EDGES: Readonly<Partial<Record<Thing['level'], readonly string[]>>> = {
  account: ['campaigns', 'adsets', 'ads', 'insights', 'activities', 'minimum_budgets', 'users', 'assigned_users'],
  campaign: ['adsets', 'ads', 'insights', 'copies'],
  adset: ['ads', 'insights', 'copies', 'activities'],
  ad: ['insights', 'copies'],
}

/** All but `hasEdge` throw GraphError. */
export interface Tree {
  shape(context: Context, thing: Thing, fields: readonly Field[]): unknown
  hasEdge(thing: Thing, name: string): boolean
  /** An edge that the thing has. */
  edge(context: Context, thing: Thing, name: string): unknown
}

export interface TreeNeeds {
  readonly world: World
  readonly state: State
  readonly live: Live
  readonly values: Values
  readonly library: Library
  readonly nodes: Nodes
  readonly insights: Insights
  readonly deliveryInfo: (object: Delivering) => string
  readonly now: () => number
}

export const createTree = (needs: TreeNeeds): Tree => {
  const { world, live, values, library, nodes, insights, deliveryInfo } = needs

  const hasEdge = (thing: Thing, name: string): boolean =>
    (EDGES[thing.level]?.includes(name) ?? false) || hasLibraryEdge(thing, name)

  /** Another node that a field holds: with fields of its own when they are asked. */
  const held = (thing: Thing, name: string): Thing | null => {
    if (thing.level === 'ad' && name === 'creative') return library.find(library.creativeIdOf(thing))
    if (thing.level === 'ad' && name === 'adset') return thing.adset
    if ((thing.level === 'ad' || thing.level === 'adset') && name === 'campaign') return thing.campaign
    return null
  }

  const fieldOf = (context: Context, thing: Thing, field: Field): unknown => {
    switch (thing.level) {
      case 'account':
        if (field.name === 'business' && field.fields && thing.owner) {
          const business = thing.owner
          return collect(withId(field.fields), ({ name }) => nodes.business(business, name))
        }
        return nodes.account(thing, field.name, context.who)
      case 'campaign':
      case 'adset':
      case 'ad':
        return nodes.delivering(thing, field.name)
      default:
        return nodes.asset(thing, field.name, context.who, context.params)
    }
  }

  const shape = (context: Context, thing: Thing, fields: readonly Field[]): unknown =>
    collect(fields, (field) => {
      if (hasEdge(thing, field.name)) {
        const body = edge(nested(context, field), thing, field.name) as { readonly data: readonly unknown[] }
        // An edge without anything on it is left out.
        return body.data.length === 0 ? undefined : body
      }
      const other = field.fields ? held(thing, field.name) : null
      return other && field.fields
        ? shape(nested(context, field), other, withId(field.fields))
        : fieldOf(context, thing, field)
    })

  const list = (context: Context, thing: Thing, name: string, items: readonly Thing[]): unknown => {
    const fields = asked(context)
    return page(context, items, (item) => shape(context, item, fields), `${thing.id}/${name}`)
  }

  const copiesOf = (source: Delivering): readonly Delivering[] =>
    deliveringOf(source.account, source.level).filter(
      (object) => values.of(object, `source_${object.level}_id`) === source.id,
    )

  const deliveringEdge = (context: Context, node: Account | Delivering, name: string): unknown => {
    switch (name) {
      case 'insights':
        return insightsEdge(insights, context, node)
      case 'campaigns':
      case 'adsets':
      case 'ads': {
        const level = LEVEL_OF[name]
        const shown = isShown({ live, deliveryInfo }, level, context.params)
        return list(context, node, name, deliveringOf(node, level).filter(shown))
      }
      case 'copies':
        return list(context, node, name, node.level === 'account' ? [] : copiesOf(node))
      case 'activities':
        return activities(
          { ...needs, world },
          context,
          node.level === 'adset' || node.level === 'account' ? node : node.account,
        )
      case 'minimum_budgets':
        return minimumBudgets(node.level === 'account' ? node : node.account, context.params)
      case 'users':
        return usersOf(context, node.level === 'account' ? node : node.account)
      default:
        return assignedUsers(context, node.level === 'account' ? node : node.account)
    }
  }

  const edge = (context: Context, thing: Thing, name: string): unknown => {
    if (hasLibraryEdge(thing, name)) {
      const found = libraryEdge({ ...needs, list: (items) => list(context, thing, name, items) }, context, thing, name)
      return found
    }
    return 'values' in thing ? { data: [] } : deliveringEdge(context, thing, name)
  }

  return { shape, hasEdge, edge }
}
