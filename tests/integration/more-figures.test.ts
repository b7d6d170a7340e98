import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { METRIC_GROUPS, METRICS } from '../../src/shared/domain/metrics.ts'
import type { MetricId } from '../../src/shared/domain/metrics.ts'
import { dayAt } from '../../src/shared/domain/day.ts'
import { RANKS } from '../../src/shared/domain/objects.ts'
import type { AdAccount } from '../../src/shared/domain/objects.ts'
import { rangeOf } from '../../src/shared/domain/periods.ts'
import type { FieldId, TableFilter, TablePage, TableRow } from '../../src/shared/domain/table.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'

/** Conversions by action type, videos and rankings: what tables say of ads, against the sandbox's own rows. */

const MINUTE = 60_000
let world: World
let accounts: readonly AdAccount[]

type Row = Readonly<Record<string, unknown>>
/** All rows of an account's question, read page by page. */
const plainRows = async (account: string, params: Readonly<Record<string, string>>): Promise<readonly Row[]> => {
  const rows: Row[] = []
  let after = ''
  do {
    const query = new URLSearchParams({ level: 'ad', limit: '500', ...params, ...(after === '' ? {} : { after }) })
    const response = await fetch(`${world.sandbox().url}/v26.0/${account}/insights?${query.toString()}`, {
      headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
    })
    const body = (await response.json()) as {
      data: Row[]
      paging?: { next?: string; cursors?: { after: string } }
    }
    rows.push(...body.data)
    after = body.paging?.next === undefined ? '' : (body.paging.cursors?.after ?? '')
  } while (after !== '')
  return rows
}

const table = (
  figures: readonly MetricId[],
  more: { readonly filters?: readonly TableFilter[]; readonly by?: FieldId } = {},
): Promise<TablePage> =>
  world.call('table.query', {
    level: 'ad',
    period: 'last7d',
    compare: null,
    accountIds: accounts.map(({ id }) => id),
    campaignIds: [],
    adSetIds: [],
    search: '',
    filters: [...(more.filters ?? [])],
    group: null,
    sort: { by: more.by ?? 'name', aspect: 'value', direction: 'descending' },
    figures: [...figures],
    formulas: [],
    trend: null,
    offset: 0,
    limit: 500,
  })

beforeAll(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  accounts = rows.filter(({ status }) => status === 'ACTIVE')
  await world.call('accounts.watch', { ids: accounts.map(({ id }) => id), watched: true })
  await world.call('workspaces.finishSetup')
  await world.advance(MINUTE)
  await world.call('sync.setPaused', { paused: true })
  await world.quiet()
})
afterAll(() => world.dispose())

/** Where each count is said: a field of its own, or one type among the actions. */
const SAID: Partial<Readonly<Record<MetricId, { readonly field: string; readonly type: string }>>> = {
  landingPageViews: { field: 'actions', type: 'landing_page_view' },
  contentViews: { field: 'actions', type: 'view_content' },
  addToCart: { field: 'actions', type: 'add_to_cart' },
  checkouts: { field: 'actions', type: 'initiate_checkout' },
  leads: { field: 'actions', type: 'lead' },
  registrations: { field: 'actions', type: 'complete_registration' },
  conversations: { field: 'actions', type: 'onsite_conversion.messaging_conversation_started_7d' },
  installs: { field: 'actions', type: 'mobile_app_install' },
  videoPlays: { field: 'actions', type: 'video_view' },
  video25: { field: 'video_p25_watched_actions', type: 'video_view' },
  video50: { field: 'video_p50_watched_actions', type: 'video_view' },
  video75: { field: 'video_p75_watched_actions', type: 'video_view' },
  video100: { field: 'video_p100_watched_actions', type: 'video_view' },
  thruPlays: { field: 'video_thruplay_watched_actions', type: 'video_view' },
}

