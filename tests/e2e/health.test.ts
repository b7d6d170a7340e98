import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWrites } from '../../src/main/db/open-file.ts'
import type { Health, SyncRun } from '../../src/shared/domain/connection.ts'
import type { Kind } from '../../src/shared/domain/upkeep.ts'
import { entry } from '../unit/db/samples.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { createPerson } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const ACCOUNTS = 'Watched accounts and how fresh their data is'
const RUNS = 'Readings from Meta, newest first'
const LIMITS = 'Limits by ad account'

const health = (): Promise<Health> => person.ask('health.get', undefined)
const runs = (): Promise<readonly SyncRun[]> => person.ask('sync.history', { limit: 50 })
const inspector = () => app.page.getByRole('complementary', { name: 'Inspector' })
const dialog = () => app.page.locator('[role=dialog]:not([data-type], [data-closed])')
const said = (text: string | RegExp): Promise<void> =>
  app.page.getByLabel('Message', { exact: true }).getByText(text).first().waitFor()
const open = async (part: 'Data' | 'Sync' | 'Limits' | 'Connection' | 'Journal'): Promise<void> => {
  await person.goTo('Health')
  await app.page.getByRole('tab', { name: part }).click()
}
const readAt = async (accountId: string, kind: Kind): Promise<number> =>
  (await health()).accounts.find((account) => account.accountId === accountId)?.kinds.find((age) => age.kind === kind)
    ?.fetchedAt ?? 0

beforeAll(async () => {
  app = await home.launch()
  person = createPerson(app)
  await person.signInToDemo()
  // The past waits until somebody looks at it.
  await person.ask('backfill.setPaused', { paused: true })
  await person.watchAll()
  await person.figuresAreThere()
})
afterAll(() => home.dispose())

describe('the data', () => {
  it('says of every watched account how old it is and since when it is whole', async () => {
    await open('Data')
    const { accounts } = await health()
    await expect.poll(async () => (await person.table(ACCOUNTS)).length).toBe(accounts.length)
    const rows = await person.table(ACCOUNTS)
    for (const { name, kinds, since } of accounts) {
      const row = rows.find((each) => each['Account'] === name)
      expect(row?.['State'], name).toBe('Read')
      expect(row?.['Figures']).toMatch(/^\d+ (s|min)$/)
      const campaigns = kinds.find(({ kind }) => kind === 'campaigns')
      expect(row?.['Campaigns'], name).toMatch(new RegExp(`^\\d+ (s|min) ${campaigns?.count}$`))
      expect(row?.['History since']).toContain(since?.slice(0, 4))
    }
    await picture(app, 'health-data')
  })

  it('finds, sorts and opens an account by keyboard, with its limits in words', async () => {
    const { page } = app
    await page.getByRole('textbox', { name: 'Filter accounts' }).fill('harbor')
    await expect
      .poll(async () => (await person.table(ACCOUNTS)).map((row) => row['Account']))
      .toEqual(['Harbor & Pine'])
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'Account' }).click()
    await expect
      .poll(async () => (await person.table(ACCOUNTS)).map((row) => row['Account']))
      .toEqual((await health()).accounts.map(({ name }) => name).toSorted(new Intl.Collator('en-US').compare))
    await page.getByRole('gridcell').first().click()
    await page.keyboard.press('Enter')
    await inspector().getByText('The last readings of this account succeeded.').waitFor()
    await inspector().getByText('Points in 5 min').waitFor()
    expect(await inspector().getByRole('progressbar').count()).toBeGreaterThan(1)
    await inspector().getByText('Free', { exact: true }).first().waitFor()
  })

  it('reads one list of one account again, and says so', async () => {
    const name = (await inspector().getByRole('heading', { level: 2 }).innerText()).trim()
    const id = (await health()).accounts.find((account) => account.name === name)?.accountId ?? ''
    const before = await readAt(id, 'creatives')
    await inspector().getByRole('button', { name: 'Refresh Creatives' }).click()
    await said(/^Creatives: read again, [\d,]+ rows?\.$/)
    expect(await readAt(id, 'creatives')).toBeGreaterThan(before)
    const [last] = await runs()
    expect([last?.kind, last?.trigger, last?.outcome]).toEqual(['lists', 'person', 'done'])
    await app.page.keyboard.press('Escape')
  })

  it('reads one list of all accounts again', async () => {
    const ids = (await health()).accounts.map(({ accountId }) => accountId)
    const since = Date.now()
    await app.page.getByRole('button', { name: 'Refresh lists' }).click()
    await app.page.getByRole('menuitem', { name: /^Campaigns/ }).click()
    await said(/^Campaigns: read again, [\d,]+ rows\.$/)
    for (const id of ids) expect(await readAt(id, 'campaigns'), id).toBeGreaterThanOrEqual(since)
  })

  it('says beside the campaigns how old their list is, and reads it again there', async () => {
    await person.goTo('Campaigns')
    const since = Date.now()
    const note = app.page.getByRole('main').getByText(/^List\s\d+\s(s|min)$/)
    await note.waitFor()
    await app.page.getByRole('main').getByRole('button', { name: 'Refresh Campaigns' }).click()
    await said(/^Campaigns: read again/)
    const [account] = (await health()).accounts
    expect(await readAt(account?.accountId ?? '', 'campaigns')).toBeGreaterThanOrEqual(since)
  })

  it('is asked for as often as the person wants, within bounds', async () => {
    await person.goTo('Settings')
    await app.page.getByRole('tab', { name: 'Freshness' }).click()
    const field = app.page.getByLabel('Audiences', { exact: true })
    await field.fill('0')
    await app.page.getByText('At least 1.').waitFor()
    await field.fill('90')
    await app.page.getByLabel('Creatives', { exact: true }).fill('45')
    const ages = async () => (await person.ask('app.state', undefined)).preferences.maxAges
    await expect.poll(async () => [(await ages()).audiences, (await ages()).creatives]).toEqual([90, 45])
    await app.page.getByRole('button', { name: 'Back to the usual ages' }).click()
    await expect.poll(async () => [(await ages()).audiences, (await ages()).creatives]).toEqual([60, 30])
    expect(await field.inputValue()).toBe('60')
  })
})

