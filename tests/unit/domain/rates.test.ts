import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysOf } from '../../../src/shared/domain/day.ts'
import type { Day } from '../../../src/shared/domain/day.ts'
import {
  allUsed,
  createConverter,
  createRateBook,
  dayFactorsOf,
  parseRate,
  rateText,
} from '../../../src/shared/domain/rates.ts'
import type { Rate } from '../../../src/shared/domain/rates.ts'

const FRIDAY = '2026-11-13'
const MONDAY = '2026-11-16'
const CURRENCIES = ['USD', 'JPY', 'KZT', 'GBP', 'EUR']

/** From 0.0001 to a million, with up to six decimals: as rates are. */
const rate = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => {
    const text = String(digits).padStart(places + 1, '0')
    return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
  })
  .filter((text) => Number(text) >= 0.0001 && Number(text) <= 1_000_000)
const rates = fc
  .record({ USD: rate, JPY: rate, KZT: rate, GBP: rate })
  .map((each) =>
    Object.entries(each).map(([currency, perEuro]): Rate => ({ currency, day: FRIDAY, perEuro, source: 'provider' })),
  )
const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })
const currency = fc.constantFrom(...CURRENCIES)
const perEuro = (book: readonly Rate[], of: string): number =>
  Number(book.find((each) => each.currency === of)?.perEuro ?? '1')

describe('a rate as text', () => {
  it('is exact, and nothing else than a plain decimal above zero', () => {
    fc.assert(
      fc.property(rate, (text) => {
        const scaled = parseRate(text)
        if (scaled === null) throw new Error(text)
        expect(Number(rateText(scaled))).toBe(Number(text))
        expect(parseRate(rateText(scaled))).toBe(scaled)
      }),
    )
    for (const text of ['', '0', '0.000', '-1', '+1', '1e3', '1,5', '.5', '1.', ' 1', 'NaN', '1234567890123'])
      expect(parseRate(text)).toBeNull()
  })
})

describe('converting', () => {
  it('comes to what plain numbers come to, to the micro or to sixteen digits', () => {
    fc.assert(
      fc.property(rates, amount, currency, currency, (list, micros, from, to) => {
        const found = createConverter(createRateBook(list), to).convert(micros, from, FRIDAY)
        const plain = (micros * perEuro(list, to)) / perEuro(list, from)
        if (from === to) expect(found).toEqual({ micros, used: null })
        else expect(Math.abs((found?.micros ?? Infinity) - plain)).toBeLessThanOrEqual(0.5 + Math.abs(plain) * 1e-15)
      }),
    )
  })

  it('comes back to within the rounding: half a micro of the other currency', () => {
    fc.assert(
      fc.property(rates, amount, currency, currency, (list, micros, from, to) => {
        const book = createRateBook(list)
        const there = createConverter(book, to).convert(micros, from, FRIDAY)?.micros ?? Number.NaN
        const back = createConverter(book, from).convert(there, to, FRIDAY)?.micros ?? Number.NaN
        // Half a micro there, brought back, and half a micro here; beyond 2^53 the last digits are a double's.
        const slack = (0.5 + Math.abs(there) * 2 ** -53) * (perEuro(list, from) / perEuro(list, to)) + 0.5
        expect(Math.abs(back - micros)).toBeLessThanOrEqual(slack + Math.abs(micros) * 2 ** -53)
      }),
    )
  })

  it('comes to the same over a third currency, to within the rounding', () => {
    fc.assert(
      fc.property(rates, amount, currency, currency, currency, (list, micros, a, b, c) => {
        const book = createRateBook(list)
        const into = (to: string) => createConverter(book, to)
        const direct = into(c).convert(micros, a, FRIDAY)?.micros ?? Number.NaN
        const between = into(b).convert(micros, a, FRIDAY)?.micros ?? Number.NaN
        const over = into(c).convert(between, b, FRIDAY)?.micros ?? Number.NaN
        const slack = (0.5 + Math.abs(between) * 2 ** -53) * (perEuro(list, c) / perEuro(list, b)) + 1
        expect(Math.abs(over - direct)).toBeLessThanOrEqual(slack + Math.abs(direct) * 2 ** -52)
      }),
    )
  })

  it('rounds half a micro away from zero', () => {
    const book = createRateBook([{ currency: 'USD', day: FRIDAY, perEuro: '0.5', source: 'hand' }])
    const { convert } = createConverter(book, 'USD')
    expect([1, -1, 3, -3, 2].map((micros) => convert(micros, 'EUR', FRIDAY)?.micros)).toEqual([1, -1, 2, -2, 1])
  })
})

