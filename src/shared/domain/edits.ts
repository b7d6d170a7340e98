import type { Failure } from '../errors.ts'
import type { Creating } from './creation.ts'
import { plainTime } from './day.ts'
import type { Instant } from './day.ts'
import { MICROS, decimalsOf, microsFromMinor, minorFromMicros } from './money.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, Ad, AdSet, Campaign, CampaignDetails, Level, ObjectId, Status } from './objects.ts'

/** What can be edited of an object. Money in micros of the account's currency. */
export interface EditValues {
  readonly status: Status
  readonly name: string
  readonly dailyBudget: Micros
  readonly lifetimeBudget: Micros
  /** Null: no cap. */
  readonly spendCap: Micros | null
  /** Null: none. */
  readonly bid: Micros | null
  /** Meta's own word. */
  readonly bidStrategy: string
  readonly startsAt: Instant
  /** Null: open-ended. */
  readonly endsAt: Instant | null
}
export type EditField = keyof EditValues
export type EditValue = EditValues[EditField]

interface Sides<Value> {
  readonly before: Value
  readonly after: Value
}
/** What an edit changes, with the value it was made from. */
export type Change = {
  [Field in EditField]: { readonly field: Field } & Sides<EditValues[Field]> &
    // An ad set's strategy and the bid that it needs, or that has to go, are one write.
    (Field extends 'bidStrategy' ? { readonly bid?: Sides<EditValues['bid']> | undefined } : unknown)
}[EditField]

/** The changes of single values that a change consists of. */
export const partsOfChange = (change: Change): readonly Change[] => {
  if (change.field !== 'bidStrategy' || !change.bid) return [change]
  const { field, before, after, bid } = change
  return [
    { field, before, after },
    { field: 'bid', ...bid },
  ]
}

const CAPPED: readonly string[] = ['LOWEST_COST_WITH_BID_CAP', 'COST_CAP']
/** Meta asks for a bid with a strategy that has a cap, and refuses one with any other. */
export const takesBid = (strategy: string): boolean => CAPPED.includes(strategy)

/**
 * A change of strategy with what becomes of the bid. `before`: undefined where it has no bid of its own, as campaigns. `wanted`:
 * null: nothing was asked for, so a bid that is there stays where the strategy takes one. Null: it needs one and there is none.
 */
export const strategyWithBid = (
  strategy: Extract<Change, { readonly field: 'bidStrategy' }>,
  before: Micros | null | undefined,
  wanted: Micros | null,
): Change | null => {
  if (before === undefined) return strategy
  const isTaken = takesBid(strategy.after)
  const after = isTaken ? (wanted ?? before) : null
  if (isTaken && after === null) return null
  return after === before ? strategy : { ...strategy, bid: { before, after } }
}

/** In the order in which they are shown. A budget's kind cannot be changed: an object has one of the two. */
export const EDIT_FIELDS = {
  campaign: ['status', 'name', 'dailyBudget', 'lifetimeBudget', 'spendCap', 'bidStrategy'],
  adset: ['status', 'name', 'dailyBudget', 'lifetimeBudget', 'bid', 'bidStrategy', 'startsAt', 'endsAt'],
  ad: ['status', 'name'],
} as const satisfies Readonly<Record<Level, readonly EditField[]>>

/** What a status can become. Nothing leads back from an archived or a deleted object, and those keep only their name. */
export const STATUS_CHANGES: Readonly<Record<Status, readonly Status[]>> = {
  ACTIVE: ['PAUSED', 'ARCHIVED', 'DELETED'],
  PAUSED: ['ACTIVE', 'ARCHIVED', 'DELETED'],
  ARCHIVED: ['DELETED'],
  DELETED: [],
}
export const isStanding = (status: Status): status is 'ACTIVE' | 'PAUSED' => status === 'ACTIVE' || status === 'PAUSED'

/** Characters, as long as Meta takes. */
export const MOST_NAME = 400
/** Characters of why something was edited. */
export const MOST_REASON = 500

const MONEY: ReadonlySet<EditField> = new Set(['dailyBudget', 'lifetimeBudget', 'spendCap', 'bid'])
export const isMoneyField = (field: EditField): field is 'dailyBudget' | 'lifetimeBudget' | 'spendCap' | 'bid' =>
  MONEY.has(field)
export const isTimeField = (field: EditField): field is 'startsAt' | 'endsAt' =>
  field === 'startsAt' || field === 'endsAt'

/**
 * `drafted`: kept in a set, nothing is sent; `checked`: and Meta would take it as it is. `queued` is written before any byte leaves;
 * `sent` before the request; then `confirmed` (read back and equal), `rejected` (Meta said no, or the value read back is the old
 * one) or `unknown` (answer lost, read back at the next chance). `undone`: confirmed, and taken back since. `withdrawn`: a draft
 * that was given up, or a rejected edit that nobody wants to look at any more.
 */
export type EditState =
  | 'drafted'
  | 'checked'
  | 'withdrawn'
  | 'queued'
  | 'sent'
  | 'confirmed'
  | 'rejected'
  | 'unknown'
  | 'undone'
