import { STATUSES } from '../../../shared/domain/objects.ts'
import type { AccountId, Budget, Campaign, EffectiveStatus, Status } from '../../../shared/domain/objects.ts'
import type { Currency } from '../../../shared/domain/money.ts'
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

/** One row of a campaigns edge, or a campaign read by id. Null: it cannot be understood. */
export const decodeCampaign = (row: unknown, accountId: AccountId, currency: Currency): Campaign | null => {
  if (!isFields(row)) return null
  const id = idOf(row['id'])
  const status = statusOf(row)
  const budget = budgetOf(row, currency)
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
    bidStrategy: textOf(row['bid_strategy']),
    startTime: instantOf(row['start_time']),
    stopTime: instantOf(row['stop_time']),
    createdTime: instantOf(row['created_time']),
    updatedTime: instantOf(row['updated_time']),
  }
}
