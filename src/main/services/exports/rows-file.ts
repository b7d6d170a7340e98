import type { Thread } from '../../db/thread.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../ports.ts'
import { PROGRESS, PROGRESS_BYTES } from './job.ts'
import type { ByDayJob, ExporterOperations, ExportFile } from './job.ts'
import type { Cell, Column } from '../../export/columns.ts'

/** How far a file is. */
export interface Progress {
  readonly rows: number
  readonly bytes: number
  readonly share: number | null
}

/** What a file's rows come from: days that the thread reads itself, or tables that are handed to it page by page. */
export type Content =
  | { readonly kind: 'byDay'; readonly job: ByDayJob }
  | { readonly kind: 'tables'; readonly tables: readonly TableContent[] }
export interface TableContent {
  readonly name: string
  readonly columns: readonly Column[]
  /** Pages of rows, in order. */
  pages(): AsyncIterable<{ readonly rows: readonly (readonly Cell[])[]; readonly total: number }>
}

const PROGRESS_MS = 250

/** Writes one file in a thread of its own and ends the thread. Throws AppError `exportCancelled` and what became of the file. */
export const writeRows = async (
  thread: Thread,
  file: Omit<ExportFile, 'progress'>,
  content: Content,
  {
    clock,
    signal,
    told,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly told: (progress: Progress) => void },
): Promise<Progress> => {
  const progress = new SharedArrayBuffer(PROGRESS_BYTES)
  const at = new Int32Array(progress)
  const cancel = (): void => void Atomics.store(at, PROGRESS.cancelled, 1)
  const ask = <Name extends keyof ExporterOperations>(
    name: Name,
    ...input: Parameters<ExporterOperations[Name]>
  ): Promise<ReturnType<ExporterOperations[Name]>> =>
    thread.call(name, input) as Promise<ReturnType<ExporterOperations[Name]>>
  const current = (): Progress => ({
    rows: Atomics.load(at, PROGRESS.rows),
    bytes: Atomics.load(at, PROGRESS.kibibytes) * 1024,
    share: Atomics.load(at, PROGRESS.perMille) / 1000,
  })
  let stopTelling = (): void => undefined
  const tell = (): void => {
    told(current())
    stopTelling = clock.after(PROGRESS_MS, tell)
  }

  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  stopTelling = clock.after(PROGRESS_MS, tell)
  try {
    await thread.call('open', [])
    await ask('begin', { ...file, progress })
    if (content.kind === 'byDay') await ask('byDay', content.job)
    else {
      let before = 0
      for (const [i, { name, columns, pages }] of content.tables.entries()) {
        await ask('table', name, columns)
        let rows = 0
        for await (const page of pages()) {
          if (signal.aborted) throw new AppError('exportCancelled')
          await ask('rows', page.rows)
          rows += page.rows.length
          const share = (i + rows / Math.max(1, page.total)) / content.tables.length
          Atomics.store(at, PROGRESS.perMille, Math.floor(Math.max(before, share) * 1000))
          before = share
        }
      }
    }
    return { ...(await ask('keep')), share: 1 }
  } catch (error) {
    await ask('discard').catch(() => undefined)
    throw error
  } finally {
    stopTelling()
    signal.removeEventListener('abort', cancel)
    await thread.close()
  }
}
