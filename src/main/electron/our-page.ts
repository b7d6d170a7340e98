import type { Session, WebPreferences } from 'electron'

/** How a window that shows our own page is locked up. */
export const pagePreferences = (needs: { readonly preload: string; readonly session: Session }): WebPreferences => ({
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
})
