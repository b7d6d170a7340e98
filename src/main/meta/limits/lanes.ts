import type { Lane } from '../graph.ts'

export interface LanePolicy {
  /** Share of a limit, whoever used it, up to which the lane may go. */
  readonly total: number
  /** Share that the lane and those below it may use together: a burst of theirs leaves the rest to those above. */
  readonly own: number
  /** Requests of this lane that may be under way at once; the rest is kept free for lanes above. */
  readonly atOnce: number
  /** Longer waits are refused at once with `throttled`: somebody is looking, or the next round comes anyway. */
  readonly patienceMs: number
}

const MINUTE = 60_000
const AT_ONCE = 6

/**
 * Who is served first, and how far each may go. Of the 60 points of a Limited account, polling and what is below it
 * use at most 42 in five minutes, so that three edits, each read before and after, always fit beside them.
 */
export const LANES: Readonly<Record<Lane, LanePolicy>> = {
  person: { total: 0.95, own: 0.95, atOnce: AT_ONCE, patienceMs: 10_000 },
  write: { total: 0.95, own: 0.95, atOnce: AT_ONCE, patienceMs: 10_000 },
  poll: { total: 0.8, own: 0.7, atOnce: AT_ONCE - 1, patienceMs: MINUTE },
  sync: { total: 0.7, own: 0.4, atOnce: AT_ONCE - 2, patienceMs: 10 * MINUTE },
  backfill: { total: 0.6, own: 0.25, atOnce: AT_ONCE - 3, patienceMs: 60 * MINUTE },
}

/** The first is served first. */
export const LANE_ORDER = Object.keys(LANES) as Lane[]
const RANKS = new Map(LANE_ORDER.map((lane, rank) => [lane, rank]))
/** 0 for the first. */
export const rankOf = (lane: Lane): number => RANKS.get(lane) ?? 0
