import type { Thread } from '../../db/thread.ts'
import type { Clock } from '../../ports.ts'
import type { RunningTasks } from '../running.ts'
import type { RatesText } from './file.ts'
import { IMPORT, IMPORT_BYTES } from './thread.ts'
import type { ReadRates } from './thread.ts'

const PROGRESS_MS = 250
const MILLE = 1000

/** Reads a file of rates in a thread of its own, which it ends; the status bar says how far it is. Throws AppError `importCancelled`. */
export const readInThread = async (
  file: RatesText,
  {
    thread,
    clock,
    running,
  }: { readonly thread: Thread; readonly clock: Clock; readonly running: Pick<RunningTasks, 'begin'> },
): Promise<ReadRates> => {
  const progress = new SharedArrayBuffer(IMPORT_BYTES)
  const at = new Int32Array(progress)
  const task = running.begin('import', MILLE, () => void Atomics.store(at, IMPORT.cancelled, 1))
  let stopTelling = (): void => undefined
  const tell = (): void => {
    task.step(Atomics.load(at, IMPORT.perMille), MILLE)
    stopTelling = clock.after(PROGRESS_MS, tell)
  }
  stopTelling = clock.after(PROGRESS_MS, tell)
  try {
    await thread.call('open', [])
    return (await thread.call('read', [file, progress])) as ReadRates
  } finally {
    stopTelling()
    task.end()
    await thread.close()
  }
}
