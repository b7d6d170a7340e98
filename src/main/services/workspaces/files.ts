import { access, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** A workspace's files in the data folder. */
export interface WorkspaceFiles {
  database(id: string): string
  sandboxState(id: string): string
  /** Moves a damaged database out of the way and answers with its new name (no folder). Nothing is deleted. */
  setAside(id: string): Promise<string>
  remove(id: string): Promise<void>
  removeSandboxState(id: string): Promise<void>
}

const PARTS = ['', '-wal', '-shm', '-suspect']

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

export const createWorkspaceFiles = (dataDir: string): WorkspaceFiles => {
  const database = (id: string): string => join(dataDir, `${id}.sqlite`)
  const sandboxState = (id: string): string => join(dataDir, `${id}.sandbox.json`)
  const removeSandboxState = (id: string): Promise<void> => rm(sandboxState(id), { force: true })

  return {
    database,
    sandboxState,
    setAside: async (id) => {
      const file = database(id)
      let n = 1
      while (await exists(`${file}.corrupt-${n}`)) n++
      for (const part of PARTS) {
        if (await exists(file + part)) await rename(file + part, `${file}.corrupt-${n}${part}`)
      }
      return basename(`${file}.corrupt-${n}`)
    },
    remove: async (id) => {
      for (const part of PARTS) await rm(database(id) + part, { force: true })
      await removeSandboxState(id)
    },
    removeSandboxState,
  }
}
