import type { Locator } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Alert } from '../../src/shared/domain/alerts.ts'
import type { Suggestion } from '../../src/shared/domain/suggestions.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const openAlerts = async (): Promise<readonly Alert[]> => (await person.ask('alerts.list', undefined)).open
const room = (name: string): Locator => app.page.getByRole('heading', { name, level: 1, exact: true })
const inspector = (): Locator => app.page.getByRole('complementary', { name: 'Inspector' })
const dialog = (): Locator => app.page.locator('[role=dialog]:not([data-type], [data-closed])')
/** In a corner of the window, whatever its role is. */
const said = (text: string | RegExp): Promise<void> =>
  app.page.getByLabel('Message', { exact: true }).getByText(text).first().waitFor()

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  await person.watchAll()
  await person.figuresAreThere()
  // Whatever the hour is, the losers of some account spend their budget within minutes.
  await person.ask('app.setPreferences', { pollSeconds: 15, period: 'today' })
  await person.ask('demo.set', { online: true, speed: 60 })
  await person.until('alerts', async () => {
    await person.ask('sync.pollNow', undefined)
    return (await openAlerts()).length > 1
  })
  await person.ask('demo.set', { online: true, speed: 1 })
})
afterAll(() => home.dispose())

describe('an alert', () => {
  it('is in the list by money at risk, with what was spent', async () => {
    await person.goTo('Alerts')
    const items = app.page.getByRole('list', { name: 'Open' }).getByRole('listitem')
    const open = await openAlerts()
    await expect.poll(() => items.count()).toBe(open.length)
    expect(await items.first().innerText()).toMatch(
      /Spend without result[\s\S]*Spent .+ of .+ daily budget today \(\d+%\), no result\./,
    )
    expect(await items.first().innerText()).toContain(open[0]?.objectName)
    await picture(app, 'work-alerts')
  })

  it('is in the tray by colour, number, and the money spent today', async () => {
    const open = await openAlerts()
    const tray = await person.until('the tray', () => app.tray())
    expect(tray.severity).toBe(open.some(({ severity }) => severity === 'bad') ? 'bad' : 'warn')
    expect(tray.count).toBe(Math.min(10, open.length))
    expect(tray.tooltip).toMatch(/Spent today: .*\d/)
    expect(tray.tooltip).toContain(`${open.length} open alerts`)
    expect(tray.menu.filter(({ label }) => label.startsWith('Spend without result: '))).toHaveLength(
      Math.min(5, open.length),
    )
  })

  it('was told once, and the notification and the tray lead to it', async () => {
    const told = await app.notifications()
    expect(told.length).toBeGreaterThan(0)
    expect(told[0]?.title).toMatch(/^(\d+ new alerts|Spend without result: .+)$/)
    await person.ask('sync.pollNow', undefined)
    expect(await app.notifications()).toHaveLength(told.length)

    await person.goTo('Overview')
    await app.closeWindow()
    await person.until('the hidden window', async () => !(await app.isVisible()))
    await app.clickNotification(0)
    await person.until('the window', () => app.isVisible())
    await room('Alerts').waitFor()

    await person.goTo('Overview')
    const label = (await app.tray())?.menu[0]?.label ?? ''
    await app.clickTray(label)
    await room('Alerts').waitFor()
    const current = app.page.locator('li[data-current="true"]')
    await current.waitFor()
    expect((await current.innerText()).replaceAll(/\s+/g, ' ')).toContain(
      label.replace('Spend without result: ', '').replaceAll('&&', '&').replace('…', ''),
    )
  })

  it('can be acknowledged and stays open', async () => {
    const items = app.page.getByRole('list', { name: 'Open' }).getByRole('listitem')
    const before = await items.count()
    const name = (await openAlerts())[0]?.objectName ?? ''
    const item = items.filter({ hasText: name }).first()
    await item.getByRole('button', { name: 'Acknowledge' }).click()
    await item.getByText('Acknowledged').waitFor()
    expect(await items.count()).toBe(before)
    expect((await openAlerts()).find(({ objectName }) => objectName === name)?.acknowledgedAt).not.toBeNull()
  })
})

