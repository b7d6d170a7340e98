import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import type { Sql } from '../sql.ts'
import type { AccountRange } from '../store.ts'
import type { Block, Directory } from './directory.ts'
import { placeIn } from './directory.ts'
import type { NumberField, TextField } from './directory.ts'

/** One account's part of a table: its objects, beginning at `offset` of all of the table's. */
export interface Part {
  readonly account: number
  readonly accountId: AccountId
  readonly name: string
  readonly folded: string
  readonly currency: string
  readonly zone: string
  readonly block: Block
  readonly campaigns: Block
  readonly adSets: Block
  readonly offset: number
}

/** What tables are sorted, filtered and grouped by besides figures. */
export type TextColumn =
  | 'id'
  | 'name'
  | 'folded'
  | 'status'
  | 'currency'
  | 'accountId'
  | 'accountName'
  | 'accountFolded'
  | 'campaignId'
  | 'campaignName'
  | 'campaignFolded'
  | 'adSetId'
  | 'adSetName'
  | 'adSetFolded'
  | TextField
export type Texts = readonly (string | null)[]

/** Everything that could be in a table, before any condition. A place is an object's number among all of them. */
export interface Objects {
  readonly level: Level
  readonly parts: readonly Part[]
  readonly size: number
  /** By place: whose it is, as place in `parts`. */
  readonly partAt: Uint16Array
  /** Each made once. */
  readonly texts: (column: TextColumn) => Texts
  /** NaN: none. */
  readonly numbers: (field: NumberField) => Float64Array
  /** Places by name, then id. */
  readonly byName: () => Int32Array
  /** Of these the ones that are still there: what is archived or deleted is shown only to who asks for it. */
  readonly present: () => Int32Array
  /** Moves with the objects. */
  readonly revision: string
}

export const partOf = ({ parts, partAt }: Pick<Objects, 'parts' | 'partAt'>, place: number): Part =>
  parts[partAt[place] ?? 0] as Part

const PAST = new Set<string | null>(['ARCHIVED', 'DELETED'])

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** Ids are numbers beyond what a number holds: the shorter is the smaller. */
export const compareIds = (a: string, b: string): number => a.length - b.length || compareTexts(a, b)

const ofParents = (parents: Block, keys: Int32Array, column: Texts): Texts =>
  Array.from(keys, (key) => {
    const place = placeIn(parents, key)
    return place < 0 ? null : (column[place] ?? null)
  })

const textsOf = (part: Part, level: Level, column: TextColumn): Texts => {
  const { block, campaigns, adSets } = part
  const everywhere = (text: string): Texts => Array.from({ length: block.keys.length }, () => text)
  const ofCampaign = (texts: Texts): Texts =>
    level === 'campaign' ? texts : ofParents(campaigns, block.campaign, texts)
  const ofAdSet = (texts: Texts): Texts => (level === 'ad' ? ofParents(adSets, block.adset, texts) : texts)
  switch (column) {
    case 'id':
      return block.ids
    case 'name':
      return block.names
    case 'folded':
      return block.folded
    case 'status':
      return block.status
    case 'bidStrategy':
    case 'qualityRank':
    case 'engagementRank':
    case 'conversionRank':
      return block.texts[column]
    case 'currency':
      return everywhere(part.currency)
    case 'accountId':
      return everywhere(part.accountId)
    case 'accountName':
      return everywhere(part.name)
    case 'accountFolded':
      return everywhere(part.folded)
    case 'campaignId':
      return ofCampaign(campaigns.ids)
    case 'campaignName':
      return ofCampaign(campaigns.names)
    case 'campaignFolded':
      return ofCampaign(campaigns.folded)
    case 'objective':
      return ofCampaign(campaigns.texts.objective)
    case 'adSetId':
      return ofAdSet(adSets.ids)
    case 'adSetName':
      return ofAdSet(adSets.names)
    case 'adSetFolded':
      return ofAdSet(adSets.folded)
    case 'optimization':
    case 'learning':
      return ofAdSet(adSets.texts[column])
  }
}

