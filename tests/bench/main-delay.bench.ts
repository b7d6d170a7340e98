import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { ingestAll, withStore } from './bench-store.ts'
import { insightPages } from './insight-pages.ts'
import type { Bench } from './report.ts'

const ROWS = 100_000

/** p99 of how late a timer of 1 ms fires in this thread while `work` runs, in ms, the millisecond itself included. */
const p99 = async (work: () => Promise<unknown>): Promise<number> => {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  return delay.percentile(99) / 1e6
}

export const bench: Bench = {
  names: ['main.delayP99Ms'],
  run: async (report) => {
    const pages = insightPages(ROWS)
    const value = await withStore(async (store) => {
      // The timer's own interval and the machine's noise are no delay of ours: measured with nothing to do, taken off.
      const idle = await p99(() => wait(2000))
      const busy = await p99(() => ingestAll(store, pages))
      console.log(`main thread: p99 ${busy.toFixed(2)} ms while ingesting, ${idle.toFixed(2)} ms idle`)
      return Math.max(0, busy - idle)
    })
    report('main.delayP99Ms', { value, unit: 'ms', limit: 8, better: 'lower' })
  },
}
