import type { Checked } from '../../../shared/contract/contract.ts'
import type { Difference } from '../../../shared/contract/difference.ts'
import { arrivalCurve } from '../../../shared/domain/arrival.ts'
import { addDays, dayAt, daysOf, minutesAhead, shareOfDay, startOfDay } from '../../../shared/domain/day.ts'
import { explain } from '../../../shared/domain/difference.ts'
import { NO_SUMS, SUMS, metricOf } from '../../../shared/domain/metrics.ts'
import type { Sums } from '../../../shared/domain/metrics.ts'
import type { FiguresLevel, Level } from '../../../shared/domain/objects.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'
import { keptWindows } from '../figures/index.ts'

/** Days whose readings a curve is made of. */
const CURVE_DAYS = 120
const RESTATEMENTS = 2000

/** Whose rows a person may add up instead: of an account its campaigns alone, its ads are too many. */
const BELOW: Readonly<Record<FiguresLevel, readonly Level[]>> = {
  account: ['campaign'],
  campaign: ['adset', 'ad'],
  adset: ['ad'],
  ad: [],
}

const plus = (days: readonly (readonly [unknown, Sums])[]): Sums =>
  days.reduce<Sums>(
    (total, [, sums]) => ({
      ...total,
      ...Object.fromEntries(SUMS.map((id) => [id, sums[id] === null ? total[id] : (total[id] ?? 0) + sums[id]])),
    }),
    NO_SUMS,
  )

/** Why a figure may be another elsewhere (row H5), from the cache alone. */
export interface DifferencesService {
  /** Throws AppError notFound: the account is not watched, or nothing of the object was ever read. */
  explain(input: Checked<'differences.explain'>): Promise<Difference>
}

export const createDifferences = ({ store, graph, clock, watched }: WorkspaceContext): DifferencesService => ({
  explain: async ({ accountId, objectId, period, metric, zone, notedAt }) => {
    const account = (await watched()).find(({ id }) => id === accountId)
    if (!account) throw new AppError('notFound', { id: accountId })
    const now = graph.now()
    const today = dayAt(now, account.zone)
    const range = rangeOf(period, today)
    const id = objectId ?? accountId
    const level: FiguresLevel =
      objectId === undefined ? 'account' : ((await store.object(objectId))?.level ?? 'campaign')
    const [found, coverage, holes, restated, readings, windows] = await Promise.all([
      store.objectFigures(id, range, BELOW[level]),
      store.coverage(accountId),
      store.holes([
        {
          accountId,
          since: range.since,
          until: range.until < today ? range.until : today,
          level,
          freshAfter: null,
        },
      ]),
      store.restatements({ accountId, objectId: id, limit: RESTATEMENTS, offset: 0 }),
      store.arrivals(accountId, addDays(today, -CURVE_DAYS)),
      objectId === undefined ? null : keptWindows(store, accountId, objectId, period),
    ])
    if (objectId !== undefined && found?.accountId !== accountId) throw new AppError('notFound', { id })

    const days = new Map(found?.days)
    const inRange = (found?.days ?? []).filter(([day]) => range.since <= day && day <= range.until)
    const own: Sums = { ...plus(inRange), reach: found?.reach ?? null }
    // What an account shows here is what its campaigns add up to.
    const [campaigns] = found?.parts ?? []
    const sums = level === 'account' ? { ...(campaigns?.sums ?? NO_SUMS), reach: own.reach } : own
    const asOf = coverage
      .filter(
        ({ kind, level: of, range: read }) =>
          kind === 'insights' &&
          of === level &&
          read !== null &&
          read.since <= range.until &&
          range.until <= read.until,
      )
      .reduce<number | null>((newest, { at }) => Math.max(newest ?? 0, at), null)
    const curves = [arrivalCurve(readings, 'results'), arrivalCurve(readings, 'purchases')]
    const start = startOfDay(range.since, account.zone)
    const isSameRange = windows?.range.since === range.since && windows.range.until === range.until
    const skew = now - clock.now()
    const causes = explain({
      metric,
      level,
      range,
      currency: account.currency,
      sums,
      rows: level === 'account' ? (campaigns?.rows ?? 0) : inRange.length,
      days,
      whole: level === 'account' && inRange.length > 0 ? own : null,
      parts: level === 'account' ? [] : (found?.parts ?? []),
      removed: (found?.parts ?? []).reduce((most, part) => Math.max(most, part.removed), 0),
      today,
      now,
      asOf,
      isReadWhole: asOf !== null && asOf + skew >= startOfDay(addDays(range.until, 1), account.zone),
      shareNow: shareOfDay(now, account.zone),
      shareRead: asOf === null || dayAt(asOf + skew, account.zone) < today ? 0 : shareOfDay(asOf + skew, account.zone),
      aheadMinutes: minutesAhead(start, account.zone) - minutesAhead(start, zone),
      windows: isSameRange ? windows : null,
      curves,
      restated: restated.filter(({ day }) => range.since <= day && day <= range.until),
      notedAt,
      holes: holes.flat().flatMap(daysOf),
    })
    return {
      accountId,
      accountName: account.name,
      level,
      name: found?.name ?? account.name,
      metric,
      value: metricOf(metric, sums),
      currency: account.currency,
      range,
      zone: account.zone,
      otherZone: zone,
      asOf,
      windowsAt: isSameRange ? (windows?.at ?? null) : null,
      isArrivalKnown: curves.some(({ enough }) => enough),
      causes,
    }
  },
})