describe('figures of ads', () => {
  it('are what the sandbox’s rows add up to, and costs and rates are made of their sums', async () => {
    const sums = Object.keys(SAID) as MetricId[]
    const ratios = ([...METRIC_GROUPS.conversions, ...METRIC_GROUPS.video, ...METRIC_GROUPS.clicks] as const).filter(
      (id) => METRICS[id].kind === 'ratio',
    )
    const base: readonly MetricId[] = ['spend', 'impressions', 'clicks', 'linkClicks', 'purchases']
    const figures = [...sums, ...base, ...ratios]
    const { rows } = await table(figures)
    const ofAd = new Map<string, Row[]>()
    for (const { id, zone } of accounts) {
      const range = rangeOf('last7d', dayAt(world.clock.now(), zone))
      const fields = ['ad_id', ...new Set(Object.values(SAID).map(({ field }) => field))].join()
      const plain = await plainRows(id, { fields, time_increment: '1', time_range: JSON.stringify(range) })
      for (const row of plain) ofAd.set(String(row['ad_id']), [...(ofAd.get(String(row['ad_id'])) ?? []), row])
    }
    let measured = 0
    for (const { key, values } of rows) {
      const value = (id: MetricId) => values[figures.indexOf(id)] ?? null
      const own = ofAd.get(key) ?? []
      for (const id of sums) {
        const { field, type } = SAID[id] ?? { field: '', type: '' }
        const counts = own.map((row) =>
          Number(
            ((row[field] ?? []) as { action_type: string; value?: string; action_reaction?: string }[]).find(
              (each) => each.action_type === type,
            )?.value ?? 0,
          ),
        )
        const total = counts.reduce((sum, count) => sum + count, 0)
        expect(value(id) ?? 0, `${key} ${id}`).toBe(total)
        if (total > 0) measured++
      }
      for (const id of ratios) {
        const metric = METRICS[id]
        if (metric.kind !== 'ratio' || metric.under === 'impressions') continue
        const [over, under] = [value(metric.over), value(metric.under)]
        expect(value(id), `${key} ${id}`).toBe(over === null || !under ? null : (over / under) * metric.times)
      }
    }
    expect(measured).toBeGreaterThan(200)
    // An ad without a video has nothing of it, and not zero.
    expect(
      rows.some(({ values }) => values[figures.indexOf('spend')] && values[figures.indexOf('hookRate')] === null),
    ).toBe(true)
  })
})

describe('rankings of ads', () => {
  it('are read with their time, and tables are sorted and filtered by them', async () => {
    expect(await world.call('sync.refresh', { kind: 'rankings' })).toMatchObject({ outcome: 'done', failures: [] })
    const fields = 'ad_id,impressions,quality_ranking,engagement_rate_ranking,conversion_rate_ranking'
    const said = new Map<string, Row>()
    for (const { id } of accounts)
      for (const row of await plainRows(id, { fields, date_preset: 'last_30d' })) said.set(String(row['ad_id']), row)
    const { rows } = await table([], { by: 'qualityRank' })
    let ranked = 0
    for (const { object } of rows) {
      const row = said.get(object?.id ?? '') ?? {}
      const known = (field: string) => RANKS.find((rank) => rank === row[field]) ?? null
      expect(object, object?.name).toMatchObject({
        qualityRank: known('quality_ranking'),
        engagementRank: known('engagement_rate_ranking'),
        conversionRank: known('conversion_rate_ranking'),
      })
      if (object?.qualityRank) {
        expect(object.rankedAt).toBe(world.clock.now())
        ranked++
      }
    }
    expect(ranked).toBeGreaterThan(20)
    const order = rows.map(({ object }) => (object?.qualityRank ? RANKS.indexOf(object.qualityRank) : RANKS.length))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    const low = ['BELOW_AVERAGE_35', 'BELOW_AVERAGE_20', 'BELOW_AVERAGE_10'] as const
    const filtered = await table([], {
      filters: [{ kind: 'choice', field: 'engagementRank', operator: 'in', values: [...low] }],
    })
    const isLow = ({ object }: TableRow): boolean => low.some((rank) => rank === object?.engagementRank)
    expect(filtered.rows.length).toBeGreaterThan(0)
    expect(filtered.rows.every(isLow)).toBe(true)
    // A page of all of them has no low one that the condition left out.
    const kept = new Set(filtered.rows.map(({ key }) => key))
    expect(filtered.total).toBe(kept.size)
    expect(rows.filter(isLow).filter(({ key }) => !kept.has(key))).toEqual([])
  })
})
