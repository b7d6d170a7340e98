import type { Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { EffectiveStatus, Level } from '../../src/shared/domain/objects.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import { violations } from './looks.ts'
import type { Launched } from './launched.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const TABS = { campaign: 'Campaigns', adset: 'Ad sets', ad: 'Ads' } as const
const GRIDS = {
  campaign: 'Campaigns and their figures',
  adset: 'Ad sets and their figures',
  ad: 'Ads and their figures',
} as const
const inspector = (): Locator => app.page.getByRole('complementary', { name: 'Inspector' })
const dialog = (): Locator => app.page.locator('[role=dialog]:not([data-type], [data-closed])')
const field = (name: string): Locator => dialog().locator(`[data-field="${name}"]`)
const input = (name: string): Locator => field(name).getByRole('textbox')
const post = (): Locator => dialog().locator('button[type=submit]')
/** Until all of the newest set of this name are made; the window has been free since it was posted. */
const confirmed = (name: string, count: number): Promise<unknown> =>
  person.until(`${name} to be posted`, async () => {
    const set = (await person.ask('sets.list', undefined)).find((one) => one.name === name)
    return set?.counts.confirmed === count && set.counts.queued === 0
  })

/** What a level's table has of its first objects, for the objects that a test needs. */
const rows = async (level: Level, statuses: readonly EffectiveStatus[] = ['ACTIVE', 'PAUSED']) =>
  (
    await person.ask('table.query', {
      level,
      period: 'today',
      compare: null,
      accountIds: [],
      campaignIds: [],
      adSetIds: [],
      search: '',
      filters: statuses.length > 0 ? [{ kind: 'choice', field: 'status', operator: 'in', values: [...statuses] }] : [],
      group: null,
      sort: { by: 'name', aspect: 'value', direction: 'ascending' },
      figures: ['spend'],
      formulas: [],
      trend: null,
      offset: 0,
      limit: 400,
    })
  ).rows.flatMap(({ object, currency }) => (object ? [{ ...object, currency }] : []))

const openObject = async (
  level: Level,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> => {
  await person.goTo('Campaigns')
  await app.page.getByRole('tab', { name: TABS[level], exact: true }).click()
  // What was chosen above is carried down, and what was searched for there may not be here.
  const clear = app.page.getByRole('main').getByRole('button', { name: 'Clear filters' }).first()
  await app.page.getByRole('grid', { name: GRIDS[level] }).or(clear).first().waitFor()
  if (await clear.isVisible()) await clear.click()
  await app.page.getByRole('textbox', { name: 'Filter by name or id' }).fill(id)
  const grid = app.page.getByRole('grid', { name: GRIDS[level] })
  await expect.poll(() => grid.locator('[data-row]').count()).toBe(3)
  await grid.getByRole('gridcell').filter({ hasText: name }).first().click()
  await inspector().getByRole('heading', { name, level: 2 }).waitFor()
}
const openForm = async (): Promise<void> => {
  await inspector().getByRole('button', { name: 'Edit', exact: true }).click()
  await input('name').waitFor()
}

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  await person.until('ads', async () => (await rows('ad')).length > 0 && (await rows('adset')).length > 0)
})
// One that fails leaves its dialog to nobody.
afterEach(async () => {
  await app.page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await person.ask('demo.set', { online: true, speed: 1 })
  await person.ask('app.setPreferences', { locale: 'en' })
  await person.setTheme('light')
})
afterAll(() => home.dispose())

