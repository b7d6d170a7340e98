import { KnownEvents, hostEvent } from './emitter.ts'
import { makeWire } from './in-page.ts'
import { notHere, onlyKeys, strict } from './strict.ts'
import type { Ipc } from './ipc.ts'
import type { Page, PageEvents } from './page.ts'
import type { Session } from './session.ts'

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
type WindowOpenHandler = (details: { url: string; frameName: string; features: string; disposition: string }) => {
  action: 'allow' | 'deny'
}

interface PrintOptions {
  readonly pageSize?: string
  readonly printBackground?: boolean
  readonly landscape?: boolean
  readonly scale?: number
  /** Inches. */
  readonly margins?: {
    readonly top?: number
    readonly bottom?: number
    readonly left?: number
    readonly right?: number
  }
}
/** Inches. */
const A4 = { paperWidth: 8.27, paperHeight: 11.69 }

class CapturedImage {
  readonly #png: Buffer

  constructor(png: Buffer) {
    this.#png = png
  }
  isEmpty(): boolean {
    return this.#png.length === 0
  }
  toPNG(): Buffer {
    return this.#png
  }
  getSize(): { width: number; height: number } {
    return { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) }
  }
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

/** webContents over the page of one window. The page comes with the first `loadURL` and may go before the window. */
export class WebContents extends KnownEvents {
  readonly id: number
  readonly session: Session
  readonly hostEvents: PageEvents
  page: Page | null = null
  url = ''
  title = ''
  destroyed = false
  lastUrl: string | null = null
  #windowOpen: WindowOpenHandler | null = null

  constructor(needs: { id: number; session: Session; ipc: Ipc; onGone: () => void; onReady: () => void }) {
    super('WebContents', CONTENTS_EVENTS)
    this.id = needs.id
    this.session = needs.session
    const self = strict<WebContents>('WebContents', this)
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
        needs.onReady()
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
        needs.ipc.receive(
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
        needs.onGone()
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
  /** Chromium prints as Electron does; what is asked for beyond these is refused. */
  async printToPDF(options: PrintOptions = {}): Promise<Buffer> {
    onlyKeys('webContents.printToPDF', options, ['pageSize', 'printBackground', 'scale', 'margins', 'landscape'])
    if (options.pageSize !== undefined && options.pageSize !== 'A4')
      throw notHere(`webContents.printToPDF: pageSize ${options.pageSize}`)
    const { top = 0.4, bottom = 0.4, left = 0.4, right = 0.4 } = options.margins ?? {}
    const { data } = await this.#open().cdp.send<{ data: string }>('Page.printToPDF', {
      ...A4,
      printBackground: options.printBackground ?? false,
      landscape: options.landscape ?? false,
      scale: options.scale ?? 1,
      marginTop: top,
      marginBottom: bottom,
      marginLeft: left,
      marginRight: right,
    })
    return Buffer.from(data, 'base64')
  }
  async capturePage(): Promise<CapturedImage> {
    const { data } = await this.#open().cdp.send<{ data: string }>('Page.captureScreenshot', { format: 'png' })
    return strict('NativeImage', new CapturedImage(Buffer.from(data, 'base64')))
  }
  #open(): Page {
    if (!this.page) throw new Error('Object has been destroyed')
    return this.page
  }
  reload(): void {
    if (this.lastUrl !== null) this.page?.navigate(this.lastUrl).catch(() => undefined)
  }
}
