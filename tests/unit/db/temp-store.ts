import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { openStore } from '../../../src/main/db/open-store.ts'
import type { Store } from '../../../src/main/db/store.ts'
import type { Sink } from '../../../src/main/meta/graph.ts'
import type { LogLevel } from '../../../src/main/ports.ts'

/** Real threads on a real file in a folder of its own. They are quick, but a busy machine starts them slowly. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

export interface TempStore {
  readonly store: Store & { readonly sink: Sink }
  readonly file: string
  readonly log: { readonly level: LogLevel; readonly message: string; readonly data: unknown }[]
  /** What the store's clock says. */
  setNow(now: number): void
  /** Closes it and opens the same file again. */
  reopen(): Promise<void>
  dispose(): Promise<void>
}

export const DATA_THREAD = new URL('../../../src/main/data-thread.ts', import.meta.url)

export const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'buydesk-db-'))

export const openAt = async (file: string, log: TempStore['log'] = [], now: () => number = () => 0) =>
  openStore({
    file,
    dataThread: DATA_THREAD,
    clock: { now, uptime: () => 0, after: () => () => undefined },
    log: { write: (level, message, data) => void log.push({ level, message, data }) },
  })

export const openTemp = async (): Promise<TempStore> => {
  const folder = tempFolder()
  const file = join(folder, 'workspace.db')
  const log: TempStore['log'] = []
  let now = 0
  let store = await openAt(file, log, () => now)
  return {
    get store() {
      return store
    },
    file,
    log,
    setNow: (at) => {
      now = at
    },
    reopen: async () => {
      await store.close()
      store = await openAt(file, log, () => now)
    },
    dispose: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
