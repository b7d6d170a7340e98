import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import type { MenuItemView } from '../../host/desktop.ts'

export interface LaunchOptions {
  readonly dataDir: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface TrayShown {
  readonly severity: 'none' | 'info' | 'warn' | 'bad'
  /** 10 stands for more than nine. */
  readonly count: number
  readonly tooltip: string
  readonly menu: readonly MenuItemView[]
}

/** The built application as a process of its own, and what a person would see of it. The same on both hosts. */
export interface Launched {
  readonly host: 'electron' | 'chromium'
  /** The main window. */
  readonly page: Page
  /** Pages of all windows that are open. */
  pages(): readonly Page[]
  /** The sign-in window, once it is open and has loaded. */
  signInPage(): Promise<Page>
  /** Null: no tray yet. */
  tray(): Promise<TrayShown | null>
  /** Opens `Outer > Inner` entries by their labels. */
  clickTray(...labels: string[]): Promise<void>
  notifications(): Promise<readonly { readonly title: string; readonly body: string }[]>
  /** Counted like `at`: -1 is the last. */
  clickNotification(index: number): Promise<void>
  /** Addresses that were handed to the system's browser; nothing is opened in tests. */
  opened(): Promise<readonly string[]>
  /** What the person chooses in the next dialog for saving a file; null: cancels it. */
  saveNextTo(path: string | null): Promise<void>
  /** Files that were shown in their folders. */
  revealed(): Promise<readonly string[]>
  /** The PNG in the clipboard, as base64; null: none. */
  copiedPicture(): Promise<string | null>
  isVisible(): Promise<boolean>
  /** As a person closes a window, the first where none is given: the last one may stay in the tray. */
  closeWindow(window?: Page): Promise<void>
  screenshot(path: string): Promise<void>
  /** Quits like a person does; answers the exit code. */
  close(): Promise<number | null>
  /** Ends the process at once, like a power cut. */
  kill(): Promise<void>
  /** Everything the process wrote to its standard outputs. */
  output(): string
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const START = 'app://buydesk/'

export const trayFrom = (image: string, tooltip: string, menu: readonly MenuItemView[]): TrayShown => {
  const [, severity = 'none', count = '0'] = /(info|warn|bad)-(\d|many)\.png$/.exec(image) ?? []
  return { severity: severity as TrayShown['severity'], count: count === 'many' ? 10 : Number(count), tooltip, menu }
}

/** Asks until the answer is neither null nor undefined. */
export const eventually = async <T>(
  what: string,
  ask: () => T | null | undefined | Promise<T | null | undefined>,
  output: () => string,
): Promise<T> => {
  const until = Date.now() + 45_000
  for (;;) {
    const got = await ask()
    if (got !== null && got !== undefined) return got
    if (Date.now() > until) throw new Error(`${what} did not come within 45 s:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
