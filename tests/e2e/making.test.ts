import type { Locator } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Level } from '../../src/shared/domain/objects.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { clipped, closeMessages, violations } from './looks.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const WAIT = { timeout: 20_000 }
const TABS = { campaign: 'Campaigns', adset: 'Ad sets', ad: 'Ads' } as const
const inspector = (): Locator => app.page.getByRole('complementary', { name: /Inspector|Подробности|Инспектор/ })
const dialog = (): Locator => app.page.locator('[role=dialog]:not([data-type], [data-closed])')
const button = (name: string | RegExp): Locator => dialog().getByRole('button', { name })
const choose = async (label: string, option: string | RegExp): Promise<void> => {
  await dialog().getByRole('combobox', { name: label }).click()
  await app.page.getByRole('option', { name: option }).first().click()
}
const gone = (): Promise<void> => dialog().waitFor({ state: 'detached' })
const closeDone = async (): Promise<void> => {
  await dialog()
    .getByText(/made, paused\.$/)
    .waitFor()
  await dialog().locator('footer').getByRole('button', { name: 'Close' }).click()
  await gone()
}

const rows = async (level: Level, search: string) =>
  (
    await person.ask('table.query', {
      level,
      period: 'today',
      compare: null,
      accountIds: [],
      campaignIds: [],
      adSetIds: [],
      search,
      filters: [],
      group: null,
      sort: { by: 'name', aspect: 'value', direction: 'ascending' },
      figures: ['spend'],
      formulas: [],
      trend: null,
      offset: 0,
      limit: 100,
    })
  ).rows.flatMap(({ object }) => (object ? [object] : []))

const show = async (level: Level, search: string): Promise<Locator> => {
  await app.page.keyboard.press('Escape')
  await person.goTo('Campaigns')
  await app.page.getByRole('tab', { name: TABS[level], exact: true }).click()
  const clear = app.page.getByRole('main').getByRole('button', { name: 'Clear filters' }).first()
  if (await clear.isVisible()) await clear.click()
  await app.page.getByRole('textbox', { name: 'Filter by name or id' }).fill(search)
  const grid = app.page.getByRole('grid', { name: new RegExp(`^${TABS[level]} and`) })
  await grid.waitFor()
  return grid
}
/** Nothing is in the way of anybody, and nothing is cut off. */
const looks = async (name: string): Promise<void> => {
  await picture(app, name)
  expect(await violations(app.page), name).toEqual([])
  expect(await clipped(app.page), name).toEqual([])
}

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  await person.until('ads', async () => (await rows('ad', '')).length > 0)
})
afterAll(() => home.dispose())

