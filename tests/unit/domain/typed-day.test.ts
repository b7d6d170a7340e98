import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDay, writtenDay } from '../../../src/shared/domain/typed-day.ts'
import { addDays } from '../../../src/shared/domain/day.ts'

const LATEST = '2026-03-10'

describe('a typed day', () => {
  it('is read as it is written, in both languages', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), fc.constantFrom('en', 'ru'), (days, locale) => {
        const day = addDays(LATEST, days)
        expect(parseDay(` ${writtenDay(day, locale)} `, locale, LATEST)).toBe(day)
        expect(parseDay(day, locale, LATEST)).toBe(day)
      }),
    )
  })

  it.each([
    ['2026-1-9', 'en', '2026-01-09'],
    ['1/9/2026', 'en', '2026-01-09'],
    ['1/9/2026', 'ru', '2026-09-01'],
    ['9.1.2026', 'en', '2026-01-09'],
    // Without a year: the last one that was.
    ['9.3', 'ru', '2026-03-09'],
    ['11.3.', 'ru', '2025-03-11'],
    ['12/24', 'en', '2025-12-24'],
    ['29.2.2024', 'ru', '2024-02-29'],
    ['29.2.2025', 'ru', null],
    ['2026-13-01', 'en', null],
    ['13/1/2026', 'en', null],
    ['1.2/2026', 'en', null],
    ['yesterday', 'en', null],
    ['', 'en', null],
  ] as const)('%s in %s is %s', (typed, locale, day) => expect(parseDay(typed, locale, LATEST)).toBe(day))
})
