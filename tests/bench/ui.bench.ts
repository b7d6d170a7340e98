import type { Page } from 'playwright'
import { addDays } from '../../src/shared/domain/day.ts'
import type { DayRange } from '../../src/shared/domain/day.ts'
import { CORE, METRICS } from '../../src/shared/domain/metrics.ts'
import type { MetricId } from '../../src/shared/domain/metrics.ts'
import type { TableRow } from '../../src/shared/domain/table.ts'
import type { Launched } from '../e2e/launched.ts'
import { openAgGrid } from './ag-grid.ts'
import type { AgColumn, AgGrid, AgRow } from './ag-grid.ts'
import { withBenchApp, withBenchFolder } from './bench-app.ts'
import { accountIdOf, bigWorkspace, firstDay, LAST_DAY, openBig } from './big-workspace.ts'
import type { BigSize } from './big-workspace.ts'
import { createMeter, pressToPaint, scrollByFrames } from './painted.ts'
import { median, p95 } from './report.ts'
import type { Bench, Report } from './report.ts'

/** As many rows as the table is made for; a week says enough of what is drawn. */
const SIZE: BigSize = { accounts: 50, campaigns: 1500, ads: 100_000, days: 7 }
const ALL: DayRange = { since: firstDay(SIZE), until: LAST_DAY }
const ROUNDS = 3
/** Columns whose order of rows is another in each. */
const SORTED = ['spend', 'impressions', 'clicks', 'ctr', 'cpc', 'cpm', 'results', 'purchases', 'cpa', 'roas'] as const
/** In turn with theirs. */
const COMPARED = SORTED.slice(0, 4)
const FIRST_FIGURE = 4
const columnOf = (id: MetricId): number => FIRST_FIGURE + CORE.indexOf(id)

const OURS = 'main [role=grid] [role=presentation] > [role=presentation]'
const THEIRS = '.ag-grid-scrolling-container'
const THEIR_SCROLLER = '.ag-grid-viewport'
/** Pixels a frame. As fast as it goes: 500 rows a second. */
const WHEEL = { pixels: 240, turns: 120 }
/** A wheel that a finger turns on and on, some thirty notches of 120 pixels a second. */
const BY_HAND = { ...WHEEL, pixels: 60 }
/** Milliseconds: a frame that takes longer was left out by a screen of 60 frames a second. */
const IN_TIME = 25

const press = ({ keyboard }: Page, ...keys: string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => keyboard.press(key)), Promise.resolve())

/** A press for each: columns sorted both ways, days chosen, and a letter of a name typed and taken back. */
const sortPresses = async ({ page }: Launched, columns: readonly MetricId[]): Promise<number[]> => {
  const times: number[] = []
  await page.locator('main [role=grid] [tabindex="0"]').focus()
  await press(page, 'Control+Home', 'ArrowUp')
  for (const id of columns) {
    await press(page, 'Home', ...Array.from({ length: columnOf(id) }, () => 'ArrowRight'))
    for (let way = 0; way < 2; way++) times.push(await pressToPaint(page, OURS, () => press(page, 'Enter')))
  }
  return times
}

/** Milliseconds between the keys of somebody who types fast. */
const KEY = 100

const rangePresses = async ({ page }: Launched): Promise<number[]> => {
  const times: number[] = []
  for (let first = 0; first < SIZE.days; first++)
    for (const long of [1, 3]) {
      const since = addDays(ALL.since, first)
      await press(page, 'Control+d')
      const [from, to] = [page.getByLabel('First day'), page.getByLabel('Last day')]
      await from.fill(since)
      // By keys, as a person does: what the table may get ready until Enter is worth nothing where that comes with the last one.
      await to.fill('')
      await to.pressSequentially(addDays(since, long - 1), { delay: KEY })
      times.push(await pressToPaint(page, OURS, () => press(page, 'Enter')))
    }
  return times
}

const filterPresses = async ({ page }: Launched): Promise<number[]> => {
  const times: number[] = []
  await press(page, '/')
  // Each digit is in other names.
  for (const key of ['0', '1', '2', '3', '4', '5', '6'])
    for (const each of [key, 'Backspace']) times.push(await pressToPaint(page, OURS, () => press(page, each)))
  return times
}