describe('making', () => {
  it('a campaign by keyboard, an ad set in it and an ad in that: paused, in the table at once', async () => {
    await show('campaign', '')
    await app.page.getByRole('grid').first().locator('[tabindex="0"]').first().focus()
    await app.page.keyboard.press('Alt+n')
    await dialog().getByRole('textbox', { name: 'Name' }).waitFor()
    await app.page.keyboard.type('Tulips')
    await app.page.keyboard.press('Enter')
    await dialog().getByText('Needed.').waitFor()
    await looks('making-campaign-missing')
    await choose('Account', 'Harbor & Pine')
    await choose('Objective', 'Traffic')
    await dialog().getByRole('textbox', { name: 'Daily budget' }).fill('25')
    await looks('making-campaign')
    await button(/^Make “?.*Tulips.* in .*Harbor/).click()
    await closeDone()
    const [campaign] = await rows('campaign', 'Tulips')
    expect(campaign).toMatchObject({ name: 'Tulips', status: 'PAUSED', accountName: 'Harbor & Pine', pending: null })

    const grid = await show('campaign', 'Tulips')
    await grid.getByRole('gridcell').filter({ hasText: 'Tulips' }).first().click()
    await inspector().getByRole('button', { name: 'Duplicate, archive, delete' }).click()
    await app.page.getByRole('menuitem', { name: 'New ad set…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Women 25+')
    await choose('Optimise for', 'Link clicks')
    await dialog().getByRole('textbox', { name: 'Countries' }).fill('us, ca')
    await dialog().getByText('United States, Canada').waitFor()
    await looks('making-adset')
    await button(/^Make .*Women/).click()
    await closeDone()
    const [set] = await rows('adset', 'Women 25+')
    expect(set).toMatchObject({ campaignId: campaign?.id, status: 'PAUSED' })

    await show('adset', 'Women 25+')
    await app.page.getByRole('grid').first().getByRole('gridcell').filter({ hasText: 'Women 25+' }).first().click()
    await inspector().getByRole('button', { name: 'Duplicate, archive, delete' }).click()
    await app.page.getByRole('menuitem', { name: 'New ad…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Red tulips')
    await choose('Creative', /./)
    await dialog().getByRole('combobox', { name: 'Creative' }).click()
    await app.page.getByRole('option').nth(1).click()
    await button(/^Make .*Red tulips/).click()
    await closeDone()
    expect(await rows('ad', 'Red tulips')).toMatchObject([{ adSetId: set?.id, status: 'PAUSED' }])
  })

  it('says what it would not be before it is made, and what Meta refuses in its words at its row, to be tried again alone', async () => {
    const { rows: accounts } = await person.ask('accounts.list', undefined)
    const accountIds = accounts.filter(({ watched }) => watched).map(({ id }) => id)
    await person.until('the least budgets', async () =>
      Object.values(await person.ask('edits.terms', { accountIds })).every(({ minimum }) => minimum !== null),
    )
    await show('campaign', '')
    await app.page.getByRole('main').getByRole('button', { name: 'New campaign…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Too cheap')
    await dialog().getByRole('textbox', { name: 'Daily budget' }).fill('0.01')
    await dialog()
      .getByText(/at least/)
      .waitFor()
    expect(await button(/^Make .*Too cheap/).isDisabled()).toBe(true)
    await looks('making-too-cheap')
    await app.page.keyboard.press('Escape')
    await gone()

    const grid = await show('campaign', 'Tulips')
    await grid.getByRole('gridcell').filter({ hasText: 'Tulips' }).first().click()
    await inspector().getByRole('button', { name: 'Duplicate, archive, delete' }).click()
    await app.page.getByRole('menuitem', { name: 'New ad set…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('With a bid')
    await choose('Optimise for', 'Link clicks')
    await dialog().getByRole('textbox', { name: 'Countries' }).fill('us')
    await dialog().getByRole('textbox', { name: 'Bid' }).fill('1')
    await button(/^Make .*With a bid/).click()
    await dialog()
      .getByText(/Meta refused this/)
      .waitFor()
    await looks('making-refused')
    await button('Try again').click()
    await dialog()
      .getByText(/Meta refused this/)
      .waitFor()
    expect(await rows('adset', 'With a bid')).toEqual([])
    // Nothing that was typed is lost.
    await button('Change it').click()
    await dialog().getByRole('textbox', { name: 'Bid' }).fill('')
    await button(/^Make .*With a bid/).click()
    await closeDone()
    expect(await rows('adset', 'With a bid')).toMatchObject([{ status: 'PAUSED' }])
    await person.ask('edits.make', {
      accountId: (await rows('adset', 'With a bid'))[0]?.accountId ?? '',
      objectId: (await rows('adset', 'With a bid'))[0]?.id ?? '',
      change: { field: 'status', before: 'PAUSED', after: 'DELETED' },
      reason: '',
    })
  })
})

describe('drafts of what is to be made', () => {
  it('are kept in a set, checked with Meta, renamed and posted from there, and are deleted again by undoing the set', async () => {
    await show('campaign', '')
    await app.page.getByRole('main').getByRole('button', { name: 'New campaign…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('For later')
    await choose('Objective', 'Traffic')
    await dialog().getByRole('textbox', { name: 'Daily budget' }).fill('12')
    await button('Keep as draft').click()
    await app.page.getByRole('menuitem', { name: 'In a new set' }).click()
    await gone()
    expect(await rows('campaign', 'For later')).toEqual([])
    // An ad set can be drafted in it before it is there, and is kept with it.
    await show('adset', '')
    await app.page.getByRole('main').getByRole('button', { name: 'New ad set…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('In the draft')
    await dialog().getByRole('combobox', { name: 'Campaign' }).click()
    const draft = app.page.getByRole('option', { name: /^For later/ })
    await draft.waitFor()
    await picture(app, 'making-in-a-draft-choice')
    await draft.click()
    await choose('Optimise for', 'Link clicks')
    await dialog().getByRole('textbox', { name: 'Countries' }).fill('us')
    await looks('making-in-a-draft')
    await button(/^Keep as a draft in .*For later/).click()
    await gone()
    await show('campaign', '')
    await app.page.getByRole('main').getByRole('button', { name: '1 to be made' }).click()
    await looks('making-to-be-made')
    await app.page.getByRole('menuitem', { name: /For later/ }).click()
    const set = app.page.getByRole('grid', { name: 'Edits of the set' })
    await set.getByText('For later').first().click()
    await looks('making-draft-set')
    await app.page.getByRole('main').getByRole('button', { name: 'Check with Meta' }).click()
    await set.getByText('Checked', { exact: true }).waitFor()
    await inspector().getByRole('button', { name: 'Change the value' }).click()
    await dialog().getByRole('textbox').fill('For now')
    await button('Rename').click()
    await gone()
    await set.getByText('For now').first().waitFor()
    await app.page
      .getByRole('main')
      .getByRole('button', { name: /^Post 2/ })
      .first()
      .click()
    await button(/^Post 2/).click()
    await set.getByText('Confirmed').nth(1).waitFor()
    const [made] = await rows('campaign', 'For now')
    expect(made).toMatchObject({ status: 'PAUSED' })
    expect(await rows('adset', 'In the draft')).toMatchObject([{ status: 'PAUSED', campaignId: made?.id }])
    await app.page
      .getByRole('main')
      .getByRole('button', { name: /^Undo 2/ })
      .click()
    await dialog().getByRole('textbox').fill('2')
    await button(/^Undo/).click()
    await expect.poll(async () => (await rows('campaign', 'For now')).length, { timeout: 20_000 }).toBe(0)
    await closeMessages(app.page)
  })
})

describe('copying, archiving and deleting', () => {
  it('makes copies with what is under them, archives one, deletes many behind, after their number was typed', async () => {
    const grid = await show('campaign', 'Tulips')
    await grid.getByRole('gridcell').filter({ hasText: 'Tulips' }).first().click()
    await app.page.keyboard.press('Alt+d')
    await dialog().getByRole('textbox', { name: 'Copies of each' }).fill('5')
    await dialog().getByRole('checkbox', { name: 'With 1 ad set and 1 ad' }).waitFor()
    await dialog().getByRole('textbox', { name: 'Name of the copies' }).fill('{name} copy {n}')
    await dialog().getByText('15 objects will be made').waitFor()
    await looks('making-duplicate')
    await button(/^Make 5 copies in .*Harbor/).click()
    await closeDone()
    expect((await rows('campaign', 'Tulips copy')).map(({ name, status }) => [name, status])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [`Tulips copy ${n}`, 'PAUSED']),
    )
    expect(await rows('ad', 'Red tulips')).toHaveLength(6)

    await show('campaign', 'Tulips copy 1')
    await app.page.getByRole('grid').first().getByRole('gridcell').filter({ hasText: 'Tulips copy 1' }).first().click()
    await app.page.keyboard.press('Alt+a')
    await dialog().getByText('What is in it goes too: 1 ad set and 1 ad.').waitFor()
    await looks('making-archive')
    await button(/^Archive .*Tulips copy 1.* in .*Harbor/).click()
    await gone()
    // What the filters leave out is not shown any more.
    await expect.poll(async () => (await rows('campaign', 'Tulips copy')).length).toBe(4)

    const left = await show('campaign', 'Tulips copy')
    await left.getByRole('gridcell').filter({ hasText: 'Tulips copy 2' }).first().click()
    await app.page.keyboard.press('Shift+ArrowDown')
    await app.page.getByRole('main').getByRole('button', { name: '2 selected' }).waitFor()
    await app.page.keyboard.press('Delete')
    await dialog().getByText('This cannot be undone').waitFor()
    expect(await button(/^Delete 2 campaigns/).isDisabled()).toBe(true)
    await dialog().getByRole('textbox', { name: 'Type 2 to delete them' }).fill('2')
    await looks('making-delete')
    await app.page.keyboard.press('Enter')
    await gone()
    await app.page.getByText('2 edits being posted.').waitFor()
    const [set] = await person.ask('sets.list', undefined)
    expect(set?.name).toBe('Delete 2 campaigns')
    await expect
      .poll(async () => (await rows('campaign', 'Tulips copy')).map(({ name }) => name), WAIT)
      .toEqual(['Tulips copy 4', 'Tulips copy 5'])

    // The journal says that nothing leads back, and what was made can be deleted.
    const edits = await person.ask('edits.list', { limit: 100 })
    const deleted = edits.find(({ change }) => change.field === 'status' && change.after === 'DELETED')
    await expect(person.ask('edits.undo', { id: deleted?.id ?? '' })).rejects.toThrow('editFinal')
    await person.goTo('Edits')
    await app.page
      .getByRole('grid')
      .getByText(/^New: Tulips$/)
      .first()
      .click()
    await inspector().getByRole('button', { name: 'Undo' }).click()
    await dialog().getByText('A deletion cannot be undone').waitFor()
    await looks('making-undo')
    await app.page.keyboard.press('Escape')
    await gone()
  })

  it('keeps deletions as drafts, marks what they are about, and says once more that nothing leads back', async () => {
    const grid = await show('campaign', 'Tulips copy')
    await closeMessages(app.page)
    await grid.locator('[tabindex="0"]').first().focus()
    await app.page.keyboard.press('ControlOrMeta+a')
    // Those that were deleted before may still be chosen, out of sight.
    await expect.poll(() => grid.locator('[role=row][aria-selected=true]').count()).toBe(2)
    await app.page.keyboard.press('Delete')
    await dialog().getByText('This cannot be undone').waitFor()
    // Where nothing may be edited, nothing is deleted either.
    await person.ask('app.setPreferences', { readOnly: true })
    await dialog().getByText('Buydesk is read-only').waitFor()
    expect(await button('Read-only').isDisabled()).toBe(true)
    await looks('making-read-only')
    await person.ask('app.setPreferences', { readOnly: false })
    await dialog().getByText('This cannot be undone').waitFor()
    await button('Keep as draft').focus()
    await app.page.keyboard.press('Enter')
    await app.page.getByRole('menuitem', { name: 'In a new set' }).waitFor()
    await app.page.keyboard.press('Enter')
    await gone()
    await expect.poll(() => grid.getByRole('img', { name: 'A draft deletes it' }).count()).toBe(2)
    await looks('making-drafts')
    await app.page.getByRole('button', { name: 'Show' }).click()
    const edits = app.page.getByRole('grid', { name: 'Edits of the set' })
    await expect.poll(() => edits.getByRole('img', { name: 'Deletes' }).count()).toBe(2)
    for (const [locale, theme] of [
      ['ru', 'dark'],
      ['en', 'light'],
    ] as const) {
      await person.ask('app.setPreferences', { locale, theme })
      await app.page.locator(`html[lang="${locale}"][data-theme="${theme}"]`).waitFor({ state: 'attached' })
      await app.page
        .getByRole('main')
        .getByRole('button', { name: /^(Post|Отправить) 2/ })
        .focus()
      await app.page.keyboard.press('Enter')
      await dialog()
        .getByText(/^(2 edits archive or delete|2 правки архивируют или удаляют)/)
        .waitFor()
      await looks(`making-drafts-post-${locale}-${theme}`)
      if (locale === 'ru') {
        await app.page.keyboard.press('Escape')
        await gone()
      }
    }
    expect(await button('Post 2 edits').isDisabled()).toBe(true)
    await dialog().getByRole('textbox', { name: 'Type 2 to go on' }).fill('2')
    await button('Post 2 edits').focus()
    await app.page.keyboard.press('Enter')
    await gone()
    await expect.poll(async () => (await rows('campaign', 'Tulips copy')).length, WAIT).toBe(0)
    const undo = app.page.getByRole('main').getByRole('button', { name: 'Undo 2 edits' })
    await undo.waitFor()
    expect([await undo.isDisabled(), await undo.getAttribute('title')]).toEqual([
      true,
      'Nothing leads back from an archived or deleted object.',
    ])
    await looks('making-drafts-posted')
  })

  it('says all of it in Russian and in the dark too', async () => {
    const [one] = await rows('campaign', 'Tulips')
    if (!one) throw new Error('nothing to copy')
    await show('campaign', 'Tulips')
    await app.page.getByRole('grid').first().getByRole('gridcell').filter({ hasText: 'Tulips' }).first().click()
    await closeMessages(app.page)
    await person.ask('app.setPreferences', { locale: 'ru', theme: 'dark' })
    await app.page.locator('html[lang="ru"][data-theme="dark"]').waitFor({ state: 'attached' })
    for (const [key, name, words] of [
      ['Alt+n', 'campaign', 'Новая кампания'],
      ['Alt+d', 'duplicate', 'Копий каждого'],
      ['Delete', 'delete', 'Отменить это нельзя'],
    ] as const) {
      await app.page.getByRole('grid').first().locator('[tabindex="0"]').first().focus()
      await app.page.keyboard.press(key)
      await dialog().getByText(words).first().waitFor()
      await looks(`making-${name}-ru-dark`)
      await app.page.keyboard.press('Escape')
      await gone()
    }
    await person.ask('app.setPreferences', { locale: 'en', theme: 'light' })
  })
})
