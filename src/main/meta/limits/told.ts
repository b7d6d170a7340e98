import type { Instant } from '../../../shared/domain/day.ts'
import { MINUTE } from './rules.ts'

/** What a header said of one limit, and what is left of that as time goes by. */
export interface Told {
  /** 0 to 1, and above when over the limit. */
  readonly share: number
  readonly at: Instant
  /** How long Meta looks back: after that much silence nothing is left. */
  readonly windowMs: number
  /** It fades as time goes by; what is only assumed stays whole until its window is over. */
  readonly fades: boolean
}

/** A share over 1 falls no faster than a full one. */
const paceOf = ({ share, windowMs }: Told): number => Math.min(1, share) / windowMs

/** What is left of `share` of what was told, which fades as the whole does. */
export const leftOf = (told: Told, now: Instant, share = told.share): number => {
  const gone = Math.max(0, now - told.at)
  if (!told.fades) return gone < told.windowMs ? share : 0
  return Math.max(0, share - paceOf({ ...told, share }) * gone)
}

/** When no more than `level` of it is left. */
export const fadedAt = (told: Told, level: number, share = told.share): Instant => {
  if (share <= level) return told.at
  if (!told.fades) return told.at + told.windowMs
  return told.at + (share - level) / paceOf({ ...told, share })
}

/** A full share of an account that does not move for so long although Meta answers says nothing. */
const STUCK_MS = 10 * MINUTE
const STUCK_ANSWERS = 3
const STUCK_SHARE = 0.95

/** Meta's percentages of an account are known to stay at 100 for hours while every call is answered. */
export const createStuck = () => {
  let share = 0
  let since: Instant = 0
  let answers = 0
  const reset = () => {
    share = 0
    answers = 0
  }
  return {
    reset,
    /** Tells whether what was just said is not to be believed. */
    tell(said: number, now: Instant): boolean {
      if (said < STUCK_SHARE || said !== share) {
        share = said
        since = now
        answers = 0
      }
      answers += 1
      return said >= STUCK_SHARE && answers >= STUCK_ANSWERS && now - since >= STUCK_MS
    },
  }
}
