import type { Currency, Micros } from '../../../shared/domain/money.ts'
import { STATUSES } from '../../../shared/domain/objects.ts'
import type { Budget, Status } from '../../../shared/domain/objects.ts'
import { microsOfMinor } from '../decode/scalars.ts'

const STATUS_SET: ReadonlySet<unknown> = new Set(STATUSES)
const isStatus = (value: unknown): value is Status => STATUS_SET.has(value)

/** What the person set. Where Meta left it out, the effective status tells, if it is one that no parent causes. */
export const statusOf = (status: unknown, effective: unknown): Status | null => {
  if (isStatus(status)) return status
  return isStatus(effective) ? effective : null
}

const amountOf = (minor: unknown, currency: Currency): Micros | null => {
  const micros = microsOfMinor(minor, currency)
  return micros !== null && micros < 0 ? Number.NaN : micros
}

/** "0" or absent is no budget of its own. Undefined: it cannot be understood. */
export const budgetOf = (daily: unknown, lifetime: unknown, currency: Currency): Budget | null | undefined => {
  const perDay = amountOf(daily, currency)
  const inAll = amountOf(lifetime, currency)
  if (Number.isNaN(perDay) || Number.isNaN(inAll)) return undefined
  if (perDay !== null && perDay > 0) return { kind: 'daily', amount: perDay }
  return inAll !== null && inAll > 0 ? { kind: 'lifetime', amount: inAll } : null
}
