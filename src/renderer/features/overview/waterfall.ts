import type { Movers } from '../../../shared/contract/figures.ts'

/** A bar from where the ones above it ended, as shares of the width. */
export interface Step {
  readonly from: number
  readonly to: number
}
export interface Waterfall {
  readonly before: number
  readonly after: number
  readonly steps: readonly Step[]
  /** Of the smaller ones together; null: there are none. */
  readonly others: Step | null
}

/** Room at both ends, so that no bar touches the edge. */
const MARGIN = 0.04

/** From the figure before, part by part, to the figure after; null: it cannot be told. */
export const waterfallOf = ({ before, after, change, movers, others }: Movers): Waterfall | null => {
  if (change === null) return null
  const start = before ?? 0
  const parts = [...movers.map(({ part }) => part), others.part]
  const ends = parts.reduce<number[]>((all, part) => [...all, (all.at(-1) ?? start) + part], [start])
  const low = Math.min(...ends, after ?? 0)
  const size = Math.max(...ends, after ?? 0) - low || 1
  const at = (value: number): number => MARGIN + ((value - low) / size) * (1 - 2 * MARGIN)
  const step = (i: number): Step => ({ from: at(ends[i] ?? start), to: at(ends[i + 1] ?? start) })
  return {
    before: at(start),
    after: at(after ?? 0),
    steps: movers.map((_, i) => step(i)),
    others: others.count > 0 ? step(movers.length) : null,
  }
}
