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

/** What a colleague changed: told, put back one by one and several at once, refused where it moved on, and marked as seen. */

const home = createHome()
let app: Launched
let person: Person
let rows: readonly CampaignRow[] = []
let names: readonly string[] = []
pictureOnFailure(() => app)

const LOOKS = [
  ['en', 'light'],
  ['en', 'dark'],
  ['ru', 'light'],
  ['ru', 'dark'],
] as const
const TABLE = 'Changes by others'
const inspector = (): Locator => app.page.locator('aside').last()
const check = async (name: string): Promise<void> => {
  await picture(app, name)
  expect.soft(await violations(app.page), name).toEqual([])
  expect.soft(await clipped(app.page), name).toEqual([])
  if (name.includes('-ru-')) expect.soft(await untranslated(app.page, names), name).toEqual([])
}
/** All four looks where it is new; elsewhere two that differ in both are enough. */
const inLooks = async (
  name: string,
  looks: readonly (typeof LOOKS)[number][] = [LOOKS[0], LOOKS[3]],
): Promise<void> => {
  for (const [locale, theme] of looks) {
    await person.ask('app.setPreferences', { locale })
    await person.setTheme(theme)
    await check(`${name}-${locale}-${theme}`)
  }
  await person.ask('app.setPreferences', { locale: 'en' })
}
/** As a colleague does it in Meta's own pages. */
const colleague = async (row: CampaignRow, params: Readonly<Record<string, string>>): Promise<void> => {
  const { metaHost, graphVersion } = await person.ask('health.get', undefined)
  const answer = await fetch(`http://${metaHost}/${graphVersion}/${row.id}`, {
    method: 'POST',
    body: new URLSearchParams({ ...params, access_token: DEMO_COLLEAGUE_TOKEN }),
  })
  expect(answer.status, await answer.text()).toBe(200)
}
const times = (row: CampaignRow, factor: number): Readonly<Record<string, string>> => ({
  daily_budget: String(((row.budget?.amount ?? 0) / 10_000) * factor),
})
const atMeta = async (row: CampaignRow) => (await person.ask('edits.values', { objectId: row.id })).values
const readLog = async (): Promise<void> => {
  expect(await person.ask('timeline.refresh', { accountIds: [], days: 1 })).toEqual([])
}
const told = () => person.table(TABLE)

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
  const daily = found.rows.filter(({ budget, currency }) => budget?.kind === 'daily' && currency === 'USD')
  const other = daily.find(({ accountId }) => accountId !== daily[0]?.accountId)
  rows = [...daily.filter(({ accountId }) => accountId === daily[0]?.accountId).slice(0, 3), ...(other ? [other] : [])]
  const { rows: accounts } = await person.ask('accounts.list', undefined)
  names = ['Sam Rivera', ...accounts.map(({ name }) => name)]
})
afterAll(() => home.dispose())

const row = (index: number): CampaignRow => {
  const found = rows[index]
  if (!found) throw new Error(`only ${rows.length} campaigns`)
  return found
}

it('says in the rail and the status bar that others changed something, and shows it old beside new', async () => {
  const { page } = app
  await colleague(row(0), times(row(0), 2))
  await colleague(row(1), { status: 'PAUSED' })
  await colleague(row(2), { name: `${row(2).name} v2` })
  await colleague(row(3), times(row(3), 3))
  await readLog()
  const bar = page.getByRole('contentinfo').getByRole('button', { name: '4 changes by others' })
  await bar.waitFor()
  await page.getByRole('navigation', { name: 'Rooms' }).getByTitle('4 changes by others').waitFor()
  await bar.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Changed by others · 4', selected: true }).waitFor()
  await page.getByRole('grid', { name: TABLE }).getByText('Sam Rivera').first().waitFor()
  const list = await told()
  expect(list).toHaveLength(4)
  expect(list.find(({ Object: object }) => object?.endsWith(row(1).name))).toMatchObject({
    Field: 'Status',
    Was: 'Active',
    Became: 'Paused',
    Now: 'As changed',
    By: 'Sam Rivera',
  })
  await inLooks('silent-list', LOOKS)
})

