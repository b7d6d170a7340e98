import type { Locator } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { shell as en } from '../../src/renderer/strings/en/shell.ts'
import { shell as ru } from '../../src/renderer/strings/ru/shell.ts'
import type { Locale, Theme } from '../../src/shared/domain/connection.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, settled, untranslated, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
let app: Launched
let person: Person
let names: readonly string[] = []
pictureOnFailure(() => app)

const ROOMS = [
  'overview',
  'campaigns',
  'alerts',
  'suggestions',
  'strategies',
  'edits',
  'timeline',
  'reports',
  'accounts',
  'health',
  'settings',
] as const
const KEYS: Readonly<Record<(typeof ROOMS)[number], string>> = {
  overview: 'o',
  campaigns: 'c',
  alerts: 'a',
  suggestions: 's',
  strategies: 't',
  edits: 'e',
  timeline: 'l',
  reports: 'r',
  accounts: 'u',
  health: 'h',
  settings: 'p',
}
const LOOKS = [
  { locale: 'en', theme: 'light' },
  { locale: 'en', theme: 'dark' },
  { locale: 'ru', theme: 'light' },
  { locale: 'ru', theme: 'dark' },
] as const

const press = (...keys: readonly string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => app.page.keyboard.press(key)), Promise.resolve())
const go = async (room: (typeof ROOMS)[number]): Promise<void> => {
  await press('g', KEYS[room])
  await app.page
    .locator('nav [aria-current=page]', { hasText: new RegExp(`${en.rooms[room]}|${ru.rooms[room]}`) })
    .waitFor()
  await app.page.locator('main h1').waitFor()
}
const look = async (locale: Locale, theme: Theme): Promise<void> => {
  await person.ask('app.setPreferences', { locale, theme })
  await app.page.locator(`html[lang="${locale}"][data-theme="${theme}"]`).waitFor({ state: 'attached' })
}
const check = async (name: string): Promise<void> => {
  await settled(app.page)
  await picture(app, `access-${name}`)
  // Each language and each theme once; what differs in the others is what fits.
  if (!/-(en-dark|ru-light)$/.test(name)) expect.soft(await violations(app.page), name).toEqual([])
  expect.soft(await clipped(app.page), name).toEqual([])
  if (name.includes('-ru-')) expect.soft(await untranslated(app.page, names), name).toEqual([])
}
const dialog = (): Locator => app.page.locator('[role=dialog]:not([data-type], [data-closed])')

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
})
afterAll(() => home.dispose())

describe('before a workspace', () => {
  it.each(LOOKS)('has no barriers in $locale, $theme', async ({ locale, theme }) => {
    const { page } = app
    await page.locator('main button strong').nth(2).waitFor()
    await look(locale, theme)
    await check(`first-${locale}-${theme}`)
    for (const way of [0, 1] as const) {
      await page.locator('main button:has(strong)').nth(way).click()
      await page.locator('form input').first().waitFor()
      await check(`sign-in-${way}-${locale}-${theme}`)
      await page.locator('form button:not([type=submit])').last().click()
    }
  })

  it('shows the accounts and the end of the set-up without barriers', async () => {
    await look('en', 'light')
    await person.signInToDemo()
    await app.page.locator('tbody tr').nth(11).waitFor()
    await check('choose-en-light')
    await look('en', 'light')
    await person.watchAll((name) => (name === 'done' ? check('done-en-light') : Promise.resolve()))
    await person.figuresAreThere()
    // Something for every room to show.
    await person.ask('demo.set', { online: true, speed: 60 })
    await person.until('alerts', async () => {
      await person.ask('sync.pollNow', undefined)
      return (await person.ask('alerts.list', undefined)).open.length > 1
    })
    await person.ask('demo.set', { online: true, speed: 1 })
    const { rows } = await person.ask('accounts.list', undefined)
    names = ['Alex Morgan', ...rows.map(({ name }) => name)]
    const strategy = await person.ask('strategies.save', {
      name: 'Stop loss',
      currency: 'GBP',
      accountIds: rows.filter(({ currency }) => currency === 'GBP').map(({ id }) => id),
      status: 'active',
      form: {
        minCtr: 0.009,
        maxCpc: 2_000_000,
        targetCpm: 15_000_000,
        budgetThreshold: 1_000_000,
        window: 'last7d',
        pauseLowPerformers: true,
        increaseBudget: true,
        adjustBidding: true,
        expandAudience: true,
      },
    })
    await person.ask('strategies.run', { id: strategy.id })
    const open = (await person.ask('suggestions.list', undefined)).find(
      ({ status, edit }) => status === 'open' && edit.kind === 'status',
    )
    if (!open) throw new Error('nothing was suggested')
    await person.ask('suggestions.apply', { id: open.id })
  })
})

