import { z } from 'zod'
import { MOST_KEPT } from '../domain/change-sets.ts'
import type { KeptEdits } from '../domain/change-sets.ts'
import type { Edit } from '../domain/edits.ts'
import { STATE_FIELDS } from '../domain/object-state.ts'
import type { SilentChange } from '../domain/silent.ts'
import type { TimelineCursor } from '../domain/timeline.ts'
import { accountId, call, instant, objectId, text } from './define.ts'
import type { TimelinePage } from './timeline.ts'
import { othersChange, into, reason } from './edits.ts'

export interface SilentPage {
  readonly changes: readonly SilentChange[]
  /** Where the next page begins; null: there is nothing older. */
  readonly next: TimelineCursor | null
  readonly log: TimelinePage['log']
  /** When the last sync of everything began; null: there was none. */
  readonly syncedAt: number | null
}

const looked = z.object({ objectId, field: z.enum(STATE_FIELDS), until: instant })

const back = z.object({
  accountId,
  objectId,
  /** As `silent.list` has it. */
  change: othersChange,
  reason,
  /** What a person typed to confirm an amount over their limit. */
  confirmed: text(400).optional(),
  /** What was acted on was looked at. */
  looked,
})

/** What others changed. Events: `silent.changed`, and those of the timeline. */
export const silentCalls = {
  /** Newest first; new ones from at most 30 days back. */
  'silent.list': call<SilentPage>()(
    z.object({
      /** Empty: all watched accounts. */
      accountIds: z.array(accountId).max(1000),
      /** Only those that nobody has marked as seen, and these: they were acted on and are still shown. */
      onlyNew: z.boolean(),
      keep: z.array(text(200)).max(500),
      /** Inclusive; null: as far back as one is reminded. */
      since: instant.nullable(),
      cursor: z.object({ at: instant, id: text(200) }).nullable(),
      limit: z.int().min(1).max(200),
    }),
  ),
  /** These were looked at, up to the moment of each. */
  'silent.seen': call<void>()(
    z.object({
      looked: z.array(looked).min(1).max(1000),
    }),
  ),
  /**
   * Takes one back: an edit from the value that the window shows to what it was before, made after the object was read again. Answers
   * and throws as `edits.make`, so editConflict { field, now } when it is set to something else by now.
   */
  'silent.putBack': call<Edit>()(back),
  /** Takes several back, as a change set that is posted in the background: answers and throws as `sets.keep`. */
  'silent.putBackMany': call<KeptEdits>()(z.object({ into, edits: z.array(back).min(1).max(MOST_KEPT) })),
} as const