describe('which rate counts', () => {
  const book = createRateBook([
    { currency: 'USD', day: FRIDAY, perEuro: '1.1', source: 'provider' },
    { currency: 'USD', day: MONDAY, perEuro: '1.2', source: 'provider' },
    { currency: 'USD', day: MONDAY, perEuro: '1.5', source: 'hand' },
    { currency: 'USD', day: MONDAY, perEuro: '1.4', source: 'file' },
    { currency: 'JPY', day: MONDAY, perEuro: '150', source: 'file' },
  ])
  const euros = createConverter(book, 'EUR')
  const dollar = (day: Day, rate: number, times = 1) => ({
    from: 'USD',
    to: 'EUR',
    rate: expect.closeTo(rate, 12) as number,
    day,
    times,
  })

  it('is that of the day, else the nearest earlier one, and none before the first', () => {
    expect(euros.convert(1_100_000, 'USD', FRIDAY)).toEqual({
      micros: 1_000_000,
      used: { since: FRIDAY, until: FRIDAY, lag: 0, rates: [dollar(FRIDAY, 1 / 1.1)] },
    })
    expect(euros.convert(1_100_000, 'USD', addDays(FRIDAY, 2))).toEqual({
      micros: 1_000_000,
      used: { since: FRIDAY, until: FRIDAY, lag: 2, rates: [dollar(FRIDAY, 1 / 1.1)] },
    })
    expect(euros.convert(1_100_000, 'USD', addDays(FRIDAY, -1))).toBeNull()
    expect(euros.convert(1, 'XAF', FRIDAY)).toBeNull()
    expect(createConverter(book, 'XAF').convert(1, 'USD', FRIDAY)).toBeNull()
  })

  it('is by hand before the file before the provider', () => {
    expect(euros.convert(1_500_000, 'USD', MONDAY)?.micros).toBe(1_000_000)
  })

  it('says the days of all rates that were used', () => {
    const yen = createConverter(book, 'JPY')
    expect(yen.convert(1_000_000, 'USD', FRIDAY)).toBeNull()
    const used = [addDays(MONDAY, 3), MONDAY].map((day) => yen.used('USD', day))
    expect(allUsed([null, ...used])).toEqual({
      since: MONDAY,
      until: MONDAY,
      lag: 3,
      rates: [{ from: 'USD', to: 'JPY', rate: 100, day: MONDAY, times: 2 }],
    })
    expect(allUsed([euros.used('USD', FRIDAY), null, euros.used('USD', MONDAY)])).toEqual({
      since: FRIDAY,
      until: MONDAY,
      lag: 0,
      rates: [dollar(MONDAY, 1 / 1.5, 2)],
    })
    const yenUsed = createConverter(book, 'EUR').used('JPY', MONDAY)
    const most = allUsed([yenUsed, euros.used('USD', MONDAY), yenUsed])
    expect(most?.rates.map(({ from, times }) => [from, times])).toEqual([
      ['JPY', 2],
      ['USD', 1],
    ])
    expect(allUsed([null, null])).toBeNull()
  })

  it('gives factors by day that multiply to the same', () => {
    const range = { currency: 'USD', since: addDays(FRIDAY, -1), until: MONDAY }
    const { factors, used } = dayFactorsOf(euros, range)
    expect(factors).toHaveLength(5)
    for (const [at, day] of daysOf(range).entries()) {
      const exact = euros.convert(1_000_000_000, 'USD', day)?.micros
      const factor = factors[at] ?? null
      expect(factor === null ? undefined : Math.round(1_000_000_000 * factor)).toBe(exact)
    }
    expect(used).toEqual({ since: FRIDAY, until: MONDAY, lag: 2, rates: [dollar(MONDAY, 1 / 1.5, 4)] })
    expect(dayFactorsOf(createConverter(book, 'USD'), range).factors).toEqual([1, 1, 1, 1, 1])
  })
})