describe('an object', () => {
  it('of a campaign: several values at once, each with what it was, all confirmed by Meta', async () => {
    const one = (await rows('campaign')).find(
      ({ budget, accountName }) =>
        budget?.kind === 'daily' && budget.amount > 20_000_000 && accountName === 'Harbor & Pine',
    )
    if (!one?.budget) throw new Error('no campaign to edit')
    await openObject('campaign', one)
    await openForm()
    expect(await post().isDisabled()).toBe(true)
    await input('name').fill(`${one.name} v2`)
    const more = one.budget.amount / 1_000_000 + 1
    await input('dailyBudget').fill(`${more}`)
    await input('spendCap').fill('90,000')
    await field('name').getByText(`Now: ${one.name}`).waitFor()
    await picture(app, 'editing-campaign')
    await dialog()
      .getByRole('button', { name: /^Post 3 changes to .* in .*Harbor/ })
      .waitFor()
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    await inspector()
      .getByRole('heading', { name: `${one.name} v2`, level: 2 })
      .waitFor()
    const edits = await person.ask('edits.list', { objectId: one.id, limit: 10 })
    expect(edits.map(({ change, state }) => `${change.field} ${state}`).toSorted()).toEqual([
      'dailyBudget confirmed',
      'name confirmed',
      'spendCap confirmed',
    ])
    await openForm()
    await expect.poll(() => input('spendCap').inputValue()).toBe('90000')
    await input('spendCap').fill('')
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    expect((await person.ask('edits.values', { objectId: one.id })).values.spendCap).toBeNull()
  })

  it('of which Meta refuses a part: the rest is made, the refused value stays with Meta’s words', async () => {
    const one = (await rows('campaign')).find(({ budget, status }) => budget?.kind === 'daily' && status === 'ACTIVE')
    if (!one) throw new Error('no campaign to edit')
    // What Meta takes at least is known beforehand.
    await person.ask('sync.refresh', { kind: 'minimums', accountId: one.accountId })
    await openObject('campaign', one)
    await openForm()
    await input('name').fill(`${one.name} v3`)
    await input('dailyBudget').fill('0.02')
    await field('dailyBudget').getByText('Meta takes at least').waitFor()
    expect(await post().isDisabled()).toBe(true)
    // What was spent today is not. A slip of the finger is asked about first.
    await input('dailyBudget').fill('1.5')
    await field('dailyBudget')
      .getByText(/of the usual/)
      .waitFor()
    expect(await post().isDisabled()).toBe(true)
    await picture(app, 'editing-guard')
    await dialog().getByRole('checkbox', { name: 'Checked: post it as it is' }).click()
    await post().click()
    await field('dailyBudget')
      .getByText(/Meta refused this/)
      .waitFor()
    await picture(app, 'editing-refused')
    expect(await input('dailyBudget').inputValue()).toBe('1.5')
    await expect.poll(() => input('name').inputValue()).toBe(`${one.name} v3`)
    await dialog()
      .getByRole('button', { name: /^Post 1 change/ })
      .waitFor()
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await dialog().waitFor({ state: 'detached' })
  })

  it('that an ad set is: an end by the clock of its account, and what cannot be is said at its field', async () => {
    const one = (await rows('adset')).find(({ budget, endTime }) => budget?.kind === 'daily' && endTime === null)
    if (!one) throw new Error('no ad set to edit')
    await openObject('adset', one)
    await openForm()
    await input('dailyBudget').fill('ten')
    await field('dailyBudget').getByText('This is not an amount.').waitFor()
    expect(await post().isDisabled()).toBe(true)
    await input('dailyBudget').fill('0')
    await field('dailyBudget').getByText('The amount must be above zero.').waitFor()
    const { values, currency } = await person.ask('edits.values', { objectId: one.id })
    await input('dailyBudget').fill(`${(values.dailyBudget ?? 0) / 1_000_000}`)
    const end = field('endsAt').locator('input')
    await end.fill('2020-01-01T10:00')
    await field('endsAt').getByText('This end has passed: Jan 1, 2020').waitFor()
    await end.fill('2030-01-31T23:59')
    await field('endsAt').getByText(`By the clock of the account, ${one.zone}.`).waitFor()
    await picture(app, 'editing-adset')
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    const made = await person.ask('edits.values', { objectId: one.id })
    expect(made).toMatchObject({ level: 'adset', currency })
    const at = new Intl.DateTimeFormat('sv-SE', { timeZone: one.zone, dateStyle: 'short', timeStyle: 'short' })
    expect(at.format(made.values.endsAt ?? 0)).toBe('2030-01-31 23:59')
  })

  it('that an ad is: paused and renamed by the keyboard alone, in Russian and dark', async () => {
    const one = (await rows('ad')).find(
      ({ status, effectiveStatus }) => status === 'ACTIVE' && effectiveStatus === 'ACTIVE',
    )
    if (!one) throw new Error('no ad to edit')
    await openObject('ad', one)
    await person.ask('app.setPreferences', { locale: 'ru' })
    await person.setTheme('dark')
    const { keyboard } = app.page
    await app.page.locator('[role=grid] [data-row="0"] > [data-column="0"]').click()
    await keyboard.press('e')
    await input('name').waitFor()
    await dialog().getByRole('radio', { name: 'Активна' }).focus()
    await keyboard.press('ArrowRight')
    await input('name').focus()
    await keyboard.press('Control+a')
    await keyboard.type('Объявление весны')
    await picture(app, 'editing-ad-ru')
    await keyboard.press('Enter')
    await dialog().waitFor({ state: 'detached' })
    expect((await person.ask('edits.values', { objectId: one.id })).values).toMatchObject({
      name: 'Объявление весны',
      status: 'PAUSED',
    })
  })

  it('without network: shown as last read, and what is changed becomes a draft', async () => {
    const one = (await rows('campaign')).find(({ budget }) => budget?.kind === 'daily')
    if (!one) throw new Error('no campaign to edit')
    await openObject('campaign', one)
    await person.ask('demo.set', { online: false, speed: 1 })
    await openForm()
    await dialog()
      .getByText(/Meta could not be reached, .* As read \d+\s\w+ ago\./)
      .waitFor()
    await input('name').fill('not made')
    const keep = dialog().getByRole('button', { name: /^Keep 1 change to .* as a draft$/ })
    await keep.waitFor()
    await picture(app, 'editing-offline')
    await keep.click()
    await dialog().waitFor({ state: 'detached' })
    await app.page.getByText(/^Meta could not be reached: 1 draft kept in/).waitFor()
    // So does a start or a pause.
    await inspector()
      .getByRole('button', { name: /^(Pause|Start)$/ })
      .click()
    await dialog().getByRole('button', { name: 'Keep as draft' }).click()
    await dialog().waitFor({ state: 'detached' })
    const waiting = await person.ask('edits.waiting', { objectId: one.id })
    expect(waiting.map(({ state, change }) => [state, change.field])).toEqual([
      ['drafted', 'name'],
      ['drafted', 'status'],
    ])
    expect(new Set(waiting.map(({ setId }) => setId)).size).toBe(1)
    await person.ask('demo.set', { online: true, speed: 1 })
    expect((await person.ask('edits.values', { objectId: one.id })).values.name).toBe(one.name)
    await person.ask('sets.withdraw', { ids: waiting.map(({ id }) => id) })
  })
})

