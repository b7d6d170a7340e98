import type { Ad, AdSet, Campaign } from '../../../shared/domain/objects.ts'
import type { ReadRequest } from '../graph.ts'
import { AD } from '../nodes/ad.ts'
import { AD_SET } from '../nodes/ad-set.ts'
import type { InCurrency, Node } from '../nodes/node.ts'
import { CAMPAIGN_FIELDS, decodeCampaign, SPEND_CAP } from './campaign.ts'

type ObjectsRequest = Extract<ReadRequest, { kind: 'objects' }>

/** Objects of one level, told apart by the level that was asked for. */
export interface ObjectLists {
  readonly campaigns: readonly Campaign[]
  readonly adSets: readonly AdSet[]
  readonly ads: readonly Ad[]
}
export const NO_OBJECTS: ObjectLists = { campaigns: [], adSets: [], ads: [] }

const CAMPAIGN_CORE = ['id', 'status', 'effective_status', 'daily_budget', 'lifetime_budget']
/** What is asked for, and what of it a row cannot be without. */
export const OBJECT_NODES = {
  campaign: {
    name: 'campaign',
    core: CAMPAIGN_CORE,
    more: [...CAMPAIGN_FIELDS.filter((field) => !CAMPAIGN_CORE.includes(field)), SPEND_CAP],
    decode: decodeCampaign,
  } satisfies Node<Campaign, InCurrency>,
  adset: AD_SET,
  ad: AD,
} as const

/** Keeps what can be understood, in order. */
export const understood = <Row>(rows: readonly unknown[], decode: (row: unknown) => Row | null): Row[] => {
  const kept: Row[] = []
  for (const each of rows) {
    const row = decode(each)
    if (row !== null) kept.push(row)
  }
  return kept
}

export const decodeObjects = (
  rows: readonly unknown[],
  { level, accountId, currency }: ObjectsRequest,
  without: ReadonlySet<string>,
): ObjectLists => {
  const context = { accountId, currency, without }
  switch (level) {
    case 'campaign':
      return { ...NO_OBJECTS, campaigns: understood(rows, (row) => OBJECT_NODES.campaign.decode(row, context)) }
    case 'adset':
      return { ...NO_OBJECTS, adSets: understood(rows, (row) => AD_SET.decode(row, context)) }
    case 'ad':
      return { ...NO_OBJECTS, ads: understood(rows, (row) => AD.decode(row, context)) }
  }
}
