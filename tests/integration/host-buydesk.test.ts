import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Page } from 'playwright'
import { buildIfNeeded } from '../../scripts/build-if-needed.ts'
import { launchApp } from '../e2e/launch.ts'
import type { Launched } from '../e2e/launched.ts'
import { ROOT, eventually } from '../e2e/launched.ts'
import type { Answer, Bridge, Output } from '../../src/shared/contract/contract.ts'

interface OurWindow {
  readonly buydesk: Bridge
}
type State = Answer<Output<'app.state'>>

const state = (page: Page): Promise<State> =>
  page.evaluate(() => (window as unknown as OurWindow).buydesk.invoke('app.state', undefined))
const askAnything = (page: Page, name: unknown, input: unknown): Promise<Answer<unknown>> =>
  page.evaluate(
    ([called, given]) => (window as unknown as OurWindow).buydesk.invoke(called as 'app.state', given as undefined),
    [name, input],
  )

const runSync = async (dataDir: string, ...args: string[]): Promise<{ code: number | null; output: string }> => {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.ts'), '--sync', '--data-dir', dataDir, ...args])
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { code, output }
}

describe('Buydesk as it is built', () => {
  let dataDir: string
  let app: Launched | null = null
  const launch = async (...args: string[]): Promise<Launched> => {
    app = await launchApp({ dataDir, args })
    await app.page.waitForLoadState()
    return app
  }

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

  test('opens its window without breaking its own content policy, and answers', async () => {
    const { page } = await launch()
    const said: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && said.push(message.text())))
    page.on('pageerror', (error) => said.push(error.message))
    await page.reload()
    await page.getByRole('button').first().waitFor()
    expect(said).toEqual([])
    expect(await state(page)).toMatchObject({ ok: true, value: { workspaces: [], notices: [] } })
    expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false)
  })

  test('refuses what is not in the contract, however it is asked', async () => {
    const { page } = await launch()
    for (const name of [
      'nothing.such',
      '__proto__',
      'constructor',
      'toString',
      '',
      null,
      5,
      { toString: 'app.state' },
    ]) {
      expect(await askAnything(page, name, undefined)).toEqual({ ok: false, code: 'badInput', data: {} })
    }
    expect(await askAnything(page, 'app.setPreferences', { pollSeconds: 1 })).toEqual({
      ok: false,
      code: 'badInput',
      data: { field: 'pollSeconds' },
    })
    expect(await askAnything(page, 'workspaces.switch', { id: '../x' })).toMatchObject({ code: 'badInput' })
  })

  test.each([
    ['is not JSON', '{ "workspaces": ['],
    ['is empty', ''],
    ['has another shape', '{"workspaces": {}, "activeId": 5}'],
  ])('keeps a settings file aside that %s, says so, and starts', async (_what, text) => {
    writeFileSync(join(dataDir, 'settings.json'), text)
    const { page } = await launch()
    expect(await state(page)).toMatchObject({
      ok: true,
      value: { workspaces: [], notices: [{ code: 'settingsBroken', data: { file: 'settings.broken-1.json' } }] },
    })
    expect(readFileSync(join(dataDir, 'settings.broken-1.json'), 'utf8')).toBe(text)
  })

  test('keeps preferences, and follows the theme at once', async () => {
    const first = await launch()
    const dark = (page: Page): Promise<boolean> =>
      page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    expect(await askAnything(first.page, 'app.setPreferences', { theme: 'dark', pollSeconds: 60 })).toMatchObject({
      ok: true,
    })
    await eventually('dark', async () => ((await dark(first.page)) ? true : null), first.output)
    expect(await first.close()).toBe(0)
    const second = await launch()
    expect(await state(second.page)).toMatchObject({
      value: { preferences: { theme: 'dark', pollSeconds: 60, closeToTray: true } },
    })
    expect(await dark(second.page)).toBe(true)
  })

  test('stays in the tray when its window is closed, and comes back', async () => {
    const launched = await launch()
    await eventually('The tray', launched.tray, launched.output)
    await launched.closeWindow()
    expect(await launched.isVisible()).toBe(false)
    await launched.clickTray()
    expect(await launched.isVisible()).toBe(true)
  })

  test('ends with its window where it may not stay in the tray', async () => {
    const launched = await launch()
    await askAnything(launched.page, 'app.setPreferences', { closeToTray: false })
    await launched.closeWindow().catch(() => undefined)
    expect(await launched.close()).toBe(0)
  })

  test('shows the first one when it is started again, and a sync does not run beside it', async () => {
    const first = await launch()
    await first.closeWindow()
    await expect(launchApp({ dataDir })).rejects.toThrow(/ended/)
    await eventually('the first window', async () => ((await first.isVisible()) ? true : null), first.output)
    const sync = await runSync(dataDir)
    expect(sync.output).toContain('Buydesk is open')
    expect(sync.code).toBe(2)
  })

  test('syncs without a window or a browser, and says when there is nothing to sync', async () => {
    const sync = await runSync(dataDir, '--days', '7')
    expect(sync.code).toBe(2)
    expect(sync.output.trim()).not.toBe('')
    expect(existsSync(join(dataDir, 'chromium'))).toBe(false)
    const wrong = await runSync(dataDir, '--days', 'many')
    expect(wrong).toMatchObject({ code: 2, output: expect.stringContaining('--days') })
  })

  test('says in a sentence why it cannot start, and ends', async () => {
    // A file where the folder of the databases should be.
    writeFileSync(join(dataDir, 'data'), '')
    await expect(launchApp({ dataDir })).rejects.toThrow('Something went wrong inside Buydesk')
  })
})
