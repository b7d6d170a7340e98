import { expect, it } from 'vitest'
import { calendarOf } from '../../../../src/main/services/series/calendar.ts'
import { daysOf } from '../../../../src/shared/domain/day.ts'
import { account } from '../../db/samples.ts'

const NOW = Date.parse('2026-01-10T12:00:00Z')

it('compares months with the same months of a year before, leap days or not', () => {
  for (const year of [2024, 2025]) {
    const period = { since: `${year}-01-15`, until: `${year}-12-10` }
    const { buckets, compared, comparedLengths } = calendarOf(
      { grain: 'month', period, compare: 'lastYear' },
      [account('act_1', { zone: 'UTC' })],
      NOW,
    )
    const before = (day: string): string => `${year - 1}${day.slice(4)}`
    const february = year === 2025 ? `${year - 1}-02-29` : `${year - 1}-02-28`
    expect(compared).toEqual(
      buckets.map(({ since, until }) => ({
        since: before(since),
        until: since.slice(5, 7) === '02' ? february : before(until),
      })),
    )
    expect(comparedLengths).toEqual(compared?.map((days) => (days ? daysOf(days).length : 0)))
  }
})
