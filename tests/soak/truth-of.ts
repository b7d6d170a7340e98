import Database from 'better-sqlite3'
import { addDays, dayAt, daysOf } from '../../src/shared/domain/day.ts'
import { microsFromMinor } from '../../src/shared/domain/money.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import type { Account } from '../../src/sandbox/model.ts'

/** The cache against what the sandbox would say at the same moment, for every object and day. */

export interface Difference {
  readonly objectId: string
  readonly day: string
  readonly what: string
  readonly cached: number | null
  readonly truth: number
}
export interface Comparison {
  readonly objectDays: number
  /** Days with delivery. */
  readonly delivered: number
  readonly differences: readonly Difference[]
  /** Rows of objects that the sandbox does not know. */
  readonly strangers: number
}

interface Cached {
  readonly id: string
  readonly day: number
  readonly spend: number | null
  readonly impressions: number | null
  readonly clicks: number | null
  readonly link_clicks: number | null
  readonly purchases: number | null
  readonly purchase_value: number | null
}

const objectsOf = (account: Account): { readonly id: string }[] => [
  account,
  ...account.campaigns,
  ...account.campaigns.flatMap(({ adsets }) => adsets),
  ...account.campaigns.flatMap(({ adsets }) => adsets.flatMap(({ ads }) => ads)),
]

/**
 * `days` full days before each account's today, and today. The last reading of all of it was made between `from` and
 * `to`: a figure that moves meanwhile may be anything between.
 */
export const compareWithTruth = (
  file: string,
  sandbox: Sandbox,
  days: number,
  { from, to }: { readonly from: number; readonly to: number },
): Comparison => {
  const database = new Database(file, { readonly: true })
  const rows = new Map<string, Cached>()
  for (const row of database
    .prepare<[], Cached>('SELECT k.id, d.* FROM insight_day d JOIN object_key k ON k.key = d.object')
    .all())
    rows.set(`${row.id} ${row.day}`, row)
  database.close()

  const differences: Difference[] = []
  const known = new Set<string>()
  let objectDays = 0
  let delivered = 0
  for (const account of sandbox.world.accounts) {
    const today = dayAt(from, account.zone.name)
    const money = (minor: number): number => microsFromMinor(minor, account.currency)
    for (const { id } of objectsOf(account)) {
      known.add(id)
      for (const day of daysOf({ since: addDays(today, -days), until: today })) {
        objectDays++
        const before = sandbox.truth.visibleDay(id, day, from)
        const truth = from === to ? before : sandbox.truth.visibleDay(id, day, to)
        const row = rows.get(`${id} ${day.replaceAll('-', '')}`)
        if (truth.impressions > 0 || truth.spend > 0) delivered++
        const check = (what: string, cached: number | null | undefined, earlier: number, real: number): void => {
          // A row that is not there is a day without anything, as Meta leaves it out.
          const value = cached ?? (row ? Number.NaN : 0)
          if (!(Math.min(earlier, real) <= value && value <= Math.max(earlier, real)))
            differences.push({ objectId: id, day, what, cached: cached ?? null, truth: real })
        }
        check('spend', row?.spend, money(before.spend), money(truth.spend))
        check('impressions', row?.impressions, before.impressions, truth.impressions)
        check('clicks', row?.clicks, before.clicks, truth.clicks)
        check('linkClicks', row?.link_clicks, before.linkClicks, truth.linkClicks)
        check('purchases', row?.purchases, before.purchases, truth.purchases)
        check('purchaseValue', row?.purchase_value, money(before.purchaseValue), money(truth.purchaseValue))
      }
    }
  }
  const strangers = [...rows.values()].filter(({ id }) => !known.has(id)).length
  return { objectDays, delivered, differences, strangers }
}

interface Budgeted {
  readonly id: string
  readonly daily_budget?: string
  readonly lifetime_budget?: string
}

/** Budgets in the cache against those that the sandbox tells over HTTP. */
export const compareBudgets = async (
  file: string,
  sandbox: Sandbox,
  token: string,
): Promise<{ readonly checked: number; readonly wrong: number }> => {
  const database = new Database(file, { readonly: true })
  const cached = new Map<string, number | null>()
  for (const { id, amount } of database
    .prepare<[], { id: string; amount: number | null }>(
      `SELECT k.id, c.budget_amount AS amount FROM campaign c JOIN object_key k ON k.key = c.key
       UNION ALL SELECT k.id, a.doc ->> '$.budget.amount' FROM adset a JOIN object_key k ON k.key = a.key`,
    )
    .all())
    cached.set(id, amount)
  database.close()
  let checked = 0
  let wrong = 0
  for (const account of sandbox.world.accounts) {
    for (const edge of ['campaigns', 'adsets']) {
      const answer = await fetch(
        `${sandbox.url}/v26.0/${account.id}/${edge}?fields=id,daily_budget,lifetime_budget&limit=500`,
        { headers: { authorization: `Bearer ${token}` } },
      )
      const { data } = (await answer.json()) as { data: readonly Budgeted[] }
      for (const { id, daily_budget, lifetime_budget } of data) {
        const minor = daily_budget ?? lifetime_budget
        // Zero is Meta's way of saying that there is none.
        const real = minor === undefined || minor === '0' ? null : microsFromMinor(Number(minor), account.currency)
        checked++
        if ((cached.get(id) ?? null) !== real) wrong++
      }
    }
  }
  return { checked, wrong }
}
