import type { Instant } from '../../shared/domain/day.ts'
import type { AccountId, Campaign, ObjectId } from '../../shared/domain/objects.ts'
import { folded } from './sql.ts'
import type { Sql, Value } from './sql.ts'

/** Columns of `campaign c` and `campaign_key k` that make a Campaign. */
export const CAMPAIGN_COLUMNS = `
  k.id, k.account_id, c.name, c.objective, c.status, c.effective_status, c.budget_kind, c.budget_amount, c.bid_strategy,
  c.start_time, c.stop_time, c.created_time, c.updated_time`

export interface CampaignRecord {
  id: string
  account_id: string
  name: string
  objective: string
  status: Campaign['status']
  effective_status: Campaign['effectiveStatus']
  budget_kind: 'daily' | 'lifetime' | null
  budget_amount: number | null
  bid_strategy: string | null
  start_time: number | null
  stop_time: number | null
  created_time: number | null
  updated_time: number | null
}

export const toCampaign = (record: CampaignRecord): Campaign => ({
  id: record.id,
  accountId: record.account_id,
  name: record.name,
  objective: record.objective,
  status: record.status,
  effectiveStatus: record.effective_status,
  budget:
    record.budget_kind === null || record.budget_amount === null
      ? null
      : { kind: record.budget_kind, amount: record.budget_amount },
  bidStrategy: record.bid_strategy,
  startTime: record.start_time,
  stopTime: record.stop_time,
  createdTime: record.created_time,
  updatedTime: record.updated_time,
})

/** Ids of 18 digits stand once; everything else uses the short key. The writer remembers them. */
export const createKeys = (sql: Sql) => {
  const known = new Map<ObjectId, number>()
  return {
    keyOf: (id: ObjectId, accountId: AccountId): number => {
      const remembered = known.get(id)
      if (remembered !== undefined) return remembered
      const stored = sql.get<{ key: number }>('SELECT key FROM campaign_key WHERE id = ?', id)
      const key =
        stored?.key ??
        Number(sql.run('INSERT INTO campaign_key (id, account_id) VALUES (?, ?)', id, accountId).lastInsertRowid)
      known.set(id, key)
      return key
    },
    /** Whenever keys may have gone: a transaction rolled back, the cache cleared. */
    forget: (): void => known.clear(),
  }
}
export type Keys = ReturnType<typeof createKeys>

const COLUMNS = [
  'name',
  'name_folded',
  'objective',
  'status',
  'effective_status',
  'budget_kind',
  'budget_amount',
  'bid_strategy',
  'start_time',
  'stop_time',
  'created_time',
  'updated_time',
] as const

const valuesOf = (campaign: Campaign): Value[] => [
  campaign.name,
  folded(campaign.name),
  campaign.objective,
  campaign.status,
  campaign.effectiveStatus,
  campaign.budget?.kind ?? null,
  campaign.budget?.amount ?? null,
  campaign.bidStrategy,
  campaign.startTime,
  campaign.stopTime,
  campaign.createdTime,
  campaign.updatedTime,
]

const UPSERT = `
  INSERT INTO campaign (key, ${COLUMNS.join(', ')}, read_at) VALUES (?, ${COLUMNS.map(() => '?').join(', ')}, ?)
  ON CONFLICT DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`

export const createCampaigns = (sql: Sql, keys: Keys) => ({
  /** From a list. Answers how many rows changed; a list from before a reading by id does not undo it. */
  storeCampaigns: (campaigns: readonly Campaign[], receivedAt: Instant): number => {
    let changed = 0
    for (const campaign of campaigns) {
      changed += sql.run(
        `${UPSERT} WHERE (campaign.read_at IS NULL OR campaign.read_at < ?)
           AND (${COLUMNS.map((name) => `campaign.${name} IS NOT excluded.${name}`).join(' OR ')})`,
        keys.keyOf(campaign.id, campaign.accountId),
        ...valuesOf(campaign),
        null,
        receivedAt,
      ).changes
    }
    return changed
  },

  saveCampaign: (campaign: Campaign, at: Instant): void => {
    sql.run(
      `${UPSERT}, read_at = excluded.read_at`,
      keys.keyOf(campaign.id, campaign.accountId),
      ...valuesOf(campaign),
      at,
    )
  },
})
