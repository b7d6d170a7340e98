import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Locale, Theme } from '../../src/shared/domain/connection.ts'
import type { TableObject } from '../../src/shared/domain/table.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, closeMessages, settled, untranslated, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
let app: Launched
let person: Person
let names: readonly string[] = []
let campaign: TableObject
/** More of its account: Meta lets a budget be changed four times an hour. */
let others: readonly TableObject[] = []
pictureOnFailure(() => app)

const GRID = 'Campaigns and their figures'
const inspector = (): Locator => app.page.getByRole('complementary', { name: 'Inspector' })
const dialog = (): Locator => app.page.locator('[role=dialog]:not([data-type], [data-closed])')
const press = (...keys: readonly string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => app.page.keyboard.press(key)), Promise.resolve())
const type = (text: string): Promise<void> => app.page.keyboard.type(text)

const look = async (locale: Locale, theme: Theme): Promise<void> => {
  await person.ask('app.setPreferences', { locale, theme })
  await app.page.locator(`html[lang="${locale}"][data-theme="${theme}"]`).waitFor({ state: 'attached' })
}
/** In both languages and themes; what is open stays open. */
const check = async (name: string): Promise<void> => {
  await closeMessages(app.page)
  for (const [locale, theme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ru', 'light'],
    ['ru', 'dark'],
  ] as const) {
    await look(locale, theme)
    await settled(app.page)
    await picture(app, `allowed-${name}-${locale}-${theme}`)
    // Each language and each theme once; what differs in the others is what fits.
    if ((locale === 'en') === (theme === 'light'))
      expect.soft(await violations(app.page), `${name} ${locale} ${theme}`).toEqual([])
    expect.soft(await clipped(app.page), `${name} ${locale} ${theme}`).toEqual([])
    if (locale === 'ru') expect.soft(await untranslated(app.page, names), `${name} ${theme}`).toEqual([])
  }
  await look('en', 'light')
}

/** Without scrolling, and under nothing else. */
const isInSight = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return document.elementFromPoint(left + width / 2, top + height / 2) === element
  })

const openSettings = async (): Promise<void> => {
  await person.goTo('Settings')
  await app.page.getByRole('tab', { name: 'Editing', exact: true }).click()
  await app.page.getByRole('heading', { name: 'House rules' }).waitFor()
}
const openCampaign = async (): Promise<void> => {
  await person.goTo('Campaigns')
  await app.page.getByRole('textbox', { name: 'Filter by name or id' }).fill(campaign.id)
  const grid = app.page.getByRole('grid', { name: GRID })
  await expect.poll(() => grid.locator('[data-row]').count()).toBe(3)
  await grid.getByRole('gridcell').filter({ hasText: campaign.name }).first().click()
  await inspector().getByRole('heading', { name: campaign.name, level: 2 }).waitFor()
}
const openForm = async (): Promise<void> => {
  await openCampaign()
  await inspector().getByRole('button', { name: 'Edit', exact: true }).click()
  await input('name').waitFor()
}
const field = (name: string): Locator => dialog().locator(`[data-field="${name}"]`)
const input = (name: string): Locator => field(name).getByRole('textbox')
const post = (): Locator => dialog().locator('button[type=submit]')

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  const { rows: accounts } = await person.ask('accounts.list', undefined)
  names = ['Alex Morgan', ...accounts.map(({ name }) => name)]
  const { rows } = await person.ask('table.query', {
    level: 'campaign',
    period: 'today',
    compare: null,
    accountIds: [],
    campaignIds: [],
    adSetIds: [],
    search: '',
    filters: [{ kind: 'choice', field: 'status', operator: 'in', values: ['ACTIVE'] }],
    group: null,
    sort: { by: 'name', aspect: 'value', direction: 'ascending' },
    figures: ['spend'],
    formulas: [],
    trend: null,
    offset: 0,
    limit: 400,
  })
  const found = rows.find(({ object, currency }) => currency === 'USD' && object?.budget?.kind === 'daily')?.object
  if (!found) throw new Error('no campaign')
  campaign = found
  others = rows.flatMap(({ object }) =>
    object?.accountId === found.accountId && object.id !== found.id && object.budget?.kind === 'daily' ? [object] : [],
  )
  names = [...names, campaign.name]
})
afterEach(async () => {
  await look('en', 'light')
  await press('Escape')
  await dialog().waitFor({ state: 'detached' })
})
afterAll(() => home.dispose())

