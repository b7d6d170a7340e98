import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Edit } from '../src/shared/domain/edits.ts'
import type { Suggestion } from '../src/shared/domain/suggestions.ts'
import { launchApp } from '../tests/e2e/launch.ts'
import type { Launched } from '../tests/e2e/launched.ts'
import { ROOT } from '../tests/e2e/launched.ts'
import { createPerson } from '../tests/e2e/person.ts'
import type { Person } from '../tests/e2e/person.ts'
import { campaignsOf } from '../tests/campaigns.ts'
import type { CampaignsFound } from '../tests/campaigns.ts'

/**
 * `npm run demo`: signs in to the demo workspace like a person, watches every account, sees the figures move and an
 * alert open, lets the stop loss suggest and applies it, goes offline, restarts and catches up. Leaves
 * `demo-out/summary.json` and a picture of every screen in both themes. Ends with 1 when something did not happen.
 */
const OUT = join(ROOT, 'demo-out')
const THEMES = ['light', 'dark'] as const
const ROOMS = [
  'Overview',
  'Campaigns',
  'Alerts',
  'Suggestions',
  'Strategies',
  'Edits',
  'Timeline',
  'Accounts',
  'Health',
  'Settings',
] as const
const startedAt = Date.now()

const say = (text: string): void =>
  void process.stdout.write(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${text}\n`)

rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
const dataDir = mkdtempSync(join(tmpdir(), 'buydesk-demo-'))

const picture = async ({ page }: Launched, person: Person, name: string): Promise<void> => {
  for (const theme of THEMES) {
    await person.setTheme(theme)
    await page.screenshot({ path: join(OUT, `${name}-${theme}.png`) })
  }
}

/** The four campaigns whose last 30 days are known exactly, as the window shows them. */
const exactAccount = async (person: Person): Promise<CampaignsFound> => {
  const { rows } = await person.ask('accounts.list', undefined)
  const account = rows.find(({ name }) => name === 'Harbor & Pine')
  if (!account) throw new Error('The account with exact figures is missing')
  return campaignsOf(person.ask, {
    period: 'last30d',
    accountIds: [account.id],
    statuses: [],
    search: '',
    sort: { by: 'spend', direction: 'ascending' },
    offset: 0,
    limit: 10,
  })
}

const callsOf = async (person: Person): Promise<{ calls: number; rows: number }> => {
  const runs = await person.ask('sync.history', { limit: 500 })
  return {
    calls: runs.reduce((sum, run) => sum + run.calls, 0),
    rows: runs.reduce((sum, run) => sum + run.rowsRead, 0),
  }
}

/** Launches, does the work, and quits; on failure the program is ended too. */
const withApp = async <T>(work: (app: Launched, person: Person) => Promise<T>): Promise<T> => {
  const app = await launchApp({ dataDir })
  try {
    const result = await work(app, createPerson(app))
    await app.close()
    return result
  } catch (error) {
    await app.screenshot(join(OUT, 'failed.png')).catch(() => undefined)
    await app.kill()
    throw error
  }
}

const firstRun = async (app: Launched, person: Person) => {
  const { page } = app
  await page.getByRole('button', { name: 'Try the demo workspace' }).waitFor()
  say(`Buydesk is open, on ${app.host === 'electron' ? 'Electron' : 'Chromium'}.`)
  await picture(app, person, 'first-screen')

  await person.signInToDemo({
    onPage: async (name) =>
      void (await (await app.signInPage()).screenshot({ path: join(OUT, `sign-in-${name}.png`) })),
  })
  await person.watchAll((name) => picture(app, person, `set-up-${name}`))
  await person.figuresAreThere()
  const accounts = (await person.ask('accounts.list', undefined)).rows.length
  const campaigns = (
    await campaignsOf(person.ask, {
      period: 'today',
      accountIds: [],
      statuses: [],
      search: '',
      sort: { by: 'spend', direction: 'descending' },
      offset: 0,
      limit: 1,
    })
  ).total
  say(`Signed in; ${accounts} accounts, ${campaigns} campaigns, 30 days read.`)

  const shown = (await exactAccount(person)).rows.map(({ name, figures }) => ({
    name,
    spend: figures.spend,
    ctr: figures.ctr,
    cpc: figures.cpc,
    results: figures.results,
  }))
  await person.ask('app.setPreferences', { pollSeconds: 15, period: 'today' })
  await person.ask('demo.set', { online: true, speed: 60 })
  const spendNow = async (): Promise<number> =>
    (await person.ask('overview.get', { period: 'today' })).totals.spendByCurrency.reduce(
      (sum, { spend }) => sum + spend,
      0,
    )
  const before = await spendNow()
  await person.ask('sync.pollNow', undefined)
  await person.until('moving figures', async () => (await spendNow()) !== before)
  say('The figures move.')

  const alerts = await person.until('an alert', async () => {
    const { open } = await person.ask('alerts.list', undefined)
    return open.length > 0 && open
  })
  const tray = await app.tray()
  const notifications = await app.notifications()
  say(
    `${alerts.length} alerts; the tray says “${tray?.tooltip.split('\n')[0] ?? ''}”; ${notifications.length} notification.`,
  )

  await person.goTo('Strategies')
  await page.getByRole('button', { name: 'New stop loss' }).first().click()
  await page.getByRole('dialog').waitFor()
  await picture(app, person, 'strategy-form')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Create/ })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Run now' }).first().click()
  const suggestion = await person.until<Suggestion>('a suggestion to pause', async () => {
    const open = (await person.ask('suggestions.list', undefined)).filter(({ status }) => status === 'open')
    return (
      open.find(
        ({ edit, objectId }) => edit.kind === 'status' && alerts.some((alert) => alert.objectId === objectId),
      ) ?? open.find(({ edit }) => edit.kind === 'status')
    )
  })
  const suggestions = (await person.ask('suggestions.list', undefined)).length
  say(`The stop loss suggests ${suggestions} changes.`)
  await person.goTo('Suggestions')
  await picture(app, person, 'suggestions-open')

  const apply = page
    .getByRole('listitem')
    .filter({ hasText: suggestion.objectName })
    .getByRole('button', { name: /^Pause/ })
  await apply.first().click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Pause/ })
    .click()
  const edit = await person.until<Edit>('the settled edit', async () => {
    const [newest] = await person.ask('edits.list', { limit: 1 })
    return newest?.state === 'confirmed' && newest
  })
  say(`Applied: ${edit.objectName} is paused, confirmed by reading back.`)
  const resolved = alerts.some(({ objectId }) => objectId === edit.objectId)
    ? await person.until('the resolved alert', async () => {
        await person.ask('sync.pollNow', undefined)
        return (await person.ask('alerts.list', undefined)).resolved.find(({ objectId }) => objectId === edit.objectId)
      })
    : null
  say(resolved ? `Its alert resolved by itself (${resolved.resolution}).` : 'The paused campaign had no alert.')

  for (const room of ROOMS) {
    await person.goTo(room)
    if (room === 'Campaigns') {
      await page.getByRole('row').nth(3).click()
      await page.keyboard.press('Enter')
    }
    await page.waitForTimeout(400)
    await picture(app, person, room.toLowerCase())
    if (room === 'Campaigns') await page.keyboard.press('Escape')
  }
  const totals = await callsOf(person)
  await person.ask('demo.set', { online: false, speed: 60 })
  return {
    host: app.host,
    accounts,
    campaigns,
    alerts: alerts.length,
    notifications: notifications.length,
    suggestions,
    edit,
    exact: shown,
    resolved: resolved?.resolution ?? null,
    ...totals,
  }
}

const secondRun = async (app: Launched, person: Person, editId: string): Promise<void> => {
  await person.until(
    'the offline word',
    async () => (await person.ask('app.status', undefined)).connection === 'offline',
  )
  await person.goTo('Campaigns')
  await app.page.getByRole('row').nth(3).waitFor()
  const cached = await exactAccount(person)
  if (cached.rows.length !== 4 || cached.asOf === null)
    throw new Error('Offline, the cached campaigns are not all there')
  if (!(await person.ask('edits.list', { limit: 10 })).some(({ id }) => id === editId))
    throw new Error('Offline, the edit is not in the journal')
  for (const room of ['Overview', 'Campaigns', 'Edits'] as const) {
    await person.goTo(room)
    await app.page.waitForTimeout(400)
    await picture(app, person, `offline-${room.toLowerCase()}`)
  }
  say('Started again without a network: everything is there, with its age.')

  const age = (await person.ask('app.status', undefined)).dataAt ?? 0
  await person.ask('demo.set', { online: true, speed: 1 })
  await person.until('catching up', async () => {
    const status = await person.ask('app.status', undefined)
    return status.connection === 'online' && (status.dataAt ?? 0) > age
  })
  say('Connected again: it caught up.')
  await person.goTo('Overview')
  await picture(app, person, 'back-online')
}

try {
  const first = await withApp(firstRun)
  await withApp((app, person) => secondRun(app, person, first.edit.id))
  const { edit, ...counts } = first
  const summary = {
    ...counts,
    appliedEdit: {
      id: edit.id,
      object: edit.objectName,
      account: edit.accountName,
      change: edit.change,
      state: edit.state,
    },
    seconds: Math.round((Date.now() - startedAt) / 1000),
  }
  writeFileSync(join(OUT, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  say('Done; see demo-out/summary.json and the pictures beside it.')
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = 1
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
