import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHome, picture, pictureOnFailure } from './home.ts'
import { ROOT } from './launched.ts'
import type { Launched } from './launched.ts'
import { createPerson, hasKeyring } from './person.ts'
import type { Person } from './person.ts'
import { run, startAgain } from './second-start.ts'
import { campaignsOf } from '../campaigns.ts'

const home = createHome()
const nobody = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const CAMPAIGNS = 'Campaigns and their figures'

const start = async (): Promise<void> => {
  app = await home.launch()
  person = createPerson(app)
}

const sync = (dir: string, ...args: readonly string[]) =>
  run(process.execPath, join(ROOT, 'scripts', 'start.ts'), '--data-dir', dir, '--sync', ...args)

const database = (): string => {
  const name = readdirSync(join(home.dir, 'data')).find((file) => file.endsWith('.sqlite'))
  if (name === undefined) throw new Error('there is no database')
  return join(home.dir, 'data', name)
}

const status = () => app.page.getByRole('contentinfo', { name: 'Status' })
const setNetwork = async (on: boolean): Promise<void> => {
  await person.goTo('Settings')
  await app.page.getByRole('tab', { name: 'Demo' }).click()
  const network = app.page.getByRole('switch', { name: /^Network/ })
  if ((await network.isChecked()) !== on) await network.click()
  await status()
    .getByText(on ? 'Online' : 'Offline', { exact: true })
    .waitFor()
}
const campaigns = async () => {
  await person.goTo('Campaigns')
  await person.choosePeriod('30 days')
  await person.until(
    'campaigns',
    async () =>
      (await app.page.getByRole('grid', { name: CAMPAIGNS }).isVisible()) &&
      (await person.table(CAMPAIGNS)).some((row) => row['Campaign']),
  )
  const rows = (await person.table(CAMPAIGNS)).map((row) => [
    row['Campaign'],
    row['Spend, USD'],
    row['Impr.'],
    row['Clicks'],
  ])
  // As many as fit below whatever is said above them, and the totals.
  return [...rows.slice(0, 15), rows.at(-1)]
}

beforeAll(async () => {
  await start()
  await person.signInToDemo()
  for (const name of ['Harbor & Pine', 'Lumen Fitness App'])
    await app.page.getByRole('checkbox', { name: `Watch ${name}` }).click()
  await app.page.getByRole('button', { name: 'Watch 2 accounts' }).click()
  await app.page.getByRole('button', { name: 'Open the overview' }).click()
  await person.figuresAreThere()
})
afterAll(async () => {
  await home.dispose()
  await nobody.dispose()
})

describe('the window', () => {
  it('stays in the tray when it is closed, and comes back by a click there', async () => {
    await app.closeWindow()
    await person.until('the hidden window', async () => !(await app.isVisible()))
    await app.clickTray()
    await person.until('the window', () => app.isVisible())
    await app.page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
  })

  it('comes to the front when the program is started a second time, which then ends', async () => {
    await app.closeWindow()
    await person.until('the hidden window', async () => !(await app.isVisible()))
    expect((await startAgain(home.dir)).code).toBe(0)
    await person.until('the window', () => app.isVisible())
    expect(app.pages()).toHaveLength(1)
    expect((await person.ask('app.state', undefined)).workspaces).toHaveLength(1)
  })

  it('says to the command line that it syncs by itself', async () => {
    const { code, output } = await sync(home.dir, '--days', '2')
    expect(output).toContain('Buydesk is open.')
    expect(code).toBe(2)
  })
})

