import { RE2JS } from 're2js'

/** What to find in names, and what stands there instead. */
export interface Replacement {
  readonly find: string
  /** Of an expression: `$1`, `$<name>` and `$&` stand for what was found, `$$` for a dollar. */
  readonly replacement: string
  readonly isRegExp: boolean
  readonly isCaseSensitive: boolean
}

export type PatternProblem = 'empty' | 'tooLong' | 'syntax'

export type PatternAnswer =
  | { readonly ok: true; readonly replaced: (name: string) => string }
  | { readonly ok: false; readonly problem: PatternProblem }

export const PATTERN_LENGTH = 200
const REPLACEMENT_LENGTH = 400

/**
 * A way to replace in any number of names. Expressions are matched by an automaton and never by trying, so that none takes
 * more time than its length times that of the name; what cannot be done so (looking around, back-references) is a
 * problem of syntax.
 */
export const replacerOf = ({ find, replacement, isRegExp, isCaseSensitive }: Replacement): PatternAnswer => {
  if (find === '') return { ok: false, problem: 'empty' }
  if (find.length > PATTERN_LENGTH || replacement.length > REPLACEMENT_LENGTH) return { ok: false, problem: 'tooLong' }
  if (!isRegExp) {
    const literal = new RegExp(find.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&'), isCaseSensitive ? 'gu' : 'giu')
    return { ok: true, replaced: (name) => name.replace(literal, () => replacement) }
  }
  try {
    const pattern = RE2JS.compile(find, isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE)
    return { ok: true, replaced: (name) => pattern.matcher(name).replaceAll(replacement) }
  } catch {
    return { ok: false, problem: 'syntax' }
  }
}
