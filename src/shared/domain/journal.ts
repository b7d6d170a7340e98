import type { Instant } from './day.ts'

/**
 * Whether each row of the journal follows from the one before, and each edit is shown as its newest row says. `firstBroken`: the first
 * place where one does not; every row before it does. More than `rows`: the last ones are missing. `what`: `row`: of the journal itself;
 * `shown`: the row is as it was written, but what is shown of its edit is not what it says.
 */
export type JournalCheck =
  | { readonly intact: true; readonly rows: number }
  | { readonly intact: false; readonly what: 'row' | 'shown'; readonly rows: number; readonly firstBroken: number }

/** What is known of the journal. */
export interface JournalState {
  readonly rows: number
  /** The last one that came to an end since the workspace was opened. */
  readonly last: { readonly at: Instant; readonly check: JournalCheck } | null
  /** How far the one under way is, in rows. */
  readonly running: { readonly done: number; readonly total: number } | null
}