describe('the limits', () => {
  it('are told of the app and of every account', async () => {
    await open('Limits')
    await app.page.getByRole('tabpanel').getByText('Calls in an hour', { exact: true }).waitFor()
    await app.page.getByText('Full access', { exact: true }).waitFor()
    const rows = await person.table(LIMITS)
    expect(rows).toHaveLength(12)
    for (const row of rows) {
      expect(row['State'], row['Account']).toBe('Free')
      expect(row['Points, 5 min'], row['Account']).toMatch(/^\d+ \/ 9K$/)
    }
    await picture(app, 'health-limits')
  })
})

describe('the connection', () => {
  it('says what the token may do, until when, and what is kept here', async () => {
    await open('Connection')
    const panel = app.page.getByRole('tabpanel')
    const text = await panel.innerText()
    for (const part of [
      /Token\s+Valid\s+Long-lived token/,
      /Issued\s+\w{3} \d+, \d{4}/,
      /Expires\s+.*in 59 days/,
      /Data access until\s+.*in 89 days/,
      /Accounts chosen at sign-in\s+All, also those to come/,
      /Integrity\s+Intact/,
      /Version\s+v\d+\.\d/,
    ])
      expect(text).toMatch(part)
    expect(await panel.getByLabel('Granted', { exact: true }).count()).toBe(6)
    await picture(app, 'health-connection')
  })
})

describe('the past', () => {
  const past = () => person.ask('backfill.get', undefined)
  const days = () => app.page.getByText(/^[\d,]+ of [\d,]+ days, back to /)

  it('shows how far it is read, and reaches as many months back as wanted', async () => {
    await open('Sync')
    const before = await past()
    expect(before.state).toBe('paused')
    await app.page.getByText('Nothing of the past is read until it is resumed.').waitFor()
    await app.page.getByLabel('Campaigns', { exact: true }).fill('37')
    await expect.poll(async () => (await past()).totalDays).toBeGreaterThan(before.totalDays)
    const { doneDays, totalDays } = await past()
    await expect
      .poll(() => days().innerText())
      .toContain(`${doneDays.toLocaleString('en')} of ${totalDays.toLocaleString('en')} days`)
    await app.page.getByLabel('Campaigns', { exact: true }).fill('38')
    await app.page.getByText('At most 37.').waitFor()
    expect((await person.ask('app.state', undefined)).preferences.historyMonths).toBe(37)
  })

  it('goes on when it is resumed, is told in the status bar, and stops when it is paused', async () => {
    const { doneDays } = await past()
    await app.page.getByRole('button', { name: 'Resume the past' }).click()
    const bar = app.page.getByRole('contentinfo', { name: 'Status' })
    await bar.getByRole('button', { name: /^Reading the past/ }).waitFor()
    await expect.poll(async () => (await past()).doneDays).toBeGreaterThan(doneDays)
    await picture(app, 'health-past')
    await app.page.getByRole('main').getByRole('button', { name: 'Pause the past' }).click()
    await app.page.getByRole('main').getByRole('button', { name: 'Resume the past' }).waitFor()
    const stopped = await past()
    expect(stopped.state).toBe('paused')
    expect((await runs()).some(({ kind, outcome }) => kind === 'backfill' && outcome === 'cancelled')).toBe(true)
    await person.ask('sync.pollNow', undefined)
    expect((await past()).doneDays).toBe(stopped.doneDays)
  })
})