describe('a rule of the house', () => {
  it('is made by keyboard, tried on a name, switched and deleted', async () => {
    const { page } = app
    await openSettings()
    await page.getByText('Rules of the house will be here').waitFor()
    await page.getByRole('button', { name: 'Add a rule…' }).focus()
    await press('Enter')
    await dialog().getByLabel('Name of the rule').waitFor()
    await expect
      .poll(() =>
        dialog()
          .getByLabel('Name of the rule')
          .evaluate((at) => at === document.activeElement),
      )
      .toBe(true)
    // Nothing is saved that means nothing.
    await press('Enter')
    await dialog().getByText('Enter a name.').waitFor()
    await dialog().getByText('Enter an expression.').waitFor()
    await type('Names of campaigns')
    await press('Tab', 'Tab', 'Tab')
    await type('[A-Z]{2}_(Sales')
    await dialog().getByText('The expression cannot be read.').waitFor()
    await type('|Leads)_.+')
    await press('Tab')
    await type('DE_Sales_autumn')
    await press('Tab')
    await type('Autumn')
    await dialog().getByText('This name does not fit.').waitFor()
    await dialog().getByLabel('Try a name').fill('US_Leads_autumn')
    await dialog().getByText('This name fits.').waitFor()
    await dialog().getByRole('radio', { name: 'Block' }).click()
    await check('rule')
    await press('Enter')
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Add a rule…' }).click()
    await dialog().getByLabel('Name of the rule').fill('Most a day')
    await dialog().getByRole('radio', { name: 'Caps' }).click()
    await dialog().getByLabel('At most').fill('50,000')
    await check('cap')
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('[data-rule]').count()).toBe(2)
    await page.getByRole('switch', { name: 'Most a day' }).click()
    await expect
      .poll(async () => (await person.ask('kept.list', { kind: 'rule' })).map(({ doc }) => (doc as { on: boolean }).on))
      .toEqual([true, false])
    await check('settings')
    await page.getByRole('button', { name: /^Delete the rule .*Most a day/ }).click()
    await dialog().getByRole('button', { name: 'Delete the rule' }).click()
    await expect.poll(() => page.locator('[data-rule]').count()).toBe(1)
  })

  it('goes to a file and comes back from one; a file that is none says so and changes nothing', async () => {
    const { page } = app
    const doc = {
      on: false,
      action: 'warn',
      accountIds: null,
      demand: { kind: 'end', of: 'lifetime' },
    } as const
    const kept = await person.ask('kept.save', { kind: 'rule', name: 'Ends of lifetime budgets', doc })
    names = [...names, kept.name, 'Half a rule']
    await openSettings()
    const path = join(home.dir, 'rules.json')
    await app.saveNextTo(path)
    await page.getByRole('button', { name: 'To a file…' }).focus()
    await press('Enter')
    await page.getByText(/rules? (is|are) in the file\.$/).waitFor()
    const written = readFileSync(path, 'utf8')
    await person.ask('kept.delete', { kind: 'rule', id: kept.id })
    const input = page.locator('input[type=file][accept*=json]')
    const give = (text: string) =>
      input.setInputFiles({ name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await give('Name;Rule')
    await page.getByText('This file is no JSON. Choose a file that Buydesk wrote.').waitFor()
    await check('rules-file-bad')
    const content = JSON.parse(written) as { rules: unknown[] }
    await give(JSON.stringify({ ...content, rules: [...content.rules, { name: 'Half a rule' }] }))
    await dialog().getByText('1 rule is added.').waitFor()
    await dialog().getByRole('listitem').filter({ hasText: 'Half a rule' }).waitFor()
    await check('rules-file')
    await dialog().getByRole('button', { name: 'OK' }).click()
    await page.getByRole('switch', { name: 'Ends of lifetime budgets' }).waitFor()
    const [back] = (await person.ask('kept.list', { kind: 'rule' })).filter(({ name }) => name === kept.name)
    expect(back?.doc).toEqual(doc)
    await person.ask('kept.delete', { kind: 'rule', id: back?.id ?? '' })
  })

  it('is said in the form of an object, at the field it is about, and cannot be posted against', async () => {
    const rules = await person.ask('kept.list', { kind: 'rule' })
    if (rules.length === 0)
      await person.ask('kept.save', {
        kind: 'rule',
        name: 'Names of campaigns',
        doc: {
          on: true,
          action: 'block',
          accountIds: null,
          demand: { kind: 'name', level: 'campaign', pattern: '[A-Z]{2}_(Sales|Leads)_.+', example: 'DE_Sales_autumn' },
        },
      })
    await openForm()
    await input('name').fill('Autumn')
    await field('name').getByText('the name does not fit').waitFor()
    expect(await post().isDisabled()).toBe(true)
    await check('form-rule')
    await input('name').fill('DE_Sales_autumn')
    await expect.poll(() => post().isDisabled()).toBe(false)
  })
})

describe('an amount over the limit', () => {
  it('is typed once more before it is posted, and once more when it is taken back', async () => {
    const { page } = app
    const units = (campaign.budget?.amount ?? 0) / 1_000_000
    await openSettings()
    await page.getByLabel('Above').fill(String(units + 1))
    await page.getByRole('combobox', { name: 'Currency' }).click()
    await page.getByRole('option', { name: /USD/ }).first().click()
    await page.getByRole('button', { name: 'Save the limit' }).click()
    await expect
      .poll(async () => (await person.ask('app.state', undefined)).preferences.confirmAbove)
      .toEqual({ amount: (units + 1) * 1_000_000, currency: 'USD' })

    await openForm()
    await input('dailyBudget').fill(String(units + 2))
    await field('dailyBudget').getByText('Above your limit').waitFor()
    const again = dialog().getByLabel('Type the new amount to confirm it')
    expect(await isInSight(again)).toBe(true)
    expect(await isInSight(input('dailyBudget'))).toBe(true)
    // In a window as low as that also where what is typed in would lie under it.
    await input('dailyBudget').fill(String(units))
    await again.waitFor({ state: 'detached' })
    await page.setViewportSize({ width: 640, height: 400 })
    await input('dailyBudget').evaluate((at) => at.scrollIntoView({ block: 'end' }))
    await input('dailyBudget').fill(String(units + 2))
    await again.waitFor()
    expect(await isInSight(input('dailyBudget'))).toBe(true)
    expect(await isInSight(again)).toBe(true)
    await picture(app, 'allowed-form-limit-low')
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await post().isDisabled()).toBe(true)
    await again.fill(String(units + 20))
    expect(await post().isDisabled()).toBe(true)
    await check('form-limit')
    await again.fill(String(units + 2))
    const confirm = dialog().getByRole('checkbox')
    if ((await confirm.count()) > 0) await confirm.click()
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    const edits = await person.ask('edits.list', { objectId: campaign.id, limit: 1 })
    expect(edits[0]).toMatchObject({ state: 'confirmed', change: { after: (units + 2) * 1_000_000 } })
    // Down needs nothing, and up again does.
    await person.ask('edits.undo', { id: edits[0]?.id ?? '' })
    await person.goTo('Edits')
    await page.getByRole('gridcell').filter({ hasText: campaign.name }).first().click()
    await inspector().getByRole('button', { name: 'Undo' }).click()
    const typed = dialog().getByLabel('Type the new amount to confirm it')
    const undo = dialog().locator('footer button').last()
    expect(await undo.isDisabled()).toBe(true)
    await typed.fill(campaign.accountName)
    await undo.click()
    await dialog().waitFor({ state: 'detached' })
    await person.until('undone', async () => {
      const { values } = await person.ask('edits.values', { objectId: campaign.id })
      return values.dailyBudget === (units + 2) * 1_000_000
    })

    // A start is a raise by the whole budget.
    await openCampaign()
    await inspector().getByRole('button', { name: 'Pause' }).click()
    await dialog().locator('footer button').last().click()
    await dialog().waitFor({ state: 'detached' })
    await inspector().getByRole('button', { name: 'Start' }).click()
    const start = dialog().locator('footer button').last()
    await typed.waitFor()
    expect(await start.isDisabled()).toBe(true)
    await check('start-limit')
    await typed.fill(String(units + 2))
    // It may have to be said yes to, too.
    const isOpen = dialog().getByRole('checkbox')
    if ((await isOpen.count()) > 0) await isOpen.click()
    await start.click()
    await dialog().waitFor({ state: 'detached' })
    expect((await person.ask('edits.values', { objectId: campaign.id })).values.status).toBe('ACTIVE')

    // Of many at once: by the name of their account, beside what each becomes.
    await openCampaign()
    await page.getByRole('button', { name: '1 selected' }).click()
    await page.getByRole('menuitem', { name: 'Edit…' }).click()
    await dialog().getByRole('combobox', { name: 'What', exact: true }).click()
    await page.getByRole('option', { name: 'Budget', exact: true }).click()
    await dialog().getByRole('combobox', { name: 'How', exact: true }).click()
    await page.getByRole('option', { name: 'Multiply', exact: true }).click()
    await dialog().locator('[data-bulk-value]').fill('+10%')
    await dialog().locator('[data-confirm]').waitFor()
    expect(await post().isDisabled()).toBe(true)
    await check('bulk-limit')
    await dialog().locator('[data-confirm]').fill(campaign.accountName)
    await expect.poll(() => post().isDisabled()).toBe(false)
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await dialog().waitFor({ state: 'detached' })

    // And of a set: of all of it, of chosen rows, of one, of what was refused, and of what is taken back.
    const [autumn, winter] = others
    const draft = async (name: string, of: TableObject | undefined): Promise<string> => {
      const before = of?.budget?.amount ?? 0
      const change = { field: 'dailyBudget', before, after: before + (units + 3) * 1_000_000 } as const
      const edit = { accountId: campaign.accountId, objectId: of?.id ?? '', change, reason: '' }
      return (await person.ask('sets.keep', { into: { name }, edits: [edit], post: false })).setId
    }
    const typedName = dialog().getByLabel(/^Above your limit/)
    const send = dialog().locator('footer button').last()
    const edit = () => page.getByRole('grid', { name: 'Edits of the set' }).locator('[data-row="0"]')
    /** The whole set has a button of this name, too, before it. */
    const ofChosen = (name: string) => page.getByRole('main').getByRole('button', { name }).nth(1)
    const openSet = async (name: string): Promise<void> => {
      await person.goTo('Edits')
      await page.getByRole('tab', { name: 'Change sets' }).click()
      const back = page.getByRole('main').getByRole('button', { name: 'All change sets' })
      if (await back.isVisible()) await back.click()
      await page.getByRole('gridcell', { name, exact: true }).click()
      await edit().waitFor()
    }
    const ended = (setId: string, state: string) =>
      person.until(
        state,
        async () => (await person.ask('sets.edits', { setId, offset: 0, limit: 1 }))[0]?.state === state,
      )
    const setId = await draft('Autumn', autumn)
    await openSet('Autumn')
    await page.getByRole('main').getByRole('button', { name: 'Post 1 edit' }).first().click()
    await typedName.waitFor()
    expect(await send.isDisabled()).toBe(true)
    await check('set-limit')
    await press('Escape')
    await edit().locator('[data-tick]').click()
    await ofChosen('Post 1 edit').click()
    await typedName.waitFor()
    await press('Escape')
    await edit().getByText('Draft', { exact: true }).click()
    await inspector().getByRole('button', { name: 'Post 1 edit' }).click()
    await typedName.fill(campaign.accountName)
    await send.click()
    await dialog().waitFor({ state: 'detached' })
    await ended(setId, 'confirmed')
    // Down goes at once, and what takes that back is up again.
    await ofChosen('Undo 1 edit').click()
    await ended(setId, 'undone')
    await openSet('Undo: Autumn')
    await edit().locator('[data-tick]').click()
    await ofChosen('Undo 1 edit').click()
    await typedName.waitFor()
    await press('Escape')

    const { id: rule } = await person.ask('kept.save', {
      kind: 'rule',
      name: 'Cap',
      doc: {
        on: true,
        action: 'block',
        accountIds: null,
        demand: { kind: 'cap', level: 'campaign', field: 'dailyBudget', most: 1_000_000, currency: 'USD' },
      },
    })
    const refused = await draft('Winter', winter)
    await person.ask('sets.post', { setId: refused, confirmed: [campaign.accountName] })
    await ended(refused, 'rejected')
    await person.ask('kept.delete', { kind: 'rule', id: rule })
    await openSet('Winter')
    await page.getByRole('main').getByRole('button', { name: 'Retry 1 edit' }).click()
    await typedName.waitFor()
    await check('retry-limit')
    await typedName.fill(campaign.accountName)
    await send.click()
    await dialog().waitFor({ state: 'detached' })
    await ended(refused, 'confirmed')
    await person.ask('app.setPreferences', { confirmAbove: null })
  })
})

