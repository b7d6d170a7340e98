import { SUMS } from '../../../shared/domain/metrics.ts'

/**
 * Sums of many objects as columns, and their form on the disk: most amounts of a month fit four bytes once what they all
 * are a multiple of is taken out, and most columns are known on the same days.
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
const NUMBERS = { zero: 0, scaled: 1, real: 2 } as const
const KNOWN = { never: 0, asFirst: 1, own: 2 } as const
const SCALES = [1_000_000, 10_000, 1] as const
export const NO_REACH = -1
const padded = (bytes: number): number => (bytes + 7) & ~7

/** The largest scale that all are multiples of, and by which they fit four bytes; 0: none, null: all are zero. */
const scaleOf = (column: Float64Array): number | null => {
  let most = 0
  let scale: number = SCALES[0]
  for (const value of column) {
    if (value === 0) continue
    if (value > most) most = value
    if (value < 0 || value % 1 !== 0) return 0
    while (scale > 1 && value % scale !== 0) scale = scale === 1_000_000 ? 10_000 : 1
  }
  if (most === 0) return null
  return most / scale < 2 ** 31 ? scale : 0
}

const isSame = (a: Uint16Array, b: Uint16Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

export const encodeTotals = ({ keys, sums, known, types, reach }: Totals): Uint8Array => {
  const rows = keys.length
  const scales = sums.map(scaleOf)
  const first = known[0] ?? new Uint16Array(rows)
  const knownAs = known.map((column, i) => {
    if (i > 0 && isSame(column, first)) return KNOWN.asFirst
    return column.every((count) => count === 0) ? KNOWN.never : KNOWN.own
  })
  const reals = scales.filter((scale) => scale === 0).length
  const scaled = scales.filter((scale) => scale !== 0 && scale !== null).length
  const owns = knownAs.filter((as) => as === KNOWN.own).length
  const head = padded((HEAD + METRIC_COUNT * PER_METRIC) * 4)
  const bytes = new Uint8Array(head + rows * (8 * reals + 4 * (scaled + 2) + 2 * owns + 1))
  const header = new Int32Array(bytes.buffer, 0, HEAD + METRIC_COUNT * PER_METRIC)
  header.set([VERSION, rows, METRIC_COUNT])
  scales.forEach((scale, i) => {
    const numbers = scale === null ? NUMBERS.zero : scale === 0 ? NUMBERS.real : NUMBERS.scaled
    header.set([numbers, scale ?? 0, knownAs[i] ?? KNOWN.never], HEAD + i * PER_METRIC)
  })
  let at = head
  const take = <View extends Float64Array | Int32Array | Uint16Array | Uint8Array>(
    make: (buffer: ArrayBuffer, offset: number, length: number) => View,
  ): View => {
    const view = make(bytes.buffer, at, rows)
    at += view.byteLength
    return view
  }
  for (const [i, scale] of scales.entries())
    if (scale === 0) take((...place) => new Float64Array(...place)).set(sums[i] ?? [])
  take((...place) => new Int32Array(...place)).set(keys)
  const reached = take((...place) => new Int32Array(...place))
  for (let row = 0; row < rows; row++) {
    const value = reach[row] ?? Number.NaN
    reached[row] = value >= 0 ? value : NO_REACH
  }
  for (const [i, scale] of scales.entries()) {
    if (scale === 0 || scale === null) continue
    const from = sums[i] ?? new Float64Array(rows)
    const to = take((...place) => new Int32Array(...place))
    for (let row = 0; row < rows; row++) to[row] = (from[row] ?? 0) / scale
  }
  for (const [i, as] of knownAs.entries())
    if (as === KNOWN.own) take((...place) => new Uint16Array(...place)).set(known[i] ?? [])
  take((...place) => new Uint8Array(...place)).set(types)
  return bytes
}

/** Columns as they lie in the bytes: a sum is `numbers[i] * scale`. */
export interface Encoded {
  readonly keys: Int32Array
  /** Null: all zero. */
  readonly numbers: readonly (Float64Array | Int32Array | null)[]
  readonly scales: readonly number[]
  /** Null: known on no day. */
  readonly known: readonly (Uint16Array | null)[]
  readonly types: Uint8Array
  /** NO_REACH where it is not known. */
  readonly reach: Int32Array
}

/** Throws when the bytes are of another form: made by another version of the program. */
export const readTotals = (stored: Uint8Array): Encoded => {
  // Numbers of eight bytes must lie at a multiple of eight.
  const bytes = stored.byteOffset % 8 === 0 ? stored : stored.slice()
  const header = new Int32Array(bytes.buffer, bytes.byteOffset, HEAD + METRIC_COUNT * PER_METRIC)
  if (header[0] !== VERSION || header[2] !== METRIC_COUNT) throw new Error('running totals of another form')
  const rows = header[1] ?? 0
  const places = SUMS.map((_, i) => HEAD + i * PER_METRIC)
  const numbersAre = places.map((place) => header[place])
  const scales = places.map((place) => header[place + 1] || 1)
  const knownAs = places.map((place) => header[place + 2])
  let at = bytes.byteOffset + padded(header.byteLength)
  const take = <View extends Float64Array | Int32Array | Uint16Array | Uint8Array>(
    make: (buffer: ArrayBufferLike, offset: number, length: number) => View,
  ): View => {
    const view = make(bytes.buffer, at, rows)
    at += view.byteLength
    return view
  }
  const numbers: (Float64Array | Int32Array | null)[] = numbersAre.map((are) =>
    are === NUMBERS.real ? take((...place) => new Float64Array(...place)) : null,
  )
  const keys = take((...place) => new Int32Array(...place))
  const reach = take((...place) => new Int32Array(...place))
  numbersAre.forEach((are, i) => {
    if (are === NUMBERS.scaled) numbers[i] = take((...place) => new Int32Array(...place))
  })
  const known: (Uint16Array | null)[] = knownAs.map((as) =>
    as === KNOWN.own ? take((...place) => new Uint16Array(...place)) : null,
  )
  const first = known[0] ?? null
  const types = take((...place) => new Uint8Array(...place))
  return {
    keys,
    numbers,
    scales,
    known: known.map((own, i) => (knownAs[i] === KNOWN.asFirst ? first : own)),
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
      return column === null ? new Float64Array(keys.length) : Float64Array.from(column, (value) => value * scale)
    }),
    known: known.map((column) => column?.slice() ?? new Uint16Array(keys.length)),
    types: types.slice(),
    reach: Float64Array.from(reach, (value) => (value === NO_REACH ? Number.NaN : value)),
  }
}
