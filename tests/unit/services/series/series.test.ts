import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSeriesService } from '../../../../src/main/services/series/index.ts'
import type { SeriesService } from '../../../../src/main/services/series/index.ts'
import type { Checked } from '../../../../src/shared/contract/contract.ts'
import { addDays, dayAt, daysOf as listDays } from '../../../../src/shared/domain/day.ts'
import type { Day, DayRange } from '../../../../src/shared/domain/day.ts'
import { createConverter, createRateBook } from '../../../../src/shared/domain/rates.ts'
import type { Rate } from '../../../../src/shared/domain/rates.ts'
import type { MetricId, Sums } from '../../../../src/shared/domain/metrics.ts'
import { comparedRange, rangeOf } from '../../../../src/shared/domain/periods.ts'
import { GRAINS } from '../../../../src/shared/domain/series.ts'
import { account, campaign, entry, insightPage } from '../../db/samples.ts'
import { rowsByDay } from '../../db/rows-by-day.ts'
import { openTemp } from '../../db/temp-store.ts'
import type { TempStore } from '../../db/temp-store.ts'

/** Figures over time against the same worked out day by day in plain JavaScript. */

/** It is 1 July in Tokyo and Berlin, and still 30 June in Los Angeles. */
const NOW = Date.parse('2026-07-01T02:00:00Z')
const ACCOUNTS = [
  account('act_1', { zone: 'Europe/Berlin' }),
  account('act_2', { zone: 'America/Los_Angeles' }),
  account('act_3', { zone: 'Asia/Tokyo', currency: 'JPY' }),
]
const CAMPAIGNS = Array.from({ length: 9 }, (_, i) => campaign(String(100 + i), `act_${(i % 3) + 1}`))
const FIRST = '2026-02-20'
const ALL: DayRange = { since: FIRST, until: '2026-07-01' }
const FORMULA = { id: 'formula:own', text: 'spend / (purchases + 2 * linkClicks)' } as const

/** What one euro is worth; of the yen it is not known before 10 March. */
const dollars = (day: Day): string => (1.1 + (Number(day.slice(8)) % 7) / 100).toFixed(2)
const yen = (day: Day): string | null => (day < '2026-03-10' ? null : (160 + (Number(day.slice(8)) % 5)).toFixed(1))
const RATES: readonly Rate[] = listDays(ALL).flatMap((day) =>
  [
    ['USD', dollars(day)],
    ['JPY', yen(day)],
  ].flatMap(([currency, perEuro]) =>
    currency && perEuro ? [{ currency, day, perEuro, source: 'provider' as const }] : [],
  ),
)
/** Dollars, in whole micros; null: nobody knows. */
const worth = (amount: number, accountId: string, day: Day): number | null => {
  if (accountId !== 'act_3') return amount
  const rate = yen(day)
  return rate === null ? null : Math.round(amount * (Number(`${dollars(day)}e15`) / Number(`${rate}e15`)))
}

const listed = new Map<string, readonly Day[]>()
/** As it is, and not counted anew for every bucket. */
const daysOf = ({ since, until }: DayRange): readonly Day[] => {
  const key = `${since} ${until}`
  const known = listed.get(key) ?? listDays({ since, until })
  listed.set(key, known)
  return known
}

const random = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const READINGS = [
  { accountId: 'act_1', ...ALL, partial: false },
  { accountId: 'act_2', since: '2026-04-01', until: '2026-06-30', partial: false },
  { accountId: 'act_2', since: '2026-05-10', until: '2026-05-12', partial: true },
  { accountId: 'act_3', since: FIRST, until: '2026-05-31', partial: false },
]

let temp: TempStore
let series: SeriesService
let days: ReadonlyMap<string, ReadonlyMap<Day, Sums>>
let ownReach: ReadonlyMap<string, number>

