import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'
import { campaignsOf } from '../campaigns.ts'

/** The section of a campaign that says its conversions by attribution window. */

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const inspector = (): Locator => app.page.locator('aside').last()
const section = (): Locator => inspector().getByRole('button', { name: /^(By attribution window|По окнам атрибуции)$/ })
const rows = async (): Promise<string[][]> => {
  const all = await inspector().locator('table[aria-label="By attribution window"] tbody').all()
  return Promise.all(all.map((row) => row.locator('th, td').allInnerTexts()))
}
const numberIn = (text: string | undefined): number => Number((text ?? '').replaceAll(/[^\d.]/g, ''))

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  await person.goTo('Campaigns')
  await person.choosePeriod('30 days')
  await app.page.getByRole('columnheader', { name: 'Results', exact: true }).click()
})
afterAll(() => home.dispose())

it('is read when it is opened by keyboard, the ad sets’ own setting first and marked', async () => {
  const { page } = app
  const found = await campaignsOf(person.ask, {
    period: 'last30d',
    accountIds: [],
    statuses: [],
    search: '',
    sort: { by: 'purchaseValue', direction: 'descending' },
    offset: 0,
    limit: 1,
  })
  const name = found.rows[0]?.name ?? ''
  await page.getByRole('textbox', { name: 'Filter by name or id' }).fill(found.rows[0]?.id ?? '')
  await page
    .getByRole('gridcell', { name })
    .or(page.getByText(name, { exact: true }))
    .first()
    .click()
  await section().waitFor()
  expect(await inspector().locator('table[aria-label="By attribution window"]').count()).toBe(0)
  await section().focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await rows()).length).toBe(6)
  expect(await section().getAttribute('aria-expanded')).toBe('true')
  const table = await rows()
  expect(table[0]?.[0]).toMatch(/click[\s\S]*As set|Differs by ad set[\s\S]*As set/)
  expect(table.slice(1).map(([window]) => window)).toEqual([
    '1-day click',
    '7-day click',
    '28-day click',
    '1-day view',
    '1-day engaged view',
  ])
  const [, day, week, month] = table.map(([, results]) => numberIn(results))
  expect(day).toBeGreaterThan(0)
  expect(week).toBeGreaterThan(day ?? Infinity)
  expect(month).toBeGreaterThan(week ?? Infinity)
  await section().evaluate((button) => button.scrollIntoView())
  await picture(app, 'attribution-en-light')
  expect(await violations(page)).toEqual([])
  expect(await clipped(page)).toEqual([])
})

it('says how old it is and is read again when a person wants it', async () => {
  const again = inspector().getByRole('button', { name: 'Read the windows again' })
  const age = inspector()
    .locator('p', { has: app.page.getByRole('button', { name: 'Read the windows again' }) })
    .locator('time')
  const before = await age.getAttribute('datetime')
  await again.click()
  await expect.poll(() => age.getAttribute('datetime')).not.toBe(before)
})

it('looks well in the dark and in Russian', async () => {
  for (const [locale, theme] of [
    ['en', 'dark'],
    ['ru', 'light'],
    ['ru', 'dark'],
  ] as const) {
    await person.ask('app.setPreferences', { locale })
    await person.setTheme(theme)
    await section().evaluate((button) => button.scrollIntoView())
    const overhang = await inspector()
      .locator('table[aria-label="По окнам атрибуции"], table[aria-label="By attribution window"]')
      .evaluate((table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0))
    expect(overhang, locale).toBeLessThanOrEqual(0)
    await picture(app, `attribution-${locale}-${theme}`)
    expect(await violations(app.page)).toEqual([])
    expect(await clipped(app.page)).toEqual([])
  }
  await person.ask('app.setPreferences', { locale: 'en' })
  await person.setTheme('light')
})

it('without network keeps what was read, and says of what never was that it cannot be had', async () => {
  await person.ask('demo.set', { online: false, speed: 1 })
  await inspector().getByRole('button', { name: 'Read the windows again' }).click()
  await inspector().getByText('These figures were read before.').waitFor()
  expect(await rows()).toHaveLength(6)
  await section().evaluate((button) => button.scrollIntoView())
  await picture(app, 'attribution-offline')
  await person.choosePeriod('Yesterday')
  await section().click()
  await inspector().getByRole('button', { name: 'Try again' }).waitFor()
  await section().evaluate((button) => button.scrollIntoView())
  await picture(app, 'attribution-never-read')
  await person.ask('demo.set', { online: true, speed: 1 })
  await inspector().getByRole('button', { name: 'Try again' }).click()
  await expect.poll(async () => (await rows()).length).toBe(6)
})
