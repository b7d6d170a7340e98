import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, closeMessages, untranslated, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const ACCOUNTS = 'Watched accounts and their figures'
const RATES = 'Exchange rates by day'
const LOOKS = [
  { theme: 'light', locale: 'en' },
  { theme: 'dark', locale: 'en' },
  { theme: 'light', locale: 'ru' },
  { theme: 'dark', locale: 'ru' },
] as const

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  await person.until('the rates', async () => (await person.ask('rates.get', { currency: null })).rows.length > 0)
  await person.choosePeriod('7 days')
  await compareWith('Previous period')
})
afterAll(() => home.dispose())

const go = async (key: 'o' | 'e' | 'p'): Promise<void> => {
  await app.page.keyboard.press('g')
  await app.page.keyboard.press(key)
}

const compareWith = async (name: string): Promise<void> => {
  await app.page
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click()
  await app.page.getByRole('radio', { name: new RegExp(`^${name}`) }).click()
  await app.page.keyboard.press('Escape')
}

/** In both themes and languages: a picture, nothing cut off, nothing that axe finds. */
const looks = async (name: string, key: 'o' | 'p', ready: () => Promise<unknown>): Promise<void> => {
  const names = (await person.ask('accounts.list', undefined)).rows.map((row) => row.name)
  for (const { theme, locale } of LOOKS) {
    // Chromium may not survive another theme on a page that axe has just looked at.
    await go('e')
    await closeMessages(app.page)
    await person.ask('app.setPreferences', { locale })
    await person.setTheme(theme)
    await go(key)
    await ready()
    await picture(app, `${name}-${theme}-${locale}`)
    expect.soft(await violations(app.page), `${name} ${theme} ${locale}`).toEqual([])
    expect.soft(await clipped(app.page), `${name} ${theme} ${locale}`).toEqual([])
    if (locale === 'ru') expect.soft(await untranslated(app.page, names), `${name} ${theme}`).toEqual([])
  }
  await go('e')
  await person.ask('app.setPreferences', { locale: 'en' })
  await person.setTheme('light')
  await go(key)
  await ready()
}
const movers = () => app.page.locator('ol li button').first().waitFor()

describe('the overview across currencies', () => {
  it('adds everything up in dollars, says by which rates, and shows own currencies when asked', async () => {
    const { page } = app
    await page.getByRole('columnheader', { name: 'Spend, USD' }).waitFor()
    const overview = await person.ask('overview.get', { period: 'last7d', compare: 'previous' })
    // The days are over: they do not move while one looks.
    const total = overview.accounts.reduce((sum, { reporting }) => sum + (reporting.figures.spend ?? 0), 0)
    const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(total / 1e6)
    await expect.poll(() => page.getByText(dollars, { exact: true }).count()).toBeGreaterThan(0)
    await expect.poll(async () => (await person.table(ACCOUNTS)).at(-1)?.['Spend, USD']).toContain(dollars.slice(1))
    await page.getByRole('button', { name: /^rates of / }).waitFor()

    const order = async (): Promise<(string | undefined)[]> =>
      (await person.table(ACCOUNTS)).slice(0, -1).map((row) => row['Account'])
    const worth = overview.accounts
      .toSorted(
        (a, b) =>
          (b.reporting.figures.spend ?? -1) - (a.reporting.figures.spend ?? -1) ||
          a.account.name.localeCompare(b.account.name),
      )
      .map(({ account }) => account.name)
    expect(await order()).toEqual(worth)
    await page.getByRole('radio', { name: 'Own currencies' }).click()
    await page.getByRole('columnheader', { name: 'Spend', exact: true }).waitFor()
    // 61,000 tenge do not stand above 500 dollars.
    expect(await order()).toEqual(worth)
    expect((await person.table(ACCOUNTS)).some((row) => /KZT/.test(row['Spend'] ?? ''))).toBe(true)
    await picture(app, 'overview-own')
    await page.getByRole('radio', { name: 'USD' }).click()
  })

  it('shows what moved most and leads there', async () => {
    const { page } = app
    const section = page.getByRole('region', { name: 'What moved most' })
    await section.getByRole('radio', { name: 'Cost / result' }).click()
    await section.getByText(/from own figures, .* from the mix/).waitFor()
    const found = await person.ask('overview.movers', {
      period: 'last7d',
      compare: 'previous',
      accountIds: [],
      metric: 'costPerResult',
      by: 'campaign',
    })
    await movers()
    const [first] = found.movers
    expect(await section.getByRole('listitem').nth(1).locator('bdi').first().textContent()).toBe(first?.name)
    await section.scrollIntoViewIfNeeded()
    await page.mouse.wheel(0, 1500)
    await picture(app, 'movers')
    await section.getByRole('listitem').nth(1).getByRole('button').click()
    await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor()
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await inspector.getByRole('heading', { level: 2 }).waitFor()
    await expect.poll(() => inspector.getByRole('heading', { level: 2 }).textContent()).toContain(first?.name)
    await page.keyboard.press('Escape')
    await go('o')
    // The account that it is of is in view now: all of them again.
    await page.getByRole('button', { name: /^Accounts in view/ }).click()
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await page.keyboard.press('Escape')
  })

  it('counts today by each account’s own midnight', async () => {
    const { page } = app
    await person.choosePeriod('Today')
    await page.getByText(/^Today so far: \d+% to \d+% of the accounts’ days/).waitFor()
    await page.getByText(/against .*, which is over/).waitFor()
    expect((await person.table(ACCOUNTS))[0]?.['Local time']).toMatch(/\d+%$/)
    await picture(app, 'overview-today')
    // Full hours are compared with the same ones, whatever of the day is still to come.
    await compareWith('Same hours yesterday')
    await page.getByText(/full hours against the same of /).waitFor()
    await picture(app, 'overview-hours')
    await person.choosePeriod('7 days')
  })

  it('has no barriers in both themes and languages', async () => {
    await looks('overview-rates', 'o', movers)
  })
})