beforeAll(async () => {
  temp = await openTemp()
  const { store } = temp
  const next = random(7)
  const maybe = <T>(value: T): T | undefined => (next(5) === 0 ? undefined : value)
  await store.saveAccounts(ACCOUNTS, 1, true)
  await store.watchAccounts(
    ACCOUNTS.map(({ id }) => id),
    true,
  )
  for (const each of CAMPAIGNS) await store.saveObjects('campaign', [each], 1)
  const reach = new Map<string, number>()
  for (const { id } of ACCOUNTS) {
    const rows = CAMPAIGNS.filter(({ accountId }) => accountId === id).flatMap((each) =>
      daysOf(ALL)
        .filter(() => next(5) > 0)
        .map((day) => ({
          objectId: each.id,
          day,
          spend: (next(9000) / 100).toFixed(2),
          impressions: next(3000),
          reach: next(2000),
          ...Object.fromEntries(
            Object.entries({ clicks: maybe(next(3)), linkClicks: maybe(next(3)), purchases: maybe(next(4)) }).filter(
              ([, value]) => value !== undefined,
            ),
          ),
        })),
    )
    await store.sink(insightPage(id, rows))
    const own = daysOf(ALL).map((day) => ({ objectId: id.slice(4), day, reach: next(5000), impressions: 1 }))
    for (const { day, reach: people } of own) reach.set(`${id} ${day}`, people)
    await store.sink(insightPage(id, own, 1, { level: 'account' }))
  }
  for (const [i, { accountId, since, until, partial }] of READINGS.entries()) {
    await store.saveCoverage({
      accountId,
      kind: 'insights',
      level: 'campaign',
      range: { since, until },
      at: 1000 + i,
      partial,
    })
  }
  ownReach = reach
  days = rowsByDay(temp.file)
  series = createSeriesService({
    store,
    graph: { now: () => NOW } as never,
    clock: { now: () => NOW } as never,
    stored: () => ({ appId: null }) as never,
    watched: () => Promise.resolve(ACCOUNTS),
    hours: null as never,
    rates: {
      reporting: () => Promise.resolve({ ...createConverter(createRateBook(RATES), 'USD'), currency: 'USD' }),
    },
  })
})
afterAll(() => temp.dispose())

const TODAYS = new Map(ACCOUNTS.map(({ id, zone }) => [id, dayAt(NOW, zone)]))
const rangeIn = (id: string, period: Checked<'series.query'>['period']): DayRange =>
  rangeOf(period, TODAYS.get(id) ?? '')

/** For each place of the reference's days, the bucket it is in. */
const placesOf = (range: DayRange, grain: string): readonly number[] => {
  let bucket = -1
  return daysOf(range).map((day, i) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    const begins = grain === 'day' || (grain === 'week' ? weekday === 1 : day.endsWith('-01'))
    if (i === 0 || begins) bucket += 1
    return bucket
  })
}
const sum = (values: readonly (number | null | undefined)[]): number | null =>
  values.reduce<number | null>((total, value) => (value == null ? total : (total ?? 0) + value), null)
const over = (a: number | null, b: number | null, times = 1): number | null =>
  a === null || b === null || b === 0 ? null : (a / b) * times

interface Part {
  readonly accountId: string
  readonly campaigns: readonly string[]
  readonly isAccount: boolean
}
const partOf = (accountId: string, objectId?: string): Part => ({
  accountId,
  campaigns: objectId ? [objectId] : CAMPAIGNS.filter((each) => each.accountId === accountId).map(({ id }) => id),
  isAccount: objectId === undefined,
})

