/** What a file of any format is made of: tables of typed columns. Nothing here knows Meta, SQL or a language. */

/**
 * How a cell is given, and so written. `money`: micros, written in major units. `share`: a fraction. `day`: 20260131.
 * `instant`: milliseconds, written in UTC. `flag`: 1 or 0. Ids are texts: their digits do not fit a number.
 */
export type Kind = 'text' | 'count' | 'decimal' | 'money' | 'share' | 'day' | 'instant' | 'flag'

/** Null is "nothing measured": an empty cell in every format, never 0. */
export type Cell = string | number | null

export interface Column {
  /** For machines: unique in its table, the same in every language. */
  readonly id: string
  /** For people. */
  readonly title: string
  readonly kind: Kind
}

/** What is said of a file as a whole, as pairs of what and which: period, accounts, time of the data. */
export type About = readonly (readonly [what: string, which: string])[]

/** Takes tables one after another, row by row, and keeps nothing of them. */
export interface Writer {
  begin(name: string, columns: readonly Column[]): void
  /**
   * A row is `shared` and then `own`. While rows have the same `shared` (the same array: an object's names and ids in front of its
   * days) its text is made once.
   */
  row(shared: readonly Cell[], own: readonly Cell[]): void
  /** After the last row: what the format needs at its end. */
  end(): void
}

export const NOTHING_SHARED: readonly Cell[] = []

const padded = (value: number): string => (value < 10 ? `0${value}` : String(value))

/** `2026-01-31` of 20260131; of a day that comes again and again it is made once. */
export const createDayText = (): ((day: number) => string) => {
  const known = new Map<number, string>()
  return (day) => {
    const text = known.get(day)
    if (text !== undefined) return text
    const made = `${Math.floor(day / 10_000)}-${padded(Math.floor(day / 100) % 100)}-${padded(day % 100)}`
    known.set(day, made)
    return made
  }
}

/** Milliseconds of a stored day's midnight in UTC. */
export const timeOfDay = (day: number): number =>
  Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100)

const MICROS = 1_000_000

/** The price of something need not be a whole number of micros. */
export const wholeMicros = (micros: number): number => (micros < 0 ? -Math.round(-micros) || 0 : Math.round(micros))

/** `12.69` of 12,690,000 micros: exact to the micro, without zeros at its end. */
export const moneyText = (micros: number, point: string): string => {
  const exact = wholeMicros(micros)
  const size = exact < 0 ? -exact : exact
  const rest = size % MICROS
  const whole = (size - rest) / MICROS
  const sign = exact < 0 ? '-' : ''
  if (rest === 0) return `${sign}${whole}`
  const cents = rest / 10_000
  if (Number.isInteger(cents)) {
    return cents % 10 === 0 ? `${sign}${whole}${point}${cents / 10}` : `${sign}${whole}${point}${padded(cents)}`
  }
  return `${sign}${whole}${point}${String(rest).padStart(6, '0').replace(/0+$/, '')}`
}
