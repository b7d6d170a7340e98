import type { Level } from '../../../shared/domain/objects.ts'
import { placeIn } from './directory.ts'
import type { Block, NumberField, TextField } from './directory.ts'
import type { Part, Scope } from './scope.ts'

/** What tables are sorted, filtered and grouped by besides figures, as columns by place. */
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

type Texts = readonly (string | null)[]

const ofParents = (parents: Block, keys: Int32Array, column: Texts): Texts =>
  Array.from(keys, (key) => {
    const place = placeIn(parents, key)
    return place < 0 ? null : (column[place] ?? null)
  })

const ofPart = (part: Part, level: Level, column: TextColumn): Texts => {
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
      return block.texts.bidStrategy
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

export const textColumn = ({ parts, level }: Scope, column: TextColumn): Texts =>
  parts.flatMap((part) => ofPart(part, level, column))

/** NaN: none. */
export const numberColumn = ({ parts, size }: Scope, field: NumberField): Float64Array => {
  const column = new Float64Array(size)
  for (const { block, offset } of parts) column.set(block.numbers[field], offset)
  return column
}
