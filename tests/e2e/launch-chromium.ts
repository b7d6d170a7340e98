import { basename } from 'node:path'
import { chromium } from 'playwright'
import type { Page } from 'playwright'
import { startHost } from './host-process.ts'
import { ROOT, eventually, trayFrom } from './launched.ts'
import type { LaunchOptions, Launched } from './launched.ts'

const OURS = 'https://buydesk.app.localhost/'

export const launchOnChromium = async ({ dataDir, args = [], env = {} }: LaunchOptions): Promise<Launched> => {
  const host = startHost(ROOT, ['--data-dir', dataDir, ...args], env)
  let ended = false
  void host.exited.then(() => (ended = true))
  const windows = await eventually(
    'The window',
    async () => {
      if (ended) throw new Error(`The application ended before it had a window:\n${host.output()}`)
      const shown = await host.ask('windows')
      return shown.some((one) => one.targetId !== null) ? shown : null
    },
    host.output,
  ).catch(async (error: unknown) => {
    await host.kill()
    throw error
  })
  const main = windows[0]?.id ?? 1
  const endpoint = await host.ask('endpoint')
  if (endpoint === null) throw new Error('The host gave no DevTools address')
  // Without Playwright's own emulation, which would hide the application's theme.
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true })
  const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages())
  // Where several come back the first is the one that every start has.
  const isFirst = (url: string): boolean => windows.length === 1 || /[?&]window=main\b/.test(url)
  const page = await eventually(
    'The main page',
    () => pages().find((one) => one.url().startsWith(OURS) && isFirst(one.url())),
    host.output,
  )

  return {
    host: 'chromium',
    page,
    pages,
    signInPage: () =>
      eventually(
        'The sign-in page',
        async () => {
          const found = pages().find((one) => one !== page && /^https?:/.test(one.url()) && !one.isClosed())
          await found?.waitForLoadState('domcontentloaded')
          return found
        },
        host.output,
      ),
    tray: async () => {
      const tray = await host.ask('tray')
      return tray && trayFrom(basename(tray.image), tray.tooltip, tray.menu)
    },
    clickTray: async (...labels) =>
      void (await (labels.length === 0 ? host.ask('clickTray') : host.ask('clickTrayMenu', labels))),
    notifications: () => host.ask('notifications'),
    clickNotification: async (index) => void (await host.ask('clickNotification', index)),
    opened: () => host.ask('opened'),
    saveNextTo: async (path) => void (await host.ask('saveNextTo', path)),
    revealed: () => host.ask('revealed'),
    copiedPicture: () => host.ask('copiedPicture'),
    isVisible: async () => (await host.ask('windows')).some((one) => one.id === main && one.visible),
    closeWindow: async (window) => {
      const found = (await host.ask('windows')).find(
        (one) => window && new URL(one.url).search === new URL(window.url()).search,
      )
      await host.ask('closeWindow', found?.id ?? main)
    },
    screenshot: async (path) => void (await page.screenshot({ path })),
    close: async () => {
      await browser.close().catch(() => undefined)
      await host.ask('quit').catch(() => undefined)
      return host.exited
    },
    kill: async () => {
      await host.kill()
      await browser.close().catch(() => undefined)
    },
    output: host.output,
  }
}