describe('the rates in the settings', () => {
  const openRates = async (): Promise<void> => {
    await person.goTo('Settings')
    await app.page.getByRole('tab', { name: 'Exchange rates' }).click()
    await app.page.getByRole('grid', { name: RATES }).waitFor()
  }
  const top = async (currency: string) =>
    (await person.table(RATES)).find((row) => row['Currency']?.startsWith(currency)) ?? {}

  it('can be given by hand, by keyboard, and taken back', async () => {
    const { page } = app
    await openRates()
    const own = (await top('KZT'))['1 EUR is']
    await page.getByRole('grid', { name: RATES }).getByRole('gridcell').first().focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
    const dialog = page.getByRole('dialog', { name: 'Exchange rate by hand' })
    await dialog.waitFor()
    await dialog.getByRole('textbox', { name: 'is worth' }).fill('no number')
    await page.keyboard.press('Enter')
    await dialog.getByText('Enter a number above zero').waitFor()
    await picture(app, 'rate-dialog')
    await dialog.getByRole('textbox', { name: 'is worth' }).fill('600.25')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(async () => (await top('KZT'))['1 EUR is']).toBe('600.25')
    expect((await top('KZT'))['From']).toBe('By hand')
    await page.getByRole('gridcell', { name: /^KZT/ }).first().click()
    await page.getByRole('button', { name: 'Take back' }).click()
    await expect.poll(async () => (await top('KZT'))['1 EUR is']).toBe(own)
  })

  it('come from a file, whose wrong lines are named', async () => {
    const { page } = app
    const day = (await person.ask('rates.get', { currency: 'JPY' })).rows[0]?.day ?? ''
    const text = `date,currency,rate\n${day},JPY,171.5\n${day},USD,-1\nsomeday,USD,1.1\n`
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'rates.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    const dialog = page.getByRole('dialog', { name: 'Rates from the file' })
    await dialog.getByText('1 rate is new or has changed, 0 were there already.').waitFor()
    await dialog.getByText('Line 3').waitFor()
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
      `Line 3: ${day} USD -1 – not above zero`,
      'Line 4: someday USD 1.1 – not a day (2026-11-18 or 18.11.2026)',
    ])
    await picture(app, 'rates-import')
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await top('JPY'))['From']).toBe('File')
  })

  it('say when the provider cannot be reached, and go on with what is known', async () => {
    const { page } = app
    await person.ask('demo.set', { online: false, speed: 1 })
    await page.getByRole('button', { name: 'Fetch now' }).click()
    await page.getByText(/The provider of exchange rates \(127\.0\.0\.1:\d+\) cannot be reached\./).waitFor()
    await looks('settings-rates', 'p', () => app.page.getByRole('grid').waitFor())
    await person.ask('demo.set', { online: true, speed: 1 })
    await page.getByRole('tabpanel').getByRole('button', { name: 'Try again' }).click()
    await page.getByText(/cannot be reached/).waitFor({ state: 'detached' })
  })

  it('move the overview to another reporting currency', async () => {
    const { page } = app
    await page.getByRole('combobox', { name: 'Reporting currency' }).click()
    await page.getByRole('option', { name: /^EUR – / }).click()
    await person.goTo('Overview')
    await page.getByRole('columnheader', { name: 'Spend, EUR' }).waitFor()
    await page.setViewportSize({ width: 1920, height: 1080 })
    await movers()
    // The chart is drawn anew in its own time.
    await page.waitForTimeout(500)
    await picture(app, 'overview-euro')
    expect(await clipped(page)).toEqual([])
  })
})
