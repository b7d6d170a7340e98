import { draw } from '../random.ts'

/** Some days are corrected a few days later: clicks that were none are taken out, and what they cost is given back. */

export interface Correction {
  /** After the day's beginning. */
  readonly days: number
  /** Shares that are taken away. */
  readonly clicks: number
  readonly impressions: number
  readonly spend: number
}

const CORRECTED = 0.08

/** What happens to the day that `state` stands for; null: it stays. */
export const correctionOf = (state: number): Correction | null => {
  if (draw(state, 20) >= CORRECTED) return null
  const clicks = 0.01 + 0.03 * draw(state, 22)
  return { days: 2 + 4 * draw(state, 21), clicks, impressions: clicks * 0.4, spend: clicks * 0.5 }
}

/** How much of a whole figure goes: something always stays. */
export const correct = (figure: number, share: number): number => Math.round(figure * share)
