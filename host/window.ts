import { KnownEvents, hostEvent } from './emitter.ts'
import { makeWire } from './in-page.ts'
import { openPage } from './page.ts'
import { notHere, onlyKeys, strict } from './strict.ts'
import type { Browser } from './browser.ts'
import type { Ipc } from './ipc.ts'
import type { Page, PageEvents } from './page.ts'
import type { Session, Sessions } from './session.ts'

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
const CONTENTS_EVENTS = [
  'will-navigate',
  'will-redirect',
  'will-frame-navigate',
  'did-navigate',
  'did-navigate-in-page',
  'did-fail-load',
  'did-finish-load',
  'dom-ready',
  'render-process-gone',
  'page-title-updated',
  'destroyed',
  // There are no such views in Chromium: never comes.
  'will-attach-webview',
  'context-menu',
  'before-input-event',
  'preload-error',
  'unresponsive',
  'responsive',
  'console-message',
]
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
type WindowOpenHandler = (details: { url: string; frameName: string; features: string; disposition: string }) => {
  action: 'allow' | 'deny'
}

const wire = makeWire(null)
/** net error numbers that the application can tell apart. */
const NET_ERRORS: Readonly<Record<string, number>> = {
  'net::ERR_ABORTED': -3,
  'net::ERR_TIMED_OUT': -7,
  'net::ERR_CONNECTION_REFUSED': -102,
  'net::ERR_NAME_NOT_RESOLVED': -105,
  'net::ERR_INTERNET_DISCONNECTED': -106,
}

export interface WindowWorld {
  readonly browser: Browser
  readonly sessions: Sessions
  readonly ipc: Ipc
  readonly colorScheme: () => 'light' | 'dark' | null
  readonly allClosed: () => void
}

/** BrowserWindow and webContents over a page of Chromium each. The page is opened by the first `loadURL`. */
export const createWindows = (world: WindowWorld) => {
  const all = new Set<BrowserWindow>()
  let lastId = 0
  let focused: BrowserWindow | null = null

  class WebContents extends KnownEvents {
    readonly id: number
    readonly session: Session
    readonly hostEvents: PageEvents
    page: Page | null = null
    url = ''
    title = ''
    destroyed = false
    lastUrl: string | null = null
    #windowOpen: WindowOpenHandler | null = null
    readonly #self: WebContents

    constructor(id: number, session: Session, onGone: () => void, onReady: () => void) {
      super('WebContents', CONTENTS_EVENTS)
      this.id = id
      this.session = session
      const self = strict<WebContents>('WebContents', this)
      this.#self = self
      const frameEvent = (url: string) =>
        hostEvent({ url, isMainFrame: true, isSameDocument: false, frame: this.mainFrame, initiator: this.mainFrame })
      this.hostEvents = {
        mayNavigate: (url) => {
          const event = frameEvent(url)
          this.emit('will-frame-navigate', event)
          this.emit('will-navigate', event, url, false, true, 1, this.id)
          return !event.defaultPrevented
        },
        mayRedirect: (url) => {
          const event = frameEvent(url)
          this.emit('will-redirect', event, url, false, true, 1, this.id)
          return !event.defaultPrevented
        },
        navigated: (url) => {
          this.url = url
          this.emit('did-navigate', hostEvent({}), url, 200, 'OK')
        },
        navigatedInPage: (url) => {
          this.url = url
          this.emit('did-navigate-in-page', hostEvent({}), url, true, 1, this.id)
        },
        failed: (description, url) => {
          const text = description === '' ? 'net::ERR_FAILED' : description
          this.emit(
            'did-fail-load',
            hostEvent({}),
            NET_ERRORS[text] ?? -2,
            text.replace('net::', ''),
            url,
            true,
            1,
            this.id,
          )
        },
        domReady: () => {
          this.emit('dom-ready', hostEvent({}))
          onReady()
        },
        loaded: () => this.emit('did-finish-load', hostEvent({})),
        titled: (title) => {
          this.title = title
          this.emit('page-title-updated', hostEvent({}), title, true)
        },
        popup: (url) => {
          const answer = this.#windowOpen?.({ url, frameName: '', features: '', disposition: 'foreground-tab' })
          if (answer?.action !== 'deny')
            process.stderr.write(`${notHere('webContents: opening a window from a page').message}\n`)
        },
        message: ({ id, channel, args }, reply) => {
          const event = strict('IpcMainEvent', {
            sender: self,
            senderFrame: this.mainFrame,
            frameId: this.id,
            processId: 1,
            type: 'frame',
            returnValue: undefined,
          })
          world.ipc.receive(
            event,
            channel,
            args,
            id === undefined
              ? null
              : (result) =>
                  reply(
                    'error' in result
                      ? { ok: false, error: result.error }
                      : { ok: true, value: wire.encode(result.value) },
                  ),
          )
        },
        crashed: () => this.emit('render-process-gone', hostEvent({}), { reason: 'crashed', exitCode: 1 }),
        gone: () => {
          this.page = null
          onGone()
        },
      }
      return self
    }

    /** The only frame with a preload: the top one. */
    get mainFrame(): object {
      const origin = /^[a-z0-9+.-]+:\/\/[^/?#]+/i.exec(this.url)?.[0] ?? 'null'
      const frame: Record<string, unknown> = {
        url: this.url,
        origin,
        parent: null,
        name: '',
        routingId: this.id,
        processId: 1,
        frameTreeNodeId: this.id,
        detached: false,
        isDestroyed: () => this.destroyed,
      }
      frame['top'] = frame
      return strict('WebFrameMain', frame)
    }

    getURL(): string {
      return this.url
    }
    getTitle(): string {
      return this.title
    }
    isDestroyed(): boolean {
      return this.destroyed
    }
    isCrashed(): boolean {
      return false
    }
    getType(): string {
      return 'window'
    }
    setWindowOpenHandler(handler: WindowOpenHandler): void {
      this.#windowOpen = handler
    }
    send(channel: string, ...args: unknown[]): void {
      this.page?.send(channel, args)
    }
    reload(): void {
      if (this.lastUrl !== null) this.page?.navigate(this.lastUrl).catch(() => undefined)
    }
    hostSelf(): WebContents {
      return this.#self
    }
  }

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
      onlyKeys('BrowserWindow', options, WINDOW_OPTIONS)
      const preferences = options.webPreferences ?? {}
      onlyKeys('BrowserWindow.webPreferences', preferences, WEB_PREFERENCES)
      for (const [key, value] of Object.entries(preferences)) {
        if (key in ALWAYS && value !== ALWAYS[key])
          throw notHere(`BrowserWindow.webPreferences: ${key}: ${String(value)}`)
      }
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
      this.webContents = new WebContents(
        this.id,
        this.#session,
        () => this.#onGone(),
        () => {
          if (this.#ready || this.#destroyed) return
          this.#ready = true
          this.emit('ready-to-show')
        },
      )
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

  return { BrowserWindow, WebContents, all: (): BrowserWindow[] => [...all] }
}
export type Windows = ReturnType<typeof createWindows>