it('puts one back from its row’s inspector by keyboard, naming object, account and amount first', async () => {
  const { page } = app
  const grid = page.getByRole('grid', { name: TABLE })
  await grid.getByText(row(0).name, { exact: true }).first().click()
  await page.keyboard.press('Enter')
  const back = inspector().getByRole('button', { name: 'Put back', exact: true })
  await expect.poll(() => back.evaluate((button) => button === document.activeElement)).toBe(true)
  await inLooks('silent-inspector')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const money = ((row(0).budget?.amount ?? 0) / 1_000_000).toLocaleString('en-US', { minimumFractionDigits: 2 })
  const confirm = dialog.getByRole('button', {
    name: new RegExp(`Set Daily budget to \\$${money.replace('.', '\\.')} for`),
  })
  await confirm.waitFor()
  expect(await confirm.innerText()).toContain(row(0).accountName)
  await inLooks('silent-confirm')
  await confirm.focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await inspector().getByText('Confirmed').waitFor()
  await page.keyboard.press('Escape')
  await grid.getByText('Confirmed').waitFor()
  expect((await atMeta(row(0))).dailyBudget).toBe(row(0).budget?.amount)
  await expect
    .poll(async () => (await told()).find(({ Object: object }) => object?.endsWith(row(0).name))?.['Now'])
    .toBe('As it was')
  await page.getByRole('contentinfo').getByRole('button', { name: '3 changes by others' }).waitFor()
})

it('is greyed out, with the reason, where nothing may be edited', async () => {
  const { page } = app
  await person.ask('app.setPreferences', { readOnly: true })
  const grid = page.getByRole('grid', { name: TABLE })
  const act = grid.getByRole('button', { name: /^Put back: / }).last()
  await expect.poll(() => act.isDisabled()).toBe(true)
  await grid.getByText(row(1).name, { exact: true }).first().click()
  await page.keyboard.press('Enter')
  const back = inspector().getByRole('button', { name: 'Put back', exact: true })
  await expect.poll(() => back.isDisabled()).toBe(true)
  expect(await back.getAttribute('title')).toContain('Buydesk is read-only')
  await inLooks('silent-read-only')
  await page.keyboard.press('Control+a')
  expect(await page.getByRole('button', { name: 'Put back 3 values' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await person.ask('app.setPreferences', { readOnly: false })
  await expect.poll(() => act.isDisabled()).toBe(false)
})

it('puts several back as a set in the background, and says at the row where one had moved on', async () => {
  const { page } = app
  const grid = page.getByRole('grid', { name: TABLE })
  const cells = grid.getByRole('gridcell')
  await cells.first().click()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Put back 3 values' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 of the chosen cannot be put back.').waitFor()
  await inLooks('silent-confirm-several', [LOOKS[2]])
  // Meanwhile.
  await colleague(row(3), times(row(3), 2))
  await dialog.getByRole('button', { name: /^Put back 3 values in/ }).click()
  await expect.poll(() => grid.getByText('Confirmed').count(), { timeout: 20_000 }).toBe(3)
  await grid.getByText(/^The value was changed in the meantime/).waitFor()
  await page.getByText('3 edits being posted.').waitFor()
  const [set] = await person.ask('sets.list', undefined)
  expect(set).toMatchObject({ name: 'Put back 3 values', counts: { confirmed: 2, conflicts: 1 } })
  expect((await atMeta(row(1))).status).toBe('ACTIVE')
  expect((await atMeta(row(2))).name).toBe(row(2).name)
  expect((await atMeta(row(3))).dailyBudget).toBe((row(3).budget?.amount ?? 0) * 2)
  await closeMessages(page)
  await inLooks('silent-outcomes', LOOKS)
  await page.keyboard.press('Escape')
  await inLooks('silent-outcomes-wide', [LOOKS[2]])
})

it('marks all as seen, for good, and shows them again when asked', async () => {
  const { page } = app
  await readLog()
  await page.getByRole('grid', { name: TABLE }).getByRole('gridcell').first().click()
  await page.getByRole('button', { name: 'Mark all as seen' }).click()
  await page.getByRole('tab', { name: 'Changed by others', exact: true }).waitFor()
  expect((await person.ask('app.status', undefined)).silentChanges).toBe(0)
  await page.reload()
  await page.getByRole('heading', { name: 'Nothing was changed by others that has not been seen' }).waitFor()
  await closeMessages(page)
  await inLooks('silent-empty')
  await page.getByRole('button', { name: 'Show 30 days' }).click()
  await expect.poll(async () => (await told()).length).toBe(5)
  await page.getByRole('tab', { name: 'What happened' }).click()
  await page.getByRole('grid', { name: 'What happened in the accounts' }).waitFor()
})