describe('several objects', () => {
  const openBulk = async (): Promise<void> => {
    await app.page
      .getByRole('main')
      .getByRole('button', { name: /selected$/ })
      .click()
    await app.page.getByRole('menuitem', { name: 'Edit…' }).click()
    await dialog().getByRole('grid', { name: 'What each becomes' }).waitFor()
  }
  const choose = async (label: string, option: string): Promise<void> => {
    await dialog().getByRole('combobox', { name: label }).click()
    await app.page.getByRole('option', { name: option, exact: true }).click()
  }
  const becomes = () => person.table('What each becomes')
  const showOnly = async (ids: readonly string[], search: string): Promise<void> => {
    await person.goTo('Campaigns')
    await app.page.getByRole('tab', { name: 'Campaigns', exact: true }).click()
    const clear = app.page.getByRole('main').getByRole('button', { name: 'Clear filters' }).first()
    if (await clear.isVisible()) await clear.click()
    await app.page.getByRole('textbox', { name: 'Filter by name or id' }).fill(search)
    const grid = app.page.getByRole('grid', { name: GRIDS.campaign })
    await expect.poll(() => grid.locator('[data-row]').count()).toBe(ids.length + 2)
    await grid.locator('[data-row="0"] > [data-column="0"]').click()
    await app.page.keyboard.press('Control+a')
  }

  it('are renamed by find and replace, with what each becomes before anything is sent', async () => {
    const some = (await rows('campaign', [])).filter(({ name }) => name.toLowerCase().includes('leads_'))
    expect(some.length).toBeGreaterThan(1)
    await showOnly(
      some.map(({ id }) => id),
      'leads_',
    )
    await openBulk()
    await choose('What', 'Name')
    await dialog().getByLabel('Find', { exact: true }).fill('^Leads(.*)$')
    await dialog().getByRole('checkbox', { name: 'Regular expression' }).click()
    await dialog().getByLabel('Replace with').fill('Kontakte$1')
    const expected = some.map(({ name }) => name.replace(/^Leads(.*)$/, 'Kontakte$1'))
    await expect
      .poll(async () =>
        (await becomes())
          .map((row) => row['Becomes'])
          .filter((text) => text?.startsWith('Kontakte'))
          .toSorted((a = '', b = '') => a.localeCompare(b)),
      )
      .toEqual(expected.toSorted((a, b) => a.localeCompare(b)))
    await picture(app, 'editing-bulk')
    await dialog().getByLabel('Find', { exact: true }).fill('(Leads')
    await dialog().getByText('The expression cannot be read.').waitFor()
    expect(await post().isDisabled()).toBe(true)
    await dialog().getByLabel('Find', { exact: true }).fill('^Leads(.*)$')
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    await confirmed(`Name, ${some.length} objects`, some.length)
    const names = new Set((await rows('campaign')).map(({ name }) => name))
    for (const name of expected) expect(names).toContain(name)
  })

  it('get another budget by a factor, and what has none says so at its row', async () => {
    const own = (await rows('campaign', [])).filter(({ name }) => name.toLowerCase().includes('kontakte_'))
    await showOnly(
      own.map(({ id }) => id),
      'kontakte_',
    )
    await openBulk()
    await choose('What', 'Budget')
    await choose('How', 'Multiply')
    await dialog().locator('[data-bulk-value]').fill('+10%')
    await expect
      .poll(async () => (await becomes()).map((row) => row['State']).filter((text) => text !== ''))
      .toEqual(own.filter(({ budget }) => budget === null).map(() => 'There is no amount to change.'))
    const changed = own.filter(({ budget, status }) => budget !== null && (status === 'ACTIVE' || status === 'PAUSED'))
    // What no step explains is asked about, once for all; until then it is not among what is posted.
    await dialog().locator('[data-bulk-value]').fill('twice')
    await dialog().getByText('neither a factor').waitFor()
    await dialog().locator('[data-bulk-value]').fill('40')
    const tick = dialog().getByRole('checkbox', { name: /^Checked: post the \d+ to confirm/ })
    await tick.waitFor()
    expect(
      (await becomes()).map((row) => row['State']).filter((text) => text?.startsWith('To confirm: ')),
    ).toHaveLength(changed.length)
    expect(await post().isDisabled()).toBe(true)
    await tick.click()
    await dialog()
      .getByRole('button', { name: `Post ${changed.length} changes` })
      .waitFor()
    await picture(app, 'editing-bulk-guards')
    await dialog()
      .getByText(/^As read \d+\s\w+ ago\.$/)
      .waitFor()
    // Another factor is another question.
    await dialog().locator('[data-bulk-value]').fill('+10%')
    await tick.waitFor({ state: 'detached' })
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    await confirmed(`Budget, ${changed.length} objects`, changed.length)
    const [one] = changed
    const after = (await rows('campaign')).find(({ id }) => id === one?.id)
    expect(after?.budget?.amount).toBe(Math.round(((one?.budget?.amount ?? 0) * 1.1) / 10_000) * 10_000)
  })
  it('get a spend cap, lose it again, and end by the clock of each account', async () => {
    const all = await rows('campaign', [])
    const called = (word: string) => all.filter(({ name }) => name.toLowerCase().includes(word.toLowerCase()))
    // Of one currency, or no amount could be set.
    const word = all
      .flatMap(({ name }) => name.split('_'))
      .find((part) => {
        const found = called(part)
        return (
          found.length > 1 &&
          found.length < 6 &&
          found.every(({ currency, status }) => currency === 'USD' && (status === 'ACTIVE' || status === 'PAUSED'))
        )
      })
    if (word === undefined) throw new Error('no campaigns to edit')
    const standing = called(word)
    const ids = standing.map(({ id }) => id)
    const caps = async () => {
      const known = await person.ask('edits.known', { objectIds: ids })
      return known.map(({ values }) => values.spendCap)
    }
    await showOnly(ids, word)
    await openBulk()
    await choose('What', 'Spend cap')
    await dialog().locator('[data-bulk-value]').fill('80,000')
    await expect
      .poll(async () => (await becomes()).filter((row) => /80,000/.test(row['Becomes'] ?? '')).length)
      .toBe(standing.length)
    await picture(app, 'editing-bulk-cap')
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    await confirmed(`Spend cap, ${standing.length} objects`, standing.length)
    expect(new Set(await caps())).toEqual(new Set([80_000_000_000]))

    await person.ask('app.setPreferences', { locale: 'ru' })
    await person.setTheme('dark')
    await app.page
      .getByRole('main')
      .getByRole('button', { name: /^Выбран/i })
      .click()
    await app.page.getByRole('menuitem', { name: 'Изменить…' }).click()
    await choose('Что', 'Лимит расхода')
    await choose('Как', 'Убрать')
    await dialog().getByText('Без лимита').first().waitFor()
    await picture(app, 'editing-bulk-cap-ru')
    expect(await violations(app.page)).toEqual([])
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(async () => [...new Set(await caps())], { timeout: 30_000 }).toEqual([null])
    await person.ask('app.setPreferences', { locale: 'en' })
    await person.setTheme('light')

    const sets = (await rows('adset')).filter(({ endTime, budget }) => endTime === null && budget?.kind === 'daily')
    const [one] = sets
    if (!one) throw new Error('no ad set to edit')
    await openObject('adset', one)
    await app.page.keyboard.press('Control+a')
    await openBulk()
    await choose('What', 'End')
    await dialog().getByText('By the clock of each account.').waitFor()
    await dialog().locator('[data-bulk-value]').fill('2031-01-31T23:59')
    await dialog().getByText('Jan 31, 2031').first().waitFor()
    await picture(app, 'editing-bulk-end')
    await choose('What', 'Bid strategy')
    await dialog().getByRole('combobox', { name: 'Bid strategy' }).waitFor()
    await picture(app, 'editing-bulk-strategy')
    await dialog().getByRole('button', { name: 'Cancel' }).click()
  })
})