const valuesOf = (
  parts: readonly Part[],
  rangeFor: (accountId: string) => DayRange,
  places: readonly number[],
  figure: string,
  grain: string,
  converts: boolean,
): (number | null)[] => {
  const ranged = parts.map((part) => ({ part, of: daysOf(rangeFor(part.accountId)) }))
  return Array.from({ length: (places.at(-1) ?? -1) + 1 }, (_, bucket) => {
    const inBucket = ranged.flatMap(({ part, of }) =>
      of.flatMap((day, i) => (places[i] === bucket ? [{ part, day }] : [])),
    )
    const of = (id: keyof Sums): number | null => {
      const amounts = inBucket.flatMap(({ part, day }) => {
        const own = sum(part.campaigns.map((each) => days.get(each)?.get(day)?.[id]))
        if (own === null) return []
        return [id === 'spend' && converts ? worth(own, part.accountId, day) : own]
      })
      return amounts.includes(null) ? null : sum(amounts)
    }
    const reach = (): number | null => {
      if (grain !== 'day' || parts.length > 1) return null
      const [only] = inBucket
      if (!only) return null
      const isMeasured = only.part.campaigns.some((each) => days.get(each)?.has(only.day))
      if (!only.part.isAccount) return of('reach')
      return isMeasured ? (ownReach.get(`${only.part.accountId} ${only.day}`) ?? null) : null
    }
    switch (figure) {
      case 'reach':
        return reach()
      case 'frequency':
        return over(of('impressions'), reach())
      case 'ctr':
        return over(of('clicks'), of('impressions'))
      case 'cpm':
        return over(of('spend'), of('impressions'), 1000)
      case FORMULA.id: {
        const [purchases, clicks] = [of('purchases'), of('linkClicks')]
        return over(of('spend'), purchases === null || clicks === null ? null : purchases + 2 * clicks)
      }
      default:
        return of(figure as keyof Sums)
    }
  })
}

const FIGURES = ['spend', 'impressions', 'results', 'reach', 'frequency', 'ctr', 'cpm', FORMULA.id] as const
const MONEY: ReadonlySet<string> = new Set(['spend', 'cpm', FORMULA.id])
const range = fc
  .tuple(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 130 }))
  .map(([a, b]) => ({ since: addDays(FIRST, Math.min(a, b)), until: addDays(FIRST, Math.max(a, b)) }))
const question: fc.Arbitrary<Checked<'series.query'>> = fc.record({
  of: fc.oneof(
    fc.subarray(CAMPAIGNS, { minLength: 1, maxLength: 8 }).map((list) => ({
      kind: 'objects' as const,
      level: 'campaign' as const,
      objects: list.map(({ id, accountId }) => ({ id, accountId })),
    })),
    fc
      .subarray(
        ACCOUNTS.map(({ id }) => id),
        { minLength: 1 },
      )
      .map((accountIds) => ({ kind: 'accounts' as const, accountIds, most: 8 })),
    fc.subarray(ACCOUNTS.map(({ id }) => id)).map((accountIds) => ({ kind: 'total' as const, accountIds })),
  ),
  figures: fc.subarray([...FIGURES], { minLength: 1 }),
  formulas: fc.constant([FORMULA]),
  grain: fc.constantFrom(...GRAINS.filter((grain) => grain !== 'hour')),
  period: fc.oneof(range, fc.constantFrom('today', 'last7d', 'last30d', 'thisMonth', 'last90d')),
  compare: fc.oneof(fc.constantFrom(null, 'previous', 'lastYear'), range),
})

