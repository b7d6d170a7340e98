import { rename, rm, writeFile } from 'node:fs/promises'
import type { Clock, Printer } from '../../ports.ts'
import type { PictureFormat } from '../../../shared/domain/exports.ts'
import { AppError } from '../../../shared/errors.ts'
import { fileFailure } from './failures.ts'
import type { Progress } from './rows-file.ts'

/** Whom to tell that a page has everything on it, or that it cannot, by the export that waits for it. */
export type Waiting = Map<string, (height: number | null) => void>

/** A page that reads from the cache is there long before; one that is not will not come. */
const PATIENCE_MS = 60_000

export const createPictures =
  ({ clock, printer, waiting }: { readonly clock: Clock; readonly printer: Printer; readonly waiting: Waiting }) =>
  async (
    id: string,
    file: {
      readonly path: string
      readonly part: string
      readonly format: PictureFormat
      /** See Printer. */
      readonly page: string
      readonly signal: AbortSignal
    },
  ): Promise<Progress> => {
    const { path, part, format, page, signal } = file
    const { promise: ready, resolve, reject } = Promise.withResolvers<{ readonly height: number }>()
    // Whoever prints may not look at it any more when it fails.
    ready.catch(() => undefined)
    const cancel = (): void => reject(new AppError('exportCancelled'))
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    const giveUp = (): void => reject(new AppError('exportNotDrawn'))
    waiting.set(id, (height) => (height === null ? giveUp() : resolve({ height })))
    const stopWaiting = clock.after(PATIENCE_MS, giveUp)
    try {
      const bytes = await printer({ page, format, ready })
      if (signal.aborted) throw new AppError('exportCancelled')
      await writeFile(part, bytes)
      await rename(part, path)
      return { rows: 0, bytes: bytes.length, share: 1 }
    } catch (error) {
      await rm(part, { force: true })
      throw fileFailure(error)
    } finally {
      stopWaiting()
      waiting.delete(id)
      signal.removeEventListener('abort', cancel)
    }
  }
