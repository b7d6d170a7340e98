import { writeFile } from 'node:fs/promises'
import type { Shell } from '../../ports.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { words } from '../../../shared/words/words.ts'

/** What no system takes in the name of a file, and what is not seen in one. */
const NOT_IN_NAMES = /[\\/:*?"<>|\p{C}]+/gu
const LONGEST = 80

/** A name for a file of any title; `fallback` where nothing is left of it. */
export const pictureNameOf = (title: string, fallback: string): string => {
  const name = [...title.replaceAll(NOT_IN_NAMES, ' ').replaceAll(/\s+/g, ' ').trim()].slice(0, LONGEST).join('')
  // Windows takes neither at the end; a dot at the beginning hides it elsewhere.
  return `${name.replaceAll(/^[. ]+|[. ]+$/g, '') || fallback}.png`
}

const REFUSED: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'exportDiskFull',
  EDQUOT: 'exportDiskFull',
  EACCES: 'exportNoRight',
  EPERM: 'exportNoRight',
  EROFS: 'exportNoRight',
  ENOENT: 'exportNoFolder',
  ENOTDIR: 'exportNoFolder',
  EISDIR: 'exportNoFolder',
  EBUSY: 'exportInUse',
}

export interface Pictures {
  copy(picture: Checked<'pictures.copy'>): Promise<void>
  /** Throws AppError exportDiskFull, exportNoRight, exportNoFolder, exportInUse. */
  save(picture: Checked<'pictures.save'>): Promise<boolean>
}

export const createPictures = (
  { copyPicture, saveFile }: Pick<Shell, 'copyPicture' | 'saveFile'>,
  locale: () => Locale,
): Pictures => ({
  copy: ({ png }) => copyPicture(Buffer.from(png, 'base64')),

  save: async ({ png, name }) => {
    const { pictures } = words(locale())
    const path = await saveFile({
      title: pictures.saveTitle,
      name: pictureNameOf(name, pictures.name),
      kind: pictures.kind,
      extension: 'png',
    })
    if (path === null) return false
    try {
      await writeFile(path, Buffer.from(png, 'base64'))
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? REFUSED[String(error.code)] : undefined
      throw code === undefined ? error : new AppError(code, {}, { cause: error })
    }
    return true
  },
})
