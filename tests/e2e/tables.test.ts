import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Input, Output } from '../../src/shared/contract/contract.ts'
import { METRIC_IDS } from '../../src/shared/domain/metrics.ts'
import type { MetricId } from '../../src/shared/domain/metrics.ts'
import type { Level } from '../../src/shared/domain/objects.ts'
import type { TableRow } from '../../src/shared/domain/table.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, settled, untranslated, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

/** The tables of campaigns, ad sets and ads: all that can be done in them once by mouse and once by keyboard. */
const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const GRIDS: Readonly<Record<Level, string>> = {
  campaign: 'Campaigns and their figures',
  adset: 'Ad sets and their figures',
  ad: 'Ads and their figures',
}
const TABS: Readonly<Record<Level, string>> = { campaign: 'Campaigns', adset: 'Ad sets', ad: 'Ads' }

const start = async (): Promise<void> => {
  app = await home.launch()
  person = createPerson(app)
}
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await app.page.keyboard.press(key)
}
const main = () => app.page.getByRole('main')
const button = (name: string | RegExp) => main().getByRole('button', { name, exact: true })
const header = (name: string) => app.page.getByRole('columnheader', { name, exact: true })
const cell = (row: number, column = 0) => app.page.locator(`[data-row="${row}"] > [data-column="${column}"]`)
const dialog = () => app.page.locator('[role=dialog]:not([data-type], [data-closed])')
const headers = async (): Promise<string[]> => {
  const texts = await app.page.getByRole('columnheader').allInnerTexts()
  return texts.map((text) => text.trim())
}
const openLevel = async (level: Level): Promise<void> => {
  await app.page.getByRole('tab', { name: TABS[level], exact: true }).click()
  await app.page.getByRole('grid', { name: GRIDS[level] }).waitFor()
}
const rowCount = async (level: Level): Promise<number> =>
  Number(await app.page.getByRole('grid', { name: GRIDS[level] }).getAttribute('aria-rowcount')) - 2
const names = async (level: Level, column: string): Promise<string[]> =>
  (await person.table(GRIDS[level])).slice(0, -1).map((row) => row[column] ?? '')
const menuOf = async (column: string, item: string): Promise<void> => {
  await header(column).click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: item }).click()
}
const compareWith = async (name: string): Promise<void> => {
  await app.page.getByRole('button', { name: /^Compare/ }).click()
  await app.page.getByRole('radio', { name: new RegExp(`^${name}`) }).click()
}
const focused = () =>
  app.page.evaluate(() => ({
    row: Number(document.activeElement?.parentElement?.getAttribute('data-row') ?? Number.NaN),
    text: document.activeElement instanceof HTMLElement ? document.activeElement.innerText.trim() : '',
  }))
const QUESTION = {
  level: 'campaign',
  period: 'last30d',
  compare: null,
  accountIds: [],
  campaignIds: [],
  adSetIds: [],
  search: '',
  filters: [],
  group: null,
  sort: { by: 'spend', aspect: 'value', direction: 'descending' },
  figures: METRIC_IDS,
  formulas: [],
  trend: null,
  offset: 0,
  limit: 500,
} as const satisfies Input<'table.query'>
const asked = (part: Partial<Input<'table.query'>>): Promise<Output<'table.query'>> =>
  person.ask('table.query', { ...QUESTION, ...part })
const figure = (row: TableRow | undefined, id: MetricId): number | null => row?.values[METRIC_IDS.indexOf(id)] ?? null

beforeAll(async () => {
  await start()
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  await person.choosePeriod('30 days')
  await person.goTo('Campaigns')
  await app.page.getByRole('grid', { name: GRIDS.campaign }).waitFor()
})
afterAll(() => home.dispose())

