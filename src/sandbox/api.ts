import { GraphError, badToken, errorBody, hidden, invalid } from './graph-error.ts'
import { deprecated, servedBy, versionHeaders } from './versions.ts'
import { createAccount } from './calls/account.ts'
import { createBusinesses } from './calls/business.ts'
import { createReportCalls, orderReport } from './calls/insights.ts'
import { createFinding } from './library.ts'
import { createObject } from './calls/object.ts'
import { createPerson } from './calls/person.ts'
import { createTree } from './calls/tree.ts'
import type { Account, Delivering } from './model.ts'
import type { Call, Context, Reply } from './calls/call.ts'
import type { Insights } from './insights.ts'
import type { Library } from './library.ts'
import type { Live, State } from './state.ts'
import type { Nodes } from './nodes.ts'
import type { OAuth } from './oauth.ts'
import type { Reports } from './reports.ts'
import type { Token } from './tokens.ts'
import type { Values } from './values.ts'
import type { Usage, Use } from './usage.ts'
import type { World } from './world.ts'
import type { Writes } from './writes.ts'

/** Graph calls, one at a time: what HTTP and batches have in common. */

export interface Api {
  answer(call: Call): Reply
  /** What an answer to such a call carries, when nothing of it is carried out. */
  headers(call: Call): Record<string, string>
  /** Whose limits a call counts against; null for the app's alone. */
  accountOf(call: Call): Account | null
}

const AUDIENCE_EDGES: readonly string[] = ['customaudiences', 'saved_audiences']

interface ApiNeeds {
  readonly world: World
  readonly state: State
  readonly live: Live
  readonly values: Values
  readonly library: Library
  readonly nodes: Nodes
  readonly insights: Insights
  readonly reports: Reports
  readonly deliveryInfo: (object: Delivering) => string
  readonly writes: Writes
  readonly oauth: OAuth
  readonly usage: Usage
  /** Dead versions are answered by the next living one, as an app can choose. */
  readonly autoUpgrade: boolean
  readonly now: () => number
  readonly traceId: () => string
}

export const createApi = ({
  world,
  state,
  live,
  values,
  library,
  nodes,
  insights,
  reports,
  deliveryInfo,
  writes,
  oauth,
  usage,
  autoUpgrade,
  now,
  traceId,
}: ApiNeeds): Api => {
  const find = createFinding(world, library)
  const tree = createTree({ world, state, live, values, library, nodes, insights, deliveryInfo, now })
  const businesses = createBusinesses({ world, nodes, library, tree })
  const person = createPerson({ world, state, library, tree, businesses, now })
  const inAccount = createAccount({ find, tree, writes })
  const onReport = createReportCalls(reports)
  const onObject = createObject({ tree, writes })

  const whoIs = (call: Call): { readonly token: string; readonly who: Token } => {
    if (call.token === null) throw badToken('An access token is required to request this resource.')
    const who = oauth.check(call.token)
    oauth.checkProof(call.token, who, call.params['appsecret_proof'])
    if (who.kind === 'app') throw badToken('A user access token is required to request this resource.', 102)
    return { token: call.token, who }
  }

  /** What limits a call counts against. */
  const target = (path: readonly string[]): { readonly account: Account | null; readonly use: Use } => {
    const node = find(path[0] ?? '')
    const report = node ? null : reports.find(path[0] ?? '')
    if (report) return { account: report.account, use: 'insights' }
    if (!node) return { account: null, use: 'app' }
    const account = node.level === 'account' ? node : node.account
    if (path[1] === 'insights') return { account, use: 'insights' }
    const ofAudiences = node.level === 'audience' || AUDIENCE_EDGES.includes(path[1] ?? '')
    return { account, use: ofAudiences ? 'audience' : 'management' }
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
    const business = world.businesses.find(({ id }) => id === first)
    if (business) return businesses.answer(context, business, second)
    const node = find(first)
    const report = node ? null : onReport(context, first, second)
    if (report) return report
    if (!node) throw hidden(first, call.method)
    if (node.level === 'account') {
      if (call.method === 'POST' && second === 'insights') return orderReport(reports, context, node)
      return inAccount(context, node, second)
    }
    if (call.method === 'POST' && second === 'insights' && !('values' in node))
      return orderReport(reports, context, node)
    return onObject(context, node, second)
  }

  const partsOf = (call: Call): { readonly version: string | null; readonly path: readonly string[] } => {
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
    const version = /^v\d+\.\d+$/.test(parts[0] ?? '') ? (parts[0] ?? null) : null
    return { version, path: version === null ? parts : parts.slice(1) }
  }

  return {
    answer: (call) => {
      const { version: named, path } = partsOf(call)
      const { account, use } = target(path)
      const { version, warning, dead } = servedBy(named, autoUpgrade)
      // Ordering a report changes nothing.
      const write = call.method !== 'GET' && use !== 'insights'
      const spent = { account, use, write, call: `${call.method} ${path.join('/')}` }
      let status = 200
      let body: unknown
      try {
        // Calls of ad accounts must name a version; others may leave it to the app's own.
        if (dead || (named === null && account !== null)) throw deprecated()
        if (path[0] !== 'oauth') usage.spend(spent)
        body = route(call, version, path)
      } catch (error) {
        if (!(error instanceof GraphError)) throw error
        usage.failed(spent, error.fault)
        status = error.fault.status
        body = errorBody(error.fault, traceId())
      }
      return { status, body, headers: { ...versionHeaders(version, warning), ...usage.headers(account, use) } }
    },
    headers: (call) => {
      const { version: named, path } = partsOf(call)
      const { account, use } = target(path)
      const { version, warning } = servedBy(named, autoUpgrade)
      return { ...versionHeaders(version, warning), ...usage.headers(account, use) }
    },
    accountOf: (call) => target(partsOf(call).path).account,
  }
}
