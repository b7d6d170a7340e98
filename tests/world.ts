import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../src/main/app.ts'
import type { App } from '../src/main/app.ts'
import { createHttp } from '../src/main/http.ts'
import type {
  Http,
  MetaAddresses,
  Notice,
  Ports,
  SandboxHandle,
  Settings,
  SignInEnd,
  SignInWindow,
  StartSandbox,
  StoredSettings,
  TrayView,
  Vault,
} from '../src/main/ports.ts'
import { CALLS } from '../src/shared/contract/contract.ts'
import type { CallName, Checked, EventName, Events, Input, Output } from '../src/shared/contract/contract.ts'
import { DEFAULT_PREFERENCES } from '../src/shared/domain/connection.ts'
import type { KeychainState } from '../src/shared/domain/connection.ts'
import type { Instant } from '../src/shared/domain/day.ts'
import { AppError } from '../src/shared/errors.ts'
import type { Failure } from '../src/shared/errors.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET } from '../src/sandbox/demo-app.ts'
import { createSpeedClock } from '../src/sandbox/clock.ts'
import { startSandbox } from '../src/sandbox/server.ts'
import type { Fault } from '../src/sandbox/faults.ts'
import type { Sandbox } from '../src/sandbox/server.ts'
import type { Tier } from '../src/sandbox/usage/tiers.ts'
import type { WorldSize } from '../src/sandbox/world.ts'
import { createVirtualClock } from './clock.ts'
import type { VirtualClock } from './clock.ts'
import { createDialogPerson } from './dialog-person.ts'
import { threadsWork } from './thread-work.ts'
import type { DialogPerson } from './dialog-person.ts'

/** The whole core on real databases and real HTTP, with a clock that stands still until it is moved. */
export interface World {
  readonly app: App
  readonly ports: Ports
  readonly clock: VirtualClock
  readonly events: { readonly name: EventName; readonly detail: Events[EventName] }[]
  readonly logLines: string[]
  /** What the person does in the sign-in window. */
  readonly person: DialogPerson
  readonly dataDir: string
  readonly vault: MemoryVault
  /** The sandbox that runs; throws when none does. */
  sandbox(): Sandbox
  /** Of the sandbox that runs and of those that are started later. */
  sandboxFaults(faults: readonly Fault[]): void
  tray(): TrayView | null
  notices(): readonly Notice[]
  /** The folder in which the person saves files, under the names that are proposed; null: gives up choosing. */
  saveTo(folder: string | null): void
  /** Pages that were asked to be printed. */
  printing(): readonly string[]
  /** Whatever is to be printed on paper fails. */
  breakPrinter(): void
  /** Files that were shown in their folders. */
  revealed(): readonly string[]
  /** The PNG in the clipboard; null: none. */
  copiedPicture(): Uint8Array | null
  /** As the bridge does it: the input is checked first. Rejects with AppError. */
  call<Name extends CallName>(
    name: Name,
    ...input: undefined extends Input<Name> ? [] : [Input<Name>]
  ): Promise<Output<Name>>
  /** Moves the clock, timer by timer, each time until nothing is under way. */
  advance(ms: number): Promise<void>
  /** Waits until nothing is under way. */
  quiet(): Promise<void>
  sleep(): void
  wake(): void
  /** Sets the desk's clock so many milliseconds apart from Meta's. */
  setSkew(ms: number): void
  /**
   * Stops the core and starts it anew on the same files, keychain and settings. `kill`: without stopping it first;
   * `offFor`: milliseconds that pass in between; `meanwhile`: what happens to the files.
   */
  restart(how?: {
    readonly kill?: boolean
    readonly offFor?: number
    readonly meanwhile?: () => Promise<void> | void
  }): Promise<void>
  /** Waits for something that was not asked through `call`, letting its own waits pass. */
  during<T>(work: Promise<T>): Promise<T>
  /** The most requests that were under way at once since the last question. */
  mostAtOnce(): number
  dispose(): Promise<void>
}

