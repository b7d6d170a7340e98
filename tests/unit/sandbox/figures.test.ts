import { describe, expect, test } from 'vitest'
import { buildWorld, number } from './build.ts'

const EXACT_FIELDS = 'campaign_name,spend,impressions,clicks,reach,actions'
const HOUR = 3_600_000
const DAY = 24 * HOUR

const resultOf = (row: Record<string, unknown>): number =>
  number(
    (row['actions'] as { action_type: string; value: string }[] | undefined)?.find(
      ({ action_type }) => action_type === 'lead',
    )?.value,
  )

describe('the account with given figures', () => {
  const starts = [
    '2026-11-20T15:00:00Z',
    '2026-03-08T07:30:00Z',
    '2025-11-02T05:59:00Z',
    '2027-01-01T04:59:59Z',
    '2024-02-29T23:00:00Z',
  ]
  test.each(starts)('adds up to the cent over the last 30 days at %s, and on the days after', (start) => {
    const { clock, account, insights } = buildWorld(Date.parse(start))
    const harbor = account('Harbor')
    for (const ahead of [0, 1, 7, 45]) {
      clock.now = Date.parse(start) + ahead * DAY
      const { data } = insights.read(harbor, { level: 'campaign', fields: EXACT_FIELDS })
      expect(data.map((row) => [row['spend'], row['impressions'], row['clicks'], row['reach'], resultOf(row)])).toEqual(
        [
          ['79.84', '12868', '90', '11522', 18],
          ['336.89', '62694', '510', '41208', 197],
          ['536.79', '103291', '1742', '58344', 500],
        ],
      )
    }
  })

  test('its daily rows add up to the same, and reach is less than their sum', () => {
    const { account, insights } = buildWorld(Date.parse('2026-11-20T15:00:00Z'))
    const { data } = insights.read(account('Harbor'), {
      level: 'campaign',
      fields: EXACT_FIELDS,
      time_increment: '1',
      limit: '500',
    })
    const first = data.filter((row) => String(row['campaign_name']).includes('loft'))
    expect(first).toHaveLength(30)
    expect(Math.round(first.reduce((sum, row) => sum + number(row['spend']), 0) * 100)).toBe(7984)
    expect(first.reduce((sum, row) => sum + resultOf(row), 0)).toBe(18)
    expect(first.reduce((sum, row) => sum + number(row['reach']), 0)).toBeGreaterThan(11522)
  })

  test('only the running campaign has a today, and it is a part of its day', () => {
    const { clock, account, insights } = buildWorld(Date.parse('2026-11-20T15:00:00Z'))
    const today = insights.read(account('Harbor'), { level: 'campaign', date_preset: 'today' }).data
    expect(today).toHaveLength(1)
    clock.now += DAY
    const whole = insights.read(account('Harbor'), { level: 'campaign', date_preset: 'yesterday' }).data
    expect(number(today[0]?.['spend'])).toBeGreaterThan(0)
    expect(number(today[0]?.['spend'])).toBeLessThan(number(whole[0]?.['spend']))
  })
})

