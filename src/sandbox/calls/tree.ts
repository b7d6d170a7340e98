import { deliveringOf } from '../under.ts'
import { asked, collect, nested, withId } from './asked.ts'
import { isShown } from './edge-filter.ts'
import { page, paging } from './page.ts'
import type { Field } from '../fields.ts'
import type { Insights } from '../insights.ts'
import type { Account, Delivering } from '../model.ts'
import type { Nodes } from '../nodes.ts'
import type { Live } from '../state.ts'
import type { Level } from '../under.ts'
import type { Context } from './call.ts'

/** An ad account and what is under it: any of them with its fields, and with its edges expanded in them. */

const LEVEL_OF = { campaigns: 'campaign', adsets: 'adset', ads: 'ad' } as const
type Edge = keyof typeof LEVEL_OF | 'insights'
const EDGES: Readonly<Record<Level, readonly Edge[]>> = {
  account: ['campaigns', 'adsets', 'ads', 'insights'],
  campaign: ['adsets', 'ads', 'insights'],
  adset: ['ads', 'insights'],
  ad: ['insights'],
}

/** All but `hasEdge` throw GraphError. */
export interface Tree {
  account(context: Context, account: Account, fields: readonly Field[]): unknown
  object(context: Context, object: Delivering, fields: readonly Field[]): unknown
  hasEdge(node: Account | Delivering, name: string): name is Edge
  /** An edge that the node has. */
  edge(context: Context, node: Account | Delivering, name: Edge): unknown
}

export const createTree = ({
  live,
  nodes,
  insights,
}: {
  readonly live: Live
  readonly nodes: Nodes
  readonly insights: Insights
}): Tree => {
  const hasEdge = (node: Account | Delivering, name: string): name is Edge =>
    EDGES[node.level].some((edge) => edge === name)

  const shapeAccount = (context: Context, account: Account, fields: readonly Field[]): unknown =>
    collect(fields, (field) =>
      hasEdge(account, field.name)
        ? edgeOf(context, account, field, field.name)
        : nodes.account(account, field.name, context.who),
    )

  const shapeObject = (context: Context, object: Delivering, fields: readonly Field[]): unknown =>
    collect(fields, (field) => {
      if (hasEdge(object, field.name)) return edgeOf(context, object, field, field.name)
      if (object.level !== 'campaign' && field.name === 'campaign' && field.fields)
        return shapeObject(context, object.campaign, withId(field.fields))
      if (object.level === 'ad' && field.name === 'adset' && field.fields)
        return shapeObject(context, object.adset, withId(field.fields))
      switch (object.level) {
        case 'campaign':
          return nodes.campaign(object, field.name)
        case 'adset':
          return nodes.adset(object, field.name)
        case 'ad':
          return nodes.ad(object, field.name)
      }
    })

  /** Undefined: an edge without anything on it is left out. */
  const edgeOf = (context: Context, node: Account | Delivering, field: Field, name: Edge): unknown => {
    const body = edge(nested(context, field), node, name) as { data: readonly unknown[] }
    return body.data.length === 0 ? undefined : body
  }

  const edge = (context: Context, node: Account | Delivering, name: Edge): unknown => {
    if (name === 'insights') {
      const path = `${node.id}/insights`
      const found = insights.read(node, context.params)
      return {
        data: found.data,
        ...(found.before === null || found.after === null
          ? {}
          : { paging: paging(context, path, found.before, found.after, found.more) }),
      }
    }
    const items = deliveringOf(node, LEVEL_OF[name]).filter(isShown(live, context.params))
    const fields = asked(context)
    return page(context, items, (object) => shapeObject(context, object, fields), `${node.id}/${name}`)
  }

  return { account: shapeAccount, object: shapeObject, hasEdge, edge }
}
