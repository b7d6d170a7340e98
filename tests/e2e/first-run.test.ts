import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { createPerson, hasKeyring } from './person.ts'
import type { Person } from './person.ts'

const home = createHome()
const russian = createHome()
let app: Launched
let person: Person
pictureOnFailure(() => app)

const start = async (...args: Parameters<typeof home.launch>): Promise<void> => {
  app = await home.launch(...args)
  person = createPerson(app)
}
/** Whatever is outside this computer cannot be reached: its proxy is a port where nobody listens. */
const NO_INTERNET = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1,localhost' }

beforeAll(() => start(NO_INTERNET))
afterAll(async () => {
  await home.dispose()
  await russian.dispose()
})

const demo = () => app.page.getByRole('button', { name: 'Try the demo workspace' })

describe('the first screen', () => {
  it('offers three ways in', async () => {
    await app.page.getByRole('heading', { name: 'Buydesk' }).waitFor()
    expect(await app.page.locator('main button strong').allTextContents()).toEqual([
      'Sign in with Meta',
      'Paste a token',
      'Try the demo workspace',
    ])
  })

  it('says at the field what is wrong with an app id and a secret', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'Sign in with Meta' }).click()
    await page.getByLabel('App id').fill('12ab')
    await page.getByLabel('App secret').fill('short')
    await page.getByRole('button', { name: 'Continue to Meta’s login' }).click()
    await page.getByText('An app id is 5 to 25 digits.').waitFor()
    await page.getByText('An app secret is 32 characters, 0 to 9 and a to f.').waitFor()
    expect(await page.getByLabel('App id').getAttribute('aria-invalid')).toBe('true')
    expect(app.pages()).toHaveLength(1)
    await page.getByRole('button', { name: 'Open Meta’s app dashboard' }).click()
    await person.until('the dashboard', async () =>
      (await app.opened()).some((url) => url.startsWith('https://developers.facebook.com/')),
    )
    await page.getByRole('button', { name: 'Back', exact: true }).click()
  })

  it('says why a token was not taken, and forgets it', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'Paste a token' }).click()
    const token = page.getByLabel('Access token')
    const check = page.getByRole('button', { name: 'Check and save the token' })
    await token.fill('too short')
    await check.click()
    await page.getByText('This is too short to be a token.').waitFor()
    await token.fill(`EAAB${'x'.repeat(60)}`)
    await check.click()
    await page.getByRole('alert').filter({ hasText: 'The connection to Meta was refused' }).waitFor()
    expect(await token.inputValue()).toBe('')
    expect(await page.content()).not.toContain('EAABxxx')
    expect((await person.ask('app.state', undefined)).workspaces).toEqual([])
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    await demo().waitFor()
  })
})

describe('the sign-in', () => {
  const nothingHalfMade = async (): Promise<void> => {
    const { workspaces, activeId } = await person.ask('app.state', undefined)
    expect({ workspaces, activeId }).toEqual({ workspaces: [], activeId: null })
    expect(app.pages()).toHaveLength(1)
    await demo().waitFor()
  }

  it('leaves nothing half-made when it is refused', async () => {
    await demo().click()
    const dialog = await app.signInPage()
    await dialog.getByRole('button', { name: /^Continue/ }).click()
    await dialog.getByRole('checkbox').first().waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await app.page.getByText('Meta says that access was declined.').waitFor()
    await nothingHalfMade()
  })

  it('leaves nothing half-made when its window is closed, or it is cancelled from here', async () => {
    await demo().click()
    await (await app.signInPage()).close()
    const cancelled = app.page.getByText('Sign-in was cancelled. Nothing was changed; start again when ready.')
    await cancelled.waitFor()
    await nothingHalfMade()
    await demo().click()
    await app.signInPage()
    await app.page.getByRole('button', { name: 'Cancel' }).click()
    await cancelled.waitFor()
    await nothingHalfMade()
  })

  it('names what was not granted, what that disables, and asks again', async () => {
    const { page } = app
    await person.signInToDemo({ untick: ['ads_management', 'pages_show_list'] })
    const missing = page.getByRole('listitem').filter({ has: page.locator('code') })
    await missing.nth(1).waitFor()
    expect((await missing.allTextContents()).toSorted()).toEqual([
      'ads_management – pausing, resuming and changing budgets',
      'pages_show_list – naming the pages that ads run for',
    ])
    await picture(app, 'first-run-missing')
    await page.getByRole('button', { name: 'Ask for them again' }).click()
    const dialog = await app.signInPage()
    const again = dialog.getByRole('button', { name: /^Continue as/ })
    if (await again.isVisible()) await again.click()
    await dialog.getByRole('checkbox').first().waitFor()
    await dialog.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByText(/^Signed in as .+\.$/).waitFor()
    expect(await missing.count()).toBe(0)
  })
})

