import { SUMS } from '../../../shared/domain/metrics.ts'

/**
 * Sums of many objects as columns, and their form on the disk: amounts of a month fit one, two or four bytes once what they
 * all are a multiple of is taken out, what is all zero takes none, and most columns are known on the same days.
 */
export interface Totals {
  /** Keys of objects, ascending. */
  readonly keys: Int32Array
  /** By place in SUMS, then object. */
  readonly sums: readonly Float64Array[]
  /** Of how many days each sum is made: none, and nothing was measured. */
  readonly known: readonly Uint16Array[]
  /** Place of the kind of result in RESULT_TYPES and one; 0: none; SEVERAL: of several kinds. */
  readonly types: Uint8Array
  /** Of the last day alone, NaN where it is not known: people reached are never added up. */
  readonly reach: Float64Array
}

export const SEVERAL = 255
export const METRIC_COUNT = SUMS.length

export const emptyTotals = (keys: Int32Array): Totals => ({
  keys,
  sums: SUMS.map(() => new Float64Array(keys.length)),
  known: SUMS.map(() => new Uint16Array(keys.length)),
  types: new Uint8Array(keys.length),
  reach: new Float64Array(keys.length).fill(Number.NaN),
})

export const typeOfBoth = (a: number, b: number): number => (a === 0 || a === b ? b : b === 0 ? a : SEVERAL)

// Form: a header of whole numbers, then columns by the width of their numbers, so that all lie aligned.
const VERSION = 1
const HEAD = 3
const PER_METRIC = 3
/** What a column's numbers are. The first three are as old as the form. */
const NUMBERS = { zero: 0, whole: 1, real: 2, short: 3, byte: 4 } as const
type Numbers = (typeof NUMBERS)[keyof typeof NUMBERS]
/** Of how many days a column is: none, as those of the first, its own, and from SAME on as those of the column so far above it. */
const KNOWN = { never: 0, asFirst: 1, own: 2 } as const
const SAME = 3
const SCALES = [1_000_000, 10_000, 1] as const
export const NO_REACH = -1
const padded = (bytes: number): number => (bytes + 7) & ~7

interface Form {
  readonly numbers: Numbers
  readonly scale: number
}
/** The narrowest form for a column: by the largest scale that all are multiples of. */
const formOf = (column: Float64Array): Form => {
  let most = 0
  let scale: number = SCALES[0]
  for (const value of column) {
    if (value === 0) continue
    if (value > most) most = value
    if (value < 0 || value % 1 !== 0) return { numbers: NUMBERS.real, scale: 1 }
    while (scale > 1 && value % scale !== 0) scale = scale === 1_000_000 ? 10_000 : 1
  }
  const largest = most / scale
  if (most === 0) return { numbers: NUMBERS.zero, scale: 1 }
  if (largest >= 2 ** 31) return { numbers: NUMBERS.real, scale: 1 }
  return { numbers: largest < 2 ** 8 ? NUMBERS.byte : largest < 2 ** 16 ? NUMBERS.short : NUMBERS.whole, scale }
}

