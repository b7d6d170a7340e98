import { BrowserWindow, session } from 'electron'
import type { Event } from 'electron'
import type { SignInEnd, SignInWindow } from '../ports.ts'
import { denyPermissions } from './security.ts'

const PARTITION = 'sign-in'

const originOf = (url: string): string | null => {
  try {
    return new URL(url).origin
  } catch {
    return null
  }
}

/** `…/login_success.html` with or without what follows it, but not `…/login_success.html.elsewhere`. */
const reaches = (url: string, redirect: string): boolean =>
  url.startsWith(redirect) && (url.length === redirect.length || '?#'.includes(url.charAt(redirect.length)))

/**
 * Meta's pages in a window of their own: no preload, a session in memory that is emptied before each sign-in, and
 * only the given origins. The redirect page is never loaded: its address carries the answer.
 */
export const createSignInWindow = (parent: () => BrowserWindow | null): SignInWindow => {
  let current: BrowserWindow | null = null

  const close = (): void => current?.close()

  const open: SignInWindow['open'] = async ({ url, origins, redirect, title }) => {
    close()
    const own = session.fromPartition(PARTITION)
    denyPermissions(own)
    await own.clearStorageData()
    const allowed = new Set(origins.map(originOf))
    const over = parent()
    const window = new BrowserWindow({
      width: 520,
      height: 720,
      title,
      autoHideMenuBar: true,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      ...(over ? { parent: over } : {}),
      webPreferences: {
        session: own,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    })
    current = window

    return new Promise<SignInEnd>((resolve) => {
      const end = (result: SignInEnd): void => {
        resolve(result)
        if (current === window) current = null
        if (!window.isDestroyed()) window.destroy()
      }
      const before = (event: Event<{ url: string; isMainFrame: boolean }>): void => {
        if (!event.isMainFrame) return
        if (reaches(event.url, redirect)) {
          event.preventDefault()
          end({ kind: 'redirect', url: event.url })
        } else if (!allowed.has(originOf(event.url))) {
          event.preventDefault()
        }
      }
      const after = (at: string): void => {
        if (reaches(at, redirect)) end({ kind: 'redirect', url: at })
      }
      const { webContents } = window
      webContents.on('will-navigate', before)
      webContents.on('will-redirect', before)
      webContents.on('did-navigate', (_event, at) => after(at))
      webContents.on('did-navigate-in-page', (_event, at, isMainFrame) => {
        if (isMainFrame) after(at)
      })
      webContents.on('will-attach-webview', (event) => event.preventDefault())
      webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
      // -3 is a load that was stopped, by us or by a newer one.
      webContents.on('did-fail-load', (_event, code, _text, _at, isMainFrame) => {
        if (isMainFrame && code !== -3) end({ kind: 'failed' })
      })
      window.on('closed', () => end({ kind: 'closed' }))
      // Its failures arrive above too; the promise may only not go unheard.
      window.loadURL(url).catch(() => undefined)
    })
  }

  return { open, close }
}
