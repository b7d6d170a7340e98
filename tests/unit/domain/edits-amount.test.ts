import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOf } from '../../../src/renderer/format.ts'
import { LOCALES } from '../../../src/shared/domain/connection.ts'
import { MOST_AMOUNT, parseAmount } from '../../../src/shared/domain/edits-amount.ts'
import { decimalsOf } from '../../../src/shared/domain/money.ts'

const read = (text: string, currency: string, locale: 'en' | 'ru'): number | string => {
  const answer = parseAmount(text, currency, locale)
  return answer.ok ? answer.micros / 1_000_000 : answer.problem
}

describe('a typed amount', () => {
  it.each([
    ['1,000.50', 'USD', 1000.5, 1000.5],
    ['1.000,50', 'USD', 1000.5, 1000.5],
    ['1 000,50', 'EUR', 1000.5, 1000.5],
    ['1\u202f000,50 €', 'EUR', 1000.5, 1000.5],
    ['1\u00a0234\u00a0567,5', 'EUR', 1234567.5, 1234567.5],
    ["1'000.50", 'CHF', 1000.5, 1000.5],
    ['1,00,000.00', 'INR', 100000, 100000],
    ['１００', 'USD', 100, 100],
    ['１，０００．５０', 'USD', 1000.5, 1000.5],
    ['￥1000', 'JPY', 1000, 1000],
    ['$100', 'USD', 100, 100],
    ['$100', 'CAD', 100, 100],
    ['CA$100', 'CAD', 100, 100],
    ['US$ 100', 'USD', 100, 100],
    ['100 €', 'EUR', 100, 100],
    ['USD 100', 'USD', 100, 100],
    ['100usd', 'USD', 100, 100],
    ['$100 USD', 'USD', 100, 100],
    ['100 руб.', 'RUB', 100, 100],
    ['р.100', 'RUB', 100, 100],
    ['100 ₽', 'RUB', 100, 100],
    ['\u2068100\u2069\u200e', 'USD', 100, 100],
    ['.5', 'USD', 0.5, 0.5],
    ['$.5', 'USD', 0.5, 0.5],
    ['5.', 'USD', 5, 5],
    ['0,500', 'USD', 0.5, 0.5],
    ['12.5000', 'USD', 12.5, 12.5],
    ['100.00', 'JPY', 100, 100],
    ['00012', 'USD', 12, 12],
    ['1,000', 'USD', 1000, 'ambiguous'],
    ['1.000', 'USD', 'ambiguous', 1000],
    ['1.500', 'JPY', 'ambiguous', 1500],
    ['1,000,000', 'USD', 1000000, 1000000],
    ['', 'USD', 'empty', 'empty'],
    [' \u00a0\u200b', 'USD', 'empty', 'empty'],
    ['€100', 'USD', 'otherCurrency', 'otherCurrency'],
    ['$100', 'EUR', 'otherCurrency', 'otherCurrency'],
    ['100 KZT', 'USD', 'otherCurrency', 'otherCurrency'],
    ['$100 EUR', 'USD', 'otherCurrency', 'otherCurrency'],
    ['0', 'USD', 'zero', 'zero'],
    ['-0.00', 'USD', 'zero', 'zero'],
    ['-5', 'USD', 'negative', 'negative'],
    ['\u2212$5', 'USD', 'negative', 'negative'],
    ['$ -5', 'USD', 'negative', 'negative'],
    ['1e12', 'USD', 'exponent', 'exponent'],
    ['1.5E+3', 'USD', 'exponent', 'exponent'],
    ['1000000000000', 'USD', 'tooLarge', 'tooLarge'],
    [`${'9'.repeat(90)}`, 'USD', 'tooLarge', 'tooLarge'],
    ['100.5', 'JPY', 'decimals', 'decimals'],
    ['1,000.50', 'KRW', 'decimals', 'decimals'],
    ['1.005', 'EUR', 'ambiguous', 1005],
    ['0.005', 'EUR', 'decimals', 'decimals'],
    ['12345.678', 'EUR', 'decimals', 'decimals'],
    ...['abc', '$', '1,2,3', '1.2.3', '10 20', '10k', '5-', '(5)', '+5', '10 %', '٣', '10²', '0x10', '1:5', '= 5'].map(
      (text) => [text, 'USD', 'notANumber', 'notANumber'] as const,
    ),
    ['9'.repeat(200), 'USD', 'notANumber', 'notANumber'],
  ] as const)('%j of %s', (text, currency, english, russian) => {
    expect([read(text, currency, 'en'), read(text, currency, 'ru')]).toEqual([english, russian])
  })

  it('is read as it is written, in every currency and language, with its sign and without', () => {
    const currency = fc.constantFrom(...Intl.supportedValuesOf('currency'))
    const minor = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 900_719_925_400 }))
    fc.assert(
      fc.property(minor, currency, fc.constantFrom(...LOCALES), (amount, code, locale) => {
        const micros = amount * 10_000 * (decimalsOf(code) === 0 ? 100 : 1)
        fc.pre(micros <= MOST_AMOUNT)
        const format = formatOf(locale)
        for (const text of [
          format.money(micros, code),
          format.amount(micros, code),
          `${code} ${format.amount(micros, code)}`,
          `${format.amount(micros, code)}${code}`,
        ])
          expect(parseAmount(text, code, locale), text).toEqual({ ok: true, micros })
      }),
      { numRuns: 500 },
    )
  })

  it('never comes out as anything but exact, positive and what the currency can say', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789.,-\u2212 $€e+KZT１'), maxLength: 20 })
    fc.assert(
      fc.property(typed, fc.constantFrom('USD', 'JPY'), fc.constantFrom(...LOCALES), (text, currency, locale) => {
        const answer = parseAmount(text, currency, locale)
        if (!answer.ok) return
        expect(answer.micros % (currency === 'JPY' ? 1_000_000 : 10_000)).toBe(0)
        expect(answer.micros).toBeGreaterThan(0)
        expect(answer.micros).toBeLessThanOrEqual(MOST_AMOUNT)
        // The same digits in the same order, whatever stood between them.
        const digits = (of: string): string => of.normalize('NFKC').replace(/\D/g, '')
        const [written, said] = [digits(text), String(answer.micros)].map((of) => of.replace(/^0+|0+$/g, ''))
        expect(said).toBe(written)
      }),
      { numRuns: 3000 },
    )
  })
})
