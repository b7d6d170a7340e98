import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, daysOf } from '../../../src/shared/domain/day.ts'
import { RATE_SOURCES } from '../../../src/shared/domain/rates.ts'
import type { Rate } from '../../../src/shared/domain/rates.ts'
import { account, campaign, insightPage } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeAll(async () => {
  temp = await openTemp()
})
afterAll(() => temp.dispose())

const rate = (patch: Partial<Rate>): Rate => ({
  currency: 'USD',
  day: '2026-03-10',
  perEuro: '1.1',
  source: 'provider',
  ...patch,
})

it('keeps the rates of every source side by side, through a cleared cache, until they are taken back', async () => {
  const { store } = temp
  const all = RATE_SOURCES.map((source, i) => rate({ source, perEuro: `1.${i + 1}` }))
  const asked = { currency: 'USD', since: '2026-03-01', until: '2026-03-10', at: 5 }
  await store.saveRates([...all, rate({ currency: 'JPY', perEuro: '165.25' })], [asked])
  await store.saveRates([], [{ ...asked, since: '2026-03-05', until: '2026-03-12', at: 9 }])
  await store.clearCache()
  expect(await store.rates(['USD'])).toEqual(all)
  expect((await store.rates(['JPY', 'USD', 'XAF'])).map(({ currency }) => currency)).toEqual([
    'JPY',
    'USD',
    'USD',
    'USD',
  ])
  expect(await store.rateCurrencies()).toEqual(['JPY', 'USD'])
  expect(await store.ratesAsked()).toEqual([{ ...asked, until: '2026-03-12', at: 9 }])
  await store.deleteRate('USD', '2026-03-10', 'hand')
  expect((await store.rates(['USD'])).map(({ source }) => source)).toEqual(['file', 'provider'])
})

it('adds up campaigns in another currency as plain numbers do, each day by its own factor', async () => {
  const { store } = temp
  const since = '2026-03-01'
  const cell = fc.record({
    campaign: fc.integer({ min: 101, max: 105 }),
    day: fc.integer({ min: 0, max: 9 }),
    cents: fc.integer({ min: 0, max: 5_000_000 }),
  })
  const factor = fc.option(fc.double({ min: 0.0001, max: 20_000, noNaN: true }), { nil: null, freq: 8 })
  let next = 0
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(cell, { selector: (each) => `${each.campaign} ${each.day}`, minLength: 1, maxLength: 25 }),
      fc.array(factor, { minLength: 10, maxLength: 10 }),
      fc
        .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
        .map((pair) => pair.toSorted((a, b) => a - b)),
      async (cells, factors, [first = 0, last = 0]) => {
        const id = `act_7${next++}`
        await store.saveAccounts([account(id)], 1, false)
        // Each account has campaigns of its own.
        const idOf = (each: number): string => `${each}${id.slice(4)}`
        for (const each of [101, 102]) await store.saveObjects('campaign', [campaign(idOf(each), id)], 1)
        const rows = cells.map(({ campaign: each, day, cents }) => ({
          objectId: idOf(each),
          day: addDays(since, day),
          spend: (cents / 100).toFixed(2),
          impressions: 1,
        }))
        await store.sink(insightPage(id, rows, 1))
        const range = { since: addDays(since, first), until: addDays(since, last) }
        const { campaigns: found } = await store.convertedSums(id, range, factors.slice(first, last + 1))
        const inRange = cells.filter(({ day }) => day >= first && day <= last)
        expect(found.map((each) => each.id).toSorted()).toEqual(
          [...new Set(inRange.map((each) => idOf(each.campaign)))].toSorted(),
        )
        for (const each of found) {
          const own = inRange.filter((one) => idOf(one.campaign) === each.id)
          const rated = own.filter(({ day }) => factors[day] !== null)
          const plain = rated.reduce((sum, { day, cents }) => sum + cents * 10_000 * (factors[day] ?? 0), 0)
          expect(each.unrated).toBe(rated.length < own.length)
          expect(each.name === null).toBe(!each.id.startsWith('101') && !each.id.startsWith('102'))
          if (rated.length === 0) expect(each.spend).toBeNull()
          else expect(Math.abs((each.spend ?? 0) - plain)).toBeLessThanOrEqual(0.5 + plain * 1e-12)
        }
        expect(daysOf(range)).toHaveLength(last - first + 1)
      },
    ),
    { numRuns: 40 },
  )
})
