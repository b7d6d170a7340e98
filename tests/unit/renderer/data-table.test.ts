import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAhead } from '../../../src/renderer/ui/data-table-ahead.ts'
import { keysBetween, toggled } from '../../../src/renderer/ui/data-table-choice.ts'
import { toTsv } from '../../../src/renderer/ui/data-table-copy.ts'
import { findName } from '../../../src/renderer/ui/data-table-find.ts'
import { clampAt, columnAct, isFindKey, moved } from '../../../src/renderer/ui/data-table-keys.ts'
import { drawnNow, NO_SLOTS, slotsOf } from '../../../src/renderer/ui/data-table-slots.ts'
import { layoutOf } from '../../../src/renderer/ui/data-table-widths.ts'
import { movedTo } from '../../../src/renderer/features/campaigns/column-order.ts'
import type { ColumnId } from '../../../src/shared/domain/table.ts'

describe('cells for a spreadsheet', () => {
  it('are plain numbers, texts on one line and nothing where there is nothing', () => {
    const rows = [
      ['Campaign', 'Spend', 'CTR'],
      ['A\tB\nC', 1234.5, 0.006994],
      ['Кампания', 0.1 + 0.2, null],
    ]
    expect(toTsv(rows, '.')).toBe('Campaign\tSpend\tCTR\r\nA B C\t1234.5\t0.006994\r\nКампания\t0.3\t')
    expect(toTsv(rows, ',')).toContain('1234,5\t0,006994')
  })

  it('run nothing, whatever a name begins with', () => {
    for (const name of ['=1+1', '+7 900', '-5 %', '@sum', ' =A1', '\t=cmd()'])
      expect(toTsv([[name]], '.')).toMatch(/^'/)
    expect(toTsv([[-5]], '.')).toBe('-5')
    fc.assert(
      fc.property(fc.string(), (name) => {
        const text = toTsv([[name]], '.')
        expect(text).not.toMatch(/^\s*[=+\-@]|[\t\r\n]/)
      }),
    )
  })
})

describe('keys in a table', () => {
  const extent = { rows: 100, columns: 5, totals: true, page: 10 }

  it('move within it and never out of it', () => {
    const keys = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End')
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 30 }), (pressed) => {
        let at = { row: 0, column: 0 }
        for (const [key, isControl] of pressed) at = moved(key, isControl, at, extent) ?? at
        expect(clampAt(at, extent)).toEqual(at)
      }),
    )
    expect(moved('End', true, { row: 3, column: 1 }, extent)).toEqual({ row: 99, column: 4 })
    expect(moved('ArrowUp', false, { row: 0, column: 1 }, extent)).toEqual({ row: -1, column: 1 })
    expect(moved('ArrowDown', false, { row: 99, column: 1 }, extent)).toEqual({ row: 100, column: 1 })
    expect(moved('ArrowDown', true, { row: 5, column: 1 }, extent)).toEqual({ row: 99, column: 1 })
    expect(moved('a', false, { row: 5, column: 1 }, extent)).toBeNull()
  })

  it('look for a name, but for those that are the room’s own', () => {
    expect(isFindKey('h', 'KeyH', false)).toBe(true)
    expect(isFindKey('ш', 'KeyI', false)).toBe(true)
    for (const [key, code] of [
      ['g', 'KeyG'],
      ['e', 'KeyE'],
      ['з', 'KeyP'],
      ['/', 'Slash'],
      ['?', 'Slash'],
      [' ', 'Space'],
      ['Enter', 'Enter'],
    ] as const)
      expect(isFindKey(key, code, false), key).toBe(false)
    expect(isFindKey("'", 'Quote', false)).toBe(true)
    expect(isFindKey('g', 'KeyG', true)).toBe(true)
    expect(isFindKey(' ', 'Space', true)).toBe(true)
  })

  it('act on the column with Alt, by the place of the key', () => {
    expect(['ArrowLeft', 'ArrowRight', 'KeyH', 'KeyP', 'ArrowDown', 'KeyX'].map(columnAct)).toEqual([
      'left',
      'right',
      'hide',
      'pin',
      'menu',
      null,
    ])
  })
})

describe('rows', () => {
  const names = ['Alpha', 'beta', undefined, 'Beta 2', 'Ёлка']

  it('are found by the beginning of their name, going round, those that were read', () => {
    const find = (text: string, from: number) => findName(text, from, names.length, (at) => names[at])
    expect(find('BET', 0)).toBe(1)
    expect(find('bet', 2)).toBe(3)
    expect(find('bet', 4)).toBe(1)
    expect(find('ё', 0)).toBe(4)
    expect(find('gamma', 0)).toBeNull()
  })

  it('are chosen one by one and from one to another, asked for where they were not read', async () => {
    expect([...toggled(toggled(new Set(['a']), 'b'), 'a')]).toEqual(['b'])
    const all = ['a', 'b', 'c', 'd', 'e']
    const keys = (limit: number) => Promise.resolve(all.slice(0, limit))
    const between = (from: number, to: number, read: number) =>
      keysBetween({ from, to, keyAt: (at) => (at < read ? all[at] : undefined), keys })
    expect(await between(3, 1, 5)).toEqual(['b', 'c', 'd'])
    expect(await between(1, 4, 2)).toEqual(['b', 'c', 'd', 'e'])
    expect(await keysBetween({ from: 0, to: 4, keyAt: (at) => all[at], keys: undefined })).toEqual(all)
  })
})

