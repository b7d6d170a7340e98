import type { AccountId, Level, ObjectId } from '../../../shared/domain/objects.ts'
import { RANK_FIELDS } from '../../../shared/domain/table.ts'
import { EFFECTIVE_STATUS } from '../campaigns.ts'
import { slotOf } from '../running/place.ts'
import type { Sql } from '../sql.ts'

/**
 * What tables are sorted, filtered and grouped by, of one account's objects of a level, as columns in memory: a table of
 * 20,000 ads is gone through in a few milliseconds, which no query by row can do. Read again when the objects' revision moves.
 */
export interface Block {
  /** Ascending. */
  readonly keys: Int32Array
  readonly ids: readonly ObjectId[]
  readonly names: readonly string[]
  readonly folded: readonly string[]
  readonly status: readonly string[]
  /** Keys of parents; 0: none at this level. */
  readonly campaign: Int32Array
  readonly adset: Int32Array
  readonly texts: Readonly<Record<TextField, readonly (string | null)[]>>
  /** NaN: none. */
  readonly numbers: Readonly<Record<NumberField, Float64Array>>
}

const TEXTS = ['objective', 'bidStrategy', 'optimization', 'learning', ...RANK_FIELDS] as const
const NUMBERS = ['budget', 'bid', 'spendCap', 'start', 'end', 'created', 'updated', 'ranked'] as const
export type TextField = (typeof TEXTS)[number]
export type NumberField = (typeof NUMBERS)[number]
/** key, id, name, name_folded, status, campaign, adset; then TEXTS and NUMBERS. */
const FIRST_TEXT = 7
const FIRST_NUMBER = FIRST_TEXT + TEXTS.length

const TIMES = 'o.start_time, o.stop_time, o.created_time, o.updated_time'
const UNRANKED = 'NULL, NULL, NULL'
const SELECT: Readonly<Record<Level, string>> = {
  campaign: `0, 0, o.objective, o.bid_strategy, NULL, NULL, ${UNRANKED}, o.budget_amount, NULL, nullif(o.spend_cap, 0),
    ${TIMES}, NULL`,
  adset: `o.campaign, 0, NULL, o.bid_strategy, o.optimization, o.learning, ${UNRANKED}, o.budget_amount, o.bid_amount,
    NULL, ${TIMES}, NULL`,
  ad: `o.campaign, o.adset, NULL, NULL, NULL, NULL, r.doc ->> '$.quality', r.doc ->> '$.engagement', r.doc ->> '$.conversion',
    NULL, NULL, NULL, ${TIMES}, r.at`,
}
const RANKED = `LEFT JOIN document r ON r.kind = 'ranking' AND r.account_id = k.account_id AND r.id = k.id`

type Raw = readonly (string | number | null)[]
const blockOf = (rows: readonly Raw[]): Block => {
  const texts = (at: number): string[] => rows.map((row) => row[at] as string)
  const whole = (at: number): Int32Array => Int32Array.from(rows, (row) => row[at] as number)
  return {
    keys: whole(0),
    ids: texts(1),
    names: texts(2),
    folded: texts(3),
    status: texts(4),
    campaign: whole(5),
    adset: whole(6),
    texts: Object.fromEntries(
      TEXTS.map((field, i) => [field, rows.map((row) => row[FIRST_TEXT + i] as string | null)]),
    ) as unknown as Block['texts'],
    numbers: Object.fromEntries(
      NUMBERS.map((field, i) => [
        field,
        Float64Array.from(rows, (row) => (row[FIRST_NUMBER + i] as number | null) ?? Number.NaN),
      ]),
    ) as unknown as Block['numbers'],
  }
}

/** Place of a key in a block, or -1. */
export const placeIn = ({ keys }: Pick<Block, 'keys'>, key: number): number => {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = keys[middle] ?? 0
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}

export interface Revision {
  readonly objects: number
  readonly figures: number
}
const NO_REVISION: Revision = { objects: 0, figures: 0 }

export const createDirectory = (sql: Sql) => {
  const held = new Map<string, { readonly revision: number; readonly block: Block }>()
  const read = (level: Level, accountId: AccountId): readonly Raw[] =>
    sql.db
      .prepare<[string, string]>(
        `SELECT o.key, k.id, o.name, o.name_folded, ${EFFECTIVE_STATUS.replaceAll('c.', 'o.')}, ${SELECT[level]}
         FROM object_key k CROSS JOIN ${level} o ON o.key = k.key ${level === 'ad' ? RANKED : ''}
         WHERE k.account_id = ? AND k.level = ? ORDER BY k.key`,
      )
      .raw()
      .all(accountId, level) as Raw[]

  return {
    /** Of every account and level, as of now. */
    revisions: (): ((account: number, level: Level) => Revision) => {
      const all = new Map(
        sql
          .all<Revision & { account: number; level: number }>('SELECT * FROM revision')
          .map((revision) => [`${revision.account} ${revision.level}`, revision]),
      )
      return (account, level) => all.get(`${account} ${slotOf(level)}`) ?? NO_REVISION
    },

    blockOf: (accountId: AccountId, account: number, level: Level, revision: number): Block => {
      const key = `${account} ${level}`
      const known = held.get(key)
      if (known?.revision === revision) return known.block
      const block = blockOf(read(level, accountId))
      held.set(key, { revision, block })
      return block
    },
  }
}
export type Directory = ReturnType<typeof createDirectory>
