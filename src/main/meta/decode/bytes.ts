/**
 * Readers of single values over the bytes of an answer, for the usual shape alone (`scan.ts`). Each answers the position
 * after what it read, or GIVEN_UP at the first byte that it does not expect.
 */

export const GIVEN_UP = -1
export const QUOTE = 0x22
export const COMMA = 0x2c
export const OPEN = 0x5b
export const CLOSE = 0x5d
export const BEGIN = 0x7b
export const END = 0x7d
const ZERO = 0x30
const POINT = 0x2e
const DASH = 0x2d

export type Bytes = Uint8Array
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text)

/** What a text may hold for us: ASCII without quotes, escapes and control codes. */
const PLAIN = new Uint8Array(256)
for (let code = 0x20; code < 0x7f; code += 1) PLAIN[code] = code === QUOTE || code === 0x5c ? 0 : 1

/** A text to be compared four bytes at a time; not shorter than four. */
export interface Word {
  readonly fours: Int32Array
  readonly last: number
  readonly length: number
}
export const wordOf = (bytes: Bytes): Word => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fours = Int32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getInt32(i * 4, true))
  return { fours, last: view.getInt32(bytes.length - 4, true), length: bytes.length }
}
export const word = (text: string): Word => wordOf(bytesOf(text))
/** After `word`, if it stands at `at`. */
export const after = (view: DataView, at: number, { fours, last, length }: Word): number => {
  const end = at + length
  if (end > view.byteLength) return GIVEN_UP
  for (let i = 0; i < fours.length; i += 1) if (view.getInt32(at + i * 4, true) !== fours[i]) return GIVEN_UP
  return view.getInt32(end - 4, true) === last ? end : GIVEN_UP
}
/** The closing quote of the plain text that begins at `at`. */
export const closing = (bytes: Bytes, at: number): number => {
  let end = at
  while (PLAIN[bytes[end] ?? 0] === 1) end += 1
  return bytes[end] === QUOTE ? end : GIVEN_UP
}
export const textAt = (bytes: Bytes, at: number, end: number): string => String.fromCharCode(...bytes.subarray(at, end))

/** The last number read: a field of an array stays a number where a variable would become an object. */
export const number = new Float64Array(1)
/** Digits in quotes, at most 15, so that they are exact. */
export const count = (bytes: Bytes, at: number): number => {
  if (bytes[at] !== QUOTE) return GIVEN_UP
  let value = 0
  let i = at + 1
  for (; i <= at + 15; i += 1) {
    const digit = (bytes[i] ?? 0) - ZERO
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  if (bytes[i] !== QUOTE || i === at + 1) return GIVEN_UP
  number[0] = value
  return i + 1
}
const SCALE = [1_000_000, 100_000, 10_000, 1000, 100, 10, 1]
/** Decimal money in quotes, as micros: at most nine digits before the point and six after it. */
export const money = (bytes: Bytes, at: number): number => {
  if (bytes[at] !== QUOTE) return GIVEN_UP
  let value = 0
  let point = 0
  let i = at + 1
  for (; i <= at + 16; i += 1) {
    const code = bytes[i] ?? 0
    if (code === POINT && point === 0) point = i
    else if (code < ZERO || code > ZERO + 9) break
    else value = value * 10 + (code - ZERO)
  }
  const whole = (point === 0 ? i : point) - at - 1
  const decimals = point === 0 ? 0 : i - point - 1
  if (bytes[i] !== QUOTE || whole < 1 || whole > 9 || decimals > 6 || (point > 0 && decimals === 0)) return GIVEN_UP
  number[0] = value * (SCALE[decimals] ?? 0)
  return i + 1
}
/** `"2026-01-31"` as 20260131. */
export const day = (bytes: Bytes, at: number): number => {
  if (bytes[at] !== QUOTE || bytes[at + 5] !== DASH || bytes[at + 8] !== DASH || bytes[at + 11] !== QUOTE)
    return GIVEN_UP
  let value = 0
  for (let i = at + 1; i <= at + 10; i += 1) {
    if (i === at + 5 || i === at + 8) continue
    const digit = (bytes[i] ?? 0) - ZERO
    if (digit < 0 || digit > 9) return GIVEN_UP
    value = value * 10 + digit
  }
  number[0] = value
  return at + 12
}