const middleOf = async (page: Page, selector: string): Promise<{ readonly x: number; readonly y: number }> => {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not there`)
  return { x: box.x + box.width / 2, y: box.y + Math.min(200, box.height / 2) }
}

interface Smoothness {
  /** Tasks over 50 ms. */
  readonly tasks: readonly number[]
  /** Milliseconds between frames, from the first turn that moved anything to the last. */
  readonly frames: readonly number[]
}

const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = { tasks: [] as number[], frames: [] as number[] }
    const observer = new PerformanceObserver((list) =>
      seen.tasks.push(...list.getEntries().map(({ duration }) => duration)),
    )
    observer.observe({ type: 'longtask' })
    let last = performance.now()
    let isOver = false
    let between: number[] = []
    let isMoved = false
    addEventListener(
      'scroll',
      () => {
        if (isMoved) seen.frames.push(...between)
        isMoved = true
        between = []
      },
      { capture: true, passive: true },
    )
    const frame = (now: number): void => {
      between.push(now - last)
      last = now
      if (!isOver) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    Object.assign(globalThis, {
      smoothness: () => {
        isOver = true
        observer.disconnect()
        return seen
      },
    })
  })
const framesSeen = (page: Page): Promise<Smoothness> =>
  page.evaluate(() => (globalThis as unknown as { smoothness: () => Smoothness }).smoothness())

/** The share of frames that come in time while the wheel turns over what `selector` names. */
const wheelFrames = async (page: Page, selector: string, { pixels, turns } = WHEEL): Promise<number> => {
  const meter = await createMeter(page)
  const at = await middleOf(page, selector)
  await watchFrames(page)
  await meter.wheel(at, pixels, turns)
  const { frames } = await framesSeen(page)
  return frames.filter((ms) => ms < IN_TIME).length / frames.length
}

/** By the wheel, by pages, to the end and back: tasks over 50 ms. */
const scroll = async ({ page }: Launched): Promise<readonly number[]> => {
  const meter = await createMeter(page)
  const at = await middleOf(page, 'main [role=grid]')
  await page.locator('[data-row="0"] > [data-column="0"]').click()
  await press(page, 'Escape')
  await watchFrames(page)
  await meter.wheel(at, WHEEL.pixels, WHEEL.turns)
  await meter.wheel(at, -WHEEL.pixels, WHEEL.turns / 2)
  for (let page_ = 0; page_ < 40; page_++) await press(page, 'PageDown')
  await press(page, 'Control+End')
  for (let page_ = 0; page_ < 20; page_++) await press(page, 'PageUp')
  await press(page, 'Control+Home')
  return (await framesSeen(page)).tasks
}

/** Rows that nobody draws: what the machine itself reaches. */
const openBare = async ({ page }: Launched): Promise<Page> => {
  const context = await page.context().browser()?.newContext({ viewport: page.viewportSize() })
  if (!context) throw new Error('the browser is gone')
  const bare = await context.newPage()
  const rows = Array.from({ length: 2 * WHEEL.turns * (WHEEL.pixels / 28) }, (_, at) => `<div>Row ${at}</div>`)
  await bare.setContent(
    `<!doctype html><style>#rows { height: 546px; overflow: auto; background: #fff } #rows > * { height: 28px }</style><div id="rows">${rows.join('')}</div>`,
  )
  return bare
}

/** Their grid with what ours shows at first. */
const openTheirs = async ({ page }: Launched, file: string): Promise<AgGrid> => {
  const store = await openBig(file)
  const { rows } = await store
    .table({
      level: 'ad',
      ranges: Array.from({ length: SIZE.accounts }, (_, i) => ({ accountId: accountIdOf(i), ...ALL })),
      compared: [],
      campaignIds: [],
      adSetIds: [],
      search: '',
      filters: [],
      group: null,
      // In no order that a press will ask for.
      sort: { by: 'name', aspect: 'value', direction: 'ascending' },
      figures: CORE,
      formulas: [],
      trend: null,
      offset: 0,
      limit: SIZE.ads,
    })
    .finally(() => store.close())
  const shown = await page
    .locator('main [role=columnheader]')
    .evaluateAll((heads) =>
      heads.map((head) => ({ name: (head as HTMLElement).innerText.trim(), width: (head as HTMLElement).offsetWidth })),
    )
  const columns = shown.map(({ name, width }, at): AgColumn => {
    const id = CORE[at - FIRST_FIGURE]
    return { name, width, unit: id === undefined ? 'text' : METRICS[id].unit }
  })
  const cells = ({ object, values, currency }: TableRow): AgRow => [
    object?.name ?? '',
    object?.effectiveStatus ?? '',
    object?.adSetName ?? '',
    object?.campaignName ?? '',
    ...values,
    object?.accountName ?? '',
    currency,
  ]
  const box = await page
    .locator('main [role=grid]')
    .evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }))
  const browser = page.context().browser()
  if (!browser) throw new Error('the browser is gone')
  return openAgGrid(browser, box, columns, rows.map(cells))
}

