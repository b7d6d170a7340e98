import { z } from 'zod'
import { isZone } from '../../../shared/domain/day.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { Micros } from '../../../shared/domain/money.ts'
import { ACCOUNT_STATUSES, DISABLE_REASONS } from '../../../shared/domain/objects.ts'
import type {
  AccountSource,
  AccountStatus,
  AdAccount,
  DisableReason,
  ObjectId,
} from '../../../shared/domain/objects.ts'
import { isFields } from '../decode/scalars.ts'
import { flag, id, instant, lenient, lookUp, moneyOf, named, raw, text, texts, understood, whole } from './lenient.ts'
import type { Edge, Node } from './node.ts'

/** How the account pays, by Meta's number. */
const FUNDING_KINDS = {
  1: 'CREDIT_CARD',
  2: 'FACEBOOK_WALLET',
  3: 'PAID_CREDIT',
  4: 'EXTENDED_CREDIT',
  5: 'ORDER',
  6: 'INVOICE',
  7: 'TOKEN',
  8: 'EXTERNAL_FUNDING',
  9: 'FEE',
  10: 'FX',
  11: 'DISCOUNT',
  12: 'PAYPAL_TOKEN',
  13: 'PAYPAL_BILLING',
  14: 'NULL',
  15: 'EXTERNAL_DEPOSIT',
  16: 'TAX',
  17: 'DIRECT_DEBIT',
  18: 'DUMMY',
  19: 'ALTPAY',
  20: 'STORED_BALANCE',
} as const
export type FundingKind = (typeof FUNDING_KINDS)[keyof typeof FUNDING_KINDS] | 'UNKNOWN'

export interface AdAccountDetails extends AdAccount {
  readonly business: { readonly id: ObjectId; readonly name: string } | null
  readonly ownerId: ObjectId | null
  /** Null: none, or not for this person to see. */
  readonly funding: { readonly kind: FundingKind; readonly label: string } | null
  readonly prepaid: boolean | null
  readonly minDailyBudget: Micros | null
  readonly minCampaignSpendCap: Micros | null
  readonly capabilities: readonly string[] | null
  /** Who pays for and who gains from ads in the European Union, where an ad set does not say. */
  readonly defaultPayor: string | null
  readonly defaultBeneficiary: string | null
  readonly createdTime: Instant | null
  /** When the person's own access ends; null: not limited, or not known. */
  readonly accessEnds: Instant | null
}

const funding = lenient((value): AdAccountDetails['funding'] => {
  if (!isFields(value)) return null
  const label = value['display_string']
  return {
    kind: lookUp<FundingKind>(FUNDING_KINDS, String(value['type'])) ?? 'UNKNOWN',
    label: typeof label === 'string' ? label : '',
  }
})

const wire = z.object({
  id: text,
  account_id: text,
  name: text,
  account_status: whole,
  disable_reason: whole,
  currency: z.string().regex(/^[A-Z]{3}$/),
  timezone_name: z.string().refine(isZone),
  amount_spent: raw,
  balance: raw,
  spend_cap: raw,
  user_tasks: texts,
  business: named,
  owner: id,
  funding_source_details: funding,
  is_prepay_account: flag,
  min_daily_budget: raw,
  min_campaign_group_spend_cap: raw,
  capabilities: texts,
  default_dsa_payor: text,
  default_dsa_beneficiary: text,
  created_time: instant,
  user_access_expire_time: instant,
})

const statusOf = (status: number | null): AccountStatus =>
  lookUp<AccountStatus>(ACCOUNT_STATUSES, String(status)) ?? 'UNKNOWN'
const reasonOf = (reason: number | null): DisableReason =>
  reason === null ? 'NONE' : (DISABLE_REASONS[reason] ?? 'UNKNOWN')

export const AD_ACCOUNT: Node<AdAccountDetails, { readonly source?: AccountSource }> = {
  name: 'adAccount',
  core: ['id', 'account_id', 'name', 'account_status', 'currency', 'timezone_name'],
  more: [
    'disable_reason',
    'amount_spent',
    'balance',
    'spend_cap',
    'user_tasks',
    'business{id,name}',
    { field: 'owner', needs: 'business_management' },
    { field: 'funding_source_details{id,type,display_string}', needs: 'MANAGE' },
    { field: 'is_prepay_account', needs: 'MANAGE' },
    'min_daily_budget',
    'min_campaign_group_spend_cap',
    'capabilities',
    'default_dsa_payor',
    'default_dsa_beneficiary',
    'created_time',
    'user_access_expire_time',
  ],
  decode(row, { source }) {
    const account = understood(wire, row)
    const digits = /^(?:act_)?([1-9]\d{0,24})$/.exec(account?.account_id ?? account?.id ?? '')?.[1]
    if (account === null || digits === undefined) return null
    const { currency } = account
    const cap = moneyOf(account.spend_cap, currency)
    return {
      id: `act_${digits}`,
      name: account.name ?? `act_${digits}`,
      currency,
      zone: account.timezone_name,
      status: statusOf(account.account_status),
      disableReason: reasonOf(account.disable_reason),
      amountSpent: moneyOf(account.amount_spent, currency),
      balance: moneyOf(account.balance, currency),
      spendCap: cap === 0 ? null : cap,
      tasks: account.user_tasks,
      sources: source ? [source] : [],
      business: account.business,
      ownerId: account.owner,
      funding: account.funding_source_details,
      prepaid: account.is_prepay_account,
      minDailyBudget: moneyOf(account.min_daily_budget, currency),
      minCampaignSpendCap: moneyOf(account.min_campaign_group_spend_cap, currency),
      capabilities: account.capabilities,
      defaultPayor: account.default_dsa_payor,
      defaultBeneficiary: account.default_dsa_beneficiary,
      createdTime: account.created_time,
      accessEnds: account.user_access_expire_time,
    }
  },
}

/** Of `me` the first, of a business the others. */
export const AD_ACCOUNTS: Edge<AdAccountDetails, { readonly source?: AccountSource }> = {
  name: 'adaccounts',
  node: AD_ACCOUNT,
  page: 100,
}
export const OWNED_AD_ACCOUNTS = { ...AD_ACCOUNTS, name: 'owned_ad_accounts' }
export const CLIENT_AD_ACCOUNTS = { ...AD_ACCOUNTS, name: 'client_ad_accounts' }
