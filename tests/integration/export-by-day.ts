import { startThread } from '../../src/main/db/thread.ts'
import { byDayContent } from '../../src/main/services/exports/by-day-content.ts'
import { writeRows } from '../../src/main/services/exports/rows-file.ts'
import type { Progress } from '../../src/main/services/exports/rows-file.ts'
import type { RowFormat } from '../../src/shared/domain/exports.ts'
import { exportWords } from '../../src/shared/words/exports/words.ts'
import { ACCOUNT, RANGE } from '../by-day-database.ts'

const clock = {
  now: () => Date.UTC(2026, 10, 18),
  uptime: () => performance.now(),
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** What is exported of a database that `fillByDay` made. */
export const contentOfFilled = () =>
  byDayContent(
    {
      clock,
      watched: async () => [{ id: ACCOUNT, name: 'Acme EU', currency: 'EUR' }] as never,
      ranges: async () => [{ accountId: ACCOUNT, ...RANGE }],
      store: { coverageOf: async () => [] } as never,
    },
    { level: 'ad', period: RANGE, accountIds: [] },
    exportWords('en'),
  )

/** Writes it as the application does, in a thread. */
export const exportFilled = async (
  database: string,
  file: string,
  format: RowFormat,
  how: { readonly signal?: AbortSignal; readonly told?: (progress: Progress) => void } = {},
): Promise<Progress> => {
  const { about, job } = await contentOfFilled()
  const thread = startThread(
    new URL('../../src/main/data-thread.ts', import.meta.url),
    { mode: 'exporter', file: database },
    { write: (level, message, data) => console.error(level, message, data) },
  )
  return writeRows(
    thread,
    {
      format,
      part: `${file}.part`,
      file,
      csv: { separator: ',', bom: true },
      about,
      aboutName: 'About',
      at: clock.now(),
    },
    { kind: 'byDay', job },
    { clock, signal: how.signal ?? new AbortController().signal, told: how.told ?? (() => undefined) },
  )
}
