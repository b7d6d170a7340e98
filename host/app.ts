import { mkdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { KnownEvents, hostEvent } from './emitter.ts'
import { takeLock } from './lock.ts'
import { notHere, strict } from './strict.ts'
import type { Browser } from './browser.ts'

const EVENTS = [
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'activate',
  'second-instance',
  'web-contents-created',
  'browser-window-created',
  // Not Chromium's to tell this process.
  'open-url',
  'open-file',
  'render-process-gone',
  'child-process-gone',
  'certificate-error',
  'login',
  'select-client-certificate',
  'gpu-info-update',
]

interface AppWindow {
  close(): void
}

export const createHostApp = (needs: {
  folder: string
  browser: () => Browser
  windows: () => readonly AppWindow[]
}) => {
  const manifest = JSON.parse(readFileSync(join(needs.folder, 'package.json'), 'utf8')) as {
    name: string
    productName?: string
    version?: string
  }
  const appData =
    process.platform === 'win32'
      ? (process.env['APPDATA'] ?? homedir())
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : (process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'))
  const paths = new Map<string, string>([
    ['home', homedir()],
    ['temp', tmpdir()],
    ['appData', appData],
    ['downloads', join(homedir(), 'Downloads')],
    ['documents', join(homedir(), 'Documents')],
  ])
  const { promise: readyPromise, resolve: tellReady } = Promise.withResolvers<void>()
  let ready = false
  let lock: ReturnType<typeof takeLock> | null = null
  let leaving = false
  let name = manifest.productName ?? manifest.name

  const leave = async (code: number): Promise<void> => {
    if (leaving) return
    leaving = true
    await lock?.told
    await needs.browser().close()
    process.exit(code)
  }

  class App extends KnownEvents {
    readonly isPackaged = false
    readonly hostTellReady = (): void => {
      if (ready) return
      ready = true
      tellReady()
      this.emit('ready', hostEvent({}), {})
    }
    readonly commandLine = strict('app.commandLine', {
      appendSwitch: (): void => undefined,
      hasSwitch: (flag: string): boolean =>
        process.argv.some((one) => one === `--${flag}` || one.startsWith(`--${flag}=`)),
    })
    userAgentFallback = ''

    constructor() {
      super('app', EVENTS)
    }

    get name(): string {
      return name
    }
    set name(value: string) {
      name = value
    }
    getName(): string {
      return name
    }
    setName(value: string): void {
      name = value
    }
    getVersion(): string {
      return manifest.version ?? '0.0.0'
    }
    getAppPath(): string {
      return needs.folder
    }
    getLocale(): string {
      return Intl.DateTimeFormat().resolvedOptions().locale
    }
    getPreferredSystemLanguages(): string[] {
      return [this.getLocale()]
    }
    getPath(key: string): string {
      const known = paths.get(key)
      if (known !== undefined) return known
      if (key === 'userData' || key === 'sessionData') return join(appData, name)
      if (key === 'logs') return join(this.getPath('userData'), 'logs')
      throw notHere(`app.getPath('${key}')`)
    }
    setPath(key: string, value: string): void {
      mkdirSync(value, { recursive: true })
      paths.set(key, value)
    }
    setAppLogsPath(path?: string): void {
      if (path !== undefined) this.setPath('logs', path)
    }
    isReady(): boolean {
      return ready
    }
    async whenReady(): Promise<void> {
      // A main module may wait for it while it is still being read.
      setImmediate(() => this.hostTellReady())
      return readyPromise
    }
    requestSingleInstanceLock(data?: unknown): boolean {
      lock ??= takeLock(
        this.getPath('userData'),
        (argv, cwd, given) => this.emit('second-instance', hostEvent({}), argv, cwd, given),
        data,
      )
      return lock.first
    }
    hasSingleInstanceLock(): boolean {
      return lock?.first ?? false
    }
    releaseSingleInstanceLock(): void {
      lock?.release()
      lock = null
    }
    focus(): void {}
    /** What opens links is the desktop's, and knows nothing of this process. */
    setAsDefaultProtocolClient(_scheme: string, _path?: string, _args?: readonly string[]): boolean {
      return false
    }
    setAppUserModelId(_id: string): void {}
    enableSandbox(): void {}
    disableHardwareAcceleration(): void {}
    setBadgeCount(_count: number): boolean {
      return false
    }
    quit(): void {
      const before = hostEvent({})
      this.emit('before-quit', before)
      if (before.defaultPrevented) return
      for (const window of needs.windows()) window.close()
      if (needs.windows().length > 0) return
      const will = hostEvent({})
      this.emit('will-quit', will)
      if (will.defaultPrevented) return
      this.emit('quit', hostEvent({}), 0)
      void leave(0)
    }
    exit(code = 0): void {
      void leave(code)
    }
    relaunch(): void {
      throw notHere('app.relaunch')
    }
  }
  return new App()
}
