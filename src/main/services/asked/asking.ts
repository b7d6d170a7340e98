import type { Link } from '../connection/index.ts'
import type { RunningTasks } from '../running.ts'
import { AppError } from '../../../shared/errors.ts'

/** What a person waits for: shown in the status bar, and ended when they want. */
export interface Asking {
  /** Throws AppError cancelled when it was ended, and tokenMissing or tokenExpired before anything is asked. */
  <T>(total: number, work: (signal: AbortSignal, step: (done: number) => void) => Promise<T>): Promise<T>
}

export const createAsking =
  ({ link, running }: { readonly link: Link; readonly running: RunningTasks }): Asking =>
  async (total, work) => {
    if (!link.mayCall()) throw new AppError(link.token().status === 'expired' ? 'tokenExpired' : 'tokenMissing')
    const abort = new AbortController()
    const task = running.begin('asked', total, () => abort.abort())
    try {
      const found = await work(abort.signal, (done) => task.step(done, total))
      if (abort.signal.aborted) throw new AppError('cancelled')
      return found
    } catch (error) {
      throw abort.signal.aborted ? new AppError('cancelled') : error
    } finally {
      task.end()
    }
  }
