import { STATUSES } from '../../../shared/domain/objects.ts'
import type { Budget, Campaign, EffectiveStatus, Status } from '../../../shared/domain/objects.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import type { Asked, InCurrency } from '../nodes/node.ts'
import { idOf, instantOf, isFields, microsOfMinor, textOf } from './scalars.ts'
import type { Fields } from './scalars.ts'

export const CAMPAIGN_FIELDS = [
  'id',
  'name',
  'objective',
  'status',
  'effective_status',
  'daily_budget',
  'lifetime_budget',
  'bid_strategy',
  'start_time',
  'stop_time',
  'created_time',
  'updated_time',
] as const

/** May be refused, and is left out then. */
export const SPEND_CAP = 'spend_cap'
/** What Meta's documents send to take a cap away. */
export const NO_CAP = 922_337_203_685_478

const STATUS_SET: ReadonlySet<unknown> = new Set(STATUSES)
const EFFECTIVE: ReadonlySet<unknown> = new Set([...STATUSES, 'IN_PROCESS', 'WITH_ISSUES', 'CAMPAIGN_PAUSED'])
const isStatus = (value: unknown): value is Status => STATUS_SET.has(value)
const isEffective = (value: unknown): value is EffectiveStatus => EFFECTIVE.has(value)

/** What the person set. Where Meta left it out, the effective status says as much for the four that are both. */
const statusOf = (row: Fields): Status | null => {
  if (isStatus(row['status'])) return row['status']
  const effective = row['effective_status']
  if (isStatus(effective)) return effective
  return effective === 'WITH_ISSUES' || effective === 'IN_PROCESS' ? 'ACTIVE' : null
}

/** "0" or absent is no budget of its own: then the budgets are on the ad sets. Undefined: it cannot be understood. */
const budgetOf = (row: Fields, currency: Currency): Budget | null | undefined => {
  const daily = microsOfMinor(row['daily_budget'], currency)
  const lifetime = microsOfMinor(row['lifetime_budget'], currency)
  if (Number.isNaN(daily) || Number.isNaN(lifetime)) return undefined
  if (daily !== null && daily > 0) return { kind: 'daily', amount: daily }
  return lifetime !== null && lifetime > 0 ? { kind: 'lifetime', amount: lifetime } : null
}

/** Absent, "0" or the word for none is no cap. Undefined: it was not asked for, or cannot be understood. */
const spendCapOf = (row: Fields, { currency, without }: InCurrency & Asked): Micros | null | undefined => {
  if (without.has(SPEND_CAP)) return undefined
  if (Number(row[SPEND_CAP]) === NO_CAP) return null
  const cap = microsOfMinor(row[SPEND_CAP], currency)
  return Number.isNaN(cap) ? undefined : cap || null
}

/** One row of a campaigns edge, or a campaign read by id. Null: it cannot be understood. */
export const decodeCampaign = (row: unknown, context: InCurrency & Asked): Campaign | null => {
  if (!isFields(row)) return null
  const id = idOf(row['id'])
  const status = statusOf(row)
  const { accountId } = context
  const budget = budgetOf(row, context.currency)
  const spendCap = spendCapOf(row, context)
  if (id === null || status === null || budget === undefined) return null
  const effective = row['effective_status']
  return {
    id,
    accountId,
    name: textOf(row['name']) ?? id,
    objective: textOf(row['objective']) ?? '',
    status,
    effectiveStatus: isEffective(effective) ? effective : effective === undefined ? status : 'UNKNOWN',
    budget,
    ...(spendCap === undefined ? {} : { spendCap }),
    bidStrategy: textOf(row['bid_strategy']),
    startTime: instantOf(row['start_time']),
    stopTime: instantOf(row['stop_time']),
    createdTime: instantOf(row['created_time']),
    updatedTime: instantOf(row['updated_time']),
  }
}
