import { DAY_MS } from '../zone.ts'
import type { Campaign } from '../model.ts'

/** When in a day, a week and a year money is spent. */

/** Share of a day's spend that an hour gets, night to night. */
const HOURS = [18, 12, 9, 7, 7, 10, 18, 30, 42, 48, 52, 55, 60, 58, 54, 52, 54, 60, 70, 82, 90, 84, 62, 36]
/** Spends half of 105 % by five in the morning, the rest slowly: what a broken bid looks like. */
const RUSHED = [230, 200, 190, 190, 190, 110, 90, 70, 60, 55, 50, 50, 50, 50, 45, 45, 45, 45, 40, 40, 40, 40, 40, 30]
/** Sunday first. */
const WEEKDAYS = [1.04, 0.93, 0.92, 0.95, 0.99, 1.06, 1.1]

const cumulative = (hours: readonly number[]): Float64Array => {
  const whole = hours.reduce((sum, hour) => sum + hour, 0)
  const curve = new Float64Array(hours.length + 1)
  hours.forEach((hour, i) => {
    curve[i + 1] = (curve[i] ?? 0) + hour / whole
  })
  curve[hours.length] = 1
  return curve
}
const USUAL_CURVE = cumulative(HOURS)
const RUSHED_CURVE = cumulative(RUSHED)

/** Share of a day's figures that has come by a share of its day. */
export const delivered = (campaign: Campaign, share: number): number => {
  if (share <= 0) return 0
  if (share >= 1) return 1
  const curve = campaign.character === 'loser' ? RUSHED_CURVE : USUAL_CURVE
  const hour = Math.floor(share * 24)
  const low = curve[hour] ?? 0
  return low + ((curve[hour + 1] ?? 1) - low) * (share * 24 - hour)
}

export const weekdayFactor = (day: number): number => WEEKDAYS[(day + 4) % 7] ?? 1

const seasons = new Map<number, number>()
/** Gifts are bought in November and December, and so is the space for them. */
export const seasonFactor = (day: number): number => {
  const known = seasons.get(day)
  if (known !== undefined) return known
  const month = new Date(day * DAY_MS).getUTCMonth()
  const factor = month === 10 ? 1.12 : month === 11 ? 1.18 : month === 0 ? 0.9 : 1
  seasons.set(day, factor)
  return factor
}