describe('in every room', () => {
  it.each(LOOKS)('there are no barriers in $locale, $theme', async ({ locale, theme }) => {
    const { page } = app
    await look(locale, theme)
    for (const room of ROOMS) {
      await go(room)
      if (room === 'settings') {
        const tabs = page.getByRole('tab')
        const isFirst = locale === 'en' ? theme === 'light' : theme === 'dark'
        for (let at = 0; at < (isFirst ? await tabs.count() : 1); at++) {
          await tabs.nth(at).click()
          await check(`settings-${at}-${locale}-${theme}`)
        }
        continue
      }
      await page.locator('main [role=grid], main ul, main table').first().waitFor()
      if (room === 'health') {
        for (const at of [4, 3, 2, 1, 0]) {
          await page.getByRole('tab').nth(at).click()
          await page.locator('[role=tabpanel] h2, [role=tabpanel] [role=grid]').first().waitFor()
          await check(`health-${at}-${locale}-${theme}`)
          if (at >= 3) continue
          await page.getByRole('gridcell').first().click()
          await page.getByRole('complementary').getByRole('heading', { level: 2 }).waitFor()
          await check(`health-${at}-inspector-${locale}-${theme}`)
          await press('Escape')
        }
        continue
      }
      await check(`${room}-${locale}-${theme}`)
      if (room === 'accounts') {
        await page.getByRole('row', { name: /Lumen Fitness App/ }).click()
        await page.getByRole('complementary').locator('ol, canvas, p').last().waitFor()
        await check(`accounts-inspector-${locale}-${theme}`)
        await press('Escape')
      }
      if (room !== 'campaigns' && room !== 'edits') continue
      await page.getByRole('gridcell').first().click()
      await page.getByRole('complementary').getByRole('heading', { level: 2 }).waitFor()
      await check(`${room}-inspector-${locale}-${theme}`)
      await press('Escape')
    }
  })

  it.each([LOOKS[0], LOOKS[3]])('the dialogs and menus have none in $locale, $theme', async ({ locale, theme }) => {
    const { page } = app
    await look(locale, theme)
    const shown = async (name: string, open: () => Promise<unknown>): Promise<void> => {
      await open()
      await page.locator('[role=dialog]:not([data-type], [data-closed]), [role=menu], [role=listbox]').first().waitFor()
      await check(`${name}-${locale}-${theme}`)
      await press('Escape')
      await expect
        .poll(() => page.locator('[role=dialog]:not([data-type], [data-closed]), [role=menu], [role=listbox]').count())
        .toBe(0)
    }
    await go('overview')
    await shown('palette', () => press('Control+k'))
    await shown('period', async () => {
      await press('Control+d')
      await page.locator('[role=dialog] [role=grid]').nth(1).waitFor()
    })
    await shown('compare', () => press('Control+Shift+d'))
    await shown('keys', () => press('?'))
    const top = page.locator('header').first()
    await shown('workspaces', () => top.getByRole('button').first().click())
    await shown('accounts-in-view', () => top.getByRole('button').nth(1).click())
    await shown('limits', () =>
      page
        .locator('footer')
        .first()
        .getByRole('button', { name: /Limit|Лимит/ })
        .click(),
    )
    await go('strategies')
    await shown('strategy', () => page.locator('main header').first().getByRole('button').last().click())
    await go('suggestions')
    await shown('apply', () => page.locator('main li button[title]').first().click())
    await go('campaigns')
    await shown('statuses', () =>
      page
        .getByRole('main')
        .getByRole('button', { name: /^(Status|Статус)/ })
        .click(),
    )
    await page.getByRole('gridcell').first().click()
    await page.locator('[data-inspector-first]').waitFor()
    await shown('status', () => press('p'))
    await shown('budget', () =>
      page
        .getByRole('complementary')
        .getByRole('button', { name: /^(Edit budget|Изменить бюджет)$/ })
        .click(),
    )
    await shown('edit', () => press('e'))
    await press('Escape')
  })
})

