import { HOUR_OF_ACCOUNT } from '../../../src/shared/domain/breakdowns.ts'
import type { Day, DayRange } from '../../../src/shared/domain/day.ts'
import type { Ad, AdAccount, AdSet, Campaign, FiguresLevel, Level } from '../../../src/shared/domain/objects.ts'
import type { PageBytes, ReadRequest } from '../../../src/main/meta/graph.ts'
import type { JournalEntry } from '../../../src/main/db/store.ts'

export const account = (id: string, patch: Partial<AdAccount> = {}): AdAccount => ({
  id,
  name: `Account ${id}`,
  currency: 'USD',
  zone: 'Europe/Berlin',
  status: 'ACTIVE',
  disableReason: 'NONE',
  amountSpent: 12_340_000,
  balance: 0,
  spendCap: null,
  tasks: ['MANAGE', 'ADVERTISE'],
  sources: [{ kind: 'owned', businessId: '11', businessName: 'Северный ветер' }, { kind: 'personal' }],
  ...patch,
})

export const campaign = (id: string, accountId: string, patch: Partial<Campaign> = {}): Campaign => ({
  id,
  accountId,
  name: `Campaign ${id}`,
  objective: 'OUTCOME_SALES',
  status: 'ACTIVE',
  effectiveStatus: 'ACTIVE',
  budget: { kind: 'daily', amount: 20_000_000 },
  bidStrategy: 'LOWEST_COST_WITHOUT_CAP',
  startTime: 1_760_000_000_000,
  stopTime: null,
  createdTime: 1_750_000_000_000,
  updatedTime: 1_760_000_000_000,
  ...patch,
})

export const adSet = (id: string, accountId: string, campaignId: string, patch: Partial<AdSet> = {}): AdSet => ({
  id,
  accountId,
  campaignId,
  name: `Ad set ${id}`,
  status: 'ACTIVE',
  effectiveStatus: 'ACTIVE',
  budget: { kind: 'daily', amount: 5_000_000 },
  budgetRemaining: 1_000_000,
  minSpend: null,
  maxSpend: null,
  bidStrategy: null,
  bidAmount: null,
  roasFloor: null,
  optimizationGoal: 'OFFSITE_CONVERSIONS',
  billingEvent: 'IMPRESSIONS',
  destination: null,
  promotedObject: { pixel_id: '77', custom_event_type: 'PURCHASE' },
  attribution: [{ event: 'CLICK_THROUGH', days: 7 }],
  targeting: { geo_locations: { countries: ['DE'] } },
  hours: [],
  learning: { status: 'LEARNING', conversions: 3, lastSignificantEdit: 1_750_000_000_000 },
  issues: [],
  dynamicCreative: false,
  payor: null,
  beneficiary: null,
  startTime: 1_760_000_000_000,
  endTime: null,
  createdTime: 1_750_000_000_000,
  updatedTime: 1_760_000_000_000,
  ...patch,
})

export const ad = (
  id: string,
  accountId: string,
  campaignId: string,
  adSetId: string,
  patch: Partial<Ad> = {},
): Ad => ({
  id,
  accountId,
  campaignId,
  adSetId,
  name: `Ad ${id}`,
  status: 'ACTIVE',
  effectiveStatus: 'ACTIVE',
  creativeId: '900',
  conversionDomain: null,
  review: [],
  issues: [],
  previewLink: null,
  sourceAdId: null,
  startTime: null,
  endTime: null,
  createdTime: 1_750_000_000_000,
  updatedTime: 1_760_000_000_000,
  ...patch,
})

/** A campaign's day as Meta writes it: texts for numbers. Absent figures are left out, but for the two that every row has. */
export interface DayOfCampaign {
  readonly objectId: string
  readonly day: Day
  readonly objective?: string
  readonly spend?: string
  readonly impressions?: number
  readonly clicks?: number
  readonly linkClicks?: number
  readonly reach?: number
  readonly purchases?: number
  readonly purchaseValue?: string
  /** By type, beside purchases. */
  readonly actions?: Readonly<Record<string, number>>
  /** By field. */
  readonly watched?: Readonly<Record<string, number>>
}

const text = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value))

/** Lists without entries are left out. */
const listOf = (counts: Readonly<Record<string, number>>) => {
  const list = Object.entries(counts).map(([action_type, count]) => ({ action_type, value: String(count) }))
  return list.length === 0 ? undefined : list
}

