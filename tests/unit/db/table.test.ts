import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, daysOf } from '../../../src/shared/domain/day.ts'
import type { DayRange } from '../../../src/shared/domain/day.ts'
import { METRIC_IDS, METRICS, NO_SUMS, SUMS } from '../../../src/shared/domain/metrics.ts'
import type { Metric, MetricId, Sums } from '../../../src/shared/domain/metrics.ts'
import type { Ad, AdAccount } from '../../../src/shared/domain/objects.ts'
import { placeOfResultType } from '../../../src/shared/domain/insights.ts'
import type { Aspect, FigureId, TableFilter, TableGroup, TablePageFound } from '../../../src/shared/domain/table.ts'
import { filterOfGroup } from '../../../src/renderer/features/campaigns/group-filter.ts'
import type { SameHours, TableMoney, TableQuery } from '../../../src/main/db/store.ts'
import { account, ad, adSet, campaign, hourPage, insightPage, reachPage } from './samples.ts'
import type { DayOfCampaign } from './samples.ts'
import { rowsByDay } from './rows-by-day.ts'
import type { DayRow } from './rows-by-day.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

/**
 * Tables of ads against the same questions worked out row by row in plain JavaScript. Figures come in as they do in life:
 * newest days first, older months later, and what was stored is changed again.
 */

const ACCOUNTS = [
  account('act_1', { name: 'Бета' }),
  account('act_2', { name: 'alpha', currency: 'EUR' }),
  account('act_3', { name: 'Gamma', currency: 'JPY' }),
]
const FIRST = '2025-11-20'
const DAYS = 130
const WORDS = ['Sale', 'ЛЕТО', 'lookalike', '🦔', 'Ёлка']
const OBJECTIVES = ['OUTCOME_SALES', 'OUTCOME_LEADS', 'OUTCOME_AWARENESS'] as const
const STATUSES = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'WITH_ISSUES'] as const
const ROAS_GAP = { id: 'formula:gap', text: 'purchaseValue / spend - 1' } as const
const PROFIT = { id: 'formula:profit', text: 'purchaseValue - spend' } as const

const random = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const next = random(20_260_301)
const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T

const campaigns = ACCOUNTS.flatMap(({ id }, a) =>
  Array.from({ length: 3 }, (_, i) =>
    campaign(String(100 * (a + 1) + i), id, { name: `Campaign ${pick(WORDS)}`, objective: pick(OBJECTIVES) }),
  ),
)
const adSets = campaigns.flatMap(({ id, accountId }) =>
  Array.from({ length: 2 }, (_, i) => adSet(`${id}${i}`, accountId, id, { name: `Set ${pick(WORDS)} ${i}` })),
)
const ads = adSets.flatMap(({ id, accountId, campaignId }) =>
  Array.from({ length: 5 }, (_, i) =>
    ad(`${id}${i}`, accountId, campaignId, id, {
      // Few names, so that ties have to be broken.
      name: `${pick(WORDS)}_${pick(WORDS)} | v${next(3)}`,
      effectiveStatus: pick(STATUSES),
    }),
  ),
)
const TAGS = [
  { name: 'best', objectIds: ads.filter((_, i) => i % 4 === 0).map(({ id }) => id) },
  { name: 'new', objectIds: ads.filter((_, i) => i % 6 === 0).map(({ id }) => id) },
]
const delivering = ads.filter(() => next(6) > 0)
const REACHED: DayRange = { since: addDays(FIRST, 20), until: addDays(FIRST, 40) }

/** Days that are known by hour. */
const HOURLY: DayRange = { since: addDays(FIRST, 110), until: addDays(FIRST, 117) }

