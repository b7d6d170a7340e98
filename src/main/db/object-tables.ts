import type { Ad, AdSet, Campaign, Level, ObjectId } from '../../shared/domain/objects.ts'
import { folded } from './sql.ts'
import type { Value } from './sql.ts'

/** How each level's objects become rows: made where they are decoded, so that the writer has only to store them. */

export interface ObjectOf {
  readonly campaign: Campaign
  readonly adset: AdSet
  readonly ad: Ad
}

/** One object ready to be stored: its parents' ids, which become keys, then the values of its table's columns. */
export interface ObjectRecord {
  readonly id: ObjectId
  readonly parents: readonly ObjectId[]
  readonly values: readonly Value[]
}

interface Table<L extends Level> {
  /** Columns that hold the keys of parents, by level. */
  readonly parents: readonly Level[]
  readonly columns: readonly string[]
  readonly record: (object: ObjectOf[L]) => ObjectRecord
}

const DOCUMENT = [
  'name',
  'name_folded',
  'status',
  'effective_status',
  'start_time',
  'stop_time',
  'created_time',
  'updated_time',
  'doc',
] as const
const documentOf = (object: AdSet | Ad): readonly Value[] => [
  object.name,
  folded(object.name),
  object.status,
  object.effectiveStatus,
  object.startTime,
  object.endTime,
  object.createdTime,
  object.updatedTime,
  JSON.stringify(object),
]
const AD_SET = ['budget_kind', 'budget_amount', 'bid_strategy', 'bid_amount', 'optimization', 'learning'] as const
const adSetOf = (adSet: AdSet): readonly Value[] => [
  adSet.budget?.kind ?? null,
  adSet.budget?.amount ?? null,
  adSet.bidStrategy,
  adSet.bidAmount,
  adSet.optimizationGoal,
  adSet.learning?.status ?? null,
]

/** A level's table is called like the level. */
export const OBJECT_TABLES: { readonly [L in Level]: Table<L> } = {
  campaign: {
    parents: [],
    columns: [
      'name',
      'name_folded',
      'objective',
      'status',
      'effective_status',
      'budget_kind',
      'budget_amount',
      'spend_cap',
      'bid_strategy',
      'start_time',
      'stop_time',
      'created_time',
      'updated_time',
    ],
    record: (campaign) => ({
      id: campaign.id,
      parents: [],
      values: [
        campaign.name,
        folded(campaign.name),
        campaign.objective,
        campaign.status,
        campaign.effectiveStatus,
        campaign.budget?.kind ?? null,
        campaign.budget?.amount ?? null,
        campaign.spendCap === undefined ? null : (campaign.spendCap ?? 0),
        campaign.bidStrategy,
        campaign.startTime,
        campaign.stopTime,
        campaign.createdTime,
        campaign.updatedTime,
      ],
    }),
  },
  adset: {
    parents: ['campaign'],
    columns: [...DOCUMENT, ...AD_SET],
    record: (adSet) => ({
      id: adSet.id,
      parents: [adSet.campaignId],
      values: [...documentOf(adSet), ...adSetOf(adSet)],
    }),
  },
  ad: {
    parents: ['campaign', 'adset'],
    columns: DOCUMENT,
    record: (ad) => ({ id: ad.id, parents: [ad.campaignId, ad.adSetId], values: documentOf(ad) }),
  },
}

export const recordOf = <L extends Level>(level: L, object: ObjectOf[L]): ObjectRecord =>
  OBJECT_TABLES[level].record(object)
