import { expect, test } from 'vitest'
import { timeOf } from '../../../src/sandbox/times.ts'
import { createZone } from '../../../src/sandbox/zone.ts'
import { sizeOf } from '../../../src/sandbox/writes/images.ts'
import { reachesEu } from '../../../src/sandbox/writes/adset-rules.ts'
import { minimumDaily } from '../../../src/sandbox/calls/minimum-budgets.ts'
import { offsetPage } from '../../../src/sandbox/params.ts'
import { buildWorld } from './build.ts'

test('times are read as people write them, those without an offset in the zone of the account', () => {
  const zone = createZone('America/New_York')
  const at = (text: string): string | null => {
    const found = timeOf(text, zone)
    return found === null ? null : new Date(found).toISOString()
  }
  expect(at('1795284000')).toBe('2026-11-21T18:00:00.000Z')
  expect(at('2026-12-01T23:59:59-0800')).toBe('2026-12-02T07:59:59.000Z')
  expect(at('2026-12-01T23:59:59+05:30')).toBe('2026-12-01T18:29:59.000Z')
  expect(at('2026-12-01T10:00:00Z')).toBe('2026-12-01T10:00:00.000Z')
  expect(at('2026-12-01')).toBe('2026-12-01T05:00:00.000Z')
  expect(at('2026-07-01 12:30')).toBe('2026-07-01T16:30:00.000Z')
  // The day on which clocks go back: before and after.
  expect(at('2026-11-01 00:30')).toBe('2026-11-01T04:30:00.000Z')
  expect(at('2026-11-01 12:00')).toBe('2026-11-01T17:00:00.000Z')
  for (const wrong of ['', 'soon', '2026-13-01', '2026-12-01T25:00:00Z', '1e9']) expect(at(wrong)).toBeNull()
})

test('pictures are known by their first bytes', () => {
  const png = Buffer.alloc(24)
  Buffer.from('89504e470d0a1a0a', 'hex').copy(png)
  png.writeUInt32BE(640, 16)
  png.writeUInt32BE(480, 20)
  expect(sizeOf(png)).toEqual({ width: 640, height: 480 })
  const gif = Buffer.from('GIF89a\u0003\u0000\u0002\u0000', 'latin1')
  expect(sizeOf(gif)).toEqual({ width: 3, height: 2 })
  const jpeg = Buffer.from('ffd8ffe000040000ffc0001108004000300301220002110103110100', 'hex')
  expect(sizeOf(jpeg)).toEqual({ width: 48, height: 64 })
  for (const wrong of ['', 'ff', 'ffd8', 'ffd8ff', 'not a picture at all'])
    expect(sizeOf(Buffer.from(wrong, 'latin1'))).toBeNull()
  expect(sizeOf(Buffer.from('ffd8000000000000000000', 'hex'))).toBeNull()
})

test('what reaches the European Union is found at any depth', () => {
  expect(reachesEu({ countries: ['US', 'FR'] })).toBe(true)
  expect(reachesEu({ cities: [{ country: 'DE' }] })).toBe(true)
  expect(reachesEu({ country_groups: ['worldwide'] })).toBe(true)
  expect(reachesEu({ countries: ['GB', 'NO'], regions: [{ country: 'US' }] })).toBe(false)
  expect(reachesEu(undefined)).toBe(false)
})

test('the least daily budget follows currency, price of the country and bid', () => {
  const { account } = buildWorld(Date.parse('2026-11-20T18:00:00Z'))
  expect(minimumDaily(account('Solstice'), null)).toBe(100)
  expect(minimumDaily(account('Kumo'), null)).toBe(150)
  expect(minimumDaily(account('Nomad'), null)).toBe(24_000)
  expect(minimumDaily(account('Solstice'), { cap: 300, perImpression: true })).toBe(300)
  expect(minimumDaily(account('Solstice'), { cap: 300, perImpression: false })).toBe(1500)
})

test('pages by cursor, forwards and backwards, show every item once', () => {
  const all = Array.from({ length: 23 }, (_, i) => i)
  const forwards: number[] = []
  let page = offsetPage(all, { limit: '5' }, 100)
  forwards.push(...page.items)
  while (page.more) {
    page = offsetPage(all, { limit: '5', after: page.after ?? '' }, 100)
    forwards.push(...page.items)
  }
  expect(forwards).toEqual(all)
  const backwards = [...page.items]
  while (page.start > 0) {
    page = offsetPage(all, { limit: '5', before: page.before ?? '' }, 100)
    backwards.unshift(...page.items)
  }
  expect(backwards).toEqual(all)
})
