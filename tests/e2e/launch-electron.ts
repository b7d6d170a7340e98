import { basename } from 'node:path'
import { _electron } from 'playwright'
import type { ElectronApplication, Page } from 'playwright'
import type { MenuItemView } from '../../host/desktop.ts'
import { ROOT, START, eventually, trayFrom } from './launched.ts'
import type { LaunchOptions, Launched } from './launched.ts'

/** What the main process keeps for the tests: Electron itself does not tell what a tray or a notification shows. */
interface Kept {
  image: string
  tooltip: string
  menu: Electron.Menu | null
  tray: Electron.Tray | null
  notifications: { title: string; body: string; notification: Electron.Notification }[]
  opened: string[]
  revealed: string[]
  saveTo: (string | null)[]
}
interface WithKept {
  buydeskKept: Kept
}

/** Wraps the few members of Electron that show something outside the windows; runs in its main process. */
const keep = async (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Tray, Notification, dialog, nativeImage, shell }) => {
    const kept: Kept = {
      image: '',
      tooltip: '',
      menu: null,
      tray: null,
      notifications: [],
      opened: [],
      revealed: [],
      saveTo: [],
    }
    ;(globalThis as unknown as WithKept).buydeskKept = kept
    const paths = new WeakMap<object, string>()
    const createFromPath = nativeImage.createFromPath.bind(nativeImage)
    nativeImage.createFromPath = (path) => {
      const image = createFromPath(path)
      paths.set(image, path)
      kept.image = path
      return image
    }
    const tray = Tray.prototype
    const { setImage, setToolTip, setContextMenu } = tray
    tray.setImage = function (image) {
      if (typeof image === 'object') kept.image = paths.get(image) ?? kept.image
      setImage.call(this, image)
    }
    tray.setToolTip = function (text) {
      kept.tray = this
      kept.tooltip = text
      setToolTip.call(this, text)
    }
    tray.setContextMenu = function (menu) {
      kept.tray = this
      kept.menu = menu
      setContextMenu.call(this, menu)
    }
    const { show } = Notification.prototype
    Notification.prototype.show = function () {
      kept.notifications.push({ title: this.title, body: this.body, notification: this })
      show.call(this)
    }
    shell.openExternal = async (url) => void kept.opened.push(url)
    shell.showItemInFolder = (path) => void kept.revealed.push(path)
    dialog.showSaveDialog = async () => {
      const filePath = kept.saveTo.shift() ?? ''
      return { canceled: filePath === '', filePath }
    }
  })

export const launchOnElectron = async (
  executablePath: string,
  { dataDir, args = [], env = {} }: LaunchOptions,
): Promise<Launched> => {
  const app = await _electron.launch({
    executablePath,
    args: [ROOT, '--data-dir', dataDir, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  })
  let output = ''
  const child = app.process()
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  await keep(app)
  const said = (): string => output
  const page = await eventually('The main page', () => app.windows().find((one) => one.url().startsWith(START)), said)

  return {
    host: 'electron',
    page,
    pages: () => app.windows(),
    signInPage: () =>
      eventually(
        'The sign-in page',
        async () => {
          const found: Page | undefined = app.windows().find((one) => one !== page && /^https?:/.test(one.url()))
          await found?.waitForLoadState('domcontentloaded')
          return found
        },
        said,
      ),
    tray: async () => {
      const shown = await app.evaluate(() => {
        const { buydeskKept: kept } = globalThis as unknown as WithKept
        const view = (item: Electron.MenuItem): MenuItemView => ({
          label: item.label,
          type: item.type,
          checked: item.checked,
          enabled: item.enabled,
          items: (item.submenu?.items ?? []).map(view),
        })
        return kept.tray && { image: kept.image, tooltip: kept.tooltip, menu: (kept.menu?.items ?? []).map(view) }
      })
      return shown && trayFrom(basename(shown.image), shown.tooltip, shown.menu)
    },
    clickTray: (...labels) =>
      app.evaluate((_electron, path) => {
        const { buydeskKept: kept } = globalThis as unknown as WithKept
        if (path.length === 0) return void kept.tray?.emit('click')
        let menu = kept.menu
        let item: Electron.MenuItem | undefined
        for (const label of path) {
          item = menu?.items.find((one) => one.label === label)
          menu = item?.submenu ?? null
        }
        if (!item) throw new Error(`The tray menu has no item '${path.join(' > ')}'`)
        item.click()
      }, labels),
    notifications: () =>
      app.evaluate(() =>
        (globalThis as unknown as WithKept).buydeskKept.notifications.map(({ title, body }) => ({ title, body })),
      ),
    clickNotification: (index) =>
      app.evaluate(
        (_electron, at) =>
          void (globalThis as unknown as WithKept).buydeskKept.notifications.at(at)?.notification.emit('click'),
        index,
      ),
    opened: () => app.evaluate(() => (globalThis as unknown as WithKept).buydeskKept.opened),
    saveNextTo: (path) =>
      app.evaluate((_, given) => void (globalThis as unknown as WithKept).buydeskKept.saveTo.push(given), path),
    revealed: () => app.evaluate(() => (globalThis as unknown as WithKept).buydeskKept.revealed),
    copiedPicture: () =>
      app.evaluate(async ({ clipboard }) => {
        const item = (await clipboard.read()).find(({ types }) => types.includes('image/png'))
        const png = await item?.getType('image/png')
        return png ? Buffer.from(await png.arrayBuffer()).toString('base64') : null
      }),
    isVisible: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((one) => one.isVisible())),
    closeWindow: (window) =>
      app.evaluate(({ BrowserWindow }, url) => {
        const all = BrowserWindow.getAllWindows()
        ;(all.find((one) => one.webContents.getURL() === url) ?? all[0])?.close()
      }, window?.url()),
    screenshot: async (path) => void (await page.screenshot({ path })),
    close: async () => {
      await app.evaluate(({ app: running }) => running.quit()).catch(() => undefined)
      return exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    output: said,
  }
}