describe('with the keyboard alone', () => {
  beforeEach(() => look('en', 'light'))
  const at = (): Promise<{ readonly row: number; readonly column: number }> =>
    app.page.evaluate(() => ({
      row: Number(document.activeElement?.parentElement?.getAttribute('data-row') ?? Number.NaN),
      column: Number(document.activeElement?.getAttribute('data-column') ?? Number.NaN),
    }))

  it('leads to every room, and the focus is in it', async () => {
    for (const room of [...ROOMS.slice(1), 'overview' as const]) {
      await press('g', KEYS[room])
      await app.page.getByRole('heading', { name: new RegExp(`^${room}$`, 'i'), level: 1 }).waitFor()
      await expect
        .poll(() => app.page.evaluate(() => document.querySelector('main')?.contains(document.activeElement)))
        .toBe(true)
    }
    await press('Control+k')
    await dialog().waitFor()
    await app.page.keyboard.type('edits')
    await press('Enter')
    await app.page.getByRole('heading', { name: 'Edits', level: 1 }).waitFor()
    await press('Control+k')
    await app.page.keyboard.type('never started')
    await app.page.getByRole('option', { name: /Brochure/ }).waitFor()
    await press('Enter')
    await app.page
      .getByRole('complementary')
      .getByRole('heading', { name: 'Leads – Brochure (never started)' })
      .waitFor()
    await press('Escape')
    await app.page.getByRole('complementary').waitFor({ state: 'detached' })
  })

  it('walks, sorts, selects and opens in the campaigns', async () => {
    const { page } = app
    await press('g', 'c')
    await expect.poll(at).toEqual({ row: 0, column: 0 })
    // What was chosen before stays chosen until Escape.
    await press('Escape')
    await expect.poll(() => page.locator('[role=row][aria-selected=true]').count()).toBe(0)
    await press('ArrowDown', 'ArrowDown', 'ArrowRight')
    await expect.poll(at).toEqual({ row: 2, column: 1 })
    await press('End')
    const last = (await at()).column
    expect(last).toBeGreaterThan(10)
    const inSight = await page.locator(':focus').evaluate((cell) => {
      const { left, right } = cell.getBoundingClientRect()
      const box = cell.closest('[role=grid]')?.getBoundingClientRect()
      return box !== undefined && left >= box.left && right <= box.right + 1
    })
    expect(inSight).toBe(true)
    await press('Home')
    await expect.poll(at).toEqual({ row: 2, column: 0 })
    await press('PageDown')
    expect((await at()).row).toBeGreaterThan(10)
    await press('PageUp')
    await expect.poll(at).toEqual({ row: 2, column: 0 })
    await press('Control+End')
    const bottom = (await at()).row
    expect(bottom).toBeGreaterThan(100)
    expect(await page.locator(':focus').isVisible()).toBe(true)
    await press('Control+Home')
    await expect.poll(at).toEqual({ row: 0, column: 0 })

    await press('Space')
    await expect.poll(() => page.locator('[role=row][aria-selected=true]').getAttribute('data-row')).toBe('0')
    await press('Space')
    await expect.poll(() => page.locator('[role=row][aria-selected=true]').count()).toBe(0)
    await press('ArrowDown', 'Enter')
    await page.getByRole('complementary').getByRole('heading', { level: 2 }).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.querySelector('aside')?.contains(document.activeElement)))
      .toBe(true)
    await press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    await expect.poll(at).toEqual({ row: 1, column: 0 })
  })

  it('keeps the focus, in sight, where it is while figures are read', async () => {
    const { page } = app
    await press('ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight')
    const before = await at()
    const style = await page.locator(':focus').evaluate((cell) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(cell)
      return { outlineStyle, outlineWidth: Number.parseFloat(outlineWidth) }
    })
    expect(style.outlineStyle).not.toBe('none')
    expect(style.outlineWidth).toBeGreaterThanOrEqual(2)
    const { dataAt } = await person.ask('app.status', undefined)
    await person.until('a reading', async () => {
      await person.ask('sync.pollNow', undefined)
      return ((await person.ask('app.status', undefined)).dataAt ?? 0) > (dataAt ?? 0)
    })
    await page.waitForTimeout(500)
    expect(await at()).toEqual(before)
  })

  it('puts the focus into the filter and back to the rows', async () => {
    const { page } = app
    await press('/')
    await expect.poll(() => page.locator(':focus').getAttribute('placeholder')).toBe('Filter by name or id')
    await page.keyboard.type('leads')
    await expect.poll(() => page.locator(':focus').inputValue()).toBe('leads')
    await press('Escape')
    await expect.poll(() => page.locator(':focus').inputValue()).toBe('')
    await press('Escape')
    await expect.poll(async () => (await at()).row).toBeGreaterThanOrEqual(0)
  })

  it('goes round the parts of the window, and dialogs give the focus back', async () => {
    const { page } = app
    const seen = new Set<string>()
    for (let n = 0; n < 6; n++) {
      await press('F6')
      seen.add(await page.evaluate(() => document.activeElement?.closest('[data-region]')?.tagName ?? 'none'))
    }
    expect([...seen].toSorted()).toEqual(expect.arrayContaining(['FOOTER', 'HEADER', 'MAIN', 'NAV']))
    expect(seen).not.toContain('none')
    await press('g', 'c')
    await expect.poll(async () => (await at()).row).toBeGreaterThanOrEqual(0)
    const before = await at()
    await press('?')
    await dialog().waitFor()
    await press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(at).toEqual(before)
    await press('Control+b')
    await page.getByRole('button', { name: 'Expand the rail' }).waitFor()
    await press('Control+b')
    await page.getByRole('button', { name: 'Collapse the rail' }).waitFor()
    expect(await page.locator(':focus').count()).toBe(1)
  })

  it('goes through the health, its parts and an account, and back', async () => {
    const { page } = app
    await press('g', 'h')
    await page.getByRole('grid', { name: 'Watched accounts and how fresh their data is' }).waitFor()
    await expect.poll(async () => (await at()).row).toBe(0)
    await press('ArrowDown', 'Enter')
    await page.getByRole('complementary').getByRole('heading', { level: 2 }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('aside') !== null)).toBe(true)
    await press('Shift+Tab')
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toMatch(/^Refresh /)
    // A tooltip is a step of its own.
    await expect
      .poll(async () => {
        await press('Escape')
        return page.getByRole('complementary').count()
      })
      .toBe(0)
    await page.getByRole('tab', { name: 'Data' }).focus()
    for (const name of ['Sync', 'Limits', 'Connection', 'Journal']) {
      await press('ArrowRight')
      await expect.poll(() => page.getByRole('tab', { name }).getAttribute('aria-selected')).toBe('true')
    }
    await press('ArrowRight')
    await page.getByRole('grid', { name: 'Watched accounts and how fresh their data is' }).waitFor()
  })

  it('opens an account from its tick', async () => {
    const { page } = app
    await press('g', 'u')
    await expect.poll(() => page.locator(':focus').getAttribute('role')).toBe('checkbox')
    await press('ArrowDown')
    const name = (await page.locator(':focus').getAttribute('aria-label'))?.replace('Watch ', '') ?? ''
    await press('Enter')
    await page.getByRole('complementary').getByRole('heading', { name, level: 2 }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('aside') !== null)).toBe(true)
    expect(await page.getByRole('checkbox', { name: `Watch ${name}` }).isChecked()).toBe(true)
    await press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
  })

  it('ticks accounts', async () => {
    const { page } = app
    await press('g', 'u')
    await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor()
    await expect.poll(() => page.locator(':focus').getAttribute('role')).toBe('checkbox')
    await press('ArrowDown', 'ArrowDown')
    const name = await page.locator(':focus').getAttribute('aria-label')
    await press('Space')
    await page.getByText('11 of 12 watched').waitFor()
    await press('Space')
    await page.getByText('12 of 12 watched').waitFor()
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe(name)
  })
})

