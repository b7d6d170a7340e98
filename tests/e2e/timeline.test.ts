import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMO_COLLEAGUE_TOKEN } from '../../src/sandbox/demo-app.ts'
import type { CampaignRow } from '../../src/shared/domain/objects.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, closeMessages, untranslated, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'
import { campaignsOf } from '../campaigns.ts'
import { readCsv } from '../unit/export/readers.ts'

/** What happened: the room, the section of an inspector, and an object as it was at an earlier moment. */

const home = createHome()
let app: Launched
let person: Person
let row: CampaignRow
let names: readonly string[] = []
pictureOnFailure(() => app)

const LOOKS = [
  ['en', 'dark'],
  ['ru', 'light'],
  ['ru', 'dark'],
  ['en', 'light'],
] as const
const inspector = (): Locator => app.page.locator('aside').last()
const look = async (locale: 'en' | 'ru', theme: 'light' | 'dark'): Promise<void> => {
  await person.ask('app.setPreferences', { locale })
  await person.setTheme(theme)
}
const check = async (name: string): Promise<void> => {
  await picture(app, name)
  expect.soft(await violations(app.page), name).toEqual([])
  expect.soft(await clipped(app.page), name).toEqual([])
  if (name.includes('-ru-')) expect.soft(await untranslated(app.page, names), name).toEqual([])
}
/** As a colleague does it in Meta's own pages. */
const colleague = async (id: string, params: Readonly<Record<string, string>>): Promise<void> => {
  const { metaHost, graphVersion } = await person.ask('health.get', undefined)
  const answer = await fetch(`http://${metaHost}/${graphVersion}/${id}`, {
    method: 'POST',
    body: new URLSearchParams({ ...params, access_token: DEMO_COLLEAGUE_TOKEN }),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  const found = await campaignsOf(person.ask, {
    period: 'last7d',
    accountIds: [],
    statuses: ['ACTIVE'],
    search: '',
    sort: { by: 'spend', direction: 'descending' },
    offset: 0,
    limit: 50,
  })
  const daily = found.rows.find(({ budget, currency }) => budget?.kind === 'daily' && currency === 'USD')
  if (!daily?.budget) throw new Error('no campaign with a daily budget')
  row = daily
  await person.ask('edits.make', {
    accountId: row.accountId,
    objectId: row.id,
    change: {
      field: 'dailyBudget',
      before: daily.budget.amount,
      // More: what was spent today may already be above less, which Meta refuses.
      after: daily.budget.amount * 2,
    },
    reason: 'Twice while the new creatives run',
  })
  await colleague(row.id, { name: `${row.name} (autumn)` })
  await person.ask('timeline.refresh', { accountIds: [], days: 30 })
  const { rows } = await person.ask('accounts.list', undefined)
  names = ['Alex Morgan', ...rows.map(({ name }) => name)]
})
afterAll(() => home.dispose())

it('shows who changed what in the accounts in view, and each entry in full, by keyboard', async () => {
  const { page } = app
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.getByRole('heading', { name: 'Timeline', level: 1 }).waitFor()
  const grid = page.getByRole('grid', { name: 'What happened in the accounts' })
  await grid.getByText('Sam Rivera').first().waitFor()
  const rows = await person.table('What happened in the accounts')
  const own = rows.find(({ Reason }) => Reason === 'Twice while the new creatives run')
  expect(own).toMatchObject({ By: 'You (Alex Morgan)', What: 'Daily budget', 'Told by': 'Journal Meta’s log' })
  expect(rows.find(({ By }) => By === 'Sam Rivera')).toMatchObject({ What: 'Name', 'Told by': 'Meta’s log' })
  expect(rows.filter(({ 'Before → after': change }) => change === own?.['Before → after'])).toHaveLength(1)
  await page.keyboard.press('/')
  await page.keyboard.type('creatives')
  await expect.poll(async () => (await person.table('What happened in the accounts')).length).toBe(1)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await person.tick(/^By/, 'Other people')
  await expect
    .poll(async () => (await person.table('What happened in the accounts')).some(({ By }) => By?.startsWith('You')))
    .toBe(false)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await grid.getByText('Twice while the new creatives run').click()
  await inspector().getByText('Written down here before it was sent to Meta.').waitFor()
  for (const [locale, theme] of LOOKS) {
    await look(locale, theme)
    await check(`timeline-room-${locale}-${theme}`)
  }
  await inspector().getByRole('button', { name: 'Open the campaign' }).click()
  await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor()
})

it('shows a campaign as it was, beside now, with who changed it', async () => {
  const { page } = app
  const toggle = (): Locator => inspector().getByRole('button', { name: /^(At an earlier moment|В прошлый момент)$/ })
  await toggle().focus()
  await page.keyboard.press('Enter')
  const travel = (): Locator => inspector().getByRole('region', { name: /At an earlier moment|В прошлый момент/ })
  await travel().waitFor()
  const states = async (): Promise<string[][]> => {
    const all = await travel().locator('tbody tr').all()
    return Promise.all(all.map((each) => each.locator('th, td').allInnerTexts()))
  }
  // By default a day ago: it had not been read then, and the demo's log says nothing of it.
  await travel().getByRole('slider').focus()
  await page.keyboard.press('End')
  const { budget } = row
  const money = (micros: number): string =>
    `$${(micros / 1_000_000).toLocaleString('en-US', { minimumFractionDigits: 2 })}`
  const twice = (budget?.amount ?? 0) * 2
  await expect.poll(async () => (await states())[1]?.[2]).toBe(`${money(twice)} a day`)
  // Back from change to change, to before the first of them.
  const earlier = travel().getByRole('button', { name: 'Change before' })
  await expect
    .poll(async () => {
      if (await earlier.isEnabled()) await earlier.click()
      return (await states())[1]
    })
    .toEqual(['Budget', `${money(budget?.amount ?? 0)} a day`, `${money(twice)} a day`])
  await travel().getByText('You (Alex Morgan)').waitFor()
  expect((await states()).find(([field]) => field === 'Name')).toEqual(['Name', row.name, `${row.name} (autumn)`])
  for (const [locale, theme] of LOOKS) {
    await look(locale, theme)
    await toggle().evaluate((button) => button.scrollIntoView())
    await check(`timeline-then-${locale}-${theme}`)
  }
  await toggle().click()
  await inspector()
    .getByRole('list', { name: 'Timeline' })
    .evaluate((list) => list.scrollIntoView())
  await check('timeline-section-en-light')
})

it('shows the timeline of one object with all filters, of days of one’s own too, and writes it to a file', async () => {
  const { page } = app
  const filters = (): Locator => page.getByRole('tabpanel')
  await inspector().getByRole('button', { name: 'In the timeline' }).click()
  await page.getByRole('heading', { name: 'Timeline', level: 1 }).waitFor()
  const table = () => person.table('What happened in the accounts')
  await expect.poll(async () => (await table()).length).toBeGreaterThan(1)
  const about = await table()
  expect(about.filter(({ Object: object }) => object?.startsWith('Campaign') && !object.includes(row.name))).toEqual([])
  await person.tick(/^By/, 'Other people')
  await expect.poll(async () => (await table()).map(({ By }) => By)).toEqual(['Sam Rivera'])
  const day = new Intl.DateTimeFormat('sv-SE').format(new Date())
  await page.getByRole('button', { name: 'Days', exact: true }).click()
  await page.getByRole('textbox', { name: 'First day' }).fill(day)
  await page.getByRole('textbox', { name: 'Last day' }).fill(day)
  await check('timeline-days-en-light')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect.poll(async () => (await table()).length).toBe(1)
  const file = join(home.dir, 'timeline.csv')
  await app.saveNextTo(file)
  await filters().getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  await person.until('the file', async () => existsSync(file))
  const [head = [], line = [], ...rest] = readCsv(readFileSync(file, 'utf8'), ',')
  expect(rest).toEqual([])
  const cell = (title: string): string | undefined => line[head.indexOf(title)]
  expect([cell('Name'), cell('What'), cell('Before'), cell('After')]).toEqual([
    'Sam Rivera',
    'Name',
    row.name,
    `${row.name} (autumn)`,
  ])
  await page.getByText('timeline.csv is written.').first().waitFor()
  await closeMessages(page)
  for (const [locale, theme] of LOOKS) {
    await look(locale, theme)
    await check(`timeline-object-${locale}-${theme}`)
  }
  await page.getByRole('button', { name: 'All objects' }).click()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect.poll(async () => (await table()).length).toBeGreaterThan(1)
  await person.goTo('Campaigns')
})

it('explains a figure against Ads Manager’s and the books, and finds the cause that is of the size of a gap', async () => {
  const { page } = app
  await person.goTo('Campaigns')
  // Where its name stands among the others depends on what it spent: it is looked for.
  const search = page.getByRole('textbox', { name: 'Filter by name or id' })
  await search.fill(`${row.name} (autumn)`)
  await page.getByRole('main').getByRole('grid').getByText(`${row.name} (autumn)`, { exact: true }).click()
  await search.fill('')
  await page.getByRole('radio', { name: '30 days', exact: true }).click()
  const open = (): Locator => inspector().getByRole('button', { name: /^(Why different|Почему отличается)/ })
  await open().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('listitem').filter({ hasText: 'Time zone' }).waitFor()
  await dialog.getByRole('combobox', { name: 'Figure' }).click()
  await page.getByRole('option', { name: 'Purchases', exact: true }).click()
  const attribution = (): Locator =>
    dialog.locator('ol > li').filter({ hasText: /^(Attribution window|Окно атрибуции)/ })
  await attribution().getByText('Not known').waitFor()
  await attribution().getByRole('button', { name: 'Read the windows' }).click()
  await attribution().getByText('1-day click').waitFor()
  const { windows } = await person.ask('windows.get', { id: row.id, period: 'last30d' })
  const purchases = (name: string): number => windows.find(({ window }) => window === name)?.purchases ?? 0
  const gap = purchases('1d_click') - purchases('value')
  const { row: now } = await person.ask('campaigns.get', { id: row.id, period: 'last30d' })
  await dialog.getByRole('textbox', { name: 'In Ads Manager' }).fill(String((now.figures.purchases ?? 0) + gap))
  await dialog.getByText('Of the size of the difference:').waitFor()
  await dialog
    .getByText(/^Attribution window – 1-day click/)
    .first()
    .waitFor()
  for (const [locale, theme] of LOOKS) {
    await look(locale, theme)
    await check(`difference-${locale}-${theme}`)
  }
  await dialog.getByRole('radio', { name: 'The books' }).click()
  // Whoever keeps them has another clock than this computer.
  const clock = dialog.getByRole('combobox', { name: 'Days there by the clock of' })
  await clock.click()
  await page.getByRole('option', { name: 'Asia/Tokyo', exact: true }).click()
  await dialog.getByText(/A report by Asia\/Tokyo has its days [\d.]+ h apart/).waitFor()
  await dialog
    .locator('ol > li')
    .filter({ hasText: /^Day of the click/ })
    .waitFor()
  await check('difference-books-en-light')
  await dialog
    .locator('ol > li')
    .last()
    .evaluate((item) => item.scrollIntoView())
  await check('difference-books-end-en-light')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  // Focus goes back to what opened it.
  await expect.poll(() => open().evaluate((button) => button === document.activeElement)).toBe(true)
})
