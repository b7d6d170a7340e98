import { describe, expect, test } from 'vitest'
import { dayText } from '../../../src/sandbox/zone.ts'
import { buildWorld, number } from './build.ts'

const START = Date.parse('2026-11-20T15:00:00Z')
const DAY = 86_400_000

type Row = Record<string, unknown>
interface Stat extends Record<string, string> {
  readonly action_type: string
  readonly value: string
}
const listOf = (row: Row | undefined, field: string): readonly Stat[] => (row?.[field] as Stat[] | undefined) ?? []
const fault = (fields: object) => expect.objectContaining({ fault: expect.objectContaining(fields) })

const { clock, world, live, figures, insights, account, state } = buildWorld(START)
const solstice = account('Solstice')
const read = (params: Record<string, string>): readonly Row[] =>
  insights.read(solstice, { limit: '5000', ...params }).data

describe('days', () => {
  const today = (name: string): string => dayText(figures.today(account(name)))
  const range = (preset: string): readonly [unknown, unknown] => {
    const [row] = insights.read(account('Copper'), { date_preset: preset }).data
    return [row?.['date_start'], row?.['date_stop']]
  }

  test.each([
    ['today', '2026-11-20', '2026-11-20'],
    ['yesterday', '2026-11-19', '2026-11-19'],
    ['this_month', '2026-11-01', '2026-11-20'],
    ['last_month', '2026-10-01', '2026-10-31'],
    ['this_quarter', '2026-10-01', '2026-11-20'],
    ['last_quarter', '2026-07-01', '2026-09-30'],
    ['this_year', '2026-01-01', '2026-11-20'],
    ['last_year', '2025-01-01', '2025-12-31'],
    ['last_3d', '2026-11-17', '2026-11-19'],
    ['last_7d', '2026-11-13', '2026-11-19'],
    ['last_14d', '2026-11-06', '2026-11-19'],
    ['last_28d', '2026-10-23', '2026-11-19'],
    ['last_30d', '2026-10-21', '2026-11-19'],
    ['last_90d', '2026-08-22', '2026-11-19'],
    ['this_week_mon_today', '2026-11-16', '2026-11-20'],
    ['this_week_sun_today', '2026-11-15', '2026-11-20'],
    ['last_week_mon_sun', '2026-11-09', '2026-11-15'],
    ['last_week_sun_sat', '2026-11-08', '2026-11-14'],
  ])('%s is from %s to %s', (preset, since, until) => {
    expect(range(preset)).toEqual([since, until])
  })

  test('are those of the account, and the last 30 full days when nothing is said', () => {
    expect(today('Kumo')).toBe('2026-11-21')
    expect(insights.read(account('Kumo'), { date_preset: 'yesterday' }).data[0]?.['date_start']).toBe('2026-11-20')
    const [row] = insights.read(account('Copper'), {}).data
    expect([row?.['date_start'], row?.['date_stop']]).toEqual(['2026-10-21', '2026-11-19'])
  })

  test('come in steps of days, by month, or in ranges of their own', () => {
    const starts = (params: Record<string, string>): unknown[] =>
      insights
        .read(account('Copper'), params)
        .data.map((row) => `${String(row['date_start'])} ${String(row['date_stop'])}`)
    const time_range = '{"since":"2026-09-20","until":"2026-11-05"}'
    expect(starts({ time_range, time_increment: '20' })).toEqual([
      '2026-09-20 2026-10-09',
      '2026-10-10 2026-10-29',
      '2026-10-30 2026-11-05',
    ])
    expect(starts({ time_range, time_increment: 'monthly' })).toEqual([
      '2026-09-20 2026-09-30',
      '2026-10-01 2026-10-31',
      '2026-11-01 2026-11-05',
    ])
    const time_ranges = '[{"since":"2026-11-03","until":"2026-11-04"},{"since":"2026-10-01","until":"2026-11-04"}]'
    expect(starts({ time_ranges, time_range })).toEqual(['2026-11-03 2026-11-04', '2026-10-01 2026-11-04'])
    expect(() => starts({ time_ranges, time_increment: '1' })).toThrow(fault({ code: 100 }))
    for (const time_increment of ['0', '91', '1.5', 'weekly'])
      expect(() => starts({ time_range, time_increment })).toThrow(fault({ code: 100 }))
  })

  test('reach 37 months back, counted from where the day begins first, and do not begin in the future', () => {
    const from = (since: string): readonly Row[] =>
      insights.read(account('Solstice'), { time_range: JSON.stringify({ since, until: '2026-11-20' }) }).data
    // In Los Angeles it is the 20th, on Kiritimati the 21st: 37 months before the account's today is too far.
    expect(() => from('2023-10-20')).toThrow(fault({ code: 3018 }))
    expect(from('2023-10-21')).toHaveLength(1)
    const future = '{"since":"2026-11-25","until":"2026-11-26"}'
    expect(() => read({ time_range: future })).toThrow(fault({ code: 100 }))
    expect(() => read({ time_ranges: `[${future}]` })).toThrow(fault({ code: 100 }))
    expect(() => read({ time_range: '{"since":"2026-11-05","until":"2026-11-04"}' })).toThrow(fault({ code: 100 }))
  })
})

