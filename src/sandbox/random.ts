/** Hashes instead of a random stream: any figure can be computed alone, in any order, and always comes out the same. */

const mix = (value: number): number => {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** 32 bits from three numbers. */
export const hash = (a: number, b: number, c: number): number =>
  mix(mix(mix(a ^ 0x9e3779b9) ^ Math.imul(b, 0x85ebca77)) ^ Math.imul(c, 0xc2b2ae3d))

/** The `k`-th draw of a hash, 0 (included) to 1 (excluded). */
export const draw = (state: number, k: number): number => mix(state + Math.imul(k + 1, 0x9e3779b9)) / 4_294_967_296

export const between = (state: number, k: number, low: number, high: number): number =>
  low + (high - low) * draw(state, k)

export const pick = <T>(state: number, k: number, list: readonly T[]): T => {
  const found = list[Math.floor(draw(state, k) * list.length)]
  if (found === undefined) throw new RangeError('pick from nothing')
  return found
}