const rowOf = ({ id, campaignId }: Ad, day: string): DayOfCampaign => {
  const maybe = <Key extends string, Value>(key: Key, value: Value) => (next(5) === 0 ? {} : { [key]: value })
  const own = campaigns.find((each) => each.id === campaignId)?.objective ?? ''
  return {
    objectId: id,
    day,
    // Once in a while what counts as a result changes.
    objective: next(150) === 0 ? 'OUTCOME_SALES' : own,
    spend: (next(3_000_000) / 100).toFixed(2),
    impressions: next(2000),
    ...maybe('clicks', next(4)),
    ...maybe('linkClicks', next(4)),
    ...maybe('reach', next(900)),
    ...maybe('purchases', next(3) + (next(3) === 0 ? 0.5 : 0)),
    ...maybe('purchaseValue', (next(9000) / 100).toFixed(2)),
    ...actionsOf(Number(id)),
  }
}
/** Each ad does what is its own: some sell, some collect leads, some have a video, which not everybody watches. */
const actionsOf = (id: number): Pick<DayOfCampaign, 'actions' | 'watched'> => {
  const some = (share: number): boolean => next(100) < share
  const plays = next(id % 7 === 0 ? 400_000 : 90)
  const isVideo = id % 3 === 0
  return {
    actions: {
      ...(id % 2 === 0 && some(70) ? { landing_page_view: next(80), omni_add_to_cart: next(9) } : {}),
      ...(id % 5 === 0 && some(60) ? { lead: next(5) + (some(20) ? 0.25 : 0), omni_complete_registration: 1 } : {}),
      ...(isVideo && some(90) ? { video_view: plays } : {}),
    },
    ...(isVideo && some(80)
      ? { watched: { video_p25_watched_actions: plays >> 1, video_thruplay_watched_actions: plays >> 2 } }
      : {}),
  }
}

let temp: TempStore
/** What accounts themselves spent by day, micros: they need not be what their ads add up to. */
const spentBy = new Map(
  ACCOUNTS.map(({ id }) => [
    id,
    new Map(
      daysOf({ since: addDays(FIRST, 45), until: addDays(FIRST, DAYS - 1) }).flatMap((day) =>
        next(4) === 0 ? [] : [[day, { spend: next(9_000) * 10_000, purchaseValue: next(9_000) * 10_000 }] as const],
      ),
    ),
  ]),
)
/** What one of a currency is worth in dollars; null: nobody knows. */
const RATE_GAP = { since: addDays(FIRST, 50), until: addDays(FIRST, 52) }
const rateOf = (currency: string, day: string): number | null => {
  if (currency === 'USD') return 1
  if (currency === 'JPY' && RATE_GAP.since <= day && day <= RATE_GAP.until) return null
  // Of many digits: products of short ones end in halves, which the order of adding rounds one way or the other.
  return (
    (currency === 'EUR' ? 1.100123457 : 0.00670123457) *
    (1 + 0.002 * (daysOf({ since: FIRST, until: day }).length % 17))
  )
}
/** By ad, then day: what the database holds (decoding is not what is tested here). */
let stored: ReadonlyMap<string, ReadonlyMap<string, DayRow>>
const reached = new Map(delivering.filter(() => next(3) > 0).map(({ id }) => [id, next(5000)]))

const store = async (span: readonly number[], share: number): Promise<void> => {
  for (const { id } of ACCOUNTS) {
    const rows = delivering
      .filter(({ accountId }) => accountId === id)
      .flatMap((each) => span.filter(() => next(100) < share).map((offset) => rowOf(each, addDays(FIRST, offset))))
    await temp.store.sink(insightPage(id, rows, 1, { level: 'ad' }))
  }
}
const spanOf = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

interface HourRow {
  readonly id: string
  readonly hour: number
  readonly spend: number | null
  readonly impressions: number | null
  readonly clicks: number | null
  readonly link_clicks: number | null
  readonly results: number | null
  readonly result_type: number | null
}
let hourly: ReadonlyMap<string, readonly HourRow[]>
const readHours = async (): Promise<typeof hourly> => {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(temp.file, { readonly: true })
  const rows = db
    .prepare('SELECT k.id, h.* FROM insight_hour h JOIN object_key k ON k.key = h.object')
    .all() as HourRow[]
  db.close()
  return Map.groupBy(rows, ({ id }) => id)
}

const readBack = (): typeof stored => {
  const all = rowsByDay(temp.file)
  return new Map(ads.map(({ id }) => [id, all.get(id) ?? new Map<string, DayRow>()]))
}

