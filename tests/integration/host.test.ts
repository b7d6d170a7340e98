import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../e2e/launched.ts'
import { startHost } from '../e2e/host-process.ts'
import type { HostProcess } from '../e2e/host-process.ts'

const FIXTURE = fileURLToPath(new URL('../fixtures/host-app', import.meta.url))
const FOREIGN = 'https://example.com/'

interface FixtureWindow {
  readonly fixture: {
    invoke(name: string, input?: unknown): Promise<never>
    on(listener: (detail: unknown) => void): () => void
  }
}

const started: { host: HostProcess; folder: string }[] = []
const start = (args: string[] = [], folder = mkdtempSync(join(tmpdir(), 'host-app-'))): HostProcess => {
  const host = startHost(FIXTURE, [`--data-dir=${folder}`, ...args])
  started.push({ host, folder })
  return host
}
const connect = async (host: HostProcess): Promise<{ browser: Browser; page: Page }> => {
  await eventually('The window', async () => (await host.ask('windows'))[0]?.targetId, host.output)
  const browser = await chromium.connectOverCDP((await host.ask('endpoint')) ?? '', { noDefaults: true })
  const page = await eventually(
    'The page',
    () =>
      browser
        .contexts()[0]
        ?.pages()
        .find((one) => one.url().includes('host-app')),
    host.output,
  )
  await page.waitForLoadState()
  return { browser, page }
}

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const invoke = <T>(page: Page, name: string, input?: unknown): Promise<T> =>
  page.evaluate(
    ([called, given]) => (window as unknown as FixtureWindow).fixture.invoke(called as string, given),
    [name, input],
  ) as Promise<T>
const seen = (page: Page): Promise<string[]> => invoke(page, 'seen')

