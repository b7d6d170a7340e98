import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/main/db/open-store.ts'
import { addDays, dayAt } from '../../src/shared/domain/day.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import { buildIfNeeded } from '../../scripts/build-if-needed.ts'
import { launchApp } from '../e2e/launch.ts'
import type { Launched } from '../e2e/launched.ts'
import { databaseIn, settingsOf } from './bench-app.ts'
import { graphOf } from './graph-of.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const ROWS = 100_000
/** Of one reading. */
const DAYS = 4
const CAMPAIGNS = 1000
const ROUNDS = 3
const RELOADS = 9

/** A folder as the program leaves it after reading 100 days of 1,000 campaigns; its address no longer answers. */
const fill = async (dataDir: string): Promise<void> => {
  mkdirSync(join(dataDir, 'data'))
  const sandbox = await startSandbox({ port: 0, now: () => Date.now(), size: { campaigns: CAMPAIGNS } })
  const store = await openStore({
    file: databaseIn(dataDir),
    dataThread: new URL('../../src/main/data-thread.ts', import.meta.url),
    clock: { now: () => Date.now(), uptime: () => performance.now(), after: () => () => undefined },
    log: { write: () => undefined },
  })
  try {
    const graph = graphOf(sandbox)
    const { accounts } = await graph.accounts({ lane: 'person' })
    const [account] = accounts
    if (!account) throw new Error('the sandbox has no account')
    await store.saveAccounts(accounts, Date.now(), true)
    await store.watchAccounts([account.id], true)
    const today = dayAt(Date.now(), account.zone)
    // A few days at a time: for all of them at once Meta would make a report, which takes its time.
    const ranges = Array.from({ length: ROWS / CAMPAIGNS / DAYS }, (_, i) => ({
      accountId: account.id,
      since: addDays(today, -(i + 1) * DAYS),
      until: addDays(today, -i * DAYS - 1),
    }))
    const reports = await graph.read(
      [
        { kind: 'objects', level: 'campaign', accountId: account.id, currency: account.currency },
        ...ranges.map((range) => ({ kind: 'insights', level: 'campaign', ...range }) as const),
      ],
      store.sink,
      { lane: 'sync' },
    )
    const failed = reports.find(({ failure }) => failure !== null)
    if (failed) throw failed.failure ?? new Error('not read')
    const { insightRows } = await store.facts()
    console.log(`${insightRows} rows cached`)
    if (insightRows < ROWS * 0.9) throw new Error(`only ${insightRows} rows were cached`)
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settingsOf(sandbox.url)))
  } finally {
    await store.close()
    await sandbox.stop()
  }
}

/** The room with rows, and the same room of the same renderer with nothing to show. */
const TABLE = '[role="grid"] [role="gridcell"]'
const EMPTY = 'h2'

/**
 * From the window's first moment to the painted `selector`, in ms by the window's own clock. The page is loaded
 * again in the running program, so that starting Chromium itself, the same for both, does not dilute the ratio.
 */
const timeTo = async ({ page }: Launched, selector: string): Promise<number> => {
  await page.locator(selector).first().waitFor()
  await page.reload({ waitUntil: 'commit' })
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector(wanted)) requestAnimationFrame(() => resolve(performance.now()))
          else requestAnimationFrame(look)
        }
        look()
      }),
    selector,
  )
}

const measure = async (dataDir: string, selector: string): Promise<number[]> => {
  const app = await launchApp({ dataDir })
  try {
    await app.page.getByRole('navigation', { name: 'Rooms' }).getByText('Campaigns', { exact: true }).click()
    const times: number[] = []
    for (let again = 0; again < RELOADS; again += 1) times.push(await timeTo(app, selector))
    return times
  } finally {
    await app.close()
  }
}

export const bench: Bench = {
  names: ['start.vsEmpty'],
  run: async (report) => {
    if (!buildIfNeeded()) throw new Error('the build failed')
    const full = mkdtempSync(join(tmpdir(), 'buydesk-bench-full-'))
    const empty = mkdtempSync(join(tmpdir(), 'buydesk-bench-empty-'))
    try {
      await fill(full)
      writeFileSync(join(empty, 'settings.json'), JSON.stringify(settingsOf('http://127.0.0.1:9')))
      const table: number[] = []
      const nothing: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        table.push(...(await measure(full, TABLE)))
        nothing.push(...(await measure(empty, EMPTY)))
      }
      console.log(`first table ${median(table).toFixed(0)} ms, the room without rows ${median(nothing).toFixed(0)} ms`)
      report('start.vsEmpty', {
        value: median(table) / median(nothing),
        unit: 'of an empty page',
        limit: 1.5,
        better: 'lower',
      })
    } finally {
      rmSync(full, { recursive: true, force: true })
      rmSync(empty, { recursive: true, force: true })
    }
  },
}
