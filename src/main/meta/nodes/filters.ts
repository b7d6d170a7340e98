import type { Instant } from '../../../shared/domain/day.ts'
import type { Level, ObjectId } from '../../../shared/domain/objects.ts'
import { deletedToo } from '../endpoints.ts'
import type { Params } from '../request.ts'

/** What lists can be narrowed by, in our units. */

const seconds = (instant: Instant): string => String(Math.floor(instant / 1000))

/** Of activities: both ends count. */
export const between = (since: Instant, until: Instant): Params => ({ since: seconds(since), until: seconds(until) })

/** `field` as in `filteredBy`. */
export const withIds = (field: string, ids: readonly ObjectId[]): Params => ({
  filtering: JSON.stringify([{ field, operator: 'IN', value: ids }]),
})

/** Of an account's objects of a level: those whose name has this text, archived and deleted ones too. */
export const withNamePart = (level: Level, text: string): Params => ({
  filtering: JSON.stringify([deletedToo(level), { field: `${level}.name`, operator: 'CONTAIN', value: text }]),
})
