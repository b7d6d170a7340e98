import { afterAll, beforeAll, expect, test } from 'vitest'
import { hash } from '../../src/sandbox/random.ts'
import { accountOf, startClient } from './sandbox-client.ts'
import type { Client } from './sandbox-client.ts'

/** Whatever is sent is taken or refused with an error of Meta's, and never breaks anything. */

let client: Client
beforeAll(async () => {
  client = await startClient()
})
afterAll(() => client.sandbox.stop())

const SCALARS = [
  '',
  '0',
  '-1',
  '1e9',
  'true',
  'null',
  '9'.repeat(20),
  '2026-13-45',
  'ACTIVE',
  '[]',
  '{}',
  '[',
  '{"a":',
  '🔥',
  '[null]',
  '{"a":null}',
]
const VALUES: readonly unknown[] = [null, 0, -1, 1.5, '', 'x', true, [], {}, [null], [[]], [{}], [1], ['x'], { a: 1 }]
/** Shapes that are looked into, with something else in the place of each of their parts. */
const SHAPES: Readonly<Record<string, unknown>> = {
  targeting: {
    geo_locations: {
      countries: ['US'],
      country_groups: ['eu'],
      regions: [{ country: 'US' }],
      cities: [{ country: 'DE' }],
    },
    age_min: 18,
    age_max: 65,
    genders: [1],
    flexible_spec: [{}],
    targeting_automation: { advantage_audience: 1 },
  },
  promoted_object: { page_id: '1', pixel_id: '1' },
  attribution_spec: [{ event_type: 'CLICK_THROUGH', window_days: 7 }],
  adset_schedule: [{ start_minute: 0, end_minute: 60, days: [1] }],
  bid_constraints: { roas_average_floor: 100 },
  pacing_type: ['standard'],
  special_ad_categories: ['NONE'],
  special_ad_category_country: ['US'],
  object_story_spec: {
    page_id: '1',
    link_data: {
      link: 'https://a.example',
      message: 'm',
      name: 'n',
      image_hash: 'h',
      call_to_action: { type: 'SHOP_NOW' },
    },
    video_data: { video_id: '1', image_hash: 'h', title: 't', call_to_action: { type: 'SHOP_NOW' } },
    photo_data: { image_hash: 'h', caption: 'c' },
  },
  creative: { creative_id: '1', object_story_spec: { page_id: '1', link_data: { link: 'a' } } },
  creative_parameters: { creative_id: '1' },
  rename_options: { rename_strategy: 'NO_RENAME', rename_prefix: 'p', rename_suffix: 's' },
  rule: { inclusions: { operator: 'or', rules: [{}] } },
  lookalike_spec: { country: 'US' },
  evaluation_spec: { evaluation_type: 'SCHEDULE', filters: [{ field: 'entity_type', operator: 'EQUAL', value: 'AD' }] },
  execution_spec: { execution_type: 'PAUSE' },
  schedule_spec: { schedule_type: 'DAILY' },
  filtering: [{ field: 'campaign.id', operator: 'IN', value: ['1'] }],
}
const PARAMS =
  `name status daily_budget lifetime_budget bid_strategy bid_amount spend_cap spend_cap_action start_time stop_time end_time
  is_adset_budget_sharing_enabled objective billing_event optimization_goal destination_type dsa_payor conversion_domain execution_options
  fields limit after before effective_status updated_since summary since until category oid add_children hashes minwidth title ad_format
  aggregation event bid_amount deep_copy status_option campaign_id adset_id bytes hash subtype retention_days pixel_id customer_file_source
  image_hash video_id object_story_id url_tags tracking_specs frequency_control_specs adlabels default_dsa_payor business thumbnail_width`.split(
    /\s+/,
  )

/** Every way to put one of the values in the place of one part. */
const spoiled = (shape: unknown): unknown[] => {
  const own: unknown[] = [...VALUES]
  if (Array.isArray(shape)) {
    for (const [i, item] of shape.entries())
      for (const other of spoiled(item)) own.push(shape.map((kept: unknown, j) => (i === j ? other : kept)))
  } else if (typeof shape === 'object' && shape !== null) {
    for (const [key, item] of Object.entries(shape)) {
      for (const other of spoiled(item)) own.push({ ...shape, [key]: other })
      const { [key]: _left, ...rest } = shape as Record<string, unknown>
      own.push(rest)
    }
  }
  return own
}

