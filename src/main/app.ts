import { join } from 'node:path'
import { createHandlers } from './handlers.ts'
import { createGraph } from './meta/graph-client.ts'
import { openRoom } from './room.ts'
import type { AppRoom } from './room.ts'
import { createUnfinished } from './services/exports/index.ts'
import { createPictures } from './services/pictures/index.ts'
import { createSignIn } from './services/sign-in/index.ts'
import { createTray } from './services/tray/index.ts'
import type { TrayWorkspace } from './services/tray/index.ts'
import {
  createDemoNetworks,
  createStoredBook,
  createWorkspaceFiles,
  createWorkspaces,
  demoAddresses,
  secretsOf,
} from './services/workspaces/index.ts'
import type { Workspaces } from './services/workspaces/index.ts'
import type { Emit, Ports, StoredWorkspace } from './ports.ts'
import type { Handlers } from '../shared/contract/contract.ts'
import type { Locale } from '../shared/domain/connection.ts'
import { failureOf } from '../shared/errors.ts'
import { localeOf } from '../shared/words/words.ts'

export interface App {
  readonly handlers: Handlers
  /** For the command line and tests: the open workspaces. */
  readonly workspaces: Workspaces<AppRoom>
  /** Opens the databases, then begins to poll. Does not wait for Meta. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** The core, wired. Nothing here knows who wraps it. */
export const createApp = (ports: Ports): App => {
  const { shell, log, vault } = ports
  /** The tray shows what the window is told of. */
  const emit: Emit = (name, detail) => {
    ports.emit(name, detail)
    if (name !== 'app.open') void refreshTray()
  }
  const inside: Ports = { ...ports, emit }
  const book = createStoredBook({ settings: ports.settings, emit })
  const files = createWorkspaceFiles(ports.dataDir)
  const unfinished = createUnfinished(join(ports.dataDir, 'exports'))
  const demo = createDemoNetworks({ startSandbox: ports.startSandbox, stateFile: files.sandboxState, log })

  /** The sandbox's address may have moved to another port; without it the workspace opens offline. */
  const wakeDemo = async (stored: StoredWorkspace): Promise<StoredWorkspace> => {
    if (!stored.demo?.online) return stored
    try {
      const url = await demo.start(stored.id, { url: stored.graphUrl, speed: stored.demo.speed })
      if (url !== stored.graphUrl) book.update(stored.id, demoAddresses(url))
      return book.get(stored.id)
    } catch (error) {
      log.write('error', 'demo not started', { workspace: stored.id, code: failureOf(error).code })
      return stored
    }
  }

  const workspaces: Workspaces<AppRoom> = createWorkspaces({
    book,
    files,
    openRoom: async (stored) =>
      openRoom(await wakeDemo(stored), {
        ports: inside,
        book,
        files,
        unfinished,
        opened: (workspace, alerts) => tray.notify(workspace, alerts),
      }),
    forgetSecrets: (id) => secretsOf(vault, id).forget(),
    stopDemo: demo.stop,
    problems: ports.settings.problems,
    log,
    changed: () => emit('app.changed', null),
  })

  const locale = (): Locale => localeOf(book.preferences().locale, ports.systemLocale)
  const trayWorkspaces = (): Promise<readonly TrayWorkspace[]> =>
    Promise.all(
      workspaces.rooms().map(async ({ id, context, figures, rates, status, alerts }): Promise<TrayWorkspace> => {
        const [totals, { connection, dataAt }, { open }, worth] = await Promise.all([
          figures.totals('today'),
          status(),
          alerts.list(),
          rates.worth(),
        ])
        const { name, pollingPaused } = context.stored()
        return {
          id,
          name,
          active: id === workspaces.activeId(),
          pollingPaused,
          offline: connection === 'offline',
          alerts: open,
          spentToday: totals.spendByCurrency,
          resultsToday: totals.figures.results,
          dataAt,
          worth,
        }
      }),
    )
  const tray = createTray({
    shell,
    emit: ports.emit,
    log,
    locale,
    notifications: () => book.preferences().notifications,
    workspaces: trayWorkspaces,
    switchTo: workspaces.switchTo,
    setPaused: async (id, paused) => workspaces.room(id)?.polling.setPaused(paused),
  })
  let showsTray = false
  const refreshTray = (): Promise<void> => (showsTray ? tray.refresh() : Promise.resolve())

  const signIn = createSignIn({
    ports: inside,
    graphFor: ({ graphUrl, graphVersion, appId }, secrets) =>
      createGraph({ ...inside, secrets, baseUrl: graphUrl, version: graphVersion, appId }),
    startDemo: (id, url, speed) => demo.start(id, { url, speed }),
    dropDemo: async (id) => {
      await demo.stop(id)
      await files.removeSandboxState(id)
    },
    findDemo: () => book.all().find(({ kind }) => kind === 'demo') ?? null,
    stored: book.get,
    findToRevive: (personName, appId) =>
      book
        .all()
        .find(
          (stored) =>
            stored.kind === 'meta' &&
            stored.personName === personName &&
            (stored.setup !== 'done' ||
              (stored.appId === appId && workspaces.room(stored.id)?.link.mayCall() === false)),
        ) ?? null,
    signedIn: async (stored, isNew, token) => {
      if (isNew) {
        const room = await workspaces.add(stored)
        await room.signedIn(token)
        return
      }
      const former = book.get(stored.id)
      const moved = former.graphUrl !== stored.graphUrl || former.appId !== stored.appId
      book.update(stored.id, stored)
      const room = moved ? await workspaces.reopen(stored.id) : await workspaces.open(stored.id)
      book.activate(stored.id)
      await room.signedIn(token)
    },
  })

  const setDemo = async (online: boolean, speed: number): Promise<void> => {
    const room = workspaces.active()
    const stored = room.context.stored()
    if (!stored.demo) return
    const wasOnline = stored.demo.online
    book.update(stored.id, { demo: { online, speed } })
    if (!online) {
      await demo.stop(stored.id)
      // That the network is gone is seen at once, not at the next reading.
      if (wasOnline) room.polling.resume()
      return
    }
    const awake = await wakeDemo(book.get(stored.id))
    demo.setSpeed(stored.id, speed)
    const current = awake.graphUrl === stored.graphUrl ? room : await workspaces.reopen(stored.id)
    if (!wasOnline) current.polling.resume()
  }

  return {
    handlers: createHandlers({ ports, book, workspaces, signIn, pictures: createPictures(shell, locale), setDemo }),
    workspaces,
    start: async () => {
      await unfinished.sweep()
      await workspaces.openAll()
      await workspaces.startAll()
      showsTray = true
      await refreshTray()
      log.write('info', 'started', { version: ports.version, workspaces: workspaces.rooms().length })
    },
    stop: async () => {
      showsTray = false
      signIn.cancel()
      await workspaces.stopAll()
      await demo.stopAll()
      log.write('info', 'stopped')
    },
  }
}
