import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clampAt, moved } from '../../../../src/renderer/ui/data-table-keys.ts'

const extent = { rows: 100, columns: 5, totals: true, page: 10 }

describe('keys in a table', () => {
  it('moves a cell, a page, to the ends and into the header and the totals', () => {
    const at = { row: 0, column: 2 }
    expect(moved('ArrowUp', false, at, extent)).toEqual({ row: -1, column: 2 })
    expect(moved('ArrowDown', false, { row: 99, column: 2 }, extent)).toEqual({ row: 100, column: 2 })
    expect(moved('PageDown', false, at, extent)).toEqual({ row: 10, column: 2 })
    expect(moved('PageDown', false, { row: 95, column: 0 }, extent)).toEqual({ row: 99, column: 0 })
    expect(moved('Home', false, at, extent)).toEqual({ row: 0, column: 0 })
    expect(moved('End', true, at, extent)).toEqual({ row: 99, column: 4 })
    expect(moved('Home', true, { row: 50, column: 3 }, extent)).toEqual({ row: 0, column: 0 })
    expect(moved('a', false, at, extent)).toBeNull()
  })

  it('never leaves the table, whatever is pressed', () => {
    const key = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End')
    const size = fc.record({
      rows: fc.nat(30),
      columns: fc.integer({ min: 1, max: 6 }),
      totals: fc.boolean(),
      page: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(size, fc.array(fc.tuple(key, fc.boolean()), { maxLength: 30 }), (table, keys) => {
        let at = clampAt({ row: 0, column: 0 }, table)
        for (const [pressed, isControl] of keys) at = moved(pressed, isControl, at, table) ?? at
        expect(at.row).toBeGreaterThanOrEqual(-1)
        expect(at.row).toBeLessThan(Math.max(table.rows, 1) + (table.totals ? 1 : 0))
        expect(at.column).toBeGreaterThanOrEqual(0)
        expect(at.column).toBeLessThan(table.columns)
      }),
    )
  })
})