describe('the history', () => {
  const choose = async (menu: RegExp, name: string): Promise<void> => {
    await app.page.getByRole('main').getByRole('button', { name: menu }).click()
    await app.page.getByRole('menuitemcheckbox', { name, exact: true }).click()
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('menu').waitFor({ state: 'detached' })
  }

  it('has what was read by hand, with its numbers', async () => {
    await open('Sync')
    await app.page.getByRole('combobox', { name: 'Days to read' }).click()
    await app.page.getByRole('option', { name: '7 days' }).click()
    await app.page.getByRole('button', { name: 'Sync now' }).click()
    await person.until('the sync', async () =>
      (await runs()).find(
        ({ kind, trigger, outcome }) => kind === 'sync' && trigger === 'person' && outcome === 'done',
      ),
    )
    await choose(/^Kind/, 'Sync')
    await expect
      .poll(async () => (await person.table(RUNS)).map((row) => [row['Outcome'], row['What']])[0])
      .toEqual(['Done', 'Sync by hand'])
    expect((await person.table(RUNS)).every((row) => row['What']?.startsWith('Sync '))).toBe(true)
    await app.page.getByRole('gridcell').first().click()
    await app.page.keyboard.press('Enter')
    await inspector().getByText('Everything was read.').waitFor()
    await inspector().getByText('Nothing failed.').waitFor()
    await app.page.keyboard.press('Escape')
  })

  it('says of a reading that failed what happened and what to do', async () => {
    await person.ask('demo.set', { online: false, speed: 1 })
    await person.ask('sync.pollNow', undefined)
    await app.page.getByText(/^Offline\. Showing figures from/).waitFor()
    await person.ask('sync.run', { days: 1 }).catch(() => undefined)
    await choose(/^Outcome/, 'Failed')
    await expect.poll(async () => (await person.table(RUNS))[0]?.['Outcome']).toBe('Failed')
    await app.page.getByRole('gridcell').first().click()
    await inspector().getByText('Nothing of it could be read. The figures before it are kept.').waitFor()
    await inspector()
      .getByText(/Meta|network/)
      .first()
      .waitFor()
    // The same reason of all accounts is said once.
    await expect.poll(() => inspector().getByRole('button', { name: 'Read again now' }).count()).toBe(1)
    await picture(app, 'health-run-failed')
    await person.ask('demo.set', { online: true, speed: 1 })
    await inspector().getByRole('button', { name: 'Read again now' }).first().click()
    await app.page.getByRole('contentinfo', { name: 'Status' }).getByText('Online', { exact: true }).waitFor()
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('main').getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(async () => (await person.table(RUNS)).length).toBeGreaterThan(1)
  })
})

