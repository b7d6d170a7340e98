import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Edit, Made } from './state.ts'

/** The one small file that remembers what people did. */

export interface Saved {
  readonly version: 1
  readonly anchor: number
  readonly edits: readonly Edit[]
  /** Missing in files from before anything could be made. */
  readonly made?: readonly Made[]
  /** Missing in files from before there were any. */
  readonly reports?: readonly SavedReport[]
  readonly reportSerial?: number
  readonly usedCodes: Readonly<Record<string, number>>
  readonly revoked: readonly string[]
  readonly declined: readonly string[]
  readonly removed: readonly string[]
  readonly deauthorizedAt: number
}

/** A report that was ordered: what it is asked, of whom, and how it will go. */
export interface SavedReport {
  readonly id: string
  /** `act_` and digits. */
  readonly account: string
  readonly scope: string
  readonly params: Readonly<Record<string, string>>
  readonly createdAt: number
  readonly size: { readonly rows: number; readonly cells: number }
  /** Null: it will be done. */
  readonly fate: 'stuck' | 'fails' | 'tooLarge' | 'skipped' | null
}

const isReport = (value: Partial<SavedReport> | null): boolean =>
  typeof value?.id === 'string' &&
  typeof value.account === 'string' &&
  typeof value.scope === 'string' &&
  typeof value.params === 'object' &&
  value.params !== null &&
  typeof value.createdAt === 'number' &&
  typeof value.size?.rows === 'number' &&
  typeof value.size.cells === 'number'

const KINDS = ['campaign', 'adset', 'ad', 'creative', 'image', 'audience', 'rule'] as const

const isMade = (value: Partial<Made> | null): boolean =>
  typeof value?.id === 'string' &&
  KINDS.some((kind) => kind === value.kind) &&
  typeof value.account === 'string' &&
  typeof value.at === 'number' &&
  typeof value.values === 'object' &&
  value.values !== null &&
  Object.values(value.values).every((text) => typeof text === 'string')

const isSaved = (value: unknown): value is Saved => {
  if (typeof value !== 'object' || value === null) return false
  const saved = value as Partial<Saved>
  return (
    saved.version === 1 &&
    typeof saved.anchor === 'number' &&
    Array.isArray(saved.edits) &&
    saved.edits.every((edit) => typeof edit?.at === 'number' && typeof edit.object === 'string') &&
    (saved.made === undefined || (Array.isArray(saved.made) && saved.made.every(isMade))) &&
    (saved.reports === undefined || (Array.isArray(saved.reports) && saved.reports.every(isReport))) &&
    typeof saved.usedCodes === 'object' &&
    Array.isArray(saved.revoked) &&
    Array.isArray(saved.declined) &&
    Array.isArray(saved.removed) &&
    typeof saved.deauthorizedAt === 'number'
  )
}

/** What cannot be read is set aside and named in `problem`. */
export const loadSaved = (file: string): { readonly saved: Saved | null; readonly problem: string | null } => {
  if (!existsSync(file)) return { saved: null, problem: null }
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isSaved(value)) return { saved: value, problem: null }
  } catch {
    // Falls through: set aside below.
  }
  renameSync(file, `${file}.broken`)
  return { saved: null, problem: `unreadable state was set aside as ${file}.broken` }
}

/** Written beside and renamed, so that a cut leaves the old file whole. */
export const writeSaved = (file: string, saved: Saved): void => {
  writeFileSync(`${file}.new`, JSON.stringify(saved))
  renameSync(`${file}.new`, file)
}
