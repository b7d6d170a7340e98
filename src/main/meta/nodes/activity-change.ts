import { isJson } from '../../../shared/domain/json.ts'
import type { ActivityChange } from '../../../shared/domain/activities.ts'
import type { Json } from '../../../shared/domain/json.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import type { Status } from '../../../shared/domain/objects.ts'
import { isFields, textOf } from '../decode/scalars.ts'
import type { Fields } from '../decode/scalars.ts'
import { lookUp, moneyOf } from './lenient.ts'

const KINDS: Readonly<Record<string, Exclude<ActivityChange['kind'], 'other'>>> = {
  update_campaign_run_status: 'status',
  update_ad_set_run_status: 'status',
  update_ad_run_status: 'status',
  update_campaign_budget: 'budget',
  update_ad_set_budget: 'budget',
  update_ad_set_bidding: 'bid',
  update_ad_bid_info: 'bid',
  update_ad_set_bid_strategy: 'bidStrategy',
  update_campaign_name: 'name',
  update_ad_set_name: 'name',
  update_ad_friendly_name: 'name',
  update_ad_name: 'name',
  update_ad_set_target_spec: 'targeting',
  update_ad_targets_spec: 'targeting',
  update_campaign_group_spend_cap: 'spendCap',
  update_ad_set_spend_cap: 'spendCap',
  ad_account_update_spend_limit: 'spendCap',
}

/** In the log's own words. Between them an ad passes through others while Meta looks at it. */
const STATUSES: Readonly<Record<string, Status>> = {
  active: 'ACTIVE',
  inactive: 'PAUSED',
  paused: 'PAUSED',
  archived: 'ARCHIVED',
  deleted: 'DELETED',
}
const statusOf = (value: unknown): Status | 'UNKNOWN' | null => {
  const word = textOf(value)
  return word === null || word === '' ? null : (lookUp(STATUSES, word.toLowerCase()) ?? 'UNKNOWN')
}

/** Values come plain, or once more in an object: `{ old_value: { old_value: 5000, type: "Lifetime budget" } }`. */
const plain = (value: unknown, name: 'old_value' | 'new_value'): unknown => (isFields(value) ? value[name] : value)

const wordOf = (value: unknown): string => (isFields(value) ? (textOf(value['type']) ?? '') : '')
const budgetKind = (extra: Fields): 'daily' | 'lifetime' | null => {
  const words = [extra['new_value'], extra['old_value'], extra].map(wordOf).join(' ')
  if (/lifetime/i.test(words)) return /per day|daily/i.test(words) ? null : 'lifetime'
  return /per day|daily/i.test(words) ? 'daily' : null
}

/** `extra` is the event's `extra_data` taken apart, whatever it turned out to be. Amounts are in minor units. */
export const changeOf = (event: string, extra: unknown, currency: Currency): ActivityChange => {
  const kind = lookUp(KINDS, event)
  if (kind === undefined) return { kind: 'other' }
  const fields = isFields(extra) ? extra : {}
  const before = plain(fields['old_value'], 'old_value')
  const after = plain(fields['new_value'], 'new_value')
  // Named only where it is not the account's own, and then we do not know what the amounts are.
  const foreign = fields['currency'] !== undefined && fields['currency'] !== currency
  const money = (value: unknown): Micros | null => (foreign ? null : moneyOf(value, currency))
  const json = (value: unknown): Json => (isJson(value) ? value : null)
  switch (kind) {
    case 'status':
      return { kind, before: statusOf(before), after: statusOf(after) }
    case 'budget':
      return { kind, of: budgetKind(fields), before: money(before), after: money(after) }
    case 'bid':
    case 'spendCap':
      return { kind, before: money(before), after: money(after) }
    case 'name':
    case 'bidStrategy':
      return { kind, before: textOf(before), after: textOf(after) }
    case 'targeting':
      return { kind, before: json(fields['old_value']), after: json(fields['new_value']) }
  }
}
