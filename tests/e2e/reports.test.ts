import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Locale, Theme } from '../../src/shared/domain/connection.ts'
import { readCsv, readXlsx } from '../unit/export/readers.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import { ROOT } from './launched.ts'
import type { Launched } from './launched.ts'
import { clipped, closeMessages, untranslated, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
const folder = mkdtempSync(join(tmpdir(), 'buydesk-e2e-exports-'))
let app: Launched
let person: Person
let names: readonly string[] = []
pictureOnFailure(() => app)

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  names = (await person.ask('accounts.list', undefined)).rows.map(({ name }) => name)
})
afterAll(async () => {
  await home.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await app.page.keyboard.press(key)
}
const button = (name: string | RegExp) =>
  app.page.getByRole('main').getByRole('button', { name, exact: typeof name === 'string' })
const blocks = () => app.page.getByRole('main').locator('section[data-width]')
const blockNames = (): Promise<(string | null)[]> =>
  blocks().evaluateAll((all) => all.map((block) => block.getAttribute('aria-label')))
/** Every block has its figures. */
const isDrawn = (): Promise<void> =>
  expect
    .poll(() =>
      app.page
        .getByRole('main')
        .getByRole('status', { name: /Loading|Загрузка/ })
        .count(),
    )
    .toBe(0)
/** Chooses a format for the report on the screen and waits until its file is whole. */
const exported = async (format: string, name: string): Promise<Buffer> => {
  const path = join(folder, name)
  await app.saveNextTo(path)
  await button('Export').click()
  await app.page.getByRole('menuitem', { name: format, exact: true }).click()
  await expect
    .poll(async () => (await person.ask('exports.list', undefined)).find((each) => each.name === name)?.state)
    .toBe('done')
  return readFileSync(path)
}

describe('a report', () => {
  it('is there from the start, and its figures are those of the tables', async () => {
    await press('g', 'r')
    await app.page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor()
    await app.page.getByRole('navigation', { name: 'Reports' }).getByRole('button', { name: '7 days' }).click()
    await isDrawn()
    expect(await blockNames()).toEqual(['Figures', 'Spend', 'Link clicks', 'Campaigns', 'Ads'])
    await picture(app, 'reports-7-days')
    const page = await person.ask('table.query', {
      level: 'campaign',
      period: 'last7d',
      compare: 'previous',
      accountIds: [],
      campaignIds: [],
      adSetIds: [],
      search: '',
      filters: [],
      group: null,
      sort: { by: 'spend', aspect: 'value', direction: 'descending' },
      figures: ['impressions'],
      formulas: [],
      trend: null,
      offset: 0,
      limit: 1,
    })
    const tile = blocks().first().locator('dl > div', { hasText: 'Impressions' })
    expect(await tile.locator('dd').first().innerText()).toBe(
      new Intl.NumberFormat('en-US').format(page.totals.values[0] ?? -1),
    )
    // A ready-made one cannot be changed or lost.
    expect(await button('Arrange').count()).toBe(0)
    expect(await button('More').count()).toBe(0)
  })

  it('is copied and arranged by keyboard alone, and stays so', async () => {
    await button('Duplicate').focus()
    await press('Enter')
    await app.page.getByRole('navigation', { name: 'Reports' }).getByRole('button', { name: '7 days, copy' }).waitFor()
    await button('Arrange').focus()
    await press('Enter')
    const handle = app.page.getByRole('button', { name: 'Move Campaigns', exact: true })
    await handle.focus()
    await press('ArrowUp', 'ArrowUp', 'ArrowUp')
    await expect.poll(blockNames).toEqual(['Campaigns', 'Figures', 'Spend', 'Link clicks', 'Ads'])
    expect(await handle.evaluate((element) => element === document.activeElement)).toBe(true)
    await app.page.getByText('Campaigns is now 1 of 5.').waitFor({ state: 'attached' })
    // Words are added.
    await button('Add a block').focus()
    await press('Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
    await app.page.getByRole('dialog').getByLabel('Words').fill('Spend was held back on Tuesday.\n\nSee the edits.')
    await app.page.getByRole('dialog').getByRole('button', { name: 'Save' }).focus()
    await press('Enter')
    await app.page.getByText('Spend was held back on Tuesday.').waitFor()
    await picture(app, 'reports-arranging')
    await button('Done').focus()
    await press('Enter')
    const [kept] = await person.ask('kept.list', { kind: 'report' })
    expect(kept?.doc).toMatchObject({
      period: 'last7d',
      blocks: [{ kind: 'table' }, { kind: 'figures' }, {}, {}, {}, { kind: 'text' }],
    })
  })

  it('is arranged by hand: dragged, made narrow, changed, removed and taken back', async () => {
    const { page } = app
    await button('Arrange').click()
    await isDrawn()
    // Both in sight: what scrolls under a pressed mouse is no drag.
    await blocks().nth(2).scrollIntoViewIfNeeded()
    await page.getByRole('button', { name: 'Move Link clicks', exact: true }).dragTo(blocks().nth(2))
    await expect
      .poll(blockNames)
      .toEqual(['Campaigns', 'Figures', 'Link clicks', 'Spend', 'Ads', 'Spend was held back on Tuesday.'])
    await page.getByRole('button', { name: 'Half as wide: Figures' }).click()
    await page.getByRole('button', { name: 'Change Spend', exact: true }).click()
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Impressions' }).click()
    await picture(app, 'reports-chart-editor')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect.poll(blockNames).toContain('Spend, Impressions')
    await page.getByRole('button', { name: 'Change Campaigns', exact: true }).click()
    await page.getByRole('button', { name: /^Remove the filter: Spend > / }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Name' }).click()
    await page.getByRole('textbox', { name: 'Text' }).fill('prospecting')
    await picture(app, 'reports-table-filter')
    await press('Escape')
    await picture(app, 'reports-table-editor')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await isDrawn()
    const names = await blocks().first().locator('tbody tr td:first-child').allInnerTexts()
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(name.toLowerCase()).toContain('prospecting')
    await page.getByRole('button', { name: 'Remove Link clicks' }).click()
    await expect.poll(blockNames).not.toContain('Link clicks')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(blockNames).toContain('Link clicks')
    await button('Done').click()
  })

  it('has days, accounts and a name of its own, and comes back when it was deleted', async () => {
    const { page } = app
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Rename and days…' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Morning look')
    await page.getByRole('combobox', { name: 'Days' }).click()
    await page.getByRole('option', { name: '14 days' }).click()
    await page.getByRole('checkbox', { name: /^All watched accounts/ }).click()
    await page.getByRole('combobox', { name: 'Currency' }).click()
    await page.getByRole('option', { name: /^PLN – / }).click()
    await picture(app, 'reports-settings')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('navigation', { name: 'Reports' }).getByRole('button', { name: 'Morning look' }).waitFor()
    await expect.poll(() => page.getByRole('main').locator('header').first().innerText()).toContain('14 days')
    await expect.poll(() => page.getByRole('main').locator('header').first().innerText()).toContain('in PLN')
    await isDrawn()
    // Nothing else here is in that currency: its rates come because a report is.
    await expect.poll(() => blocks().nth(1).innerText()).toMatch(/Spend\s+PLN\s[\d,.]+[\s\S]+rates of /i)
    expect(await blocks().first().locator('tbody').innerText()).toMatch(/PLN\s[\d,.]+/)
    expect(await blocks().first().locator('tbody').innerText()).not.toContain('$')
    await picture(app, 'reports-own')
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page
      .getByRole('navigation', { name: 'Reports' })
      .getByRole('button', { name: 'Morning look' })
      .waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('navigation', { name: 'Reports' }).getByRole('button', { name: 'Morning look' }).waitFor()
    await isDrawn()
  })
})

describe('the list of own reports', () => {
  const own = () => app.page.getByRole('list', { name: 'Own' }).getByRole('button')
  const kept = async (): Promise<readonly string[]> =>
    (await person.ask('kept.list', { kind: 'report' })).map(({ name }) => name)

  it('is put in order by keys, by the menu and by hand, and stays so', async () => {
    const { page } = app
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
    await own().nth(1).waitFor()
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
    const [first, second, third] = ['Morning look', 'Morning look, copy', 'Morning look, copy, copy']
    await expect.poll(() => own().allInnerTexts()).toEqual([first, second, third])
    await own().nth(2).focus()
    // Faster than any of it is kept.
    await press('Alt+ArrowUp', 'Alt+ArrowUp', 'Alt+ArrowUp')
    await expect.poll(() => own().allInnerTexts()).toEqual([third, first, second])
    expect(
      await own()
        .nth(0)
        .evaluate((element) => element === document.activeElement),
    ).toBe(true)
    await page.getByText(`${third} is now 1 of 3.`).waitFor({ state: 'attached' })
    await expect.poll(kept).toEqual([third, first, second])
    await button('More').click()
    await page.getByRole('menuitem', { name: /^Move down/ }).click()
    await expect.poll(kept).toEqual([first, third, second])
    await own().nth(2).dragTo(own().nth(0))
    await expect.poll(kept).toEqual([second, first, third])
    await picture(app, 'reports-list')
    await page.reload()
    await expect.poll(() => own().allInnerTexts()).toEqual([second, first, third])
    for (const name of [second, third]) {
      await own().getByText(name, { exact: true }).click()
      await button('More').click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await expect.poll(kept).not.toContain(name)
    }
    await own().first().click()
  })
})

describe('exported', () => {
  it('is a report in every format, each whole and nothing beside it', async () => {
    const pdf = await exported('PDF', 'morning.pdf')
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.length).toBeGreaterThan(10_000)
    const png = await exported('PNG picture', 'morning.png')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20) > 800]).toEqual([960, true])
    writeFileSync(join(ROOT, 'test-out', 'reports-printed.png'), png)
    writeFileSync(join(ROOT, 'test-out', 'reports-printed.pdf'), pdf)
    const sheets = readXlsx(await exported('Excel', 'morning.xlsx'))
    expect(sheets.map(({ name }) => name)).toEqual([
      'About',
      'Campaigns',
      'Totals',
      'Link clicks',
      'Spend, Impressions',
      'Ads',
    ])
    const [head = [], ...lines] = readCsv((await exported('CSV', 'morning.csv')).toString(), ',')
    expect(head[0]).toBe('Campaign')
    expect(lines.length).toBeGreaterThan(10)
    expect(readdirSync(folder).toSorted()).toEqual(['morning.csv', 'morning.pdf', 'morning.png', 'morning.xlsx'])
    // The file of what is on the screen says what the screen says.
    const shown = await blocks().first().locator('tbody tr').first().locator('td').first().innerText()
    expect(lines[0]?.[0]).toBe(shown)
  })

  it('is the table on the screen, its rows in their order', async () => {
    const { page } = app
    await press('g', 'c')
    await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor()
    await person.choosePeriod('7 days')
    await app.saveNextTo(join(folder, 'table.csv'))
    await page.getByRole('grid').first().locator('[role=row]').nth(3).waitFor()
    await page.getByRole('button', { name: 'Table options' }).click()
    await picture(app, 'exports-table')
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click()
    await expect.poll(() => existsSync(join(folder, 'table.csv'))).toBe(true)
    const [head = [], ...rows] = readCsv(readFileSync(join(folder, 'table.csv'), 'utf8'), ',')
    const label = (await page.getByRole('grid').first().getAttribute('aria-label')) ?? ''
    const shown = (await person.table(label)).slice(0, 8).map((row) => row['Campaign'])
    const at = head.indexOf('Campaign')
    expect(rows.slice(0, 8).map((row) => row[at]?.replaceAll(/\s+/g, ' ').trim())).toEqual(shown)
    expect(rows.length).toBeGreaterThan(20)
    await press('g', 'r')
  })

  it('are days by object, from a dialog that any room opens by keyboard', async () => {
    const { page } = app
    await press('Control+k')
    await page.keyboard.type('days of objects')
    await press('Enter')
    await page.getByRole('dialog').getByRole('radio', { name: 'Campaigns' }).click()
    await picture(app, 'exports-days')
    await app.saveNextTo(join(folder, 'days.csv'))
    await page.getByRole('dialog').getByRole('button', { name: 'Choose a file…' }).focus()
    await press('Enter')
    await expect.poll(() => existsSync(join(folder, 'days.csv'))).toBe(true)
    await page.getByText('days.csv is written.').waitFor()
    const exports = page.getByRole('contentinfo').getByRole('button', { name: /^\d+ files$/ })
    await exports.click()
    await picture(app, 'exports-list')
    await page.getByRole('list', { name: 'Exports' }).getByRole('button', { name: 'Show in folder' }).first().click()
    await expect.poll(() => app.revealed()).toEqual([join(folder, 'days.csv')])
    await press('Escape')
    expect(readCsv(readFileSync(join(folder, 'days.csv'), 'utf8'), ',').length).toBeGreaterThan(10)
  })
})

