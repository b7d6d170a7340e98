import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SEED } from '../../src/sandbox/demo-app.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { createPerson, hasKeyring } from './person.ts'
import type { Person } from './person.ts'
import { startSandboxProcess } from './sandbox-process.ts'
import type { SandboxProcess } from './sandbox-process.ts'

const DAY = 86_400_000
const PATIENT = { timeout: 60_000 }
const home = createHome()
const away = mkdtempSync(join(tmpdir(), 'buydesk-meta-'))
let meta: SandboxProcess
let app: Launched
let person: Person
let page: Page
pictureOnFailure(() => app)

const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  app = await home.launch(env)
  person = createPerson(app)
  page = app.page
}
beforeAll(async () => {
  meta = await startSandboxProcess(join(away, 'state.json'))
  await start({ BUYDESK_META_URL: meta.url })
  await button(/^Sign in with Meta/).waitFor()
  if (!hasKeyring) await button('Keep the token in memory until quit').click()
})
afterAll(async () => {
  await home.dispose()
  await meta.kill()
  rmSync(away, { recursive: true, force: true })
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const alert = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text })
const newToken = () => page.getByRole('dialog', { name: 'New token for Alex Morgan' })
const workspaces = async () => (await person.ask('app.state', undefined)).workspaces
const token = (nonce: string, more: Partial<Parameters<typeof mintToken>[0]> = {}): string =>
  mintToken({
    seed: DEMO_SEED,
    appId: DEMO_APP_ID,
    issuedAt: Date.now(),
    expiresAt: Date.now() + 60 * DAY,
    nonce,
    ...more,
  })

/** The same in English and light, and in Russian and dark. */
const pictures = async (name: string): Promise<void> => {
  await person.setTheme('light')
  await picture(app, `meta-${name}-en-light`)
  await person.ask('app.setPreferences', { locale: 'ru' })
  await page.locator('html[lang="ru"]').waitFor({ state: 'attached' })
  await person.setTheme('dark')
  await picture(app, `meta-${name}-ru-dark`)
  await person.ask('app.setPreferences', { locale: 'en' })
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' })
}
/** Through Meta's pages; `untick` are permissions the person refuses. */
const agree = async (untick: readonly string[] = []): Promise<void> => {
  const dialog = await app.signInPage()
  await dialog.getByRole('button', { name: 'Continue as Alex Morgan' }).click()
  await dialog.getByRole('checkbox').first().waitFor()
  for (const scope of untick) await dialog.locator(`input[value="${scope}"]`).uncheck()
  await dialog.getByRole('button', { name: 'Continue', exact: true }).click()
}
const continueToMeta = async (secret: string | null): Promise<void> => {
  await page.getByLabel('App id').fill(DEMO_APP_ID)
  if (secret !== null) await page.getByLabel('App secret').fill(secret)
  await button('Continue to Meta’s login').click()
}
const paste = async (text: string): Promise<void> => {
  await page.getByLabel('Access token').fill(text)
  await button('Check and save the token').click()
}

describe('signing in with Meta', () => {
  it('says what a wrong app secret comes to, and keeps all of the form but the secret', async () => {
    await button(/^Sign in with Meta/).click()
    await pictures('form')
    await continueToMeta('a'.repeat(32))
    await agree()
    await alert('Error validating client secret. Check the app id and secret, then try again.').waitFor()
    expect(await page.getByLabel('App id').inputValue()).toBe(DEMO_APP_ID)
    expect(await page.getByLabel('App secret').inputValue()).toBe('')
    await pictures('wrong-secret')
    expect(await workspaces()).toEqual([])
  })

  it('can be cancelled here while Meta’s window is open', async () => {
    await continueToMeta(DEMO_APP_SECRET)
    await app.signInPage()
    await page.getByText('Waiting for the sign-in window').first().waitFor()
    await pictures('waiting')
    await button('Cancel').click()
    await page.getByText('Sign-in was cancelled. Nothing was changed; start again when ready.').waitFor()
    await pictures('cancelled')
    expect(app.pages()).toHaveLength(1)
    expect(await workspaces()).toEqual([])
  })

  it('names what was not granted and asks for it again until it is', async () => {
    await continueToMeta(DEMO_APP_SECRET)
    await agree(['ads_management', 'read_insights'])
    const missing = page.getByRole('listitem').filter({ has: page.locator('code') })
    await missing.nth(1).waitFor()
    await pictures('missing')
    await button('Ask for them again').click()
    await agree(['read_insights'])
    await expect
      .poll(() => missing.allTextContents(), PATIENT)
      .toEqual(['read_insights – reading page and app insights'])
    await button('Ask for them again').click()
    await agree()
    await page.getByText(/^Signed in as Alex Morgan\.$/).waitFor()
    expect(await missing.count()).toBe(0)
    expect(await page.content()).not.toContain(DEMO_APP_SECRET)
    await page.getByRole('checkbox', { name: 'Watch Harbor & Pine' }).click()
    await page.getByRole('checkbox', { name: 'Watch Алма Мебель' }).click()
    await button('Watch 2 accounts').click()
    await button('Open the overview').click()
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
    await person.figuresAreThere()
  })

  it('shows in the health that the token lasts about sixty days', async () => {
    await person.goTo('Health')
    await page.getByRole('tab', { name: 'Connection' }).click()
    await page.getByText('Long-lived token').waitFor()
    await page
      .getByText(/in 59 days/)
      .first()
      .waitFor()
    await pictures('connection')
  })

  it('without the app secret takes a token of an hour or two and says so', async () => {
    await page.getByRole('button', { name: /^Workspace:/ }).click()
    await page.getByRole('menuitem', { name: 'Add a workspace' }).click()
    await button(/^Sign in with Meta/).click()
    await continueToMeta(null)
    await agree()
    await page.getByText('This token is short-lived').waitFor()
    await pictures('short-lived')
    expect(await workspaces()).toMatchObject([{ setup: 'done' }, { setup: 'accounts', signInBy: 'dialog' }])
    expect((await person.ask('health.get', undefined)).token).toMatchObject({ status: 'valid', kind: 'shortLived' })
  })
})