/**
 * What of an object waits: its answer was lost, it is being posted, its draft is in conflict, Meta refused it in a set, or it is a
 * draft: one that deletes it, one that archives it, or another.
 */
export type Pending = 'unknown' | 'posting' | 'conflict' | 'failed' | 'deleted' | 'archived' | 'draft'
/** Another edit of the object would not know what it is made from. */
export const isUnderWay = (pending: Pending | null): boolean => pending === 'posting' || pending === 'unknown'
export const DRAFT_STATES: readonly EditState[] = ['drafted', 'checked']
/** Nothing more comes of it by itself. */
export const SETTLED: readonly EditState[] = ['confirmed', 'rejected', 'undone', 'withdrawn']
/** It may have reached Meta. */
const SENT: readonly EditState[] = ['sent', 'unknown', 'confirmed', 'undone']

/** Who was signed in, by Meta's id and name. Rows of earlier versions do not say it. */
interface SignedIn {
  readonly userId?: string
  readonly userName?: string
}
export type Actor =
  | ({ readonly kind: 'person' } & SignedIn)
  | {
      readonly kind: 'strategy'
      readonly strategyId: string
      readonly strategyName: string
      readonly suggestionId: string
    }
  | ({ readonly kind: 'undo'; readonly editId: string } & SignedIn)

/** An edit as it stands now: its newest journal row with what all its rows share. */
export interface Edit {
  readonly id: string
  readonly accountId: AccountId
  readonly accountName: string
  readonly level: Level
  /** Of what is being made: its account, until Meta has given it an id. */
  readonly objectId: ObjectId
  readonly objectName: string
  readonly currency: Currency
  readonly change: Change | Creating
  readonly actor: Actor
  /** Why, in the words of whoever made it; empty when nothing was said. */
  readonly reason: string
  /** The change set it belongs to; null: it was posted by itself. */
  readonly setId: string | null
  readonly state: EditState
  /** When it was drafted and, once it is posted, when that was. */
  readonly createdAt: Instant
  readonly settledAt: Instant | null
  /** Why it was rejected or is unknown. */
  readonly failure: Failure | null
  /** Meta's trace id of the answer, for support. */
  readonly traceId: string | null
  /** The edit that took this one back, if any. */
  readonly undoneBy: string | null
  /** When it was first sent; null: never. What was sent stays in the record. */
  readonly sentAt: Instant | null
  /** It was sent, and overwritten or hidden before it could be read back: what was refused or given up since may be in effect. */
  readonly isInDoubt: boolean
}

/** As it is marked: `dismissed` and `again` say of what was given up, or is a draft, that it was sent before. */
export type EditMark = EditState | 'dismissed' | 'again'
export const markOf = ({ state, sentAt }: Pick<Edit, 'state' | 'sentAt'>): EditMark => {
  if (sentAt === null) return state
  return state === 'withdrawn' ? 'dismissed' : state === 'drafted' ? 'again' : state
}

/** What an edit does to its object. */
export type EditAct = 'add' | 'edit' | 'archive' | 'delete'
export const actOf = ({ change }: Pick<Edit, 'change'>): EditAct => {
  if (change.field === 'created') return 'add'
  if (change.field !== 'status' || isStanding(change.after)) return 'edit'
  return change.after === 'ARCHIVED' ? 'archive' : 'delete'
}
/** Nothing leads back from it. */
export const isFinal = (edit: Pick<Edit, 'change'>): boolean => ['archive', 'delete'].includes(actOf(edit))

/** Only what took effect, was not taken back already, and what something leads back from: what was made is deleted. */
export const canUndo = (edit: Pick<Edit, 'state' | 'undoneBy' | 'change'>): boolean =>
  edit.state === 'confirmed' && edit.undoneBy === null && !isFinal(edit)

/** An edit of a value. */
export type ChangeEdit = Edit & { readonly change: Change }
export const isChangeEdit = <Of extends Pick<Edit, 'change'>>(edit: Of): edit is Of & { readonly change: Change } =>
  edit.change.field !== 'created'

/** Meta never did what it refused; what was overwritten before it was read back may have been done. */
export const mayHaveHappened = ({ state, isInDoubt }: Pick<Edit, 'state' | 'isInDoubt'>): boolean =>
  isInDoubt || SENT.includes(state)

/** The first moment at which it may have happened: of what was posted again that of an earlier attempt, where that is in doubt. */
export const mayHaveHappenedFrom = ({
  isInDoubt,
  sentAt,
  createdAt,
}: Pick<Edit, 'isInDoubt' | 'sentAt' | 'createdAt'>) =>
  isInDoubt ? Math.min(sentAt ?? createdAt, createdAt) : createdAt

/** The value at Meta was not the one that the draft was made from, so nothing was sent. */
export const isConflict = ({ state, failure }: Pick<Edit, 'state' | 'failure'>): boolean =>
  state === 'drafted' && failure?.code === 'editConflict'

