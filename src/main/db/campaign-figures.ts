import type { DayRange } from '../../shared/domain/day.ts'
import { figuresOf, SUMS } from '../../shared/domain/metrics.ts'
import { resultTypeAt } from '../../shared/domain/insights.ts'
import type { CampaignRow, ObjectId } from '../../shared/domain/objects.ts'
import { CAMPAIGN_COLUMNS, toCampaign } from './campaigns.ts'
import type { CampaignRecord } from './campaigns.ts'
import type { createCoverage } from './coverage.ts'
import { columnOf, RANGES, rangesValue, REACHED, toSums } from './insights.ts'
import type { SumsRecord } from './insights.ts'
import { pendingOf, pendingRank } from './pending.ts'
import type { Sql } from './sql.ts'
import type { AccountRange } from './store.ts'

/** Results of one kind can be added; people reached, or leads and purchases, cannot. */
const ONE_KIND = `max(d.result_type) IS min(d.result_type)`
const ADDABLE = `${ONE_KIND} AND max(d.result_type) IS NOT ${REACHED}`
/** Null when the days' results are of several kinds. */
const RESULT_TYPE = `CASE WHEN ${ONE_KIND} THEN max(d.result_type) END AS result_type`

/** Per campaign `c` over the days `d` of its range `r`; `rr` is the reach of exactly that range. */
export const CAMPAIGN_SUMS = [
  ...SUMS.map((id) =>
    id === 'results'
      ? `CASE WHEN ${ADDABLE} THEN sum(d.results) END AS results`
      : `sum(d.${columnOf(id)}) AS ${columnOf(id)}`,
  ),
  `CASE WHEN r.since = r.until THEN max(d.reach) WHEN count(d.day) > 0 THEN max(rr.reach) END AS reach`,
].join(', ')

/**
 * Campaigns outermost and by key, their days inside: both tables are read in the order they lie in, and grouping
 * needs no sorting. CROSS JOIN keeps that order.
 */
export const CAMPAIGN_DAYS = `
  campaign c
  CROSS JOIN object_key k ON k.key = c.key
  CROSS JOIN ranges r ON r.account_id = k.account_id
  CROSS JOIN account a ON a.id = k.account_id
  LEFT JOIN reach_range rr ON r.since <> r.until AND rr.object = c.key AND rr.since = r.since AND rr.until = r.until
  LEFT JOIN insight_day d ON d.object = c.key AND d.day BETWEEN r.since AND r.until`

type Found = SumsRecord & { result_type: number | null }
type Detail = CampaignRecord & {
  account_name: string
  currency: string
  pending: number | null
}

/** One campaign with what was measured of it. */
export const createCampaignFigures = (
  sql: Sql,
  { freshnessOf }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf'>,
) => ({
  campaign: (id: ObjectId, { since, until }: DayRange): CampaignRow | null => {
    const account = sql.get<{ account_id: string }>('SELECT account_id FROM object_key WHERE id = ?', id)
    if (!account) return null
    const range: AccountRange = { accountId: account.account_id, since, until }
    const found = sql.get<Found>(
      `WITH ranges AS (${RANGES})
       SELECT ${RESULT_TYPE}, ${CAMPAIGN_SUMS}
       FROM ${CAMPAIGN_DAYS} WHERE k.id = ? GROUP BY c.key`,
      rangesValue([range]),
      id,
    )
    const detail = sql.get<Detail>(
      `SELECT ${CAMPAIGN_COLUMNS}, a.name AS account_name, a.currency,
         ${pendingRank('k.id')} AS pending
       FROM object_key k
       CROSS JOIN campaign c ON c.key = k.key
       CROSS JOIN account a ON a.id = k.account_id
       WHERE k.id = ?`,
      id,
    )
    if (!found || !detail) return null
    const { asOf = null, partial = false } = freshnessOf([range])[0] ?? {}
    return {
      ...toCampaign(detail),
      accountName: detail.account_name,
      currency: detail.currency,
      resultType: resultTypeAt(found.result_type ?? 0),
      figures: figuresOf(toSums(found)),
      asOf,
      partial,
      pending: pendingOf(detail.pending),
    }
  },
})
