import { z } from 'zod'
import type { Activity } from '../../../shared/domain/activities.ts'
import { changeOf } from './activity-change.ts'
import { id, instant, lenient, lookUp, needed, text, understood } from './lenient.ts'
import type { Edge, InCurrency, Node } from './node.ts'

/** Meta's log still uses the names from before ad sets. */
const LEVELS: Readonly<Record<string, Activity['level']>> = {
  CAMPAIGN_GROUP: 'campaign',
  CAMPAIGN: 'adset',
  ADGROUP: 'ad',
  AD: 'ad',
  AD_SET: 'adset',
  ACCOUNT: 'account',
}
const levelOf = (event: string, type: string | null): Activity['level'] =>
  // Audiences come as CAMPAIGN.
  event.includes('audience') ? 'audience' : (lookUp(LEVELS, type ?? '') ?? 'UNKNOWN')

/** JSON in a text, as it is documented, or already taken apart. */
const details = lenient((value): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
})

const wire = z.object({
  event_time: needed(instant),
  event_type: needed(text),
  translated_event_type: text,
  actor_id: id,
  actor_name: text,
  application_id: id,
  application_name: text,
  object_id: text,
  object_name: text,
  object_type: text,
  extra_data: details,
})

const NODE: Node<Activity, InCurrency> = {
  name: 'activity',
  core: ['event_time', 'event_type', 'object_id', 'object_type', 'extra_data'],
  more: ['translated_event_type', 'actor_id', 'actor_name', 'application_id', 'application_name', 'object_name'],
  decode(row, { accountId, currency }) {
    const line = understood(wire, row)
    if (line === null) return null
    const level = levelOf(line.event_type, line.object_type)
    const digits = /^(?:act_)?([1-9]\d{0,24})$/.exec(line.object_id ?? '')?.[1] ?? null
    return {
      accountId,
      at: line.event_time,
      event: line.event_type,
      words: line.translated_event_type,
      actorId: line.actor_id,
      actorName: line.actor_name,
      applicationId: line.application_id,
      applicationName: line.application_name,
      level,
      objectId: digits !== null && level === 'account' ? `act_${digits}` : digits,
      objectName: line.object_name,
      change: changeOf(line.event_type, line.extra_data, currency),
    }
  },
}

/** Of an account, the newest first. `filter`: seconds since the epoch as `since` and `until`, `category`, `oid`. */
export const ACTIVITIES: Edge<Activity, InCurrency> = { name: 'activities', node: NODE, page: 200 }
