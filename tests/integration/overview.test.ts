import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayAt, daysOf } from '../../src/shared/domain/day.ts'
import type { DayRange } from '../../src/shared/domain/day.ts'
import { comparedRange } from '../../src/shared/domain/periods.ts'
import type { Comparison, Period } from '../../src/shared/domain/periods.ts'
import { placeOfResultType } from '../../src/shared/domain/insights.ts'
import { MOVER_METRICS } from '../../src/shared/domain/movers.ts'
import type { TableFilter } from '../../src/shared/domain/table.ts'
import type { AccountRow } from '../../src/shared/domain/objects.ts'
import { hoursOf } from '../hours.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'

interface PlainDay {
  readonly campaign: string
  readonly day: string
  readonly spend: number
  readonly purchaseValue: number
  readonly results: number
  /** As it is stored. */
  readonly type: number | null
}

let world: World
let accounts: readonly AccountRow[]
/** Everything there is, by account: what the figures are held to. */
const plain = new Map<string, PlainDay[]>()
/** By currency and day, as text. */
const perEuro = new Map<string, string>()

beforeAll(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  await world.call('app.setPreferences', { reportingCurrency: 'USD' })
  const { rows } = await world.call('accounts.list')
  const wanted = ['USD', 'EUR', 'KZT', 'JPY'].map(
    (currency) => rows.find((row) => row.currency === currency && row.status === 'ACTIVE') ?? rows[0],
  )
  accounts = wanted.flatMap((row) => (row ? [row] : []))
  await world.call('accounts.watch', { ids: accounts.map(({ id }) => id), watched: true })
  await world.call('workspaces.finishSetup')
  await world.quiet()
  await world.call('sync.setPaused', { paused: true })
  await world.quiet()

  const db = new Database(join(world.dataDir, `${world.app.workspaces.activeId()}.sqlite`), { readonly: true })
  for (const { id } of accounts) {
    const found = db
      .prepare(
        `SELECT k.id AS campaign, d.day, d.spend, d.purchase_value AS purchaseValue, d.results, d.result_type AS type
         FROM insight_day d JOIN object_key k ON k.key = d.object WHERE k.account_id = ? AND k.level = 'campaign'`,
      )
      .all(id) as (Omit<PlainDay, 'day'> & { readonly day: number })[]
    plain.set(
      id,
      found.map((row) => ({ ...row, day: String(row.day).replace(/(....)(..)(..)/, '$1-$2-$3') })),
    )
  }
  db.close()
  for (const { currency, day, perEuro: rate } of (await world.call('rates.get', { currency: null })).rows)
    perEuro.set(`${currency} ${day}`, rate)
}, 240_000)
afterAll(() => world.dispose())

/** The day's rate or the nearest earlier one. */
const rateAt = (currency: string, day: string): number => {
  if (currency === 'EUR') return 1
  for (let at = day; at > '2023-01-01'; at = addDays(at, -1)) {
    const found = perEuro.get(`${currency} ${at}`)
    if (found !== undefined) return Number(found)
  }
  throw new Error(`no rate of ${currency} by ${day}`)
}
const inDollars = (amount: number, currency: string, day: string): number =>
  currency === 'USD' ? amount : Math.round((amount * rateAt('USD', day)) / rateAt(currency, day))

/** What an account's days add up to in dollars: each day's sum converted by that day's rate. */
const moneyOf = (
  { id, currency }: AccountRow,
  range: DayRange,
  of: 'spend' | 'purchaseValue',
  told: (campaign: string) => boolean = () => true,
): number =>
  daysOf(range).reduce((sum, day) => {
    const own = (plain.get(id) ?? []).filter((each) => each.day === day && told(each.campaign))
    return (
      sum +
      inDollars(
        own.reduce((all, each) => all + each[of], 0),
        currency,
        day,
      )
    )
  }, 0)

/** What an account's or a campaign's results of these days count. */
const kindsOf = ({ id }: AccountRow, { since, until }: DayRange, campaign: string | null = null): Set<number> =>
  new Set(
    (plain.get(id) ?? []).flatMap(({ day, type, campaign: own }) =>
      since <= day && day <= until && type !== null && (campaign === null || own === campaign) ? [type] : [],
    ),
  )