describe('what is drawn', () => {
  it('is written anew for rows that come, is left alone for those that stay, and stands in order at rest', () => {
    const windows = fc.array(
      fc.record({ first: fc.nat(200), rows: fc.integer({ min: 1, max: 12 }), isScrolling: fc.boolean() }),
    )
    fc.assert(
      fc.property(windows, (scrolled) => {
        let slots = NO_SLOTS
        for (const { first, rows, isScrolling } of scrolled) {
          const before = slots
          const shown = Array.from({ length: rows }, (_, at) => first + at)
          slots = slotsOf(before, shown, isScrolling)
          expect([...slots.of.keys()].toSorted((a, b) => a - b)).toEqual(shown)
          expect(new Set(slots.of.values()).size).toBe(rows)
          for (const row of shown) if (before.of.has(row)) expect(slots.of.get(row)).toBe(before.of.get(row))
          if (!isScrolling) expect([...slots.of.keys()]).toEqual(shown)
          // Nothing new is put up while something old is free.
          expect(slots.next - before.next).toBe(Math.max(0, rows - before.of.size))
        }
      }),
    )
  })
})

describe('columns', () => {
  const column = (id: string, width: number, more: object = {}) => ({
    id,
    header: id,
    width,
    cell: () => null,
    ...more,
  })

  it('share the room that is left, unless they were given a width', () => {
    const columns = [
      column('name', 200, { grow: true, pinned: true }),
      column('id', 50, { pinned: true }),
      column('x', 50),
    ]
    expect(layoutOf(columns, {}, 400).widths).toEqual([300, 50, 50])
    expect(layoutOf(columns, { name: 120 }, 400).widths).toEqual([120, 50, 50])
    expect(layoutOf(columns, {}, 100)).toMatchObject({
      widths: [200, 50, 50],
      total: 300,
      style: { '--at-0': '0px', '--width-0': '200px', '--at-1': '200px', '--width-1': '50px', '--at-2': '250px' },
    })
  })

  it('move among their own kind, pinned or not', () => {
    const columns = (['name', 'spend', 'ctr', 'cpc'] as const satisfies readonly ColumnId[]).map((id) => ({
      id,
      width: null,
      pinned: id === 'name',
    }))
    const order = (id: ColumnId, onto: ColumnId) => movedTo(columns, id, onto).map((each) => each.id)
    expect(order('cpc', 'spend')).toEqual(['name', 'cpc', 'spend', 'ctr'])
    expect(order('spend', 'cpc')).toEqual(['name', 'ctr', 'cpc', 'spend'])
    expect(order('spend', 'name')).toEqual(['name', 'spend', 'ctr', 'cpc'])
  })
})

describe('what is asked for ahead', () => {
  const asking = () => {
    const asked: string[] = []
    const answers = new Map<string, PromiseWithResolvers<string>>()
    const ahead = createAhead<string>()
    return {
      ahead,
      asked,
      expect: (question: string): void =>
        ahead.expect(question, () => {
          asked.push(question)
          const answer = Promise.withResolvers<string>()
          answers.set(question, answer)
          return answer.promise
        }),
      answer: async (question: string): Promise<void> => {
        answers.get(question)?.resolve(`rows of ${question}`)
        await Promise.resolve()
      },
      fail: async (question: string): Promise<void> => {
        answers.get(question)?.reject(new Error('gone'))
        await new Promise((resolve) => setImmediate(resolve))
      },
    }
  }

  it('is given to its own question, once', async () => {
    const { ahead, expect: expected, answer } = asking()
    expected('a')
    await answer('a')
    expect(ahead.take('a')?.here).toBe('rows of a')
    expect(ahead.take('a')).toBeNull()
    expected('a')
    expect(ahead.take('b')).toBeNull()
    expect(ahead.take('a')).toBeNull()
  })

  it('may be taken on its way', async () => {
    const { ahead, expect: expected, answer } = asking()
    expected('a')
    const taken = ahead.take('a')
    expect(taken?.here).toBeNull()
    await answer('a')
    expect(await taken?.coming).toBe('rows of a')
  })

  it('is one at a time, then the newest', async () => {
    const { ahead, asked, expect: expected, answer } = asking()
    for (const question of ['a', 'b', 'c']) expected(question)
    expect(asked).toEqual(['a'])
    await answer('a')
    expect(asked).toEqual(['a', 'c'])
    expect(ahead.take('a')).toBeNull()
  })

  it('is forgotten when something changed, and when it failed', async () => {
    const { ahead, expect: expected, answer, fail } = asking()
    expected('a')
    ahead.forget()
    await answer('a')
    expect(ahead.take('a')).toBeNull()
    expected('b')
    await fail('b')
    expect(ahead.take('b')).toBeNull()
  })
})

describe('rows that come into a frame', () => {
  it('are few at a time, those in sight first, and all of them soon', () => {
    const windows = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 20 }), (tops, most) => {
        let slots = slotsOf(NO_SLOTS, [], true)
        for (const top of tops) {
          const wanted = Array.from({ length: 40 }, (_, at) => top + at)
          const sight = { first: top + 8, last: top + 31, count: 1000 }
          for (let frame = 0; ; frame++) {
            const before = slots
            const rows = drawnNow(before, wanted, sight, most)
            const fresh = rows.filter((row) => !before.of.has(row))
            const late = wanted.filter((row) => !rows.includes(row))
            expect(new Set(rows).size).toBe(rows.length)
            expect(rows.length).toBeLessThanOrEqual(40)
            expect(fresh.length).toBeLessThanOrEqual(most)
            expect(wanted.filter((row) => before.of.has(row) && !rows.includes(row))).toEqual([])
            // Nothing beside what is in sight comes before it.
            const isSeen = (row: number): boolean => row >= sight.first && row <= sight.last
            if (late.some(isSeen)) expect(fresh.every(isSeen)).toBe(true)
            slots = slotsOf(before, rows, true)
            if (late.length === 0) break
            expect(frame).toBeLessThan(40 / most)
          }
        }
      }),
    )
  })
})
