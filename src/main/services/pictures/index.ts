import { writeFile } from 'node:fs/promises'
import { fileFailure, fileNameOf } from '../exports/index.ts'
import type { Shell } from '../../ports.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import { words } from '../../../shared/words/words.ts'

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
      name: fileNameOf(name, 'png', pictures.name),
      kind: pictures.kind,
      extension: 'png',
    })
    if (path === null) return false
    try {
      await writeFile(path, Buffer.from(png, 'base64'))
    } catch (error) {
      throw fileFailure(error)
    }
    return true
  },
})
