import Database from 'better-sqlite3'
import { placeOfResultType } from '../../../src/shared/domain/insights.ts'
import type { Day } from '../../../src/shared/domain/day.ts'
import { ASKED, SUMS } from '../../../src/shared/domain/metrics.ts'
import type { Sums } from '../../../src/shared/domain/metrics.ts'
import type { ObjectId } from '../../../src/shared/domain/objects.ts'

/** `type`: place of the kind of result; 0: none. */
export type DayRow = Sums & { readonly type: number }

const columnOf = (id: string): string => id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const dayOf = (stored: number): Day => {
  const text = String(stored)
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
}

/** What a workspace's file holds by object and day, read beside the store. People reached are no result that is counted. */
export const rowsByDay = (file: string): ReadonlyMap<ObjectId, ReadonlyMap<Day, DayRow>> => {
  const db = new Database(file, { readonly: true })
  const rows = db
    .prepare('SELECT k.id, d.* FROM insight_day d JOIN object_key k ON k.key = d.object ORDER BY d.day')
    .all() as (Readonly<Record<string, number | null>> & { readonly id: string; readonly day: number })[]
  db.close()
  const byObject = new Map<ObjectId, Map<Day, DayRow>>()
  for (const row of rows) {
    const type = row['result_type'] ?? 0
    const sums = Object.fromEntries([...SUMS, ...ASKED].map((id) => [id, row[columnOf(id)] ?? null])) as Sums
    const own = byObject.get(row.id) ?? new Map<Day, DayRow>()
    own.set(dayOf(row.day), { ...sums, ...(type === placeOfResultType('reach') ? { results: null } : {}), type })
    byObject.set(row.id, own)
  }
  return byObject
}
