import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/shared/domain/day.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'
import { campaignsOf } from '../campaigns.ts'

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await app.page.setViewportSize({ width: 1280, height: 800 })
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
})
afterAll(() => home.dispose())

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await app.page.keyboard.press(key)
}
const pane = (name: string): Locator => app.page.getByRole('dialog', { name, exact: true })
const periodButton = (): Locator => app.page.getByRole('button', { name: /^Period: / })
const choose = async (keys: string, name: 'Period' | 'Compare', choice: string | RegExp): Promise<void> => {
  await press(keys)
  await pane(name).getByRole('radio', { name: choice }).click()
  await pane(name).waitFor({ state: 'detached' })
}
const preferences = async () => (await person.ask('app.state', undefined)).preferences
const chart = (): Locator => app.page.getByRole('main').getByRole('region', { name: 'Chart' })
const canvas = (): Locator => chart().locator('canvas')

describe('the days', () => {
  it('are any preset, by keyboard, and the focus comes back', async () => {
    await press('Control+d')
    await pane('Period').getByRole('radio', { name: 'Today', exact: true }).waitFor()
    await expect.poll(() => pane('Period').getByRole('radio', { checked: true }).count()).toBe(1)
    await press('ArrowUp', 'ArrowUp', 'Enter')
    await pane('Period').waitFor({ state: 'detached' })
    expect(await periodButton().getAttribute('aria-label')).toBe('Period: 365 days')
    expect((await preferences()).period).toBe('last365d')
  })

  it('are any that are typed; what is wrong is said and stays', async () => {
    await press('Control+d')
    const first = pane('Period').getByRole('textbox', { name: 'First day' })
    const last = pane('Period').getByRole('textbox', { name: 'Last day' })
    await first.fill('2026-02-30')
    await pane('Period').getByText('Enter a day, e.g. ').waitFor()
    await press('Enter')
    expect((await preferences()).period).toBe('last365d')
    expect(await first.inputValue()).toBe('2026-02-30')
    await first.fill('11/14/2026')
    await last.fill('10.11.2026')
    await pane('Period').getByText('The last day is before the first.').waitFor()
    await last.fill('2099-01-01')
    await pane('Period')
      .getByText(/^No figures yet: the latest day is /)
      .waitFor()
    await last.fill('2026-11-20')
    await pane('Period').getByText('7 days. Days are each account’s own').waitFor()
    await picture(app, 'charts-period')
    await press('Enter')
    await pane('Period').waitFor({ state: 'detached' })
    expect((await preferences()).period).toEqual({ since: '2026-11-14', until: '2026-11-20' })
    expect(await periodButton().getAttribute('aria-label')).toMatch(/^Period: Nov 14 – 20, 2026$/)
  })

  it('are two that are pressed in the calendar', async () => {
    await periodButton().click()
    const day = (date: string): Locator => pane('Period').getByRole('button', { name: new RegExp(`${date}, 2026`) })
    await day('November 16').click()
    await day('October 19').focus()
    await press('ArrowRight', 'ArrowDown', 'Enter')
    expect(await pane('Period').getByRole('textbox', { name: 'First day' }).inputValue()).toBe('2026-10-27')
    await pane('Period').getByRole('button', { name: 'Apply' }).click()
    expect((await preferences()).period).toEqual({ since: '2026-10-27', until: '2026-11-16' })
  })

  it('are compared, today by its hours too, and both are remembered over a restart', async () => {
    await person.choosePeriod('Today')
    await choose('Control+Shift+d', 'Compare', 'Same hours yesterday')
    expect((await preferences()).compare).toBe('sameHour')
    await person.choosePeriod('30 days')
    // Hours are those of today.
    expect(await preferences()).toMatchObject({ period: 'last30d', compare: 'previous' })
    await press('Control+Shift+d')
    expect(
      await pane('Compare')
        .getByRole('radio', { name: /^Same hours yesterday/ })
        .getAttribute('aria-disabled'),
    ).toBe('true')
    await pane('Compare').getByRole('radio', { name: 'Other days' }).click()
    const first = pane('Compare').getByRole('textbox', { name: 'First day' })
    await first.waitFor()
    await picture(app, 'charts-compare')
    const days = { since: '2026-09-01', until: '2026-09-30' }
    await first.fill(days.since)
    await pane('Compare').getByRole('textbox', { name: 'Last day' }).fill(days.until)
    await press('Enter')
    await pane('Compare').waitFor({ state: 'detached' })
    await app.close()
    app = await home.launch()
    person = createPerson(app)
    await app.page.setViewportSize({ width: 1280, height: 800 })
    await app.page.getByRole('button', { name: 'Compare: Sep 1 – 30, 2026' }).waitFor()
    expect(await preferences()).toMatchObject({ period: 'last30d', compare: days })
  })
})