describe.skipIf(!hasKeyring)('a sudden end and a lost network', () => {
  let before: Awaited<ReturnType<typeof campaigns>>
  let rows: number

  it('loses nothing when it is killed while it reads', async () => {
    const { rows: accounts } = await person.ask('accounts.list', undefined)
    const account = accounts.find(({ name }) => name === 'Harbor & Pine')
    const { rows: found } = await campaignsOf(person.ask, {
      period: 'last30d',
      accountIds: account ? [account.id] : [],
      statuses: [],
      search: 'Brochure',
      sort: { by: 'name', direction: 'ascending' },
      offset: 0,
      limit: 1,
    })
    const [campaign] = found
    if (!campaign) throw new Error('the campaign is missing')
    const edit = await person.ask('edits.make', {
      accountId: campaign.accountId,
      objectId: campaign.id,
      change: { field: 'dailyBudget', before: 10_000_000, after: 12_000_000 },
      reason: 'Before the end',
    })
    expect(edit.state).toBe('confirmed')
    rows = (await person.ask('health.get', undefined)).database.insightRows
    expect(rows).toBeGreaterThan(0)
    await person.ask('demo.set', { online: true, speed: 60 })
    await app.page.getByRole('button', { name: 'Online' }).click()
    await app.page.getByRole('button', { name: 'Read now' }).click()
    await app.kill()

    await start()
    await app.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
    const health = await person.ask('health.get', undefined)
    expect(health.database.intact).toBe(true)
    expect(health.database.insightRows).toBeGreaterThanOrEqual(rows)
    await person.goTo('Edits')
    const [row] = await person.table('Journal of edits')
    expect([row?.['State'], row?.['Change'], row?.['Reason']]).toEqual([
      'Confirmed',
      'Daily budget: $10.00 → $12.00',
      'Before the end',
    ])
    await app.page.getByRole('button', { name: 'Check the journal' }).click()
    await app.page.getByRole('button', { name: 'Check now' }).click()
    await app.page.getByRole('tabpanel').getByText('Whole', { exact: true }).waitFor()
    await person.ask('demo.set', { online: true, speed: 1 })
    await person.ask('sync.pollNow', undefined)
    await status().getByText('Online', { exact: true }).waitFor()
  })

  it('starts without a network with everything readable, its age and the word offline', async () => {
    before = await campaigns()
    await setNetwork(false)
    expect(await app.close()).toBe(0)
    await start()
    await status().getByText('Offline', { exact: true }).waitFor()
    await app.page.getByText(/^Offline\. Showing figures from .+\.$/).waitFor()
    expect(await status().locator('[data-age]').innerText()).toMatch(/^Figures from .* · \d+\s(s|min) ago$/)
    expect(await campaigns()).toEqual(before)
    await picture(app, 'life-offline-campaigns')
    for (const room of ['Overview', 'Alerts', 'Suggestions', 'Strategies', 'Edits', 'Accounts', 'Settings']) {
      await person.goTo(room)
      expect(await app.page.getByRole('main').getByRole('alert').count()).toBe(0)
    }
    await app.page.getByRole('button', { name: 'Try again' }).first().click()
    await status().getByText('Offline', { exact: true }).waitFor()
    expect((await app.tray())?.tooltip).toContain('offline')
    const edits = await person.ask('edits.list', { limit: 10 })
    expect(edits).toHaveLength(1)
  })

  it('catches up by itself once the network is back', async () => {
    const { dataAt } = await person.ask('app.status', undefined)
    await setNetwork(true)
    await person.until(
      'newer figures',
      async () => ((await person.ask('app.status', undefined)).dataAt ?? 0) > (dataAt ?? 0),
    )
    await expect.poll(() => app.page.getByText(/^Offline\. Showing/).count()).toBe(0)
    expect((await app.tray())?.tooltip).not.toContain('offline')
    expect(await app.close()).toBe(0)
  })
})

describe('the command line', () => {
  it.skipIf(!hasKeyring)('syncs without a window and ends with 0', async () => {
    await app.close()
    const { code, output } = await sync(home.dir, '--days', '2')
    expect(output).toMatch(/Workspace Demo\n {2}2 accounts, \d+ rows read, \d+ changed, \d+ calls\nDone\./)
    expect(code).toBe(0)
  })

  it('ends with 2 where there is nothing to sync, and for days that make no sense', async () => {
    const { code, output } = await sync(nobody.dir, '--days', '2')
    expect(output).toContain('There is no workspace to sync.')
    expect(code).toBe(2)
    expect((await sync(nobody.dir, '--days', 'many')).code).toBe(2)
  })
})

describe('a damaged file', () => {
  it('of figures is kept aside, said so, and read again from Meta', async () => {
    await app.close()
    const file = database()
    const size = statSync(file).size
    truncateSync(file, Math.floor(size / 2))
    await start()
    await app.page.getByText(/was damaged\. It is kept as .+\.sqlite\.corrupt-1 and a new one was started/).waitFor()
    expect(statSync(`${file}.corrupt-1`).size).toBe(Math.floor(size / 2))
    await picture(app, 'life-damaged')
    await app.page.getByRole('button', { name: 'Dismiss' }).click()
    await app.page.getByText(/was damaged/).waitFor({ state: 'detached' })
    await person.goTo('Accounts')
    if (hasKeyring) await app.page.getByRole('checkbox', { name: 'Watch Harbor & Pine' }).waitFor()
  })

  it('of a newer program is left alone and named', async () => {
    await app.close()
    const file = database()
    const db = new Database(file)
    db.pragma('user_version = 99')
    db.close()
    await start()
    await app.page
      .getByText(/was written by a newer Buydesk\. Update Buydesk to open it; the file was not touched\./)
      .first()
      .waitFor()
    await picture(app, 'life-newer')
    await app.close()
    const left = new Database(file, { readonly: true })
    expect(left.pragma('user_version', { simple: true })).toBe(99)
    left.close()
  })

  it('of settings gives way to the defaults and is kept aside', async () => {
    await app.close()
    writeFileSync(join(home.dir, 'settings.json'), '{ "workspaces": [ this is not JSON')
    await start()
    await app.page
      .getByText(
        /The settings file could not be read\. It is kept as settings\.broken-1\.json and the defaults are used\./,
      )
      .waitFor()
    await app.page.getByRole('button', { name: 'Try the demo workspace' }).waitFor()
    expect(readdirSync(home.dir)).toContain('settings.broken-1.json')
    await picture(app, 'life-settings')
    expect(await app.close()).toBe(0)
  })
})
