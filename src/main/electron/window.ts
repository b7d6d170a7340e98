import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Session } from 'electron'
import Store from 'electron-store'
import { START_URL } from './scheme.ts'
import { confine } from './security.ts'

interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

const background = (): string => (nativeTheme.shouldUseDarkColors ? '#131518' : '#f3f4f6')

/** A place is used only where most of its title bar is still on a screen. */
const onScreen = ({ x, y, width }: Place): boolean =>
  screen.getAllDisplays().some(({ workArea }) => {
    const seen = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x)
    return seen > width / 2 && y >= workArea.y && y < workArea.y + workArea.height - 40
  })

/**
 * The one window. `show` makes it when it is not there. Closing it hides it while `staysInTray()`; otherwise closing
 * it ends the application through Electron's own `window-all-closed`.
 */
export const createMainWindow = (needs: {
  folder: string
  preload: string
  icon: string
  session: Session
  staysInTray: () => boolean
  onGone: (reason: string) => void
}) => {
  const store = new Store<{ place?: Place }>({ name: 'window', cwd: needs.folder, clearInvalidConfig: true })
  let window: BrowserWindow | null = null

  const open = (): BrowserWindow => {
    const place = store.get('place')
    const opened = new BrowserWindow({
      width: place?.width ?? 1280,
      height: place?.height ?? 800,
      ...(place && onScreen(place) ? { x: place.x, y: place.y } : {}),
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'Buydesk',
      icon: needs.icon,
      backgroundColor: background(),
      autoHideMenuBar: true,
      webPreferences: {
        preload: needs.preload,
        session: needs.session,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        navigateOnDragDrop: false,
        spellcheck: false,
      },
    })
    confine(opened.webContents)
    if (place?.maximized) opened.maximize()
    const recolour = (): void => opened.setBackgroundColor(background())
    nativeTheme.on('updated', recolour)
    opened.once('ready-to-show', () => opened.show())
    opened.on('close', (event) => {
      store.set('place', { ...opened.getNormalBounds(), maximized: opened.isMaximized() })
      if (!needs.staysInTray()) return
      event.preventDefault()
      opened.hide()
    })
    opened.on('closed', () => {
      nativeTheme.off('updated', recolour)
      window = null
    })
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      needs.onGone(reason)
      if (reason !== 'clean-exit') opened.webContents.reload()
    })
    opened.loadURL(START_URL).catch((error: unknown) => needs.onGone(String(error)))
    return opened
  }

  return {
    show: (): void => {
      if (window === null) {
        window = open()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    send: (channel: string, ...args: unknown[]): void => {
      if (window && !window.isDestroyed()) window.webContents.send(channel, ...args)
    },
    current: (): BrowserWindow | null => window,
  }
}
export type MainWindow = ReturnType<typeof createMainWindow>
