import { DEMO_APP_ID, DEMO_APP_NAME } from '../demo-app.ts'
import { eventsOf } from './activity-events.ts'
import { invalid } from '../graph-error.ts'
import { page } from './page.ts'
import { timeOf } from '../times.ts'
import type { Account, AdSet } from '../model.ts'
import type { Event } from './activity-events.ts'
import type { Library } from '../library.ts'
import type { Live, State } from '../state.ts'
import type { World } from '../world.ts'
import type { Context } from './call.ts'

const CATEGORIES = [
  'ACCOUNT',
  'AD',
  'AD_KEYWORDS',
  'AD_SET',
  'AUDIENCE',
  'BID',
  'BUDGET',
  'CAMPAIGN',
  'DATE',
  'STATUS',
  'TARGETING',
] as const

const local = (stamp: string): string => {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(stamp) ?? []
  const h = Number(hour)
  return `${month}/${day}/${year} at ${h % 12 === 0 ? 12 : h % 12}:${minute} ${h < 12 ? 'AM' : 'PM'}`
}

/** Who changed what in an account or one of its ad sets, the newest first. Throws GraphError. */
export const activities = (
  needs: {
    readonly world: World
    readonly state: State
    readonly live: Live
    readonly library: Library
    readonly now: () => number
  },
  context: Context,
  node: Account | AdSet,
): unknown => {
  const { params } = context
  const account = node.level === 'account' ? node : node.account
  const bound = (name: 'since' | 'until', otherwise: number): number => {
    const text = params[name]
    if (text === undefined) return otherwise
    const at = timeOf(text, account.zone)
    if (at === null) throw invalid(`Param ${name} must be a valid time`)
    return at
  }
  const since = bound('since', 0)
  // A day without an hour is meant to its end.
  const until = bound('until', Infinity) + (/^\d{4}-\d\d-\d\d$/.test(params['until'] ?? '') ? 86_399_999 : 0)
  const category = params['category']
  if (category !== undefined && !CATEGORIES.some((known) => known === category))
    throw invalid(`Param category must be one of {${CATEGORIES.join(', ')}} - got "${category}".`)
  const oid = node.level === 'adset' ? node.id : params['oid']
  const children = params['add_children'] === 'true' || params['add_children'] === '1'

  const isAsked = ({ at, categories, object, parents, actorId }: Event): boolean =>
    at >= since &&
    at <= until &&
    at <= needs.now() &&
    (category === undefined || categories.includes(category)) &&
    (oid === undefined || object.id === oid || (children && parents.includes(oid))) &&
    (params['uid'] === undefined || actorId === params['uid'])
  const found = eventsOf(needs, account)
    .filter(isAsked)
    .sort((a, b) => a.at - b.at)
    .toReversed()
  return page(
    context,
    found,
    (event) => ({
      actor_id: event.actorId,
      actor_name: event.actorName,
      ...(event.byApp ? { application_id: DEMO_APP_ID, application_name: DEMO_APP_NAME } : {}),
      date_time_in_timezone: local(account.zone.stamp(event.at)),
      event_time: `${new Date(event.at).toISOString().slice(0, 19)}+0000`,
      event_type: event.type,
      translated_event_type: event.words,
      extra_data: JSON.stringify(event.extra),
      object_id: event.object.id,
      object_name: event.object.name,
      object_type: event.object.type,
    }),
    `${node.id}/activities`,
  )
}
