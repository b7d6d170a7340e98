import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Input } from '../../src/shared/contract/contract.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, untranslated, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'
import { startAgain } from './second-start.ts'

/** Several windows, links from outside, and everything by a few letters. */

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const QUESTION: Omit<Input<'table.query'>, 'level'> = {
  period: 'last30d',
  compare: null,
  accountIds: [],
  campaignIds: [],
  adSetIds: [],
  search: '',
  filters: [],
  group: null,
  sort: { by: 'name', aspect: 'value', direction: 'ascending' },
  figures: [],
  formulas: [],
  trend: null,
  offset: 0,
  limit: 1,
}

const ours = (): readonly Page[] => app.pages().filter((page) => /[?&]window=/.test(page.url()))
const pageOf = (id: string): Promise<Page> =>
  person.until(`window ${id}`, async () => ours().find((page) => new URL(page.url()).searchParams.get('window') === id))
const heading = (page: Page, name: string): Locator => page.getByRole('heading', { name, exact: true, level: 1 })
const period = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const { search } = location
    const id = new URLSearchParams(search).get('window')
    const view = localStorage.getItem(id === 'main' ? 'view' : `view:${id}`)
    return view === null ? null : ((JSON.parse(view) as { state: { period: string } }).state.period ?? null)
  })

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
})
afterAll(() => home.dispose())

it('opens one more window with the view of the first, and then each goes its own way', async () => {
  const { page } = app
  await person.goTo('Campaigns')
  await page.keyboard.press('Control+n')
  const second = await pageOf('2')
  await heading(second, 'Campaigns').waitFor()
  await second.keyboard.press('g')
  await second.keyboard.press('a')
  await heading(second, 'Alerts').waitFor()
  await second.getByRole('radio', { name: '30 days', exact: true }).click()
  await expect.poll(() => period(second)).toBe('last30d')
  // What one window chooses is no other's business, not even after both were loaded again.
  await Promise.all([page.reload(), second.reload()])
  await heading(page, 'Campaigns').waitFor()
  await heading(second, 'Alerts').waitFor()
  expect([await period(page), await period(second)]).toEqual(['today', 'last30d'])
  // What is true of the program is true in both.
  await person.ask('app.setPreferences', { theme: 'dark' })
  await second.locator('html[data-theme="dark"]').waitFor({ state: 'attached' })
  await person.ask('app.setPreferences', { theme: 'light' })
  expect(new URL(second.url()).search).toBe('?window=2')
})

it('closes one of several for good, and comes back with those that were open', async () => {
  const second = await pageOf('2')
  await second.keyboard.press('Control+n')
  await pageOf('3')
  await app.closeWindow(await pageOf('3'))
  await expect.poll(() => ours().length).toBe(2)
  await app.close()
  app = await home.launch()
  person = createPerson(app)
  await heading(await pageOf('main'), 'Campaigns').waitFor()
  await heading(await pageOf('2'), 'Alerts').waitFor()
  expect(ours()).toHaveLength(2)
  await app.closeWindow(await pageOf('2'))
  await expect.poll(() => ours().length).toBe(1)
  // The last one stays in the tray.
  await app.closeWindow(await pageOf('main'))
  await person.until('the hidden window', async () => !(await app.isVisible()))
  await app.clickTray()
  await person.until('the window', () => app.isVisible())
})