describe('a pasted token', () => {
  it('is refused when it is wrong or over, and the form is empty again', async () => {
    await button('Sign in differently').click()
    await button('Back to the accounts').click()
    await button('Sign in differently').click()
    await button(/^Paste a token/).click()
    await pictures('paste')
    const wrong = `${token('wrong').slice(0, -4)}0000`
    await paste(wrong)
    await alert('Meta does not accept this token').waitFor()
    await pictures('wrong-token')
    expect(await page.getByLabel('Access token').inputValue()).toBe('')
    expect(await page.content()).not.toContain(wrong)
    await paste(token('over', { issuedAt: Date.now() - 61 * DAY, expiresAt: Date.now() - DAY }))
    await alert('The token has expired').waitFor()
  })

  it('that may not do everything is named, and another takes its place', async () => {
    await paste(token('few', { scopes: ['ads_read', 'business_management', 'pages_show_list'] }))
    const missing = page.getByRole('listitem').filter({ has: page.locator('code') })
    await missing.nth(2).waitFor()
    await pictures('paste-missing')
    const two = (await person.ask('accounts.list', undefined)).rows.slice(0, 2).map(({ id }) => id)
    await button('Paste a token with them').click()
    await newToken().waitFor()
    await pictures('paste-again')
    await paste(token('two', { accounts: two }))
    await newToken().waitFor({ state: 'detached' })
    await page
      .getByText(/^Signed in as Alex Morgan\.$/)
      .first()
      .waitFor()
    // It sees two accounts only, and it is still the same second workspace.
    await expect.poll(() => page.locator('tbody tr').count(), PATIENT).toBe(2)
    expect(await workspaces()).toHaveLength(2)
    await page.getByRole('checkbox', { name: 'Watch all shown' }).click()
    await button('Watch 2 accounts').click()
    await button('Open the overview').click()
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
    await person.figuresAreThere()
  })
})

describe('Meta', () => {
  it('may go away in the middle of things: all stays readable, and what was missed is read when it is back', async () => {
    const before = await person.ask('app.status', undefined)
    await meta.kill()
    await person.ask('sync.pollNow', undefined).catch(() => undefined)
    await page.getByText(/^Offline\. Showing figures from/).waitFor()
    await pictures('offline')
    for (const room of ['Overview', 'Campaigns', 'Alerts', 'Accounts']) await person.goTo(room)
    await person.goTo('Campaigns')
    await page.getByRole('grid').getByRole('row').nth(3).waitFor()

    await meta.startAgain()
    await button('Try again').click()
    await person.until(
      'the connection',
      async () => (await person.ask('app.status', undefined)).connection === 'online',
    )
    await page.getByText(/^Offline\. Showing figures from/).waitFor({ state: 'detached' })
    await person.until('new figures', async () => {
      const { dataAt } = await person.ask('app.status', undefined)
      return (dataAt ?? 0) > (before.dataAt ?? 0)
    })
  })

  it.skipIf(!hasKeyring)('is found again after a restart, with the token from the keychain', async () => {
    expect(await app.close()).toBe(0)
    expect(app.output()).not.toContain(DEMO_APP_SECRET)
    // Without being told where: a workspace keeps the address it signed in with.
    await start()
    await page.getByRole('navigation', { name: 'Rooms' }).waitFor()
    await person.until(
      'the connection',
      async () => (await person.ask('app.status', undefined)).connection === 'online',
    )
    expect((await person.ask('health.get', undefined)).token).toMatchObject({ status: 'valid', kind: 'longLived' })
    expect(await workspaces()).toMatchObject([{ signInBy: 'dialog' }, { signInBy: 'token' }])
  })

  it('is signed in to again with a new token where the old one was pasted', async () => {
    const [, pasted] = await workspaces()
    await person.ask('workspaces.disconnect', { id: pasted?.id ?? '', keepCache: true })
    await page.getByText('Signed out. Cached figures stay readable').waitFor()
    await pictures('signed-out')
    await button('Paste a new token').click()
    await newToken().waitFor()
    await paste('x'.repeat(40))
    await alert('Meta does not accept this token').waitFor()
    await pictures('paste-again-failed')
    await paste(token('after'))
    await newToken().waitFor({ state: 'detached' })
    await page.getByText('Signed out. Cached figures stay readable').waitFor({ state: 'detached' })
    expect(await person.ask('app.status', undefined)).toMatchObject({ connection: 'online' })
    expect(await workspaces()).toHaveLength(2)
  })
})