beforeAll(async () => {
  temp = await openTemp()
  await temp.store.saveAccounts(ACCOUNTS, 1, true)
  await temp.store.saveObjects('campaign', campaigns, 1)
  await temp.store.saveObjects('adset', adSets, 1)
  await temp.store.saveObjects('ad', ads, 1)
  for (const [position, { name, objectIds }] of TAGS.entries())
    await temp.store.saveKept({ kind: 'tag', id: name, name, position, updatedAt: 1, doc: { objectIds } })
  await store(spanOf(100, 130), 70)
  await temp.store.freshenRunning([])
  for (const from of [70, 40, 0]) {
    await store(spanOf(from, from + 30), 70)
    if (from === 40) await temp.store.freshenRunning([])
  }
  await store(spanOf(60, 128), 15)
  for (const [id, days] of spentBy) {
    const rows = [...days].map(([day, { spend, purchaseValue }]) => ({
      objectId: id.slice('act_'.length),
      day,
      spend: String(spend / 1e6),
      purchaseValue: String(purchaseValue / 1e6),
    }))
    await temp.store.sink(insightPage(id, rows, 1, { level: 'account' }))
  }
  for (const { id } of ACCOUNTS) {
    const rows = delivering
      .filter(({ accountId }) => accountId === id)
      .flatMap((each) =>
        daysOf(HOURLY).flatMap((day) =>
          Array.from({ length: 24 }, (_, hour) => hour)
            .filter(() => next(3) === 0)
            .map((hour) => ({ ...rowOf(each, day), hour })),
        ),
      )
    await temp.store.sink(hourPage(id, 'ad', HOURLY, rows))
  }
  await temp.store.sink(
    reachPage(
      'act_1',
      REACHED.since,
      REACHED.until,
      [...reached].map(([objectId, reach]) => ({ objectId, reach })),
    ),
  )
  stored = readBack()
  hourly = await readHours()
})
afterAll(() => temp.dispose())

const add = (values: readonly (number | null)[]): number | null =>
  values.reduce((total, value) => (value === null ? total : (total ?? 0) + value), null)
const fold = (text: string): string => text.normalize('NFKC').toLowerCase()
const order = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sums over a range, with what its results are; a kind that is not one is null. */
const sumsOf = (id: string, range: DayRange): Sums & { readonly kind: number | null } => {
  const days = daysOf(range).flatMap((day) => stored.get(id)?.get(day) ?? [])
  const kinds = [...new Set(days.map(({ type }) => type).filter((type) => type !== 0))]
  const one = kinds.length <= 1
  const own = Object.fromEntries(SUMS.map((sum) => [sum, add(days.map((day) => day[sum]))])) as Sums
  const isReachKind = kinds[0] === placeOfResultType('reach')
  return {
    ...own,
    results: one && !isReachKind ? own.results : null,
    reach:
      range.since === range.until
        ? (days[0]?.reach ?? null)
        : days.length > 0 && range.since === REACHED.since && range.until === REACHED.until
          ? (reached.get(id) ?? null)
          : null,
    kind: one ? (kinds[0] ?? 0) : 0,
  }
}

/** The first hours of a day. */
const sumsOfHours = (id: string, day: string, hours: number): ReturnType<typeof sumsOf> => {
  const first = Number(day.replaceAll('-', '')) * 100
  const rows = (hourly.get(id) ?? []).filter(({ hour }) => hour >= first && hour < first + hours)
  const kinds = [...new Set(rows.flatMap(({ result_type: type }) => type ?? []))]
  const one = kinds.length <= 1
  return {
    ...NO_SUMS,
    spend: add(rows.map(({ spend }) => spend)),
    impressions: add(rows.map(({ impressions }) => impressions)),
    clicks: add(rows.map(({ clicks }) => clicks)),
    linkClicks: add(rows.map(({ link_clicks }) => link_clicks)),
    results: one && kinds[0] !== placeOfResultType('reach') ? add(rows.map(({ results }) => results)) : null,
    kind: one ? (kinds[0] ?? 0) : 0,
  }
}

type Amount = 'spend' | 'purchaseValue'
/** Of which amount a figure is made; null: it is none. */
const amountOf = (id: FigureId): Amount | null =>
  id === PROFIT.id
    ? 'spend'
    : id === ROAS_GAP.id || METRICS[id as MetricId].unit !== 'money'
      ? null
      : id === 'purchaseValue'
        ? id
        : 'spend'
