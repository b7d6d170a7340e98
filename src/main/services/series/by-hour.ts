import type { AskedService } from '../asked/index.ts'
import type { SeriesSums } from '../../db/series.ts'
import type { Source } from './sources.ts'
import { daysBetween } from '../../../shared/domain/day.ts'
import type { Day, DayRange } from '../../../shared/domain/day.ts'
import { NO_SUMS, SUMS } from '../../../shared/domain/metrics.ts'
import type { Sums } from '../../../shared/domain/metrics.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { HOURS } from '../../../shared/domain/series.ts'
import type { Failure } from '../../../shared/errors.ts'

type Hours = AskedService['hours']

const add = (total: Sums, more: Readonly<Record<keyof Sums, number | null>>): Sums => ({
  ...total,
  ...Object.fromEntries(
    SUMS.map((id) => [id, total[id] === null ? more[id] : more[id] === null ? total[id] : total[id] + more[id]]),
  ),
})

/** Of the amounts only spend is known by the hour. */
const worthOf = (spend: number | null, factor: number | null): number | null =>
  spend === null || factor === null ? null : Math.round(spend * factor)

/**
 * Sums by hour, 24 a day, asked of Meta where they are not new enough. An account's are its own, a campaign's the
 * campaign's; nobody knows ad sets and ads by hour.
 */
export const sumsByHour = async ({
  hours,
  sources,
  days,
  rangeOf,
  factorOf,
}: {
  readonly hours: Hours
  readonly sources: readonly Source[]
  readonly days: number
  readonly rangeOf: (account: AdAccount) => DayRange | null
  /** What amounts of a day are multiplied by; null: no rate is known. */
  readonly factorOf: (account: AdAccount, day: Day) => number | null
}): Promise<{ readonly sums: readonly SeriesSums[]; readonly failure: Failure | null }> => {
  const parts = sources.flatMap((source) => source.parts)
  // Those whose days are the same are asked about together.
  const groups = Map.groupBy(parts, ({ account }) => {
    const range = rangeOf(account)
    return range ? `${range.since} ${range.until}` : ''
  })
  const found = await Promise.all(
    [...groups.values()].map(async ([first, ...others]) => {
      const range = first && rangeOf(first.account)
      if (!range) return []
      const group = [first, ...others]
      const campaignIds = [...new Set(group.flatMap(({ objectId }) => objectId ?? []))]
      const accountIds = [...new Set(group.map(({ account }) => account.id))]
      const of = campaignIds.length > 0 ? { campaignIds } : { accountIds }
      const { accounts, objects } = await hours.get({ of, period: range, ask: 'stale' })
      return accounts.map((account) => ({
        ...account,
        range,
        objects: new Map(
          objects.flatMap(({ id, accountId, hours: own }) =>
            accountId === account.accountId ? [[id, own] as const] : [],
          ),
        ),
      }))
    }),
  )
  const byAccount = new Map(found.flat().map((account) => [account.accountId, account]))
  const sums = sources.map(({ parts: own }): SeriesSums => {
    const totals: Sums[] = Array.from({ length: days * HOURS }, () => NO_SUMS)
    let unrated = false
    const read = own.map(({ account }) => byAccount.get(account.id))
    for (const { account, objectId } of own) {
      const known = byAccount.get(account.id)
      for (const { day, hour, figures } of known?.objects.get(objectId ?? account.id) ?? []) {
        const bucket = daysBetween(known?.range.since ?? day, day) * HOURS + hour
        const total = totals[bucket]
        const factor = factorOf(account, day)
        if (factor === null && figures.spend !== null) unrated = true
        if (total) totals[bucket] = add(total, { ...figures, spend: worthOf(figures.spend, factor) })
      }
    }
    const ages = read.map((account) => account?.at ?? null)
    const isPartial = read.some((account) => account === undefined || account.at === null || account.partial)
    return {
      sums: totals,
      partial: totals.map(() => isPartial),
      unrated,
      severalKinds: false,
      asOf: ages.includes(null) ? null : Math.min(...(ages as number[])),
    }
  })
  return { sums, failure: found.flat().find(({ failure }) => failure !== null)?.failure ?? null }
}
