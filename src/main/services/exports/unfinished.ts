import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that are being written, so that what a kill leaves of one is removed at the next start. */
export interface Unfinished {
  /** Before its first byte is written. */
  note(id: string, part: string): Promise<void>
  forget(id: string): Promise<void>
  /** At start: nothing is being written. */
  sweep(): Promise<void>
}

export const PART = '.part'

/** A note a file in `folder`, which is made when it is needed. */
export const createUnfinished = (folder: string): Unfinished => {
  const noteOf = (id: string): string => join(folder, id)
  return {
    note: async (id, part) => {
      await mkdir(folder, { recursive: true })
      await writeFile(noteOf(id), part)
    },
    forget: (id) => rm(noteOf(id), { force: true }),
    sweep: async () => {
      const ids = await readdir(folder).catch(() => [])
      for (const id of ids) {
        const part = await readFile(noteOf(id), 'utf8')
        // Whatever a note may say: nothing else is removed.
        if (part.endsWith(PART)) await rm(part, { force: true })
        await rm(noteOf(id), { force: true })
      }
    },
  }
}