describe('read-only', () => {
  it('greys out what would edit, says why, and where it is switched off', async () => {
    const { page } = app
    await openSettings()
    await page.getByRole('switch', { name: 'Buydesk is read-only' }).focus()
    await press('Space')
    const part = page.getByRole('contentinfo').getByRole('button', { name: 'Read-only' })
    await part.waitFor()
    await openCampaign()
    await inspector().getByText('Buydesk is read-only').waitFor()
    for (const name of ['Pause', 'Edit']) {
      const button = inspector().getByRole('button', { name, exact: true })
      expect([name, await button.isDisabled()]).toEqual([name, true])
      expect(await button.getAttribute('title')).toContain('read-only')
    }
    await press('e')
    expect(await dialog().count()).toBe(0)
    await check('read-only')
    await part.click()
    await page.getByRole('switch', { name: 'Buydesk is read-only' }).click()
    await part.waitFor({ state: 'detached' })

    await person.goTo('Accounts')
    await page.getByRole('row').filter({ hasText: campaign.accountName }).getByText(campaign.accountName).click()
    await inspector().getByRole('switch', { name: 'Read-only' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: campaign.accountName })
      .getByRole('img', { name: 'Read-only' })
      .waitFor()
    await check('account')
    await openCampaign()
    await inspector().getByText('This account is read-only here').waitFor()
    await inspector().getByRole('button', { name: 'Open the account' }).click()
    await inspector().getByRole('switch', { name: 'Read-only' }).click()
    await expect
      .poll(async () => (await person.ask('accounts.list', undefined)).rows.some(({ readOnly }) => readOnly))
      .toBe(false)
  })
})
