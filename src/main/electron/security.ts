import type { Session, WebContents } from 'electron'
import { ORIGIN, START_URL } from './scheme.ts'

/** Loaded again, a page may say which window it is. */
const isStart = (url: string): boolean => url.split('?', 1)[0] === START_URL

export const isOurs = (url: string): boolean => url === ORIGIN || url.startsWith(`${ORIGIN}/`)

/** Camera, notifications, clipboard, devices, screens, downloads: nothing a page could ask for is given. */
export const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

/** Our page stays our page: it may be loaded again, but no other, no redirect, no new window, no embedded view. */
export const confine = (contents: WebContents): void => {
  contents.on('will-navigate', (event) => {
    if (!isStart(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
