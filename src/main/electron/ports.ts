import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, clipboard, ClipboardItem, nativeTheme, net, powerMonitor, session, shell } from 'electron'
import { EVENT_CHANNEL } from '../../shared/contract/channels.ts'
import type { Ports } from '../ports.ts'
import { createHttp } from '../http.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET } from '../../sandbox/demo-app.ts'
import { createSandboxStarter } from '../../sandbox/start-thread.ts'
import { systemClock } from './clock.ts'
import { systemIds } from './ids.ts'
import { createLog } from './log.ts'
import { metaAddresses } from './meta-addresses.ts'
import { createNotify } from './notify.ts'
import { createPower } from './power.ts'
import { createPrintDialog, createPrinter } from './printer.ts'
import { createSaveFile } from './save-file.ts'
import { denyPermissions } from './security.ts'
import { serveWindow } from './scheme.ts'
import { createSettings } from './settings.ts'
import { createSignInWindow } from './sign-in-window.ts'
import { createTray } from './tray.ts'
import { createVault, loadKeytar } from './vault.ts'
import { createWindows } from './window.ts'

/**
 * Everything the core may ask of the world, by Electron. `windowless`: for the command line, nothing is shown.
 * `onClosed`: a person closed one of the windows.
 */
export const createElectronPorts = (options: { windowless: boolean; onClosed: (window: string) => void }) => {
  const folder = app.getPath('userData')
  const dataDir = join(folder, 'data')
  const root = app.getAppPath()
  const preload = join(root, 'out', 'preload', 'index.cjs')
  const page = { preload, session: session.defaultSession }
  const host = process.versions['electron'] === undefined ? 'chromium' : 'electron'
  const icon = join(root, 'resources', 'icons', '256.png')
  mkdirSync(dataDir, { recursive: true })

  const log = createLog({
    folder: app.getPath('logs'),
    now: () => new Date().toISOString(),
    alsoWrite: (line) => void process.stderr.write(`${line}\n`),
  })
  const settings = createSettings(folder, ({ preferences }) => {
    if (nativeTheme.themeSource !== preferences.theme) nativeTheme.themeSource = preferences.theme
  })
  nativeTheme.themeSource = settings.read().preferences.theme

  let quitting = false
  app.on('before-quit', () => (quitting = true))
  const windows = createWindows({
    folder,
    preload,
    icon,
    session: session.defaultSession,
    staysInTray: () => !quitting && tray.exists() && settings.read().preferences.closeToTray,
    isQuitting: () => quitting,
    onClosed: options.onClosed,
    onGone: (reason) => log.write('error', 'The window could not be shown', { reason }),
  })
  const show = (): void => {
    if (!options.windowless) windows.show()
  }
  const tray = createTray({ images: join(root, 'resources', 'tray'), onClick: show, log })
  const notify = createNotify(icon)

  if (!options.windowless) {
    denyPermissions(session.defaultSession)
    serveWindow(session.defaultSession.protocol, join(root, 'out', 'renderer'))
  }

  const ports: Ports = {
    clock: systemClock,
    ids: systemIds,
    http: createHttp((input, init) => net.fetch(input instanceof URL ? input.href : input, init)),
    vault: createVault(loadKeytar),
    settings,
    shell: {
      notify: (notice) => {
        if (!options.windowless) notify(notice)
      },
      tray: (view) => {
        if (!options.windowless) tray.show(view)
      },
      showWindow: show,
      newWindow: windows.openNew,
      openExternal: (url) => shell.openExternal(url),
      saveFile: createSaveFile(app, windows.current),
      reveal: (path) => shell.showItemInFolder(path),
      copyPicture: (png) =>
        clipboard.write([new ClipboardItem({ 'image/png': new Blob([png], { type: 'image/png' }) })]),
      quit: () => app.quit(),
    },
    printer: createPrinter(page),
    // Chromium without Electron has none that we could call.
    printDialog: host === 'electron' ? createPrintDialog(page) : null,
    signInWindow: createSignInWindow(windows.current),
    meta: metaAddresses(process.env, log),
    startSandbox: createSandboxStarter(pathToFileURL(join(root, 'out', 'main', 'sandbox-thread.js'))),
    demoApp: { id: DEMO_APP_ID, secret: DEMO_APP_SECRET },
    power: createPower(powerMonitor),
    log,
    // Where to go is for one window, what changed is for all.
    emit: (name, detail) =>
      (name === 'app.open' || name === 'app.linkRefused' ? windows.sendToFront : windows.sendToAll)(
        EVENT_CHANNEL,
        name,
        detail,
      ),
    dataDir,
    dataThread: pathToFileURL(join(root, 'out', 'main', 'data-thread.js')),
    version: app.getVersion(),
    host,
    systemLocale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
  }
  return { ports, windows, release: tray.remove }
}
