/**
 * Which drawn row stands for which row of the table. A row that leaves the window is written anew as one that comes into
 * it: to change the words of what is there costs a fraction of putting up a new one.
 */
export interface Slots {
  /** By row: the name of what is drawn for it, in the order of the document. */
  readonly of: ReadonlyMap<number, number>
  /** Names given so far. */
  readonly next: number
}

export const NO_SLOTS: Slots = { of: new Map(), next: 0 }

/**
 * Slots of these rows (ascending). Those that stay keep theirs, so that the one with the focus is never touched. While the
 * table moves what is drawn stays where it is in the document, because to move it there would cost as much as a new row;
 * at rest it stands in the order of the rows again, for those who have them read out.
 */
export const slotsOf = (before: Slots, rows: readonly number[], isScrolling: boolean): Slots => {
  const wanted = new Set(rows)
  const missing = rows.filter((row) => !before.of.has(row))
  let next = before.next
  let at = 0
  // Each place in the document goes to whom it had, or to the next row without one.
  const kept = [...before.of].flatMap(([row, slot]): (readonly [number, number])[] => {
    if (wanted.has(row)) return [[row, slot]]
    const other = missing[at++]
    return other === undefined ? [] : [[other, slot]]
  })
  const fresh = missing.slice(at).map((row) => [row, next++] as const)
  const all = [...kept, ...fresh]
  return { of: new Map(isScrolling ? all : all.toSorted(([a], [b]) => a - b)), next }
}

/** Rows: the first and the last that are in sight, and how many there are. */
interface InSight {
  readonly first: number
  readonly last: number
  readonly count: number
}

/**
 * Which of the rows that are wanted are drawn now, while the table moves fast: as many new ones as fit a frame, those in sight
 * first. In place of the others what is out of sight stays where it was until the next frame, for them to take over.
 */
export const drawnNow = (
  before: Slots,
  wanted: readonly number[],
  { first, last, count }: InSight,
  most: number,
): readonly number[] => {
  const missing = wanted.filter((row) => !before.of.has(row))
  if (missing.length <= most) return wanted
  const isSeen = (row: number): boolean => row >= first && row <= last
  const late = new Set([...missing.filter(isSeen), ...missing.filter((row) => !isSeen(row))].slice(most))
  const isWanted = new Set(wanted)
  const left = [...before.of.keys()].filter((row) => !isWanted.has(row) && row < count)
  return [...wanted.filter((row) => !late.has(row)), ...left.slice(0, late.size)]
}
