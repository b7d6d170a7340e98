import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import { launchApp } from '../e2e/launch.ts'
import { createPerson } from '../e2e/person.ts'
import { withFolder } from './bench-app.ts'
import { whatIsPainted } from './painted.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const SIZE = { accounts: 5, campaigns: 500, ads: 500, days: 3 }
const TICKS = 15
/** So much later is the next tick at Meta: the figures of all that runs are others by then. */
const LATER = 30 * 60_000
const GRID = 'Campaigns and their figures'
const ROWS = `[role=grid][aria-label="${GRID}"] [role=gridcell]`
/** Changes with every reading of a figure. */
const FIGURES = 'SELECT total(impressions * 7 + object) FROM insight_day'

/** When the figures of a database were written by somebody else, looked at every millisecond while `act` goes on. */
const writesDuring = async (db: Database.Database, act: () => Promise<unknown>): Promise<readonly number[]> => {
  const read = db.prepare(FIGURES).pluck()
  const times: number[] = []
  let known: unknown = read.get()
  const timer = setInterval(() => {
    const now: unknown = read.get()
    if (now !== known) times.push(Date.now())
    known = now
  }, 1)
  await act().finally(() => clearInterval(timer))
  return times
}

export const bench: Bench = {
  names: ['poll.toScreenMs'],
  run: (report) =>
    withFolder(async (dataDir) => {
      let later = 0
      const sandbox = await startSandbox({ port: 0, now: () => Date.now() + later, size: SIZE })
      // Without a keychain: nothing of this is left in anybody's.
      const env = { BUYDESK_META_URL: sandbox.url, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }
      const app = await launchApp({ dataDir, env })
      try {
        const person = createPerson(app)
        await app.page.getByRole('button', { name: 'Keep the token in memory until quit' }).click()
        await person.ask('signIn.pasteToken', { token: DEMO_SYSTEM_TOKEN })
        await person.watchAll()
        await person.figuresAreThere()
        await person.ask('backfill.setPaused', { paused: true })
        await person.choosePeriod('Today')
        await person.goTo('Campaigns')
        await app.page.locator(ROWS).first().waitFor()

        const [name] = readdirSync(join(dataDir, 'data')).filter((each) => each.endsWith('.sqlite'))
        const db = new Database(join(dataDir, 'data', name ?? ''), { readonly: true })
        const times: number[] = []
        for (let tick = 0; tick < TICKS; tick++) {
          later += LATER
          let painted = Number.NaN
          const writes = await writesDuring(db, async () => {
            const seen = await whatIsPainted(app.page, ROWS, () => person.ask('sync.pollNow', undefined))
            painted = seen.painted ?? Number.NaN
          })
          const written = writes.findLast((at) => at <= painted)
          if (written === undefined) throw new Error('a tick did not come to the screen')
          times.push(painted - written)
        }
        db.close()
        console.log(`figures in the table after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`)
        report('poll.toScreenMs', { value: median(times), unit: 'ms, 500 campaigns', limit: 200, better: 'lower' })
      } finally {
        await app.close()
        await sandbox.stop()
      }
    }),
}
