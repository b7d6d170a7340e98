import { describe, expect, test } from 'vitest'
import { WINDOW_NAMES } from '../../../src/shared/domain/attribution.ts'
import { figuresByWindow } from '../../../src/main/meta/nodes/figures-by-window.ts'
import { windowsOf } from '../../../src/main/meta/windows.ts'
import { leavesOf, meaningsOf, mutatedRow, randomOf } from './nodes/fuzz.ts'

const RANGE = { since: '2026-11-01', until: '2026-11-07' }
const ID = '120210000000000001'
const edgeOf = (version = 'v26.0', level: 'campaign' | 'adset' | 'ad' = 'campaign') =>
  figuresByWindow({ level, objectId: ID, range: RANGE, windows: windowsOf(version) })

const row = (changes: Record<string, unknown> = {}) => ({
  campaign_id: ID,
  date_start: '2026-11-01',
  date_stop: '2026-11-07',
  objective: 'OUTCOME_SALES',
  attribution_setting: '1d_view_7d_click',
  spend: '120.5',
  inline_link_clicks: '40',
  actions: [
    { action_type: 'link_click', value: '40', '1d_click': '40', '7d_click': '40', '28d_click': '40' },
    { action_type: 'purchase', value: '6', '1d_click': '3', '7d_click': '5', '28d_click': '7', '1d_view': '1' },
    { action_type: 'omni_purchase', value: '6', '1d_click': '3', '7d_click': '5', '28d_click': '7', '1d_view': '1' },
    {
      action_type: 'offsite_conversion.fb_pixel_purchase',
      value: '5',
      '1d_click': '2',
      '7d_click': '4',
      '28d_click': '6',
      '1d_view': '1',
    },
  ],
  action_values: [
    { action_type: 'omni_purchase', value: '300.25', '1d_click': '150', '7d_click': '250.25', '28d_click': '340.1' },
    { action_type: 'purchase', value: '300.25', '1d_click': '150', '7d_click': '250.25', '28d_click': '340.1' },
  ],
  results: [
    {
      indicator: 'actions:offsite_conversion.fb_pixel_purchase',
      values: [{ value: '5', attribution_windows: ['default'] }],
    },
  ],
  ...changes,
})

const decoded = (changes: Record<string, unknown> = {}, without: readonly string[] = []) => {
  const found = edgeOf().node.decode(row(changes), { without: new Set(without) })
  if (found === null) throw new Error('The row was not understood.')
  return found
}
/** `window: results purchases purchaseValue` */
const lines = (changes: Record<string, unknown> = {}, without: readonly string[] = []) =>
  decoded(changes, without).windows.map(
    ({ window, results, purchases, purchaseValue }) => `${window}: ${results} ${purchases} ${purchaseValue}`,
  )

describe('windows of a version', () => {
  test('v26 adds to v25, dead ones are in neither, and every one has a name that people can read', () => {
    const [old, current] = [windowsOf('v25.0'), windowsOf('v26.0')]
    expect(old.counted).toEqual(['1d_click', '7d_click', '28d_click', '1d_view', '1d_ev'])
    expect(current.counted).toEqual(old.counted)
    expect(current.sometimes.filter((window) => !old.sometimes.includes(window))).toEqual([
      '1d_sequenced',
      '7d_sequenced',
      '28d_sequenced',
      'incrementality',
      'incrementality_all_conversions',
      'incrementality_first_conversion',
      'custom',
    ])
    for (const { counted, sometimes } of [old, current]) {
      const all: readonly string[] = [...counted, ...sometimes]
      expect(all).not.toContain('7d_view')
      expect(all).not.toContain('28d_view')
      expect(WINDOW_NAMES).toEqual(expect.arrayContaining([...all]))
      expect(new Set(all).size).toBe(all.length)
    }
  })

  test.each(['v27.0', 'v24.0', '', '__proto__'])('%j, which we do not know, is taken for the newest', (version) => {
    expect(windowsOf(version)).toEqual(windowsOf('v26.0'))
  })

  test('are asked for with the range, at the level of the object', () => {
    const { name, params, node } = edgeOf('v25.0', 'ad')
    expect([name, node.core]).toEqual(['insights', ['ad_id', 'date_start', 'date_stop']])
    expect(params).toEqual({
      level: 'ad',
      time_range: JSON.stringify(RANGE),
      action_attribution_windows: '["1d_click","7d_click","28d_click","1d_view","1d_ev","dda"]',
    })
  })
})

