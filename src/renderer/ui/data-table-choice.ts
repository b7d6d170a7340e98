/** Which rows of a table are chosen, by key, and how a click or a key changes it. */
export type Chosen = ReadonlySet<string>

export const NONE_CHOSEN: Chosen = new Set()

export const toggled = (chosen: Chosen, key: string): Chosen => {
  const next = new Set(chosen)
  if (!next.delete(key)) next.add(key)
  return next
}

interface Range {
  readonly from: number
  readonly to: number
  /** Undefined: not read yet. */
  readonly keyAt: (index: number) => string | undefined
  /** Keys of the first rows, in order. */
  readonly keys: ((limit: number) => Promise<readonly string[]>) | undefined
}

/** All rows between two, in either order; those that were not read are asked for. */
export const keysBetween = async ({ from, to, keyAt, keys }: Range): Promise<readonly string[]> => {
  const low = Math.min(from, to)
  const high = Math.max(from, to)
  const known: string[] = []
  for (let index = low; index <= high; index++) {
    const key = keyAt(index)
    if (key === undefined) return keys ? (await keys(high + 1)).slice(low) : known
    known.push(key)
  }
  return known
}