it('answers any question as plain JavaScript does', async () => {
  await fc.assert(
    fc.asyncProperty(question, async (asked) => {
      const found = await series.query(asked)
      const chosen = asked.of.kind === 'total' ? asked.of.accountIds : []
      const accounts = ACCOUNTS.filter(({ id }) => chosen.length === 0 || chosen.includes(id))
      const lines: readonly (readonly Part[])[] =
        asked.of.kind === 'objects'
          ? asked.of.objects.map(({ id, accountId }) => [partOf(accountId, id)])
          : asked.of.kind === 'accounts'
            ? asked.of.accountIds.map((id) => [partOf(id)])
            : [accounts.map(({ id }) => partOf(id))]
      const involved = lines.flat().map(({ accountId }) => accountId)
      const [reference] = involved
      const isMixed = involved.includes('act_3') && involved.some((id) => id !== 'act_3')
      const converts = isMixed && asked.figures.some((figure) => MONEY.has(figure))
      const places = placesOf(rangeIn(reference ?? '', asked.period), asked.grain)
      const compare = asked.compare

      const expected = asked.figures.flatMap((figure) =>
        lines.map((parts) => {
          const values = valuesOf(parts, (id) => rangeIn(id, asked.period), places, figure, asked.grain, converts)
          const before =
            compare &&
            valuesOf(
              parts,
              (id) => comparedRange(compare, rangeIn(id, asked.period)),
              places,
              figure,
              asked.grain,
              converts,
            )
          const partialOf = (rangeFor: (id: string) => DayRange): boolean[] => {
            const ranged = parts.map(({ accountId }) => ({ accountId, of: daysOf(rangeFor(accountId)) }))
            return values.map((_, bucket) =>
              ranged.some(({ accountId, of }) =>
                of.some((day, i) => {
                  if (places[i] !== bucket) return false
                  const newest = READINGS.findLast(
                    (each) => each.accountId === accountId && each.since <= day && day <= each.until,
                  )
                  return newest === undefined || newest.partial
                }),
              ),
            )
          }
          const partial = partialOf((id) => rangeIn(id, asked.period))
          const beforePartial = compare && partialOf((id) => comparedRange(compare, rangeIn(id, asked.period)))
          return { figure, values, before, partial, beforePartial }
        }),
      )
      const close = (list: readonly (number | null)[] | null) =>
        list && list.map((value) => value && Number(value.toPrecision(12)))
      const comparable = (line: (typeof expected)[number] | (typeof found.lines)[number]) => ({
        figure: line.figure,
        values: close(line.values),
        before: close(line.before),
        partial: line.partial,
        beforePartial: line.beforePartial,
      })
      expect(found.lines.map(comparable)).toEqual(expected.map(comparable))
      expect(found.buckets).toHaveLength((places.at(-1) ?? -1) + 1)
      // Never two currencies on one axis.
      expect(new Set(found.lines.map(({ currency }) => currency)).size).toBe(1)
      expect(found.converted?.currency).toBe(converts ? 'USD' : undefined)
    }),
    { numRuns: 150 },
  )
})

const ask = (patch: Partial<Checked<'series.query'>>) =>
  series.query({
    of: { kind: 'objects', level: 'campaign', objects: [{ id: '100', accountId: 'act_1' }] },
    figures: ['spend'],
    formulas: [],
    grain: 'day',
    period: 'last7d',
    compare: null,
    ...patch,
  })