export interface MemoryVault extends Vault {
  readonly kept: Map<string, string>
  break(state: KeychainState): void
}

export interface WorldOptions {
  readonly settings?: Partial<StoredSettings>
  readonly problems?: readonly Failure[]
  readonly keychain?: KeychainState
  /** A Wednesday, 13:20 UTC, unless told: no account of the sandbox begins a day within the next hours. */
  readonly now?: Instant
  /** Of the sandbox; the demo's own unless told. */
  readonly size?: WorldSize
  /** Of the sandbox's app; full unless told. */
  readonly accessTier?: Tier
  /** Prepares files before the start. */
  readonly prepare?: (dataDir: string) => Promise<void>
  /** Where Meta is: nowhere unless told. */
  readonly meta?: MetaAddresses
  /** Stands between the core and the network. */
  readonly http?: (real: Http) => Http
  /** Where its files lie, when they outlive the world; a new folder that goes with it unless told. */
  readonly dir?: string
  /** What the keychain holds at first. */
  readonly secrets?: ReadonlyMap<string, string>
  /** Called when settings or secrets changed: for a world that is born again in another process. */
  readonly kept?: (settings: StoredSettings, secrets: ReadonlyMap<string, string>) => void
}

/** Nobody answers there: a test that means to reach Meta says where it is. */
const META: MetaAddresses = {
  graphUrl: 'http://127.0.0.1:9',
  dialogUrl: 'http://127.0.0.1:9',
  loginOrigins: ['http://127.0.0.1:9'],
  ratesUrl: 'http://127.0.0.1:9/rates',
  graphVersion: 'v26.0',
}

const START = Date.UTC(2026, 10, 18, 13, 20)
/** Back-off waits are let pass by themselves; the next tick of polling is further away. */
const PATIENCE_MS = 20_000
/** So many looks in a row at which nobody computes though somebody is busy: he waits for the clock. */
const LOOKS = 4

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const createMemoryVault = (
  initial: KeychainState,
  secrets: ReadonlyMap<string, string>,
  changed: () => void,
): MemoryVault => {
  const kept = new Map<string, string>(secrets)
  let state = initial
  const use = (): void => {
    if (state === 'missing') throw new AppError('keychainMissing')
  }
  return {
    kept,
    break: (next) => {
      state = next
    },
    state: () => Promise.resolve(state),
    allowMemory: () => {
      if (state === 'missing') state = 'memory'
    },
    get: async (key) => (state === 'missing' ? null : (kept.get(key) ?? null)),
    set: async (key, value) => {
      use()
      kept.set(key, value)
      changed()
    },
    delete: async (key) => {
      use()
      kept.delete(key)
      changed()
    },
  }
}

/** Nothing of the past is read by itself, so that tests count what they ask for. */
const PREFERENCES = { ...DEFAULT_PREFERENCES, historyMonths: 0 }

const createMemorySettings = (
  initial: Partial<StoredSettings>,
  problems: readonly Failure[],
  changed: () => void,
): Settings => {
  let settings: StoredSettings = { workspaces: [], activeId: null, preferences: PREFERENCES, ...initial }
  return {
    read: () => settings,
    // As on disk: what is not JSON does not come back.
    write: (next) => {
      settings = JSON.parse(JSON.stringify(next)) as StoredSettings
      changed()
    },
    problems,
  }
}

