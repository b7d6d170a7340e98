import type { Instant } from './day.ts'
import type { Json } from './json.ts'
import type { Micros } from './money.ts'
import type { AccountId, Level, ObjectId, Status } from './objects.ts'

/** What an event of the log changed, from what to what; null: Meta did not say, or not so that it can be trusted. */
export type ActivityChange =
  | { readonly kind: 'status'; readonly before: Status | 'UNKNOWN' | null; readonly after: Status | 'UNKNOWN' | null }
  | {
      readonly kind: 'budget'
      readonly of: 'daily' | 'lifetime' | null
      readonly before: Micros | null
      readonly after: Micros | null
    }
  | { readonly kind: 'bid' | 'spendCap'; readonly before: Micros | null; readonly after: Micros | null }
  | { readonly kind: 'name' | 'bidStrategy'; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'targeting'; readonly before: Json; readonly after: Json }
  | { readonly kind: 'other' }

/** One line of an account's log: who did what to which object. Meta itself is an actor too. */
export interface Activity {
  readonly accountId: AccountId
  readonly at: Instant
  /** Meta's name of the event: there are about a hundred and more come. */
  readonly event: string
  /** The same for people, in the language of the token's owner. */
  readonly words: string | null
  readonly actorId: ObjectId | null
  readonly actorName: string | null
  /** The program it was done with. */
  readonly applicationId: ObjectId | null
  readonly applicationName: string | null
  readonly level: Level | 'account' | 'audience' | 'UNKNOWN'
  /** `act_` and digits for the account itself. */
  readonly objectId: ObjectId | null
  readonly objectName: string | null
  readonly change: ActivityChange
}

/**
 * What a line is, told again: it has no id, and names and words come as they are on the day on which it is read. The one
 * who did it may be kept from us at times.
 */
export const identityOf = ({ at, event, objectId, change }: Activity): string =>
  JSON.stringify([at, event, objectId, change])
