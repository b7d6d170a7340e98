import type { LimitReading } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountHealth, Kind, KindAge } from '../../../shared/domain/upkeep.ts'
import { blockedUntil } from '../../ui/limits.tsx'
import type { Meaning } from '../../ui/states.tsx'
import type { Failing } from './failing.ts'

export type AccountState = 'failing' | 'never' | 'blocked' | 'suspect' | 'partial' | 'good'

export const STATE_MEANING: Readonly<Record<AccountState, Meaning>> = {
  failing: 'bad',
  never: 'info',
  blocked: 'warn',
  suspect: 'warn',
  partial: 'warn',
  good: 'good',
}
/** The gravest first. */
export const STATES: readonly AccountState[] = ['failing', 'blocked', 'suspect', 'partial', 'never', 'good']

export interface AccountLine extends AccountHealth {
  readonly failing: Failing | null
}

/** A failure of the readings by timer is over once the figures were read after it. */
export const lineOf = (account: AccountHealth, failing: Failing | undefined): AccountLine => {
  const isOver =
    failing?.run.kind === 'poll' && account.figuresAt !== null && account.figuresAt > (failing.run.endedAt ?? 0)
  return { ...account, failing: failing && !isOver ? failing : null }
}

export const stateOf = (line: AccountLine, now: Instant): AccountState => {
  if (line.failing) return 'failing'
  if (line.limits.some((reading) => blockedUntil(reading, now) !== null)) return 'blocked'
  if (line.suspectDays.length > 0) return 'suspect'
  if (line.partial) return 'partial'
  return line.figuresAt === null ? 'never' : 'good'
}

export const ageOf = ({ kinds }: AccountHealth, kind: Kind): KindAge | null =>
  kinds.find((each) => each.kind === kind) ?? null

/** The fullest of an account's limits; null: nothing was told. */
export const highestOf = (limits: readonly LimitReading[]): LimitReading | null =>
  limits.reduce<LimitReading | null>(
    (highest, reading) => (highest === null || reading.share > highest.share ? reading : highest),
    null,
  )
