import { resolve } from 'node:path'
import { app, dialog, ipcMain, protocol } from 'electron'
import { z } from 'zod'
import type { Handlers } from '../../shared/contract/contract.ts'
import { LINK_SCHEME, linkIn, placeOf } from '../../shared/domain/links.ts'
import { failureOf } from '../../shared/errors.ts'
import { errorSentence, localeOf, words } from '../../shared/words/words.ts'
import type { Ports } from '../ports.ts'
import { commandFrom, dataDirFrom } from './arguments.ts'
import { createBridge } from './bridge.ts'
import { createLinks } from './links.ts'
import type { Links } from './links.ts'
import { createElectronPorts } from './ports.ts'
import { SCHEME } from './scheme.ts'

export interface Core {
  readonly handlers: Handlers
  start(): Promise<void>
  stop(): Promise<void>
}

/** Quitting must not wait for ever on a core that hangs. */
const STOP_MS = 10_000

const systemLocale = (): string => app.getPreferredSystemLanguages()[0] ?? app.getLocale()

/** A failure before there is a window to say it in. */
const sayAndLeave = (error: unknown): void => {
  const locale = localeOf('system', systemLocale())
  dialog.showErrorBox('Buydesk', errorSentence(locale, failureOf(error)))
  app.exit(1)
}

const stopOnQuit = (core: Core, ports: Ports, release: () => void): void => {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    stopped = true
    const late = new Promise<void>((done) => setTimeout(done, STOP_MS))
    void Promise.race([core.stop(), late])
      .catch((error: unknown) => ports.log.write('error', 'The application did not stop cleanly', { error }))
      .finally(() => {
        release()
        app.exit(0)
      })
  })
}

/** What a second start hands over. */
const startShape = z.object({ wants: z.enum(['window', 'nothing']), link: z.string().nullable() })

/** The system opens our links with this program, where it lets programs say so. */
const claimLinks = (): void => {
  // Not installed, it is a program with our folder as its argument.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
  else if (process.argv[1] !== undefined)
    app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, [resolve(process.argv[1])])
}

const runWindow = async (createApp: (ports: Ports) => Core, links: Links): Promise<void> => {
  let running: Core | null = null
  /** A window that is gone cannot say so itself. */
  const nothingShown = (window: string): void => {
    Promise.resolve()
      .then(() => running?.handlers['sync.onScreen']({ accountIds: [], window }))
      .catch(() => undefined)
  }
  const { ports, windows, release } = createElectronPorts({ windowless: false, onClosed: nothingShown })
  process.on('uncaughtException', (error) => ports.log.write('error', 'Uncaught', { error }))
  process.on('unhandledRejection', (error) => ports.log.write('error', 'Unhandled', { error }))
  try {
    const core = createApp(ports)
    createBridge({ handlers: core.handlers, log: ports.log }).install(ipcMain)
    running = core
    app.on('second-instance', (_event, _argv, _cwd, data) => {
      const start = startShape.safeParse(data)
      if (start.data?.link) links.open(start.data.link)
      else if (start.data?.wants === 'window') windows.show()
    })
    app.on('activate', () => windows.show())
    stopOnQuit(core, ports, release)
    claimLinks()
    await core.start()
    links.listen((link) => {
      if (!windows.isOpen()) return windows.show(link)
      windows.show()
      const place = placeOf(link)
      if (place) ports.emit('app.open', { room: place.room, id: null, ...place.selected })
      else ports.emit('app.linkRefused', null)
    })
    windows.show()
  } catch (error) {
    ports.log.write('error', 'The application could not start', { error })
    release()
    sayAndLeave(error)
  }
}

const runWithoutWindow = async (
  runCommandLine: (ports: Ports, args: readonly string[]) => Promise<number>,
  args: readonly string[],
): Promise<void> => {
  const { ports, release } = createElectronPorts({ windowless: true, onClosed: () => undefined })
  const code = await runCommandLine(ports, args).catch((error: unknown) => {
    ports.log.write('error', 'The command failed', { error })
    process.stderr.write(`${errorSentence(localeOf('system', systemLocale()), failureOf(error))}\n`)
    return 2
  })
  release()
  app.exit(code)
}

/** Electron's life cycle around the core. A second start shows the first one's window and ends. */
export const runElectron = async (
  createApp: (ports: Ports) => Core,
  runCommandLine: (ports: Ports, args: readonly string[]) => Promise<number>,
): Promise<void> => {
  const command = commandFrom(process.argv)
  const links = createLinks(linkIn(process.argv))
  // macOS tells of a link this way, also before there is a window.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    links.open(url)
  })
  const dataDir = dataDirFrom(process.argv, process.env)
  if (dataDir !== null) app.setPath('userData', resolve(dataDir))
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])

  // Electron carries extra data between instances as an object only.
  if (!app.requestSingleInstanceLock({ wants: command === null ? 'window' : 'nothing', link: linkIn(process.argv) })) {
    if (command !== null) process.stderr.write(`${words(localeOf('system', systemLocale())).commandLine.running}\n`)
    app.exit(command === null ? 0 : 2)
    return
  }
  await app.whenReady()
  try {
    if (command === null) await runWindow(createApp, links)
    else await runWithoutWindow(runCommandLine, command)
  } catch (error) {
    sayAndLeave(error)
  }
}
