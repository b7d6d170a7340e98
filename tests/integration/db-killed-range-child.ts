import { cycleOf, PAGES } from './db-killed-range.ts'
import { openStore } from '../../src/main/db/open-store.ts'

/** Reads a list and a range of closed days again and again, each time with other figures. */
const store = await openStore({
  file: process.argv[2] ?? '',
  dataThread: new URL('../../src/main/data-thread.ts', import.meta.url),
  clock: { now: () => 0, uptime: () => 0, after: () => () => undefined },
  log: { write: () => undefined },
})
for (let cycle = Number(process.argv[3]); ; cycle++) {
  const { list, insights, read } = cycleOf(cycle)
  for (const page of list) await store.sink(page)
  await store.saveCoverage(read.list)
  for (let at = 0; at < PAGES; at += 4) await Promise.all(insights.slice(at, at + 4).map((page) => store.sink(page)))
  await store.saveCoverage(read.insights)
  console.log(cycle)
}