describe('the accounts', () => {
  it('shows every account with where it comes from and how it is', async () => {
    const { page } = app
    const rows = page.locator('tbody tr')
    await rows.nth(11).waitFor()
    expect(await rows.count()).toBe(12)
    const row = (name: string) => rows.filter({ hasText: name })
    expect(await row('Harbor & Pine').textContent()).toMatch(/Personal.*Owned by Tidewater Collective/)
    expect(await row('Fernweh Outdoor EU').textContent()).toMatch(
      /Personal.*Owned by Tidewater Collective.*Client of Kestrel & Rowe/,
    )
    expect(await row('Kumo Stationery').textContent()).toMatch(/Client of Kestrel & Rowe.*Asia\/Tokyo/)
    expect(await row('Maison Clair').textContent()).toContain('Disabled: advertising policy')
    expect(await row('Paperboat Kids').textContent()).toContain('Payment due')
    await page.getByRole('textbox', { name: 'Filter accounts' }).fill('almaty')
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByRole('textbox', { name: 'Filter accounts' }).fill('')
  })

  it.skipIf(!hasKeyring)('goes on where it was after a restart', async () => {
    for (const name of ['Harbor & Pine', 'Алма Мебель']) {
      await app.page.getByRole('checkbox', { name: `Watch ${name}` }).click()
    }
    await app.page.getByRole('button', { name: 'Watch 2 accounts' }).waitFor()
    expect(await app.close()).toBe(0)
    await start()
    const { page } = app
    await page.getByRole('heading', { name: 'Choose the accounts to watch' }).waitFor()
    const next = page.getByRole('button', { name: 'Watch 2 accounts' })
    await next.waitFor()
    expect(await page.getByRole('checkbox', { name: 'Watch Harbor & Pine' }).isChecked()).toBe(true)
    await next.click()
    await page.getByText('2 accounts watched.').waitFor()
    await page.getByRole('button', { name: 'Open the overview' }).click()
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
    await page.getByRole('row').filter({ hasText: 'Алма Мебель' }).waitFor()
    expect(await page.getByRole('row').filter({ hasText: 'Maison Clair' }).count()).toBe(0)
  })
})

describe('a system in Russian, with the dark theme chosen', () => {
  it('speaks Russian and is dark from the first screen on', async () => {
    await app.close()
    writeFileSync(
      join(russian.dir, 'settings.json'),
      JSON.stringify({ workspaces: [], activeId: null, preferences: { theme: 'dark' } }),
    )
    app = await russian.launch({ LC_ALL: 'ru_RU.UTF-8', LANGUAGE: 'ru_RU' })
    const { page } = app
    await page.locator('main button strong').first().waitFor()
    const texts = await page.locator('main').innerText()
    expect(texts).toMatch(/[а-я]/)
    expect(texts.replaceAll(/Buydesk|Meta/g, '')).not.toMatch(/[A-Za-z]{3,}/)
    expect(await page.locator('html').getAttribute('lang')).toBe('ru')
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const [red = 255] = (/\d+/.exec(background) ?? []).map(Number)
    expect(red).toBeLessThan(80)
    await picture(app, 'first-run-ru-dark')
  })
})
