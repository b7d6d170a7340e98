import type { Checked } from '../../../shared/contract/contract.ts'
import type { Difference } from '../../../shared/contract/difference.ts'
import { CUTS, cutsKey } from '../../../shared/domain/breakdowns.ts'
import { arrivalCurve } from '../../../shared/domain/arrival.ts'
import { addDays, dayAt, daysOf, minutesAhead, shareOfDay, startOfDay } from '../../../shared/domain/day.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import { explain } from '../../../shared/domain/difference-causes.ts'
import { NO_SUMS, metricOf } from '../../../shared/domain/metrics.ts'
import type { Sums } from '../../../shared/domain/metrics.ts'
import type { FiguresLevel, Level } from '../../../shared/domain/objects.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import { add, addUp } from '../../../shared/domain/sums.ts'
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

const isSame = (a: DayRange | null | undefined, b: DayRange): boolean => a?.since === b.since && a.until === b.until

/** Why a figure may be another elsewhere, from the cache alone. */
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
    const [found, coverage, holes, restated, readings, asked, brokenDown] = await Promise.all([
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
      keptWindows(store, accountId, id, period),
      Promise.all(CUTS.map((by) => store.breakdown({ id, cuts: cutsKey([by]), range }))),
    ])
    if (objectId !== undefined && found?.accountId !== accountId) throw new AppError('notFound', { id })

    const days = new Map(found?.days)
    const inRange = (found?.days ?? []).filter(([day]) => range.since <= day && day <= range.until)
    const own: Sums = { ...addUp(inRange.map(([, each]) => each)), reach: found?.reach ?? null }
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
    // Asked of this object alone, or of all for the columns of a table.
    const columns = coverage.find(
      (each) => each.kind === 'windows' && each.level === level && isSame(each.range, range),
    )
    const stored = found?.windows ?? []
    const ofTable =
      columns && stored.length > 0
        ? { at: columns.at, windows: [{ window: 'value' as const, ...sums }, ...stored] }
        : null
    const ofObject = asked && isSame(asked.range, range) ? asked : null
    const windows = ofObject && ofObject.at >= (ofTable?.at ?? 0) ? ofObject : ofTable
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
      windows,
      breakdowns: CUTS.flatMap((by, at) => {
        const reading = brokenDown[at]
        if (!reading?.whole || !isSame(reading.range, range)) return []
        const parts = reading.parts.map((part) => part.sums)
        const reach = parts.reduce<number | null>((total, part) => add(total, part.reach), null)
        return [{ by, parts: { ...addUp(parts), reach }, whole: reading.whole.sums }]
      }),
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
      windowsAt: windows?.at ?? null,
      isArrivalKnown: curves.some(({ enough }) => enough),
      causes,
    }
  },
})
