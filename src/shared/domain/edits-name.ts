import { MOST_NAME } from './edits.ts'

/** Why a text cannot be the name of a campaign, an ad set or an ad. */
export type NameProblem = 'empty' | 'tooLong' | 'control'

export type NameAnswer =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: NameProblem }

/** Line ends, tabs and other control characters, and halves of characters. */
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u
/** Spaces and characters without width. */
const NOTHING_SEEN = /^[\s\p{Cf}]*$/u

/** A name as Meta takes it, without spaces at its ends. */
export const checkName = (text: string): NameAnswer => {
  const name = text.trim()
  if (NOTHING_SEEN.test(name)) return { ok: false, problem: 'empty' }
  if (name.length > MOST_NAME) return { ok: false, problem: 'tooLong' }
  return CONTROL.test(name) ? { ok: false, problem: 'control' } : { ok: true, name }
}
