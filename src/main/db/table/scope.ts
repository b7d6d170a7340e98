import { storedDay } from '../days.ts'
import { monthOf, dayBefore, slotOf } from '../running/place.ts'
import { emptyRangeSums } from '../running/range.ts'
import type { RangeSums, Running } from '../running/range.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import type { Sql } from '../sql.ts'
import type { AccountRange } from '../store.ts'
import { createObjectSets } from './objects.ts'
import type { Objects } from './objects.ts'
import type { Directory } from './directory.ts'

/** Objects with what they add up to in the days asked for. */
export interface Scope {
  readonly objects: Objects
  /** By part, in order. */
  readonly ranges: readonly AccountRange[]
  readonly now: RangeSums
  /** Null and empty: nothing is compared. */
  readonly before: RangeSums | null
  readonly compared: readonly AccountRange[]
  /** Moves with everything that an answer depends on, besides coverage, tags and edits. */
  readonly revision: string
}

export interface ScopeQuery {
  readonly level: Level
  readonly ranges: readonly AccountRange[]
  /** One for each range, in order; empty: nothing is compared. */
  readonly compared: readonly AccountRange[]
}
/** Sums, as places in SUMS, that an answer is made of. */
export type Needed = ReadonlySet<number>

/** Sums of days asked for lately: a table that is sorted, filtered or scrolled asks for the same ones again. */
const HELD = 8

export const createScopes = (sql: Sql, directory: Directory, running: Running) => {
  const sets = createObjectSets(sql, directory)
  const held = new Map<string, RangeSums>()

  const sumsOf = (objects: Objects, ranges: readonly AccountRange[], key: string, needed: Needed): RangeSums => {
    const known = held.get(key)
    held.delete(key)
    if (known && [...needed].every((place) => known.sums[place])) {
      held.set(key, known)
      return known
    }
    // Together with what was needed before: whoever changes columns asks for most of them again.
    const before = known?.sums.flatMap((column, place) => (column ? [place] : [])) ?? []
    const sums = emptyRangeSums(objects.size, new Set([...needed, ...before]))
    objects.parts.forEach(({ account, block, offset }, i) => {
      const range = ranges[i]
      if (!range) return
      const stretch = { account, level: objects.level, keys: block.keys, offset }
      running.addRange(stretch, storedDay(range.since), storedDay(range.until), sums)
    })
    held.set(key, sums)
    if (held.size > HELD) held.delete(held.keys().next().value ?? '')
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

    scopeOf: ({ level, ranges, compared }: ScopeQuery, needed: Needed): Scope => {
      const { objects, figures } = sets.of(level, ranges)
      const inOrder = (of: readonly AccountRange[]): readonly AccountRange[] => {
        const byAccount = new Map(of.map((range) => [range.accountId, range]))
        return objects.parts.flatMap(({ accountId }) => byAccount.get(accountId) ?? [])
      }
      const keyOf = (of: readonly AccountRange[]): string =>
        `${objects.revision}\n${figures}\n${of.map(({ since, until }) => `${since} ${until}`).join()}`
      const [own, others] = [inOrder(ranges), inOrder(compared)]
      const key = keyOf(own)
      return {
        objects,
        ranges: own,
        now: sumsOf(objects, own, key, needed),
        before: others.length > 0 ? sumsOf(objects, others, keyOf(others), needed) : null,
        compared: others,
        revision: `${key}\n${others.map(({ since, until }) => `${since} ${until}`).join()}`,
      }
    },
  }
}
