/** What a chart draws, and which lines of it at once. */

export interface ChartLine {
  /** The same as long as it is the same line. */
  readonly key: string
  readonly name: string
  /** Lines of one unit share an axis; what it is called: `USD`, `%`. */
  readonly unit: string
  /** One a place; null: nothing measured, a gap. */
  readonly values: readonly (number | null)[]
  /** What it is compared with, place by place. */
  readonly before?: readonly (number | null)[] | null
  /** Places of which not all is known. */
  readonly partial?: readonly boolean[]
  readonly beforePartial?: readonly boolean[] | null
  /** Exactly, as it is said in the tooltip and the table. */
  readonly say: (value: number | null) => string
  /** Shortly, on the axis. */
  readonly axis: (value: number) => string
}

export type MarkKind = 'edit' | 'activity' | 'restated'
export interface ChartMark {
  readonly place: number
  readonly kind: MarkKind
  /** One sentence. */
  readonly text: string
  /** When it was, in words. */
  readonly when: string
}

/** An axis at each side. */
const MOST_UNITS = 2
/** Told apart by colour and dashes; more can be shown by hand. */
const MOST_AT_FIRST = 8

/** More than can be told apart wait until somebody wants them. */
export const hiddenAtFirst = (lines: readonly ChartLine[]): ReadonlySet<string> =>
  new Set(lines.slice(MOST_AT_FIRST).map(({ key }) => key))

export interface Shown {
  readonly lines: readonly ChartLine[]
  /** At the left and at the right. */
  readonly units: readonly string[]
  /** Not drawn because both axes are taken. */
  readonly waiting: readonly ChartLine[]
}

/** The first two units of those that are not hidden have the axes. */
export const shownOf = (lines: readonly ChartLine[], hidden: ReadonlySet<string>): Shown => {
  const wanted = lines.filter(({ key }) => !hidden.has(key))
  const units = [...new Set(wanted.map(({ unit }) => unit))].slice(0, MOST_UNITS)
  return {
    lines: wanted.filter(({ unit }) => units.includes(unit)),
    units,
    waiting: wanted.filter(({ unit }) => !units.includes(unit)),
  }
}

/** What is hidden after a line was pressed: one that waits takes the axis at the right from those that have it. */
export const pressed = (lines: readonly ChartLine[], hidden: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const { lines: drawn, units } = shownOf(lines, hidden)
  if (drawn.some((line) => line.key === key)) return new Set([...hidden, key])
  const line = lines.find((each) => each.key === key)
  const left = [...hidden].filter((each) => each !== key)
  if (!line || units.length < MOST_UNITS || units.includes(line.unit)) return new Set(left)
  return new Set([...left, ...drawn.filter(({ unit }) => unit === units[1]).map((each) => each.key)])
}
