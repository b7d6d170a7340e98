import { minimumDaily } from '../calls/minimum-budgets.ts'
import { forbidden } from '../graph-error.ts'
import { unknownField } from './unset-fields.ts'
import type { Account } from '../model.ts'
import type { Live } from '../state.ts'
import type { Spending } from '../spending.ts'
import type { Token } from '../tokens.ts'
import type { Values } from '../values.ts'

const TIMEZONE_IDS: Readonly<Record<string, number>> = {
  'America/Los_Angeles': 1,
  'America/New_York': 7,
  'Europe/Berlin': 47,
  'Europe/London': 58,
  'Europe/Paris': 57,
  'Asia/Almaty': 91,
  'Asia/Tokyo': 75,
  'Australia/Sydney': 12,
}

/** A field of an ad account, as Meta writes it. */
export const accountField =
  ({
    spending,
    values,
    live,
    now,
  }: {
    readonly spending: Spending
    readonly values: Values
    readonly live: Live
    readonly now: () => number
  }) =>
  (account: Account, field: string, token: Token): unknown => {
    const { zone } = account
    switch (field) {
      case 'id':
        return account.id
      case 'account_id':
        return account.digits
      case 'name':
        return values.of(account, 'name')
      case 'account_status':
        return account.status
      case 'disable_reason':
        return account.disableReason
      case 'currency':
        return account.currency
      case 'timezone_id':
        return TIMEZONE_IDS[zone.name] ?? 1
      case 'timezone_name':
        return zone.name
      case 'timezone_offset_hours_utc':
        return zone.offsetAt(now()) / 3_600_000
      case 'amount_spent':
        return String(spending.inAll(account) - Number(live.written(account, 'spend_reset') ?? 0))
      case 'balance':
        return String(spending.balance(account))
      case 'spend_cap':
        return values.of(account, 'spend_cap') ?? '0'
      case 'default_dsa_payor':
      case 'default_dsa_beneficiary':
        return values.of(account, field) ?? undefined
      case 'min_daily_budget':
        return minimumDaily(account, null)
      case 'min_campaign_group_spend_cap':
        return String(Math.round(100 * account.factor * account.offset))
      case 'business':
        return account.owner ? { id: account.owner.id, name: account.owner.name } : undefined
      case 'owner':
      case 'owner_business':
        if (!token.scopes.includes('business_management'))
          throw forbidden('Requires business_management permission to manage the object')
        return field === 'owner'
          ? (account.owner?.id ?? token.userId)
          : account.owner
            ? { id: account.owner.id, name: account.owner.name }
            : undefined
      case 'is_personal':
        return account.owner === null && account.clientOf.length === 0 ? 1 : 0
      case 'is_prepay_account':
      case 'funding_source_details':
        if (!account.tasks.includes('MANAGE')) throw forbidden('Requires MANAGE permission on the ad account', 10)
        if (field === 'is_prepay_account') return account.currency === 'KZT'
        return { id: `${account.digits}7`, display_string: 'Visa *4242', type: 1 }
      case 'created_time':
        return zone.stamp(account.createdAt)
      case 'age':
        return Math.round(((now() - account.createdAt) / 86_400_000) * 100) / 100
      case 'capabilities':
        return ['CAN_USE_REACH_AND_FREQUENCY', 'DIRECT_SALES']
      case 'user_tasks':
        return account.tasks
      default:
        return unknownField(field, 'AdAccount')
    }
  }