const rowOf = (row: DayOfCampaign, level: FiguresLevel) => ({
  [`${level}_id`]: row.objectId,
  objective: row.objective ?? 'OUTCOME_SALES',
  spend: row.spend ?? '0',
  impressions: text(row.impressions ?? 0),
  reach: text(row.reach),
  clicks: text(row.clicks),
  inline_link_clicks: text(row.linkClicks),
  actions: listOf({
    ...(row.purchases === undefined ? {} : { omni_purchase: row.purchases }),
    ...row.actions,
  }),
  action_values:
    row.purchaseValue === undefined ? undefined : [{ action_type: 'omni_purchase', value: row.purchaseValue }],
  ...Object.fromEntries(
    Object.entries(row.watched ?? {}).map(([field, count]) => [field, listOf({ video_view: count })]),
  ),
  date_start: row.day,
  date_stop: row.day,
})

const bytesOf = (request: ReadRequest, body: unknown, receivedAt: number): PageBytes => ({
  body: new TextEncoder().encode(JSON.stringify(body)),
  batch: false,
  status: 200,
  requests: [{ request, first: true, without: [] }],
  receivedAt,
})

export const insightPage = (
  accountId: string,
  rows: readonly DayOfCampaign[],
  receivedAt = 1,
  { level = 'campaign', closedBefore }: { readonly level?: FiguresLevel; readonly closedBefore?: Day } = {},
): PageBytes =>
  bytesOf(
    {
      kind: 'insights',
      level,
      accountId,
      since: '2026-01-01',
      until: '2026-12-31',
      ...(closedBefore ? { closedBefore } : {}),
    },
    { data: rows.map((row) => rowOf(row, level)), paging: { cursors: { before: 'a', after: 'b' } } },
    receivedAt,
  )

/** A page of the list of a level, as Meta writes it. Ad sets and ads: of campaign 101 and ad set 201. */
export const listPage = (accountId: string, level: Level, ids: readonly string[], receivedAt = 1): PageBytes =>
  bytesOf(
    { kind: 'objects', level, accountId, currency: 'USD' },
    {
      data: ids.map((id) => ({
        id,
        name: `${level} ${id}`,
        status: 'ACTIVE',
        effective_status: 'ACTIVE',
        ...(level === 'campaign' ? { objective: 'OUTCOME_SALES' } : { campaign_id: '101' }),
        ...(level === 'ad' ? { adset_id: '201' } : {}),
      })),
    },
    receivedAt,
  )

/** A campaign's or ad's hour of the account's clock. */
export interface HourOf extends DayOfCampaign {
  readonly hour: number
}
export const hourPage = (
  accountId: string,
  level: FiguresLevel,
  { since, until }: DayRange,
  rows: readonly HourOf[],
): PageBytes =>
  bytesOf(
    { kind: 'hours', level, accountId, since, until },
    {
      data: rows.map(({ hour, ...row }) => {
        const two = String(hour).padStart(2, '0')
        return { ...rowOf(row, level), [HOUR_OF_ACCOUNT]: `${two}:00:00 - ${two}:59:59` }
      }),
    },
    1,
  )

export const reachPage = (
  accountId: string,
  since: Day,
  until: Day,
  rows: readonly { readonly objectId: string; readonly reach: number }[],
): PageBytes =>
  bytesOf(
    { kind: 'reach', level: 'campaign', accountId, since, until },
    {
      data: rows.map(({ objectId, reach }) => ({
        campaign_id: objectId,
        reach: String(reach),
        date_start: since,
        date_stop: until,
      })),
    },
    1,
  )

export const campaignPage = (
  accountId: string,
  currency: string,
  rows: readonly unknown[],
  receivedAt = 1,
): PageBytes => bytesOf({ kind: 'objects', level: 'campaign', accountId, currency }, { data: rows }, receivedAt)

export const entry = (
  id: string,
  patch: Partial<JournalEntry> = {},
  edit: Partial<JournalEntry['edit']> = {},
): JournalEntry => ({
  edit: {
    id,
    accountId: 'act_1',
    accountName: 'Account',
    level: 'campaign',
    objectId: '101',
    objectName: 'Campaign «ёж» 🦔',
    currency: 'USD',
    change: { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
    actor: { kind: 'person' },
    reason: '',
    setId: null,
    createdAt: 1000,
    ...edit,
  },
  state: 'queued',
  at: 1000,
  failure: null,
  traceId: null,
  ...patch,
})
