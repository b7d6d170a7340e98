/**
 * Reads JSON of which most is of no use: figures come with dozens of action types a row, of which a handful is looked
 * at. `JSON.parse` makes objects and texts of all of it, which is most of the work of taking figures in; this skips
 * what nobody asks for while reading.
 */

export interface Wanted {
  /** Members of objects that are kept, at any depth. */
  readonly keys: readonly string[]
  /** In a list, an object whose member `key` is a text other than these is left out. */
  readonly listed: { readonly key: string; readonly values: readonly string[] }
  /** A member that makes the whole text worth keeping: then all of it is read. */
  readonly all: string
}

const QUOTE = 34
const BACKSLASH = 92
const SPACE = 32
const COMMA = 44
const COLON = 58
const MINUS = 45
const ZERO = 48
const NINE = 57

/** Not what this reader expects: somebody stricter shall look at it. */
const GIVE_UP = Symbol('give up')
const LEFT_OUT = Symbol('left out')

/** Characters that a text may hold as they are: neither its end nor an escape, nor a control character. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, code) => Number(code >= SPACE && code !== QUOTE && code !== BACKSLASH))

interface Word {
  readonly text: string
  readonly codes: Uint8Array
  readonly kept: boolean
  readonly listed: boolean
}

/** Equal to `JSON.parse` but for what is not wanted; throws as it does for what is not JSON. */
export const createSparseParse = ({ keys, listed, all }: Wanted): ((text: string) => unknown) => {
  const known = new Set([...keys, ...listed.values, listed.key, all])
  const byLength: (readonly Word[] | undefined)[] = []
  for (const each of known) {
    const word: Word = {
      text: each,
      codes: new TextEncoder().encode(each),
      kept: keys.includes(each) || each === listed.key,
      listed: listed.values.includes(each),
    }
    byLength[each.length] = [...(byLength[each.length] ?? []), word]
  }

  // The same characters twice: numbers are quick to go through, texts are quick to cut from.
  let text = ''
  let room = Buffer.alloc(0)
  let codes = new Uint8Array()
  let at = 0

  // The loops work on variables of their own: those of the closure are slow to reach for every character.
  const space = (): number => {
    let code = codes[at] ?? 0
    while (code === SPACE || code === 10 || code === 13 || code === 9) code = codes[(at += 1)] ?? 0
    return code
  }

  /** Past the closing quote of the text that begins here. True: it has escapes. */
  const skipText = (): boolean => {
    const from = codes
    let escapes = false
    let i = at + 1
    for (;;) {
      while (PLAIN[from[i] ?? 0] === 1) i += 1
      if (from[i] === QUOTE) break
      if (from[i] !== BACKSLASH) throw GIVE_UP
      escapes = true
      i += 2
    }
    at = i + 1
    return escapes
  }

  /** The known word in the quotes that begin here, or null. */
  const word = (): Word | null => {
    const from = codes
    const start = at + 1
    let i = start
    while (PLAIN[from[i] ?? 0] === 1) i += 1
    // An escape could spell a known word.
    if (from[i] !== QUOTE) throw GIVE_UP
    at = i + 1
    const candidates = byLength[i - start]
    if (candidates === undefined) return null
    for (const candidate of candidates) {
      const expected = candidate.codes
      let same = 0
      while (same < expected.length && expected[same] === from[start + same]) same += 1
      if (same === expected.length) return candidate
    }
    return null
  }

  const literal = (name: string): void => {
    if (!text.startsWith(name, at)) throw GIVE_UP
    at += name.length
  }

  const number = (): number => {
    const start = at
    for (let code = codes[at] ?? 0; ; code = codes[(at += 1)] ?? 0) {
      const inside = (code >= ZERO && code <= NINE) || code === MINUS || code === 43 || code === 46 || code === 69 || code === 101
      if (!inside) break
    }
    return JSON.parse(text.slice(start, at)) as number
  }

  const scalar = (code: number): unknown => {
    if (code === MINUS || (code >= ZERO && code <= NINE)) return number()
    if (code === 116) return (literal('true'), true)
    if (code === 102) return (literal('false'), false)
    if (code === 110) return (literal('null'), null)
    throw GIVE_UP
  }

  const value = (inList: boolean): unknown => {
    const code = space()
    if (code === QUOTE) {
      const start = at
      return skipText() ? (JSON.parse(text.slice(start, at)) as string) : text.slice(start + 1, at - 1)
    }
    if (code === 123) return object(inList)
    if (code === 91) return list()
    return scalar(code)
  }

  const skip = (): void => {
    const code = space()
    if (code === QUOTE) skipText()
    else if (code === 123) {
      at += 1
      if (space() === 125) {
        at += 1
        return
      }
      for (;;) {
        if (space() !== QUOTE) throw GIVE_UP
        skipText()
        if (space() !== COLON) throw GIVE_UP
        at += 1
        skip()
        if (more(125)) return
      }
    } else if (code === 91) {
      at += 1
      if (space() === 93) {
        at += 1
        return
      }
      for (;;) {
        skip()
        if (more(93)) return
      }
    } else scalar(code)
  }

  /** Past a comma, or past the end. True: that was the end. */
  const more = (end: number): boolean => {
    const code = space()
    at += 1
    if (code === end) return true
    if (code !== COMMA) throw GIVE_UP
    return false
  }

  const object = (inList: boolean): unknown => {
    const found: Record<string, unknown> = {}
    let leftOut = false
    at += 1
    if (space() === 125) {
      at += 1
      return found
    }
    for (;;) {
      if (space() !== QUOTE) throw GIVE_UP
      const key = word()
      if (space() !== COLON) throw GIVE_UP
      at += 1
      if (key?.text === all) throw GIVE_UP
      if (key === null || leftOut || !key.kept) skip()
      else if (inList && key.text === listed.key && space() === QUOTE) {
        const name = word()
        if (name?.listed) found[key.text] = name.text
        else leftOut = true
      } else found[key.text] = value(false)
      if (more(125)) return leftOut ? LEFT_OUT : found
    }
  }

  const list = (): unknown[] => {
    const found: unknown[] = []
    at += 1
    if (space() === 93) {
      at += 1
      return found
    }
    for (;;) {
      const item = value(true)
      if (item !== LEFT_OUT) found.push(item)
      if (more(93)) return found
    }
  }

  return (whole) => {
    // Figures are plain ASCII; then a character is a byte and both stand at the same place.
    if (Buffer.byteLength(whole) !== whole.length) return JSON.parse(whole)
    if (room.length < whole.length) room = Buffer.alloc(whole.length * 2)
    room.write(whole, 'latin1')
    codes = room.subarray(0, whole.length)
    text = whole
    at = 0
    try {
      const found = value(false)
      space()
      if (at !== whole.length) throw GIVE_UP
      return found
    } catch {
      return JSON.parse(whole)
    } finally {
      text = ''
    }
  }
}