/** In turn, so that what else the machine does meets both. */
const compare = async (ours: Launched, theirs: AgGrid, report: Report): Promise<void> => {
  const { page } = ours
  const other = theirs.page
  const bare = await openBare(ours)
  const shares = { byHand: [] as number[], ours: [] as number[], theirs: [] as number[], bare: [] as number[] }
  const times = { mount: [[], []], sort: [[], []], scroll: [[], []] } as Record<string, [number[], number[]]>
  const tab = (name: string) => page.getByRole('tab', { name, exact: true })
  const [meter, otherMeter] = [await createMeter(page), await createMeter(other)]
  for (let round = 0; round < ROUNDS; round++) {
    await page.bringToFront()
    await tab('Campaigns').click()
    await page.waitForTimeout(500)
    times['mount']?.[0].push(await pressToPaint(page, OURS, () => tab('Ads').click()))
    times['sort']?.[0].push(...(await sortPresses(ours, COMPARED)))
    times['scroll']?.[0].push(
      await meter.cpu(() => scrollByFrames(page, 'main [role=grid]', WHEEL.pixels, WHEEL.turns)),
    )
    await page.waitForTimeout(500)
    shares.byHand.push(await wheelFrames(page, 'main [role=grid]', BY_HAND))
    shares.ours.push(await wheelFrames(page, 'main [role=grid]'))

    await other.bringToFront()
    times['mount']?.[1].push(await pressToPaint(other, '#grid', theirs.mount))
    for (const id of COMPARED) {
      await theirs.focusHeader(columnOf(id))
      for (let way = 0; way < 2; way++)
        times['sort']?.[1].push(await pressToPaint(other, THEIRS, () => press(other, 'Enter')))
    }
    times['scroll']?.[1].push(
      await otherMeter.cpu(() => scrollByFrames(other, THEIR_SCROLLER, WHEEL.pixels, WHEEL.turns)),
    )
    await other.waitForTimeout(500)
    shares.theirs.push(await wheelFrames(other, THEIR_SCROLLER))
    await theirs.clear()

    await bare.bringToFront()
    await bare.locator('#rows').evaluate((rows) => rows.scrollTo({ top: 0 }))
    shares.bare.push(await wheelFrames(bare, '#rows'))
  }
  await bare.context().close()
  for (const [what, [a, b]] of Object.entries(times)) {
    console.log(`${what}: ${median(a).toFixed(1)} ms, AG Grid ${median(b).toFixed(1)} ms`)
    report(`ui.vsAgGrid.${what}`, { value: median(a) / median(b), unit: 'of AG Grid', limit: 1, better: 'lower' })
  }
  const [own, ag, none] = [median(shares.ours), median(shares.theirs), median(shares.bare)]
  console.log(
    `frames in time while the wheel turns as fast as it goes: ${own.toFixed(2)}, AG Grid ${ag.toFixed(2)}, a bare page ${none.toFixed(2)}`,
  )
  report('ui.scrollFrames', {
    value: median(shares.byHand),
    unit: 'of frames in time, by hand',
    limit: 0.95,
    better: 'higher',
  })
  report('ui.vsAgGrid.frames', { value: own / ag, unit: 'of AG Grid', limit: 1, better: 'higher' })
}

export const bench: Bench = {
  names: [
    'ui.keyToPaintP95Ms',
    'ui.scrollLongTasks',
    'ui.scrollFrames',
    'ui.vsAgGrid.mount',
    'ui.vsAgGrid.scroll',
    'ui.vsAgGrid.frames',
    'ui.vsAgGrid.sort',
    'heap.tableMiB',
  ],
  run: async (report) => {
    const { file } = await bigWorkspace(SIZE)
    const remembered = { view: { room: 'campaigns', period: ALL }, tables: { level: 'ad' } }
    await withBenchFolder(file, (dataDir) =>
      withBenchApp(dataDir, remembered, async (app) => {
        await app.page.locator(`${OURS} [role=gridcell]`).first().waitFor()
        const presses = {
          sort: await sortPresses(app, SORTED),
          range: await rangePresses(app),
          filter: await filterPresses(app),
        }
        for (const [what, times] of Object.entries(presses))
          console.log(`${what}: p95 ${p95(times).toFixed(1)} ms, median ${median(times).toFixed(1)} ms`)
        const times = Object.values(presses).flat()
        report('ui.keyToPaintP95Ms', { value: p95(times), unit: 'ms', limit: 100, better: 'lower' })

        const tasks = await scroll(app)
        report('ui.scrollLongTasks', { value: tasks.length, unit: 'tasks', limit: 0, better: 'lower' })
        const meter = await createMeter(app.page)
        report('heap.tableMiB', { value: await meter.heap(), unit: 'MiB', limit: 120, better: 'lower' })

        const theirs = await openTheirs(app, file)
        await compare(app, theirs, report).finally(() => theirs.close())
      }),
    )
  },
}
