import type { ActivityChange } from './activities.ts'
import type { Instant } from './day.ts'
import type { Micros } from './money.ts'
import type { Budget, Status } from './objects.ts'

/** What people set on an object, as far as its history is kept. Null: it has none. */
export interface ObjectState {
  readonly name: string
  readonly status: Status
  readonly budget: Budget | null
  readonly bid: Micros | null
  /** Meta's own word. */
  readonly bidStrategy: string | null
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
}

/** A state as it was seen: at `seenAt` for the first time, after the state before it had held at least to `knownUntil`. */
export interface SeenState {
  readonly seenAt: Instant
  /** Null: nothing had been seen before. */
  readonly knownUntil: Instant | null
  readonly state: ObjectState
}

/** One thing about an object that became another. What the log does not say of it is null. */
export type FieldChange =
  | Exclude<ActivityChange, { readonly kind: 'other' }>
  /** With the bid that went with it. */
  | {
      readonly kind: 'bidStrategy'
      readonly before: string | null
      readonly after: string | null
      readonly bid: { readonly before: Micros | null; readonly after: Micros | null }
    }
  | { readonly kind: 'startsAt' | 'endsAt'; readonly before: Instant | null; readonly after: Instant | null }

export const STATE_FIELDS = ['name', 'status', 'budget', 'bid', 'bidStrategy', 'startsAt', 'endsAt'] as const
export type StateField = (typeof STATE_FIELDS)[number]

export type FieldValue = ObjectState[StateField]

const isSame = (a: FieldValue, b: FieldValue): boolean =>
  a === b ||
  (typeof a === 'object' &&
    typeof b === 'object' &&
    a !== null &&
    b !== null &&
    a.kind === b.kind &&
    a.amount === b.amount)

/** What two states differ in. */
export const changesBetween = (before: ObjectState, after: ObjectState): readonly FieldChange[] =>
  STATE_FIELDS.flatMap((kind): readonly FieldChange[] => {
    if (isSame(before[kind], after[kind])) return []
    switch (kind) {
      case 'budget':
        return [
          {
            kind,
            of: after.budget?.kind ?? before.budget?.kind ?? null,
            before: before.budget?.amount ?? null,
            after: after.budget?.amount ?? null,
          },
        ]
      case 'status':
        return [{ kind, before: before.status, after: after.status }]
      case 'name':
      case 'bidStrategy':
        return [{ kind, before: before[kind], after: after[kind] }]
      case 'bid':
      case 'startsAt':
      case 'endsAt':
        return [{ kind, before: before[kind], after: after[kind] }]
    }
  })

/** A change whose moment is known to the second, from Meta's log or from our own journal. */
export interface DatedChange {
  readonly at: Instant
  readonly change: FieldChange
}

/**
 * `seen`: it was read before and after that moment and was the same. `log`: the log or the journal says so to the second.
 * `either`: it was changed in between, nobody told when. `unknown`: nothing is known of that moment.
 */
export type HowKnown = 'seen' | 'log' | 'either' | 'unknown'

export interface FieldAt {
  readonly value: FieldValue
  readonly how: HowKnown
  /** Of `either`: what it became. */
  readonly or: FieldValue
}

export interface StateAt {
  readonly fields: Readonly<Record<StateField, FieldAt>>
  /** The least sure of those that are known; `notYet`: it had not been made. */
  readonly how: HowKnown | 'notYet'
  /** When it was read last before that moment; null: it had not been seen yet. */
  readonly seenAt: Instant | null
}

/** Everything that is known of one object's past. */
export interface ObjectPast {
  /** Oldest first. */
  readonly states: readonly SeenState[]
  /** When the newest state was last read to be so. */
  readonly confirmedAt: Instant | null
  /** Oldest first. */
  readonly changes: readonly DatedChange[]
  /** From when on the log tells of every change; null: it does not. */
  readonly loggedSince: Instant | null
  readonly createdAt: Instant | null
}

/** The log says of these what they became; of the schedule only that it was changed. */
const LOGGED: ReadonlySet<StateField> = new Set(['name', 'status', 'budget', 'bid', 'bidStrategy'])

/** One side of a change as a value of the state; undefined: not said, or not to be understood. */
const sideOf = (change: FieldChange, side: 'before' | 'after', near: ObjectState | null): FieldValue | undefined => {
  switch (change.kind) {
    case 'budget': {
      const amount = change[side]
      const kind = change.of ?? near?.budget?.kind ?? null
      return amount === null || kind === null ? undefined : { kind, amount }
    }
    case 'status': {
      const status = change[side]
      return status === null || status === 'UNKNOWN' ? undefined : status
    }
    case 'name':
    case 'bidStrategy':
    case 'bid':
      return change[side] ?? undefined
    case 'startsAt':
    case 'endsAt':
      return change[side]
    case 'spendCap':
    case 'targeting':
      return undefined
  }
}

const UNSEEN: FieldAt = { value: null, how: 'unknown', or: null }

const fieldAt = (past: ObjectPast, field: StateField, at: Instant): FieldAt => {
  const { states, changes, loggedSince } = past
  const last = states.findLastIndex(({ seenAt }) => seenAt <= at)
  const seen = states[last] ?? null
  const next = states[last + 1] ?? null
  const near = (seen ?? next)?.state ?? null
  const of = changes.filter(({ change }) => change.kind === field)

  const before = of.findLast((each) => each.at <= at && (seen === null || each.at > seen.seenAt))
  const told = before && sideOf(before.change, 'after', near)
  if (told !== undefined) return { value: told, how: 'log', or: null }

  const after = of.find((each) => each.at > at && (next === null || each.at <= next.seenAt))
  const was = after && sideOf(after.change, 'before', near)
  if (seen === null) {
    if (was !== undefined) return { value: was, how: 'log', or: null }
    // Nothing is told to have changed it until it was seen: so it was.
    const isTold = LOGGED.has(field) && loggedSince !== null && loggedSince <= at && after === undefined
    return next !== null && isTold ? { value: next.state[field], how: 'log', or: null } : UNSEEN
  }
  const value = seen.state[field]
  if (next === null || at <= (next.knownUntil ?? next.seenAt) || isSame(value, next.state[field]))
    return { value, how: 'seen', or: null }
  return was === undefined ? { value, how: 'either', or: next.state[field] } : { value: was, how: 'log', or: null }
}

/** Surest first. What is unknown says nothing of the others. */
const SURENESS: readonly HowKnown[] = ['seen', 'log', 'either']

/** What an object was set to at a moment, field by field, and how that is known. */
export const stateAt = (past: ObjectPast, at: Instant): StateAt => {
  const isMade = past.createdAt === null || past.createdAt <= at
  const fields = Object.fromEntries(
    STATE_FIELDS.map((field) => [field, isMade ? fieldAt(past, field, at) : UNSEEN]),
  ) as StateAt['fields']
  const known = STATE_FIELDS.map((field) => SURENESS.indexOf(fields[field].how)).filter((how) => how >= 0)
  const seen = past.states.findLast(({ seenAt }) => seenAt <= at)
  return {
    fields,
    how: isMade ? (SURENESS[Math.max(...known)] ?? 'unknown') : 'notYet',
    seenAt: seen?.seenAt ?? null,
  }
}
