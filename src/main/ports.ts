import type { KeychainState, Preferences, Workspace } from '../shared/domain/connection.ts'
import type { AlertRule, Severity } from '../shared/domain/alerts.ts'
import type { EventName, Events } from '../shared/contract/contract.ts'
import type { Instant } from '../shared/domain/day.ts'
import type { Failure } from '../shared/errors.ts'

/**
 * The only doors from the core to the world. Electron opens them for people (`electron/`), the test world and the
 * command line open them their own way.
 */

export interface Clock {
  now(): Instant
  /** Whole milliseconds that passed since the program began, whatever is done to the computer's clock. */
  uptime(): number
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void
}

export interface Ids {
  /** 128 random bits, url-safe: ids, OAuth state. */
  random(): string
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}
export interface HttpAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}
/**
 * Rejects with HttpError only. `sent` says whether the request can have reached the other side: a write that was
 * perhaps sent is never repeated.
 */
export type HttpFailure = 'offline' | 'timeout' | 'cut' | 'tls' | 'proxy' | 'portal' | 'cancelled'
/**
 * `offline`: the name was not found, the connection refused or not taken in time. `tls`: the certificate is out of date
 * (or this computer's clock is), not signed by anybody known, or somebody else's. Null: no more is known.
 */
export type HttpReason = 'name' | 'refused' | 'connect' | 'date' | 'authority' | 'host'
export class HttpError extends Error {
  readonly kind: HttpFailure
  readonly sent: boolean
  readonly reason: HttpReason | null

  constructor(
    kind: HttpFailure,
    sent: boolean,
    { reason = null, ...options }: ErrorOptions & { readonly reason?: HttpReason | null } = {},
  ) {
    super(kind, options)
    this.name = 'HttpError'
    this.kind = kind
    this.sent = sent
    this.reason = reason
  }
}
export type Http = (request: HttpRequest) => Promise<HttpAnswer>

/** The OS keychain. Throws AppError keychainMissing / keychainDenied. */
export interface Vault {
  state(): Promise<KeychainState>
  /** The person's choice to keep secrets in memory until quit. */
  allowMemory(): void
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
  delete(key: string): Promise<void>
}

/** What is kept outside the databases: not secret, small, survives "clear cache". */
export interface StoredSettings {
  readonly workspaces: readonly StoredWorkspace[]
  readonly activeId: string | null
  readonly preferences: Preferences
}
export interface StoredWorkspace extends Workspace {
  /** `https://graph.facebook.com`, or the sandbox's address (its port is kept so that it stays the same). */
  readonly graphUrl: string
  readonly dialogUrl: string
  /** Of the provider of exchange rates (main/rates/frankfurter.ts). */
  readonly ratesUrl: string
  /** By Meta's id; missing: whoever signed in did so with an earlier version. */
  readonly personId?: string | undefined
  /** Data, never in code: `v26.0` by default. */
  readonly graphVersion: string
  readonly appId: string | null
  readonly configId: string | null
  readonly alertRules: readonly AlertRule[]
  readonly pollingPaused: boolean
  readonly backfillPaused: boolean
  readonly demo: { readonly online: boolean; readonly speed: number } | null
}
export interface Settings {
  read(): StoredSettings
  write(settings: StoredSettings): void
  /** What was wrong with the stored file and what was done about it; empty when fine. */
  readonly problems: readonly Failure[]
}

