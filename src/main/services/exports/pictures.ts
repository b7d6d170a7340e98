import { rename, rm, writeFile } from 'node:fs/promises'
import type { Printer } from '../../ports.ts'
import type { PictureFormat } from '../../../shared/domain/exports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Drawn } from './drawn.ts'
import { fileFailure } from './failures.ts'
import type { Progress } from './rows-file.ts'

/** Of a report's own page, as a file. */
export const createPictures =
  ({ printer, drawn }: { readonly printer: Printer; readonly drawn: Drawn }) =>
  async (
    id: string,
    file: {
      readonly path: string
      readonly part: string
      readonly format: PictureFormat
      /** See PrintedPage. */
      readonly page: string
      readonly signal: AbortSignal
    },
  ): Promise<Progress> => {
    const { path, part, format, page, signal } = file
    try {
      const bytes = await drawn(id, signal, (ready) => printer({ page, format, ready }))
      if (signal.aborted) throw new AppError('exportCancelled')
      await writeFile(part, bytes)
      await rename(part, path)
      return { rows: 0, bytes: bytes.length, share: 1 }
    } catch (error) {
      await rm(part, { force: true })
      throw fileFailure(error)
    }
  }
