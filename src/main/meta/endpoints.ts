import { HOUR_OF_ACCOUNT } from '../../shared/domain/breakdowns.ts'
import type { FiguresLevel, Level } from '../../shared/domain/objects.ts'
import { WINDOW_FIELDS } from './decode/by-window.ts'
import { hourFields, ID_FIELD, insightFields, reachFields } from './decode/insights.ts'
import { OBJECT_NODES } from './decode/objects.ts'
import type { ReadRequest } from './graph.ts'
import { fieldsOf } from './nodes/node.ts'
import type { Node } from './nodes/node.ts'
import type { Part } from './read/part.ts'
import type { Params } from './request.ts'

/** What a big read asks of which edge. One call a page for a whole account, never one an object. */

/** 1,000 campaigns and their figures of a day are two pages each: four calls. */
export const PAGE_LIMIT = 500
/** A finished report lies ready: it is read in larger pages, each of them a call. */
export const RESULTS_LIMIT = 2000
/** Meta's own default: a page that is too heavy at this size will not get through at all. */
export const LEAST_LIMIT = 25

type Asked = Pick<Node<unknown, never>, 'name' | 'core' | 'more' | 'decode'>
const askedAs = (name: string, needed: readonly string[], fields: readonly string[]): Asked => ({
  name,
  core: needed,
  more: fields.filter((field) => !needed.includes(field)),
  // Rows of figures are decoded page by page, in the data thread.
  decode: () => null,
})
const byLevel = (make: (level: FiguresLevel) => Asked): Readonly<Record<FiguresLevel, Asked>> => ({
  account: make('account'),
  campaign: make('campaign'),
  adset: make('adset'),
  ad: make('ad'),
})
const INSIGHTS = byLevel((level) =>
  askedAs('insights', [ID_FIELD[level], 'spend', 'impressions'], insightFields(level)),
)
const REACH = byLevel((level) => askedAs('reach', reachFields(level), []))
const HOURS = byLevel((level) => askedAs('hours', [ID_FIELD[level], 'spend', 'impressions'], hourFields(level)))
const WINDOWS = byLevel((level) => askedAs('windows', [ID_FIELD[level]], WINDOW_FIELDS))

/** The fields that a request asks for, and those without which a row would say nothing. */
export const askedOf = (request: ReadRequest): Asked => {
  switch (request.kind) {
    case 'objects':
      return OBJECT_NODES[request.level]
    case 'insights':
      return INSIGHTS[request.level]
    case 'reach':
      return REACH[request.level]
    case 'hours':
      return HOURS[request.level]
    case 'windows':
      return WINDOWS[request.level]
  }
}

export const edgeOf = (request: ReadRequest): string =>
  `${request.accountId}/${request.kind === 'objects' ? `${request.level}s` : 'insights'}`

const OF_CAMPAIGN = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'IN_PROCESS', 'WITH_ISSUES']
const OF_AD_SET = [...OF_CAMPAIGN, 'CAMPAIGN_PAUSED']
const OF_AD = [...OF_AD_SET, 'ADSET_PAUSED', 'DISAPPROVED', 'PENDING_REVIEW', 'PENDING_BILLING_INFO', 'PREAPPROVED']
/** Edges refuse to be asked for deleted objects by their status; figures do not. */
const NOT_DELETED: Readonly<Record<Level, readonly string[]>> = { campaign: OF_CAMPAIGN, adset: OF_AD_SET, ad: OF_AD }

/** Every state of delivery that Meta tells apart: the only way to be told of deleted objects. */
const ANY_DELIVERY = [
  'active',
  'archived',
  'completed',
  'limited',
  'not_delivering',
  'deleted',
  'not_published',
  'pending_review',
  'permanently_deleted',
  'recently_completed',
  'recently_rejected',
  'rejected',
  'scheduled',
  'inactive',
]

interface Filter {
  readonly field: string
  readonly operator: string
  readonly value: string | readonly string[]
}
const seconds = (instant: number): string => String(Math.floor(instant / 1000))

/** Of a list of objects: those too that are deleted. */
export const deletedToo = (level: Level): Filter => ({
  field: `${level}.delivery_info`,
  operator: 'IN',
  value: ANY_DELIVERY,
})

const filtersOf = ({ request, among }: Part): readonly Filter[] => {
  const { level, ids } = request
  const only = ids === undefined ? [] : [{ field: `${level}.id`, operator: 'IN', value: ids }]
  if (request.kind === 'objects') {
    const { gone, updatedSince } = request
    return [
      ...only,
      ...(gone === 'deleted' ? [deletedToo(request.level)] : []),
      ...(updatedSince !== undefined && level === 'campaign'
        ? [{ field: 'campaign.updated_time', operator: 'GREATER_THAN', value: seconds(updatedSince) }]
        : []),
    ]
  }
  return [
    ...only,
    // Without it rows of archived and deleted objects are left out, while the sums of their parents hold them.
    ...(level === 'account'
      ? []
      : [{ field: `${level}.effective_status`, operator: 'IN', value: [...NOT_DELETED[level], 'DELETED'] }]),
    ...(among === null ? [] : [{ field: 'campaign.id', operator: among.operator, value: among.campaigns }]),
  ]
}

/** What is asked for but for the page. `without`: fields to leave out. */
export const paramsOf = (part: Part, without: ReadonlySet<string>): Params => {
  const { request } = part
  const filters = filtersOf(part)
  return {
    fields: fieldsOf(askedOf(request), new Set([...without, ...part.spared])),
    ...(filters.length === 0 ? {} : { filtering: JSON.stringify(filters) }),
    ...(request.kind === 'objects'
      ? {
          ...(request.gone === 'archived' ? { effective_status: JSON.stringify(NOT_DELETED[request.level]) } : {}),
          ...(request.updatedSince !== undefined && request.level !== 'campaign'
            ? { updated_since: seconds(request.updatedSince) }
            : {}),
        }
      : {
          level: request.level,
          time_range: JSON.stringify({ since: request.since, until: request.until }),
          ...(request.kind === 'insights' || request.kind === 'hours' ? { time_increment: '1' } : {}),
          ...(request.kind === 'hours' ? { breakdowns: JSON.stringify([HOUR_OF_ACCOUNT]) } : {}),
          ...(request.kind === 'windows'
            ? {
                action_attribution_windows: JSON.stringify([...request.windows.counted, ...request.windows.sometimes]),
              }
            : {}),
        }),
  }
}