describe('a pasted table', () => {
  const becomes = () => person.table('What each becomes')
  const toRoom = async (): Promise<void> => {
    await person.goTo('Campaigns')
    await app.page.getByRole('tab', { name: TABS.campaign, exact: true }).click()
    const clear = app.page.getByRole('main').getByRole('button', { name: 'Clear filters' }).first()
    if (await clear.isVisible()) await clear.click()
    await app.page.getByRole('grid', { name: GRIDS.campaign }).locator('[data-row="0"] > [data-column="0"]').click()
  }
  /** As another program would have copied it. */
  const copied = (text: string): Promise<void> =>
    app.page.evaluate((plain) => {
      const give = (event: ClipboardEvent): void => {
        event.clipboardData?.setData('text/plain', plain)
        event.preventDefault()
      }
      document.addEventListener('copy', give, { once: true })
      document.execCommand('copy')
    }, text)
  /** A paste as the browser tells of it, where the text is too long for a clipboard shared with others. */
  const pasted = (text: string): Promise<void> =>
    app.page.evaluate((plain) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', plain)
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      ;(document.activeElement ?? document.body).dispatchEvent(event)
    }, text)
  const withDaily = async () => {
    const found = (await Promise.all((['campaign', 'adset'] as const).map((level) => rows(level)))).flat()
    return found.filter(({ budget }) => budget?.kind === 'daily')
  }

  it('is read by its headers in any order and language; each cell that cannot be says why, and all else is made', async () => {
    const all = await withDaily()
    const inUsd = all.filter(({ currency }) => currency === 'USD')
    const yen = all.find(({ currency }) => currency === 'JPY')
    const cells: readonly (readonly [budget: string, name: string, state: RegExp])[] = [
      ['0', '', /^The amount must be above zero\.$/],
      ['-5', '', /^The amount must be above zero\.$/],
      ['1e12', '', /^Write the amount in digits, without an exponent\.$/],
      ['ten', '', /^This is not an amount\.$/],
      ['12.345', '', /^One, or a thousand\? /],
      ['80.001', '', /^One, or a thousand\? |^More decimals/],
      ['€80', '', /^This is another currency than the account’s\.$/],
      ['999999999999', '', /^The amount is larger than Meta takes\.$/],
      ['[]', '', /^This cannot be erased\.$/],
      ['', '[]', /^This cannot be erased\.$/],
      ['', 'x'.repeat(401), /^At most 400 characters\.$/],
      ['', 'a\u0007b', /^The name holds a line break, a tab or another character that cannot be seen\.$/],
    ]
    const [one, two, three, ...others] = inUsd
    if (!one?.budget || !two?.budget || !three?.budget || !yen || others.length < cells.length)
      throw new Error('too few objects to paste')
    const near = ({ amount }: { readonly amount: number }, by: number): number => amount / 1_000_000 + by
    const lines = [
      'Бюджет, USD\tClicks\tId\tName',
      `$${near(one.budget, 0.5)}\t7\t${one.id}\t${one.name} pasted`,
      // Full-width digits.
      `${String(near(two.budget, 1)).replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))}\t\t${two.id}`,
      `1.000,50\t\t${three.id}`,
      ...cells.map(([budget, name], at) => `${budget}\t\t${others[at]?.id}\t${name}`),
      `1000.5\t\t${yen.id}`,
      `20\t\t${one.id}`,
      `20\t\t99999`,
      `20\t\t1.20211E+17`,
      `20\t\t`,
      `\t\t${others[cells.length]?.id ?? one.id}\t\tmore`,
    ]
    await toRoom()
    await copied(lines.join('\r\n'))
    await app.page.keyboard.press('Control+v')
    await dialog().getByText('21 rows. Read: Бюджет, USD, Id, Name. Not read: Clicks.').waitFor()
    await dialog()
      .getByRole('radio', { name: /^Left out / })
      .click()
    const out = await becomes()
    const stateAt = (row: number): string | undefined => out.find((line) => line['Row'] === String(row))?.['State']
    for (const [at, [budget, name, state]] of cells.entries()) expect(stateAt(at + 5), budget || name).toMatch(state)
    expect(stateAt(17)).toBe('More decimals than the account’s currency has.')
    expect(stateAt(18)).toBe('It is in a row above already, which counts.')
    expect(stateAt(19)).toBe('Nothing here has this id.')
    expect(stateAt(20)).toMatch(/^This is no id\. Spreadsheets round long numbers/)
    expect(stateAt(21)).toBe('The row has neither an id nor a name.')
    await picture(app, 'editing-paste-out')
    await dialog().getByRole('radio', { name: /^All / }).click()
    await picture(app, 'editing-paste')
    expect(await violations(app.page)).toEqual([])
    await post().click()
    await dialog().waitFor({ state: 'detached' })
    await person.until('the pasted table to be posted', async () => {
      const [set] = await person.ask('sets.list', undefined)
      return set !== undefined && set.counts.confirmed >= 3 && set.counts.queued + set.counts.underWay === 0
    })
    const after = async (id: string) => (await person.ask('edits.values', { objectId: id })).values
    expect(await after(one.id)).toMatchObject({
      dailyBudget: one.budget.amount + 500_000,
      name: `${one.name} pasted`,
    })
    expect(await after(two.id)).toMatchObject({ dailyBudget: two.budget.amount + 1_000_000 })
  })

  it('sets a spend cap under a header of another language and takes it away with [], by the keyboard alone', async () => {
    const { keyboard } = app.page
    const one = (await rows('campaign')).find(
      ({ currency, spendCap, status }) => currency === 'USD' && spendCap === null && status === 'ACTIVE',
    )
    if (!one) throw new Error('no campaign to edit')
    await toRoom()
    for (const [table, now, becomes, cap] of [
      [`Ставка\tЛимит расхода, USD\tId\n\t70000\t${one.id}`, 'No cap', '$70,000.00', 70_000_000_000],
      [`Id\tSpend cap\tName\n${one.id}\t[]\t`, '$70,000.00', 'No cap', null],
    ] as const) {
      await copied(table)
      await keyboard.press('Control+v')
      const line = dialog().locator('[data-row="0"]')
      await expect.poll(() => line.innerText()).toContain(becomes)
      expect(await line.innerText()).toContain(now)
      await picture(app, `editing-paste-cap-${cap === null ? 'erased' : 'set'}`)
      await post().focus()
      await keyboard.press('Enter')
      await dialog().waitFor({ state: 'detached' })
      const values = async () => (await person.ask('edits.known', { objectIds: [one.id] }))[0]?.values
      await expect.poll(async () => (await values())?.spendCap, { timeout: 30_000 }).toBe(cap)
    }
  })

  it('may have 50,000 rows, and says so where it has more', async () => {
    const one = (await rows('campaign')).find(({ budget }) => budget?.kind === 'daily')
    if (!one) throw new Error('no campaign to edit')
    const unknown = Array.from({ length: 49_999 }, (_, n) => `${9_000_000_000 + n}\tx`)
    await toRoom()
    await pasted(['Id\tName', ...unknown, 'one\tmore', `${one.id}\tlast`].join('\n'))
    await dialog().getByText('At most 50,000 rows at once.').waitFor()
    await app.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await toRoom()
    await pasted(['Id\tName', ...unknown, `${one.id}\t${one.name} last`].join('\n'))
    await dialog().getByRole('radio', { name: 'Left out 49,999' }).waitFor()
    expect(await dialog().locator('[role=row]').count()).toBeLessThan(60)
    await post().click()
    await expect
      .poll(async () => (await person.ask('edits.values', { objectId: one.id })).values.name)
      .toBe(`${one.name} last`)
  })

  it('comes from a file in a code page of its language too; names that several have are not guessed', async () => {
    const all = await rows('campaign')
    const names = all.map(({ name }) => name)
    const one = all.find(
      ({ name, status }) =>
        /^[\w ]+$/.test(name) && status === 'ACTIVE' && names.indexOf(name) === names.lastIndexOf(name),
    )
    if (!one) throw new Error('no campaign to edit')
    await toRoom()
    await person.ask('app.setPreferences', { locale: 'ru' })
    await person.setTheme('dark')
    await app.page.getByRole('button', { name: 'Вид таблицы' }).click()
    await app.page.getByRole('menuitem', { name: /^Вставить таблицу/ }).click()
    const area = dialog().getByRole('textbox', { name: 'Таблица' })
    await expect.poll(() => area.evaluate((element) => element === document.activeElement)).toBe(true)
    await picture(app, 'editing-paste-empty-ru')
    await area.fill('120211 20')
    await dialog().getByRole('button', { name: 'Взять таблицу' }).click()
    await dialog().getByText('Первая строка должна называть столбцы, как в таблице здесь.').waitFor()
    expect(await area.inputValue()).toBe('120211 20')
    const cp1251 = Buffer.from(
      [...`Имя;Статус\r\n${one.name};Пауза\r\nНикто;Пауза\r\n;Пауза\r\n`].map((character) => {
        const code = character.codePointAt(0) ?? 0
        return code < 0x80 ? code : code - 0x410 + 0xc0
      }),
    )
    await dialog()
      .locator('input[type=file]')
      .setInputFiles({ name: 'правки.csv', mimeType: 'text/csv', buffer: cp1251 })
    await dialog().getByText('Здесь нет объекта с таким именем.').waitFor()
    // The field that had the focus is not there any more: the dialog has it.
    await expect.poll(() => dialog().evaluate((element) => element.contains(document.activeElement))).toBe(true)
    await dialog().getByText('В строке нет ни id, ни имени.').waitFor()
    await picture(app, 'editing-paste-ru')
    expect(await violations(app.page)).toEqual([])
    await post().click()
    await expect.poll(async () => (await person.ask('edits.values', { objectId: one.id })).values.status).toBe('PAUSED')
  })
})

