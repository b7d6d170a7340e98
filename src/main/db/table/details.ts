import type { Change } from '../../../shared/domain/edits.ts'
import type { Level, Rank } from '../../../shared/domain/objects.ts'
import type { TableObject } from '../../../shared/domain/table.ts'
import type { Sql } from '../sql.ts'
import { draftedChanges, pendingOf, pendingRank } from '../pending.ts'
import { placeIn } from './directory.ts'
import type { Block } from './directory.ts'
import type { TagsOf } from './match.ts'
import { orNull } from './sums.ts'
import { partOf } from './objects.ts'
import type { Objects } from './objects.ts'

/** What the rows on the screen say beyond what all rows are sorted and filtered by. */
interface Detail {
  key: number
  status: TableObject['status']
  budget_kind: 'daily' | 'lifetime' | null
  /** 0: no cap; null: not known. */
  spend_cap: number | null
  gone_at: number | null
  pending: number | null
  drafts: string
}

const sqlOf = (level: Level): string => `
  SELECT o.key, o.status, ${level === 'ad' ? 'NULL' : 'o.budget_kind'} AS budget_kind,
    ${level === 'campaign' ? 'o.spend_cap' : 'NULL'} AS spend_cap, o.gone_at,
    ${pendingRank('k.id')} AS pending, ${draftedChanges('k.id')} AS drafts
  FROM json_each(?) wanted CROSS JOIN object_key k ON k.key = wanted.value CROSS JOIN ${level} o ON o.key = k.key`

const parentOf = (
  parents: Block,
  key: number,
): { readonly id: string | null; readonly name: string | null; readonly at: number } => {
  const at = placeIn(parents, key)
  return { id: parents.ids[at] ?? null, name: parents.names[at] ?? null, at }
}

export const createDetails =
  (sql: Sql) =>
  (objects: Objects, places: readonly number[], tagsOf: TagsOf): readonly TableObject[] => {
    const { level } = objects
    const keys = places.map((place) => {
      const { block, offset } = partOf(objects, place)
      return block.keys[place - offset] ?? 0
    })
    const details = new Map(sql.all<Detail>(sqlOf(level), JSON.stringify(keys)).map((detail) => [detail.key, detail]))
    return places.map((place, i): TableObject => {
      const { block, offset, accountId, name, zone, campaigns, adSets } = partOf(objects, place)
      const at = place - offset
      const detail = details.get(keys[i] ?? 0)
      const campaign = level === 'campaign' ? null : parentOf(campaigns, block.campaign[at] ?? 0)
      const adSet = level === 'ad' ? parentOf(adSets, block.adset[at] ?? 0) : null
      const number = (field: keyof Block['numbers']): number | null => orNull(block.numbers[field][at] ?? Number.NaN)
      const ofAdSet = (field: 'optimization' | 'learning'): string | null =>
        (adSet ? adSets.texts[field][adSet.at] : block.texts[field][at]) ?? null
      const budget = number('budget')
      return {
        level,
        id: block.ids[at] ?? '',
        name: block.names[at] ?? '',
        accountId,
        accountName: name,
        zone,
        campaignId: campaign?.id ?? null,
        campaignName: campaign?.name ?? null,
        adSetId: adSet?.id ?? null,
        adSetName: adSet?.name ?? null,
        status: detail?.status ?? 'PAUSED',
        effectiveStatus: (block.status[at] ?? 'UNKNOWN') as TableObject['effectiveStatus'],
        objective: (campaign ? campaigns.texts.objective[campaign.at] : block.texts.objective[at]) ?? null,
        budget: detail?.budget_kind && budget !== null ? { kind: detail.budget_kind, amount: budget } : null,
        bidStrategy: block.texts.bidStrategy[at] ?? null,
        bid: number('bid'),
        ...(typeof detail?.spend_cap === 'number' ? { spendCap: detail.spend_cap || null } : {}),
        optimization: ofAdSet('optimization'),
        learning: ofAdSet('learning') as TableObject['learning'],
        qualityRank: block.texts.qualityRank[at] as Rank | null,
        engagementRank: block.texts.engagementRank[at] as Rank | null,
        conversionRank: block.texts.conversionRank[at] as Rank | null,
        rankedAt: number('ranked'),
        tags: tagsOf(block.ids[at] ?? ''),
        startTime: number('start'),
        endTime: number('end'),
        createdTime: number('created'),
        updatedTime: number('updated'),
        goneAt: detail?.gone_at ?? null,
        pending: pendingOf(detail?.pending),
        drafts: JSON.parse(detail?.drafts ?? '[]') as readonly Change[],
      }
    })
  }
