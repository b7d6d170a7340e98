import { draw, hash } from '../random.ts'
import { assetId } from './ids.ts'
import type { Account, Asset } from '../model.ts'

/** Audiences and automated rules of an account. */

interface Plan {
  readonly name: string
  readonly subtype: string
  readonly days: number
  readonly people: number
  readonly more?: Readonly<Record<string, unknown>>
}

const visitors = (pixel: string, event: string, days: number): string =>
  JSON.stringify({
    inclusions: {
      operator: 'or',
      rules: [
        {
          event_sources: [{ id: pixel, type: 'pixel' }],
          retention_seconds: days * 86_400,
          filter: { operator: 'and', filters: [{ field: 'event', operator: 'eq', value: event }] },
        },
      ],
    },
  })

/** Fields that every audience has, as Meta writes them. `people` null: not known yet. */
export const audienceValues = (
  account: Account,
  { id, name, subtype, people, at }: { id: string; name: string; subtype: string; people: number | null; at: number },
): Asset['values'] => ({
  id,
  account_id: account.digits,
  name,
  subtype,
  approximate_count_lower_bound: people ?? -1,
  approximate_count_upper_bound: people === null ? -1 : Math.round(people * 1.18),
  delivery_status:
    people === null || people < 1000
      ? { code: 300, description: 'This audience is too small. It needs at least 100 people to be used.' }
      : { code: 200, description: 'This audience is ready for use.' },
  operation_status:
    people === null
      ? { code: 441, description: 'We are finding people for this audience.' }
      : { code: 200, description: 'Normal' },
  time_created: Math.floor(at / 1000),
  time_updated: Math.floor(at / 1000),
  time_content_updated: Math.floor(at / 1000),
  is_value_based: false,
  permission_for_actions: {
    can_edit: true,
    can_see_insight: 'true',
    can_share: 'true',
    subtype_supports_lookalike: 'true',
    supports_recipient_lookalike: 'false',
  },
  is_eligible_for_sac_campaigns: false,
})

export const audiencesOf = (account: Account): readonly Asset[] => {
  const pixel = assetId('pixel', account, 0)
  const origin = assetId('audience', account, 1)
  const plans: readonly Plan[] = [
    {
      name: 'Website visitors 30d',
      subtype: 'WEBSITE',
      days: 30,
      people: 42_000,
      more: { pixel_id: pixel, rule: visitors(pixel, 'PageView', 30) },
    },
    {
      name: 'Purchasers 180d',
      subtype: 'WEBSITE',
      days: 180,
      people: 6800,
      more: { pixel_id: pixel, rule: visitors(pixel, 'Purchase', 180) },
    },
    {
      name: 'Customer list',
      subtype: 'CUSTOM',
      days: 0,
      people: 11_500,
      more: { customer_file_source: 'USER_PROVIDED_ONLY' },
    },
    {
      name: 'LAL 1% purchasers',
      subtype: 'LOOKALIKE',
      days: 0,
      people: 2_100_000,
      more: {
        lookalike_spec: {
          country: 'US',
          ratio: 0.01,
          origin: [{ id: origin, name: 'Purchasers 180d', type: 'custom_audience' }],
          type: 'similarity',
        },
      },
    },
    { name: 'Video viewers 75%', subtype: 'ENGAGEMENT', days: 365, people: 58_000 },
    {
      name: 'Abandoned carts 3d',
      subtype: 'WEBSITE',
      days: 3,
      people: 640,
      more: { pixel_id: pixel, rule: visitors(pixel, 'AddToCart', 3) },
    },
  ]
  return plans.map(({ name, subtype, days, people, more }, i) => {
    const id = assetId('audience', account, i)
    const s = hash(account.index, i, 440)
    const values = audienceValues(account, {
      id,
      name,
      subtype,
      people: Math.round((people * (0.5 + draw(s, 1))) / 10) * 10,
      at: account.createdAt + Math.floor(draw(s, 2) * 600) * 86_400_000,
    })
    return {
      level: 'audience',
      id,
      account,
      values: { ...values, ...(days > 0 ? { retention_days: days } : {}), ...more },
    }
  })
}

export const rulesOf = (
  account: Account,
  creator: { readonly id: string; readonly name: string },
): readonly Asset[] => {
  const cents = (dollars: number): number => Math.round(dollars * account.factor * account.offset)
  const filter = (field: string, operator: string, value: unknown): unknown => ({ field, operator, value })
  const plans = [
    {
      name: 'Pause ads without results',
      evaluation_spec: {
        evaluation_type: 'SCHEDULE',
        filters: [
          filter('entity_type', 'EQUAL', 'AD'),
          filter('time_preset', 'EQUAL', 'LAST_3_DAYS'),
          filter('spent', 'GREATER_THAN', cents(60)),
          filter('results', 'LESS_THAN', 1),
        ],
      },
      execution_spec: {
        execution_type: 'PAUSE',
        execution_options: [
          { field: 'alert_preferences', value: { instant: { trigger: 'CHANGE' } }, operator: 'EQUAL' },
        ],
      },
      schedule_spec: { schedule_type: 'SEMI_HOURLY' },
      status: 'DISABLED',
    },
    {
      name: 'Tell me when frequency is high',
      evaluation_spec: {
        evaluation_type: 'SCHEDULE',
        filters: [
          filter('entity_type', 'EQUAL', 'ADSET'),
          filter('time_preset', 'EQUAL', 'LAST_7_DAYS'),
          filter('frequency', 'GREATER_THAN', 4),
        ],
      },
      execution_spec: {
        execution_type: 'NOTIFICATION',
        execution_options: [{ field: 'user_ids', value: [creator.id], operator: 'EQUAL' }],
      },
      schedule_spec: { schedule_type: 'DAILY' },
      status: 'ENABLED',
    },
  ]
  return plans.map((plan, i) => {
    const id = assetId('rule', account, i)
    const at = account.zone.stamp(account.createdAt + (200 + i * 90) * 86_400_000)
    return {
      level: 'rule',
      id,
      account,
      values: { id, account_id: account.digits, ...plan, created_by: creator, created_time: at, updated_time: at },
    }
  })
}
