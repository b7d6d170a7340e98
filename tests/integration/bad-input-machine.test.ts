import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildIfNeeded } from '../../scripts/build-if-needed.ts'
import { launchApp } from '../e2e/launch.ts'
import type { Launched } from '../e2e/launched.ts'
import { setImmutable } from './disk.ts'
import type { Answer, Bridge, CallName } from '../../src/shared/contract/contract.ts'
import { DEFAULT_PREFERENCES } from '../../src/shared/domain/connection.ts'

/** What can be wrong with the computer, as a person sees it in the window of the built application. */

let dataDir: string
let app: Launched | null = null

beforeAll(() => {
  expect(buildIfNeeded()).toBe(true)
})
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'buydesk-'))
})
afterEach(async () => {
  await app?.kill().catch(() => undefined)
  app = null
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})

const launch = async (env: Readonly<Record<string, string>> = {}): Promise<Page> => {
  app = await launchApp({ dataDir, env: { LC_ALL: 'en_US.UTF-8', LANGUAGE: 'en_US', ...env } })
  return app.page
}
const ask = (page: Page, name: CallName, input?: unknown): Promise<Answer<unknown>> =>
  page.evaluate(
    ([called, given]) =>
      (window as unknown as { readonly buydesk: Bridge }).buydesk.invoke(called as 'app.state', given as undefined),
    [name, input],
  )

/** Settings of somebody whose demo workspace was set up before, its network switched off. */
const leaveWorkspace = (): string => {
  const workspace = {
    id: 'workspace-of-before',
    name: 'Agency',
    kind: 'demo',
    setup: 'done',
    personName: 'Alex Morgan',
    graphUrl: 'http://127.0.0.1:9',
    dialogUrl: 'http://127.0.0.1:9',
    ratesUrl: 'http://127.0.0.1:9/rates',
    graphVersion: 'v26.0',
    appId: null,
    configId: null,
    alertRules: [],
    pollingPaused: false,
    demo: { online: false, speed: 1 },
  }
  const settings = { workspaces: [workspace], activeId: workspace.id, preferences: DEFAULT_PREFERENCES }
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings))
  mkdirSync(join(dataDir, 'data'))
  return join(dataDir, 'data', `${workspace.id}.sqlite`)
}

describe('the database', () => {
  test('from the future: the window says to update, and the file is not touched', async () => {
    const file = leaveWorkspace()
    const db = new Database(file)
    db.pragma('user_version = 9999')
    db.close()
    const before = readFileSync(file)
    const page = await launch()
    await page.getByText('was written by a newer Buydesk').first().waitFor()
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('that is damaged: the window names the file it is kept as, and works with a new one', async () => {
    const file = leaveWorkspace()
    writeFileSync(file, 'this was a database once '.repeat(1000))
    const page = await launch()
    await page.getByText('It is kept as workspace-of-before.sqlite.corrupt-1').first().waitFor()
    expect(await ask(page, 'accounts.list')).toMatchObject({ ok: true, value: { rows: [] } })
    expect(readFileSync(`${file}.corrupt-1`, 'utf8')).toContain('this was a database once')
  })

  test('that cannot be opened for writing: the window says to check the rights of its folder', async () => {
    mkdirSync(leaveWorkspace())
    const page = await launch()
    await page.getByText('cannot be written. Check the rights of its folder').first().waitFor()
  })
})

describe('the settings', () => {
  test('that are not JSON: the window says where they are kept', async () => {
    writeFileSync(join(dataDir, 'settings.json'), '{ "workspaces": [')
    const page = await launch()
    await page.getByText('It is kept as settings.broken-1.json').first().waitFor()
    expect(readdirSync(dataDir)).toContain('settings.broken-1.json')
  })

  test('that cannot be written: a change is refused with the reason, and what was is still there', async ({ skip }) => {
    leaveWorkspace()
    const file = join(dataDir, 'settings.json')
    const page = await launch()
    if (!setImmutable(file, true))
      return skip('chattr +i cannot be used here, which takes root and a fitting file system')
    try {
      const answer = { ok: false, code: 'databaseReadOnly', data: { file: 'settings.json' } }
      expect(await ask(page, 'app.setPreferences', { pollSeconds: 60 })).toEqual(answer)
      expect(await ask(page, 'app.state')).toMatchObject({ ok: true, value: { preferences: { pollSeconds: 30 } } })
    } finally {
      setImmutable(file, false)
    }
    expect(await ask(page, 'app.setPreferences', { pollSeconds: 60 })).toMatchObject({ ok: true })
  })
})

describe.skipIf(process.platform !== 'linux')('no keychain (left out where the system always has one)', () => {
  test('is said, memory is offered, and nothing is kept anywhere else', async () => {
    const page = await launch({
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus',
      XDG_RUNTIME_DIR: '/nonexistent',
    })
    expect(await ask(page, 'app.state')).toMatchObject({ ok: true, value: { keychain: 'missing' } })
    expect(await ask(page, 'signIn.demo')).toEqual({ ok: false, code: 'keychainMissing', data: {} })
    await page.getByText('No system keychain was found').first().waitFor()
    await page.getByRole('button', { name: 'Keep the token in memory until quit' }).click()
    await page.getByText('the token stays in memory').first().waitFor()
    expect(await ask(page, 'app.state')).toMatchObject({ ok: true, value: { keychain: 'memory' } })
    // A token that Meta cannot be asked about is not kept either; the refusal has its own sentence.
    expect(await ask(page, 'signIn.pasteToken', { token: 'short' })).toMatchObject({ ok: false, code: 'badInput' })
  })
})
