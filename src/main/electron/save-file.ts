import { extname, join } from 'node:path'
import { dialog } from 'electron'
import type { App, BrowserWindow } from 'electron'
import type { Shell } from '../ports.ts'

/** The system's own dialog, on the window where there is one. It begins where the last file went. */
export const createSaveFile = (app: App, window: () => BrowserWindow | null): Shell['saveFile'] => {
  let folder: string | null = null
  return async ({ title, name, kind, extension }) => {
    const options = {
      title,
      defaultPath: join(folder ?? app.getPath('documents'), name),
      filters: [{ name: kind, extensions: [extension] }],
    }
    const parent = window()
    const { canceled, filePath } = await (parent
      ? dialog.showSaveDialog(parent, options)
      : dialog.showSaveDialog(options))
    if (canceled || filePath === '') return null
    const path = extname(filePath) === '' ? `${filePath}.${extension}` : filePath
    folder = join(path, '..')
    return path
  }
}