const tableOf = (period: Period, filters: TableFilter[] = [], compare: Comparison | null = 'previous') =>
  world.call('table.query', {
    level: 'campaign',
    period,
    compare,
    accountIds: [],
    campaignIds: [],
    adSetIds: [],
    search: '',
    filters: [{ kind: 'choice', field: 'status', operator: 'notIn', values: [] }, ...filters],
    group: null,
    sort: { by: 'spend', aspect: 'value', direction: 'descending' },
    figures: ['spend', 'purchaseValue'],
    formulas: [],
    trend: null,
    offset: 0,
    limit: 500,
  })

describe('the overview', () => {
  it.each<[Period, Comparison | null]>([
    ['today', null],
    ['yesterday', 'previous'],
    ['last7d', 'previous'],
    ['last14d', { since: '2026-11-02', until: '2026-11-03' }],
    [{ since: '2026-10-25', until: '2026-11-17' }, 'lastYear'],
  ])('of %j against %j says in dollars what plain numbers say, each day by its own rate', async (period, compare) => {
    const overview = await world.call('overview.get', { period, compare })
    expect(overview.reporting).toBe('USD')
    expect(overview.accounts).toHaveLength(4)
    for (const {
      account,
      range,
      compared,
      figures,
      before,
      beforePartial,
      reporting,
      resultTypes,
    } of overview.accounts) {
      const spend = moneyOf(account, range, 'spend')
      const value = moneyOf(account, range, 'purchaseValue')
      expect(reporting.figures.spend ?? 0).toBe(spend)
      expect(reporting.figures.purchaseValue ?? 0).toBe(value)
      expect(reporting.figures.roas ?? 0).toBeCloseTo(spend === 0 ? 0 : value / spend, 12)
      expect(reporting.figures.ctr).toBe(figures.ctr)
      // Leads and purchases are not added up.
      const kinds = kindsOf(account, range)
      expect(resultTypes.length > 1).toBe(kinds.size > 1)
      if (kinds.size > 1) expect([figures.results, figures.costPerResult]).toEqual([null, null])
      expect(compared).toEqual(compare === null ? null : comparedRange(compare, range))
      // Of a year ago nothing was read yet, which is not nothing.
      expect([before === null, beforePartial]).toEqual([
        compare === null || compare === 'lastYear',
        compare === 'lastYear',
      ])
      if (compared) expect(reporting.before?.spend ?? 0).toBe(moneyOf(account, compared, 'spend'))
      if (account.currency === 'USD') {
        expect(reporting).toEqual({ figures, comparable: figures, before, used: null })
      } else if (spend > 0) {
        expect(reporting.used?.until).toBe(range.until < '2026-11-17' ? range.until : '2026-11-17')
        expect(reporting.used?.lag).toBeLessThanOrEqual(2)
      }
    }
  })

  it('compares today by the hour: full hours with the same of yesterday, each by its own rate', async () => {
    await world.call('hours.ask', { accountIds: [], level: 'account', against: 'sameHour' })
    const overview = await world.call('overview.get', { period: 'today', compare: 'sameHour' })
    for (const { account, range, comparable, before, reporting, hours: full, compared } of overview.accounts) {
      const [today, yesterday] = [range.since, addDays(range.since, -1)]
      const read = { of: { accountIds: [account.id] }, period: { since: yesterday, until: today } }
      const points = (await hoursOf(world, read)).objects[0]?.hours ?? []
      expect(compared).toEqual({ since: yesterday, until: yesterday })
      for (const [day, own, into] of [
        [today, comparable, reporting.comparable],
        [yesterday, before, reporting.before],
      ] as const) {
        const spend = points
          .filter((point) => point.day === day && point.hour < (full ?? 0))
          .reduce((sum, point) => sum + (point.figures.spend ?? 0), 0)
        expect(own?.spend ?? 0).toBe(spend)
        expect(into?.spend ?? 0).toBe(inDollars(spend, account.currency, day))
      }
    }
    expect(overview.accounts.some(({ before }) => (before?.spend ?? 0) > 0)).toBe(true)
  })

  it('counts each account by its own day, and draws thirty of them', async () => {
    // 13:20 UTC is tomorrow in Tokyo at no time yet, and the same day everywhere: go to where it is not.
    await world.advance(4 * 3_600_000)
    const { accounts: shown } = await world.call('overview.get', { period: 'today', compare: null })
    const days = shown.map(({ account, range, today }) => {
      expect(range).toEqual({ since: today, until: today })
      expect(today).toBe(dayAt(world.clock.now(), account.zone))
      return today
    })
    expect(new Set(days)).toEqual(new Set(['2026-11-18', '2026-11-19']))
    for (const { account, today, trend } of shown)
      for (const [at, spend] of trend.entries()) {
        const day = addDays(today, at + 1 - trend.length)
        const own = (plain.get(account.id) ?? []).filter((each) => each.day === day)
        if (day < '2026-11-17') expect(spend ?? 0).toBe(own.reduce((sum, each) => sum + each.spend, 0))
      }
  })

  it('comes to what tables come to, which put campaigns of all currencies in order by what they are worth', async () => {
    const period = { since: '2026-10-25', until: '2026-11-17' }
    const overview = await world.call('overview.get', { period, compare: 'previous' })
    const table = await tableOf(period)
    const { values, before, currency, converted, spendByCurrency } = table.totals
    expect([currency, table.currency, converted?.unrated]).toEqual(['USD', 'USD', []])
    // The overview has what deleted campaigns spent too: what it is worth is held to, currency by currency.
    const worth = (when: 'now' | 'before'): number =>
      overview.accounts.reduce((sum, { account, figures, before: then, reporting }) => {
        const own = spendByCurrency.find((each) => each.currency === account.currency)
        const [amount, of, into] =
          when === 'now'
            ? [own?.spend, figures.spend, reporting.figures.spend]
            : [own?.before, then?.spend, reporting.before?.spend]
        return sum + ((amount ?? 0) * (into ?? 0)) / (of ?? 1)
      }, 0)
    expect((values[0] ?? 0) / worth('now')).toBeCloseTo(1, 7)
    expect((before?.[0] ?? 0) / worth('before')).toBeCloseTo(1, 7)
    const factors = new Map(
      overview.accounts.map(({ account, figures, reporting }) => [
        account.id,
        (reporting.figures.spend ?? 0) / (figures.spend ?? 1),
      ]),
    )
    const worths = table.rows.flatMap(({ object, values: own }) =>
      own[0] === null || own[0] === undefined ? [] : [own[0] * (factors.get(object?.accountId ?? '') ?? 1)],
    )
    expect(worths.length).toBeGreaterThan(20)
    for (const [i, worth] of worths.entries()) expect(worth).toBeLessThanOrEqual((worths[i - 1] ?? worth) * 1.000001)
    // Amounts in conditions are dollars, whatever a campaign's own currency is.
    const least = 500_000_000
    const filtered = await tableOf(period, [
      { kind: 'figure', figure: 'spend', aspect: 'value', operator: '>=', value: least },
    ])
    expect(filtered.total).toBe(worths.filter((worth) => worth >= least).length)
    expect(new Set(filtered.rows.map((row) => row.currency)).size).toBeGreaterThan(1)
  })

  it('says where a day that is not over is compared with whole ones, and where days were not read', async () => {
    const ask = (period: Period, compare: Comparison | null) => tableOf(period, [], compare)
    expect((await ask('today', 'previous')).underWay).toBe(true)
    expect((await ask('thisMonth', 'previous')).underWay).toBe(true)
    for (const [period, compare] of [
      ['today', null],
      ['today', 'sameHour'],
      ['last7d', 'previous'],
    ] as const)
      expect((await ask(period, compare)).underWay).toBe(false)
    const { beforePartial, totals } = await ask('last7d', 'lastYear')
    expect([beforePartial, totals.before]).toEqual([true, [null, null]])
    expect((await ask('last7d', 'previous')).beforePartial).toBe(false)
  })

  it('knows no sum in dollars where a rate is missing, and all others as before', async () => {
    await world.call('app.setPreferences', { reportingCurrency: 'XAF' })
    const { accounts: shown, reporting } = await world.call('overview.get', { period: 'last7d', compare: 'previous' })
    expect(reporting).toBe('XAF')
    const table = await tableOf('last7d')
    expect([table.totals.values[0], table.currency]).toEqual([null, 'XAF'])
    expect(table.totals.converted?.unrated).toEqual(['EUR', 'JPY', 'KZT', 'USD'])
    for (const { figures, reporting: own } of shown) {
      if ((figures.spend ?? 0) > 0) expect([own.figures.spend, own.figures.roas]).toEqual([null, null])
      expect(own.figures.clicks).toBe(figures.clicks)
    }
    const movers = await world.call('overview.movers', {
      period: 'last7d',
      compare: null,
      accountIds: [],
      metric: 'spend',
      by: 'account',
    })
    expect(movers).toMatchObject({ currency: 'XAF', movers: [], change: null })
    expect(movers.unrated.length).toBeGreaterThan(0)
    await world.call('app.setPreferences', { reportingCurrency: 'USD' })
  })
})

