import { Temporal } from 'temporal-polyfill'

/** A seeded source of numbers below 1, so that a failure comes again. */
export const randomOf = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
export type Random = ReturnType<typeof randomOf>
const below = (random: Random, end: number) => Math.floor(random() * end)
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)] as T

/** Written into the JSON without quotes: what a server that forgot them would send. */
const BARE = '\u0001bare:'
const HOSTILE: readonly unknown[] = [
  null,
  '',
  [],
  {},
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  '0',
  '-0',
  '-1',
  '1.5',
  '1.',
  '.5',
  '1e5',
  ' 12',
  '12 ',
  '0x10',
  '1,000.00',
  '1 000',
  '١٢',
  'NaN',
  'Infinity',
  '9'.repeat(15),
  '9'.repeat(19),
  '9'.repeat(40),
  `${BARE}120210000000000001`,
  `${BARE}9007199254740993`,
  `${BARE}1e400`,
  'null',
  '__proto__',
  'constructor',
  'toString',
  '1969-12-31T15:59:59-0800',
  '1970-01-01T00:00:00+0000',
  '0000-00-00T00:00:00+0000',
  '0050-01-01T00:00:00Z',
  '2026-02-30T10:00:00+0100',
  '2026-03-05T24:00:00+0100',
  '2026-03-05T16:00:50+01:00',
  '2026-03-05T16:00:50Z',
  '2026-03-05T16:00:50.123-1130',
  '2026-03-05T16:00:50+9900',
  '2026-03-05 16:00:50',
  '2026-03-05',
  1_772_700_000,
  1_772_700_000_000,
  [null],
  [[]],
  [{}],
  { id: {} },
  { code: 'x', description: 5 },
  'x'.repeat(3000),
]

const mutatedText = (random: Random, text: string): unknown => {
  const at = below(random, text.length + 1)
  switch (below(random, 5)) {
    case 0:
      return text.slice(0, at) + pick(random, ['0', '9', '-', '.', ' ', '\u0000', 'e', '+', ',']) + text.slice(at)
    case 1:
      return text.slice(0, at) + text.slice(at + 1)
    case 2:
      return text.slice(0, at) + String(below(random, 10)) + text.slice(at + 1)
    case 3:
      return /^-?\d+$/.test(text) ? BARE + text : text + text
    default:
      return text.slice(0, at)
  }
}

/** The same value, changed somewhere; `others` are values of the row that may come in its place. */
const mutated = (random: Random, value: unknown, others: readonly unknown[]): unknown => {
  const way = random()
  if (way < 0.3) return pick(random, HOSTILE)
  if (way < 0.4) return pick(random, others)
  if (way < 0.45) return [value]
  if (way < 0.5) return { id: value, name: value }
  if (typeof value === 'string') return mutatedText(random, value)
  if (typeof value === 'number') return random() < 0.5 ? String(value) : value * pick(random, [-1, 0, 10, 0.1, 1e15])
  if (Array.isArray(value)) {
    const list = value as readonly unknown[]
    if (list.length === 0 || random() < 0.2) return [...list, ...list, pick(random, HOSTILE)]
    const at = below(random, list.length)
    return list.map((each, i) => (i === at ? mutated(random, each, others) : each))
  }
  if (typeof value === 'object' && value !== null) {
    const key = pick(random, Object.keys(value))
    const { [key]: old, ...rest } = value as Record<string, unknown>
    return key === undefined || random() < 0.2 ? rest : { ...rest, [key]: mutated(random, old, others) }
  }
  return pick(random, HOSTILE)
}

/** A row with one to three of its fields changed, gone or new, as it would come out of the JSON of an answer. */
export const mutatedRow = (random: Random, row: Readonly<Record<string, unknown>>): unknown => {
  const out: Record<string, unknown> = { ...row }
  const others = Object.values(row)
  for (let i = 0; i <= below(random, 3); i += 1) {
    const key = pick(random, Object.keys(row))
    if (random() < 0.1) delete out[key]
    else if (random() < 0.05) out[pick(random, ['__proto__', 'extra', 'error', 'paging'])] = pick(random, HOSTILE)
    else out[key] = mutated(random, row[key], others)
  }
  const text = JSON.stringify(out, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? null : value,
  )
  return JSON.parse(text.replaceAll(/"\\u0001bare:([^"]*)"/g, (_, number: string) => number))
}

export interface Leaves {
  readonly texts: ReadonlySet<string>
  readonly numbers: ReadonlySet<number>
}

/** All texts and numbers in a value; those inside of JSON in a text too. */
const walk = (value: unknown, texts: Set<string>, numbers: Set<number>) => {
  if (typeof value === 'string') {
    texts.add(value)
    if (/^\s*[[{]/.test(value)) {
      try {
        walk(JSON.parse(value), texts, numbers)
      } catch {
        // Not JSON: a text like others.
      }
    }
  } else if (typeof value === 'number') numbers.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (!Array.isArray(value)) texts.add(key)
      walk(each, texts, numbers)
    }
  }
}
export const leavesOf = (value: unknown): Leaves => {
  const texts = new Set<string>()
  const numbers = new Set<number>()
  walk(value, texts, numbers)
  return { texts, numbers }
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/
/** `text` times `factor`, rounded to a whole number (halves up) without floating point. */
const scaled = (text: string, factor: bigint): number | null => {
  const match = DECIMAL.exec(text)
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  const unit = 10n ** BigInt(fraction.length)
  const value = BigInt(whole + fraction) * factor * (sign === '-' ? -1n : 1n)
  const twice = 2n * value + unit
  const floor = twice / (2n * unit) - (twice < 0n && twice % (2n * unit) !== 0n ? 1n : 0n)
  const number = Number(floor)
  return Number.isSafeInteger(number) ? number : null
}

const millisecondsOf = (text: string): number | null => {
  try {
    return Temporal.Instant.from(text.replace(/\.\d+/, '')).epochMilliseconds
  } catch {
    return null
  }
}

const meaningsOfText = (text: string): readonly number[] => {
  if (text.length > 60) return []
  if (!DECIMAL.test(text)) return [millisecondsOf(text)].filter((each) => each !== null)
  const number = Number(text)
  const plain = Math.abs(number) <= Number.MAX_SAFE_INTEGER ? [number, number / 10_000, number * 1000] : []
  // Micros of minor units, of currencies with cents and without.
  return [...plain, scaled(text, 10_000n), scaled(text, 1_000_000n)].filter((each) => each !== null)
}

/** Most texts of mutated rows are those of the row they were made from. */
const remembered = new Map<string, readonly number[]>()
const rememberedMeanings = (text: string): readonly number[] => {
  const known = remembered.get(text)
  if (known) return known
  const meanings = meaningsOfText(text)
  if (remembered.size < 20_000) remembered.set(text, meanings)
  return meanings
}

/** All numbers of ours that a row's own texts and numbers can mean, read another way than the decoders do. */
export const meaningsOf = ({ texts, numbers }: Leaves): ReadonlySet<number> => {
  const meanings = new Set<number>()
  for (const text of texts) for (const each of rememberedMeanings(text)) meanings.add(each)
  for (const number of numbers) {
    // Beyond this JSON has rounded it already: it means nothing.
    if (Math.abs(number) > Number.MAX_SAFE_INTEGER) continue
    meanings.add(number)
    for (const each of rememberedMeanings(String(number))) meanings.add(each)
  }
  return meanings
}
