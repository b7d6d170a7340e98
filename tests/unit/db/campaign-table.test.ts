import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, daysOf } from '../../../src/shared/domain/day.ts'
import { figuresOf, METRIC_IDS } from '../../../src/shared/domain/metrics.ts'
import type { Sums } from '../../../src/shared/domain/metrics.ts'
import type { Campaign, CampaignRow } from '../../../src/shared/domain/objects.ts'
import type { CampaignQuery } from '../../../src/main/db/store.ts'
import { account, campaign, insightPage, reachPage } from './samples.ts'
import type { DayOfCampaign } from './samples.ts'
import { openTemp } from './temp-store.ts'

/** The table's answer against the same question worked out in plain JavaScript from the same rows. */

const ACCOUNTS = [
  account('act_1', { name: 'Бета' }),
  account('act_2', { name: 'alpha', currency: 'EUR' }),
  account('act_3', { name: 'Gamma' }),
]
const FIRST = '2026-03-01'
const DAYS = 10
const WORDS = ['Sale', 'ЛЕТО', 'lookalike', '🦔', 'Ёлка']
const STATUSES = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'WITH_ISSUES'] as const

interface World {
  readonly campaigns: readonly Campaign[]
  readonly rows: readonly (DayOfCampaign & { readonly accountId: string })[]
  readonly reach: readonly {
    readonly objectId: string
    readonly accountId: string
    readonly since: string
    readonly until: string
    readonly reach: number
  }[]
}

const random = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const makeWorld = (seed: number): World => {
  const next = random(seed)
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T
  const maybe = <T>(value: T): T | undefined => (next(4) === 0 ? undefined : value)
  const campaigns = Array.from({ length: 60 }, (_, i) =>
    campaign(String(900 + i), pick(ACCOUNTS).id, {
      // Few names, so that ties have to be broken.
      name: `${pick(WORDS)} ${pick(WORDS)}`,
      objective: pick(['OUTCOME_SALES', 'OUTCOME_TRAFFIC', 'OUTCOME_AWARENESS']),
      effectiveStatus: pick(STATUSES),
      budget: next(3) === 0 ? null : { kind: 'daily', amount: 1_000_000 * next(5) },
    }),
  )
  const delivering = campaigns.filter(() => next(5) > 0)
  const rows = delivering.flatMap(({ id, accountId, objective }) =>
    Array.from({ length: DAYS }, (_, i) => addDays(FIRST, i))
      .filter(() => next(3) > 0)
      .map((day) => ({
        objectId: id,
        accountId,
        day,
        objective,
        ...Object.fromEntries(
          Object.entries({
            spend: maybe((next(3000) / 100).toFixed(2)),
            impressions: maybe(next(2000)),
            clicks: maybe(next(4)),
            linkClicks: maybe(next(4)),
            reach: maybe(next(900)),
            purchases: maybe(next(3)),
            purchaseValue: maybe((next(9000) / 100).toFixed(2)),
          }).filter(([, value]) => value !== undefined),
        ),
      })),
  )
  const reach = delivering
    .filter(() => next(3) > 0)
    .map(({ id, accountId }) => ({
      objectId: id,
      accountId,
      since: FIRST,
      until: addDays(FIRST, 6),
      reach: next(5000),
    }))
  return { campaigns, rows, reach }
}

const sum = (values: readonly (number | null)[]): number | null =>
  values.reduce((total, value) => (value === null ? total : (total ?? 0) + value), null)

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

const STATUS_ORDER = ['ACTIVE', 'WITH_ISSUES', 'PAUSED', 'ARCHIVED']