describe('rows', () => {
  test('are absent without delivery, and an empty answer has cursors all the same', () => {
    const page = insights.read(account('Harbor'), {
      date_preset: 'last_7d',
      filtering: '[{"field":"campaign.name","operator":"CONTAIN","value":"never"}]',
      level: 'campaign',
    })
    expect(page.data).toEqual([])
    expect([page.before, page.after, page.more]).toEqual([page.after, page.before, false])
    const again = insights.read(account('Harbor'), { date_preset: 'last_7d', level: 'campaign', after: page.after })
    expect(again.data).toHaveLength(3)
  })

  test('of archived and deleted objects are left out unless asked for, while their parents count them', () => {
    const campaign = solstice.campaigns.find(
      (one) => live.effective(one) === 'ACTIVE' && one.adsets.length > 1 && one.character === 'normal',
    )
    const adset = campaign?.adsets[0]
    if (!campaign || !adset) throw new Error('no campaign with several ad sets')
    const spend = (rows: readonly Row[]): number =>
      Math.round(rows.reduce((sum, row) => sum + number(row['spend']), 0) * 100)
    const rows = (params: Record<string, string>): readonly Row[] =>
      insights.read(campaign, { date_preset: 'last_30d', limit: '500', ...params }).data
    const before = rows({ level: 'adset' })
    expect(spend(before)).toBe(spend(rows({ level: 'campaign' })))
    for (const after of ['ARCHIVED', 'DELETED']) {
      state.edit({ at: clock.now, object: adset.id, field: 'status', before: '', after, actorId: '1', actorName: 'T' })
      const left = rows({ level: 'adset' })
      expect(left).toHaveLength(before.length - 1)
      expect(rows({ level: 'ad' }).every((row) => row['adset_id'] !== adset.id)).toBe(true)
      expect(spend(rows({ level: 'campaign' }))).toBe(spend(before))
      const asked = JSON.stringify([{ field: 'adset.effective_status', operator: 'IN', value: ['ACTIVE', after] }])
      expect(rows({ level: 'adset', filtering: asked }).map((row) => row['adset_id'])).toContain(adset.id)
      const info = JSON.stringify([{ field: 'adset.delivery_info', operator: 'IN', value: [after.toLowerCase()] }])
      expect(rows({ level: 'adset', filtering: info }).map((row) => row['adset_id'])).toEqual([adset.id])
    }
  })

  test('are sorted by a field or an action, page by page', () => {
    const params = { level: 'campaign', fields: 'campaign_id,spend,actions', sort: '["spend_descending"]', limit: '7' }
    const rows: Row[] = []
    for (let after: string | null = null, more = true; more;) {
      const page = insights.read(solstice, { ...params, ...(after === null ? {} : { after }) })
      rows.push(...page.data)
      after = page.after
      more = page.more
    }
    const spends = rows.map((row) => number(row['spend']))
    expect(spends.length).toBeGreaterThan(20)
    expect(spends).toEqual(spends.toSorted((a, b) => b - a))
    const clicks = read({ ...params, sort: '["actions:link_click_ascending"]', limit: '5000' }).map((row) =>
      number(listOf(row, 'actions').find(({ action_type }) => action_type === 'link_click')?.value),
    )
    expect(clicks).toEqual(clicks.toSorted((a, b) => a - b))
    expect(() => read({ sort: 'spend' })).toThrow(fault({ code: 100 }))
  })

  test('pass filters by ids, names, figures and actions', () => {
    const [campaign] = solstice.campaigns.filter(({ character }) => character === 'winner')
    if (!campaign) throw new Error('no winner')
    const filter = (...filters: readonly object[]): string => JSON.stringify(filters)
    const ads = read({ level: 'ad', filtering: filter({ field: 'campaign.id', operator: 'IN', value: [campaign.id] }) })
    expect(new Set(ads.map((row) => row['campaign_id']))).toEqual(new Set([campaign.id]))
    expect(ads.length).toBe(campaign.adsets.flatMap((adset) => adset.ads).length)
    const [first] = ads
    const one = filter({ field: 'ad.id', operator: 'EQUAL', value: first?.['ad_id'] })
    expect(read({ level: 'ad', filtering: one })).toEqual([first])
    const all = read({ level: 'campaign' })
    const median = all.map((row) => number(row['spend'])).toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
    const rich = read({
      level: 'campaign',
      filtering: filter({ field: 'spend', operator: 'GREATER_THAN', value: median }),
    })
    expect(rich).toEqual(all.filter((row) => number(row['spend']) > median))
    const top = read({ level: 'campaign', filtering: filter({ field: 'campaign.spend', operator: 'TOP', value: 3 }) })
    expect(top.map((row) => row['spend'])).toEqual(
      all
        .map((row) => row['spend'])
        .toSorted((a, b) => number(b) - number(a))
        .slice(0, 3),
    )
    const bought = filter({ field: 'action_type', operator: 'IN', value: ['purchase', 'link_click'] })
    const types = read({ fields: 'actions', filtering: bought }).flatMap((row) =>
      listOf(row, 'actions').map(({ action_type }) => action_type),
    )
    expect(types).toEqual(['link_click', 'purchase'])
    expect(() => read({ filtering: filter({ field: 'mood', operator: 'EQUAL', value: 1 }) })).toThrow(
      fault({ code: 100 }),
    )
  })

  test.each([
    ['CONTAINS_ANY', ['Retargeting', 'Broad'], /retargeting|broad/i],
    ['CONTAINS_ALL', ['Sales', 'Broad'], /sales.*broad|broad.*sales/i],
    ['NOT_CONTAINS_ANY', ['Retargeting', 'Broad'], /^(?!.*(retargeting|broad))/i],
    ['STARTS_WITH', '[', /^\[/],
    ['ENDS_WITH', 'US', /us$/i],
    ['STEM_MATCH', 'Retarg', /\bretarg|_retarg/i],
  ])('pass names by %s', (operator, value, pattern) => {
    const all = read({ level: 'campaign', fields: 'campaign_name' })
    const passed = read({
      level: 'campaign',
      fields: 'campaign_name',
      filtering: JSON.stringify([{ field: 'campaign.name', operator, value }]),
    })
    expect(passed).toEqual(all.filter((row) => pattern.test(String(row['campaign_name']))))
    expect(passed.length).toBeGreaterThan(0)
    expect(passed.length).toBeLessThan(all.length)
  })

  test('have a summary of all of them', () => {
    const page = insights.read(solstice, {
      level: 'campaign',
      fields: 'campaign_id,spend,reach',
      default_summary: 'true',
    })
    const [whole] = insights.read(solstice, { level: 'account', fields: 'spend,reach' }).data
    const shown = read({ level: 'campaign', fields: 'spend' }).reduce((sum, row) => sum + number(row['spend']), 0)
    const summary = JSON.parse(page.summary ?? '{}') as Row
    expect(Math.round(number(summary['spend']) * 100)).toBe(Math.round(shown * 100))
    expect(number(summary['reach'])).toBeLessThanOrEqual(number(whole?.['reach']))
    expect(summary).not.toHaveProperty('campaign_id')
    expect(insights.read(solstice, { level: 'campaign' }).summary).toBeNull()
  })
})

describe('actions', () => {
  const selling = read({
    level: 'campaign',
    fields: 'campaign_id,objective,actions,action_values,results,spend',
  }).filter((row) => listOf(row, 'actions').some(({ action_type }) => action_type === 'purchase'))

  test('count one purchase under six types', () => {
    expect(selling.length).toBeGreaterThan(5)
    for (const row of selling) {
      for (const field of ['actions', 'action_values']) {
        const bought = listOf(row, field).filter(({ action_type }) => action_type.includes('purchase'))
        expect(bought.map(({ action_type }) => action_type)).toEqual([
          'purchase',
          'omni_purchase',
          'offsite_conversion.fb_pixel_purchase',
          'onsite_web_purchase',
          'onsite_web_app_purchase',
          'web_in_store_purchase',
        ])
        expect(new Set(bought.map(({ value }) => value)).size).toBe(1)
      }
    }
  })

  test('split reactions and total them in one list', () => {
    const [row] = read({ level: 'account', fields: 'actions', action_breakdowns: 'action_type,action_reaction' })
    const reactions = listOf(row, 'actions').filter(({ action_type }) => action_type === 'post_reaction')
    expect(reactions.map((entry) => entry['action_reaction'])).toEqual(['like', 'love', undefined])
    const [like, love, all] = reactions.map(({ value }) => number(value))
    expect((like ?? 0) + (love ?? 0)).toBe(all)
    expect(() => read({ action_breakdowns: 'action_device' })).toThrow(fault({ code: 2, subcode: 1504041 }))
  })

  test('have a key for every window that counted something, and a value by the setting of the ad set', () => {
    const windows = '["1d_click","7d_click","28d_click","1d_view","7d_view"]'
    const rows = read({
      level: 'adset',
      fields: 'adset_id,attribution_setting,actions',
      action_attribution_windows: windows,
    })
    const settings = new Set<unknown>()
    let lacking = 0
    for (const row of rows) {
      const bought = listOf(row, 'actions').find(({ action_type }) => action_type === 'omni_purchase')
      if (!bought) continue
      expect(bought).not.toHaveProperty('7d_view')
      const [day, week, month, view] = ['1d_click', '7d_click', '28d_click', '1d_view'].map((key) => {
        expect(bought[key]).not.toBe('0')
        if (bought[key] === undefined) lacking++
        return number(bought[key])
      })
      expect(day).toBeLessThanOrEqual(week ?? 0)
      expect(week).toBeLessThanOrEqual(month ?? 0)
      settings.add(row['attribution_setting'])
      const counted = row['attribution_setting'] === '7d_click' ? week : (week ?? 0) + (view ?? 0)
      expect(number(bought.value)).toBe(counted)
    }
    expect(settings).toEqual(new Set(['7d_click', '1d_view_7d_click']))
    expect(lacking).toBeGreaterThan(0)
    const [whole] = read({ level: 'account', fields: 'attribution_setting' })
    expect(whole?.['attribution_setting']).toBe('multiple')
  })

  test('have no value where only another window counted something, or follow the account', () => {
    const params = { level: 'ad', time_increment: '1', fields: 'actions', action_attribution_windows: '["1d_view"]' }
    const entries = read(params).flatMap((row) => listOf(row, 'actions'))
    expect(entries.some((entry) => entry['value'] === undefined && entry['1d_view'] !== undefined)).toBe(true)
    const own = read({ ...params, use_account_attribution_setting: 'true' }).flatMap((row) => listOf(row, 'actions'))
    expect(own.some((entry) => entry['value'] === undefined && entry['1d_view'] !== undefined)).toBe(false)
    expect(() => read({ action_attribution_windows: '["3d_click"]' })).toThrow(fault({ code: 100 }))
  })

  test('of a row add up over windows by day as over the whole', () => {
    const params = {
      level: 'account',
      fields: 'actions',
      action_attribution_windows: '["1d_click","28d_click","1d_view"]',
    }
    const sum = (rows: readonly Row[]): Record<string, number> => {
      const sums: Record<string, number> = {}
      for (const entry of rows.flatMap((row) => listOf(row, 'actions'))) {
        for (const [key, value] of Object.entries(entry)) {
          if (key === 'action_type') continue
          const name = `${entry.action_type} ${key}`
          sums[name] = (sums[name] ?? 0) + Number(value)
        }
      }
      return sums
    }
    expect(sum(read({ ...params, time_increment: '1' }))).toEqual(sum(read(params)))
  })
})

describe('fields', () => {
  test('of video and quality come in their shapes', () => {
    const rows = read({
      level: 'ad',
      fields:
        'video_play_actions,video_p25_watched_actions,video_p100_watched_actions,video_thruplay_watched_actions,video_avg_time_watched_actions,quality_ranking,engagement_rate_ranking,conversion_rate_ranking',
    })
    const ofVideos = rows.filter((each) => listOf(each, 'video_play_actions').length > 0)
    const [row] = ofVideos
    // An ad with a picture has none of them.
    expect(ofVideos.length).toBeLessThan(rows.length)
    const counts = ['video_play_actions', 'video_p25_watched_actions', 'video_p100_watched_actions'].map((field) => {
      expect(listOf(row, field)).toHaveLength(1)
      expect(listOf(row, field)[0]?.action_type).toBe('video_view')
      return number(listOf(row, field)[0]?.value)
    })
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    const ranks = /^(UNKNOWN|ABOVE_AVERAGE|AVERAGE|BELOW_AVERAGE_(10|20|35))$/
    for (const field of ['quality_ranking', 'engagement_rate_ranking', 'conversion_rate_ranking'])
      expect(row?.[field]).toMatch(ranks)
    const [above] = read({ level: 'campaign', fields: 'quality_ranking,spend' })
    expect(above).not.toHaveProperty('quality_ranking')
    const [broken] = read({ level: 'ad', fields: 'quality_ranking,spend', breakdowns: 'age' })
    expect(broken).not.toHaveProperty('quality_ranking')
  })

  test('that were removed are refused', () => {
    for (const field of ['age_targeting', 'gender_targeting', 'labels', 'location', 'estimated_ad_recall_lower_bound'])
      expect(() => read({ fields: field })).toThrow(fault({ code: 100 }))
  })
})

describe('size', () => {
  test('of one answer is bounded, that of a report is not', () => {
    const big = { level: 'ad', time_increment: '1', time_range: '{"since":"2023-12-01","until":"2026-11-20"}' }
    expect(() => read(big)).toThrow(fault({ status: 400, code: 100, subcode: 1487534 }))
    const page = insights.read(solstice, { ...big, limit: '2000' }, { report: true })
    expect([page.data.length, page.more]).toEqual([2000, true])
  })

  test('of one page is bounded by its values', () => {
    const wide = [
      'account_id,campaign_id,adset_id,ad_id,spend,impressions,clicks,reach,frequency,cpm,cpc,ctr,actions,results',
      'objective,buying_type,account_name,campaign_name,adset_name,ad_name',
    ].join(',')
    const params = { level: 'ad', time_increment: '1', date_preset: 'last_90d', fields: wide }
    expect(() => read({ ...params, limit: '5000' })).toThrow(fault({ status: 500, code: 1 }))
    expect(read({ ...params, limit: '2500' })).toHaveLength(2500)
  })
})

test('every level is there, and none above the object', () => {
  const campaign = world.accounts[1]?.campaigns[0]
  if (!campaign) throw new Error('no campaign')
  expect(() => insights.read(campaign, { level: 'account' })).toThrow(fault({ code: 100 }))
  expect(() => insights.read(campaign, { level: 'planet' })).toThrow(fault({ code: 100 }))
  for (const level of ['account', 'campaign', 'adset', 'ad']) {
    const [row] = read({ level })
    const ids = ['account_id', 'campaign_id', 'adset_id', 'ad_id'].filter((id) => row?.[id] !== undefined)
    expect(ids).toEqual(
      ['account_id', 'campaign_id', 'adset_id', 'ad_id'].slice(
        0,
        ['account', 'campaign', 'adset', 'ad'].indexOf(level) + 1,
      ),
    )
  }
  clock.now += DAY
})
