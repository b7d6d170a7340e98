import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_AMOUNT } from '../../../src/shared/domain/edits-amount.ts'
import type { AmountOperation, BulkOperation, NameOperation } from '../../../src/shared/domain/edits-bulk.ts'
import { applyBulk } from '../../../src/shared/domain/edits-bulk.ts'
import { parseFactor } from '../../../src/shared/domain/edits-factor.ts'

const one = (operation: BulkOperation, before: string | number | null, currency = 'USD'): unknown => {
  const answer = applyBulk(operation, [{ before, currency }])
  if (!answer.ok) return answer.problem
  const [row] = answer.rows
  return row?.kind === 'changed' ? row.after : row?.kind === 'problem' ? row.problem.problem : row?.kind
}
const named = (operation: NameOperation, before: string): unknown => one({ field: 'name', ...operation }, before)
const budget = (operation: AmountOperation, units: number | null, currency?: string): unknown => {
  const after = one({ field: 'dailyBudget', ...operation }, units === null ? null : units * 1_000_000, currency)
  return typeof after === 'number' ? after / 1_000_000 : after
}

describe('amounts', () => {
  it.each([
    [{ kind: 'set', value: 25_000_000 }, 10, 'USD', 25],
    [{ kind: 'set', value: 25_000_000 }, 25, 'USD', 'unchanged'],
    [{ kind: 'set', value: 25_000_000 }, null, 'USD', 25],
    [{ kind: 'set', value: null }, 25, 'USD', 'needed'],
    [{ kind: 'add', micros: 5_500_000 }, 10, 'USD', 15.5],
    [{ kind: 'add', micros: -10_000_000 }, 10, 'USD', 'zero'],
    [{ kind: 'add', micros: -11_000_000 }, 10, 'USD', 'negative'],
    [{ kind: 'add', micros: 500_000 }, 10, 'JPY', 11],
    [{ kind: 'add', micros: 1 }, null, 'USD', 'nothing'],
    [{ kind: 'multiply', millionths: 1_200_000 }, 10, 'USD', 12],
    // 11.275: binary fractions would make 11.27 of it.
    [{ kind: 'multiply', millionths: 1_100_000 }, 10.25, 'USD', 11.28],
    [{ kind: 'multiply', millionths: 333_333 }, 10, 'JPY', 3],
    [{ kind: 'multiply', millionths: 1_000_000_000 }, 9_000_000_000, 'USD', 'tooLarge'],
    [{ kind: 'round', to: 5_000_000 }, 12.5, 'USD', 15],
    [{ kind: 'round', to: 5_000_000 }, 12.49, 'USD', 10],
    [{ kind: 'round', to: 5_000_000 }, 2, 'USD', 'zero'],
    [{ kind: 'round', to: 250_000 }, 10.3, 'USD', 10.25],
    [{ kind: 'round', to: 1 }, 10.25, 'USD', 'unchanged'],
  ] as const)('%j of %s %s', (operation, before, currency, after) =>
    expect(budget(operation, before, currency)).toBe(after),
  )

  it('take away what an object can be without', () => {
    expect(one({ field: 'spendCap', kind: 'set', value: null }, 5)).toBeNull()
    expect(one({ field: 'bid', kind: 'set', value: null }, 5)).toBe('needed')
  })

  it('multiplied end on the nearest amount of the currency, exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900_000_000_000 }),
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.constantFrom('USD', 'JPY'),
        (minor, millionths, currency) => {
          const least = currency === 'JPY' ? 1_000_000 : 10_000
          const before = minor * (currency === 'JPY' ? 10_000 : least)
          const after = one({ field: 'bid', kind: 'multiply', millionths }, before, currency)
          const exact = BigInt(before) * BigInt(millionths)
          // What was refused, or left, had to be.
          const said =
            after === 'zero' ? 0 : after === 'unchanged' ? before : after === 'tooLarge' ? null : Number(after)
          if (said === null) expect(exact).toBeGreaterThan(BigInt(MOST_AMOUNT) * 999_999n)
          else {
            expect(said % least).toBe(0)
            const over = BigInt(said) * 1_000_000n - exact
            const half = BigInt(least) * 500_000n
            expect(over > -half && over <= half).toBe(true)
          }
        },
      ),
    )
  })

  it.each([
    ['1.2', 'en', 1_200_000],
    ['×1,2', 'ru', 1_200_000],
    ['1.234', 'en', 1_234_000],
    ['120 %', 'en', 1_200_000],
    ['+20%', 'en', 1_200_000],
    ['+12,5 %', 'ru', 1_125_000],
    ['−15 %', 'ru', 850_000],
    ['-0.0001%', 'en', 999_999],
    ['-100%', 'en', 'bounds'],
    ['0', 'en', 'bounds'],
    ['1001', 'en', 'bounds'],
    ['+20', 'en', 'notANumber'],
    ['--5%', 'en', 'notANumber'],
    ['1.23456', 'en', 'notANumber'],
    ['x', 'en', 'notANumber'],
    ['%', 'en', 'notANumber'],
    ['', 'en', 'empty'],
  ] as const)('%j in %s is a factor', (text, locale, factor) => {
    const answer = parseFactor(text, locale)
    expect(answer.ok ? answer.millionths : answer.problem).toBe(factor)
  })
})