/** `days`: what the store says each campaign had each day (decoding is not what is tested here). */
const answer = (
  world: World,
  days: ReadonlyMap<string, readonly { readonly day: string; readonly sums: Sums }[]>,
  query: CampaignQuery,
) => {
  const wanted = query.search.trim().toLowerCase()
  const rows = world.campaigns.flatMap((each) => {
    const range = query.ranges.find(({ accountId }) => accountId === each.accountId)
    const owner = ACCOUNTS.find(({ id }) => id === each.accountId)
    if (!range || !owner) return []
    const shown =
      query.statuses.length > 0 ? query.statuses.includes(each.effectiveStatus) : each.effectiveStatus !== 'ARCHIVED'
    if (!shown || !(each.name.toLowerCase().includes(wanted) || each.id === wanted)) return []
    const inRange = (days.get(each.id) ?? []).filter(({ day }) => daysOf(range).includes(day))
    const of = (id: keyof Sums) => sum(inRange.map(({ sums }) => sums[id]))
    const asked = world.reach.find(
      ({ objectId, since, until }) => objectId === each.id && since === range.since && until === range.until,
    )
    const sums: Sums = {
      spend: of('spend'),
      impressions: of('impressions'),
      clicks: of('clicks'),
      linkClicks: of('linkClicks'),
      results: of('results'),
      purchases: of('purchases'),
      purchaseValue: of('purchaseValue'),
      reach: range.since === range.until ? of('reach') : inRange.length > 0 ? (asked?.reach ?? null) : null,
    }
    return [{ each, owner, sums, figures: figuresOf(sums) }]
  })
  const keyOf = ({ each, owner, figures }: (typeof rows)[number]): string | number | null => {
    switch (query.sort.by) {
      case 'name':
        return each.name.toLowerCase()
      case 'account':
        return owner.name.toLowerCase()
      case 'status':
        return STATUS_ORDER.indexOf(each.effectiveStatus)
      case 'objective':
        return each.objective
      case 'budget':
        return each.budget?.amount ?? null
      default:
        return figures[query.sort.by]
    }
  }
  const sign = query.sort.direction === 'ascending' ? 1 : -1
  const sorted = rows.toSorted((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)]
    const byKey =
      left === null || right === null ? Number(left === null) - Number(right === null) : sign * compare(left, right)
    return byKey || compare(a.each.name.toLowerCase(), b.each.name.toLowerCase()) || compare(a.each.id, b.each.id)
  })
  const currencies = [...new Set(rows.map(({ owner }) => owner.currency))].toSorted()
  const mixed = currencies.length > 1
  const total = (id: keyof Sums) => sum(rows.map(({ sums }) => sums[id]))
  const totals = figuresOf({
    spend: mixed ? null : total('spend'),
    purchaseValue: mixed ? null : total('purchaseValue'),
    impressions: total('impressions'),
    clicks: total('clicks'),
    linkClicks: total('linkClicks'),
    results: total('results'),
    purchases: total('purchases'),
    reach: null,
  })
  return {
    rows: sorted.slice(query.offset, query.offset + query.limit).map(({ each, owner, figures }) => ({
      ...each,
      accountName: owner.name,
      currency: owner.currency,
      figures,
    })),
    total: rows.length,
    figures: totals,
    mixed,
    spendByCurrency: currencies
      .map((currency) => ({
        currency,
        spend: sum(rows.filter(({ owner }) => owner.currency === currency).map(({ sums }) => sums.spend)),
      }))
      .filter(({ spend }) => spend !== null),
  }
}

const range = fc.tuple(fc.nat(DAYS - 1), fc.nat(DAYS - 1)).map(([a, b]) => ({
  since: addDays(FIRST, Math.min(a, b)),
  until: addDays(FIRST, Math.max(a, b)),
}))
/** One day, the range whose reach is known, or any other. */
const anyRange = fc.oneof(
  range,
  fc.nat(DAYS - 1).map((day) => ({ since: addDays(FIRST, day), until: addDays(FIRST, day) })),
  fc.constant({ since: FIRST, until: addDays(FIRST, 6) }),
)
const anyQuery: fc.Arbitrary<CampaignQuery> = fc.record({
  ranges: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...ACCOUNTS.map(({ id }) => id)), anyRange), { selector: ([id]) => id })
    .map((list) => list.map(([accountId, days]) => ({ accountId, ...days }))),
  statuses: fc.subarray([...STATUSES]),
  search: fc.constantFrom('', '', '', 'лето', 'SALE', '🦔 ', 'ёлка', '905', 'nothing'),
  sort: fc.record({
    by: fc.constantFrom('name', 'account', 'status', 'objective', 'budget', ...METRIC_IDS),
    direction: fc.constantFrom('ascending', 'descending'),
  }),
  offset: fc.constantFrom(0, 0, 7, 1000),
  limit: fc.constantFrom(5, 100),
})

const UNCOMPARED: ReadonlySet<string> = new Set(['resultType', 'asOf', 'partial', 'pending'])
const comparable = (row: CampaignRow) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !UNCOMPARED.has(name)))

it('answers any question as plain JavaScript does', async () => {
  const temp = await openTemp()
  try {
    const { store } = temp
    const world = makeWorld(20_260_301)
    await store.saveAccounts(ACCOUNTS, 1, true)
    for (const each of world.campaigns) await store.saveCampaign(each, 1)
    for (const { id } of ACCOUNTS) {
      await store.sink(
        insightPage(
          id,
          world.rows.filter(({ accountId }) => accountId === id),
        ),
      )
      await store.sink(
        reachPage(
          id,
          FIRST,
          addDays(FIRST, 6),
          world.reach.filter(({ accountId }) => accountId === id),
        ),
      )
    }
    const whole = { since: FIRST, until: addDays(FIRST, DAYS - 1) }
    const days = new Map(
      await Promise.all(world.campaigns.map(async ({ id }) => [id, await store.campaignDays(id, whole)] as const)),
    )
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const expected = answer(world, days, query)
        const page = await store.campaigns(query)
        expect(page.rows.map(comparable)).toEqual(expected.rows)
        expect(page.total).toBe(expected.total)
        expect(page.totals.rows).toBe(expected.total)
        expect(page.totals.figures).toEqual(expected.figures)
        expect(page.totals.spendByCurrency).toEqual(expected.spendByCurrency)
        if (expected.mixed) expect(page.totals.currency).toBeNull()
      }),
      { numRuns: 300 },
    )
  } finally {
    await temp.dispose()
  }
})