/** What an account's amounts of a range are worth in dollars: the mean of its days' rates, weighed by its own amounts. */
const factors = new Map<string, number>()
const factorOf = (owner: AdAccount, range: DayRange, amount: Amount): number => {
  const key = `${owner.id} ${range.since} ${range.until} ${amount}`
  const factor = factors.get(key) ?? freshFactor(owner, range, amount)
  factors.set(key, factor)
  return factor
}
const freshFactor = ({ id, currency }: AdAccount, range: DayRange, amount: Amount): number => {
  if (currency === 'USD') return 1
  const days = daysOf(range)
  const of = (day: string): number => (days.length === 1 ? 0 : (spentBy.get(id)?.get(day)?.[amount] ?? 0))
  const isKnown = days.some((day) => of(day) !== 0)
  const weighed = days.map((day) => ({ own: isKnown ? of(day) : 1, rate: rateOf(currency, day) ?? Number.NaN }))
  const counted = weighed.filter(({ own }) => own !== 0)
  return counted.reduce((sum, { own, rate }) => sum + own * rate, 0) / counted.reduce((sum, { own }) => sum + own, 0)
}
const numberOr = (value: number): number | null => (Number.isNaN(value) ? null : value)

const figureOf = (id: FigureId, sums: Sums): number | null => {
  if (id === PROFIT.id)
    return sums.purchaseValue === null || sums.spend === null ? null : sums.purchaseValue - sums.spend
  if (id === ROAS_GAP.id) {
    const { purchaseValue, spend } = sums
    return purchaseValue === null || !spend ? null : purchaseValue / spend - 1
  }
  const metric: Metric = METRICS[id as MetricId]
  if (metric.kind !== 'ratio') return sums[id as keyof Sums]
  const [over, under] = [sums[metric.over], sums[metric.under]]
  return over === null || !under ? null : (over / under) * metric.times
}
interface Three {
  readonly now: number | null
  readonly like: number | null
  readonly then: number | null
}
const aspectOf = (aspect: Aspect, { now, like, then }: Three): number | null => {
  if (aspect === 'value') return now
  if (aspect === 'before') return then
  if (like === null || then === null) return null
  if (aspect === 'change') return like - then
  return then === 0 ? null : (like - then) / Math.abs(then)
}

const partOf = (name: string, part: number): string => name.split(/_| \| /)[part] ?? ''

const FIGURES: readonly FigureId[] = [...METRIC_IDS, ROAS_GAP.id, PROFIT.id]