describe('in a window', () => {
  it.each([
    { width: 900, height: 600, locale: 'en', theme: 'light' },
    { width: 900, height: 600, locale: 'ru', theme: 'dark' },
    { width: 1920, height: 1080, locale: 'ru', theme: 'light' },
  ] as const)('of $width × $height nothing is cut off in $locale', async ({ width, height, locale, theme }) => {
    const { page } = app
    await page.setViewportSize({ width, height })
    await look(locale, theme)
    for (const room of ROOMS) {
      await go(room)
      await page.locator('main [role=grid], main ul, main table, main [role=tab]').first().waitFor()
      await settled(app.page)
      await picture(app, `size-${width}-${room}-${locale}`)
      expect.soft(await clipped(page), `${room} ${width}`).toEqual([])
      if (room === 'health')
        for (const at of [4, 3, 2, 1, 0]) {
          await page.getByRole('tab').nth(at).click()
          await settled(app.page)
          await picture(app, `size-${width}-health-${at}-${locale}`)
          expect.soft(await clipped(page), `health ${at} ${width}`).toEqual([])
        }
      if (room !== 'campaigns') continue
      await page.getByRole('gridcell').first().click()
      await page.locator('[data-inspector-first]').waitFor()
      await settled(app.page)
      await picture(app, `size-${width}-inspector-${locale}`)
      expect.soft(await clipped(page), `inspector ${width}`).toEqual([])
      await press('e')
      await dialog().waitFor()
      await settled(app.page)
      await picture(app, `size-${width}-dialog-${locale}`)
      expect.soft(await clipped(page), `dialog ${width}`).toEqual([])
      await press('Escape')
      await dialog().waitFor({ state: 'detached' })
      await press('Escape')
    }
  })
})
