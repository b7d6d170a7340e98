import { notHere, onlyKeys } from './strict.ts'
import type { Session } from './session.ts'

const WINDOW_OPTIONS = [
  'width',
  'height',
  'minWidth',
  'minHeight',
  'x',
  'y',
  'center',
  'show',
  'title',
  'icon',
  'backgroundColor',
  'autoHideMenuBar',
  'parent',
  'modal',
  'minimizable',
  'maximizable',
  'fullscreenable',
  'resizable',
  'webPreferences',
  'useContentSize',
  'skipTaskbar',
  'alwaysOnTop',
  'paintWhenInitiallyHidden',
]
const WEB_PREFERENCES = [
  'preload',
  'contextIsolation',
  'sandbox',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'session',
  'partition',
  'webviewTag',
  'spellcheck',
  'devTools',
  'webSecurity',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'navigateOnDragDrop',
  'safeDialogs',
  'disableDialogs',
  'images',
  'backgroundThrottling',
  'disableBlinkFeatures',
  'enableBlinkFeatures',
]
/** What Chromium's pages always are; asking for anything else is refused. */
const ALWAYS: Readonly<Record<string, boolean>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
}
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export interface WebPreferences {
  readonly preload?: string
  readonly session?: Session
  readonly partition?: string
}
export interface WindowOptions extends Partial<Rectangle> {
  readonly show?: boolean
  readonly title?: string
  readonly parent?: object
  readonly webPreferences?: WebPreferences
}

/** Throws on what a window of Chromium does not do. */
export const checkOptions = (options: WindowOptions): void => {
  const preferences = options.webPreferences ?? {}
  onlyKeys('BrowserWindow', options, WINDOW_OPTIONS)
  onlyKeys('BrowserWindow.webPreferences', preferences, WEB_PREFERENCES)
  for (const [key, value] of Object.entries(preferences)) {
    if (key in ALWAYS && value !== ALWAYS[key]) throw notHere(`BrowserWindow.webPreferences: ${key}: ${String(value)}`)
  }
}
