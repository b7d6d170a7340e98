import type { Cause, CauseId, CauseSize } from './difference.ts'

/** One cause, or two together, that are of the size of a gap. */
export interface Match {
  readonly causes: readonly { readonly id: CauseId; readonly size: CauseSize }[]
  /** What of the gap they leave. */
  readonly left: number
}

/** Of an estimate this share may be off, of what is exact only what the screen rounds away. */
const LOOSE = 0.25
const MOST = 5

/**
 * Which causes are of the size of a gap, one alone before two together, the nearest first. `step`: the smallest difference
 * that the figure shows.
 */
export const causesOfSize = (gap: number, causes: readonly Cause[], step: number): readonly Match[] => {
  const singles = causes.flatMap(({ id, sizes }) => sizes.map((size) => ({ id, size })))
  const slack = (sizes: readonly CauseSize[]): number =>
    step / 2 +
    1e-9 * Math.abs(gap) +
    sizes.reduce(
      (sum, { how, low, high }) => sum + (how === 'estimate' ? LOOSE * Math.max(Math.abs(low), Math.abs(high)) : 0),
      0,
    )
  const leftOf = (sizes: readonly CauseSize[]): number => {
    const low = sizes.reduce((sum, each) => sum + each.low, 0)
    const high = sizes.reduce((sum, each) => sum + each.high, 0)
    return gap < low ? gap - low : gap > high ? gap - high : 0
  }
  const matchOf = (parts: Match['causes']): readonly Match[] => {
    const sizes = parts.map(({ size }) => size)
    // Together they must do more than either alone, and none against the gap.
    const isIdle = sizes.some(({ low, high }) => Math.max(Math.abs(low), Math.abs(high)) < step / 2)
    const left = leftOf(sizes)
    return isIdle || Math.abs(left) > slack(sizes) ? [] : [{ causes: parts, left }]
  }
  if (Math.abs(gap) < step / 2) return []
  const alone = singles.flatMap((one) => matchOf([one]))
  const byNearness = (a: Match, b: Match): number => Math.abs(a.left) - Math.abs(b.left)
  if (alone.length > 0) return alone.sort(byNearness).slice(0, MOST)
  return singles
    .flatMap((one, i) => singles.slice(i + 1).flatMap((other) => (other.id === one.id ? [] : matchOf([one, other]))))
    .sort(byNearness)
    .slice(0, MOST)
}