const expected = (query: TableQuery) => {
  const all = ads.flatMap((each) => {
    const at = query.ranges.findIndex(({ accountId }) => accountId === each.accountId)
    const range = query.ranges[at]
    const owner = ACCOUNTS.find(({ id }) => id === each.accountId)
    const parent = campaigns.find(({ id }) => id === each.campaignId)
    const set = adSets.find(({ id }) => id === each.adSetId)
    if (!range || !owner || !parent || !set) return []
    const compared = query.compared[at]
    const hours = query.hours?.[at]?.hours
    const tags = TAGS.filter(({ objectIds }) => objectIds.includes(each.id)).map(({ name }) => name)
    return [
      {
        each,
        owner,
        parent,
        set,
        tags,
        range,
        compared,
        now: sumsOf(each.id, range),
        like: hours === undefined ? sumsOf(each.id, range) : sumsOfHours(each.id, range.since, hours),
        then:
          compared === undefined
            ? null
            : hours === undefined
              ? sumsOf(each.id, compared)
              : sumsOfHours(each.id, compared.since, hours),
      },
    ]
  })
  type One = (typeof all)[number]
  /** In dollars where accounts of several currencies are compared. */
  const valueOf = (
    { now, like, then, owner, range, compared }: One,
    figure: FigureId,
    aspect: Aspect,
  ): number | null => {
    const own = aspectOf(aspect, {
      now: figureOf(figure, now),
      like: figureOf(figure, like),
      then: then && figureOf(figure, then),
    })
    const amount = query.money ? amountOf(figure) : null
    if (own === null || amount === null || aspect === 'changePercent') return own
    return numberOr(own * factorOf(owner, aspect === 'before' ? (compared ?? range) : range, amount))
  }
  const holds = (one: One, filter: TableFilter): boolean => {
    if (filter.kind === 'text') {
      const name = fold(
        { name: one.each.name, campaign: one.parent.name, adset: one.set.name, id: one.each.id }[filter.field],
      )
      const text = fold(filter.text.trim())
      if (filter.operator === 'lacks') return !name.includes(text)
      return filter.operator === 'contains'
        ? name.includes(text)
        : filter.operator === 'is'
          ? name === text
          : name.startsWith(text)
    }
    if (filter.kind === 'choice') {
      if (filter.field === 'tags') {
        const tags = one.tags.length === 0 ? [''] : one.tags
        return tags.some((tag) => filter.values.includes(tag)) === (filter.operator === 'in')
      }
      const value =
        filter.field === 'status'
          ? one.each.effectiveStatus
          : filter.field === 'objective'
            ? one.parent.objective
            : one.owner.currency
      return filter.values.includes(value) === (filter.operator === 'in')
    }
    if (filter.kind === 'namePart')
      return filter.values.includes(partOf(one.each.name, filter.part)) === (filter.operator === 'in')
    const value = filter.figure === 'budget' ? null : valueOf(one, filter.figure, filter.aspect)
    if (value === null) return false
    return filter.operator === '<'
      ? value < filter.value
      : filter.operator === '<='
        ? value <= filter.value
        : filter.operator === '>'
          ? value > filter.value
          : value >= filter.value
  }
  const asksStatus = query.filters.some(
    (filter) => filter.kind === 'choice' && filter.field === 'status' && filter.operator === 'in',
  )
  const search = fold(query.search.trim())
  const matched = all.filter(
    (one) =>
      (query.campaignIds.length === 0 || query.campaignIds.includes(one.parent.id)) &&
      (asksStatus || one.each.effectiveStatus !== 'ARCHIVED') &&
      (search === '' || fold(one.each.name).includes(search) || one.each.id === search) &&
      query.filters.every((filter) => holds(one, filter)),
  )
  type When = 'now' | 'like' | 'then'
  const isMixed = (ones: readonly One[]): boolean => new Set(ones.map(({ owner }) => owner.currency)).size > 1
  const isWhole = query.money?.whole ?? false
  const isConverted = (ones: readonly One[]): boolean => query.money !== undefined && (isWhole || isMixed(ones))
  const added = (ones: readonly One[], when: When, converts = isConverted(ones)): Sums => {
    const mixed = isMixed(ones) && query.money === undefined
    const amounts = (amount: Amount): number | null => {
      const worths = ones.flatMap(({ owner, range, compared, ...one }) => {
        const value = one[when]?.[amount] ?? null
        return value === null ? [] : [value * factorOf(owner, when === 'then' ? (compared ?? range) : range, amount)]
      })
      return worths.length === 0 ? null : numberOr(Math.round(worths.reduce((sum, each) => sum + each, 0)))
    }
    const kinds = new Set(ones.map((one) => one[when]?.kind ?? 0).filter((kind) => kind !== 0))
    const own = Object.fromEntries(SUMS.map((sum) => [sum, add(ones.map((one) => one[when]?.[sum] ?? null))])) as Sums
    return {
      ...own,
      ...(mixed ? { spend: null, purchaseValue: null } : {}),
      ...(converts ? { spend: amounts('spend'), purchaseValue: amounts('purchaseValue') } : {}),
      ...(kinds.size > 1 ? { results: null } : {}),
      reach: ones.length === 1 ? (ones[0]?.[when]?.reach ?? null) : null,
    }
  }
  const { sort } = query
  const sign = sort.direction === 'ascending' ? 1 : -1
  const nullsLast = (a: string | number | null, b: string | number | null): number =>
    a === null || b === null ? Number(a === null) - Number(b === null) : sign * order(a, b)
  const keyOf = (one: One): string | number | null => {
    if (sort.by === 'name') return fold(one.each.name)
    if (sort.by === 'account') return fold(one.owner.name)
    if (sort.by === 'campaign') return fold(one.parent.name)
    if (sort.by === 'status') return ['ACTIVE', 'WITH_ISSUES', 'PAUSED', 'ARCHIVED'].indexOf(one.each.effectiveStatus)
    if (sort.by === 'objective') return one.parent.objective
    return valueOf(one, sort.by as FigureId, sort.aspect)
  }
  const sorted = matched.toSorted(
    (a, b) =>
      nullsLast(keyOf(a), keyOf(b)) || order(fold(a.each.name), fold(b.each.name)) || order(a.each.id, b.each.id),
  )
  const values = (sums: Sums) => query.figures.map((figure) => figureOf(figure, sums))
  const allOf = (ones: readonly One[]) => ({
    values: values(added(ones, 'now')),
    comparable: query.hours ? values(added(ones, 'like')) : null,
    before: compares ? values(added(ones, 'then')) : null,
  })
  const compares = query.compared.length > 0
  const groupNames = ({ each, owner, parent, tags }: One): readonly string[] => {
    if (query.group?.by === 'tag') return tags.length > 0 ? tags : ['']
    if (query.group?.by === 'namePart') return [partOf(each.name, query.group.part)]
    return [query.group?.by === 'account' ? owner.name : parent.objective]
  }
  const names = query.group ? [...new Set(matched.flatMap(groupNames))] : []
  const groups = names
    .map((name) => {
      const ones = matched.filter((one) => groupNames(one).includes(name))
      const three = (figure: FigureId, converts?: boolean): Three => ({
        now: figureOf(figure, added(ones, 'now', converts)),
        like: figureOf(figure, added(ones, 'like', converts)),
        then: compares ? figureOf(figure, added(ones, 'then', converts)) : null,
      })
      const figure = FIGURES.find((id) => id === sort.by)
      if (figure === undefined) return { name, ones, key: name === '' ? null : name.toLowerCase() }
      const own = three(figure)
      const shown = aspectOf(sort.aspect, own)
      const isForeign =
        query.money && !isWhole && amountOf(figure) && !isMixed(ones) && ones[0]?.owner.currency !== 'USD'
      if (!isForeign || sort.aspect === 'changePercent') return { name, ones, key: shown }
      // What it is worth; a difference as much as its own days are.
      const worth = three(figure, true)
      if (sort.aspect !== 'change') return { name, ones, key: aspectOf(sort.aspect, worth) }
      const key =
        shown === null || worth.like === null ? null : own.like ? (shown / own.like) * worth.like : -(worth.then ?? 0)
      return { name, ones, key }
    })
    .toSorted((a, b) => nullsLast(a.key, b.key) || order(a.name, b.name))
  const window = <T>(list: readonly T[]) => list.slice(query.offset, query.offset + query.limit)
  return {
    rows: query.group
      ? window(groups).map(({ name, ones }) => ({ name, size: ones.length, ...allOf(ones) }))
      : window(sorted).map((one) => ({
          name: one.each.id,
          size: 1,
          ...(isWhole
            ? allOf([one])
            : {
                values: values(one.now),
                comparable: query.hours ? values(one.like) : null,
                before: one.then && values(one.then),
              }),
        })),
    total: query.group ? groups.length : matched.length,
    objects: matched.length,
    totals: allOf(matched),
    currency: isConverted(matched) ? 'USD' : isMixed(matched) ? null : (matched[0]?.owner.currency ?? null),
    keys: query.group ? groups.map(({ name }) => name) : sorted.map(({ each }) => each.id),
    names: query.group ? groups.map(({ name }) => name) : sorted.map(({ each }) => each.name),
  }
}

