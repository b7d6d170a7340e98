import { openStore } from '../../src/main/db/open-store.ts'
import type { PageBytes, PageOutcome } from '../../src/main/meta/graph.ts'
import { insightPages, PAGE_ROWS } from '../bench/insight-pages.ts'
import { entry } from '../unit/db/samples.ts'

const store = await openStore({
  file: process.argv[2] ?? '',
  dataThread: new URL('../../src/main/data-thread.ts', import.meta.url),
  clock: { now: () => 0, uptime: () => 0, after: () => () => undefined },
  log: { write: () => undefined },
})
const run = String(process.pid)
for (const [i, page] of insightPages(400 * PAGE_ROWS).entries()) {
  await store.sink<PageBytes, PageOutcome>(page)
  await store.appendJournal([entry(`${run}-${i}`)])
  console.log('stored')
}
