import { launchApp } from '../e2e/launch.ts'
import { withBenchApp, withBenchFolder } from './bench-app.ts'
import { BIG, bigWorkspace, firstDay, LAST_DAY } from './big-workspace.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const ROUNDS = 5
/** The first rows, and what stands in the same room where there are none. */
const TABLE = '[role="grid"] [role="gridcell"]'
const EMPTY = 'main h2'
const REMEMBERED = {
  view: { room: 'campaigns', period: { since: firstDay(BIG), until: LAST_DAY } },
  tables: { level: 'ad' },
}

/** From before there is a process to the frame with `selector` in it, in ms. */
const start = async (dataDir: string, selector: string): Promise<number> => {
  const begun = Date.now()
  const app = await launchApp({ dataDir })
  try {
    await app.page.locator(selector).first().waitFor()
    const shown = await app.page.evaluate(
      () => new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(Date.now())))),
    )
    return shown - begun
  } finally {
    await app.close()
  }
}

export const bench: Bench = {
  names: ['start.bigVsEmpty'],
  run: async (report) => {
    const { file } = await bigWorkspace()
    await withBenchFolder(file, (big) =>
      withBenchFolder(null, async (empty) => {
        // Once, so that both know their room and have been migrated.
        await withBenchApp(big, REMEMBERED, ({ page }) => page.locator(TABLE).first().waitFor())
        await withBenchApp(empty, REMEMBERED, ({ page }) => page.locator(EMPTY).first().waitFor())
        const [full, nothing]: [number[], number[]] = [[], []]
        for (let round = 0; round < ROUNDS; round++) {
          full.push(await start(big, TABLE))
          nothing.push(await start(empty, EMPTY))
        }
        console.log(`first rows of ${BIG.ads} ads ${median(full)} ms, the room without any ${median(nothing)} ms`)
        report('start.bigVsEmpty', {
          value: median(full) / median(nothing),
          unit: 'of an empty cache',
          limit: 1.3,
          better: 'lower',
        })
      }),
    )
  },
}