describe('a strategy', () => {
  let suggestion: Suggestion

  it('is created through its form, which says at the field what is wrong', async () => {
    await person.goTo('Strategies')
    await app.page.getByRole('button', { name: 'New stop loss' }).click()
    const name = dialog().getByLabel('Name', { exact: true })
    const ctr = dialog().getByLabel('Least CTR')
    await name.fill('   ')
    await ctr.fill('a lot')
    await dialog().getByText('Enter a number.').waitFor()
    await ctr.fill('101')
    await dialog().getByText('At most 100.').waitFor()
    await dialog()
      .getByRole('switch', { name: /Pause low performers/ })
      .click()
    await dialog()
      .getByRole('button', { name: /^Create/ })
      .click()
    await dialog().getByText('Enter a name.').waitFor()
    await dialog().getByText('Switch on at least one action.').waitFor()
    expect(await person.ask('strategies.list', undefined)).toEqual([])
    await picture(app, 'work-strategy-wrong')

    await name.fill('Stop the losers')
    await ctr.fill('0.9')
    await dialog().getByLabel('Spend before judging').fill('1')
    await dialog()
      .getByRole('switch', { name: /Pause low performers/ })
      .click()
    await dialog()
      .getByRole('button', { name: /^Create .*Stop the losers/ })
      .click()
    await dialog().waitFor({ state: 'detached' })
    const item = app.page.getByRole('list', { name: 'Strategies' }).getByRole('listitem')
    await item.waitFor()
    expect(await item.innerText()).toMatch(/CTR < 0\.90%/)
  })

  it('judges and suggests, with the evidence', async () => {
    await app.page.getByRole('button', { name: 'Run now' }).click()
    await said(/^Judged \d+ campaigns: \d+ suggestions?\.$/)
    await app.page.getByRole('list', { name: 'Decisions' }).first().waitFor()
    await person.goTo('Suggestions')
    suggestion = await person.until('a suggestion', async () =>
      (await person.ask('suggestions.list', undefined)).find(
        ({ status, edit }) => status === 'open' && edit.kind === 'status',
      ),
    )
    const item = app.page.getByRole('listitem').filter({ hasText: suggestion.objectName }).first()
    const toggle = item.getByRole('button', { name: `Evidence: ${suggestion.objectName}` })
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
    const conditions = item.getByRole('row')
    await conditions.nth(1).waitFor()
    expect(await conditions.nth(0).innerText()).toMatch(/Condition\s+Found\s+Outcome/)
    expect((await conditions.allInnerTexts()).join('\n')).toMatch(/CTR \(all\) < 0\.90%[^\n]*\d\.\d\d%\s+Held/)
    await item.getByRole('img', { name: /at the end, highest/ }).waitFor()
    await picture(app, 'work-suggestion')
  })

  it('is applied through a dialog that names the campaign and the account', async () => {
    const item = app.page.getByRole('listitem').filter({ hasText: suggestion.objectName }).first()
    await item.getByRole('button', { name: /^Pause/ }).click()
    await dialog().waitFor()
    expect(await dialog().innerText()).toContain(suggestion.accountName)
    expect(await dialog().innerText()).toContain(suggestion.objectName.slice(0, 30))
    await picture(app, 'work-apply')
    await dialog()
      .getByRole('button', { name: /^Pause/ })
      .click()
    await said('applied and confirmed by Meta.')
    // The rail counts along.
    const open = (await person.ask('suggestions.list', undefined)).filter(({ status }) => status === 'open').length
    await app.page.getByRole('button', { name: `Suggestions ${open}`.replace(/ 0$/, ''), exact: true }).waitFor()
    const done = app.page
      .getByRole('list', { name: 'Done or put away' })
      .getByRole('listitem')
      .filter({ hasText: suggestion.objectName })
    await done.getByText('Applied').waitFor()
    await done.getByRole('button', { name: 'Open the edit' }).click()
    await room('Edits').waitFor()
  })

  it('leaves a journal that says who did what and why, and that can be checked', async () => {
    await inspector().getByText('Read back from Meta and equal.').waitFor()
    const [row] = await person.table('Journal of edits')
    expect([row?.['State'], row?.['Change'], row?.['By'], row?.['Object']]).toEqual([
      'Confirmed',
      'Status: Active → Paused',
      'Strategy Stop the losers',
      suggestion.objectName,
    ])
    const states = await inspector().getByRole('table').locator('tbody tr').allInnerTexts()
    expect(states.length).toBeGreaterThanOrEqual(3)
    expect(states.join('\n')).toMatch(/Queued[\s\S]*Sent[\s\S]*Confirmed/)
    await app.page.getByRole('button', { name: 'Check the journal' }).click()
    await app.page.getByRole('button', { name: 'Check now' }).click()
    const panel = app.page.getByRole('tabpanel')
    await panel.getByText('Whole', { exact: true }).waitFor()
    expect(await panel.innerText()).toMatch(new RegExp(`Rows\\s+${states.length}\\b`))
    await panel.getByRole('button', { name: 'Open the edits' }).click()
    await app.page.getByRole('gridcell').first().click()
    await picture(app, 'work-journal')
  })

  it('is undone by an edit of its own', async () => {
    await inspector().getByRole('button', { name: 'Undo', exact: true }).click()
    await dialog()
      .getByRole('button', { name: /^Set Status = Active for/ })
      .click()
    await said(/the edit was undone\.$/)
    await expect
      .poll(async () => (await person.table('Journal of edits')).map((row) => [row['State'], row['By']]))
      .toEqual([
        ['Confirmed', 'Undo'],
        ['Undone', 'Strategy Stop the losers'],
      ])
    expect(await inspector().getByRole('button', { name: 'Undo', exact: true }).isDisabled()).toBe(true)
  })

  it('does not suggest the same again for the same cause', async () => {
    await person.ask('sync.pollNow', undefined)
    await person.goTo('Strategies')
    await app.page.getByRole('button', { name: 'Run now' }).click()
    await said(/^Judged \d+ campaigns/)
    const again = (await person.ask('suggestions.list', undefined)).filter(
      ({ objectId, status }) => objectId === suggestion.objectId && status === 'open',
    )
    expect(again).toEqual([])
  })

  it('has its run undone as a whole, from any of its edits', async () => {
    const open = (await person.ask('suggestions.list', undefined)).filter(
      ({ status, edit }) => status === 'open' && edit.kind === 'status',
    )
    const [first, second] = open
    if (!first || !second) throw new Error(`${open.length} suggestions`)
    for (const { id } of [first, second])
      expect(await person.ask('suggestions.apply', { id })).toMatchObject({ state: 'confirmed' })
    await person.goTo('Edits')
    await app.page.getByRole('tab', { name: 'All edits' }).click()
    await app.page.getByRole('gridcell').filter({ hasText: first.objectName }).first().click()
    await app.page.keyboard.press('Enter')
    const whole = inspector().getByRole('button', { name: 'Undo all 2 edits of this run' })
    await whole.focus()
    await app.page.keyboard.press('Enter')
    await dialog()
      .getByText(/^The opposite of 2 edits of .*Stop the losers.* is posted/)
      .waitFor()
    await picture(app, 'work-undo-run')
    await dialog().getByRole('button', { name: 'Undo 2 edits' }).focus()
    await app.page.keyboard.press('Enter')
    const states = async (): Promise<readonly string[]> =>
      (await person.ask('edits.list', { limit: 20 }))
        .filter(
          ({ actor, objectId }) => actor.kind === 'strategy' && [first, second].some((of) => of.objectId === objectId),
        )
        .map(({ state }) => state)
    await expect.poll(states, { timeout: 20_000 }).toEqual(['undone', 'undone'])
    await whole.waitFor({ state: 'detached' })
    const [set] = await person.ask('sets.list', undefined)
    expect(set).toMatchObject({ name: 'Undo: Stop the losers', counts: { confirmed: 2 } })
  })
})

