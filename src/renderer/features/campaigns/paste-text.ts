import type { Locale } from '../../../shared/domain/connection.ts'
import { MOST_PASTED_CHARACTERS } from '../../../shared/domain/edits-paste.ts'

const UTF_16 = { le: [0xff, 0xfe], be: [0xfe, 0xff] } as const
/** What spreadsheets write where they do not write Unicode. */
const CODE_PAGES: Readonly<Record<Locale, string>> = { en: 'windows-1252', ru: 'windows-1251' }
/** Tables hold no such character. */
const NOT_TEXT = '\u0000'

const decoded = (bytes: Uint8Array, locale: Locale): string => {
  const isBegun = (mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte)
  if (isBegun(UTF_16.le)) return new TextDecoder('utf-16le').decode(bytes)
  if (isBegun(UTF_16.be)) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(CODE_PAGES[locale]).decode(bytes)
  }
}

export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: 'tooLong' | 'notText' }

/** The text of a table in a file, as spreadsheets save it. */
export const fileText = async (file: Blob, locale: Locale): Promise<FileText> => {
  // At most four bytes a character.
  if (file.size > 4 * MOST_PASTED_CHARACTERS) return { ok: false, problem: 'tooLong' }
  const bytes = await file.arrayBuffer().catch(() => null)
  const text = bytes === null ? NOT_TEXT : decoded(new Uint8Array(bytes), locale)
  return text.includes(NOT_TEXT) ? { ok: false, problem: 'notText' } : { ok: true, text }
}
