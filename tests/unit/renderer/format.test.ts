import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOf, NOTHING, UNKNOWN } from '../../../src/renderer/format.ts'
import { LOCALES } from '../../../src/shared/domain/connection.ts'
import { METRIC_IDS } from '../../../src/shared/domain/metrics.ts'
import { decimalsOf } from '../../../src/shared/domain/money.ts'

const en = formatOf('en')
const ru = formatOf('ru')
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
const currency = fc.constantFrom('USD', 'EUR', 'GBP', 'KZT', 'JPY', 'KRW', 'BHD')
const locale = fc.constantFrom(...LOCALES)

describe('figures', () => {
  it('writes money with the decimals that Meta uses for the currency', () => {
    expect(en.money(52_100_000, 'USD')).toBe('$52.10')
    expect(en.money(52_100_000_000, 'JPY')).toBe('¥52,100')
    expect(plain(ru.money(1_234_500_000, 'EUR'))).toBe('1 234,50 €')
    expect(en.amount(1_234_500_000, 'BHD')).toBe('1,234.50')
  })

  it('shows a percent with two decimals from a fraction', () => {
    expect(en.percent(90 / 12_868)).toBe('0.70%')
    expect(en.percent(510 / 62_694)).toBe('0.81%')
    expect(plain(ru.percent(1742 / 103_291))).toBe('1,69 %')
  })

  it('tells nothing measured, unknown and zero apart', () => {
    expect(en.count(null)).toBe(NOTHING)
    expect(en.money(null, 'USD')).toBe(NOTHING)
    expect(en.count(Number.POSITIVE_INFINITY)).toBe(UNKNOWN)
    expect(en.count(0)).toBe('0')
    expect(en.amount(-0, 'USD')).toBe('0.00')
  })

  it('keeps the same number of decimals in every value of a column', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), currency, (micros, code) => {
        const decimals = en.amount(micros, code).split('.')[1]?.length ?? 0
        expect(decimals).toBe(decimalsOf(code))
      }),
    )
  })

  it('says how long something took and how far ahead it is', () => {
    const lasting = (seconds: number): string => plain(en.lasting(seconds * 1000))
    expect([0.25, 9.96, 59, 119.9, 120, 7199, 7200, 7500].map(lasting)).toEqual([
      '0.3 s',
      '10 s',
      '59 s',
      '119 s',
      '2 min',
      '2 h',
      '2 h',
      '2 h 5 min',
    ])
    expect(plain(ru.lasting(90 * 60_000))).toBe('90 мин')
    expect(en.lasting(null)).toBe(NOTHING)
    expect(en.lasting(-5)).toMatch(/^0/)
    expect(plain(en.ahead(720_000, 0))).toBe('in 12 min')
    expect(plain(ru.ahead(0, 5000))).toBe('через 0 с')
    expect(plain(en.age(0, 90_000))).toBe('1 min')
    expect(plain(ru.ago(0, 90_000))).toBe('1 мин назад')
  })

  it('never writes NaN, null or undefined for any metric, value, currency and language', () => {
    const value = fc.oneof(fc.constant(null), fc.double(), fc.integer())
    fc.assert(
      fc.property(locale, fc.constantFrom(...METRIC_IDS), value, currency, (tongue, id, figure, code) => {
        const text = formatOf(tongue).metricFull(id, figure, code)
        expect(text).not.toMatch(/NaN|null|undefined|∞/)
        expect(text.length).toBeGreaterThan(0)
      }),
    )
  })

  it('is monotonic: a larger count is never a shorter number', () => {
    fc.assert(
      fc.property(locale, fc.nat(), fc.nat(), (tongue, a, b) => {
        const { count } = formatOf(tongue)
        expect(count(Math.max(a, b)).length).toBeGreaterThanOrEqual(count(Math.min(a, b)).length)
      }),
    )
  })
})

describe('times', () => {
  const now = Date.parse('2026-03-29T12:00:00Z')

  it('says ages in short words', () => {
    expect(plain(en.ago(now - 12_000, now))).toBe('12 s ago')
    expect(plain(ru.ago(now - 12_000, now))).toBe('12 с назад')
    expect(plain(en.ago(now - 5 * 60_000, now))).toBe('5 min ago')
    expect(plain(ru.ago(now - 47 * 3_600_000, now))).toBe('47 ч назад')
    expect(plain(en.ago(now - 72 * 3_600_000, now))).toBe('3 d ago')
    expect(en.ago(null, now)).toBe(NOTHING)
  })

  it('never shows a negative age', () => {
    fc.assert(
      fc.property(locale, fc.integer({ min: -1e9, max: 1e9 }), (tongue, shift) => {
        expect(formatOf(tongue).ago(now + shift, now)).not.toMatch(/[-−]/)
      }),
    )
  })

  it('shows times in the zone of the account, and days without any', () => {
    expect(en.time(now, 'Asia/Tokyo')).toBe('21:00')
    expect(en.time(now, 'America/New_York')).toBe('08:00')
    expect(en.day('2026-03-29')).toBe('Mar 29')
    expect(ru.fullDay('2026-03-29')).toMatch(/^29 мар/)
    expect(en.range('2026-03-29', '2026-03-29')).toBe('Mar 29, 2026')
  })
})
