import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decimalsOf,
  microsFromDecimal,
  microsFromMinor,
  minorFromMicros,
  minorUnitsPerUnit,
} from '../../../src/shared/domain/money.ts'

describe('money', () => {
  it('reads decimal texts exactly', () => {
    expect(microsFromDecimal('12.69')).toBe(12_690_000)
    expect(microsFromDecimal('0')).toBe(0)
    expect(microsFromDecimal('0.1')).toBe(100_000)
    expect(microsFromDecimal('1.005')).toBe(1_005_000)
    expect(microsFromDecimal('-3.5')).toBe(-3_500_000)
    expect(Object.is(microsFromDecimal('-0'), 0)).toBe(true)
  })

  it('rounds beyond micros half up', () => {
    expect(microsFromDecimal('0.0000005')).toBe(1)
    expect(microsFromDecimal('0.0000004')).toBe(0)
    expect(microsFromDecimal('1.9999999')).toBe(2_000_000)
  })

  it.each([
    '',
    ' 1',
    '1,5',
    '1e3',
    'NaN',
    'Infinity',
    '1.',
    '.5',
    '--1',
    '0x10',
    '12345678901',
    '१',
    '1.1234567890123',
  ])('is nothing for %j', (text) => expect(microsFromDecimal(text)).toBeNull())

  it('round-trips every amount that two decimals can say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        expect(microsFromDecimal(text)).toBe(cents * 10_000)
      }),
    )
  })

  it('knows which currencies have no minor unit at Meta', () => {
    expect(minorUnitsPerUnit('USD')).toBe(100)
    expect(minorUnitsPerUnit('JPY')).toBe(1)
    expect(minorUnitsPerUnit('KZT')).toBe(100)
    expect(minorUnitsPerUnit('BHD')).toBe(100)
    expect(decimalsOf('KRW')).toBe(0)
    expect(decimalsOf('EUR')).toBe(2)
  })

  it('converts minor units there and back', () => {
    expect(microsFromMinor(5000, 'USD')).toBe(50_000_000)
    expect(microsFromMinor(5000, 'JPY')).toBe(5_000_000_000)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.constantFrom('USD', 'JPY', 'KZT', 'CLP'),
        (minor, currency) => {
          expect(minorFromMicros(microsFromMinor(minor, currency), currency)).toBe(minor)
        },
      ),
    )
  })

  it('rounds to the nearest minor unit', () => {
    expect(minorFromMicros(12_694_999, 'USD')).toBe(1269)
    expect(minorFromMicros(12_695_000, 'USD')).toBe(1270)
    expect(minorFromMicros(1_500_000, 'JPY')).toBe(2)
  })
})
