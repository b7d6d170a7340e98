import { spawn } from 'node:child_process'
import { createHostApp } from './app.ts'
import { createBrowser } from './browser.ts'
import { listen } from './control.ts'
import { ClipboardItem, Menu, NativeImage, createDesktop } from './desktop.ts'
import { KnownEvents } from './emitter.ts'
import { hasDisplay } from './find-chromium.ts'
import { createIpc } from './ipc.ts'
import { createSessions } from './session.ts'
import { notHere, strict } from './strict.ts'
import { createWindows } from './window.ts'

/**
 * The stand-in for the module `electron`, on a real Chromium. It has what Buydesk uses; anything else throws an error
 * that names the member, so that a new call cannot pass in silence.
 */

const folder = process.argv[1] ?? process.cwd()
const controlled = process.env['BUYDESK_HOST_CONTROL'] === '1' && process.send !== undefined

const browser = createBrowser({ profile: () => hostApp.getPath('userData'), port: controlled })
const sessions = createSessions()
const ipc = createIpc()
const desktop = createDesktop()
const opened: string[] = []
const revealed: string[] = []

class NativeTheme extends KnownEvents {
  #source: 'system' | 'light' | 'dark' = 'system'
  #systemDark = false

  constructor() {
    super('NativeTheme', ['updated'])
  }
  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source
  }
  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source
    this.#changed()
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#systemDark : this.#source === 'dark'
  }
  hostSystemDark(dark: boolean): void {
    this.#systemDark = dark
    this.#changed()
  }
  #changed(): void {
    for (const window of windows.all()) void window.hostApplyTheme()
    this.emit('updated')
  }
}
const theme = new NativeTheme()
const power = new KnownEvents('PowerMonitor', [
  'suspend',
  'resume',
  'lock-screen',
  'unlock-screen',
  'on-ac',
  'on-battery',
  'shutdown',
])

const windows = createWindows({
  browser,
  sessions,
  ipc,
  // With a display and the system's own theme, Chromium asks the system by itself.
  colorScheme: () =>
    theme.themeSource === 'system' && hasDisplay() && !controlled ? null : theme.shouldUseDarkColors ? 'dark' : 'light',
  allClosed: () => {
    if (!hostApp.emit('window-all-closed')) hostApp.quit()
  },
})
const hostApp = createHostApp({ folder, browser: () => browser, windows: () => windows.all() })

const openExternal = async (url: string): Promise<void> => {
  opened.push(url)
  if (controlled || !hasDisplay()) return
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open']
  spawn(command ?? '', [...args, url], { stdio: 'ignore', detached: true })
    .on('error', (error) => process.stderr.write(`host: ${error.message}\n`))
    .unref()
}

const screenOfOnePicture = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },
  scaleFactor: 1,
}

export const app = strict('app', hostApp)
export const BrowserWindow = strict('BrowserWindow', windows.BrowserWindow)
export const ipcMain = strict('ipcMain', ipc.ipcMain)
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly { scheme: string }[]): void => {
    if (hostApp.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme } of schemes) sessions.add(scheme)
  },
  handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) =>
    sessions.fromPartition('').protocol.handle(scheme, handler),
  unhandle: (scheme: string) => sessions.fromPartition('').protocol.unhandle(scheme),
  isProtocolHandled: (scheme: string) => sessions.fromPartition('').protocol.isProtocolHandled(scheme),
})
export const session = strict('session', {
  get defaultSession() {
    return sessions.fromPartition('')
  },
  fromPartition: sessions.fromPartition,
})
export const net = strict('net', {
  fetch: (input: string | URL | Request, init?: RequestInit) => fetch(input, init),
  isOnline: () => true,
})
export const shell = strict('shell', {
  openExternal,
  showItemInFolder: (path: string): void => void revealed.push(path),
})
export const nativeTheme = strict('nativeTheme', theme)
export const powerMonitor = strict('powerMonitor', power)
export const nativeImage = strict('nativeImage', {
  createFromPath: (path: string) => strict('NativeImage', new NativeImage(path)),
})
export const clipboard = strict('clipboard', { write: desktop.writeClipboard })
const ClipboardItemClass = strict('ClipboardItem', ClipboardItem)
export { ClipboardItemClass as ClipboardItem }
export const screen = strict('screen', {
  getAllDisplays: () => [screenOfOnePicture],
  getPrimaryDisplay: () => screenOfOnePicture,
})
export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string): void => {
    process.stderr.write(`${title}\n${content}\n`)
  },
  showSaveDialog: desktop.showSaveDialog,
})
export const Tray = strict('Tray', desktop.Tray)
export const Notification = strict('Notification', desktop.Notification)
const MenuClass = strict('Menu', Menu)
export { MenuClass as Menu }

if (controlled) {
  listen({
    endpoint: async () => (await browser.get()).endpoint,
    windows: () =>
      windows.all().map((window) => ({
        id: window.id,
        title: window.getTitle(),
        url: window.webContents.getURL(),
        targetId: window.webContents.page?.targetId ?? null,
        visible: window.isVisible(),
        focused: window.isFocused(),
      })),
    closeWindow: (id) =>
      windows
        .all()
        .find((window) => window.id === id)
        ?.close(),
    tray: desktop.tray,
    clickTray: desktop.clickTray,
    clickTrayMenu: desktop.clickTrayMenu,
    notifications: desktop.notifications,
    clickNotification: desktop.clickNotification,
    opened: () => opened,
    revealed: () => revealed,
    saveNextTo: desktop.saveNextTo,
    saveDialogs: desktop.saveDialogs,
    copiedPicture: desktop.copiedPicture,
    systemDark: (dark) => theme.hostSystemDark(dark),
    power: (event) => void power.emit(event),
    quit: () => hostApp.quit(),
    parentGone: () => hostApp.exit(1),
  })
}

export default new Proxy(
  {
    app,
    BrowserWindow,
    ipcMain,
    protocol,
    session,
    net,
    shell,
    nativeTheme,
    powerMonitor,
    nativeImage,
    clipboard,
    ClipboardItem: ClipboardItemClass,
    screen,
    dialog,
    Tray,
    Notification,
    Menu: MenuClass,
  },
  {
    get: (target, key) => {
      if (typeof key === 'string' && !(key in target) && key !== 'then' && key !== '__esModule') throw notHere(key)
      return Reflect.get(target, key) as unknown
    },
  },
)