export interface Notice {
  readonly title: string
  readonly body: string
  readonly onClick: () => void
}
export interface TrayMenuItem {
  readonly label: string
  readonly checked?: boolean
  readonly enabled?: boolean
  readonly run?: () => void
  readonly items?: readonly TrayMenuItem[]
}
export interface TrayView {
  readonly severity: Severity | 'none'
  readonly count: number
  readonly tooltip: string
  /** `null` is a separator. */
  readonly menu: readonly (TrayMenuItem | null)[]
}
export interface SaveQuestion {
  /** Of the dialog, where the system shows one. */
  readonly title: string
  /** What the file would be called, without a folder. */
  readonly name: string
  /** What files of the kind are called. */
  readonly kind: string
  /** Without the dot; added to a name that has none. */
  readonly extension: string
}
/** What the core shows outside the window. */
export interface Shell {
  notify(notice: Notice): void
  tray(view: TrayView): void
  showWindow(): void
  /** One more, beside the window `from` and with its view. */
  newWindow(from: string): void
  /** Only addresses of our own closed list are ever passed. */
  openExternal(url: string): Promise<void>
  /** Asks where to save a file; null: nowhere. The person has agreed to replace a file that is there. */
  saveFile(question: SaveQuestion): Promise<string | null>
  /** Shows a file in its folder. */
  reveal(path: string): void
  /** Puts a PNG into the clipboard. */
  copyPicture(png: Uint8Array<ArrayBuffer>): Promise<void>
  quit(): void
}

/**
 * Our own page: `page` stands behind the `#` of its address and says what it shows; `ready` is answered when everything is on it,
 * with how tall that is.
 */
export interface PrintedPage {
  readonly page: string
  readonly ready: Promise<{ readonly height: number }>
}
/** A picture of it, of its whole height. Rejects with what `ready` rejects with. */
export type Printer = (request: PrintedPage & { readonly format: 'pdf' | 'png' }) => Promise<Uint8Array>
/** Shows the system's dialog for it. Resolves when it is printed or was not wanted; rejects when it could not be, or as `ready` does. */
export type PrintDialog = (request: PrintedPage) => Promise<void>

export type SignInEnd =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed' }
export interface SignInWindow {
  /**
   * Shows `url` in a window with a session of its own, navigating only within `origins`, until it reaches an address
   * that begins with `redirect` (its fragment included in the answer), is closed, or cannot load.
   */
  open(request: {
    readonly url: string
    readonly origins: readonly string[]
    readonly redirect: string
    readonly title: string
  }): Promise<SignInEnd>
  close(): void
}

/** Where Meta and the exchange rates are, for sign-ins from now on; a workspace keeps what it signed in with. */
export interface MetaAddresses {
  readonly graphUrl: string
  readonly dialogUrl: string
  /** Meta's login may pass through any of these. */
  readonly loginOrigins: readonly string[]
  readonly ratesUrl: string
  /** `v26.0` */
  readonly graphVersion: string
}

/** The embedded sandbox, in a thread of its own. */
export interface SandboxHandle {
  readonly url: string
  set(options: { readonly speed: number }): void
  stop(): Promise<void>
}
/** `port` 0 takes any; a given one that is taken is AppError `portTaken`. */
export type StartSandbox = (options: {
  readonly port: number
  readonly stateFile: string
  readonly speed: number
}) => Promise<SandboxHandle>

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export interface Log {
  /** `data` is redacted by shape before it is written: tokens never reach a log. */
  write(level: LogLevel, message: string, data?: Readonly<Record<string, unknown>>): void
}

export interface Power {
  /** The answer unsubscribes. */
  onSuspend(run: () => void): () => void
  onResume(run: () => void): () => void
}

export type Emit = <Name extends EventName>(name: Name, detail: Events[Name]) => void

export interface Ports {
  readonly clock: Clock
  readonly ids: Ids
  readonly http: Http
  readonly vault: Vault
  readonly settings: Settings
  readonly shell: Shell
  readonly printer: Printer
  /** Null: there is none here. */
  readonly printDialog: PrintDialog | null
  readonly signInWindow: SignInWindow
  readonly meta: MetaAddresses
  readonly startSandbox: StartSandbox
  /** The one app that the sandbox knows; what a real app's owner enters, the demo has from here. */
  readonly demoApp: { readonly id: string; readonly secret: string }
  readonly power: Power
  readonly log: Log
  readonly emit: Emit
  /** Folder for databases and the sandbox's state; exists. */
  readonly dataDir: string
  /** Entry file of the data thread (`data-thread.ts` in tests, its bundle in the app). */
  readonly dataThread: URL
  readonly version: string
  readonly host: 'electron' | 'chromium'
  readonly systemLocale: string
}
