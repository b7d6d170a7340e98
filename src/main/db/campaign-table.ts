import type { CampaignColumn, CampaignPage } from '../../shared/contract/figures.ts'
import type { DayRange } from '../../shared/domain/day.ts'
import { figuresOf, METRICS, SUMS } from '../../shared/domain/metrics.ts'
import type { Metric, MetricId, Sums } from '../../shared/domain/metrics.ts'
import { resultTypeAt } from '../../shared/domain/insights.ts'
import type { CampaignRow, ObjectId } from '../../shared/domain/objects.ts'
import { CAMPAIGN_COLUMNS, EFFECTIVE_STATUS, toCampaign } from './campaigns.ts'
import type { CampaignRecord } from './campaigns.ts'
import type { createCoverage, Freshness } from './coverage.ts'
import { columnOf, RANGES, rangesValue, REACHED, toSums } from './insights.ts'
import type { SumsRecord } from './insights.ts'
import { folded } from './sql.ts'
import type { Sql } from './sql.ts'
import type { AccountRange, CampaignQuery } from './store.ts'

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

/** As a person would have them: what runs first. */
const STATUS_RANK = [
  'ACTIVE',
  'WITH_ISSUES',
  'IN_PROCESS',
  'PAUSED',
  'CAMPAIGN_PAUSED',
  'ARCHIVED',
  'DELETED',
  'UNKNOWN',
]
const rankOfStatus = `CASE effective_status ${STATUS_RANK.map((status, rank) => `WHEN '${status}' THEN ${rank}`).join(' ')} END`

const metricSql = (id: MetricId): string => {
  const metric: Metric = METRICS[id]
  if (metric.kind !== 'ratio') return columnOf(id as Parameters<typeof columnOf>[0])
  return `CAST(${columnOf(metric.over)} AS REAL) / nullif(${columnOf(metric.under)}, 0) * ${metric.times}`
}

const sortSql = (by: CampaignColumn): string => {
  switch (by) {
    case 'name':
      return 'name_folded'
    case 'account':
      return 'account_folded'
    case 'status':
      return rankOfStatus
    case 'objective':
      return 'objective'
    case 'budget':
      return 'budget_amount'
    default:
      return metricSql(by)
  }
}

const SUM_COLUMNS = SUMS.map(columnOf)

/** Page rows come in order with `position`; a row a currency without one comes with the sums of all that match. */
const querySql = ({ statuses, sort }: Pick<CampaignQuery, 'statuses' | 'sort'>): string => {
  const by = sortSql(sort.by)
  const direction = sort.direction === 'ascending' ? 'ASC' : 'DESC'
  const inStatus =
    statuses.length > 0
      ? `${EFFECTIVE_STATUS} IN (SELECT value FROM json_each(@statuses))`
      : `@statuses IS NOT NULL AND c.effective_status NOT IN ('ARCHIVED', 'DELETED') AND c.gone_at IS NULL`
  return `
    WITH ranges AS MATERIALIZED (${RANGES.replace('?', '@ranges')}),
    matched AS MATERIALIZED (
      SELECT c.key, k.id, c.name_folded, a.name_folded AS account_folded, ${EFFECTIVE_STATUS} AS effective_status, c.objective, c.budget_amount,
        a.currency, ${RESULT_TYPE},
        ${CAMPAIGN_SUMS}
      FROM ${CAMPAIGN_DAYS}
      WHERE ${inStatus} AND (@search = '' OR instr(c.name_folded, @search) > 0 OR k.id = @search)
      GROUP BY c.key
    ),
    ranked AS (
      SELECT *, row_number() OVER (ORDER BY ${by} IS NULL, ${by} ${direction}, name_folded, length(id), id) AS position
      FROM matched
    )
    SELECT position, key, currency, 1 AS rows, result_type, reach, ${SUM_COLUMNS.join(', ')}
    FROM ranked WHERE position > @offset AND position <= @offset + @limit
    UNION ALL
    SELECT NULL, NULL, currency, count(*), NULL, NULL, ${SUM_COLUMNS.map((name) => `sum(${name})`).join(', ')}
    FROM matched GROUP BY currency
    ORDER BY position, currency`
}

type Found = SumsRecord & {
  position: number | null
  key: number
  currency: string
  rows: number
  result_type: number | null
}
type Detail = CampaignRecord & {
  key: number
  account_name: string
  currency: string
  pending: CampaignRow['pending']
}

const add = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)

