import { addDays, daysBetween } from '../../../shared/domain/day.ts'
import type { CampaignId } from '../../../shared/domain/objects.ts'
import { WATCHED_FIELDS } from '../decode/actions.ts'
import type { Part } from './part.ts'

/** A part that is too much, in smaller ones which together are the same: by object, then by day, then by field. */

const halvesOf = <T>(list: readonly T[]): [readonly T[], readonly T[]] => {
  const middle = Math.ceil(list.length / 2)
  return [list.slice(0, middle), list.slice(middle)]
}

/** Whether the account's campaigns are needed to split it. */
export const splitsByCampaign = ({ request, among }: Part): boolean =>
  request.kind !== 'objects' &&
  request.level !== 'account' &&
  request.ids === undefined &&
  (among?.operator !== 'IN' || among.campaigns.length > 1)

const byId = (part: Part): Part[] | null => {
  const { request } = part
  if (request.ids === undefined || request.ids.length < 2) return null
  return halvesOf(request.ids).map((ids) => ({ ...part, request: { ...request, ids } }))
}

/** The second half is "any but", so that a campaign that nobody has heard of yet is not left out. */
const byCampaign = (part: Part, campaigns: readonly CampaignId[]): Part[] | null => {
  if (!splitsByCampaign(part)) return null
  const { among } = part
  if (among?.operator === 'IN') {
    return halvesOf(among.campaigns).map((half) => ({ ...part, among: { operator: 'IN', campaigns: half } }))
  }
  const before = among?.campaigns ?? []
  const known = new Set(before)
  const rest = campaigns.filter((id) => !known.has(id))
  if (rest.length < 2) return null
  const [half] = halvesOf(rest)
  return [
    { ...part, among: { operator: 'IN', campaigns: half } },
    { ...part, among: { operator: 'NOT_IN', campaigns: [...before, ...half] } },
  ]
}

const byDay = (part: Part): Part[] | null => {
  const { request } = part
  // Reach of a range is not the sum of its halves, nor is what a longer window counts in it.
  if ((request.kind !== 'insights' && request.kind !== 'hours') || request.since >= request.until) return null
  const middle = addDays(request.since, Math.floor(daysBetween(request.since, request.until) / 2))
  return [
    { ...part, request: { ...request, until: middle } },
    { ...part, request: { ...request, since: addDays(middle, 1) } },
  ]
}

/** In this order the heaviest are given up: what they say is then unknown. */
const HEAVY: readonly (readonly string[])[] = [WATCHED_FIELDS, ['results'], ['action_values'], ['actions'], ['reach']]
const byField = (part: Part): Part[] | null => {
  const fields = HEAVY.find((each) => !each.every((field) => part.spared.includes(field)))
  return part.request.kind === 'insights' && fields !== undefined
    ? [{ ...part, spared: [...part.spared, ...fields] }]
    : null
}

/** `campaigns`: all of the account's, empty where they are not needed. Null: it cannot be less. */
export const splitPart = (part: Part, campaigns: readonly CampaignId[]): Part[] | null =>
  byId(part) ?? byCampaign(part, campaigns) ?? byDay(part) ?? byField(part)
