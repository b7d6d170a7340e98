import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'
import { campaignsOf } from '../campaigns.ts'

/** Breakdowns in the inspectors, and today so far by the hour in the overview. */

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const inspector = (): Locator => app.page.locator('aside').last()
const section = (): Locator => inspector().getByRole('button', { name: /^(Breakdown|Разбивка)$/ })
const table = (): Locator => inspector().getByRole('table', { name: /^(Breakdown|Разбивка)$/ })
/** Heads, parts and the total, each by its words. */
const cells = async (): Promise<string[][]> =>
  Promise.all(
    (await table().locator('tr').all()).map(async (row) =>
      (await row.locator('th, td').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim()),
    ),
  )
const numberIn = (text: string | undefined): number => Number((text ?? '').replaceAll(/[^\d.]/g, ''))
const choose = async (label: string, option: string | RegExp): Promise<void> => {
  await inspector().getByRole('combobox', { name: label }).click()
  await app.page.getByRole('option', { name: option }).click()
}
const isRead = (part: string): Promise<void> => table().getByRole('rowheader', { name: part }).first().waitFor()
type Look = readonly [locale: 'en' | 'ru', theme: 'light' | 'dark']
const look = async (name: string, at: () => Locator, looks: readonly Look[]): Promise<void> => {
  for (const [locale, theme] of looks) {
    await person.ask('app.setPreferences', { locale })
    await person.setTheme(theme)
    await at().evaluate((element) => element.scrollIntoView())
    await picture(app, `${name}-${locale}-${theme}`)
    expect(await violations(app.page), `${locale} ${theme}`).toEqual([])
    expect(await clipped(app.page), `${locale} ${theme}`).toEqual([])
  }
  await person.ask('app.setPreferences', { locale: 'en' })
}

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  // What is looked at stands still.
  await person.ask('backfill.setPaused', { paused: true })
  await person.ask('sync.setPaused', { paused: true })
})
afterAll(() => home.dispose())

it('takes a campaign apart, opened by keyboard; parts add up to the total', async () => {
  const { page } = app
  await person.goTo('Campaigns')
  await person.choosePeriod('30 days')
  const found = await campaignsOf(person.ask, {
    period: 'last30d',
    accountIds: [],
    statuses: [],
    search: '',
    sort: { by: 'purchaseValue', direction: 'descending' },
    offset: 0,
    limit: 1,
  })
  const [row] = found.rows
  await page.getByRole('textbox', { name: 'Filter by name or id' }).fill(row?.id ?? '')
  await page
    .getByText(row?.name ?? '', { exact: true })
    .first()
    .click()
  await section().waitFor()
  await section().focus()
  await page.keyboard.press('Enter')
  await isRead('18–24')
  const [head = [], ...rest] = await cells()
  const total = rest.pop()
  expect(head.slice(0, 3)).toEqual(['Age', 'Spend', 'Results'])
  expect(rest.map(([part]) => part?.split(' ')[0])).toEqual([
    '18–24',
    '25–34',
    '35–44',
    '45–54',
    '55–64',
    '65+',
    'Unknown',
  ])
  const spend = rest.reduce((sum, [, value]) => sum + numberIn(value), 0)
  expect(spend).toBeCloseTo(numberIn(total?.[1]), 1)
  expect(numberIn(total?.[1])).toBeCloseTo((row?.figures.spend ?? 0) / 1e6, 1)
  // By another figure, from the biggest.
  await table().getByRole('button', { name: 'Results' }).click()
  const results = (await cells()).slice(1, -1).map(([, , value]) => numberIn(value))
  expect(results).toEqual(results.toSorted((a, b) => b - a))
})

it('greys out what Meta does not allow, with the reason', async () => {
  const { page } = app
  await inspector().getByRole('combobox', { name: 'Second breakdown' }).click()
  const country = page.getByRole('option', { name: /^Country/ })
  expect(await country.innerText()).toContain('Meta does not allow them together.')
  expect(await country.getAttribute('aria-disabled')).toBe('true')
  await picture(app, 'breakdown-refused')
  // Menus lie outside of the landmarks by nature.
  expect((await violations(page)).filter((found) => !found.startsWith('region:'))).toEqual([])
  await page.getByRole('option', { name: 'Gender' }).click()
  await isRead('25–34 · Women')
  await choose('By', 'Region')
  await inspector()
    .getByText(/Known in total only.*Purchases/)
    .waitFor()
  const [head = []] = await cells()
  expect(head).not.toContain('Purchases')
  expect(await inspector().getByRole('combobox', { name: 'Second breakdown' }).innerText()).toBe('nothing more')
  await picture(app, 'breakdown-region')
})

it('is compared with the days before, copied, and looks well in both languages and themes', async () => {
  const { page } = app
  await choose('By', 'Placement')
  await page.getByRole('button', { name: /^Compare/ }).click()
  await page.getByRole('radio', { name: /^Previous period/ }).click()
  await inspector()
    .getByText(/against/)
    .waitFor()
  await isRead('Instagram · Feed')
  await look('breakdown', section, [
    ['en', 'light'],
    ['en', 'dark'],
    ['ru', 'light'],
    ['ru', 'dark'],
  ])
  await person.setTheme('light')
  await inspector().getByRole('button', { name: 'Copy the table' }).click()
  await page.getByText('Copied').waitFor()
  const lines = (await person.pasted()).split(/\r?\n/).map((line) => line.split('\t'))
  expect(lines[0]?.slice(0, 4)).toEqual(['Placement', '', 'Spend', 'before: Spend'])
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1)
  expect(lines.some(([platform, place]) => platform === 'Instagram' && place === 'Feed')).toBe(true)
  expect(lines.slice(1, -1).reduce((sum, line) => sum + Number(line[2]), 0)).toBeCloseTo(Number(lines.at(-1)?.[2]), 2)
})

it('without network keeps what was read, and says of what never was that it cannot be had', async () => {
  await person.ask('demo.set', { online: false, speed: 1 })
  await inspector().getByRole('button', { name: 'Read the breakdown again' }).click()
  await inspector().getByText('These figures were read before.').waitFor()
  expect((await cells()).length).toBeGreaterThan(3)
  await section().evaluate((button) => button.scrollIntoView())
  await picture(app, 'breakdown-offline')
  await choose('By', 'Country')
  await inspector().getByRole('button', { name: 'Try again' }).waitFor()
  await person.ask('demo.set', { online: true, speed: 1 })
  await inspector().getByRole('button', { name: 'Try again' }).click()
  await expect.poll(async () => (await cells()).length).toBeGreaterThan(2)
})

it('takes an account apart by hour', async () => {
  await person.goTo('Accounts')
  const { rows } = await person.ask('accounts.list', undefined)
  const account = rows.find(({ watched, spentToday }) => watched && spentToday !== null)
  await app.page
    .getByText(account?.name ?? '', { exact: true })
    .first()
    .click()
  await section().click()
  await choose('By', 'Hour of day')
  await isRead('09:00')
  expect((await cells()).slice(1, -1).map(([hour]) => hour?.slice(0, 2))).toEqual(
    Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
  )
  await section().evaluate((button) => button.scrollIntoView())
  await picture(app, 'breakdown-hours')
  expect(await violations(app.page)).toEqual([])
})
