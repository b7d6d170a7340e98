import { expect, test } from 'vitest'
import { parseNumber } from '../../../src/shared/domain/typed-number.ts'

test.each([
  ['1234.5', 1234.5, 1234.5],
  ['1,234.5', 1234.5, 1234.5],
  ['1 234,5', 1234.5, 1234.5],
  ['1\u202f234,5', 1234.5, 1234.5],
  ['1.234,5', 1234.5, 1234.5],
  ['12,5', 12.5, 12.5],
  ['1,234', 1234, 1.234],
  ['1.234', 1.234, 1234],
  ['1,234,567', 1234567, 1234567],
  ['.5', 0.5, 0.5],
  ['5.', 5, 5],
  ['-3', -3, -3],
  ['\u22123', -3, -3],
  ['0', 0, 0],
])('%s in English and Russian', (text, english, russian) => {
  expect([parseNumber(text, 'en'), parseNumber(text, 'ru')]).toEqual([english, russian])
})

test.each(['', ' ', 'abc', '1e5', '1,2,3', '1.2.3', '12a', '--1', '.', 'Infinity', '0x10'])(
  '%j is not a number',
  (text) => {
    expect([parseNumber(text, 'en'), parseNumber(text, 'ru')]).toEqual([null, null])
  },
)