/** Sums of fractions come in another order: the last bits may differ. */
const near = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(10)))
type All = Pick<TablePageFound['totals'], 'values' | 'comparable' | 'before'>
const nearAll = ({ values, comparable, before }: All): All => ({
  values: values.map(near),
  comparable: comparable && comparable.map(near),
  before: before && before.map(near),
})
const said = ({ rows, total, totals }: TablePageFound) => ({
  rows: rows.map(({ object, group, size, ...all }) => ({ name: object ? object.id : group, size, ...nearAll(all) })),
  total,
  objects: totals.objects,
  totals: nearAll(totals),
  currency: totals.currency,
})

const anyDay = fc.nat(DAYS - 1)
const anyRange = fc.oneof(
  fc
    .tuple(anyDay, anyDay)
    .map(([a, b]) => ({ since: addDays(FIRST, Math.min(a, b)), until: addDays(FIRST, Math.max(a, b)) })),
  anyDay.map((day) => ({ since: addDays(FIRST, day), until: addDays(FIRST, day) })),
  fc.constant(REACHED),
)
const anyFigure = fc.constantFrom<FigureId>(...FIGURES)
const anyAspect = fc.constantFrom<Aspect>('value', 'value', 'before', 'change', 'changePercent')
const anyFilter: fc.Arbitrary<TableFilter> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constantFrom('name' as const, 'campaign' as const, 'adset' as const, 'id' as const),
    operator: fc.constantFrom('contains' as const, 'lacks' as const, 'starts' as const, 'is' as const),
    text: fc.constantFrom('sale', 'ЛЕТО', ' 🦔', '1', 'Set'),
  }),
  fc
    .oneof(
      fc.record({ field: fc.constant('status' as const), values: fc.subarray<string>([...STATUSES]) }),
      fc.record({ field: fc.constant('objective' as const), values: fc.subarray<string>([...OBJECTIVES]) }),
      fc.record({ field: fc.constant('currency' as const), values: fc.subarray(['USD', 'EUR', 'JPY']) }),
      fc.record({ field: fc.constant('tags' as const), values: fc.subarray(['best', 'new', '']) }),
    )
    .chain((given) =>
      fc
        .constantFrom('in' as const, 'notIn' as const)
        .map((operator) => ({ kind: 'choice' as const, operator, ...given })),
    ),
  fc.record({
    kind: fc.constant('namePart' as const),
    part: fc.nat(3),
    operator: fc.constantFrom('in' as const, 'notIn' as const),
    values: fc.subarray(['Sale', 'sale', 'v1', 'ЛЕТО', '']),
  }),
  fc.record({
    kind: fc.constant('figure' as const),
    figure: anyFigure,
    aspect: anyAspect,
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    value: fc.constantFrom(0, 1, 0.01, 50, 4_000_000),
  }),
)
const anyGroup: fc.Arbitrary<TableGroup | null> = fc.constantFrom(
  null,
  null,
  null,
  { by: 'account' },
  { by: 'tag' },
  { by: 'objective' },
  { by: 'namePart', part: 1 },
  { by: 'namePart', part: 3 },
)
const hoursOf = (accountId: string, hours: number): SameHours => ({
  accountId,
  hours,
  at: hours === 0 ? null : 1,
  partial: false,
})
const moneyOf = (ranges: TableQuery['ranges'], compared: TableQuery['compared'], whole: boolean): TableMoney => {
  const factorsOf = (currency: string, { since, until }: DayRange) => ({
    currency,
    since,
    until,
    factors: daysOf({ since, until }).map((day) => rateOf(currency, day)),
    used: { since, until, lag: 0, rates: [] },
  })
  return {
    currency: 'USD',
    whole,
    accounts: ranges.flatMap((range, at) => {
      const { accountId } = range
      const currency = ACCOUNTS.find(({ id }) => id === accountId)?.currency ?? ''
      const then = compared[at]
      return currency === 'USD'
        ? []
        : [{ accountId, now: factorsOf(currency, range), before: then ? factorsOf(currency, then) : null, today: 1 }]
    }),
  }
}