const objectsOf = (level: Level, parts: readonly Part[], revision: string): Objects => {
  const size = parts.reduce((sum, { block }) => sum + block.keys.length, 0)
  const partAt = new Uint16Array(size)
  parts.forEach(({ offset, block }, i) => partAt.fill(i, offset, offset + block.keys.length))
  const texts = new Map<TextColumn, Texts>()
  const numbers = new Map<NumberField, Float64Array>()
  let names: Int32Array | null = null
  let present: Int32Array | null = null

  const objects: Objects = {
    level,
    parts,
    size,
    partAt,
    revision,
    texts: (column) => {
      const made = texts.get(column) ?? parts.flatMap((part) => textsOf(part, level, column))
      texts.set(column, made)
      return made
    },
    numbers: (field) => {
      const known = numbers.get(field)
      if (known) return known
      const made = new Float64Array(size)
      for (const { block, offset } of parts) made.set(block.numbers[field], offset)
      numbers.set(field, made)
      return made
    },
    byName: () => {
      if (names) return names
      const [folded, ids] = [objects.texts('folded'), objects.texts('id')]
      names = Int32Array.from({ length: size }, (_, place) => place).sort(
        (a, b) => compareTexts(folded[a] ?? '', folded[b] ?? '') || compareIds(ids[a] ?? '', ids[b] ?? ''),
      )
      return names
    },
    present: () => {
      const status = objects.texts('status')
      present ??= objects.byName().filter((place) => !PAST.has(status[place] ?? null))
      return present
    },
  }
  return objects
}

/** Tables that are open at once, by the objects in them. */
const HELD = 4

interface AccountRecord {
  id: string
  key: number
  name: string
  name_folded: string
  currency: string
  zone: string
}

export const createObjectSets = (sql: Sql, directory: Directory) => {
  const held = new Map<string, Objects>()
  return {
    /** Accounts that the database does not know are left out. `figures`: moves with what they add up to. */
    of: (level: Level, ranges: readonly AccountRange[]): { readonly objects: Objects; readonly figures: string } => {
      const accounts = sql.all<AccountRecord>(
        `SELECT a.id, k.key, a.name, a.name_folded, a.currency, a.zone
         FROM json_each(?) wanted CROSS JOIN account a ON a.id = wanted.value CROSS JOIN object_key k ON k.id = a.id`,
        JSON.stringify(ranges.map(({ accountId }) => accountId)),
      )
      const revisionOf = directory.revisions()
      const levels: readonly Level[] =
        level === 'campaign' ? ['campaign'] : level === 'adset' ? ['campaign', level] : ['campaign', 'adset', level]
      const revision = `${level} ${accounts
        .map(
          ({ key, name, currency }) =>
            `${key} ${name} ${currency} ${levels.map((of) => revisionOf(key, of).objects).join()}`,
        )
        .join('\n')}`
      const figures = accounts.map(({ key }) => revisionOf(key, level).figures).join()
      const known = held.get(revision)
      if (known) return { objects: known, figures }
      let offset = 0
      const parts = accounts.map((account): Part => {
        const block = (of: Level): Block =>
          directory.blockOf(account.id, account.key, of, revisionOf(account.key, of).objects)
        const own = block(level)
        const part = {
          account: account.key,
          accountId: account.id,
          name: account.name,
          folded: account.name_folded,
          currency: account.currency,
          zone: account.zone,
          block: own,
          campaigns: level === 'campaign' ? own : block('campaign'),
          adSets: level === 'ad' ? block('adset') : own,
          offset,
        }
        offset += own.keys.length
        return part
      })
      const objects = objectsOf(level, parts, revision)
      held.set(revision, objects)
      if (held.size > HELD) held.delete(held.keys().next().value ?? '')
      return { objects, figures }
    },
  }
}