describe('the world', () => {
  test('is the same from the same seed, and another from another', () => {
    const start = Date.parse('2026-11-20T15:00:00Z')
    const read = (seed: number): unknown => {
      const { insights, account } = buildWorld(start, seed)
      return insights.read(account('Solstice'), { level: 'campaign', limit: '500' }).data
    }
    expect(read(1)).toEqual(read(1))
    expect(read(1)).not.toEqual(read(2))
  })

  test('has a dozen accounts, five currencies, about 2,000 ads and unique ids', () => {
    const { world } = buildWorld(Date.parse('2026-11-20T15:00:00Z'))
    expect(world.accounts).toHaveLength(12)
    expect(new Set(world.accounts.map(({ currency }) => currency))).toEqual(
      new Set(['USD', 'EUR', 'GBP', 'KZT', 'JPY']),
    )
    const ads = world.accounts.flatMap(({ campaigns }) =>
      campaigns.flatMap(({ adsets }) => adsets.flatMap((adset) => adset.ads)),
    )
    expect(ads.length).toBeGreaterThan(1900)
    expect(world.nodes.size).toBe(new Set(world.nodes.keys()).size)
    const names = world.accounts.flatMap(({ campaigns }) => campaigns.map(({ name }) => name))
    expect(names.some((name) => name.length === 400)).toBe(true)
    expect(names.some((name) => name.includes('<b>'))).toBe(true)
    expect(names.some((name) => /[\u0590-\u06ff]/.test(name))).toBe(true)
    const ids = [...world.nodes.keys()].filter((id) => id.startsWith('1202'))
    expect(ids.every((id) => Number(id) > Number.MAX_SAFE_INTEGER)).toBe(true)
  })

  test('moves between two polls of half a minute, and never back', () => {
    const { clock, account, insights } = buildWorld(Date.parse('2026-11-20T22:00:00Z'))
    const read = (): number[] => {
      const row = insights.read(account('Solstice'), { date_preset: 'today', fields: 'spend,impressions,clicks' })
        .data[0]
      return ['spend', 'impressions', 'clicks'].map((field) => number(row?.[field]))
    }
    let before = read()
    for (let i = 0; i < 20; i++) {
      clock.now += 30_000
      const after = read()
      expect(after[0]).toBeGreaterThan(before[0] ?? 0)
      after.forEach((value, k) => expect(value).toBeGreaterThanOrEqual(before[k] ?? 0))
      before = after
    }
  })

  test('conversions of a day arrive over four weeks, and what was paid for them is corrected a little', () => {
    const { clock, account, insights } = buildWorld(Date.parse('2026-11-20T15:00:00Z'))
    const range = JSON.stringify({ since: '2026-11-18', until: '2026-11-18' })
    const read = (): [number, number] => {
      const row = insights.read(account('Solstice'), { time_range: range, fields: 'spend,actions' }).data[0]
      const purchase = (row?.['actions'] as { action_type: string; value: string }[] | undefined)?.find(
        ({ action_type }) => action_type === 'purchase',
      )
      return [number(row?.['spend']), number(purchase?.value)]
    }
    const [spend, early] = read()
    clock.now += 10 * DAY
    const [correctedSpend, late] = read()
    expect(correctedSpend).toBeLessThan(spend)
    expect(correctedSpend).toBeGreaterThan(spend * 0.99)
    expect(late).toBeGreaterThan(early)
    clock.now += 19 * DAY
    const [finalSpend, last] = read()
    expect(finalSpend).toBe(correctedSpend)
    expect(last).toBeGreaterThan(late)
    clock.now += 60 * DAY
    expect(read()).toEqual([finalSpend, last])
  })

  test('at any hour some campaign has spent over half of its budget today with nothing to show', () => {
    const { clock, world, insights, live } = buildWorld(Date.parse('2026-11-20T00:10:00Z'))
    const losers = world.accounts.flatMap(({ campaigns }) => campaigns.filter(({ character }) => character === 'loser'))
    expect(new Set(losers.map(({ account }) => account.id)).size).toBeGreaterThanOrEqual(4)
    for (let hour = 0; hour < 24; hour++) {
      clock.now += HOUR
      const open = losers.filter((campaign) => {
        const row = insights.read(campaign, { date_preset: 'today', fields: 'spend,ctr,cpc,results' }).data[0]
        if (!row) return false
        expect(row['results']).toEqual([{ indicator: expect.any(String) as string }])
        return number(row['spend']) * campaign.account.offset > (live.budget(campaign)?.minor ?? Infinity) / 2
      })
      expect(open.length).toBeGreaterThan(0)
    }
  })

  test('winners spend their budgets and get results for them', () => {
    const { world, insights } = buildWorld(Date.parse('2026-11-20T15:00:00Z'))
    const winners = world.accounts
      .filter(({ status }) => status === 1)
      .flatMap(({ campaigns }) => campaigns.filter(({ character }) => character === 'winner'))
    expect(winners.length).toBeGreaterThan(0)
    for (const campaign of winners) {
      const row = insights.read(campaign, { date_preset: 'yesterday', fields: 'spend,ctr,results' }).data[0]
      expect(number(row?.['spend']) * campaign.account.offset).toBeGreaterThan((campaign.budget?.minor ?? 0) * 0.9)
      expect(number(row?.['ctr'])).toBeGreaterThan(1)
      expect((row?.['results'] as { values?: unknown }[] | undefined)?.[0]?.values).toBeDefined()
    }
  })
})