describe('what Meta changed afterwards', () => {
  let account = { id: '', name: '' }

  it('teaches how late the conversions of an account arrive', { timeout: 400_000 }, async () => {
    await person.ask('demo.set', { online: true, speed: 600 })
    const { rows } = await person.ask('accounts.list', undefined)
    account = await person.until(
      'a curve',
      async () => {
        await person.ask('sync.run', { days: 30 })
        for (const { id, name } of rows) {
          const [results] = await person.ask('arrivals.get', { accountId: id })
          const changed = await person.ask('restatements.list', { accountId: id, limit: 50, offset: 0 })
          if (results?.enough && results.points.length > 20 && changed.some(({ level }) => level === 'campaign'))
            return { id, name }
        }
        return null
      },
      360_000,
    )
    await person.ask('demo.set', { online: true, speed: 1 })
    await person.goTo('Accounts')
    await app.page.getByRole('row', { name: new RegExp(account.name.replaceAll(/\W/g, '.')) }).click()
    await inspector().getByRole('heading', { name: account.name, level: 2 }).waitFor()
    const figure = inspector().getByRole('figure')
    await figure.waitFor()
    await inspector().getByText('Enough data').first().waitFor()
    await inspector()
      .getByText(/is visible when a day has just ended/)
      .first()
      .waitFor()
    await figure.scrollIntoViewIfNeeded()
    await picture(app, 'health-arrival')
    await figure.getByRole('button', { name: 'Show as a table' }).click()
    const twin = figure.getByRole('row')
    await expect.poll(() => twin.count()).toBe(30)
    expect(await twin.first().innerText()).toMatch(/^Days since the day ended\s+Results/)
    expect(await twin.nth(1).innerText()).toMatch(/^0\s+\d+%/)
  })

  it('is listed with before and after, a page at a time', async () => {
    const list = inspector().getByRole('list', { name: 'What Meta changed afterwards' })
    const known = await person.ask('restatements.list', { accountId: account.id, limit: 50, offset: 0 })
    const shown = await list.getByRole('listitem').allInnerTexts()
    expect(shown).toHaveLength(Math.min(20, known.length))
    for (const text of shown) expect(text).toMatch(/\S → \S/)
    if (known.length > 20) {
      await inspector().getByRole('button', { name: 'Older' }).click()
      await inspector().getByText(/^21–/).waitFor()
      await inspector().getByRole('button', { name: 'Newer' }).click()
      await inspector().getByText('1–20').waitFor()
    }
  })

  it('is in the inspector of the campaign that it is about', async () => {
    const known = await person.ask('restatements.list', { accountId: account.id, limit: 500, offset: 0 })
    const one = known.find(({ level, objectName }) => level === 'campaign' && objectName !== null)
    await person.goTo('Campaigns')
    await app.page.getByRole('textbox', { name: 'Filter by name or id' }).fill(one?.objectId ?? '')
    await expect.poll(async () => (await person.table('Campaigns and their figures')).length).toBe(2)
    await app.page.getByRole('gridcell').first().click()
    const list = inspector().getByRole('list', { name: 'What Meta changed afterwards' })
    await list.getByRole('listitem').first().waitFor()
    const own = known.filter(({ objectId }) => objectId === one?.objectId)
    expect(await list.getByRole('listitem').count()).toBe(Math.min(20, own.length))
    await picture(app, 'health-campaign')
  })
})

describe('the cache', () => {
  it('is cleared after a question that names the workspace, and filled again', async () => {
    await open('Connection')
    await app.page.getByRole('button', { name: 'Clear cache…' }).click()
    await dialog().getByRole('button', { name: 'Clear the cache of Demo' }).click()
    await said(/^The cache is cleared/)
    await person.until('the figures', async () => (await health()).database.insightRows > 0)
  })
})

describe('the journal', () => {
  const ROWS = 20_000
  const panel = () => app.page.getByRole('tabpanel')
  /** The workspace's file, as another program sees it. */
  const file = async (): Promise<string> =>
    join(home.dir, 'data', `${(await person.ask('app.state', undefined)).activeId}.sqlite`)
  const look = async (locale: 'en' | 'ru', theme: 'light' | 'dark'): Promise<void> => {
    await person.ask('app.setPreferences', { locale, theme })
    await app.page.locator(`html[lang="${locale}"][data-theme="${theme}"]`).waitFor({ state: 'attached' })
  }

  it('was checked after the start without a press, and is checked again by one', async () => {
    await open('Journal')
    await panel().getByText('Whole', { exact: true }).waitFor()
    const { operations, close } = openWrites(await file())
    operations.appendJournal(Array.from({ length: ROWS }, (_, i) => entry(`edit-${i}`, { state: 'confirmed' })))
    close()
    await panel().getByRole('button', { name: 'Check now' }).click()
    await panel().getByText('20,000', { exact: true }).waitFor()
    await expect
      .poll(async () => (await person.ask('journal.get', undefined)).last?.check)
      .toEqual({
        intact: true,
        rows: ROWS,
      })
    await app.page.getByRole('tab', { name: /^Journal\s*Whole$/ }).waitFor()
    await look('en', 'light')
    await picture(app, 'health-journal-en-light')
  })

  it('says from which row on it is not as it was written, and what to do', async () => {
    const db = new Database(await file())
    db.exec(`DROP TRIGGER journal_no_update; UPDATE journal SET state = 'rejected' WHERE seq = 12345`)
    db.close()
    await panel().getByRole('button', { name: 'Check now' }).click()
    await panel().getByText('From row 12,345 on the journal is not as it was written.').waitFor()
    await app.page.getByRole('tab', { name: /^Journal\s*Altered$/ }).waitFor()
    await picture(app, 'health-journal-broken-en-light')
    await look('ru', 'dark')
    await panel()
      .getByText(/^Начиная со строки 12\s345 журнал не такой/)
      .waitFor()
    await picture(app, 'health-journal-broken-ru-dark')
    await look('en', 'light')
  })
})
