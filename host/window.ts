import { KnownEvents, hostEvent } from './emitter.ts'
import { openPage } from './page.ts'
import { strict } from './strict.ts'
import { WebContents } from './web-contents.ts'
import { checkOptions } from './window-options.ts'
import type { Browser } from './browser.ts'
import type { Ipc } from './ipc.ts'
import type { Page } from './page.ts'
import type { Session, Sessions } from './session.ts'
import type { Rectangle, WebPreferences, WindowOptions } from './window-options.ts'

const WINDOW_EVENTS = [
  'close',
  'closed',
  'show',
  'hide',
  'focus',
  'blur',
  'ready-to-show',
  'minimize',
  'maximize',
  'unmaximize',
  'restore',
  // A window of Chromium that is moved by hand is not followed: these never come.
  'resize',
  'resized',
  'move',
  'moved',
  'page-title-updated',
  'unresponsive',
  'responsive',
  'session-end',
]

interface WindowWorld {
  readonly browser: Browser
  readonly sessions: Sessions
  readonly ipc: Ipc
  readonly colorScheme: () => 'light' | 'dark' | null
  readonly allClosed: () => void
}

/** BrowserWindow, each over a page of Chromium. The page is opened by the first `loadURL`. */
export const createWindows = (world: WindowWorld) => {
  const all = new Set<BrowserWindow>()
  let lastId = 0
  let focused: BrowserWindow | null = null

  class BrowserWindow extends KnownEvents {
    readonly id: number
    readonly webContents: WebContents
    readonly #self: BrowserWindow
    readonly #preferences: WebPreferences
    readonly #session: Session
    #opening: Promise<Page> | null = null
    #bounds: Rectangle
    #visible: boolean
    #minimized = false
    #maximized = false
    #destroyed = false
    #title: string
    #ready = false

    constructor(options: WindowOptions = {}) {
      super('BrowserWindow', WINDOW_EVENTS)
      checkOptions(options)
      const preferences = options.webPreferences ?? {}
      lastId += 1
      this.id = lastId
      this.#preferences = preferences
      this.#session = preferences.session ?? world.sessions.fromPartition(preferences.partition ?? '')
      this.#session.windows += 1
      this.#bounds = {
        x: options.x ?? 0,
        y: options.y ?? 0,
        width: options.width ?? 800,
        height: options.height ?? 600,
      }
      this.#visible = options.show ?? true
      this.#title = options.title ?? ''
      this.webContents = new WebContents({
        id: this.id,
        session: this.#session,
        ipc: world.ipc,
        onGone: () => this.#onGone(),
        onReady: () => {
          if (this.#ready || this.#destroyed) return
          this.#ready = true
          this.emit('ready-to-show')
        },
      })
      this.#self = strict<BrowserWindow>('BrowserWindow', this)
      all.add(this.#self)
      focused = this.#self
      return this.#self
    }

    static getAllWindows(): BrowserWindow[] {
      return [...all]
    }
    static getFocusedWindow(): BrowserWindow | null {
      return focused
    }
    static fromWebContents(contents: WebContents): BrowserWindow | null {
      return [...all].find((one) => one.webContents === contents) ?? null
    }
    static fromId(id: number): BrowserWindow | null {
      return [...all].find((one) => one.id === id) ?? null
    }

    async #open(): Promise<Page> {
      this.#opening ??= world.browser.get().then(async (chromium) => {
        const page = await openPage({
          chromium,
          session: this.#session,
          preload: this.#preferences.preload,
          size: this.#bounds,
          events: this.webContents.hostEvents,
        })
        this.webContents.page = page
        await this.hostApplyTheme(page)
        if (this.#destroyed) await page.close()
        return page
      })
      return this.#opening
    }

    /** The person closed Chromium's window, or Chromium ended: the application may keep the window, hidden. */
    #onGone(): void {
      this.#opening = null
      if (this.#destroyed) return
      this.#visible = false
      this.close()
    }

    async loadURL(url: string): Promise<void> {
      if (this.#destroyed) throw new Error('Object has been destroyed')
      this.webContents.lastUrl = url
      const page = await this.#open()
      await page.navigate(url)
    }

    async hostApplyTheme(page = this.webContents.page): Promise<void> {
      const scheme = world.colorScheme()
      await page?.cdp
        .send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme ?? '' }] })
        .catch(() => undefined)
    }

    async #state(windowState: string): Promise<void> {
      const page = this.webContents.page
      const chromium = await world.browser.running()
      if (!page || !chromium || chromium.headless) return
      const { windowId } = await page.cdp.send<{ windowId: number }>('Browser.getWindowForTarget')
      await page.cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
    }

    show(): void {
      if (this.#destroyed) throw new Error('Object has been destroyed')
      this.#visible = true
      this.#minimized = false
      if (this.webContents.page) void this.#state('normal').catch(() => undefined)
      else if (this.webContents.lastUrl !== null && !this.#opening)
        this.loadURL(this.webContents.lastUrl).catch(() => undefined)
      this.emit('show')
      this.focus()
    }
    showInactive(): void {
      this.show()
    }
    hide(): void {
      this.#visible = false
      void this.#state('minimized').catch(() => undefined)
      this.emit('hide')
    }
    focus(): void {
      focused = this.#self
      void this.webContents.page?.cdp.send('Page.bringToFront').catch(() => undefined)
      this.emit('focus')
    }
    isFocused(): boolean {
      return focused === this.#self && this.#visible
    }
    minimize(): void {
      this.#minimized = true
      void this.#state('minimized').catch(() => undefined)
      this.emit('minimize')
    }
    isMinimized(): boolean {
      return this.#minimized
    }
    restore(): void {
      this.#minimized = false
      void this.#state('normal').catch(() => undefined)
      this.emit('restore')
    }
    maximize(): void {
      this.#maximized = true
      void this.#state('maximized').catch(() => undefined)
      this.emit('maximize')
    }
    unmaximize(): void {
      this.#maximized = false
      void this.#state('normal').catch(() => undefined)
      this.emit('unmaximize')
    }
    isMaximized(): boolean {
      return this.#maximized
    }
    isFullScreen(): boolean {
      return false
    }
    isVisible(): boolean {
      return this.#visible
    }
    isDestroyed(): boolean {
      return this.#destroyed
    }
    getBounds(): Rectangle {
      return this.#bounds
    }
    getNormalBounds(): Rectangle {
      return this.#bounds
    }
    setBounds(bounds: Partial<Rectangle>): void {
      this.#bounds = { ...this.#bounds, ...bounds }
    }
    setContentSize(width: number, height: number): void {
      this.#bounds = { ...this.#bounds, width, height }
      void this.webContents.page?.cdp
        .send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 0, mobile: false })
        .catch(() => undefined)
    }
    setTitle(title: string): void {
      this.#title = title
    }
    getTitle(): string {
      return this.#title === '' ? this.webContents.title : this.#title
    }
    setBackgroundColor(_color: string): void {}
    setMenu(_menu: null): void {}
    removeMenu(): void {}
    setMenuBarVisibility(_visible: boolean): void {}

    close(): void {
      if (this.#destroyed) return
      const event = hostEvent({})
      this.emit('close', event)
      if (!event.defaultPrevented) this.destroy()
    }

    destroy(): void {
      if (this.#destroyed) return
      this.#destroyed = true
      this.#visible = false
      this.#session.windows -= 1
      all.delete(this.#self)
      if (focused === this.#self) focused = [...all].at(-1) ?? null
      void this.webContents.page?.close()
      this.webContents.page = null
      this.webContents.destroyed = true
      this.webContents.emit('destroyed')
      this.emit('closed')
      if (all.size === 0) world.allClosed()
    }
  }

  return { BrowserWindow, all: (): BrowserWindow[] => [...all] }
}