describe('edits', () => {
  test('a paused campaign stops where it was and starts again from there', () => {
    const { clock, world, insights, edit } = buildWorld(Date.parse('2026-11-20T18:00:00Z'))
    const campaign = world.accounts[1]?.campaigns.find(({ character }) => character === 'winner')
    if (!campaign) throw new Error('no winner')
    const spent = (preset: string): number =>
      number(insights.read(campaign, { date_preset: preset, fields: 'spend' }).data[0]?.['spend'])
    const seen = spent('today')
    edit(campaign, 'status', 'PAUSED')
    // Figures come a quarter of an hour late: what was delivered before the pause is still to be told.
    clock.now += HOUR / 4
    const atPause = spent('today')
    expect(atPause).toBeGreaterThan(seen)
    clock.now += 2 * HOUR
    expect(spent('today')).toBe(atPause)
    edit(campaign, 'status', 'ACTIVE')
    clock.now += HOUR
    const later = spent('today')
    expect(later).toBeGreaterThan(atPause)
    edit(campaign, 'status', 'PAUSED')
    clock.now += 3 * DAY
    expect(spent('today')).toBe(0)
    expect(spent('yesterday')).toBe(0)
  })

  test('a raised budget spends more from then on, and the past stays', () => {
    const { clock, world, insights, edit } = buildWorld(Date.parse('2026-11-20T18:00:00Z'))
    const campaign = world.accounts[1]?.campaigns.find(({ character }) => character === 'winner')
    if (!campaign?.budget) throw new Error('no winner')
    const spent = (since: string): number =>
      number(
        insights.read(campaign, { time_range: JSON.stringify({ since, until: since }), fields: 'spend' }).data[0]?.[
          'spend'
        ],
      )
    const before = spent('2026-11-10')
    edit(campaign, 'daily_budget', String(campaign.budget.minor * 2))
    clock.now += 3 * DAY
    expect(spent('2026-11-10')).toBe(before)
    expect(spent('2026-11-22') / before).toBeGreaterThan(1.9)
  })

  test('effective status follows the parents and keeps the own status', () => {
    const { world, live, edit } = buildWorld(Date.parse('2026-11-20T18:00:00Z'))
    const campaign = world.accounts[1]?.campaigns.find(({ character }) => character === 'winner')
    const adset = campaign?.adsets[0]
    const ad = adset?.ads[0]
    if (!campaign || !adset || !ad) throw new Error('no winner')
    expect([campaign, adset, ad].map(live.effective)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE'])
    edit(campaign, 'status', 'PAUSED')
    expect([campaign, adset, ad].map(live.effective)).toEqual(['PAUSED', 'CAMPAIGN_PAUSED', 'CAMPAIGN_PAUSED'])
    expect(live.status(ad)).toBe('ACTIVE')
    edit(campaign, 'status', 'ARCHIVED')
    expect([campaign, adset, ad].map(live.effective)).toEqual(['ARCHIVED', 'ARCHIVED', 'ARCHIVED'])
    edit(campaign, 'status', 'DELETED')
    expect([adset, ad].map(live.effective)).toEqual(['DELETED', 'DELETED'])
  })
})

describe('paging', () => {
  test.each(['all_days', '1', '7', 'monthly'])('pages of any size give the same rows once, by %s', (time_increment) => {
    const { account, insights } = buildWorld(Date.parse('2026-11-20T15:00:00Z'))
    const params = { level: 'campaign', time_increment, date_preset: 'last_14d' }
    const whole = insights.read(account('Copper'), { ...params, limit: '5000' })
    expect(whole.more).toBe(false)
    const rows: unknown[] = []
    let after: string | null = null
    for (let pages = 0; pages < 500; pages++) {
      const page = insights.read(account('Copper'), { ...params, limit: '7', ...(after === null ? {} : { after }) })
      rows.push(...page.data)
      after = page.after
      if (!page.more) break
    }
    expect(rows).toEqual(whole.data)
  })
})