describe('a campaign in the inspector', () => {
  const openExact = async (name: string): Promise<void> => {
    await person.goTo('Campaigns')
    await app.page.getByRole('textbox', { name: 'Filter by name or id' }).fill(name)
    await app.page.getByRole('gridcell').filter({ hasText: name }).first().click()
    await app.page.keyboard.press('Enter')
    await inspector().getByRole('heading', { name, level: 2 }).waitFor()
  }

  it('is paused from its alert, which then resolves by itself', async () => {
    await person.goTo('Alerts')
    const alert = (await openAlerts()).find(({ kind }) => kind === 'spendWithoutResult')
    if (!alert) throw new Error('no alert is open')
    await app.page
      .getByRole('list', { name: 'Open' })
      .getByRole('listitem')
      .filter({ hasText: alert.objectName ?? '' })
      .first()
      .getByRole('button', { name: 'Open campaign' })
      .click()
    await inspector().getByRole('button', { name: 'Pause', exact: true }).waitFor()
    await app.page.keyboard.press('p')
    await dialog().getByRole('textbox', { name: 'Reason' }).fill('  Nothing came of it. ')
    await dialog()
      .getByRole('button', { name: /^Pause/ })
      .click()
    await dialog().waitFor({ state: 'detached' })
    const [paused] = await person.ask('edits.list', { objectId: alert.objectId ?? '', limit: 1 })
    expect(paused).toMatchObject({ state: 'confirmed', reason: 'Nothing came of it.' })
    await inspector().getByText('Nothing came of it.').first().waitFor()
    await inspector().getByText('Paused', { exact: true }).waitFor()
    await inspector().getByRole('button', { name: 'Start', exact: true }).waitFor()
    await person.until('the resolved alert', async () => {
      await person.ask('sync.pollNow', undefined)
      return (await person.ask('alerts.list', undefined)).resolved.some(
        ({ id, resolution }) => id === alert.id && resolution === 'notDelivering',
      )
    })
    await person.goTo('Alerts')
    await app.page
      .getByRole('list', { name: 'Resolved in the last 30 days' })
      .getByRole('listitem')
      .filter({ hasText: alert.objectName ?? '' })
      .getByText('No longer delivering')
      // The same campaign may have resolved more than once.
      .first()
      .waitFor()
    const open = await openAlerts()
    await person.until('the tray', async () => (await app.tray())?.count === Math.min(10, open.length))
  })

  it('is started', async () => {
    await openExact('Leads – Pine cabins, retargeting')
    await inspector().getByRole('button', { name: 'Start', exact: true }).click()
    expect(await dialog().innerText()).toContain('$15.00 (Daily budget)')
    const start = dialog().getByRole('button', { name: /^Start .*Harbor & Pine/ })
    // As in the form: it would run on and on.
    await dialog().getByText('It has no end').waitFor()
    expect(await start.isDisabled()).toBe(true)
    await picture(app, 'work-start')
    await dialog().getByRole('checkbox', { name: 'Checked: post it as it is' }).click()
    await start.click()
    await dialog().waitFor({ state: 'detached' })
    await inspector().getByRole('button', { name: 'Pause', exact: true }).waitFor()
  })

  it('gets another budget, and what Meta takes at least is said beforehand', async () => {
    await openExact('Leads – Harbor loft tours')
    const field = dialog().locator('[data-field="dailyBudget"]')
    const input = field.getByRole('textbox')
    const post = dialog().locator('button[type=submit]')
    await inspector().getByRole('button', { name: 'Edit budget' }).click()
    // The one form, at the field that was asked for.
    await expect.poll(() => input.evaluate((element) => element === document.activeElement)).toBe(true)
    await input.fill('twelve')
    await field.getByText('This is not an amount.').waitFor()
    expect(await post.isDisabled()).toBe(true)
    await input.fill('6.5')
    await field.getByText('+30.0%. A change over 20% may begin the learning phase of its ad sets anew.').waitFor()
    await picture(app, 'work-budget')
    await post.click()
    await dialog().waitFor({ state: 'detached' })
    await inspector().getByText('Daily budget: $6.50', { exact: true }).waitFor()

    await inspector().getByRole('button', { name: 'Edit budget' }).click()
    await input.fill('0.5')
    await field.getByText('Meta takes at least $1.00.').waitFor()
    expect(await post.isDisabled()).toBe(true)
    await picture(app, 'work-budget-refused')
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await inspector().getByText('Daily budget: $6.50', { exact: true }).waitFor()
    const edits = inspector().getByRole('listitem').filter({ hasText: 'Daily budget' })
    const texts = async () => (await edits.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')).slice(0, 1)
    await expect.poll(texts).toEqual([expect.stringMatching(/\$5\.00 → \$6\.50 (?!.*Rejected)/)])
  })
})
