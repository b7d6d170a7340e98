import { CAMPAIGN_COLUMNS, toCampaign } from './campaigns.ts'
import type { CampaignRecord } from './campaigns.ts'
import { CAMPAIGN_DAYS, CAMPAIGN_SUMS } from './campaign-figures.ts'
import type { createCoverage } from './coverage.ts'
import { RANGES, rangesValue, toSums } from './insights.ts'
import type { SumsRecord } from './insights.ts'
import { NO_SUMS } from '../../shared/domain/metrics.ts'
import type { Sql } from './sql.ts'
import type { AccountRange, JudgedCampaign } from './store.ts'

/** A stretch of judged campaigns: what one answer may hold without stopping the thread that asked. */
export interface JudgedPage {
  readonly campaigns: readonly JudgedCampaign[]
  /** Where the next stretch begins; null at the end. */
  readonly next: number | null
}

type Judged = CampaignRecord & { key: number; account_name: string; currency: string; pending: number }

export const createJudged = (sql: Sql, { freshnessOf }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf'>) => ({
  judgedPage: (
    windows: Readonly<Record<string, readonly AccountRange[]>>,
    after: number,
    limit: number,
  ): JudgedPage => {
    const campaigns = sql.all<Judged>(
      `SELECT k.key, ${CAMPAIGN_COLUMNS}, a.name AS account_name, a.currency,
         EXISTS (SELECT 1 FROM journal_head WHERE object_id = k.id AND state IN ('queued', 'sent', 'unknown')
           AND state NOT IN ('confirmed', 'undone', 'withdrawn')) AS pending
       FROM campaign c
       CROSS JOIN object_key k ON k.key = c.key
       CROSS JOIN watched_account w ON w.account_id = k.account_id
       CROSS JOIN account a ON a.id = k.account_id
       WHERE c.key > ? AND c.effective_status NOT IN ('ARCHIVED', 'DELETED') AND c.gone_at IS NULL
       ORDER BY c.key LIMIT ?`,
      after,
      limit,
    )
    const last = campaigns.at(-1)?.key ?? after
    const read = Object.entries(windows).map(([name, ranges]) => {
      const sums = sql.all<SumsRecord & { key: number }>(
        `WITH ranges AS MATERIALIZED (${RANGES})
         SELECT c.key, ${CAMPAIGN_SUMS} FROM ${CAMPAIGN_DAYS} WHERE c.key > ? AND c.key <= ? GROUP BY c.key`,
        rangesValue(ranges),
        after,
        last,
      )
      const fresh = freshnessOf(ranges)
      return {
        name,
        sums: new Map(sums.map((record) => [record.key, toSums(record)])),
        fresh: new Map(ranges.map(({ accountId }, i) => [accountId, fresh[i]])),
      }
    })
    return {
      campaigns: campaigns.map((record) => ({
        campaign: toCampaign(record),
        accountName: record.account_name,
        currency: record.currency,
        windows: Object.fromEntries(
          read.map(({ name, sums, fresh }) => {
            const { asOf, partial } = fresh.get(record.account_id) ?? { asOf: null, partial: false }
            return [name, { sums: sums.get(record.key) ?? NO_SUMS, asOf, partial }]
          }),
        ),
        pending: record.pending === 1,
      })),
      next: campaigns.length === limit ? last : null,
    }
  },
})