test('garbage in any parameter of any call', async () => {
  const account = accountOf(client, 'Driftwood')
  const campaign = account.campaigns.find(({ budget, status }) => budget === null && status === 'ACTIVE')
  const adset = campaign?.adsets[0]
  const ad = adset?.ads[0]
  const [creative] = (await client.get(`${ad?.id ?? ''}/adcreatives`)).body.data
  const good: Record<string, Record<string, string>> = {
    [account.id]: {},
    [`${account.id}/campaigns`]: {
      name: 'C',
      objective: 'OUTCOME_SALES',
      special_ad_categories: '[]',
      daily_budget: '5000',
    },
    [`${account.id}/adsets`]: {
      name: 'S',
      campaign_id: campaign?.id ?? '',
      daily_budget: '5000',
      billing_event: 'IMPRESSIONS',
      optimization_goal: 'LINK_CLICKS',
      targeting: '{"geo_locations":{"countries":["US"]}}',
    },
    [`${account.id}/ads`]: {
      name: 'A',
      adset_id: adset?.id ?? '',
      creative: JSON.stringify({ creative_id: creative?.['id'] }),
    },
    [`${account.id}/adcreatives`]: { name: 'K' },
    [`${account.id}/adimages`]: {},
    [`${account.id}/customaudiences`]: { name: 'U', customer_file_source: 'USER_PROVIDED_ONLY' },
    [`${account.id}/adrules_library`]: {
      name: 'R',
      evaluation_spec: JSON.stringify(SHAPES['evaluation_spec']),
      execution_spec: '{"execution_type":"PAUSE"}',
    },
    [campaign?.id ?? '']: {},
    [adset?.id ?? '']: {},
    [ad?.id ?? '']: {},
    [String(creative?.['id'])]: {},
    [`${campaign?.id ?? ''}/copies`]: {},
    [`${ad?.id ?? ''}/copies`]: {},
  }
  const reads = [
    account.id,
    ...[
      'campaigns',
      'adsets',
      'ads',
      'activities',
      'adcreatives',
      'adimages',
      'advideos',
      'customaudiences',
      'adspixels',
      'assigned_users',
      'minimum_budgets',
    ].map((edge) => `${account.id}/${edge}`),
    `${ad?.id ?? ''}/previews`,
    `${String((await client.get(`${account.id}/adspixels`)).body.data[0]?.['id'])}/stats`,
  ]

  const broken: unknown[] = []
  const judge = (what: unknown, status: number): void => {
    if (status >= 500) broken.push(what)
  }
  const send = async (path: string, params: Record<string, string>): Promise<void> => {
    client.clock.now += 20
    judge(['POST', path, params], (await client.post(path, params)).status)
  }
  const paths = Object.keys(good)
  for (const [name, shape] of Object.entries(SHAPES)) {
    for (const [i, value] of spoiled(shape).entries()) {
      // Each value meets one call, in turn: all of them would take minutes.
      const likely = paths.filter((one) => /story|creative/.test(name) === /creative|\/ads$|copies/.test(one))
      const path = likely[hash(i, name.length, 1) % likely.length] ?? ''
      await send(path, { ...good[path], [name]: JSON.stringify(value) })
    }
  }
  for (const name of PARAMS)
    for (const [i, value] of SCALARS.entries()) {
      const path = paths[(i + name.length) % paths.length] ?? ''
      await send(path, { ...good[path], [name]: value })
      const read = reads[(i * 7 + name.length) % reads.length] ?? ''
      judge(['GET', read, name, value], (await client.get(read, { [name]: value })).status)
    }
  expect(broken).toEqual([])
  const after = await client.get(account.id, {
    fields:
      'name,campaigns.limit(500){name,effective_status,adsets{name,targeting,start_time,ads{name,creative{title,body}}}}',
  })
  expect(after.status).toBe(200)
})