const totalsOf = (byCurrency: readonly Found[], ranges: readonly AccountRange[], sql: Sql): CampaignPage['totals'] => {
  const found = [...new Set(byCurrency.map(({ currency }) => currency))]
  const currencies =
    found.length > 0
      ? found
      : sql
          .all<{ currency: string }>(
            'SELECT DISTINCT currency FROM account WHERE id IN (SELECT value FROM json_each(?))',
            JSON.stringify(ranges.map(({ accountId }) => accountId)),
          )
          .map(({ currency }) => currency)
  const each = byCurrency.map((record) => toSums(record))
  const sums = Object.fromEntries(
    [...SUMS, 'reach' as const].map((id) => [
      id,
      each.reduce<number | null>((total, one) => add(total, one[id]), null),
    ]),
  ) as Sums
  const mixed = currencies.length > 1
  return {
    rows: byCurrency.reduce((total, { rows }) => total + rows, 0),
    // Without the sums of money every figure made of them is unknown too.
    figures: figuresOf({ ...sums, reach: null, ...(mixed ? { spend: null, purchaseValue: null } : {}) }),
    currency: mixed ? null : (currencies[0] ?? null),
    spendByCurrency: byCurrency.flatMap(({ currency }, i) => {
      const spend = each[i]?.spend ?? null
      return spend === null ? [] : [{ currency, spend }]
    }),
  }
}

export const createCampaignTable = (
  sql: Sql,
  { freshnessOf }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf'>,
) => {
  const details = (keys: readonly number[]): ReadonlyMap<number, Detail> =>
    new Map(
      sql
        .all<Detail>(
          `SELECT k.key, ${CAMPAIGN_COLUMNS}, a.name AS account_name, a.currency,
             (SELECT max(CASE state WHEN 'unknown' THEN 'unknown' ELSE 'posting' END) FROM journal_head
              WHERE object_id = k.id AND state NOT IN ('confirmed', 'rejected')) AS pending
           FROM json_each(?) wanted
           CROSS JOIN object_key k ON k.key = wanted.value
           CROSS JOIN campaign c ON c.key = k.key
           CROSS JOIN account a ON a.id = k.account_id`,
          JSON.stringify(keys),
        )
        .map((detail) => [detail.key, detail]),
    )

  const rowsOf = (found: readonly Found[], fresh: ReadonlyMap<string, Freshness>): CampaignRow[] => {
    const byKey = details(found.map(({ key }) => key))
    return found.flatMap((record) => {
      const detail = byKey.get(record.key)
      if (!detail) return []
      const { asOf, partial } = fresh.get(detail.account_id) ?? { asOf: null, partial: false }
      return {
        ...toCampaign(detail),
        accountName: detail.account_name,
        currency: detail.currency,
        resultType: resultTypeAt(record.result_type ?? 0),
        figures: figuresOf(toSums(record)),
        asOf,
        partial,
        pending: detail.pending,
      }
    })
  }

  const freshByAccount = (ranges: readonly AccountRange[]): ReadonlyMap<string, Freshness> => {
    const fresh = freshnessOf(ranges)
    return new Map(ranges.map(({ accountId }, i) => [accountId, fresh[i] ?? { asOf: null, partial: false }]))
  }

  return {
    campaigns: ({ ranges, statuses, search, sort, offset, limit }: CampaignQuery): CampaignPage => {
      const found = sql.all<Found>(querySql({ statuses, sort }), {
        ranges: rangesValue(ranges),
        statuses: JSON.stringify(statuses),
        search: folded(search.trim()),
        offset,
        limit,
      })
      const totals = totalsOf(
        found.filter(({ position }) => position === null),
        ranges,
        sql,
      )
      const fresh = freshByAccount(ranges)
      const read = [...fresh.values()].flatMap(({ asOf }) => (asOf === null ? [] : [asOf]))
      return {
        rows: rowsOf(
          found.filter(({ position }) => position !== null),
          fresh,
        ),
        total: totals.rows,
        totals,
        asOf: read.length > 0 ? Math.min(...read) : null,
        // An account that was never read is missing from the sums of those that were.
        partial: [...fresh.values()].some(({ partial }) => partial) || (read.length > 0 && read.length < fresh.size),
      }
    },

    campaign: (id: ObjectId, { since, until }: DayRange): CampaignRow | null => {
      const account = sql.get<{ account_id: string }>('SELECT account_id FROM object_key WHERE id = ?', id)
      if (!account) return null
      const ranges = [{ accountId: account.account_id, since, until }]
      const found = sql.all<Found>(
        `WITH ranges AS (${RANGES})
         SELECT c.key, ${RESULT_TYPE}, ${CAMPAIGN_SUMS}
         FROM ${CAMPAIGN_DAYS} WHERE k.id = ? GROUP BY c.key`,
        rangesValue(ranges),
        id,
      )
      return rowsOf(found, freshByAccount(ranges))[0] ?? null
    },
  }
}
