import { KnownEvents } from './emitter.ts'
import { notHere, onlyKeys, strict } from './strict.ts'
import type { Chromium } from './chromium.ts'

type SchemeHandler = (request: Request) => Response | Promise<Response>

/** Handlers of custom schemes of one session. */
export class Protocol {
  readonly handlers = new Map<string, SchemeHandler>()
  readonly #privileged: ReadonlySet<string>

  constructor(privileged: ReadonlySet<string>) {
    this.#privileged = privileged
  }

  handle(scheme: string, handler: SchemeHandler): void {
    if (!this.#privileged.has(scheme))
      throw notHere(`protocol.handle of '${scheme}' without registerSchemesAsPrivileged`)
    this.handlers.set(scheme, handler)
  }

  unhandle(scheme: string): void {
    this.handlers.delete(scheme)
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme)
  }
}

/** One partition: a browser context of Chromium, the default one for ''. Only in-memory partitions besides it. */
export class Session extends KnownEvents {
  readonly partition: string
  readonly protocol: Protocol
  #context: { chromium: Chromium; id: Promise<string> } | null = null
  windows = 0

  constructor(partition: string, privileged: ReadonlySet<string>) {
    super('Session', ['will-download'])
    if (partition.startsWith('persist:')) throw notHere(`session partition '${partition}' (persist:)`)
    this.partition = partition
    this.protocol = strict('Protocol', new Protocol(privileged))
  }

  /** Chromium here answers every permission question with no, whatever a handler would say. */
  setPermissionRequestHandler(_handler: unknown): void {}
  setPermissionCheckHandler(_handler: unknown): void {}
  setDevicePermissionHandler(_handler: unknown): void {}
  setDisplayMediaRequestHandler(_handler: unknown): void {}
  setSpellCheckerEnabled(_enable: boolean): void {}

  async clearStorageData(options?: object): Promise<void> {
    onlyKeys('Session.clearStorageData', options, [])
    await this.#drop('clearStorageData')
  }

  async clearCache(): Promise<void> {
    await this.#drop('clearCache')
  }

  async clearData(options?: object): Promise<void> {
    onlyKeys('Session.clearData', options, [])
    await this.#drop('clearData')
  }

  async closeAllConnections(): Promise<void> {}

  /** Null for the default context. */
  async contextIn(chromium: Chromium): Promise<string | null> {
    if (this.partition === '') {
      await chromium.cdp.send('Browser.grantPermissions', { permissions: [] })
      return null
    }
    if (this.#context?.chromium !== chromium) {
      const id = chromium.cdp
        .send<{ browserContextId: string }>('Target.createBrowserContext', { disposeOnDetach: true })
        .then(async ({ browserContextId }) => {
          await chromium.cdp.send('Browser.grantPermissions', { permissions: [], browserContextId })
          return browserContextId
        })
      this.#context = { chromium, id }
    }
    return this.#context.id
  }

  /** A context cannot be emptied, but it can be given up for a new one when no window shows it. */
  async #drop(member: string): Promise<void> {
    if (this.partition === '') throw notHere(`Session.${member} of the default session`)
    if (this.windows > 0) throw notHere(`Session.${member} while a window shows the session`)
    const context = this.#context
    this.#context = null
    if (!context) return
    const browserContextId = await context.id
    await context.chromium.cdp.send('Target.disposeBrowserContext', { browserContextId }).catch(() => undefined)
  }
}

export const createSessions = () => {
  const privileged = new Set<string>()
  const sessions = new Map<string, Session>()
  const fromPartition = (partition: string, options?: object): Session => {
    onlyKeys('session.fromPartition', options, ['cache'])
    const known = sessions.get(partition) ?? strict('Session', new Session(partition, privileged))
    sessions.set(partition, known)
    return known
  }
  return {
    privileged: privileged as ReadonlySet<string>,
    add: (scheme: string): void => void privileged.add(scheme),
    fromPartition,
  }
}
export type Sessions = ReturnType<typeof createSessions>
