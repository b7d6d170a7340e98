import type { Failure } from '../errors.ts'
import type { LimitReading } from './connection.ts'
import type { Day, Instant } from './day.ts'
import type { Sums } from './metrics.ts'
import type { AccountId, FiguresLevel, ObjectId } from './objects.ts'

/** Lists that are kept from Meta. Each has an age at which it is read again by itself. */
export const KINDS = [
  'campaigns',
  'adsets',
  'ads',
  'creatives',
  'audiences',
  'rankings',
  'minimums',
  'accounts',
] as const
export type Kind = (typeof KINDS)[number]
export const isKind = (word: string): word is Kind => (KINDS as readonly string[]).includes(word)

/** In minutes. */
export type MaxAges = Readonly<Record<Kind, number>>
export const DEFAULT_MAX_AGES: MaxAges = {
  campaigns: 5,
  adsets: 15,
  ads: 15,
  creatives: 30,
  audiences: 60,
  rankings: 6 * 60,
  minimums: 24 * 60,
  accounts: 24 * 60,
}

/** What is in the cache of one kind and how old it is. */
export interface KindAge {
  readonly kind: Kind
  /** When the list was last read to its end; null: never. */
  readonly fetchedAt: Instant | null
  readonly count: number
}

/** Where the reading of the past stands. Days are days of one level of one account. */
export interface Backfill {
  /** `off`: no past is wanted, or set-up is not done. `waiting`: for the network, the limits or a sync. */
  readonly state: 'off' | 'waiting' | 'running' | 'paused' | 'done'
  readonly doneDays: number
  readonly totalDays: number
  /** First day that is wanted. */
  readonly since: Day | null
}

export interface AccountHealth {
  readonly accountId: AccountId
  readonly name: string
  readonly currency: string
  /** When today's figures were last read; null: never. */
  readonly figuresAt: Instant | null
  readonly kinds: readonly KindAge[]
  readonly limits: readonly LimitReading[]
  /** First day of an unbroken reading up to today; null: none. */
  readonly since: Day | null
  /** Closed days of the last 28 on which the campaigns do not add up to what Meta says of the account. */
  readonly suspectDays: readonly Day[]
  /** Rows of the last 28 days could not be understood. */
  readonly partial: boolean
  /** Why it was not read lately; null when it was. */
  readonly lastFailure: Failure | null
}

/** A closed day whose figures Meta changed afterwards. */
export interface Restatement {
  readonly objectId: ObjectId
  readonly objectName: string | null
  readonly level: FiguresLevel
  readonly day: Day
  readonly seenAt: Instant
  readonly before: Sums
  readonly after: Sums
}

/** Days that Meta still changes. */
export const RESTATED_DAYS = 28

/** Months of history that Meta keeps. */
export const MOST_MONTHS = 37