describe('what moved most', () => {
  it.each(MOVER_METRICS)(
    'adds up to the change of %s that plain numbers say, by campaign and by account',
    async (metric) => {
      for (const by of ['campaign', 'account'] as const) {
        const found = await world.call('overview.movers', {
          period: 'last7d',
          compare: 'previous',
          accountIds: [],
          metric,
          by,
        })
        const daysIn = (account: AccountRow): Record<'before' | 'after', DayRange> => {
          const own = dayAt(world.clock.now(), account.zone)
          return {
            before: { since: addDays(own, -14), until: addDays(own, -8) },
            after: { since: addDays(own, -7), until: addDays(own, -1) },
          }
        }
        // Leads and purchases are not added up: told of what most was spent on.
        const { resultType } = found
        expect(resultType === null).toBe(metric === 'spend' || metric === 'roas')
        const isOfKind = (account: AccountRow, campaign: string): boolean => {
          const { before, after } = daysIn(account)
          const kinds = kindsOf(account, { since: before.since, until: after.until }, campaign)
          return resultType === null || (kinds.size === 1 && kinds.has(placeOfResultType(resultType)))
        }
        const sums = (of: 'before' | 'after') =>
          accounts.reduce(
            (sum, account) => {
              const range = daysIn(account)[of]
              const told = (campaign: string): boolean => isOfKind(account, campaign)
              const inRange = (plain.get(account.id) ?? []).filter(
                ({ campaign, day }) => day >= range.since && day <= range.until && told(campaign),
              )
              return {
                spend: sum.spend + moneyOf(account, range, 'spend', told),
                purchaseValue: sum.purchaseValue + moneyOf(account, range, 'purchaseValue', told),
                results: sum.results + inRange.reduce((all, { results }) => all + results, 0),
              }
            },
            { spend: 0, purchaseValue: 0, results: 0 },
          )
        const [was, is] = [sums('before'), sums('after')]
        const figure = (all: typeof was): number =>
          metric === 'costPerResult'
            ? all.spend / all.results
            : metric === 'roas'
              ? all.purchaseValue / all.spend
              : all[metric]
        // Campaigns are rounded one by one, accounts day by day: some micros apart.
        const close = (value: number | null, wanted: number): void =>
          expect(Math.abs((value ?? Number.NaN) - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 1e-8)
        close(found.before, figure(was))
        close(found.after, figure(is))
        const told = found.movers.reduce((sum, { part }) => sum + part, 0) + found.others.part
        expect(Math.abs(told - (found.change ?? Number.NaN))).toBeLessThanOrEqual((found.before ?? 0) * 1e-9)
        expect(Math.abs(found.mix + found.rate - (found.change ?? Number.NaN))).toBeLessThanOrEqual(
          (found.before ?? 0) * 1e-9,
        )
        const sizes = found.movers.map(({ part }) => Math.abs(part))
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
        expect(found.movers.length).toBeGreaterThan(0)
        expect(found.unrated).toEqual([])
      }
    },
  )

  it('leaves out accounts of which days were never read, and says which', async () => {
    const ask = (compare: Comparison) =>
      world.call('overview.movers', { period: 'last7d', compare, accountIds: [], metric: 'spend', by: 'campaign' })
    const names = accounts.map(({ name }) => name).toSorted()
    const found = await ask('lastYear')
    expect(found).toMatchObject({ movers: [], change: null, asOf: null, partial: false, unrated: [] })
    expect(found.unread.toSorted()).toEqual(names)
    const read = await ask('previous')
    expect(read.unread).toEqual([])
    expect(read.asOf).toBeGreaterThan(0)
  })

  it('compares days that are over: of today, yesterday', async () => {
    const ask = (period: Period) =>
      world.call('overview.movers', {
        period,
        compare: null,
        accountIds: [accounts[0]?.id ?? ''],
        metric: 'spend',
        by: 'campaign',
      })
    const { zone = 'UTC' } = accounts[0] ?? {}
    const today = dayAt(world.clock.now(), zone)
    const yesterday = addDays(today, -1)
    expect(await ask('today')).toMatchObject({
      range: { since: yesterday, until: yesterday },
      compared: { since: addDays(today, -2), until: addDays(today, -2) },
    })
    expect((await ask('thisMonth')).range).toEqual({ since: `${today.slice(0, 8)}01`, until: yesterday })
  })
})