const anyQuery: fc.Arbitrary<TableQuery> = fc
  .record({
    level: fc.constant('ad' as const),
    accounts: fc.uniqueArray(fc.tuple(fc.constantFrom(...ACCOUNTS.map(({ id }) => id)), anyRange, anyRange), {
      selector: ([id]) => id,
    }),
    compares: fc.constantFrom('days' as const, 'days' as const, 'hours' as const, null),
    hourly: fc.tuple(fc.nat(6), fc.array(fc.integer({ min: 0, max: 24 }), { minLength: 3, maxLength: 3 })),
    converts: fc.constantFrom(false, 'sums' as const, 'whole' as const),
    campaignIds: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.subarray(campaigns.map(({ id }) => id)) },
    ),
    adSetIds: fc.constant([]),
    search: fc.constantFrom('', '', '', 'лето', 'SALE', '🦔 ', 'ёлка', '10003', 'nothing'),
    filters: fc.array(anyFilter, { maxLength: 2 }),
    group: anyGroup,
    sort: fc.record({
      by: fc.oneof(
        anyFigure,
        fc.constantFrom(
          'name' as const,
          'account' as const,
          'campaign' as const,
          'status' as const,
          'objective' as const,
        ),
      ),
      aspect: anyAspect,
      direction: fc.constantFrom('ascending' as const, 'descending' as const),
    }),
    figures: fc.oneof(fc.constant(FIGURES), fc.subarray([...FIGURES])),
    formulas: fc.constant([ROAS_GAP, PROFIT]),
    trend: fc.constant(null),
    offset: fc.constantFrom(0, 0, 7, 1000),
    limit: fc.constantFrom(5, 100),
  })
  .map(({ accounts, compares, hourly: [offset, hours], converts, ...rest }): TableQuery => {
    // Accounts' todays are a day apart.
    const day = (at: number): string => addDays(HOURLY.until, -(offset % 3) - (at % 2))
    const today = (at: number, back: number) => ({ since: addDays(day(at), -back), until: addDays(day(at), -back) })
    const byHour = compares === 'hours'
    const back = offset < 3 ? 1 : 7 - (offset % 3) - 1
    const ranges = accounts.map(([accountId, range], at) => ({ accountId, ...(byHour ? today(at, 0) : range) }))
    const compared =
      compares === null
        ? []
        : accounts.map(([accountId, , range], at) => ({ accountId, ...(byHour ? today(at, back) : range) }))
    return {
      ...rest,
      ranges,
      compared,
      ...(byHour ? { hours: ranges.map(({ accountId }, at) => hoursOf(accountId, hours[at] ?? 0)) } : {}),
      ...(converts ? { money: moneyOf(ranges, compared, converts === 'whole') } : {}),
    }
  })

