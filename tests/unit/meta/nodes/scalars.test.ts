import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { flagOf, idOf, instantOf, instantOfSeconds, textOf } from '../../../../src/main/meta/decode/scalars.ts'
import { isJson } from '../../../../src/shared/domain/json.ts'

describe('instants', () => {
  test('are what a strict reader makes of the same text, with and without a colon, and nothing where it refuses', () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
    const stamp = fc.record({
      year: fc.integer({ min: 1960, max: 2199 }),
      month: two(14),
      day: two(33),
      hour: two(25),
      minute: two(61),
      second: two(59),
      sign: fc.constantFrom('+', '-'),
      ahead: two(16),
      half: fc.constantFrom('00', '30', '45'),
    })
    fc.assert(
      fc.property(stamp, ({ year, month, day, hour, minute, second, sign, ahead, half }) => {
        const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`
        let strict: number | null = null
        try {
          strict = Temporal.Instant.from(`${local}${sign}${ahead}:${half}`).epochMilliseconds
        } catch {
          // No such time.
        }
        const expected = strict !== null && strict > 0 && Number(ahead) <= 15 ? strict : null
        expect(instantOf(`${local}${sign}${ahead}${half}`)).toBe(expected)
        expect(instantOf(`${local}${sign}${ahead}:${half}`)).toBe(expected)
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['1772700000', 1_772_700_000_000],
    [1_772_700_000, 1_772_700_000_000],
    [0, null],
    ['-5', null],
    [1.5, null],
    // Milliseconds where seconds belong.
    [1_772_700_000_000, null],
    ['soon', null],
  ])('of seconds: %j', (given, instant) => {
    expect(instantOfSeconds(given)).toBe(instant)
  })
})

test.each([
  [true, true],
  ['true', true],
  [1, true],
  ['0', false],
  ['false', false],
  ['yes', null],
  [2, null],
  [null, null],
])('flag %j', (given, flag) => {
  expect(flagOf(given)).toBe(flag)
})

test.each([
  ['120210000000000002', '120210000000000002'],
  [Number('120210000000000002'), null],
  [42, '42'],
  ['1e5', null],
  ['', null],
])('id %j', (given, id) => {
  expect(idOf(given)).toBe(id)
  if (typeof given === 'number') expect(textOf(given)).toBe(id)
})

test('a document is kept only if writing it back writes the same', () => {
  expect(isJson({ a: [1, 'x', null, { b: 1.5 }] })).toBe(true)
  expect(isJson({ a: [Number('120210000000000002')] })).toBe(false)
  expect(isJson({ a: Number.NaN })).toBe(false)
  expect(isJson(JSON.parse('['.repeat(200) + ']'.repeat(200)))).toBe(false)
  expect(isJson(Array.from({ length: 200_000 }, () => 0))).toBe(false)
})
