import { draw } from './random.ts'
import { noSums } from './figures/sums.ts'
import type { DaySums } from './figures/sums.ts'
import type { ExactDays, ExactTotals } from './model.ts'

/** Days after which the figures repeat, so that every window of this many full days adds up to the same. */
export const PERIOD = 30

/** The totals split over the period, to the unit: each day's share is the step of a rounded running total. */
export const exactDays = (totals: ExactTotals, seed: number): ExactDays => {
  const weights = Array.from({ length: PERIOD }, (_, i) => 0.6 + 0.8 * draw(seed, i))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const days: DaySums[] = []
  let done = 0
  for (const weight of weights) {
    const before = done / whole
    done += weight
    const after = days.length === PERIOD - 1 ? 1 : done / whole
    const step = (total: number): number => Math.round(total * after) - Math.round(total * before)
    const day = noSums()
    day.spend = step(totals.spendMinor)
    day.impressions = step(totals.impressions)
    day.clicks = step(totals.clicks)
    day.linkClicks = step(Math.round(totals.clicks * 0.84))
    day.landings = step(Math.round(totals.clicks * 0.71))
    day.reactions = step(Math.round(totals.impressions * 0.004))
    day.views = step(Math.round(totals.impressions * 0.11))
    day.leads = step(totals.leads)
    day.people = Math.min(day.impressions, Math.round(day.impressions * 0.985))
    days.push(day)
  }
  return days
}

/** The audience with which the people of a whole period give exactly this reach, which is rounded up. */
export const audienceFor = (days: ExactDays, reach: number): number => {
  const people = days.reduce((sum, day) => sum + day.people, 0)
  let low = reach - 0.5
  let high = reach * 1e6
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (middle * (1 - Math.exp(-people / middle)) < reach - 0.5) low = middle
    else high = middle
  }
  return (low + high) / 2
}