const isSame = (a: Uint16Array, b: Uint16Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
const knownAsOf = (known: readonly Uint16Array[]): readonly number[] =>
  known.map((column, i) => {
    const same = known.findIndex((other) => other === column || isSame(other, column))
    if (same < i) return same === 0 ? KNOWN.asFirst : SAME + i - same
    return column.every((count) => count === 0) ? KNOWN.never : KNOWN.own
  })

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array
const BYTES: Readonly<Record<Numbers, number>> = {
  [NUMBERS.zero]: 0,
  [NUMBERS.whole]: 4,
  [NUMBERS.real]: 8,
  [NUMBERS.short]: 2,
  [NUMBERS.byte]: 1,
}
const columnAt = (buffer: ArrayBufferLike, at: number, rows: number, numbers: Numbers): Column => {
  switch (numbers) {
    case NUMBERS.real:
      return new Float64Array(buffer, at, rows)
    case NUMBERS.short:
      return new Uint16Array(buffer, at, rows)
    case NUMBERS.byte:
      return new Uint8Array(buffer, at, rows)
    default:
      return new Int32Array(buffer, at, rows)
  }
}

interface Laid {
  readonly numbers: readonly (Column | null)[]
  readonly keys: Int32Array
  readonly reach: Int32Array
  /** Only those of their own. */
  readonly known: readonly (Uint16Array | null)[]
  readonly types: Uint8Array
}
/** All columns where they lie, the widest first: numbers of eight and of four bytes, known days and numbers of two, numbers of one and types. */
const laid = (
  buffer: ArrayBufferLike,
  start: number,
  rows: number,
  numbersAre: readonly Numbers[],
  knownAs: readonly number[],
): Laid => {
  let at = start
  const take = <View extends Column>(make: (at: number) => View): View => {
    const view = make(at)
    at += view.byteLength
    return view
  }
  const numbers: (Column | null)[] = numbersAre.map(() => null)
  const takeNumbers = (wanted: Numbers): void =>
    numbersAre.forEach((are, i) => {
      if (are === wanted) numbers[i] = take((from) => columnAt(buffer, from, rows, are))
    })
  takeNumbers(NUMBERS.real)
  const keys = take((from) => new Int32Array(buffer, from, rows))
  const reach = take((from) => new Int32Array(buffer, from, rows))
  takeNumbers(NUMBERS.whole)
  const known = knownAs.map((as) => (as === KNOWN.own ? take((from) => new Uint16Array(buffer, from, rows)) : null))
  takeNumbers(NUMBERS.short)
  const types = take((from) => new Uint8Array(buffer, from, rows))
  takeNumbers(NUMBERS.byte)
  return { numbers, keys, reach, known, types }
}

export const encodeTotals = ({ keys, sums, known, types, reach }: Totals): Uint8Array => {
  const rows = keys.length
  const forms = sums.map(formOf)
  const numbersAre = forms.map(({ numbers }) => numbers)
  const knownAs = knownAsOf(known)
  const head = padded((HEAD + METRIC_COUNT * PER_METRIC) * 4)
  const width = numbersAre.reduce<number>((sum, are) => sum + BYTES[are], 0)
  const owns = knownAs.filter((as) => as === KNOWN.own).length
  const bytes = new Uint8Array(head + rows * (width + 2 * 4 + 2 * owns + 1))
  const header = new Int32Array(bytes.buffer, 0, HEAD + METRIC_COUNT * PER_METRIC)
  header.set([VERSION, rows, METRIC_COUNT])
  forms.forEach(({ numbers, scale }, i) =>
    header.set([numbers, scale, knownAs[i] ?? KNOWN.never], HEAD + i * PER_METRIC),
  )
  const columns = laid(bytes.buffer, head, rows, numbersAre, knownAs)
  columns.keys.set(keys)
  columns.types.set(types)
  for (let row = 0; row < rows; row++) {
    const value = reach[row] ?? Number.NaN
    columns.reach[row] = value >= 0 ? value : NO_REACH
  }
  columns.numbers.forEach((column, i) => {
    const [from, scale] = [sums[i], forms[i]?.scale ?? 1]
    if (column && from) for (let row = 0; row < rows; row++) column[row] = (from[row] ?? 0) / scale
  })
  columns.known.forEach((column, i) => column?.set(known[i] ?? []))
  return bytes
}

/** Columns as they lie in the bytes: a sum is `numbers[i] * scale`. */
export interface Encoded {
  readonly keys: Int32Array
  /** Null: all zero. */
  readonly numbers: readonly (Column | null)[]
  readonly scales: readonly number[]
  /** Null: known on no day. */
  readonly known: readonly (Uint16Array | null)[]
  readonly types: Uint8Array
  /** NO_REACH where it is not known. */
  readonly reach: Int32Array
}

/**
 * Totals of fewer figures were made when there were no others: those are known on no day. Throws when the bytes are of
 * another form: made by another version of the program.
 */
export const readTotals = (stored: Uint8Array): Encoded => {
  // Numbers of eight bytes must lie at a multiple of eight.
  const bytes = stored.byteOffset % 8 === 0 ? stored : stored.slice()
  const [version, rows = 0, count = 0] = new Int32Array(bytes.buffer, bytes.byteOffset, HEAD)
  if (version !== VERSION || count > METRIC_COUNT) throw new Error('running totals of another form')
  const header = new Int32Array(bytes.buffer, bytes.byteOffset, HEAD + count * PER_METRIC)
  const places = Array.from({ length: count }, (_, i) => HEAD + i * PER_METRIC)
  const knownAs = places.map((place) => header[place + 2] ?? KNOWN.never)
  const { numbers, keys, reach, known, types } = laid(
    bytes.buffer,
    bytes.byteOffset + padded(header.byteLength),
    rows,
    places.map((place) => (header[place] ?? NUMBERS.zero) as Numbers),
    knownAs,
  )
  const later = Array.from({ length: METRIC_COUNT - count }, () => null)
  return {
    keys,
    numbers: [...numbers, ...later],
    scales: [...places.map((place) => header[place + 1] || 1), ...later.map(() => 1)],
    known: [
      ...knownAs.map((as, i) => (as === KNOWN.asFirst ? known[0] : known[as >= SAME ? i - (as - SAME) : i]) ?? null),
      ...later,
    ],
    types,
    reach,
  }
}

export const decodeTotals = (stored: Uint8Array): Totals => {
  const { keys, numbers, scales, known, types, reach } = readTotals(stored)
  return {
    keys: keys.slice(),
    sums: numbers.map((column, i) => {
      const scale = scales[i] ?? 1
      return column === null
        ? new Float64Array(keys.length)
        : Float64Array.from(column, (value: number) => value * scale)
    }),
    known: known.map((column) => column?.slice() ?? new Uint16Array(keys.length)),
    types: types.slice(),
    reach: Float64Array.from(reach, (value) => (value === NO_REACH ? Number.NaN : value)),
  }
}