describe('by mouse', () => {
  it('carries what is chosen down to ad sets and ads, and lets it go', async () => {
    const { rows } = await asked({})
    const [first, , third] = rows
    for (const row of [0, 2]) await cell(row).locator('[data-tick]').click()
    await button('2 selected').waitFor()
    await openLevel('adset')
    const under = await asked({ level: 'adset', campaignIds: [first?.key ?? '', third?.key ?? ''] })
    await expect.poll(() => rowCount('adset')).toBe(under.total)
    await expect
      .poll(async () => new Set(await names('adset', 'Campaign')))
      .toEqual(new Set([first?.object?.name, third?.object?.name]))
    await button('in 2 campaigns').waitFor()
    await cell(0).locator('[data-tick]').click()
    await openLevel('ad')
    const parent = under.rows[0]?.object
    await button(`in ${parent?.name}`).waitFor()
    await expect.poll(async () => new Set(await names('ad', 'Ad set'))).toEqual(new Set([parent?.name]))
    await picture(app, 'tables-ads')
    await button('Remove the filter: in 2 campaigns').click()
    await button(`Remove the filter: in ${parent?.name}`).click()
    await expect.poll(async () => rowCount('ad')).toBe((await asked({ level: 'ad' })).total)
    await cell(1).click()
    const inspector = app.page.getByRole('complementary', { name: 'Inspector' })
    await inspector.getByRole('heading', { name: 'Details' }).waitFor()
    await picture(app, 'tables-ad-inspector')
    const campaign = (await asked({ level: 'ad' })).rows[1]?.object?.campaignName ?? ''
    await inspector.getByRole('button', { name: campaign }).click()
    await app.page.getByRole('grid', { name: GRIDS.campaign }).waitFor()
    await inspector.getByRole('heading', { name: campaign, level: 2 }).waitFor()
    await press('Escape')
    await button(/selected$/).click()
    await app.page.getByRole('menuitem', { name: 'Clear the selection' }).click()
  })

  it('takes in new figures without moving, letting go or closing anything', async () => {
    const { page } = app
    const grid = page.getByRole('grid', { name: GRIDS.campaign })
    await person.choosePeriod('Today')
    await header('Campaign').click()
    await page.waitForFunction(() => document.querySelector('[aria-sort=ascending][data-column="0"]') !== null)
    // The header says so before the rows do, and these begin at the top.
    const { rows } = await asked({ period: 'today', sort: { by: 'name', aspect: 'value', direction: 'ascending' } })
    await cell(0)
      .getByText(rows[0]?.object?.name ?? '', { exact: true })
      .waitFor()
    await grid.evaluate(async (box) => {
      box.scrollTo({ top: 203 })
      for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(drawn))
    })
    // A click that meets the shield is tried again elsewhere.
    await page.locator('[data-shield]').waitFor({ state: 'detached' })
    for (const row of [9, 11]) await cell(row).locator('[data-tick]').click()
    await header('Spend').click({ button: 'right' })
    await page.getByRole('menu').waitFor()
    await page.evaluate(() => {
      const counts = { scrolls: 0, rows: 0, figures: 0 }
      const box = document.querySelector('[role=grid]')
      box?.addEventListener('scroll', () => counts.scrolls++)
      new MutationObserver((changes) => {
        for (const { type } of changes) counts[type === 'attributes' ? 'rows' : 'figures']++
      }).observe(box ?? document.body, {
        subtree: true,
        characterData: true,
        childList: true,
        attributeFilter: ['aria-selected', 'data-row'],
      })
      Object.assign(globalThis, { counts })
    })
    const focus = await page.evaluateHandle(() => document.activeElement)
    await person.ask('demo.set', { online: true, speed: 60 })
    const counts = await person.until('new figures on the screen', async () => {
      await person.ask('sync.pollNow', undefined)
      const seen = await page.evaluate(
        () => (globalThis as unknown as { counts: Readonly<Record<'scrolls' | 'rows' | 'figures', number>> }).counts,
      )
      return seen.figures > 0 ? seen : null
    })
    await person.ask('demo.set', { online: true, speed: 1 })
    expect(counts).toMatchObject({ scrolls: 0, rows: 0 })
    expect(await grid.evaluate((box) => box.scrollTop)).toBe(203)
    expect(await page.getByRole('menu').count()).toBe(1)
    expect(await focus.evaluate((element) => element === document.activeElement)).toBe(true)
    await press('Escape')
    expect(await grid.locator('[role=row][aria-selected=true]').count()).toBe(2)
    await button('2 selected').click()
    await page.getByRole('menuitem', { name: 'Clear the selection' }).click()
    await person.choosePeriod('30 days')
    await header('Spend').click()
    await page.waitForFunction(() => document.querySelector('[aria-sort=descending]') !== null)
  })

  it('filters by several conditions, each a chip that is changed and removed', async () => {
    const { page } = app
    await button('Filter').click()
    await page.getByRole('menuitem', { name: 'Spend', exact: true }).click()
    await page.getByRole('textbox', { name: 'Value' }).fill('1000')
    await press('Escape')
    const more = { kind: 'figure', figure: 'spend', aspect: 'value', operator: '>', value: 1_000_000_000 } as const
    await expect.poll(async () => rowCount('campaign')).toBe((await asked({ filters: [more] })).total)
    await button('Filter').click()
    await page.getByRole('menuitem', { name: 'Objective', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Leads' }).click()
    await press('Escape')
    const leads = { kind: 'choice', field: 'objective', operator: 'in', values: ['OUTCOME_LEADS'] } as const
    await expect.poll(async () => rowCount('campaign')).toBe((await asked({ filters: [more, leads] })).total)
    // Accounts have several currencies: amounts are compared in the reporting one.
    const { currency } = await asked({})
    await button(`Spend > 1,000.00 ${currency}`).click()
    await page.getByText(`Amounts of all accounts are compared in ${currency}`).waitFor()
    await page.getByRole('textbox', { name: 'Value' }).fill('500')
    await press('Escape')
    await expect
      .poll(async () => rowCount('campaign'))
      .toBe((await asked({ filters: [{ ...more, value: 500_000_000 }, leads] })).total)
    await picture(app, 'tables-filters')
    await button(`Remove the filter: Spend > 500.00 ${currency}`).click()
    await expect.poll(async () => rowCount('campaign')).toBe((await asked({ filters: [leads] })).total)
    await button('Clear filters').click()
    await expect.poll(async () => rowCount('campaign')).toBe((await asked({})).total)
  })

  it('chooses, drags, sizes, pins and hides columns', async () => {
    const { page } = app
    await button('Columns').click()
    await dialog().getByRole('textbox', { name: 'Search columns' }).fill('id')
    await dialog().getByRole('checkbox', { name: 'Id', exact: true }).click()
    await dialog().getByRole('button', { name: 'Remove Reach' }).click()
    await picture(app, 'tables-columns')
    await dialog().getByRole('button', { name: 'Apply' }).click()
    await expect.poll(headers).toContain('Id')
    expect(await headers()).not.toContain('Reach')

    const from = await header('Account').boundingBox()
    const to = await header('Status').boundingBox()
    await page.mouse.move((from?.x ?? 0) + 30, (from?.y ?? 0) + 15)
    await page.mouse.down()
    await page.mouse.move((to?.x ?? 0) + 40, (to?.y ?? 0) + 15, { steps: 5 })
    await page.mouse.move((to?.x ?? 0) + 10, (to?.y ?? 0) + 15, { steps: 5 })
    await page.mouse.up()
    await expect.poll(async () => (await headers()).slice(0, 3)).toEqual(['Campaign', 'Account', 'Status'])
    expect(await header('Account').getAttribute('aria-sort')).toBeNull()

    const width = async () => (await header('Account').boundingBox())?.width ?? 0
    const before = await width()
    const edge = await header('Account').boundingBox()
    await page.mouse.move((edge?.x ?? 0) + before - 3, (edge?.y ?? 0) + 15)
    await page.mouse.down()
    await page.mouse.move((edge?.x ?? 0) + before + 57, (edge?.y ?? 0) + 15, { steps: 4 })
    await page.mouse.up()
    await expect.poll(width).toBe(before + 60)

    await menuOf('Account', 'Pin')
    await page.getByRole('grid', { name: GRIDS.campaign }).evaluate((grid) => grid.scrollTo({ left: 600 }))
    const left = (await header('Campaign').boundingBox())?.x ?? 0
    expect((await header('Account').boundingBox())?.x).toBe(
      left + ((await header('Campaign').boundingBox())?.width ?? 0),
    )
    await menuOf('Account', 'Hide')
    expect(await headers()).not.toContain('Account')
  })

  it('groups, says what each group adds up to, and opens one', async () => {
    const { page } = app
    await button('Group').click()
    await page.getByRole('menuitemradio', { name: 'objective' }).click()
    const groups = await asked({ group: { by: 'objective' } })
    await expect.poll(async () => rowCount('campaign')).toBe(groups.total)
    await picture(app, 'tables-groups')
    const leads = groups.rows.find(({ group }) => group === 'OUTCOME_LEADS')
    const row = (await person.table(GRIDS.campaign)).find((each) => each['Campaign']?.startsWith('Leads'))
    expect(row?.['Campaign']).toBe(`Leads ${leads?.size}`)
    expect(Number(row?.['Impr.']?.replaceAll(',', ''))).toBe(figure(leads, 'impressions'))
    await page.getByRole('gridcell').filter({ hasText: 'Leads' }).first().dblclick()
    await button('Objective: Leads').waitFor()
    await expect.poll(async () => rowCount('campaign')).toBe(leads?.size)
    await button('Clear filters').click()
  })

  it('makes a metric of one’s own, shows where its formula goes wrong, and marks it against a target', async () => {
    const { page } = app
    await button('Table options').click()
    await page.getByRole('menuitem', { name: 'Own metrics…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Share of links')
    const formula = dialog().getByRole('textbox', { name: 'Formula' })
    await formula.fill('linkClicks / (clicks + spend)')
    await dialog().getByText('Money, counts and ratios do not add up').waitFor()
    expect(await dialog().locator('mark').textContent()).toBe('+')
    await picture(app, 'tables-metric-wrong')
    // What was written is not dropped without a word.
    await press('Escape')
    const unsaved = page.getByRole('dialog', { name: 'Changes are not saved' })
    await unsaved.waitFor()
    await picture(app, 'tables-metric-unsaved')
    await unsaved.getByRole('button', { name: 'Cancel' }).click()
    await unsaved.waitFor({ state: 'detached' })
    expect(await formula.inputValue()).toBe('linkClicks / (clicks + spend)')
    await formula.fill('linkClicks / clicks')
    await dialog().getByRole('button', { name: 'Save', exact: true }).click()
    await app.page.getByText('Share of links is saved.').waitFor()
    await picture(app, 'tables-metric')
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    await expect.poll(headers).toContain('Share of links')
    const [first] = (await asked({})).rows
    const share = (figure(first, 'linkClicks') ?? 0) / (figure(first, 'clicks') ?? 1)
    await expect
      .poll(async () => (await person.table(GRIDS.campaign))[0]?.['Share of links'])
      .toBe(`${(share * 100).toFixed(2)}%`)

    await menuOf('Share of links', 'Target…')
    await dialog().getByRole('textbox', { name: 'Target' }).fill('1')
    await dialog().getByRole('button', { name: 'Set the target' }).click()
    await dialog().getByText('All accounts:').waitFor()
    await press('Escape')
    const column = (await headers()).indexOf('Share of links')
    // Below the header's own hint.
    await cell(4, column).hover()
    // The metric has no good direction: what is above is marked.
    expect(await cell(4, column).getAttribute('title')).toMatch(/Target [\d.]+%: missed/)
    expect(await cell(4, column).evaluate((each) => getComputedStyle(each, '::before').content)).toContain('!')
    await menuOf('Share of links', 'Trend line of this')
    await expect.poll(headers).toContain('Share of links, trend')
    await app.page
      .getByRole('img', { name: /^Share of links, trend/ })
      .first()
      .waitFor()
  })

  it('counts a column by an attribution window of its own, asked of Meta while it is shown', async () => {
    await header('Purchases').click({ button: 'right' })
    await app.page.getByRole('menuitemradio', { name: '7-day click' }).click()
    await expect.poll(headers).toContain('Purchases, 7-day click')
    expect(await headers()).not.toContain('Purchases')
    await main()
      .getByText(/^Windows/)
      .waitFor()
    const byWindow = async () => {
      const { rows } = await asked({ figures: ['purchases@7d_click'] })
      return rows.map(({ values }) => (values[0] === null ? '–' : values[0]?.toLocaleString('en-US'))).slice(0, 8)
    }
    await expect
      .poll(async () => (await person.table(GRIDS.campaign)).slice(0, 8).map((row) => row['Purchases, 7-day click']))
      .toEqual(await byWindow())
    expect((await byWindow()).some((text) => /\d/.test(text ?? ''))).toBe(true)
    await header('Purchases, 7-day click').click({ button: 'right' })
    await app.page.getByRole('menuitemradio', { name: 'As the ad sets are set to' }).click()
    await expect.poll(headers).toContain('Purchases')
  })

  it('draws what is chosen over time above the table', async () => {
    await cell(0).locator('[data-tick]').click()
    await cell(2).locator('[data-tick]').click()
    await button('Chart').click()
    const panel = main().getByRole('region', { name: 'Chart' })
    const names = (await person.table(GRIDS.campaign)).map((row) => row['Campaign'] ?? '')
    for (const at of [0, 2])
      await panel
        .getByText(names[at] ?? '')
        .first()
        .waitFor()
    await picture(app, 'tables-chart')
    await button('Chart').click()
    await panel.waitFor({ state: 'detached' })
    await button('2 selected').click()
    await app.page.getByRole('menuitem', { name: 'Clear the selection' }).click()
  })

  it('draws chosen rows wherever they stand, while the table is scrolled, read again and searched', async () => {
    const { page } = app
    await button('Chart').click()
    const panel = main().getByRole('region', { name: 'Chart' })
    const nameAt = async (row: number): Promise<string> => (await cell(row).innerText()).trim()
    const areDrawn = async (wanted: readonly string[]): Promise<void> => {
      for (const name of wanted) await panel.getByText(name, { exact: true }).first().waitFor()
    }
    const first = [await nameAt(0), await nameAt(1)]
    await areDrawn(first)
    const grid = page.getByRole('grid', { name: GRIDS.campaign })
    await grid.evaluate((box) => (box.scrollTop = 28 * 250))
    await cell(251).waitFor()
    await person.ask('sync.pollNow', undefined)
    await areDrawn(first)
    for (const row of [250, 251]) await cell(row).locator('[data-tick]').click()
    const chosen = [await nameAt(250), await nameAt(251)]
    await areDrawn(chosen)
    const search = page.getByLabel('Filter by name or id')
    await search.fill(first[0] ?? '')
    await expect.poll(async () => rowCount('campaign')).toBe(1)
    await person.ask('sync.pollNow', undefined)
    await areDrawn(chosen)
    expect(await panel.getByText(first[0] ?? '', { exact: true }).count()).toBe(0)
    await picture(app, 'tables-chart-hidden-rows')
    await search.fill('')
    await button('2 selected').click()
    await page.getByRole('menuitem', { name: 'Clear the selection' }).click()
    await areDrawn(first)
    await button('Chart').click()
  })

  it('gives tags to what is chosen, and groups by them', async () => {
    const { page } = app
    await cell(0).click()
    await cell(3).click({ modifiers: ['Shift'] })
    await button('4 selected').click()
    await page.getByRole('menuitem', { name: 'Tags' }).click()
    await dialog().getByRole('textbox', { name: 'New tag' }).fill('winners')
    await press('Enter')
    await dialog().getByRole('checkbox', { name: 'winners' }).waitFor()
    await press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await button('Group').click()
    await page.getByRole('menuitemradio', { name: 'tag', exact: true }).click()
    await expect.poll(() => names('campaign', 'Campaign')).toContain('winners 4')
    // Those without any are a group that opens too.
    const rest = (await rowCount('campaign')) === 2 ? (await asked({})).total - 4 : Number.NaN
    await page.getByRole('gridcell').filter({ hasText: /^None/ }).first().dblclick()
    await button('Tags: none').waitFor()
    await expect.poll(async () => rowCount('campaign')).toBe(rest)
    await button('Clear filters').click()
  })

  it('keeps a view, says that it was changed, and takes the change back', async () => {
    const { page } = app
    await button('View').click()
    await page.getByRole('menuitem', { name: 'Save as…' }).click()
    await dialog().getByRole('textbox', { name: 'Name of the view' }).fill('Links')
    await press('Enter')
    await button('Links').waitFor()
    const before = await headers()
    await header('CPC').click()
    await menuOf('CPM', 'Hide')
    await menuOf('Spend', 'Trend line of this')
    await button('Links changed').click()
    await picture(app, 'tables-view')
    await page.getByRole('menuitem', { name: 'Undo the changes' }).click()
    await button('Links').waitFor()
    expect(await headers()).toEqual(before)
    await button('Links').click()
    await page.getByRole('menuitem', { name: 'Rename…' }).click()
    await dialog().getByRole('textbox', { name: 'Name of the view' }).fill('Links and costs')
    await press('Enter')
    await button('Links and costs').waitFor()
  })

  it('compares, by percent and by number, with an arrow and the good direction’s colour', async () => {
    await person.choosePeriod('7 days')
    await compareWith('Previous period')
    await expect.poll(headers).toContain('CTR Δ%')
    await button('Table options').click()
    await app.page.getByRole('menuitemcheckbox', { name: 'Before' }).click()
    await press('Escape')
    await expect.poll(headers).toContain('Impr. before')
    await header('Impr. Δ%').click()
    await expect.poll(() => header('Impr. Δ%').getAttribute('aria-sort')).toBe('descending')
    const { rows } = await asked({
      period: 'last7d',
      compare: 'previous',
      sort: { by: 'impressions', aspect: 'changePercent', direction: 'descending' },
    })
    const at = METRIC_IDS.indexOf('impressions')
    const [now, was] = [rows[0]?.values[at] ?? 0, rows[0]?.before?.[at] ?? 0]
    await expect
      .poll(async () => (await person.table(GRIDS.campaign))[0]?.['Impr. before'])
      .toBe(was.toLocaleString('en-US'))
    const change = (await person.table(GRIDS.campaign))[0]?.['Impr. Δ%'] ?? ''
    expect(change).toMatch(/^▲ \+[\d,.]+%$/)
    expect(Number(change.replaceAll(/[^\d.]/g, ''))).toBeCloseTo((now / was - 1) * 100, now / was > 11 ? -1 : 0)
    await picture(app, 'tables-compared')
    await compareWith('No comparison')
    await person.choosePeriod('30 days')
  })

  it('adds up and puts in order amounts of several currencies in one, and says by which rates', async () => {
    const { rows, totals } = await asked({})
    expect(new Set(rows.map((row) => row.currency)).size).toBeGreaterThan(3)
    await main().getByText(`totals and order in ${totals.currency}`).waitFor()
    const spend = (figure({ ...rows[0], values: totals.values } as TableRow, 'spend') ?? 0) / 1e6
    const shown = (await person.table(GRIDS.campaign)).at(-1)?.['Spend'] ?? ''
    expect(shown.endsWith(` ${totals.currency}`)).toBe(true)
    expect(Number(shown.replaceAll(/[^\d.]/g, ''))).toBeCloseTo(spend, 0)
    const total = app.page.locator(`[data-row="${await rowCount('campaign')}"] [title^="Spend: "]`).first()
    expect(await total.getAttribute('title')).toMatch(
      /rates of .*\n1 [A-Z]{3} = [\d.,]+ USD on [\s\S]*\nAn account’s amounts go by the mean rate/,
    )
    await header('Spend').click()
    await expect.poll(() => header('Spend').getAttribute('aria-sort')).toBe('descending')
    await expect
      .poll(async () => (await names('campaign', 'Campaign')).slice(0, 10))
      .toEqual(rows.slice(0, 10).map(({ object }) => object?.name))
  })

  it('compares today by the hour, asked of Meta while it is looked at, and sorts by the difference', async () => {
    await person.choosePeriod('Today')
    await compareWith('Same hours yesterday')
    await main()
      .getByText(/^Hours to /)
      .waitFor()
    await header('Impr. Δ%').click()
    await expect.poll(() => header('Impr. Δ%').getAttribute('aria-sort')).toBe('descending')
    const question = {
      period: 'today',
      compare: 'sameHour',
      sort: { by: 'impressions', aspect: 'changePercent', direction: 'descending' },
    } as const
    const { rows, hours } = await asked(question)
    expect(hours?.known).toBe(hours?.accounts)
    const at = METRIC_IDS.indexOf('impressions')
    const [like, was] = [rows[0]?.comparable?.[at] ?? 0, rows[0]?.before?.[at] ?? 0]
    await expect
      .poll(async () => Number((await person.table(GRIDS.campaign))[0]?.['Impr. before']?.replaceAll(',', '')))
      .toBe(was)
    const change = (await person.table(GRIDS.campaign))[0]?.['Impr. Δ%'] ?? ''
    expect(Number(change.replaceAll(/[^\d.]/g, ''))).toBeCloseTo((like / was - 1) * 100, 0)
    // Nobody knows purchases by the hour.
    expect((await names('campaign', 'Purchases Δ%')).every((text) => text === '–')).toBe(true)
    await openLevel('ad')
    await main()
      .getByText(/^Hours to /)
      .waitFor()
    await expect
      .poll(async () => (await names('ad', 'Impr. Δ%')).some((text) => /\d/.test(text)), { timeout: 20_000 })
      .toBe(true)
    await picture(app, 'tables-hours')
    expect(await violations(app.page)).toEqual([])
    await openLevel('campaign')
    await compareWith('No comparison')
    await person.choosePeriod('30 days')
  })

  it('is as it was left after a restart', async () => {
    const before = await headers()
    await openLevel('adset')
    await button('Table options').click()
    await app.page.getByRole('menuitemradio', { name: 'Compact' }).click()
    await app.close()
    await start()
    await app.page.getByRole('grid', { name: GRIDS.adset }).waitFor()
    expect((await cell(0).boundingBox())?.height).toBeLessThan(26)
    await openLevel('campaign')
    await expect.poll(headers).toEqual(before)
    await button('Links and costs changed').waitFor()
  })
})

describe('by keyboard', () => {
  it('selects rows, up to a row, and all; and copies them as cells', async () => {
    await press('g', 'c')
    await cell(0).waitFor()
    await expect.poll(async () => (await focused()).row).toBe(0)
    await press('Space', 'ArrowDown', 'ArrowDown', 'Space')
    await button('2 selected').waitFor()
    await press('Control+Home', 'Shift+ArrowDown', 'Shift+ArrowDown')
    await button('3 selected').waitFor()
    await press('Control+c')
    await app.page.getByText('3 rows copied.').waitFor()
    const lines = (await person.pasted()).split(/\r?\n/).map((line) => line.split('\t'))
    expect(lines).toHaveLength(4)
    expect(lines[0]?.[0]).toBe('Campaign')
    const shown = await names('campaign', 'Campaign')
    expect(lines.slice(1).map(([name]) => name?.replace(/^'/, ''))).toEqual(shown.slice(0, 3))
    const at = lines[0]?.indexOf('Impr.') ?? -1
    expect(lines.slice(1).every((line) => /^\d+$/.test(line[at] ?? ''))).toBe(true)
    await cell(2).focus()
    await press('Control+a')
    await button(`${await rowCount('campaign')} selected`).waitFor()
    // Where the clipboard wants another press, it gets one.
    await app.page.evaluate(() => {
      const own = document.execCommand.bind(document)
      document.execCommand = () => {
        document.execCommand = own
        return false
      }
    })
    await press('Control+c')
    await app.page.getByText(/^\d+ rows are ready for the clipboard\.$/).waitFor()
    await picture(app, 'tables-copy-ready')
    await app.page.getByRole('button', { name: 'Copy', exact: true }).click()
    await app.page.getByText(`${await rowCount('campaign')} rows copied.`).waitFor()
    expect((await person.pasted()).split('\n')).toHaveLength((await rowCount('campaign')) + 1)
    await cell(2).focus()
    await press('Escape')
    await expect.poll(() => button(/selected$/).count()).toBe(0)
  })

  it('opens the menu of a cell, says what the figure is, and why it may be another one in Ads Manager', async () => {
    const column = (await headers()).indexOf('Spend')
    await press('Control+Home', ...Array.from({ length: column }, () => 'ArrowRight'))
    await press('Shift+F10')
    const menu = app.page.getByRole('menu')
    await menu.getByText(/^Spend: /).waitFor()
    await picture(app, 'tables-cell-menu')
    await menu.getByRole('menuitem', { name: 'Open' }).waitFor()
    await press('w', 'Enter')
    await dialog().getByRole('heading', { name: /^Why/ }).first().waitFor()
    await press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(async () => (await focused()).row).toBe(0)
    await press('Shift+F10', 'End', 'Enter')
    await app.page.getByText('Copied.').first().waitFor()
    const shown = (await person.table(GRIDS.campaign))[0]?.['Spend'] ?? ''
    expect(Number(await person.pasted())).toBeCloseTo(Number(shown.replaceAll(/[^\d.]/g, '')), 1)
    await cell(0, column).click()
    await press('Control+Home', 'Escape', 'Escape')
    await expect.poll(() => button(/selected$/).count()).toBe(0)
  })

  it('moves, pins and hides columns, and opens their menu', async () => {
    // The last is the trend line, which goes with its figure.
    await press('Control+Home', 'End', 'ArrowLeft')
    const before = await headers()
    const [last = '', trend = ''] = before.slice(-2)
    expect(trend).toBe(`${last}, trend`)
    await press('Alt+ArrowLeft')
    await expect.poll(async () => (await headers()).slice(-3, -1)).toEqual([last, trend])
    await press('Alt+ArrowRight')
    await expect.poll(headers).toEqual(before)
    await press('Alt+p')
    await expect.poll(async () => (await headers()).indexOf(last)).toBe(1)
    const position = () => header(last).evaluate((head) => getComputedStyle(head).position)
    expect(await position()).toBe('sticky')
    await press('Alt+p')
    await expect.poll(position).toBe('absolute')
    const now = await focused()
    await press('Alt+h')
    await expect.poll(headers).not.toContain(last)
    expect((await focused()).row).toBe(now.row)
    await press('Alt+ArrowDown')
    await app.page.getByRole('menu').waitFor()
    await press('Escape')
    await app.page.getByRole('menu').waitFor({ state: 'detached' })
    await expect.poll(() => app.page.locator(':focus').getAttribute('role')).toBe('gridcell')
  })

  it('finds a row by what is typed, and says when there is none', async () => {
    await press('ArrowDown', 'Control+Home')
    const wanted = (await names('campaign', 'Campaign'))[6]?.slice(0, 8) ?? ''
    await app.page.keyboard.type(`'${wanted}`)
    await expect.poll(async () => (await focused()).row).toBeGreaterThan(0)
    expect((await focused()).text.startsWith(wanted)).toBe(true)
    await app.page.keyboard.type('qqq')
    await app.page.getByText('No row begins so.').waitFor()
    await press('Escape')
  })

  it('finds a row that was never scrolled to', async () => {
    await press('Control+k')
    await app.page.keyboard.type(GRIDS.ad)
    await press('Enter')
    await app.page.getByRole('grid', { name: GRIDS.ad }).waitFor()
    const sort = { by: 'name', aspect: 'value', direction: 'descending' } as const
    const { rows } = await asked({ level: 'ad', sort, offset: (await rowCount('ad')) - 1, limit: 1 })
    await header('Ad').click()
    const sorted = app.page.locator('[aria-sort=descending]').getByText('Ad', { exact: true })
    if ((await sorted.count()) === 0) await header('Ad').click()
    await sorted.waitFor()
    const last = rows[0]?.object?.name ?? ''
    await cell(0).click()
    await app.page.keyboard.type(`'${last}`)
    await expect.poll(async () => (await focused()).text).toBe(last)
    expect((await focused()).row).toBeGreaterThan(300)
    await press('Escape', 'Escape', 'Control+Home')
    await openLevel('campaign')
    await cell(0).focus()
  })

  it('goes down a level with what is chosen, filters and comes back up', async () => {
    const { page } = app
    await press('Control+Home', 'Space')
    const name = (await focused()).text
    await page.getByRole('tab', { name: 'Campaigns', exact: true }).focus()
    await press('ArrowRight')
    await page.getByRole('grid', { name: GRIDS.adset }).waitFor()
    await button(`in ${name}`).waitFor()
    await press('Tab')
    await expect.poll(() => page.locator(':focus').count()).toBe(1)
    await button('Filter').focus()
    await press('Enter')
    await page.getByRole('menu').waitFor()
    await page.keyboard.type('learn')
    await press('Enter')
    await page.getByRole('checkbox', { name: 'Learning', exact: true }).focus()
    await press('Space', 'Escape')
    await button('Learning: Learning').waitFor()
    await button('Remove the filter: Learning: Learning').focus()
    await press('Enter')
    await expect.poll(() => button('Learning: Learning').count()).toBe(0)
    await button(`Remove the filter: in ${name}`).focus()
    await press('Enter')
    await expect.poll(async () => rowCount('adset')).toBe((await asked({ level: 'adset' })).total)
    await page.getByRole('tab', { name: 'Ad sets', exact: true }).focus()
    await press('ArrowLeft')
    await page.getByRole('grid', { name: GRIDS.campaign }).waitFor()
  })

  it('puts columns in order in the dialog', async () => {
    const before = await headers()
    const at = before.indexOf('Budget')
    await button('Columns').focus()
    await press('Enter')
    await dialog()
      .getByRole('button', { name: /^Move Budget/ })
      .focus()
    await press('ArrowUp')
    await dialog().getByRole('button', { name: 'Apply' }).focus()
    await press('Enter')
    await dialog().waitFor({ state: 'detached' })
    const moved = before.with(at - 1, 'Budget').with(at, before[at - 1] ?? '')
    await expect.poll(headers).toEqual(moved)
    await expect.poll(() => app.page.locator(':focus').count()).toBe(1)
  })
})

describe('for everybody', () => {
  beforeAll(async () => {
    await person.choosePeriod('7 days')
    await compareWith('Previous period')
  })

  it.each([
    { locale: 'en', theme: 'light', width: 1280, height: 800 },
    { locale: 'ru', theme: 'dark', width: 1280, height: 800 },
    { locale: 'ru', theme: 'light', width: 900, height: 600 },
    // 1920 × 1080 at twice the size.
    { locale: 'en', theme: 'dark', width: 960, height: 540 },
  ] as const)('there are no barriers in $locale, $theme at $width', async ({ locale, theme, width, height }) => {
    const { page } = app
    const accounts = (await person.ask('accounts.list', undefined)).rows.map(({ name }) => name)
    await page.setViewportSize({ width, height })
    await person.ask('app.setPreferences', { locale, theme })
    await page.locator(`html[lang="${locale}"][data-theme="${theme}"]`).waitFor({ state: 'attached' })
    const check = async (name: string): Promise<void> => {
      await settled(page)
      await picture(app, `tables-${name}-${locale}-${theme}-${width}`)
      // Each language and each theme once; what differs in smaller windows is what fits.
      if (width === 1280) expect.soft(await violations(page), name).toEqual([])
      expect.soft(await clipped(page), name).toEqual([])
      if (locale === 'ru') {
        const known = [...accounts, 'Share of links', 'Share of links Δ%', 'Links and costs', 'winners']
        expect.soft(await untranslated(page, known), name).toEqual([])
      }
    }
    for (const at of [0, 1, 2]) {
      await page.getByRole('tab').nth(at).click()
      await cell(0).waitFor()
      await check(`level-${at}`)
      await cell(0).click()
      await page.locator('[data-inspector-first]').waitFor()
      await check(`inspector-${at}`)
      await press('Escape')
    }
    await page.getByRole('tab').first().click()
    await cell(0).waitFor()
    const actions = main().locator('header').first().getByRole('button')
    for (const [at, name] of [
      [-4, 'views'],
      [-3, 'groups'],
      [-2, 'columns'],
      [-1, 'options'],
    ] as const) {
      await actions.nth(at).click()
      await page.locator('[role=dialog]:not([data-type], [data-closed]), [role=menu]').first().waitFor()
      await check(name)
      if (name === 'options') {
        await page.getByRole('menuitem').first().click()
        await dialog().waitFor()
        await check('metrics')
      }
      await press('Escape')
      await expect
        .poll(() => page.locator('[role=dialog]:not([data-type], [data-closed]), [role=menu]').count())
        .toBe(0)
    }
  })
})