describe('a chart', () => {
  const rows = (): Promise<string[][]> =>
    chart()
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())))

  it('has the figures as a table, the same as they are known, newest first', async () => {
    await person.choosePeriod('30 days')
    await choose('Control+Shift+d', 'Compare', /^Previous period/)
    await canvas().waitFor()
    await chart().getByRole('button', { name: 'Accounts of the chart' }).click()
    for (const name of ['Harbor & Pine', 'Lumen Fitness App']) await app.page.getByRole('checkbox', { name }).click()
    await press('Escape')
    await chart().getByRole('button', { name: 'Show as a table' }).click()
    const { rows: accounts } = await person.ask('accounts.list', undefined)
    const ids = ['Harbor & Pine', 'Lumen Fitness App'].map(
      (name) => accounts.find((each) => each.name === name)?.id ?? '',
    )
    const ask = () =>
      person.ask('series.query', {
        of: { kind: 'accounts', accountIds: ids },
        figures: ['spend'],
        formulas: [],
        grain: 'day',
        period: 'last30d',
        compare: 'previous',
      })
    const dollars = (micros: number | null | undefined): string =>
      micros == null
        ? '–'
        : `$${(micros / 1e6).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
    // The past is still being read while one looks.
    const wanted = async (): Promise<string[][]> => {
      const { buckets, lines } = await ask()
      return buckets
        .map((_, place) => lines.flatMap(({ values, before }) => [dollars(values[place]), dollars(before?.[place])]))
        .toReversed()
    }
    await person.until('the same figures', async () => {
      const shown = (await rows()).map(([, ...cells]) => cells.map((cell) => cell.replace('*', '')))
      return JSON.stringify(shown) === JSON.stringify(await wanted())
    })
    const known = await ask()
    // Harbor & Pine's figures are known exactly: the days make what the table of accounts says.
    const overview = await person.ask('overview.get', { period: 'last30d' })
    const spent = overview.accounts.find(({ account }) => account.id === ids[0])?.figures.spend
    expect(known.lines[0]?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(spent)
    await picture(app, 'charts-table')
    expect(await violations(app.page)).toEqual([])
    await chart().getByRole('button', { name: 'Show as a chart' }).click()
  })

  it('says in its name what is to be seen', async () => {
    expect(await canvas().getAttribute('aria-label')).toMatch(
      /^Harbor & Pine and Lumen Fitness App, .*\. Harbor & Pine: \$[\d.,]+ at the end, highest \$[\d.,]+ on .* 2026, lowest /,
    )
  })

  it('zooms and moves by keys and by the wheel, and shows all again', async () => {
    await canvas().focus()
    const isZoomed = (): Promise<boolean> => canvas().evaluate((element) => element.hasAttribute('data-zoomed'))
    await press('+', '+', 'ArrowRight')
    expect(await isZoomed()).toBe(true)
    await picture(app, 'charts-zoomed')
    await press('0')
    expect(await isZoomed()).toBe(false)
    const box = await canvas().boundingBox()
    if (!box) throw new Error('the chart is not there')
    await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await app.page.mouse.wheel(0, -400)
    await expect.poll(isZoomed).toBe(true)
    await chart().getByRole('button', { name: 'Show all days' }).click()
    expect(await isZoomed()).toBe(false)
  })

  it('hides a line, and holds two units at a time', async () => {
    await chart()
      .getByRole('button', { name: /^Figures/ })
      .click()
    for (const name of ['CTR (all)', 'Impressions']) await app.page.getByRole('checkbox', { name }).click()
    await press('Escape')
    await chart()
      .getByText(/^A chart holds two units at a time, now USD and percent\. Not drawn: counts\./)
      .waitFor()
    const line = chart().getByRole('button', { name: 'Harbor & Pine · Impressions' })
    expect(await line.getAttribute('aria-pressed')).toBe('false')
    await line.click()
    await expect.poll(() => line.getAttribute('aria-pressed')).toBe('true')
    expect(await chart().getByRole('button', { name: 'Harbor & Pine · CTR (all)' }).getAttribute('aria-pressed')).toBe(
      'false',
    )
    await chart().getByRole('button', { name: 'Lumen Fitness App · Spend' }).click()
    await picture(app, 'charts-units')
  })

  it('goes into the clipboard and into a file as a picture', async () => {
    const file = join(home.dir, 'chart.png')
    await app.saveNextTo(file)
    const open = () => chart().getByRole('button', { name: 'Picture' }).click()
    await open()
    await app.page.getByRole('menuitem', { name: 'Save as a picture…' }).click()
    await app.page.getByText('The picture is saved.').waitFor()
    await open()
    await app.page.getByRole('menuitem', { name: 'Copy as a picture' }).click()
    await app.page.getByText('The picture is in the clipboard.').waitFor()
    const saved = readFileSync(file)
    expect(saved.subarray(1, 4).toString()).toBe('PNG')
    const [width, height] = [saved.readUInt32BE(16), saved.readUInt32BE(20)]
    const box = await canvas().boundingBox()
    expect(width).toBeGreaterThan(box?.width ?? 0)
    expect(height).toBeGreaterThan(box?.height ?? 0)
    const copied = Buffer.from((await app.copiedPicture()) ?? '', 'base64')
    expect([copied.readUInt32BE(16), copied.readUInt32BE(20)]).toEqual([width, height])
  })

  it('is there for a campaign, with what was done to it, in both themes and by week', async () => {
    const { page } = app
    const { rows: campaigns } = await campaignsOf(person.ask, {
      period: 'last30d',
      accountIds: [],
      statuses: ['ACTIVE'],
      search: '',
      sort: { by: 'spend', direction: 'descending' },
      offset: 0,
      limit: 1,
    })
    const [campaign] = campaigns
    if (!campaign) throw new Error('no campaign is active')
    await person.ask('edits.make', {
      accountId: campaign.accountId,
      objectId: campaign.id,
      change: { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
      reason: '',
    })
    await choose('Control+d', 'Period', 'This month')
    await person.goTo('Campaigns')
    await page.getByRole('textbox', { name: /^Filter/ }).fill(campaign.id)
    await page.getByRole('gridcell').first().click()
    await press('Enter')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await inspector.locator('canvas').waitFor()
    await inspector.locator('canvas').scrollIntoViewIfNeeded()
    for (const theme of ['light', 'dark'] as const) {
      await person.setTheme(theme)
      await picture(app, `charts-inspector-${theme}`)
      expect(await violations(page)).toEqual([])
    }
    await inspector.getByRole('button', { name: /^\d+ events?$/ }).click()
    await page.getByRole('dialog').getByText('Status: Active → Paused').waitFor()
    await press('Escape')
    await inspector.getByRole('combobox', { name: 'Step' }).click()
    await page.getByRole('option', { name: 'By week' }).click()
    await inspector.getByRole('button', { name: 'Show as a table' }).click()
    const today = (await person.ask('campaigns.get', { id: campaign.id, period: 'today' })).range.since
    const weeks = new Set(
      Array.from({ length: Number(today.slice(8)) }, (_, i) => {
        const day = addDays(today, -i)
        return addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
      }),
    )
    await expect.poll(() => inspector.locator('tbody tr').count()).toBe(weeks.size)
    expect(await inspector.locator('tbody tr').first().innerText()).toContain('not over yet')
  })
})