describe('figures by window', () => {
  test('are of one type a family: purchases of the widest, results of the very action that Meta means', () => {
    expect(decoded()).toMatchObject({
      range: RANGE,
      resultType: 'purchase',
      spend: 120_500_000,
      setting: '1d_view_7d_click',
    })
    expect(lines()).toEqual([
      'value: 5 6 300250000',
      '1d_click: 2 3 150000000',
      '7d_click: 4 5 250250000',
      '28d_click: 6 7 340100000',
      // The entry is there and the window's key is not: Meta leaves zeros out.
      '1d_view: 1 1 0',
      '1d_ev: 0 0 0',
    ])
  })

  test('a window that only some have is there where it counted, and says nothing elsewhere', () => {
    const [link] = row().actions
    const purchase = { action_type: 'omni_purchase', value: '6', '7d_sequenced': '2', incrementality: '4' }
    expect(lines({ actions: [link, purchase], results: undefined }).slice(6)).toEqual([
      // Nothing is said of the value in it but that the window counts here.
      '7d_sequenced: 2 2 0',
      'incrementality: 4 4 0',
    ])
  })

  test('are zero where nothing was done at all, and unknown where the list was not asked for or has vanished', () => {
    const nothing = { actions: undefined, action_values: undefined, results: undefined, inline_link_clicks: '0' }
    expect(lines(nothing).slice(0, 3)).toEqual(['value: 0 0 0', '1d_click: 0 0 0', '7d_click: 0 0 0'])
    expect(lines({ ...nothing, inline_link_clicks: '3' })[1]).toBe('1d_click: null null 0')
    expect(lines({ actions: undefined }, ['actions']).slice(0, 2)).toEqual([
      'value: 5 null 300250000',
      '1d_click: null null 150000000',
    ])
    expect(lines({ action_values: undefined }, ['action_values'])[1]).toBe('1d_click: 2 3 null')
    expect(decoded({ spend: undefined }, ['spend']).spend).toBeNull()
  })

  test('only a later window counted: there is no value, and that is zero', () => {
    const actions = [{ action_type: 'omni_purchase', '28d_click': '2' }]
    const indicator = { indicator: 'actions:omni_purchase' }
    expect(lines({ actions, action_values: undefined, results: [indicator] }).slice(0, 4)).toEqual([
      'value: 0 0 0',
      '1d_click: 0 0 0',
      '7d_click: 0 0 0',
      '28d_click: 2 2 0',
    ])
  })

  test('results by the objective where Meta does not say what they are', () => {
    const actions = [{ action_type: 'lead', value: '4', '1d_click': '1' }]
    const found = decoded({ objective: 'OUTCOME_LEADS', results: undefined, actions })
    expect(found.resultType).toBe('lead')
    expect(found.windows.slice(0, 2).map(({ results }) => results)).toEqual([4, 1])
    expect(decoded({ objective: undefined, results: undefined }).windows[0]).toMatchObject({
      results: null,
      purchases: 6,
    })
  })

  test('results that no window counts, or of which there are several, are known of nothing but the value', () => {
    const said = (indicator: string) => [{ indicator, values: [{ value: '9', attribution_windows: ['default'] }] }]
    expect(decoded({ results: said('reach') }).windows.map(({ results }) => results)).toEqual(Array(6).fill(null))
    for (const indicator of ['actions:landing_page_view', 'conversions:submit_application_total', 'actions:lead']) {
      const [value, ...windows] = decoded({ results: said(indicator) }).windows.map(({ results }) => results)
      expect([value, windows], indicator).toEqual([9, Array(5).fill(null)])
    }
    const several = [...said('actions:omni_purchase'), ...said('actions:lead')]
    expect(decoded({ results: several }).windows.map(({ results }) => results)).toEqual(Array(6).fill(null))
  })

  test('Meta’s own count of a window goes first; two of one window are none', () => {
    const values = [
      { value: '5', attribution_windows: ['default'] },
      { value: '8', attribution_windows: ['28d_click'] },
      { value: '1', attribution_windows: ['1d_view'] },
      { value: '2', attribution_windows: ['1d_view'] },
    ]
    const results = [{ indicator: 'actions:offsite_conversion.fb_pixel_purchase', values }]
    expect(decoded({ results }).windows.map(({ window, results: count }) => `${window} ${count}`)).toEqual([
      'value 5',
      '1d_click 2',
      '7d_click 4',
      '28d_click 8',
      '1d_view null',
      '1d_ev 0',
    ])
  })

  test('one window that makes no sense is unknown, the others stay', () => {
    const actions = (broken: unknown) => [
      { action_type: 'omni_purchase', value: '6', '1d_click': broken, '7d_click': '5' },
    ]
    for (const broken of ['x', -1, {}, [], '1e3', true, '9'.repeat(30)]) {
      expect(lines({ actions: actions(broken), results: undefined }).slice(0, 3), JSON.stringify(broken)).toEqual([
        'value: 6 6 300250000',
        '1d_click: null null 150000000',
        '7d_click: 5 5 250250000',
      ])
    }
    const twice = [
      { action_type: 'omni_purchase', value: '6', '1d_click': '1' },
      { action_type: 'omni_purchase', value: '6', '1d_click': '2' },
    ]
    expect(lines({ actions: twice, results: undefined }).slice(0, 2)).toEqual([
      'value: 6 6 300250000',
      '1d_click: null null 150000000',
    ])
    // Parts of a total are not added to it.
    const parts = [{ action_type: 'omni_purchase', action_device: 'iphone', value: '4', '1d_click': '4' }]
    expect(lines({ actions: [...parts, ...actions('3')], results: undefined })[1]).toBe('1d_click: 3 3 150000000')
  })

  test.each([
    [{ campaign_id: '7' }],
    [{ campaign_id: undefined }],
    [{ date_start: '2026-10-31' }],
    [{ date_stop: '2026-11-08' }],
    [{ date_stop: 7 }],
  ])('a row with %j is not what was asked for', (changes) => {
    expect(edgeOf().node.decode(row(changes), { without: new Set() })).toBeNull()
  })

  test('a setting is a word of Meta’s, or nothing', () => {
    for (const setting of ['multiple', '1d_view_7d_click_1d_ev'])
      expect(decoded({ attribution_setting: setting }).setting).toBe(setting)
    for (const setting of [null, 5, {}, '', '<b>', 'x'.repeat(200)])
      expect(decoded({ attribution_setting: setting }).setting).toBeNull()
  })

  test('no mutated row throws, or becomes a number it does not say', () => {
    const random = randomOf(20_261_121)
    let understood = 0
    for (let i = 0; i < 4000; i += 1) {
      const given = mutatedRow(random, row())
      const found = edgeOf().node.decode(given, { without: new Set() })
      if (found === null) continue
      understood += 1
      const meanings = meaningsOf(leavesOf(given))
      for (const number of leavesOf(found).numbers)
        // Zero is what Meta leaves out.
        if (number !== 0 && !meanings.has(number)) expect.fail(`${i}: ${number} is not in ${JSON.stringify(given)}`)
    }
    expect(understood).toBeGreaterThan(1000)
  })
})