describe('names', () => {
  const replace = (find: string, replacement: string, isRegExp = true, isCaseSensitive = true): NameOperation => ({
    kind: 'replace',
    find,
    replacement,
    isRegExp,
    isCaseSensitive,
  })

  it.each([
    [{ kind: 'set', value: ' New ' }, 'Old', 'New'],
    [{ kind: 'set', value: '' }, 'Old', 'empty'],
    [{ kind: 'append', text: ' | US', at: 'end' }, 'Summer', 'Summer | US'],
    [{ kind: 'append', text: 'US | ', at: 'start' }, 'Summer', 'US | Summer'],
    [{ kind: 'append', text: 'x'.repeat(395), at: 'end' }, 'Summer', 'tooLong'],
    [{ kind: 'append', text: '\u0007', at: 'end' }, 'Summer', 'control'],
    [replace('a.b', '$1', false), 'a.b axb', '$1 axb'],
    [replace('A.B', '$&', false, false), 'a.b axb', '$& axb'],
    [replace('ЛЕТО', 'Зима', false, false), 'Лето лето', 'Зима Зима'],
    [replace('лето', 'Зима', false), 'Лето', 'unchanged'],
    [replace('(\\w+)_v(\\d+)', '$2-$1-$$'), 'sale_v7', '7-sale-$'],
    [replace('(?<year>\\d{4})', '[$<year>]'), 'In 2026', 'In [2026]'],
    [replace('^', 'x'), 'a', 'xa'],
    [replace('.', '-'), '🌞a', '--'],
    [replace('\\s+$', ''), ' a', 'unchanged'],
    [replace('.*', ''), 'a', 'empty'],
    [replace('[', ''), 'a', 'syntax'],
    [replace('(?=a)', ''), 'a', 'syntax'],
    [replace('(a)\\1', ''), 'a', 'syntax'],
    [replace('((a{1000}){1000}){1000}', ''), 'a', 'syntax'],
    [replace('', 'x'), 'a', 'empty'],
    [replace('x'.repeat(201), ''), 'a', 'tooLong'],
  ] as const)('%j of %j', (operation, before, after) => expect(named(operation, before)).toBe(after))

  it('are found as JavaScript finds them', () => {
    const part = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\w', '\\d', '(a|b)', '(ab)', '\\b', 'é')
    const pattern = fc
      .array(fc.tuple(part, fc.constantFrom('', '', '', '*', '+', '?', '{2}')), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.map(([atom, times]) => atom + (atom === '\\b' ? '' : times)).join(''))
    const name = fc
      .string({ unit: fc.constantFrom('a', 'b', '1', ' ', 'é', 'A'), maxLength: 12 })
      .map((text) => `n${text}`)
    fc.assert(
      fc.property(pattern, name, fc.boolean(), (find, text, isCaseSensitive) => {
        const wanted = text.replace(new RegExp(find, isCaseSensitive ? 'gu' : 'giu'), '<$&>').trim()
        const after = named(replace(find, '<$&>', true, isCaseSensitive), text)
        expect(after === 'unchanged' ? text.trim() : after).toBe(wanted === '' ? 'empty' : wanted)
      }),
      { numRuns: 1000 },
    )
  })

  it('are not held up by expressions on which others try for ever', () => {
    for (const find of ['(a+)+$', '(a|a)*b', '(a|aa)+$', '(.*a){20}!', '(x+x+)+y'])
      expect(named(replace(find, '-'), `${'a'.repeat(398)} x`)).toBe('unchanged')
  })

  it('come back in the order of the rows', () => {
    const rows = ['a1', 'b', 'a2'].map((before) => ({ before, currency: 'USD' }))
    expect(applyBulk({ field: 'name', ...replace('a', 'c') }, rows)).toEqual({
      ok: true,
      rows: [
        { kind: 'changed', before: 'a1', after: 'c1' },
        { kind: 'unchanged', before: 'b' },
        { kind: 'changed', before: 'a2', after: 'c2' },
      ],
    })
  })
})