it('goes where a link leads, and says so of one that leads nowhere', async () => {
  const page = await pageOf('main')
  const { rows } = await person.ask('accounts.list', undefined)
  const account = rows[0]
  if (!account) throw new Error('no account')
  expect((await startAgain(home.dir, `buydesk://open/accounts/account/${account.id}`)).code).toBe(0)
  await heading(page, 'Accounts').waitFor()
  await page.locator('aside').last().getByRole('heading', { name: account.name }).waitFor()
  // An ad set stands in the table of its level.
  const sets = await person.ask('table.query', { ...QUESTION, level: 'adset' })
  const set = sets.rows[0]?.object
  if (!set) throw new Error('no ad set')
  expect((await startAgain(home.dir, `buydesk://open/campaigns/adset/${set.id}`)).code).toBe(0)
  await heading(page, 'Campaigns').waitFor()
  await page.locator('aside').last().getByRole('heading', { name: set.name }).waitFor()
  await page.getByRole('tab', { name: 'Ad sets', selected: true }).waitFor()
  expect((await startAgain(home.dir, `buydesk://open/accounts/account/${account.id}`)).code).toBe(0)
  await heading(page, 'Accounts').waitFor()
  for (const hostile of [
    'buydesk://open/settings/../../etc/passwd',
    'buydesk://open/campaigns/campaign/1;drop',
    'buydesk://evil/<img src=x>',
  ]) {
    expect((await startAgain(home.dir, hostile)).code).toBe(0)
    const notes = page.getByRole('region', { name: 'Notifications' })
    const said = notes.getByText('That link was not opened: it leads to no room of Buydesk')
    await said.waitFor()
    await notes.locator('button[aria-label="Close"]').click()
    await said.waitFor({ state: 'detached' })
    await heading(page, 'Accounts').waitFor()
  }
  // A link to what is selected, with the keys that are shown for it.
  const copied = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.addEventListener('copy', (event) => resolve(event.clipboardData?.getData('text/plain') ?? ''), {
          once: true,
        })
        document.querySelector<HTMLElement>('aside [aria-label="Copy a link to this"]')?.click()
      }),
  )
  expect(copied).toBe(`buydesk://open/accounts/account/${account.id}`)
  await page.getByText('The link was copied.').waitFor()
  await app.close()
  app = await home.launch({}, [`buydesk://open/health`])
  person = createPerson(app)
  await heading(await pageOf('main'), 'Health').waitFor()
  expect(new URL((await pageOf('main')).url()).search).toBe('?window=main')
})

it('finds rooms, accounts, campaigns, ad sets, ads, periods and actions by a few letters', async () => {
  const page = await pageOf('main')
  const found = (name: string): Locator => page.getByRole('option', { name })
  const { rows } = await person.ask('table.query', { ...QUESTION, level: 'ad' })
  const ad = rows[0]?.object
  if (!ad) throw new Error('no ad')
  await person.ask('kept.save', {
    kind: 'view',
    name: 'Winners of autumn',
    doc: {
      level: 'ad',
      columns: [{ id: 'name', width: null, pinned: true }],
      filters: [],
      group: null,
      sort: { by: 'name', aspect: 'value', direction: 'ascending' },
      search: '',
      period: null,
      compare: null,
      accountIds: [],
    },
  })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('winners')
  await found('Winners of autumn').waitFor()
  await page.keyboard.press('Enter')
  await heading(page, 'Campaigns').waitFor()
  await page.getByRole('tab', { name: 'Ads', selected: true }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('last month')
  await found('Last month').waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => period(page)).toBe('lastMonth')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(ad.name)
  await page.getByRole('group', { name: 'Ads', exact: true }).getByRole('option').first().waitFor()
  for (const [locale, theme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ru', 'light'],
    ['ru', 'dark'],
  ] as const) {
    await person.ask('app.setPreferences', { locale })
    await person.setTheme(theme)
    const name = `palette-${locale}-${theme}`
    await picture(app, name)
    expect.soft(await violations(page), name).toEqual([])
    expect.soft(await clipped(page), name).toEqual([])
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Slash')
  await page.getByRole('dialog').waitFor()
  await picture(app, 'keys-ru-dark')
  expect.soft(await untranslated(page, [])).toEqual([])
  await person.ask('app.setPreferences', { locale: 'en' })
  await person.setTheme('light')
  await picture(app, 'keys-en-light')
  expect.soft(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('new window')
  await page.keyboard.press('Enter')
  await pageOf('2')
})
