import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import { storedDay } from '../days.ts'
import type { RangeSums, Running } from '../running/range.ts'
import type { Sql } from '../sql.ts'
import type { AccountRange } from '../store.ts'
import type { Block, Directory } from './directory.ts'

/** One account's part of a table: its objects and their sums, beginning at `offset` of all of the table's. */
export interface Part {
  readonly accountId: AccountId
  readonly name: string
  readonly folded: string
  readonly currency: string
  readonly zone: string
  readonly block: Block
  readonly campaigns: Block
  readonly adSets: Block
  readonly offset: number
  readonly range: AccountRange
  readonly sums: RangeSums
  /** Null: nothing is compared. */
  readonly compared: AccountRange | null
  readonly before: RangeSums | null
}

/** Everything that could be in a table, before any condition. A place is an object's number among all of them. */
export interface Scope {
  readonly level: Level
  readonly parts: readonly Part[]
  readonly size: number
  /** By place: whose it is, as place in `parts`. */
  readonly partAt: Uint16Array
  /** Moves with everything that an answer depends on, besides coverage and edits. */
  readonly revision: string
}

export interface ScopeQuery {
  readonly level: Level
  readonly ranges: readonly AccountRange[]
  /** One for each range, in order; empty: nothing is compared. */
  readonly compared: readonly AccountRange[]
}

/** Sums of ranges asked for lately: a table that is sorted, filtered or scrolled asks for the same ones again. */
const HELD = 600

interface AccountRecord {
  id: string
  key: number
  name: string
  name_folded: string
  currency: string
  zone: string
}

export const createScopes = (sql: Sql, directory: Directory, running: Running) => {
  const held = new Map<string, RangeSums>()

  const sumsOf = (account: number, level: Level, block: Block, revision: string, range: AccountRange): RangeSums => {
    const [since, until] = [storedDay(range.since), storedDay(range.until)]
    const key = `${account} ${level} ${revision} ${since} ${until}`
    const known = held.get(key)
    if (known) {
      held.delete(key)
      held.set(key, known)
      return known
    }
    const sums = running.sumsOf(account, level, block.keys, since, until)
    held.set(key, sums)
    if (held.size > HELD) held.delete(held.keys().next().value ?? '')
    return sums
  }

  const accountsOf = (ranges: readonly AccountRange[]): ReadonlyMap<AccountId, AccountRecord> =>
    new Map(
      sql
        .all<AccountRecord>(
          `SELECT a.id, k.key, a.name, a.name_folded, a.currency, a.zone
           FROM json_each(?) wanted CROSS JOIN account a ON a.id = wanted.value CROSS JOIN object_key k ON k.id = a.id`,
          JSON.stringify(ranges.map(({ accountId }) => accountId)),
        )
        .map((account) => [account.id, account]),
    )

  return {
    /** Accounts whose running totals are behind in the days asked for. */
    behind: ({ level, ranges, compared }: ScopeQuery): readonly AccountId[] => {
      const accounts = accountsOf(ranges)
      const late = [...ranges, ...compared].filter(({ accountId, since, until }) => {
        const account = accounts.get(accountId)
        return account && running.isBehind(account.key, level, storedDay(since), storedDay(until))
      })
      return [...new Set(late.map(({ accountId }) => accountId))]
    },

    scopeOf: ({ level, ranges, compared }: ScopeQuery): Scope => {
      const accounts = accountsOf(ranges)
      const revisionOf = directory.revisions()
      const parts: Part[] = []
      const signature: string[] = [level]
      let size = 0
      ranges.forEach((range, i) => {
        const account = accounts.get(range.accountId)
        if (!account) return
        const block = (of: Level): Block =>
          directory.blockOf(range.accountId, account.key, of, revisionOf(account.key, of).objects)
        const own = revisionOf(account.key, level)
        const revision = `${own.objects}.${own.figures}`
        const objects = block(level)
        const before = compared[i] ?? null
        signature.push(
          `${account.key}:${range.since}:${range.until}:${before?.since}:${before?.until}:${revision}:${revisionOf(account.key, 'campaign').objects}`,
        )
        parts.push({
          accountId: range.accountId,
          name: account.name,
          folded: account.name_folded,
          currency: account.currency,
          zone: account.zone,
          block: objects,
          campaigns: level === 'campaign' ? objects : block('campaign'),
          adSets: level === 'ad' ? block('adset') : objects,
          offset: size,
          range,
          sums: sumsOf(account.key, level, objects, revision, range),
          compared: before,
          before: before && sumsOf(account.key, level, objects, revision, before),
        })
        size += objects.keys.length
      })
      const partAt = new Uint16Array(size)
      parts.forEach(({ offset, block }, i) => partAt.fill(i, offset, offset + block.keys.length))
      return { level, parts, size, partAt, revision: signature.join() }
    },
  }
}

/** Whose a place is. */
export const partOf = ({ parts, partAt }: Scope, place: number): Part => parts[partAt[place] ?? 0] as Part
export const keyAt = (scope: Scope, place: number): number => {
  const { block, offset } = partOf(scope, place)
  return block.keys[place - offset] ?? 0
}
export const idAt = (scope: Scope, place: number): string => {
  const { block, offset } = partOf(scope, place)
  return block.ids[place - offset] ?? ''
}