describe('a cell', () => {
  const editor = (): Locator => app.page.locator('[role=dialog]').filter({ has: app.page.locator('[aria-live]') })
  const grid = (level: Level): Locator => app.page.getByRole('grid', { name: GRIDS[level] })
  /** The first row's cell under a header. */
  const cell = async (level: Level, header: string): Promise<Locator> => {
    const column = await grid(level).getByRole('columnheader', { name: header }).getAttribute('data-column')
    return grid(level).locator(`[data-row="0"] > [data-column="${column}"]`)
  }
  const one = async (level: Level, which: (row: Awaited<ReturnType<typeof rows>>[number]) => boolean) => {
    const found = (await rows(level)).find(which)
    if (!found) throw new Error('nothing to edit')
    await openObject(level, found)
    return found
  }
  const valuesAt = async (id: string) => (await person.ask('edits.values', { objectId: id })).values

  it('is written in by double click and F2, over the table; Enter posts and Escape leaves it', async () => {
    const { keyboard } = app.page
    const campaign = await one(
      'campaign',
      ({ budget, currency }) =>
        budget?.kind === 'daily' && currency === 'USD' && budget.amount > 20_000_000 && budget.amount < 900_000_000,
    )
    const before = (campaign.budget?.amount ?? 0) / 1_000_000
    const budget = await cell('campaign', 'Budget')
    await budget.dblclick()
    const input = editor().getByRole('textbox')
    await expect.poll(() => input.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await input.inputValue()).toBe(`${before}`)
    // Over the cell, and not beside it.
    const [over, under] = await Promise.all([input.boundingBox(), budget.boundingBox()])
    expect(Math.abs((over?.y ?? 0) - (under?.y ?? 99))).toBeLessThan(3)
    for (const [typed, said] of [
      ['0', 'The amount must be above zero.'],
      ['-1', 'The amount must be above zero.'],
      ['1e12', 'Write the amount in digits, without an exponent.'],
      ['€5', 'This is another currency than the account’s.'],
      ['1,00,0', 'This is not an amount.'],
      ['', 'Enter an amount.'],
    ] as const) {
      await input.fill(typed)
      await editor().getByText(said, { exact: true }).waitFor()
      await keyboard.press('Enter')
      expect(await input.inputValue()).toBe(typed)
    }
    await picture(app, 'editing-cell')
    expect(await violations(app.page)).toEqual([])
    // What was typed is not lost by a press beside it.
    await input.fill('7')
    await app.page.mouse.click(400, 600)
    await expect.poll(() => input.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await input.inputValue()).toBe('7')
    await keyboard.press('Escape')
    await editor().waitFor({ state: 'detached' })
    await expect.poll(() => budget.evaluate((element) => element === document.activeElement)).toBe(true)

    await keyboard.press('F2')
    await input.fill(`$${before + 1}`)
    await keyboard.press('Enter')
    await editor().waitFor({ state: 'detached' })
    await expect.poll(async () => (await valuesAt(campaign.id)).dailyBudget).toBe((before + 1) * 1_000_000)
    await expect.poll(() => budget.innerText()).toContain((before + 1).toFixed(2))
    expect(await budget.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('leads to the form where something is to be confirmed, and keeps what was typed', async () => {
    const { keyboard } = app.page
    await one('campaign', ({ budget }) => budget?.kind === 'daily')
    await (await cell('campaign', 'Budget')).click()
    await keyboard.press('F2')
    const input = editor().getByRole('textbox')
    await input.waitFor()
    await input.fill('1')
    await editor().getByText('To confirm: Enter opens the form.').waitFor()
    await picture(app, 'editing-cell-confirm')
    await keyboard.press('Enter')
    const inForm = field('dailyBudget').getByRole('textbox')
    await inForm.waitFor()
    expect(await inForm.inputValue()).toBe('1')
    await expect.poll(() => inForm.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await post().isDisabled()).toBe(true)
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => grid('campaign').evaluate((element) => element.contains(document.activeElement))).toBe(true)
    // So does the menu of the cell, with what is so.
    await keyboard.press('Shift+F10')
    await app.page.getByRole('menuitem', { name: 'Edit…' }).click()
    await expect.poll(() => inForm.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await inForm.inputValue()).not.toBe('1')
    await dialog().getByRole('button', { name: 'Cancel' }).click()
  })

  it('keeps what Meta refused with its words, and looks pending until it is so', async () => {
    const { keyboard } = app.page
    const campaign = await one('campaign', ({ status, goneAt }) => status === 'ACTIVE' && goneAt === null)
    const name = await cell('campaign', 'Campaign')
    await name.click()
    await person.ask('demo.set', { online: false, speed: 1 })
    await keyboard.press('F2')
    const input = editor().getByRole('textbox')
    await input.waitFor()
    for (const [typed, said] of [
      ['  ', 'Enter a name.'],
      ['x'.repeat(401), 'At most 400 characters.'],
      ['a\u0007b', 'The name holds a line break, a tab or another character that cannot be seen.'],
    ] as const) {
      await input.fill(typed)
      await editor().getByText(said, { exact: true }).waitFor()
    }
    await input.fill('kept for later')
    await keyboard.press('Enter')
    // Without network it waits as a draft, and looks like one, also in a window that was opened since.
    await name.locator('[data-posted="drafted"]').waitFor()
    await expect.poll(() => name.innerText()).toBe('kept for later')
    await app.page.reload()
    await name.locator('[data-posted="drafted"]').waitFor()
    await picture(app, 'editing-cell-drafted')
    const kept = await person.ask('edits.waiting', { objectId: campaign.id })
    expect(kept).toMatchObject([{ state: 'drafted', change: { field: 'name', after: 'kept for later' } }])
    await person.ask('sets.withdraw', { ids: kept.map(({ id }) => id) })
    await name.locator('[data-posted]').waitFor({ state: 'detached' })
    await person.ask('demo.set', { online: true, speed: 1 })
    await name.focus()
    await keyboard.press('F2')
    await input.fill('not made')
    const theirs = { field: 'name', before: campaign.name, after: 'Named by others' } as const
    const { accountId, id: objectId } = campaign
    await person.ask('edits.make', { accountId, objectId, change: theirs, reason: '' })
    await keyboard.press('Enter')
    await name.locator('[data-posted="rejected"]').waitFor()
    await expect.poll(() => name.innerText()).toContain(theirs.after)
    await picture(app, 'editing-cell-failed')
    await name.focus()
    await keyboard.press('F2')
    // It is there again, with why it is not so.
    await expect.poll(() => input.inputValue()).toBe('not made')
    await editor().getByText(theirs.after).waitFor()
    await input.fill(`${campaign.name} в ячейке`)
    await keyboard.press('Enter')
    await expect.poll(() => name.innerText(), { timeout: 30_000 }).toContain('в ячейке')
    await name.locator('[data-posted]').waitFor({ state: 'detached' })
    expect((await valuesAt(campaign.id)).name).toBe(`${campaign.name} в ячейке`)
  })

  it('of a status and of an end is written in too, in Russian and dark', async () => {
    const { keyboard } = app.page
    const adSet = await one(
      'adset',
      ({ budget, status, endTime }) => budget !== null && status === 'ACTIVE' && endTime === null,
    )
    await person.ask('app.setPreferences', { locale: 'ru' })
    await person.setTheme('dark')
    await app.page.locator('[role=grid] [data-row="0"] > [data-column="1"]').click()
    await keyboard.press('F2')
    await editor().getByRole('radio', { name: 'Пауза' }).waitFor()
    await keyboard.press('ArrowRight')
    await picture(app, 'editing-cell-status-ru')
    expect(await violations(app.page)).toEqual([])
    await keyboard.press('Enter')
    await expect.poll(async () => (await valuesAt(adSet.id)).status).toBe('PAUSED')
  })

  it('of a spend cap and of a bid strategy asks what the form asks, all by keyboard', async () => {
    const { keyboard } = app.page
    const campaign = await one(
      'campaign',
      ({ budget, currency, bidStrategy, status }) =>
        budget?.kind === 'daily' && currency === 'USD' && bidStrategy !== null && status === 'ACTIVE',
    )
    await app.page.getByRole('button', { name: 'Columns', exact: true }).click()
    for (const column of ['Spend cap', 'Bid strategy'])
      await dialog().getByRole('checkbox', { name: column, exact: true }).click()
    await dialog().getByRole('button', { name: 'Apply' }).click()
    const cap = await cell('campaign', 'Spend cap')
    // Cells out of sight are empty.
    await cap.click()
    await expect.poll(() => cap.innerText()).toBe('No cap')
    await person.ask('app.setPreferences', { confirmAbove: { amount: 50_000_000_000, currency: 'USD' } })
    await keyboard.press('F2')
    const input = editor().getByRole('textbox')
    const hasFocus = (of: Locator) => expect.poll(() => of.evaluate((element) => element === document.activeElement))
    await hasFocus(input).toBe(true)
    expect(await input.inputValue()).toBe('')
    // Any cap is less than none.
    await keyboard.type('45,000')
    await editor().getByText('Enter posts it').waitFor()
    await keyboard.press('Enter')
    await expect.poll(async () => (await valuesAt(campaign.id)).spendCap).toBe(45_000_000_000)
    await expect.poll(() => cap.innerText()).toContain('45,000')
    for (const [typed, confirmation, made, shown] of [
      ['60000', '60,000', 60_000_000_000, '60,000'],
      ['', campaign.accountName, null, 'No cap'],
    ] as const) {
      await cap.focus()
      await keyboard.press('F2')
      await hasFocus(input).toBe(true)
      await keyboard.press('Control+a')
      await keyboard.press('Delete')
      await keyboard.type(typed)
      await editor()
        .getByText(made === null ? 'type the name of the account' : 'type the amount once more')
        .waitFor()
      await editor().getByText('To confirm: Enter opens the form.').waitFor()
      await picture(app, `editing-cell-cap-${typed}`)
      await keyboard.press('Enter')
      const again = dialog().getByLabel(/^Type the (new amount|name of the account)/)
      await again.waitFor()
      expect(await post().isDisabled()).toBe(true)
      await again.focus()
      await keyboard.type(confirmation)
      await picture(app, `editing-form-cap-${typed}`)
      await keyboard.press('Enter')
      await dialog().waitFor({ state: 'detached' })
      await expect.poll(async () => (await valuesAt(campaign.id)).spendCap).toBe(made)
      await expect.poll(() => cap.innerText()).toContain(shown)
    }
    await person.ask('app.setPreferences', { confirmAbove: null })

    await person.ask('app.setPreferences', { locale: 'ru' })
    await person.setTheme('dark')
    const header = app.page.getByRole('main').getByRole('columnheader', { name: 'Стратегия ставок' })
    const column = await header.getAttribute('data-column')
    const strategy = app.page.locator(`[role=grid] [data-row="0"] > [data-column="${column}"]`)
    await strategy.click()
    await keyboard.press('F2')
    const chosen = editor().getByRole('radio', { checked: true })
    await hasFocus(chosen).toBe(true)
    await keyboard.press('ArrowDown')
    await expect.poll(() => chosen.getAttribute('aria-label')).not.toBe('Максимум результатов')
    await picture(app, 'editing-cell-strategy-ru')
    expect(await violations(app.page)).toEqual([])
    await keyboard.press('Enter')
    await expect.poll(async () => (await valuesAt(campaign.id)).bidStrategy).toBe('LOWEST_COST_WITH_BID_CAP')
    await expect.poll(() => strategy.innerText()).toContain('Предельная ставка')
    expect(await strategy.evaluate((element) => element === document.activeElement)).toBe(true)
  })
  it('of an ad set’s bid strategy asks for the bid that goes with it, there and back by keyboard', async () => {
    const { keyboard } = app.page
    const adset = await one(
      'adset',
      ({ budget, currency, bidStrategy, bid, status }) =>
        budget !== null &&
        currency === 'USD' &&
        bidStrategy === 'LOWEST_COST_WITHOUT_CAP' &&
        bid === null &&
        status === 'ACTIVE',
    )
    await openForm()
    const hasFocus = (of: Locator) => expect.poll(() => of.evaluate((element) => element === document.activeElement))
    const choose = async (strategy: string): Promise<void> => {
      await field('bidStrategy').getByRole('combobox').focus()
      await keyboard.press('Enter')
      await app.page.getByRole('option', { name: strategy, exact: true }).waitFor()
      await keyboard.type(strategy.slice(0, 3))
      await keyboard.press('Enter')
      await expect.poll(() => field('bidStrategy').getByRole('combobox').innerText()).toContain(strategy)
    }
    const send = async (): Promise<void> => {
      const checked = dialog().getByRole('checkbox', { name: 'Checked: post it as it is' })
      if (await checked.isVisible()) {
        await checked.focus()
        await keyboard.press('Space')
      }
      await dialog()
        .getByRole('button', { name: /^Post 1 change/ })
        .focus()
      await keyboard.press('Enter')
      await dialog().waitFor({ state: 'detached' })
    }
    await choose('Bid cap')
    await field('bid').getByText('This bid strategy needs a bid: enter the amount.').waitFor()
    expect(await post().isDisabled()).toBe(true)
    await picture(app, 'editing-form-strategy-bid')
    await input('bid').focus()
    await hasFocus(input('bid')).toBe(true)
    await keyboard.type('2')
    await send()
    expect(await valuesAt(adset.id)).toMatchObject({ bidStrategy: 'LOWEST_COST_WITH_BID_CAP', bid: 2_000_000 })
    const [edit] = await person.ask('edits.list', { objectId: adset.id, limit: 1 })
    expect(edit).toMatchObject({ change: { field: 'bidStrategy', bid: { before: null, after: 2_000_000 } } })

    await openForm()
    await choose('Highest volume')
    await field('bid').getByText('Goes with the bid strategy').waitFor()
    expect(await input('bid').isDisabled()).toBe(true)
    await person.setTheme('dark')
    await picture(app, 'editing-form-strategy-back')
    expect(await violations(app.page)).toEqual([])
    await send()
    expect(await valuesAt(adset.id)).toMatchObject({ bidStrategy: 'LOWEST_COST_WITHOUT_CAP', bid: null })
  })
  it('of an ad set’s bid strategy opens the form at the bid', async () => {
    const { keyboard } = app.page
    const adset = await one(
      'adset',
      ({ budget, currency, bidStrategy, bid, status }) =>
        budget !== null &&
        currency === 'USD' &&
        bidStrategy === 'LOWEST_COST_WITHOUT_CAP' &&
        bid === null &&
        status === 'ACTIVE',
    )
    await app.page.getByRole('button', { name: 'Columns', exact: true }).click()
    const wanted = dialog().getByRole('checkbox', { name: 'Bid strategy', exact: true })
    if (!(await wanted.isChecked())) await wanted.click()
    await dialog().getByRole('button', { name: 'Apply' }).click()
    const strategy = await cell('adset', 'Bid strategy')
    await strategy.click()
    await keyboard.press('F2')
    const chosen = editor().getByRole('radio', { checked: true })
    await expect.poll(() => chosen.evaluate((element) => element === document.activeElement)).toBe(true)
    await keyboard.press('ArrowDown')
    await editor().getByText('The bid goes with it: Enter opens the form.').waitFor()
    await picture(app, 'editing-cell-strategy-bid')
    await keyboard.press('Enter')
    await expect.poll(() => input('bid').evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await field('bidStrategy').getByRole('combobox').innerText()).toContain('Bid cap')
    await picture(app, 'editing-cell-strategy-form')
    expect((await valuesAt(adset.id)).bidStrategy).toBe('LOWEST_COST_WITHOUT_CAP')
  })
})
