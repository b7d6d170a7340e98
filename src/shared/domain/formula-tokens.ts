/** The words of a formula, each with its place in the text. */

export type Token =
  | { readonly kind: 'number'; readonly at: number; readonly length: number; readonly value: number }
  | { readonly kind: 'name'; readonly at: number; readonly length: number; readonly name: string }
  | { readonly kind: 'sign'; readonly at: number; readonly length: number; readonly sign: Sign }
  | { readonly kind: 'end'; readonly at: number; readonly length: number }

const SIGNS = ['+', '-', '*', '/', '(', ')', ',', '<=', '>=', '!=', '<', '>', '='] as const
export type Sign = (typeof SIGNS)[number]

/** Signs as they are typed or pasted. */
const WRITTEN: Readonly<Record<string, Sign>> = {
  ...Object.fromEntries(SIGNS.map((sign) => [sign, sign])),
  '−': '-',
  '–': '-',
  '×': '*',
  '·': '*',
  '÷': '/',
  ';': ',',
  '==': '=',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
}
/** Longer ones first: `<=` is not `<` and `=`. */
const LONGEST_FIRST = Object.keys(WRITTEN).toSorted((a, b) => b.length - a.length)

const SPACE = /\s+/y
const NUMBER = /\d[\d.]*|\.\d[\d.]*/y
const PLAIN_NUMBER = /^(\d{1,15}(\.\d{0,12})?|\.\d{1,12})$/
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy

const match = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

export interface BadToken {
  readonly at: number
  readonly length: number
  readonly problem: 'number' | 'character'
}

/** The last token is `end`. */
export const tokensOf = (text: string): readonly Token[] | BadToken => {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const space = match(SPACE, text, at)
    if (space !== null) {
      at += space.length
      continue
    }
    const number = match(NUMBER, text, at)
    if (number !== null) {
      if (!PLAIN_NUMBER.test(number)) return { at, length: number.length, problem: 'number' }
      tokens.push({ kind: 'number', at, length: number.length, value: Number(number) })
      at += number.length
      continue
    }
    const name = match(NAME, text, at)
    if (name !== null) {
      tokens.push({ kind: 'name', at, length: name.length, name })
      at += name.length
      continue
    }
    const written = LONGEST_FIRST.find((sign) => text.startsWith(sign, at))
    const sign = written === undefined ? undefined : WRITTEN[written]
    if (written === undefined || sign === undefined) {
      return { at, length: String.fromCodePoint(text.codePointAt(at) ?? 0).length, problem: 'character' }
    }
    tokens.push({ kind: 'sign', at, length: written.length, sign })
    at += written.length
  }
  tokens.push({ kind: 'end', at: text.length, length: 0 })
  return tokens
}