describe('in every look', () => {
  const LOOKS = [
    ['en', 'light'],
    ['en', 'dark'],
    ['ru', 'light'],
    ['ru', 'dark'],
  ] as const satisfies readonly (readonly [Locale, Theme])[]

  it.each(LOOKS)('has no barriers: %s, %s', async (locale, theme) => {
    const { page } = app
    await closeMessages(page)
    await person.ask('app.setPreferences', { locale, theme })
    await page.locator(`html[lang="${locale}"][data-theme="${theme}"]`).waitFor({ state: 'attached' })
    const check = async (name: string): Promise<void> => {
      await isDrawn()
      await page.waitForTimeout(200)
      await picture(app, `reports-${name}-${locale}-${theme}`)
      expect.soft(await violations(page), name).toEqual([])
      expect.soft(await clipped(page), name).toEqual([])
      if (locale === 'ru') expect.soft(await untranslated(page, [...names, 'Morning look']), name).toEqual([])
    }
    const list = page.getByRole('navigation', { name: locale === 'ru' ? 'Отчёты' : 'Reports' })
    await list.getByRole('button').nth(2).click()
    await check('ready')
    await list.getByRole('button').nth(3).click()
    await button(locale === 'ru' ? 'Изменить' : 'Arrange').click()
    await check('arranged')
    await button(locale === 'ru' ? 'Готово' : 'Done').click()
  })
})