export const createTestApp = async (options: WorldOptions = {}): Promise<World> => {
  const dataDir = options.dir ?? (await mkdtemp(join(tmpdir(), 'buydesk-world-')))
  await options.prepare?.(dataDir)
  const clock = createVirtualClock(options.now ?? START)
  const events: World['events'] = []
  const logLines: string[] = []
  const notices: Notice[] = []
  const revealed: string[] = []
  const printing: string[] = []
  let printerFails = false
  let saveTo: string | null = dataDir
  let copiedPicture: Uint8Array | null = null
  const changed = (): void => options.kept?.(settings.read(), vault.kept)
  const vault = createMemoryVault(options.keychain ?? 'ready', options.secrets ?? new Map(), changed)
  const settings = createMemorySettings(options.settings ?? {}, options.problems ?? [], changed)
  const person = createDialogPerson()
  const sleepers = { suspend: new Set<() => void>(), resume: new Set<() => void>() }
  const sandboxes = new Set<Sandbox>()
  let faults: readonly Fault[] = []
  let trayView: TrayView | null = null
  let inFlight = 0
  let mostAtOnce = 0

  const real = createHttp(fetch)
  const through = options.http?.(real) ?? real
  const http: Http = async (request) => {
    inFlight++
    mostAtOnce = Math.max(mostAtOnce, inFlight)
    try {
      return await through(request)
    } finally {
      inFlight--
    }
  }

  const start: StartSandbox = async ({ port, stateFile, speed }): Promise<SandboxHandle> => {
    const sim = createSpeedClock(clock.now, speed)
    const sandbox = await startSandbox({
      port,
      stateFile,
      now: sim.now,
      ...(options.size ? { size: options.size } : {}),
      ...(options.accessTier ? { accessTier: options.accessTier } : {}),
    }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
        throw new AppError('portTaken', { port })
      throw error
    })
    sandboxes.add(sandbox)
    sandbox.faults.set(faults)
    return {
      url: sandbox.url,
      set: (next) => sim.set(next.speed),
      stop: async () => {
        sandboxes.delete(sandbox)
        await sandbox.stop()
      },
    }
  }

  const signInWindow: SignInWindow = {
    open: async (request): Promise<SignInEnd> => person.visit(request),
    close: () => person.closeWindow(),
  }

  const subscribe = (set: Set<() => void>) => (run: () => void) => {
    set.add(run)
    return () => {
      set.delete(run)
    }
  }

  let skew = 0
  const ports: Ports = {
    clock: { ...clock, now: () => clock.now() + skew },
    ids: { random: () => randomBytes(16).toString('base64url') },
    http,
    vault,
    settings,
    shell: {
      notify: (notice) => notices.push(notice),
      tray: (view) => {
        trayView = view
      },
      showWindow: () => undefined,
      newWindow: () => undefined,
      openExternal: async () => undefined,
      saveFile: async ({ name }) => (saveTo === null ? null : join(saveTo, name)),
      reveal: (path) => void revealed.push(path),
      copyPicture: async (png) => void (copiedPicture = png),
      quit: () => undefined,
    },
    // Nobody draws a page here: who tests says that it is there.
    printer: async ({ page, format, ready }) => {
      printing.push(page)
      const { height } = await ready
      return new TextEncoder().encode(`${format} ${height}`)
    },
    printDialog: async ({ page, ready }) => {
      printing.push(page)
      await ready
      if (printerFails) throw new Error('no printer')
    },
    signInWindow,
    meta: options.meta ?? META,
    startSandbox: start,
    demoApp: { id: DEMO_APP_ID, secret: DEMO_APP_SECRET },
    power: { onSuspend: subscribe(sleepers.suspend), onResume: subscribe(sleepers.resume) },
    log: {
      write: (level, message, data) => {
        const line = `${level} ${message} ${JSON.stringify(data ?? {})}`
        logLines.push(line)
        if (process.env['WORLD_LOG'] !== undefined && level !== 'debug') process.stderr.write(`${line}\n`)
      },
    },
    emit: (name, detail) => {
      events.push({ name, detail })
    },
    dataDir,
    dataThread: new URL('../src/main/data-thread.ts', import.meta.url),
    version: '0.0.0',
    host: 'chromium',
    systemLocale: 'en-US',
  }

  let app = createApp(ports)
  await app.start()

  const isBusy = (): boolean => app.workspaces.rooms().some(({ busy }) => busy())

  const computes = (): boolean => inFlight > 0 || threadsWork()

  /** The next timer, when it is one that a call may be waiting for. */
  const soon = (): number | null => {
    const next = clock.nextAt()
    return next !== null && next - clock.now() <= PATIENCE_MS ? next : null
  }

  /**
   * Until nothing is under way. What waits for the clock waits no longer than `patience`: then time goes on to the next
   * timer, or, where that is further away, this ends.
   */
  const settle = async (patience: number): Promise<void> => {
    let calm = 0
    let still = 0
    while (calm < 4) {
      await pause(4)
      const next = clock.nextAt()
      if (next !== null && next <= clock.now()) {
        calm = 0
        await clock.advance(0)
      } else if (computes()) {
        calm = 0
        still = 0
      } else if (isBusy()) {
        calm = 0
        still++
        if (still < LOOKS) continue
        if (next === null || next - clock.now() > patience) return
        still = 0
        await clock.advance(next - clock.now())
      } else calm++
    }
  }
  const quiet = (): Promise<void> => settle(Infinity)

  const during = async <T>(work: Promise<T>): Promise<T> => {
    const state = { ended: false }
    const mark = (): void => {
      state.ended = true
    }
    work.then(mark, mark)
    let still = 0
    while (!state.ended) {
      await pause(3)
      still = computes() ? 0 : still + 1
      const next = soon()
      if (still < 2 * LOOKS || next === null) continue
      // A wait that belongs to the call passes by itself, so that nobody has to move the clock in the middle of one.
      still = 0
      await clock.advance(next - clock.now())
    }
    return work
  }

  const world: World = {
    get app() {
      return app
    },
    ports,
    clock,
    events,
    logLines,
    person,
    dataDir,
    vault,
    sandbox: () => {
      const [sandbox] = sandboxes
      if (!sandbox) throw new Error('No sandbox runs')
      return sandbox
    },
    sandboxFaults: (next) => {
      faults = next
      for (const sandbox of sandboxes) sandbox.faults.set(next)
    },
    tray: () => trayView,
    notices: () => notices,
    saveTo: (folder) => {
      saveTo = folder
    },
    printing: () => printing,
    breakPrinter: () => {
      printerFails = true
    },
    revealed: () => revealed,
    copiedPicture: () => copiedPicture,
    call: async (name, ...input) => {
      const checked = CALLS[name].input.safeParse(input[0])
      if (!checked.success) throw new AppError('badInput')
      const handler = app.handlers[name] as (given: Checked<typeof name>) => Promise<Output<typeof name>>
      return during(Promise.resolve().then(() => handler(checked.data as Checked<typeof name>)))
    },
    during,
    mostAtOnce: () => {
      const most = mostAtOnce
      mostAtOnce = inFlight
      return most
    },
    advance: async (ms) => {
      const end = clock.now() + ms
      for (;;) {
        await settle(0)
        const next = clock.nextAt()
        if (next === null || next > end) break
        await clock.advance(Math.max(0, next - clock.now()))
      }
      if (clock.now() < end) await clock.advance(end - clock.now())
      await settle(PATIENCE_MS)
    },
    quiet,
    setSkew: (ms) => {
      skew = ms
    },
    sleep: () => sleepers.suspend.forEach((run) => run()),
    wake: () => sleepers.resume.forEach((run) => run()),
    restart: async ({ kill = false, offFor = 0, meanwhile } = {}) => {
      // Killed: its databases are closed under it, nothing else is told.
      if (kill) {
        await Promise.all(app.workspaces.rooms().map(({ context }) => context.store.close()))
        await Promise.all([...sandboxes].map((sandbox) => sandbox.stop()))
        sandboxes.clear()
        clock.clear()
      } else await app.stop()
      sleepers.suspend.clear()
      sleepers.resume.clear()
      await clock.advance(offFor)
      await meanwhile?.()
      app = createApp(ports)
      await app.start()
    },
    dispose: async () => {
      await app.stop()
      await Promise.all([...sandboxes].map((sandbox) => sandbox.stop()))
      if (options.dir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
  return world
}
