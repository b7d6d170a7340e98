import type { Checked } from '../../../shared/contract/contract.ts'
import { addDays, dayAt, daysBetween, hourAt } from '../../../shared/domain/day.ts'
import type { DayRange, Instant } from '../../../shared/domain/day.ts'
import type { AccountId, AdAccount } from '../../../shared/domain/objects.ts'
import { comparedRange, rangeOf } from '../../../shared/domain/periods.ts'
import { HOURS, lengthsOf, MOST_DAYS, MOST_HOURLY_DAYS, spansOf } from '../../../shared/domain/series.ts'
import type { Series, SeriesBucket } from '../../../shared/domain/series.ts'

/** Which days and hours the buckets are, for each account by its own clock. */
export interface Calendar {
  /** Days of each bucket; by hour those of each day, which has 24 buckets. */
  readonly lengths: readonly number[]
  /** The same of the compared days: a month is compared with a month, however many days it had. */
  readonly comparedLengths: readonly number[]
  readonly buckets: readonly SeriesBucket[]
  readonly compared: Series['compared']
  readonly cut: number
  /** Null: nothing is compared. */
  range(account: AdAccount, which: 'own' | 'compared'): DayRange | null
  /** The bucket that an instant falls into; null: none. */
  bucketAt(account: AdAccount, instant: Instant): number | null
}

type Spans = readonly (DayRange | null)[]

/** The widest of several accounts' days. */
const widest = (spans: Spans): DayRange | null =>
  spans.reduce<DayRange | null>(
    (all, span) =>
      all === null || span === null
        ? (all ?? span)
        : {
            since: span.since < all.since ? span.since : all.since,
            until: span.until > all.until ? span.until : all.until,
          },
    null,
  )

/** `accounts` has at least one; the first one's days say where weeks and months begin. */
export const calendarOf = (
  { grain, period, compare }: Pick<Checked<'series.query'>, 'grain' | 'period' | 'compare'>,
  accounts: readonly [AdAccount, ...AdAccount[]],
  now: Instant,
): Calendar => {
  const isHourly = grain === 'hour'
  const todays = new Map(accounts.map(({ id, zone }) => [id, dayAt(now, zone)]))
  const wholeOf = ({ id }: AdAccount): DayRange => rangeOf(period, todays.get(id) ?? '')
  const first = wholeOf(accounts[0])
  const cut = Math.max(0, daysBetween(first.since, first.until) + 1 - (isHourly ? MOST_HOURLY_DAYS : MOST_DAYS))
  const isYear = compare === 'lastYear'
  const late = ({ since, until }: DayRange): DayRange => ({ since: addDays(since, cut), until })
  const range: Calendar['range'] = (account, which) => {
    const whole = wholeOf(account)
    if (which === 'own') return late(whole)
    if (compare === null) return null
    const compared = isYear ? comparedRange(compare, late(whole)) : late(comparedRange(compare, whole))
    return compared.since <= compared.until ? compared : null
  }
  const lengths = lengthsOf(late(first), isHourly ? 'day' : grain)
  const comparedFirst = range(accounts[0], 'compared')
  // A leap day would shift all months after it.
  const comparedLengths = isYear && grain === 'month' && comparedFirst ? lengthsOf(comparedFirst, 'month') : lengths

  // Accounts of one day have one calendar.
  const known = new Map<string, Spans>()
  const spansIn = (days: DayRange | null, by: readonly number[]): Spans => {
    if (days === null) return []
    const key = `${days.since} ${days.until} ${by.join()}`
    const spans = known.get(key) ?? spansOf(days, by)
    known.set(key, spans)
    return spans
  }
  const spans = new Map<AccountId, Spans>(
    accounts.map((account) => [account.id, spansIn(range(account, 'own'), lengths)]),
  )
  const distinct = [...new Set(spans.values())]
  const distinctCompared = [...new Set(accounts.map((account) => spansIn(range(account, 'compared'), comparedLengths)))]
  const clocks = accounts.map(({ id, zone }) => ({ id, today: todays.get(id) ?? '', hour: hourAt(now, zone).hour }))

  const bucketsOf = (days: DayRange, place: number): SeriesBucket[] => {
    const isOpen = (hour: number): boolean =>
      clocks.some(({ id, today, hour: passed }) => {
        const until = spans.get(id)?.[place]?.until ?? ''
        return until > today || (until === today && (!isHourly || hour >= passed))
      })
    return isHourly
      ? Array.from({ length: HOURS }, (_, hour) => ({ ...days, hour, open: isOpen(hour) }))
      : [{ ...days, hour: null, open: isOpen(0) }]
  }
  const perDay = isHourly ? HOURS : 1
  return {
    lengths,
    comparedLengths,
    cut,
    range,
    buckets: lengths.flatMap((_, place) => {
      const days = widest(distinct.map((each) => each[place] ?? null))
      return days ? bucketsOf(days, place) : []
    }),
    compared:
      compare === null
        ? null
        : lengths.flatMap((_, place) => {
            const days = widest(distinctCompared.map((each) => each[place] ?? null))
            return Array.from({ length: perDay }, () => days)
          }),
    bucketAt: (account, instant) => {
      const day = dayAt(instant, account.zone)
      const place = spans.get(account.id)?.findIndex((span) => span && span.since <= day && day <= span.until) ?? -1
      return place < 0 ? null : place * perDay + (isHourly ? hourAt(instant, account.zone).hour : 0)
    },
  }
}
