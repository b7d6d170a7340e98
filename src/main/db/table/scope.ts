import { SUMS } from '../../../shared/domain/metrics.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import type { createAsked } from '../asked.ts'
import { storedDay } from '../days.ts'
import { monthOf, dayBefore, slotOf } from '../running/place.ts'
import { createSpareColumns, emptyRangeSums } from '../running/range.ts'
import type { RangeSums, Running } from '../running/range.ts'
import type { Sql } from '../sql.ts'
import type { AccountRange, HourSlot, TableQuery } from '../store.ts'
import { placeIn } from './directory.ts'
import type { Directory } from './directory.ts'
import { createObjectSets } from './objects.ts'
import type { Objects } from './objects.ts'

/** Objects with what they add up to in the days asked for. */
export interface Scope {
  readonly objects: Objects
  /** By part, in order. */
  readonly ranges: readonly AccountRange[]
  readonly now: RangeSums
  /** Today's full hours, where `before` is of the same hours of the compared day; null: whole days are compared. */
  readonly comparable: RangeSums | null
  /** Null and empty: nothing is compared. */
  readonly before: RangeSums | null
  readonly compared: readonly AccountRange[]
  /** Moves with everything that an answer depends on, besides coverage, tags and edits. */
  readonly revision: string
}

export type ScopeQuery = Pick<TableQuery, 'level' | 'ranges' | 'compared' | 'hours'>
/** Sums, as places in SUMS, that an answer is made of. */
export type Needed = ReadonlySet<number>

/** Sums of days asked for lately: a table that is sorted, filtered or scrolled asks for the same ones again. */
const HELD = 4

export const createScopes = (
  sql: Sql,
  directory: Directory,
  running: Running,
  hourSumsOf: ReturnType<typeof createAsked>['hourSumsOf'],
  /** They are written anew: whatever was made of them is not true any more. */
  dropped: (sums: RangeSums) => void,
) => {
  const spare = createSpareColumns()
  const sets = createObjectSets(sql, directory)
  const held = new Map<string, RangeSums>()

  const drop = (sums: RangeSums): void => {
    dropped(sums)
    spare.give(sums)
  }
  const holding = (key: string, needed: Needed, make: (which: Needed) => RangeSums): RangeSums => {
    const known = held.get(key)
    held.delete(key)
    if (known && [...needed].every((place) => known.sums[place])) {
      held.set(key, known)
      return known
    }
    // Together with what was needed before: whoever changes columns asks for most of them again.
    const before = known?.sums.flatMap((column, place) => (column ? [place] : [])) ?? []
    const sums = make(new Set([...needed, ...before]))
    held.set(key, sums)
    if (known) drop(known)
    const [oldest] = held
    if (held.size > HELD && oldest) {
      held.delete(oldest[0])
      drop(oldest[1])
    }
    return sums
  }

  const sumsOf = (objects: Objects, ranges: readonly AccountRange[], which: Needed): RangeSums => {
    const sums = emptyRangeSums(objects.size, which, spare)
    running.begin()
    objects.parts.forEach(({ account, block, offset }, i) => {
      const range = ranges[i]
      if (!range) return
      const stretch = { account, level: objects.level, keys: block.keys, offset }
      running.addRange(stretch, storedDay(range.since), storedDay(range.until), sums)
    })
    return sums
  }

  /** Of the first hours of a day; nobody knows people and conversions off Meta by hour. */
  const sumsOfHours = (objects: Objects, slots: readonly HourSlot[], which: Needed): RangeSums => {
    const sums = emptyRangeSums(objects.size, which, spare)
    for (const column of sums.sums) column?.fill(Number.NaN)
    objects.parts.forEach(({ block, offset }, i) => {
      const slot = slots[i]
      if (!slot || slot.hours === 0) return
      for (const [key, { sums: own, type }] of hourSumsOf(objects.level, [slot])) {
        const row = placeIn(block, key)
        if (row < 0) continue
        sums.types[offset + row] = type
        SUMS.forEach((id, at) => {
          const column = sums.sums[at]
          if (column) column[offset + row] = own[id] ?? Number.NaN
        })
      }
    })
    return sums
  }

  return {
    /** Accounts whose running totals are behind in the days asked for. */
    behind: ({ level, ranges, compared }: ScopeQuery): readonly string[] => {
      const stale = sql.all<{ id: string; month: number }>(
        'SELECT k.id, s.month FROM running_stale s JOIN object_key k ON k.key = s.account WHERE s.level = ?',
        slotOf(level),
      )
      if (stale.length === 0) return []
      const touched = (id: string, month: number): boolean =>
        [...ranges, ...compared].some(
          ({ accountId, since, until }) =>
            accountId === id && monthOf(dayBefore(storedDay(since))) <= month && month <= monthOf(storedDay(until)),
        )
      return [...new Set(stale.filter(({ id, month }) => touched(id, month)).map(({ id }) => id))]
    },

    scopeOf: ({ level, ranges, compared, hours }: ScopeQuery, needed: Needed): Scope => {
      const { objects, figures } = sets.of(level, ranges)
      const inOrder = <Of extends { readonly accountId: AccountId }>(of: readonly Of[]): readonly Of[] => {
        const byAccount = new Map(of.map((each) => [each.accountId, each]))
        return objects.parts.flatMap(({ accountId }) => byAccount.get(accountId) ?? [])
      }
      const daysIn = (of: readonly AccountRange[]): string => of.map(({ since, until }) => `${since} ${until}`).join()
      const held = `${objects.revision}\n${figures}`
      const [own, others, read] = [inOrder(ranges), inOrder(compared), inOrder(hours ?? [])]
      // A new reading of hours moves its time, so that a poll of today's figures adds up no hours again.
      const hourKey = read.map((each) => `${each.hours} ${each.at}`).join()
      const byHour = (of: readonly AccountRange[]): RangeSums =>
        holding(`${objects.revision}\n${hourKey}\n${daysIn(of)}`, needed, (which) =>
          sumsOfHours(
            objects,
            of.map(({ accountId, since }, i) => ({ accountId, day: since, hours: read[i]?.hours ?? 0 })),
            which,
          ),
        )
      const byDay = (of: readonly AccountRange[]): RangeSums =>
        holding(`${held}\n${daysIn(of)}`, needed, (which) => sumsOf(objects, of, which))
      return {
        objects,
        ranges: own,
        now: byDay(own),
        comparable: hours ? byHour(own) : null,
        before: others.length === 0 ? null : hours ? byHour(others) : byDay(others),
        compared: others,
        revision: `${held}\n${daysIn(own)}\n${daysIn(others)}\n${hourKey}`,
      }
    },
  }
}