describe('a chart', () => {
  it('says which buckets are not over, and the days of each, the widest where midnight lies between accounts', async () => {
    const { buckets, compared } = await ask({
      of: { kind: 'accounts', accountIds: ['act_1', 'act_2'], most: 8 },
      period: 'thisWeek',
      compare: 'previous',
      grain: 'week',
    })
    // In Los Angeles it is Tuesday, in Berlin Wednesday.
    expect(buckets).toEqual([{ since: '2026-06-29', until: '2026-07-01', hour: null, open: true }])
    expect(compared).toEqual([{ since: '2026-06-26', until: '2026-06-28' }])
  })

  it('shows the newest days of what is too long, and says how many it left out', async () => {
    const { buckets, cut } = await ask({ period: { since: '2020-01-01', until: '2026-06-30' } })
    expect(buckets).toHaveLength(1200)
    expect(buckets.at(-1)?.until).toBe('2026-06-30')
    expect(cut).toBe(daysOf({ since: '2020-01-01', until: '2026-06-30' }).length - 1200)
  })

  it('draws the accounts that spent most where there are too many, in whatever currency, and says how many it left out', async () => {
    const accountIds = ACCOUNTS.map(({ id }) => id)
    const period = { since: '2026-04-01', until: '2026-05-31' }
    const of = (most: number) => ask({ of: { kind: 'accounts', accountIds, most }, period, grain: 'month' })
    const all = await of(3)
    const spent = new Map(
      all.lines.map(({ objectId, values }) => [objectId, values.reduce<number>((sum, value) => sum + (value ?? 0), 0)]),
    )
    const byWorth = accountIds.toSorted((a, b) => (spent.get(b) ?? 0) - (spent.get(a) ?? 0))
    // By bare numbers the account in yen is like the others.
    expect([all.leftOut, byWorth[2]]).toEqual([0, 'act_3'])
    for (const most of [1, 2]) {
      const { lines, leftOut } = await of(most)
      expect([lines.map(({ objectId }) => objectId), leftOut]).toEqual([byWorth.slice(0, most), 3 - most])
    }
  })

  it('says why a line has nothing', async () => {
    const { lines } = await ask({ figures: ['reach', 'formula:gone', 'ctr'], grain: 'week' })
    expect(lines.map(({ none }) => none)).toEqual(['reach', 'formula', null])
  })

  it('does not add up results of two kinds, nor people reached', async () => {
    const rows = ['2026-01-05', '2026-01-06', '2026-01-12'].map((day, i) => ({
      objectId: '900',
      day,
      objective: i === 1 ? 'OUTCOME_TRAFFIC' : 'OUTCOME_SALES',
      purchases: 3,
      linkClicks: 5,
    }))
    await temp.store.sink(insightPage('act_1', rows))
    const { lines } = await ask({
      of: { kind: 'objects', level: 'campaign', objects: [{ id: '900', accountId: 'act_1' }] },
      figures: ['results' satisfies MetricId],
      grain: 'week',
      period: { since: '2026-01-05', until: '2026-01-18' },
    })
    expect(lines[0]?.values).toEqual([null, 3])
  })

  it('knows nothing of what is not watched', async () => {
    await expect(
      ask({ of: { kind: 'objects', level: 'campaign', objects: [{ id: '100', accountId: 'act_9' }] } }),
    ).rejects.toMatchObject({ code: 'notFound' })
  })

  it('marks edits, what Meta’s log tells besides, and what was restated, each on the account’s day', async () => {
    const { store } = temp
    const at = Date.parse('2026-06-28T05:00:00Z')
    const edit = { objectId: '101', accountId: 'act_2', createdAt: at } as const
    await store.appendJournal([entry('one', { state: 'confirmed', at }, edit)])
    await store.appendJournal([entry('two', { state: 'rejected', at }, edit)])
    const line = {
      accountId: 'act_2',
      event: 'update_campaign_run_status',
      words: 'Campaign status updated',
      actorId: '5',
      actorName: 'Dana',
      applicationId: null,
      applicationName: null,
      level: 'campaign' as const,
      objectId: '101',
      objectName: 'Campaign 101',
    }
    await store.saveActivities(
      'act_2',
      [
        // The first is our own edit as Meta tells of it.
        { ...line, at: at + 60_000, change: { kind: 'status', before: 'ACTIVE', after: 'PAUSED' } },
        { ...line, at: at + 40 * 3_600_000, change: { kind: 'budget', of: 'daily', before: 1, after: 2 } },
      ],
      { since: 0, at },
    )
    const closed = { closedBefore: '2026-06-25', level: 'campaign' as const }
    await store.saveCoverage({
      accountId: 'act_2',
      kind: 'insights',
      level: 'campaign',
      range: { since: '2026-06-20', until: '2026-06-24' },
      at: 2000,
      partial: false,
      closedBefore: '2026-06-25',
    })
    const row = { objectId: '101', day: '2026-06-20', impressions: 1 }
    await store.sink(insightPage('act_2', [{ ...row, spend: '10.00' }], Date.parse('2026-06-25T12:00Z'), closed))
    await store.sink(
      insightPage('act_2', [{ ...row, spend: '12.50' }], Date.parse('2026-06-26T12:00Z'), {
        ...closed,
        closedBefore: '2026-06-26',
      }),
    )
    const { marks, olderMarks } = await ask({
      of: { kind: 'objects', level: 'campaign', objects: [{ id: '101', accountId: 'act_2' }] },
    })
    expect(marks.map(({ entry, day, bucket }) => [entry.kind, entry.id.split(':')[0], day, bucket])).toEqual([
      ['restated', 'restated', '2026-06-25', 2],
      ['restated', 'restated', '2026-06-26', 3],
      // Five in the morning by Greenwich is the evening before in Los Angeles.
      ['change', 'edit', '2026-06-27', 4],
      ['change', 'log', '2026-06-29', 6],
    ])
    expect(marks[1]).toMatchObject({
      currency: 'USD',
      entry: { objectId: '101', restated: { days: 1, spend: 2_500_000 } },
    })
    expect(olderMarks).toBe(false)
  })
})
