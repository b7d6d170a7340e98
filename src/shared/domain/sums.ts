import { NO_SUMS, SUMS } from './metrics.ts'
import type { Sums } from './metrics.ts'

/** Adding up what was measured: null is nothing measured, and adds nothing. */

/** Null: neither was measured. */
export const add = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)

/** Reach is left out: it counts people, and some were seen twice. */
export const addUp = (all: readonly Sums[]): Sums =>
  all.reduce<Sums>(
    (total, sums) => ({ ...total, ...Object.fromEntries(SUMS.map((id) => [id, add(total[id], sums[id])])) }),
    NO_SUMS,
  )
