import type { Launched } from '../e2e/launched.ts'
import { withBenchApp, withBenchFolder } from './bench-app.ts'
import { accountIdOf, bigWorkspace, firstDay, LAST_DAY } from './big-workspace.ts'
import type { BigSize } from './big-workspace.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const LINES = 8
const DAYS = 400
const ROUNDS = 15
const STEPS = 60

const SIZE: BigSize = { accounts: LINES, campaigns: LINES, ads: LINES, days: DAYS }

/** A chart of 400 days of 8 accounts in the overview. */
const REMEMBERED = {
  view: { room: 'overview', period: { since: firstDay(SIZE), until: LAST_DAY } },
  charts: {
    charts: {
      overview: {
        figures: ['impressions'],
        days: 'window',
        grain: 'day',
        height: 260,
        open: true,
        accountIds: Array.from({ length: LINES }, (_, i) => accountIdOf(i)),
      },
    },
  },
}

/** From the press that unfolds the chart to the frame that shows it, in ms by the window's own clock. */
const paint = async ({ page }: Launched): Promise<number> => {
  await page.getByRole('button', { name: 'Hide the chart' }).click()
  await page.locator('figure canvas').waitFor({ state: 'detached' })
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now()
        document.querySelector<HTMLElement>('[aria-label="Show the chart"]')?.click()
        const frame = (): void => {
          if (!document.querySelector('figure canvas')) return void requestAnimationFrame(frame)
          // A message comes after the frame was painted.
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => resolve(performance.now() - start))
          port1.start()
          port2.postMessage(null)
        }
        requestAnimationFrame(frame)
      }),
  )
}

/** Tasks over 50 ms while the pointer goes along the chart and back. */
const hover = async ({ page }: Launched): Promise<number> => {
  await page.evaluate(() => {
    const seen = { tasks: 0 }
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => (seen.tasks += list.getEntries().length)).observe({ type: 'longtask' })
  })
  const box = await page.locator('figure canvas').boundingBox()
  if (!box) throw new Error('the chart is not there')
  for (let step = 0; step <= STEPS; step++) {
    const share = Math.abs(1 - (2 * step) / STEPS)
    await page.mouse.move(box.x + 60 + share * (box.width - 120), box.y + 30 + (step % 7) * 20)
  }
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))))
  return page.evaluate(() => (globalThis as unknown as { seen: { tasks: number } }).seen.tasks)
}

export const bench: Bench = {
  names: ['chart.paintMs', 'chart.hoverLongTasks'],
  run: async (report) => {
    const { file } = await bigWorkspace(SIZE)
    await withBenchFolder(file, (dataDir) =>
      withBenchApp(dataDir, REMEMBERED, async (app) => {
        await app.page.locator('figure canvas').waitFor()
        await app.page.locator('figure canvas').scrollIntoViewIfNeeded()
        const times: number[] = []
        for (let round = 0; round < ROUNDS; round++) times.push(await paint(app))
        console.log(`painted in ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`)
        report('chart.paintMs', { value: median(times), unit: 'ms, 400 points x 8 lines', limit: 50, better: 'lower' })
        report('chart.hoverLongTasks', { value: await hover(app), unit: 'tasks', limit: 0, better: 'lower' })
      }),
    )
  },
}