describe('an application on the Chromium host', () => {
  let host: HostProcess
  let page: Page

  beforeAll(async () => {
    host = start()
    page = (await connect(host)).page
  })
  afterAll(async () => {
    for (const one of started) {
      await one.host.kill()
      rmSync(one.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    }
  })

  test('is shown from its own scheme, in the size it asked for', async () => {
    expect(await invoke(page, 'state')).toEqual({ visible: true, version: '1.2.3', url: 'app://host-app/index.html' })
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 640])
    expect(await page.title()).toBe('Fixture')
  })

  test('is asked and answers, with everything structured clone carries', async () => {
    const same = await page.evaluate(async () => {
      const value = {
        text: 'Ж 🙂',
        none: undefined,
        list: [1, Number.NaN, null],
        day: new Date(5),
        map: new Map([['a', new Set([1])]]),
        $: 'odd',
      }
      const back = (await (window as unknown as FixtureWindow).fixture.invoke('echo', value)) as typeof value
      return [back.text, 'none' in back, back.none, back.list, back.day.getTime(), back.map.get('a')?.has(1), back.$]
    })
    expect(same).toEqual(['Ж 🙂', true, undefined, [1, Number.NaN, null], 5, true, 'odd'])
    await expect(invoke(page, 'fail')).rejects.toThrow('as asked')
  })

  test('tells the page, until it no longer listens', async () => {
    const heard = await page.evaluate(async () => {
      const { fixture } = window as unknown as FixtureWindow
      const details: unknown[] = []
      const stop = fixture.on((detail) => details.push(detail))
      await fixture.invoke('tell', 'one')
      await fixture.invoke('tell', 'two')
      stop()
      await fixture.invoke('tell', 'three')
      return details
    })
    expect(heard).toEqual([
      { text: 'one', nothing: undefined },
      { text: 'two', nothing: undefined },
    ])
  })

  test('keeps the preload in a world of its own', async () => {
    const found = await page.evaluate(() => ({
      before: (window as unknown as { atStart: string }).atStart,
      reachable: ['require', 'module', 'process', 'ipcRenderer', 'contextBridge', '__hostSend', '__hostReceive'].filter(
        (name) => name in window,
      ),
      frozen: Object.isFrozen((window as unknown as FixtureWindow).fixture),
    }))
    expect(found).toEqual({ before: 'object', reachable: [], frozen: true })
  })

  test('keeps to its content policy: no inline script, no network', async () => {
    const found = await page.evaluate(async () => ({
      inline: (window as unknown as { inline?: string }).inline,
      network: await fetch('https://example.com/').then(
        () => 'reached',
        () => 'blocked',
      ),
      own: await fetch('/page.js').then((answer) => answer.status),
      none: await fetch('/../main.js').then((answer) => answer.status),
    }))
    expect(found).toEqual({ inline: undefined, network: 'blocked', own: 200, none: 404 })
  })

  test('is asked before the page goes elsewhere, and stays', async () => {
    await page.click('#away')
    await eventually(
      'will-navigate',
      async () => (await seen(page)).find((one) => one === `will-navigate ${FOREIGN}away`),
      host.output,
    )
    await page.evaluate(() => void location.assign('#here'))
    await eventually(
      'in-page',
      async () => (await seen(page)).find((one) => one === 'in-page app://host-app/index.html#here'),
      host.output,
    )
    expect((await invoke<{ url: string }>(page, 'state')).url).toBe('app://host-app/index.html#here')
  })

  test('is asked before a new window, and none opens', async () => {
    const pages = page.context().pages().length
    await page.evaluate(() =>
      document.body.addEventListener('click', () => void window.open('https://example.com/popup'), { once: true }),
    )
    await page.click('h1')
    await eventually(
      'window-open',
      async () => (await seen(page)).find((one) => one === `window-open ${FOREIGN}popup`),
      host.output,
    )
    await eventually('the popup to be gone', () => (page.context().pages().length === pages ? true : null), host.output)
  })

  test('sees where a window of another session is sent, with what follows the hash', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/dialog')
        response
          .setHeader('set-cookie', 'who=me')
          .setHeader('content-type', 'text/html')
          .end(`<a href="/go">${request.headers.cookie ?? 'fresh'}</a>`)
      else if (request.url === '/go') response.writeHead(302, { location: '/done?x=1#access=secret' }).end()
      else response.writeHead(500).end('the redirect page must not be loaded')
    })
    const at = `http://127.0.0.1:${await listening(server)}`
    for (let round = 0; round < 2; round += 1) {
      const answer = invoke<string>(page, 'signIn', { url: `${at}/dialog`, redirect: `${at}/done` })
      const dialog = await eventually(
        'The dialog',
        () =>
          page
            .context()
            .pages()
            .find((one) => one.url() === `${at}/dialog`),
        host.output,
      )
      // The second round finds no cookie of the first.
      expect(await dialog.textContent('a')).toBe('fresh')
      await dialog.click('a')
      expect(await answer).toBe(`will-redirect ${at}/done?x=1#access=secret`)
    }
    const closed = invoke<string>(page, 'signIn', { url: `${at}/dialog`, redirect: `${at}/done` })
    const dialog = await eventually(
      'The dialog',
      () =>
        page
          .context()
          .pages()
          .find((one) => one.url() === `${at}/dialog`),
      host.output,
    )
    await dialog.close()
    expect(await closed).toBe('closed')
    server.close()
  })

  test('tells when a page cannot be loaded', async () => {
    const server = createServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const answer = invoke<string>(page, 'signIn', {
      url: `http://127.0.0.1:${port}/`,
      redirect: 'http://127.0.0.1/none',
    })
    await eventually(
      'did-fail-load',
      async () => (await seen(page)).find((one) => one === 'failed ERR_CONNECTION_REFUSED'),
      host.output,
    )
    await host.ask('closeWindow', (await host.ask('windows')).at(-1)?.id ?? 0)
    expect(await answer).toBe('closed')
  })

  test('has a tray and notifications that are kept for a look and a click', async () => {
    const tray = await host.ask('tray')
    expect(tray).toMatchObject({ tooltip: 'Fixture tray', image: join(FIXTURE, 'dot.png') })
    expect(tray?.menu.map((item) => item.label)).toEqual(['Show', '', 'More', 'Quit'])
    await host.ask('clickTrayMenu', ['More', 'Inner'])
    await invoke(page, 'notify', 'Look')
    expect(await host.ask('notifications')).toEqual([{ title: 'Fixture', body: 'Look' }])
    await host.ask('clickNotification', -1)
    expect(await seen(page)).toEqual(expect.arrayContaining(['inner', 'notification Look']))
  })

  test('asks where to save, and is answered by who controls it, else with what it proposes', async () => {
    await host.ask('saveNextTo', '/tmp/chosen.png')
    await host.ask('saveNextTo', null)
    expect(await invoke(page, 'save', '/tmp/a.png')).toBe('/tmp/chosen.png')
    expect(await invoke(page, 'save', '/tmp/b.png')).toBeNull()
    expect(await invoke(page, 'save', '/tmp/c.png')).toBe('/tmp/c.png')
    expect(await host.ask('saveDialogs')).toEqual(['/tmp/a.png', '/tmp/b.png', '/tmp/c.png'])
  })

  test('has a clipboard for pictures', async () => {
    expect(await host.ask('copiedPicture')).toBeNull()
    await invoke(page, 'copy', 'iVBORw0KGgo=')
    expect(await host.ask('copiedPicture')).toBe('iVBORw0KGgo=')
  })

  test('is told by name what the host does not have', async () => {
    await expect(invoke(page, 'missing')).rejects.toThrow('electron.BrowserWindow.setVibrancy is not implemented')
    await expect(invoke(page, 'missingEvent')).rejects.toThrow(
      "electron.app event 'accessibility-support-changed' is not implemented",
    )
    await expect(invoke(page, 'missingOption')).rejects.toThrow(
      'electron.BrowserWindow: option frame is not implemented',
    )
  })

  test('follows a change of the system between light and dark', async () => {
    const dark = (): Promise<boolean> => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    expect(await dark()).toBe(false)
    await host.ask('systemDark', true)
    await eventually('dark', async () => ((await dark()) ? true : null), host.output)
    await host.ask('systemDark', false)
    await eventually('light', async () => ((await dark()) ? null : true), host.output)
  })

  test('learns of a second start, which ends at once', async () => {
    const folder = started[0]?.folder
    const second = start(['--hello'], folder)
    expect(await second.exited).toBe(0)
    await eventually(
      'second-instance',
      async () => (await seen(page)).find((one) => one === 'second --hello'),
      host.output,
    )
  })
})

