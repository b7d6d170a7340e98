import type { Difference } from '../../shared/contract/difference.ts'
import type { Cause, CauseSize } from '../../shared/domain/difference.ts'
import { isCut } from '../../shared/domain/breakdowns.ts'
import { METRICS } from '../../shared/domain/metrics.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'
import { MICROS, decimalsOf } from '../../shared/domain/money.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

/** Causes of a difference in words. */

/** How many of the unit in which people write a metric make one of ours: money is micros, percent a fraction. */
export const unitOf = (metric: MetricId): number => {
  const { unit } = METRICS[metric]
  return unit === 'money' ? MICROS : unit === 'percent' ? 0.01 : 1
}

/** Digits that a metric is shown with, and the smallest difference they show. */
export const placesOf = (metric: MetricId, currency: Currency): number => {
  const { unit } = METRICS[metric]
  return unit === 'money' ? decimalsOf(currency) : unit === 'count' ? 0 : 2
}
export const stepOf = (metric: MetricId, currency: Currency): number =>
  unitOf(metric) * 10 ** -placesOf(metric, currency)

/** With its sign; small shares of one where a count is estimated. */
export const signedText = (format: Format, metric: MetricId, value: number, currency: Currency): string => {
  const size = Math.abs(value)
  const isFraction = METRICS[metric].unit === 'count' && size > 0 && size < 10 && !Number.isInteger(size)
  const text = isFraction ? format.decimal(size) : format.metricFull(metric, size, currency)
  return `${value < 0 ? '−' : value > 0 ? '+' : '±'}${text}`
}

export const sizeText = (
  { difference }: Strings,
  format: Format,
  { metric, currency }: Pick<Difference, 'metric' | 'currency'>,
  { low, high, how }: CauseSize,
): string => {
  const say = (value: number): string => signedText(format, metric, value, currency)
  if (how === 'bound') return low === -high ? `±${say(high).slice(1)}` : difference.upTo(say(low), say(high))
  return how === 'estimate' ? difference.about(say(high)) : say(high)
}

/** What a size is of, where a cause has several. */
export const sizeName = ({ difference, campaigns, asked }: Strings, { of }: CauseSize): string | null => {
  if (of === null) return null
  if (of === 'campaign' || of === 'adset' || of === 'ad') return difference.levelRows[of]
  return isCut(of) ? difference.partsBy(asked.cuts[of]) : campaigns.byWindow.windows[of]
}

const daysText = (format: Format, { days }: Cause): string => {
  const shown = days.slice(0, 6).map((day) => format.day(day))
  return days.length > shown.length ? `${shown.join(', ')} …` : format.list(shown)
}

/** Why, in a sentence. */
export const causeText = (strings: Strings, format: Format, found: Difference, cause: Cause): string => {
  const { texts, hours } = strings.difference
  const { applies, count, days } = cause
  const isNo = applies === 'no'
  switch (cause.id) {
    case 'attribution':
      return isNo ? texts.creditNone : texts.attribution
    case 'zone':
      return isNo
        ? texts.zoneSame(found.otherZone)
        : texts.zone(found.zone, found.otherZone, hours(format.decimal(Math.abs(count)).replace(/[.,]00$/, '')))
    case 'age':
      return found.asOf === null ? texts.ageNever : isNo ? texts.ageWhole : texts.age
    case 'late':
      return isNo ? texts.lateNone : applies === 'unknown' ? texts.lateUnknown : texts.late(days.length)
    case 'restated':
      return isNo ? texts.restatedNone : texts.restated(days.length)
    case 'removed':
      return isNo ? texts.removedNone : texts.removed(count)
    case 'partial':
      return isNo ? texts.partialNone : texts.partial(daysText(format, cause))
    case 'refused':
      return isNo ? texts.refusedNone : texts.refused(daysText(format, cause))
    case 'rounding':
      return isNo && count > 1 ? texts.roundingNone : texts.rounding(Math.max(1, count))
    case 'notAdditive':
      return isNo ? texts.notAdditiveNone : texts.notAdditive
    case 'breakdown':
      return isNo ? texts.breakdownNone : texts.breakdown
    case 'estimated':
      return isNo ? texts.estimatedNone : texts.estimated
    case 'clickDay':
      return isNo ? texts.clickDayNone : applies === 'unknown' ? texts.clickDayUnknown : texts.clickDay
    case 'credit':
      return isNo ? texts.creditNone : texts.credit
    case 'gross':
      return isNo ? texts.grossNone : texts.gross
  }
}
