import type { Instant } from '../../../shared/domain/day.ts'
import type { Lane } from '../graph.ts'
import { LANE_ORDER, rankOf } from './lanes.ts'

const SLOTS = 30
/** One more than the window has: the oldest is only partly over. */
const RING = SLOTS + 1
const RANKS = LANE_ORDER.length

/** From when on so much is counted. */
export interface Step {
  readonly from: Instant
  readonly used: number
}

/**
 * What was used in the last `windowMs`, by lane. Every use counts for the whole window and up to a thirtieth longer:
 * that is never less than Meta counts, whether its own count slides or leaks.
 */
export interface Window {
  add(now: Instant, lane: Lane, amount: number): void
  /** Used by this lane and those below it. */
  used(now: Instant, lane: Lane): number
  /** How that falls if nothing is added, beginning now; the last step is 0. */
  steps(now: Instant, lane: Lane): Step[]
}

export const createWindow = (windowMs: number): Window => {
  const slotMs = Math.ceil(windowMs / SLOTS)
  const slots = new Float64Array(RING * RANKS)
  const sums = new Float64Array(RANKS)
  let newest = -Infinity

  const indexOf = (slot: number) => ((slot % RING) + RING) % RING

  const turnTo = (now: Instant) => {
    const slot = Math.floor(now / slotMs)
    if (slot <= newest) return
    if (slot - newest >= RING) {
      slots.fill(0)
      sums.fill(0)
    } else {
      for (let each = newest + 1; each <= slot; each += 1) {
        const at = indexOf(each) * RANKS
        for (let rank = 0; rank < RANKS; rank += 1) sums[rank] = (sums[rank] ?? 0) - (slots[at + rank] ?? 0)
        slots.fill(0, at, at + RANKS)
      }
    }
    newest = slot
  }

  const from = (list: Float64Array, at: number, rank: number): number => {
    let sum = 0
    for (let each = rank; each < RANKS; each += 1) sum += list[at + each] ?? 0
    return sum
  }

  return {
    add(now, lane, amount) {
      turnTo(now)
      const rank = rankOf(lane)
      const at = indexOf(newest) * RANKS + rank
      slots[at] = (slots[at] ?? 0) + amount
      sums[rank] = (sums[rank] ?? 0) + amount
    },
    used(now, lane) {
      turnTo(now)
      return from(sums, 0, rankOf(lane))
    },
    steps(now, lane) {
      turnTo(now)
      const rank = rankOf(lane)
      let used = from(sums, 0, rank)
      const steps: Step[] = [{ from: now, used }]
      for (let slot = newest - RING + 1; slot <= newest && used > 0; slot += 1) {
        const gone = from(slots, indexOf(slot) * RANKS, rank)
        if (gone === 0) continue
        used -= gone
        steps.push({ from: (slot + RING) * slotMs, used })
      }
      return steps
    },
  }
}
