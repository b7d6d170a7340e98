import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ADDITIVE } from '../../../src/sandbox/figures/sums.ts'
import { adsOf } from '../../../src/sandbox/under.ts'
import { buildWorld, number } from './build.ts'

const START = Date.parse('2026-11-20T15:00:00Z')
const DAY = 86_400_000

describe('reach', () => {
  const { account, figures } = buildWorld(START)
  const copper = account('Copper')
  const ads = adsOf(copper)
  const today = figures.today(copper)

  test('of any ads and days is at least that of its largest part and at most the sum of its parts', () => {
    fc.assert(
      fc.property(
        fc.subarray([...ads.keys()], { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 59 }),
        (chosen, back, length, cut) => {
          const own = chosen.flatMap((index) => ads[index] ?? [])
          const from = today - back
          const to = Math.min(today, from + length)
          const whole = figures.sum(own, from, to)
          const byAd = own.map((ad) => figures.sum([ad], from, to).reach)
          const middle = Math.min(to, from + cut)
          const byDays = [figures.sum(own, from, middle).reach, figures.sum(own, middle + 1, to).reach]
          for (const parts of [byAd, byDays]) {
            expect(whole.reach).toBeGreaterThanOrEqual(Math.max(...parts))
            expect(whole.reach).toBeLessThanOrEqual(parts.reduce((sum, reach) => sum + reach, 0))
          }
          expect(whole.reach).toBeLessThanOrEqual(whole.impressions)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('over a month is far from the sum of its days', () => {
    const campaign = copper.campaigns.find(({ character }) => character === 'winner')
    if (!campaign) throw new Error('no winner')
    const own = adsOf(campaign)
    const days = Array.from({ length: 30 }, (_, i) => figures.sum(own, today - i - 1, today - i - 1).reach)
    const month = figures.sum(own, today - 30, today - 1).reach
    expect(month).toBeLessThan(days.reduce((sum, reach) => sum + reach, 0) * 0.8)
  })
})

describe('breakdowns', () => {
  const { account, insights, clock } = buildWorld(START)
  const fields = 'spend,impressions,clicks,inline_link_clicks,reach,actions,action_values'
  type Row = Record<string, unknown>
  const all = (params: Record<string, string>): readonly Row[] => {
    const rows: Row[] = []
    let after: string | null = null
    for (let pages = 0; pages < 200; pages++) {
      const page = insights.read(account('Solstice'), { ...params, fields, ...(after === null ? {} : { after }) })
      rows.push(...page.data)
      if (!page.more) return rows
      after = page.after
    }
    throw new Error('no end')
  }
  const actionsOf = (row: Row, field = 'actions'): readonly { action_type: string; value: string }[] =>
    (row[field] as { action_type: string; value: string }[] | undefined) ?? []
  /** Everything that adds up, by name; money in cents. */
  const totals = (rows: readonly Row[]): Record<string, number> => {
    const sums: Record<string, number> = {}
    const add = (name: string, value: number): void => {
      sums[name] = Math.round((sums[name] ?? 0) + value)
    }
    for (const row of rows) {
      add('spend', Math.round(number(row['spend']) * 100))
      for (const name of ['impressions', 'clicks', 'inline_link_clicks']) add(name, number(row[name]))
      for (const { action_type, value } of actionsOf(row)) add(action_type, number(value))
      for (const { action_type, value } of actionsOf(row, 'action_values'))
        add(`value of ${action_type}`, Math.round(number(value) * 100))
    }
    return Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0))
  }

  test.each([
    'age',
    'gender',
    'age,gender',
    'country',
    'publisher_platform',
    'publisher_platform,platform_position',
    'device_platform',
    'device_platform,publisher_platform,platform_position',
  ])('by %s add up to the row that is not broken down, to the unit', (breakdowns) => {
    const params = { level: 'campaign', date_preset: 'last_14d', limit: '500' }
    const whole = all(params)
    const parts = all({ ...params, breakdowns })
    expect(parts.length).toBeGreaterThan(whole.length)
    expect(totals(parts)).toEqual(totals(whole))
    for (const name of breakdowns.split(',')) expect(typeof parts[0]?.[name]).toBe('string')
  })

  test('by hour hold the hours that have passed, and neither reach nor what happened off Meta', () => {
    const params = { level: 'campaign', date_preset: 'today', limit: '500' }
    const parts = all({ ...params, breakdowns: 'hourly_stats_aggregated_by_advertiser_time_zone' })
    const hours = new Set(parts.map((row) => String(row['hourly_stats_aggregated_by_advertiser_time_zone'])))
    // 07:00 in Los Angeles, some minutes late.
    expect(hours).toEqual(new Set(Array.from({ length: 7 }, (_, hour) => `0${hour}:00:00 - 0${hour}:59:59`)))
    expect(new Set(parts.map((row) => row['reach']))).toEqual(new Set(['0']))
    const whole = totals(all(params))
    const summed = totals(parts)
    expect([summed['spend'], summed['impressions'], summed['clicks']]).toEqual([
      whole['spend'],
      whole['impressions'],
      whole['clicks'],
    ])
    expect(whole['purchase']).toBeGreaterThan(0)
    expect(summed['purchase']).toBeUndefined()
  })

  test('by region lie in their countries, without what happened off Meta', () => {
    const params = { level: 'account', date_preset: 'last_14d' }
    const countries = all({ ...params, breakdowns: 'country' })
    const regions = all({ ...params, breakdowns: 'region' })
    expect(regions.length).toBeGreaterThan(countries.length)
    expect(totals(regions)['spend']).toBe(totals(countries)['spend'])
    expect(totals(regions)['purchase']).toBeUndefined()
  })

  test('of one object and of its parts agree on every value', () => {
    const params = { date_preset: 'last_7d', breakdowns: 'age', limit: '5000' }
    const byAge = (rows: readonly Row[]): Record<string, number> => {
      const sums: Record<string, number> = {}
      for (const row of rows) {
        const age = String(row['age'])
        sums[age] = (sums[age] ?? 0) + number(row['impressions'])
      }
      return sums
    }
    const whole = byAge(all({ ...params, level: 'account' }))
    expect(byAge(all({ ...params, level: 'adset' }))).toEqual(whole)
    expect(byAge(all({ ...params, level: 'account', time_increment: '1' }))).toEqual(whole)
  })

  test('are not known for what nobody has here, and cannot stand together as they like', () => {
    const read = (breakdowns: string): unknown[] => [...all({ level: 'account', breakdowns })]
    expect(read('impression_device,publisher_platform')).toEqual([])
    expect(read('product_id')).toEqual([])
    for (const wrong of ['dma', 'age,country', 'platform_position', 'impression_device', 'age,publisher_platform'])
      expect(() => read(wrong)).toThrow(expect.objectContaining({ fault: expect.objectContaining({ code: 100 }) }))
  })

  test('older than 13 months have no reach, and no hours', () => {
    const old = JSON.stringify({ since: '2025-09-01', until: '2025-09-03' })
    const [whole] = all({ level: 'account', time_range: old })
    expect(number(whole?.['reach'])).toBeGreaterThan(0)
    const parts = all({ level: 'account', time_range: old, breakdowns: 'gender' })
    expect(parts.map((row) => row['gender'])).toEqual(['female', 'male', 'unknown'])
    for (const row of parts) expect(row).not.toHaveProperty('reach')
    const hours = 'hourly_stats_aggregated_by_advertiser_time_zone'
    expect(all({ level: 'account', time_range: old, breakdowns: hours })).toEqual([])
  })

  test('are the same whatever the clock says, once a day is settled', () => {
    const range = JSON.stringify({ since: '2026-09-01', until: '2026-09-03' })
    const read = (): unknown => all({ level: 'campaign', time_range: range, breakdowns: 'age,gender', limit: '500' })
    const before = read()
    clock.now += 3 * DAY
    expect(read()).toEqual(before)
    clock.now -= 3 * DAY
  })
})

test('everything that adds up does so over ads and days', () => {
  const { account, figures } = buildWorld(START)
  const driftwood = account('Driftwood')
  const ads = adsOf(driftwood).slice(0, 40)
  const today = figures.today(driftwood)
  const whole = figures.sum(ads, today - 20, today)
  const parts = ads.flatMap((ad) => Array.from({ length: 21 }, (_, i) => figures.sum([ad], today - i, today - i)))
  for (const key of ADDITIVE) expect([key, parts.reduce((sum, part) => sum + part[key], 0)]).toEqual([key, whole[key]])
})
