import type { Campaign } from '../../shared/domain/objects.ts'

/** What no list holds any more was deleted elsewhere, or archived, which is shown as little. */
export const EFFECTIVE_STATUS = `CASE WHEN c.gone_at IS NULL THEN c.effective_status ELSE 'DELETED' END`

/** Columns of `campaign c` and `object_key k` that make a Campaign. */
export const CAMPAIGN_COLUMNS = `
  k.id, k.account_id, c.name, c.objective, c.status, ${EFFECTIVE_STATUS} AS effective_status, c.budget_kind, c.budget_amount, c.spend_cap, c.bid_strategy,
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
  /** 0: no cap; null: not known. */
  spend_cap: number | null
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
  ...(record.spend_cap === null ? {} : { spendCap: record.spend_cap || null }),
  bidStrategy: record.bid_strategy,
  startTime: record.start_time,
  stopTime: record.stop_time,
  createdTime: record.created_time,
  updatedTime: record.updated_time,
})
