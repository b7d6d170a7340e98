import { invalid } from '../graph-error.ts'
import { flag, map, nameOf, oneOf, words } from './readers.ts'
import { given } from './parameters.ts'
import { missing, refusal } from './refusals.ts'
import { audienceRuleShape, evaluationShape, shaped } from './shapes.ts'
import type { Account } from '../model.ts'
import type { Params } from '../params.ts'
import type { Reader } from './readers.ts'
import type { Tools } from './tools.ts'

/** Making audiences and automated rules. */

const whole: Reader = (text, name) => {
  if (!/^\d{1,4}$/.test(text)) throw invalid(`Param ${name} must be an integer`)
  return text
}
const AUDIENCE: Readonly<Record<string, Reader>> = {
  name: nameOf,
  description: words(1000),
  subtype: oneOf('CUSTOM', 'WEBSITE', 'LOOKALIKE', 'ENGAGEMENT', 'APP', 'OFFLINE_CONVERSION', 'VIDEO'),
  customer_file_source: oneOf('USER_PROVIDED_ONLY', 'PARTNER_PROVIDED_ONLY', 'BOTH_USER_AND_PARTNER_PROVIDED'),
  retention_days: whole,
  pixel_id: words(40),
  rule: map,
  lookalike_spec: map,
  origin_audience_id: words(40),
  prefill: flag,
}

const checkRule = (rule: string): void => {
  if (!audienceRuleShape.safeParse(JSON.parse(rule)).success)
    throw refusal(1713098, 'Invalid Rule', 'The rule of the audience includes nobody.', 'rule')
}

const SPEC: Readonly<Record<string, Reader>> = {
  name: nameOf,
  evaluation_spec: map,
  execution_spec: map,
  schedule_spec: map,
  status: oneOf('ENABLED', 'DISABLED'),
}
const EXECUTIONS: readonly string[] = [
  'NOTIFICATION',
  'PAUSE',
  'UNPAUSE',
  'CHANGE_BUDGET',
  'CHANGE_CAMPAIGN_BUDGET',
  'CHANGE_BID',
  'ROTATE',
  'REBALANCE_BUDGET',
  'PING_ENDPOINT',
]
const SCHEDULES: readonly string[] = ['DAILY', 'HOURLY', 'SEMI_HOURLY', 'CUSTOM']
/** Facts of an object itself: anything else that a rule asks about is counted over a time. */
const METADATA =
  /^(?:(?:campaign|adset|ad)\.)?(?:id|entity_type|name|adlabel_ids|objective|start_time|stop_time|buying_type|billing_event|optimization_goal|is_autobid|daily_budget|lifetime_budget|spend_cap|bid_amount|created_time|updated_time|effective_status|placement\.page_types|budget_reset_period|hours_since_creation|active_time|current_time|time_preset|attribution_window)$/

/** Throws GraphError for a rule that Meta would not take. */
export const checkRuleSpecs = (values: ReadonlyMap<string, string | null>): void => {
  const bad = (text: string, blame: string): Error => refusal(null, 'Invalid Rule', text, blame)
  const evaluation = values.get('evaluation_spec')
  if (evaluation) {
    const fields = shaped(evaluationShape, evaluation, 'evaluation_spec').filters.map(({ field }) => field)
    if (!fields.includes('entity_type') && !fields.includes('id'))
      throw bad('A rule needs a filter by entity_type or id.', 'evaluation_spec')
    if (fields.some((field) => !METADATA.test(field)) && !fields.includes('time_preset'))
      throw bad('Filters by results need a time_preset.', 'evaluation_spec')
  }
  const execution = values.get('execution_spec')
  if (execution) {
    const { execution_type: type } = JSON.parse(execution) as { execution_type?: unknown }
    if (!EXECUTIONS.includes(String(type)))
      throw bad(`execution_type is one of ${EXECUTIONS.join(', ')}.`, 'execution_spec')
  }
  const schedule = values.get('schedule_spec')
  if (schedule) {
    const { schedule_type: type } = JSON.parse(schedule) as { schedule_type?: unknown }
    if (!SCHEDULES.includes(String(type)))
      throw bad(`schedule_type is one of ${SCHEDULES.join(', ')}.`, 'schedule_spec')
  }
}

const kept = (values: ReadonlyMap<string, string | null>): Record<string, string> =>
  Object.fromEntries([...values].flatMap(([name, value]) => (value === null ? [] : [[name, value]])))

export const createAudiences = ({ library, make }: Pick<Tools, 'library' | 'make'>) => ({
  /** The new one's id. Throws GraphError, as the next one. */
  audience: (account: Account, params: Params): string => {
    if (params['name'] === undefined) throw missing('name')
    const values = given(params, AUDIENCE, account)
    const subtype = values.get('subtype') ?? 'CUSTOM'
    const rule = values.get('rule')
    if (subtype === 'WEBSITE' && (rule === undefined || rule === null)) throw missing('rule')
    if (rule !== undefined && rule !== null) checkRule(rule)
    if (subtype === 'CUSTOM' && !values.has('customer_file_source') && !values.has('rule'))
      throw missing('customer_file_source')
    const pixel = values.get('pixel_id')
    if (pixel !== undefined && library.find(pixel ?? '')?.account !== account)
      throw refusal(null, 'Pixel Not Found', 'The ad account has no such pixel.', 'pixel_id')
    if (subtype === 'LOOKALIKE') {
      if (!values.has('lookalike_spec')) throw missing('lookalike_spec')
      const origin = library.find(values.get('origin_audience_id') ?? '')
      if (origin?.level !== 'audience')
        throw refusal(1487366, 'Audience Not Found', 'The audience to look like does not exist.', 'origin_audience_id')
    }
    return make({ kind: 'audience', account: account.id, parent: null, values: { subtype, ...kept(values) } })
  },
  rule: (account: Account, params: Params): string => {
    for (const name of ['name', 'evaluation_spec', 'execution_spec'])
      if (params[name] === undefined) throw missing(name, 194)
    const values = given(params, SPEC, account)
    checkRuleSpecs(values)
    return make({
      kind: 'rule',
      account: account.id,
      parent: null,
      values: { status: 'ENABLED', schedule_spec: '{"schedule_type":"SEMI_HOURLY"}', ...kept(values) },
    })
  },
})

/** What of an asset may still change. */
export const ASSET_PARAMETERS: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  creative: { name: nameOf, status: oneOf('ACTIVE', 'DELETED') },
  audience: { name: nameOf, description: words(1000), rule: map, retention_days: whole },
  rule: { ...SPEC },
}
