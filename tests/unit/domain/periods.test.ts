import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, daysOf } from '../../../src/shared/domain/day.ts'
import { comparedRange, PRESETS, rangeOf } from '../../../src/shared/domain/periods.ts'

const someDay = fc.integer({ min: 0, max: 8000 }).map((days) => addDays('2015-01-01', days))

describe('a period', () => {
  it('is of finished days that end yesterday, as Meta has it', () => {
    expect(rangeOf('today', '2026-03-01')).toEqual({ since: '2026-03-01', until: '2026-03-01' })
    expect(rangeOf('yesterday', '2026-03-01')).toEqual({ since: '2026-02-28', until: '2026-02-28' })
    expect(rangeOf('last7d', '2026-03-01')).toEqual({ since: '2026-02-22', until: '2026-02-28' })
    expect(rangeOf('last30d', '2026-03-01')).toEqual({ since: '2026-01-30', until: '2026-02-28' })
    expect(daysOf(rangeOf('last7d', '2026-03-01'))).toHaveLength(7)
    expect(daysOf(rangeOf('last30d', '2026-03-01'))).toHaveLength(30)
    expect(daysOf({ since: '2026-03-02', until: '2026-03-01' })).toEqual([])
  })

  it('follows the calendar: weeks from Monday, months, quarters', () => {
    // A Sunday.
    expect(rangeOf('thisWeek', '2026-03-01')).toEqual({ since: '2026-02-23', until: '2026-03-01' })
    expect(rangeOf('lastWeek', '2026-03-01')).toEqual({ since: '2026-02-16', until: '2026-02-22' })
    expect(rangeOf('thisMonth', '2026-03-01')).toEqual({ since: '2026-03-01', until: '2026-03-01' })
    expect(rangeOf('lastMonth', '2026-03-31')).toEqual({ since: '2026-02-01', until: '2026-02-28' })
    expect(rangeOf('thisQuarter', '2026-03-31')).toEqual({ since: '2026-01-01', until: '2026-03-31' })
    expect(rangeOf('lastQuarter', '2026-01-15')).toEqual({ since: '2025-10-01', until: '2025-12-31' })
    expect(rangeOf('thisYear', '2026-03-01')).toEqual({ since: '2026-01-01', until: '2026-03-01' })
    expect(rangeOf('maximum', '2026-03-31')).toEqual({ since: '2023-02-28', until: '2026-03-31' })
  })

  it('never reaches beyond today, and is never empty', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom(...PRESETS), (today, preset) => {
        const { since, until } = rangeOf(preset, today)
        return since <= until && until <= today && daysBetween(since, today) <= 37 * 31
      }),
    )
  })
})

describe('what a period is compared with', () => {
  it('is as many days right before', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 400 }), (since, days) => {
        const range = { since, until: addDays(since, days - 1) }
        const before = comparedRange('previous', range)
        return addDays(before.until, 1) === since && daysOf(before).length === days
      }),
    )
  })

  it('is the same calendar days of the year before, or days of one’s own', () => {
    expect(comparedRange('lastYear', { since: '2024-02-29', until: '2024-03-01' })).toEqual({
      since: '2023-02-28',
      until: '2023-03-01',
    })
    const own = { since: '2020-01-01', until: '2020-01-07' }
    expect(comparedRange(own, { since: '2024-02-29', until: '2024-03-01' })).toEqual(own)
  })
})
