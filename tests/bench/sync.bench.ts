import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildIfNeeded } from '../../scripts/build-if-needed.ts'
import { createHttp } from '../../src/main/http.ts'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'
import type { Asked, Order, Synced } from './sync-messages.ts'

const AGENCY = ['--accounts', '50', '--campaigns', '1500', '--ads', '20000', '--days', '400']
const DAYS = 30
/** Ours, then the other, and again: what else the machine does meets both. */
const ROUNDS = 3
const MIB = 1024 * 1024

/** Meta, in a process of its own; its address. */
const startMeta = async () => {
  const script = join(import.meta.dirname, '../../src/sandbox/cli.ts')
  const child = spawn(process.execPath, [script, ...AGENCY], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)
  const [url] = (await once(lines, 'line')) as [string]
  return {
    url,
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}

/** The app, new and empty, in a process of its own. */
const sync = async (order: Order): Promise<Synced> => {
  const child = fork(join(import.meta.dirname, 'sync-child.ts'))
  child.send(order)
  const [synced] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the app ended with ${code}`))),
  ])) as [Synced]
  if (child.exitCode === null) await once(child, 'exit')
  return synced
}

/** The same requests in the same order, as many at once, and nothing done with what comes. Seconds and bytes. */
const discard = async (asked: readonly Asked[], atOnce: number) => {
  const http = createHttp(fetch)
  const left = asked.values()
  let bytes = 0
  const lane = async (): Promise<void> => {
    for (const request of left) {
      const { body } = await http({ ...request, timeoutMs: 60_000 })
      // Not in one with the wait, which would forget what other lanes added meanwhile.
      bytes += body.byteLength
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: atOnce }, lane))
  return { seconds: (performance.now() - start) / 1000, bytes }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

export const bench: Bench = {
  names: ['sync.vsDiscard', 'sync.peakMiB'],
  run: async (report) => {
    // The data threads as they are shipped: a thread of sources has a compiler in it.
    if (!buildIfNeeded()) throw new Error('the build failed')
    const meta = await startMeta()
    try {
      const rounds: { ours: number; theirs: number; peak: number }[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const { run, seconds, base, peak, asked, atOnce } = await sync({
          url: meta.url,
          token: DEMO_SYSTEM_TOKEN,
          days: DAYS,
        })
        if (run.outcome !== 'done') throw new Error(`the sync was not complete: ${JSON.stringify(run)}`)
        const theirs = await discard(asked, atOnce)
        rounds.push({ ours: seconds, theirs: theirs.seconds, peak: (peak - base) / MIB })
        console.log(
          `${run.rowsRead} rows (${run.rowsChanged} stored), ${run.calls} calls, ${asked.length} requests, ${atOnce} at once: ${seconds.toFixed(1)} s, ${((peak - base) / MIB).toFixed(0)} MiB over ${(base / MIB).toFixed(0)}; ${(theirs.bytes / MIB).toFixed(0)} MiB discarded in ${theirs.seconds.toFixed(1)} s`,
        )
      }
      report('sync.vsDiscard', {
        value: sum(rounds.map(({ ours }) => ours)) / sum(rounds.map(({ theirs }) => theirs)),
        unit: 'of discarding the same',
        limit: 1.5,
        better: 'lower',
      })
      report('sync.peakMiB', {
        value: median(rounds.map(({ peak }) => peak)),
        unit: 'MiB over base',
        limit: 150,
        better: 'lower',
      })
    } finally {
      await meta.stop()
    }
  },
}