/** One row of the append-only, hash-chained journal. */
export interface JournalRow {
  readonly seq: number
  readonly editId: string
  readonly state: EditState
  readonly at: Instant
  /** Why it came to this. */
  readonly failure: Failure | null
  readonly hash: string
}

/** What of an object can be edited, by field; a field that it does not have, or that is not known of it, is missing. */
export type KnownValues = { readonly [Field in EditField]?: EditValues[Field] }

/** What is archived or deleted has a status and a name. */
export const valuesOf = (object: Campaign | CampaignDetails | AdSet | Ad): KnownValues => {
  const { status, name } = object
  if (!isStanding(status)) return { status, name }
  const budget = 'budget' in object ? object.budget : null
  return {
    status,
    name,
    ...(budget?.kind === 'daily' ? { dailyBudget: budget.amount } : {}),
    ...(budget?.kind === 'lifetime' ? { lifetimeBudget: budget.amount } : {}),
    ...('spendCap' in object && object.spendCap !== undefined ? { spendCap: object.spendCap } : {}),
    ...('bidAmount' in object
      ? {
          bid: object.bidAmount,
          endsAt: object.endTime,
          ...(object.startTime === null ? {} : { startsAt: object.startTime }),
        }
      : {}),
    ...('bidStrategy' in object && object.bidStrategy !== null ? { bidStrategy: object.bidStrategy } : {}),
  }
}

/** As Meta can hold it: money in whole units of the currency's coin, times in whole seconds, so that what is read back can be equal. */
export const exactChange = (change: Change, currency: Currency): Change => {
  const coins = (value: Micros | null): Micros | null =>
    value === null ? null : microsFromMinor(minorFromMicros(value, currency), currency)
  const exact = (value: EditValue): EditValue => {
    if (typeof value === 'string' || value === null) return value
    return isTimeField(change.field) ? Math.floor(value / 1000) * 1000 : coins(value)
  }
  // A name that Meta has is told from it by its spaces, too.
  const after = change.field === 'name' ? change.after.trim() : exact(change.after)
  const bid = 'bid' in change ? change.bid : undefined
  return {
    field: change.field,
    before: exact(change.before),
    after,
    ...(bid ? { bid: { before: coins(bid.before), after: coins(bid.after) } } : {}),
  } as Change
}

/** Null: nothing leads back. */
export const oppositeOf = (change: Change): Change | null =>
  change.field === 'status' && !STATUS_CHANGES[change.after].includes(change.before)
    ? null
    : ({
        field: change.field,
        before: change.after,
        after: change.before,
        ...('bid' in change && change.bid ? { bid: { before: change.bid.after, after: change.bid.before } } : {}),
      } as Change)

/** The same, made from what is so now. Null: that is what it would be already, or there is no such value. */
export const madeFrom = (change: Change, values: KnownValues): Change | null => {
  const { field, after } = change
  const before = values[field]
  const bid =
    'bid' in change && change.bid && values.bid !== undefined ? { before: values.bid, after: change.bid.after } : null
  if (before === undefined) return null
  if (before !== after) return { field, before, after, ...(bid ? { bid } : {}) } as Change
  return bid === null || bid.after === null || bid.before === bid.after ? null : { field: 'bid', ...bid }
}

/** A value for the blank of a sentence, the same in every language: `PAUSED`, `40.00 USD`, `2026-03-01T09:00:00Z`. */
export const plainValue = (field: EditField, value: EditValue, currency: Currency): string => {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  if (isTimeField(field)) return plainTime(value)
  return `${(value / MICROS).toFixed(decimalsOf(currency))} ${currency}`
}

/**
 * How long after sending an edit whose answer was lost the old value proves nothing: the request may still be on its
 * way through Meta.
 */
export const SETTLE_AFTER_MS = 20_000

export type Reading =
  | { readonly kind: 'new' }
  | { readonly kind: 'old' }
  /** Neither: somebody changed it in between. */
  | { readonly kind: 'other'; readonly field: EditField; readonly value: EditValue }
  /** It has no such value any more: it was archived or deleted, or its budget is on another level or of another kind. */
  | { readonly kind: 'without'; readonly field: EditField; readonly value: EditValue }
  /** It is not to be seen, or its value is not. */
  | { readonly kind: 'gone' }

/** What reading the object back says about an edit. Null: it is not there. */
export const readingOf = (change: Change, values: KnownValues | null): Reading => {
  const read = partsOfChange(change).map((part) => ({ ...part, value: values?.[part.field] }))
  const missing = read.find(({ value }) => value === undefined)
  if (missing) {
    const { status } = values ?? {}
    if (status === undefined) return { kind: 'gone' }
    if (!isStanding(status)) return { kind: 'without', field: 'status', value: status }
    // A campaign always has it, if only as none: it was not read.
    if (missing.field === 'spendCap') return { kind: 'gone' }
    return { kind: 'without', field: missing.field, value: null }
  }
  const other = read.find(({ value, after }) => value !== after)
  if (other?.value === undefined) return { kind: 'new' }
  if (read.every(({ value, before }) => value === before)) return { kind: 'old' }
  return { kind: 'other', field: other.field, value: other.value }
}
