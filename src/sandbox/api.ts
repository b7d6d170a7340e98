import { GraphError, badToken, errorBody, forbidden, hidden, invalid } from './graph-error.ts'
import { parseFields } from './fields.ts'
import { cursorOf, filtersOf, limitOf, listParam, passes, readCursor } from './params.ts'
import { PERSON } from './person.ts'
import { proofOf } from './tokens.ts'
import { DEMO_APP_SECRET } from './demo-app.ts'
import type { Account, Business, Delivering } from './model.ts'
import type { Field } from './fields.ts'
import type { Insights } from './insights.ts'
import type { Live, State } from './state.ts'
import type { Nodes } from './nodes.ts'
import type { OAuth } from './oauth.ts'
import type { Params } from './params.ts'
import type { Token } from './tokens.ts'
import type { Usage, Use } from './usage.ts'
import type { World } from './world.ts'
import type { Writes } from './writes.ts'

/** Graph calls, one at a time: what HTTP and batches have in common. */

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Without a leading slash, with or without a version. */
  readonly path: string
  readonly params: Params
  readonly token: string | null
  readonly origin: string
}
export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

export interface Api {
  answer(call: Call): Reply
}

export const VERSIONS: readonly string[] = ['v26.0', 'v25.0']
const NEWEST = 'v26.0'
const MOST_OBJECTS = 5000

export interface ApiNeeds {
  readonly world: World
  readonly state: State
  readonly live: Live
  readonly nodes: Nodes
  readonly insights: Insights
  readonly writes: Writes
  readonly oauth: OAuth
  readonly usage: Usage
  readonly now: () => number
  readonly traceId: () => string
}

interface Context extends Call {
  readonly version: string
  readonly token: string
  readonly who: Token
}

