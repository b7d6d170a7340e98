import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/main/db/open-store.ts'
import type { PageBytes, PageOutcome } from '../../src/main/meta/graph.ts'

/** A real store on a real file in a folder of its own; gone after `use`. */
export const withStore = async <T>(
  use: (store: Awaited<ReturnType<typeof openStore>>, file: string) => Promise<T>,
): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'buydesk-bench-'))
  const file = join(folder, 'workspace.db')
  const store = await openStore({
    file,
    dataThread: new URL('../../src/main/data-thread.ts', import.meta.url),
    clock: { now: () => Date.now(), uptime: () => performance.now(), after: () => () => undefined },
    log: { write: () => undefined },
  })
  try {
    return await use(store, file)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Answers on their way at once, as when several accounts are read. */
const IN_FLIGHT = 6

/** As the reader of Meta's pages does: a few answers on their way at once. Throws when a row was not stored. */
export const ingestAll = async (
  store: Awaited<ReturnType<typeof openStore>>,
  pages: readonly PageBytes[],
): Promise<number> => {
  const left = pages.values()
  let changed = 0
  const lane = async (): Promise<void> => {
    for (const page of left) {
      const outcomes = await store.sink<PageBytes, PageOutcome>(page)
      for (const outcome of outcomes) {
        if (outcome.malformed || outcome.dropped > 0) throw new Error(`a page was not understood: ${outcome.malformed}`)
        changed += outcome.changed
      }
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
  return changed
}