describe('a window that stays in the tray', () => {
  test('is hidden when closed and comes back, also when Chromium closed it, and leaves with the application', async () => {
    const host = start(['--to-tray'])
    const { browser, page } = await connect(host)
    const shown = async (): Promise<boolean> => (await host.ask('windows'))[0]?.visible ?? false
    await host.ask('closeWindow', 1)
    expect(await shown()).toBe(false)
    await host.ask('clickTrayMenu', ['Show'])
    expect(await shown()).toBe(true)

    await page.close()
    await eventually('the window to be hidden', async () => ((await shown()) ? null : true), host.output)
    await host.ask('clickTrayMenu', ['Show'])
    const again = await eventually(
      'The page',
      () =>
        browser
          .contexts()[0]
          ?.pages()
          .find((one) => one.url().includes('host-app')),
      host.output,
    )
    expect(await again.title()).toBe('Fixture')
    await browser.close()

    await host.ask('clickTrayMenu', ['Quit'])
    expect(await host.exited).toBe(0)
  })

  test('does not outlive its host, and the next start finds everything free', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'host-app-'))
    const first = start([], folder)
    await connect(first)
    await first.kill()
    const second = start([], folder)
    const { page, browser } = await connect(second)
    expect(await page.title()).toBe('Fixture')
    await browser.close()
    await second.ask('quit')
    expect(await second.exited).toBe(0)
  })
})