export const createApi = ({
  world,
  state,
  live,
  nodes,
  insights,
  writes,
  oauth,
  usage,
  now,
  traceId,
}: ApiNeeds): Api => {
  const visible = (account: Account, who: Token): boolean =>
    (who.accounts.length === 0 || who.accounts.includes(account.id)) &&
    (account.personal || who.scopes.includes('business_management') || who.kind === 'system')

  const mayRead = (who: Token): void => {
    if (!who.scopes.includes('ads_read') && !who.scopes.includes('ads_management')) {
      throw forbidden('Ad account owner has NOT grant ads_management or ads_read permission')
    }
  }
  const mayManageBusinesses = (who: Token): void => {
    if (!who.scopes.includes('business_management'))
      throw forbidden('Requires business_management permission to manage the object')
  }

  const page = <T>(context: Context, items: readonly T[], shape: (item: T) => unknown, path: string): unknown => {
    const limit = limitOf(context.params, MOST_OBJECTS)
    const start = (readCursor(context.params['after'])?.[0] ?? -1) + 1
    const some = items.slice(start, start + limit)
    const body: Record<string, unknown> = { data: some.map(shape) }
    if (some.length > 0) {
      const end = start + some.length - 1
      body['paging'] = paging(context, path, cursorOf([start]), cursorOf([end]), end + 1 < items.length, start > 0)
    }
    if (context.params['summary'] !== undefined) body['summary'] = { total_count: items.length }
    return body
  }

  const paging = (
    context: Context,
    path: string,
    before: string,
    after: string,
    more: boolean,
    back = false,
  ): unknown => {
    const link = (extra: Record<string, string>): string => {
      const { after: _after, before: _before, appsecret_proof: _proof, ...rest } = context.params
      const query = new URLSearchParams({ ...rest, access_token: context.token, ...extra })
      return `${context.origin}/${context.version}/${path}?${query.toString()}`
    }
    return {
      cursors: { before, after },
      ...(more ? { next: link({ after }) } : {}),
      ...(back ? { previous: link({ before }) } : {}),
    }
  }

  const FIELD_ID: readonly Field[] = [{ name: 'id', params: {}, fields: null }]
  const withId = (fields: readonly Field[]): readonly Field[] =>
    fields.some(({ name }) => name === 'id') ? fields : [...fields, ...FIELD_ID]
  const asked = (context: Context): readonly Field[] => {
    const list = listParam(context.params, 'fields')
    return list ? withId(parseFields(list.join(','))) : FIELD_ID
  }

  const shapeAccount = (context: Context, account: Account, fields: readonly Field[]): unknown =>
    collect(fields, (field) =>
      isEdge(account, field) ? edgeOf(context, account, field) : nodes.account(account, field.name, context.who),
    )
  const shapeBusiness = (context: Context, business: Business, fields: readonly Field[]): unknown =>
    collect(fields, (field) =>
      field.name === 'owned_ad_accounts' || field.name === 'client_ad_accounts'
        ? accountsOf(nested(context, field), business, field.name, business.id)
        : nodes.business(business, field.name),
    )
  const shapeObject = (context: Context, object: Delivering, fields: readonly Field[]): unknown =>
    collect(fields, (field) => {
      if (isEdge(object, field)) return edgeOf(context, object, field)
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
  const collect = (fields: readonly Field[], read: (field: Field) => unknown): unknown => {
    const out: Record<string, unknown> = {}
    for (const field of fields) {
      const value = read(field)
      if (value !== undefined) out[field.name] = value
    }
    return out
  }

  /** A call as if the expanded field had been asked for by itself. */
  const nested = (context: Context, field: Field): Context => {
    const names = field.fields?.map(spell).join(',') ?? field.params['fields']
    return { ...context, params: { ...field.params, ...(names === undefined ? {} : { fields: names }) } }
  }
  const spell = (field: Field): string =>
    `${field.name}${Object.entries(field.params)
      .map(([name, value]) => `.${name}(${value})`)
      .join('')}${field.fields ? `{${field.fields.map(spell).join(',')}}` : ''}`

  const EDGES: Readonly<Record<string, readonly string[]>> = {
    account: ['campaigns', 'adsets', 'ads', 'insights'],
    campaign: ['adsets', 'ads', 'insights'],
    adset: ['ads', 'insights'],
    ad: ['insights'],
  }
  const isEdge = (node: Account | Delivering, field: Field): boolean => EDGES[node.level]?.includes(field.name) ?? false
  /** Undefined: an edge without anything on it is left out. */
  const edgeOf = (context: Context, node: Account | Delivering, field: Field): unknown => {
    const inner = nested(context, field)
    const body = edge(inner, node, field.name) as { data: readonly unknown[] }
    return body.data.length === 0 ? undefined : body
  }

  const edge = (context: Context, node: Account | Delivering, name: string): unknown => {
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
    const campaigns = node.level === 'account' ? node.campaigns : node.level === 'campaign' ? [node] : []
    const adsets = node.level === 'adset' ? [node] : campaigns.flatMap((campaign) => campaign.adsets)
    const all: readonly Delivering[] =
      name === 'campaigns' ? campaigns : name === 'adsets' ? adsets : adsets.flatMap((adset) => adset.ads)

    const statuses = listParam(context.params, 'effective_status')
    const filters = filtersOf(context.params)
    const byStatus = filters.some(({ field }) => /effective_status|delivery_info/.test(field))
    const since = context.params['updated_since']
    const items = all.filter((object) => {
      const effective = live.effective(object)
      if (statuses ? !statuses.includes(effective) : !byStatus && (effective === 'ARCHIVED' || effective === 'DELETED'))
        return false
      if (since !== undefined && live.updatedAt(object) < Number(since) * 1000) return false
      return filters.every((filter) => {
        switch (filter.field.split('.').at(-1)) {
          case 'id':
            return passes(
              filter,
              filter.field === 'campaign.id' && object.level !== 'campaign' ? object.campaign.id : object.id,
            )
          case 'name':
            return passes(filter, live.name(object))
          case 'effective_status':
          case 'delivery_info':
            return passes(filter, effective)
          case 'updated_time':
            return passes(filter, Math.floor(live.updatedAt(object) / 1000))
          case 'objective':
            return object.level !== 'campaign' || passes(filter, object.objective)
          default:
            throw invalid(`Filtering field ${filter.field} is invalid`)
        }
      })
    })
    const fields = asked(context)
    return page(context, items, (object) => shapeObject(context, object, fields), `${node.id}/${name}`)
  }

  const accountsOf = (
    context: Context,
    business: Business,
    name: 'owned_ad_accounts' | 'client_ad_accounts',
    id: string,
  ): unknown => {
    mayManageBusinesses(context.who)
    mayRead(context.who)
    const items = world.accounts.filter(
      (account) =>
        visible(account, context.who) &&
        (name === 'owned_ad_accounts' ? account.owner === business : account.clientOf.includes(business)),
    )
    const fields = asked(context)
    return page(context, items, (account) => shapeAccount(context, account, fields), `${id}/${name}`)
  }

  const person = (context: Context, rest: readonly string[], id: string): unknown => {
    const { who, method, params } = context
    const [name, detail] = rest
    if (method === 'DELETE') {
      if (name !== 'permissions') throw hidden(id, 'delete')
      if (who.kind === 'system') return { success: true }
      if (detail === undefined) state.deauthorize(now())
      else state.removePermission(detail)
      return { success: true }
    }
    if (method === 'POST') throw hidden(id, 'post')
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
            ...[...state.declined()]
              .filter((scope) => !who.scopes.includes(scope) && who.kind !== 'system')
              .map((permission) => ({ permission, status: 'declined' })),
          ],
        }
      case 'adaccounts': {
        mayRead(who)
        const items = world.accounts.filter((account) => account.personal && visible(account, who))
        const fields = asked(context)
        return page(context, items, (account) => shapeAccount(context, account, fields), `${id}/adaccounts`)
      }
      case 'businesses': {
        mayManageBusinesses(who)
        const fields = asked(context)
        return page(
          context,
          world.businesses,
          (business) => shapeBusiness(context, business, fields),
          `${id}/businesses`,
        )
      }
      default:
        throw invalid(`Tried accessing nonexistent field (${name}) on node type (User)`)
    }
  }

  const ACTIVITY: Readonly<Record<string, (object: Delivering) => string>> = {
    status: ({ level }) => `update_${level === 'adset' ? 'ad_set' : level}_run_status`,
    name: ({ level }) => `update_${level === 'adset' ? 'ad_set' : level}_name`,
    daily_budget: ({ level }) => `update_${level === 'adset' ? 'ad_set' : level}_budget`,
    lifetime_budget: ({ level }) => `update_${level === 'adset' ? 'ad_set' : level}_budget`,
  }
  const activities = (context: Context, account: Account): unknown => {
    const items = state
      .edits()
      .flatMap((edit) => {
        const object = world.nodes.get(edit.object)
        return object && 'level' in object && object.level !== 'account' && object.account === account
          ? [{ edit, object }]
          : []
      })
      .toReversed()
    return page(
      context,
      items,
      ({ edit, object }) => ({
        actor_id: edit.actorId,
        actor_name: edit.actorName,
        event_time: new Date(edit.at).toISOString().slice(0, 19) + '+0000',
        event_type: ACTIVITY[edit.field]?.(object) ?? 'unknown',
        object_id: object.id,
        object_name: live.name(object),
        object_type: object.level === 'adset' ? 'CAMPAIGN' : object.level === 'campaign' ? 'CAMPAIGN_GROUP' : 'ADGROUP',
        extra_data: JSON.stringify({ old_value: edit.before, new_value: edit.after }),
      }),
      `${account.id}/activities`,
    )
  }

  const inAccount = (context: Context, account: Account, name: string | undefined): unknown => {
    const { method, who } = context
    if (method !== 'GET') throw hidden(account.id, method === 'POST' ? 'post' : 'delete')
    mayRead(who)
    if (!visible(account, who)) throw hidden(account.id)
    switch (name) {
      case undefined:
        return shapeAccount(
          context,
          account,
          context.params['fields'] === undefined ? parseFields('account_id,id') : asked(context),
        )
      case 'campaigns':
      case 'adsets':
      case 'ads':
      case 'insights':
        return edge(context, account, name)
      case 'activities':
        return activities(context, account)
      case 'minimum_budgets': {
        const minor = (dollars: number): number => Math.max(1, Math.round(dollars * account.factor * account.offset))
        return {
          data: [
            {
              currency: account.currency,
              min_daily_budget_imp: minor(1),
              min_daily_budget_high_freq: minor(5),
              min_daily_budget_low_freq: minor(40),
              min_daily_budget_video_views: minor(5),
            },
          ],
        }
      }
      default:
        throw invalid(`Tried accessing nonexistent field (${name}) on node type (AdAccount)`)
    }
  }

  const onObject = (context: Context, object: Delivering, name: string | undefined): unknown => {
    const { method, who } = context
    const verb = method === 'GET' ? 'get' : method === 'POST' ? 'post' : 'delete'
    mayRead(who)
    if (!visible(object.account, who)) throw hidden(object.id, verb)
    if (name === undefined) {
      if (method === 'GET') return shapeObject(context, object, asked(context))
      writes.update(object, method === 'DELETE' ? { status: 'DELETED' } : context.params, who)
      return { success: true }
    }
    if (method !== 'GET' || !EDGES[object.level]?.includes(name)) throw hidden(object.id, verb)
    return edge(context, object, name)
  }

  const whoIs = (call: Call): { readonly token: string; readonly who: Token } => {
    if (call.token === null) throw badToken('An access token is required to request this resource.')
    const proof = call.params['appsecret_proof']
    const who = oauth.check(call.token)
    if (proof !== undefined && proof !== proofOf(call.token, DEMO_APP_SECRET)) {
      throw new GraphError({
        status: 400,
        code: 104,
        message: 'Invalid appsecret_proof provided in the API argument',
        type: 'GraphMethodException',
      })
    }
    if (who.kind === 'app') throw badToken('A user access token is required to request this resource.', 102)
    return { token: call.token, who }
  }

  /** What limits a call counts against. */
  const target = (path: readonly string[]): { readonly account: Account | null; readonly use: Use } => {
    const node = world.nodes.get(path[0] ?? '')
    if (!node || !('level' in node)) return { account: null, use: 'app' }
    return {
      account: node.level === 'account' ? node : node.account,
      use: path[1] === 'insights' ? 'insights' : 'management',
    }
  }

  const route = (call: Call, version: string, path: readonly string[]): unknown => {
    const [first, second] = path
    if (first === 'oauth' && call.method !== 'DELETE') {
      if (second === 'access_token') return oauth.exchange(call.params)
      if (second === 'revoke') return oauth.revoke(call.params)
    }
    if (first === 'debug_token') return oauth.debug(call.params, call.token)
    if (call.params['date_format'] !== undefined) throw invalid('date_format is no longer supported')
    if (first === undefined) {
      if (call.params['ids'] !== undefined)
        throw invalid('The ids parameter is no longer supported. Use batch requests instead')
      throw new GraphError({
        status: 400,
        code: 100,
        message:
          'Unsupported get request. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api',
        type: 'GraphMethodException',
        subcode: 33,
      })
    }
    const { token, who } = whoIs(call)
    const context: Context = { ...call, version, token, who }
    if (first === 'me' || first === who.userId) return person(context, path.slice(1), first)
    if (/^\d+$/.test(first) && world.nodes.has(`act_${first}`)) throw hidden(first)
    const node = world.nodes.get(first)
    if (!node) throw hidden(first, call.method === 'GET' ? 'get' : call.method === 'POST' ? 'post' : 'delete')
    if (!('level' in node)) {
      mayManageBusinesses(who)
      if (call.method !== 'GET') throw hidden(first, 'post')
      if (second === undefined)
        return shapeBusiness(
          context,
          node,
          context.params['fields'] === undefined ? parseFields('id,name') : asked(context),
        )
      if (second === 'owned_ad_accounts' || second === 'client_ad_accounts')
        return accountsOf(context, node, second, first)
      throw invalid(`Tried accessing nonexistent field (${second}) on node type (Business)`)
    }
    return node.level === 'account' ? inAccount(context, node, second) : onObject(context, node, second)
  }

  return {
    answer: (call) => {
      const parts = call.path
        .split('/')
        .filter((part) => part !== '')
        .map((part) => {
          try {
            return decodeURIComponent(part)
          } catch {
            return part
          }
        })
      const versioned = /^v\d+\.\d+$/.test(parts[0] ?? '')
      const version = versioned ? (parts[0] ?? NEWEST) : NEWEST
      const path = versioned ? parts.slice(1) : parts
      const { account, use } = target(path)
      let status = 200
      let body: unknown
      try {
        if (!VERSIONS.includes(version)) {
          throw new GraphError({
            status: 400,
            code: 2635,
            message: `(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: ${NEWEST}.`,
            type: 'OAuthException',
          })
        }
        if (path[0] !== 'oauth') usage.spend(account, use, call.method !== 'GET')
        body = route(call, version, path)
      } catch (error) {
        if (!(error instanceof GraphError)) throw error
        status = error.fault.status
        body = errorBody(error.fault, traceId())
      }
      return { status, body, headers: { 'facebook-api-version': version, ...usage.headers(account, use) } }
    },
  }
}