const check = (runs: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(anyQuery, async (query) => {
      const { keys, names, ...wanted } = expected(query)
      const page = await temp.store.table(query)
      expect(said(page)).toEqual({
        ...wanted,
        rows: wanted.rows.map((row) => ({ ...row, ...nearAll(row) })),
        totals: nearAll(wanted.totals),
      })
      const found = await temp.store.tableKeys({ ...query, offset: 0, limit: 1000 })
      if (query.group === null) expect(found).toEqual(keys)
      else expect(found).toHaveLength(keys.length)
      // What a group is opened by leaves its objects, as many as it says.
      for (const { key, size } of page.rows.slice(0, 3)) {
        const filter = query.group && filterOfGroup(query.group, key.slice('group:'.length))
        if (filter === null) continue
        const opened = { ...query, group: null, filters: [...query.filters, filter], figures: [], offset: 0, limit: 1 }
        expect((await temp.store.table(opened)).total).toBe(size)
      }
      // By their keys the rows are the same ones, whatever the order.
      const some = found.slice(query.offset, query.offset + query.limit).toReversed()
      expect((await temp.store.table({ ...query, keys: [...some, 'nothing'] })).rows).toEqual(page.rows.toReversed())
      for (const [text, from] of [
        ['sale_', 0],
        ['ЁЛКА', query.limit],
        ['v', 3],
      ] as const) {
        const begins = (name: string): boolean => fold(name).startsWith(fold(text))
        const after = names.findIndex((name, at) => at >= from % Math.max(1, names.length) && begins(name))
        const first = names.findIndex(begins)
        const place = after >= 0 ? after : first >= 0 ? first : null
        expect(await temp.store.tableFind(query, text, from)).toBe(place)
      }
    }),
    { numRuns: runs },
  )

describe('a table', () => {
  it('answers any question as plain JavaScript does', () => check(150))

  it('does so after Meta changed days of several months, an object was renamed and another one deleted', async () => {
    await store(spanOf(0, 130), 8)
    stored = readBack()
    const [first] = ads
    if (!first) throw new Error('no ad')
    const renamed = { ...first, name: 'Sale_Sale | v9' }
    ads[0] = renamed
    await temp.store.saveObjects('ad', [renamed], 2)
    await check(60)
  })

  it('has the trend of a row by day, and by week where there are many days', async () => {
    const [one] = delivering
    if (!one) throw new Error('no ad')
    const ask = async (range: DayRange): Promise<TablePageFound['rows'][number]['trend']> => {
      const page = await temp.store.table({
        level: 'ad',
        ranges: [{ accountId: one.accountId, ...range }],
        compared: [],
        campaignIds: [],
        adSetIds: [],
        search: one.id,
        filters: [{ kind: 'choice', field: 'status', operator: 'in', values: [...STATUSES] }],
        group: null,
        sort: { by: 'spend', aspect: 'value', direction: 'descending' },
        figures: ['spend'],
        formulas: [],
        trend: 'cpm',
        offset: 0,
        limit: 5,
      })
      return page.rows.find(({ key }) => key === one.id)?.trend ?? null
    }
    const week = { since: addDays(FIRST, 60), until: addDays(FIRST, 66) }
    const cpm = (range: DayRange) => near(figureOf('cpm', sumsOf(one.id, range)))
    expect((await ask(week))?.map(near)).toEqual(daysOf(week).map((day) => cpm({ since: day, until: day })))
    const long = { since: FIRST, until: addDays(FIRST, 69) }
    expect((await ask(long))?.map(near)).toEqual(
      Array.from({ length: 10 }, (_, i) => cpm({ since: addDays(FIRST, i * 7), until: addDays(FIRST, i * 7 + 6) })),
    )
  })
})
