import type { Cell, Writer } from '../../export/columns.ts'
import { OBJECT_AT, RESULT_TYPE_AT } from '../../db/by-day.ts'
import type { ByDay, ObjectNames } from '../../db/by-day.ts'
import { storedDay } from '../../db/days.ts'
import { resultTypeAt } from '../../../shared/domain/insights.ts'
import { daysOf } from '../../../shared/domain/day.ts'
import type { FiguresLevel } from '../../../shared/domain/objects.ts'
import type { ByDayJob } from './job.ts'

/** Objects whose names are in memory at a time. */
const OBJECTS_AT_ONCE = 1000

interface Read {
  readonly at: number
  readonly partial: number
}

/** What stands in front of each of an object's days. */
const sharedOf = (level: FiguresLevel, account: ByDayJob['accounts'][number], object: ObjectNames): readonly Cell[] => {
  const { name, currency, range } = account
  const of = [name, range.accountId, currency]
  const own = [object.name, object.id]
  const campaign = [object.campaignName, object.campaignId]
  switch (level) {
    case 'account':
      return of
    case 'campaign':
      return [...of, ...own]
    case 'adset':
      return [...of, ...campaign, ...own]
    case 'ad':
      return [...of, ...campaign, object.adSetName, object.adSetId, ...own]
  }
}

/** Writes every day of every object of the level. `step` is told how many rows came and which share is done, and may throw. */
export const writeByDay = (
  byDay: ByDay,
  { level, accounts, name, columns, resultTypes }: ByDayJob,
  writer: Writer,
  step: (rows: number, share: number) => void,
): void => {
  const all = accounts.reduce((sum, { range }) => sum + byDay.count(range.accountId, level), 0)
  let done = 0
  writer.begin(name, columns)
  for (const account of accounts) {
    const { range } = account
    const reads = new Map<number, Read>()
    for (const reading of byDay.readings(range.accountId, level)) {
      const since = reading.range.since > range.since ? reading.range.since : range.since
      const until = reading.range.until < range.until ? reading.range.until : range.until
      for (const day of daysOf({ since, until }))
        reads.set(storedDay(day), { at: reading.at, partial: reading.partial ? 1 : 0 })
    }
    for (let after = 0; ;) {
      const objects = byDay.objects(range.accountId, level, after, OBJECTS_AT_ONCE)
      const first = objects[0]
      const last = objects.at(-1)
      if (!first || !last) break
      const known = new Map(objects.map((object) => [object.key, object]))
      let shared: readonly Cell[] = []
      let key = -1
      let rows = 0
      let seen = 0
      for (const row of byDay.days(range, level, first.key, last.key)) {
        if (row[OBJECT_AT] !== key) {
          key = row[OBJECT_AT] ?? 0
          shared = sharedOf(level, account, known.get(key) ?? first)
          step(rows, (done + seen) / all)
          rows = 0
          seen++
        }
        // In its own row: a new one for each of a million would be swept up again.
        const read = reads.get(row[0] ?? 0)
        const type = resultTypeAt(row[RESULT_TYPE_AT] ?? 0)
        const cells: Cell[] = row
        cells[RESULT_TYPE_AT] = type === null ? null : resultTypes[type]
        cells[OBJECT_AT] = read?.at ?? null
        cells[OBJECT_AT + 1] = read?.partial ?? null
        writer.row(shared, cells)
        rows++
      }
      done += objects.length
      step(rows, done / all)
      after = last.key
    }
  }
}
