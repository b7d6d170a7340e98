import type { StoredBook } from './stored.ts'
import type { WorkspaceFiles } from './files.ts'
import type { Log, StoredWorkspace } from '../../ports.ts'
import type { Workspace } from '../../../shared/domain/connection.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'

export { createStoredBook } from './stored.ts'
export type { StoredBook } from './stored.ts'
export { createWorkspaceFiles } from './files.ts'
export type { WorkspaceFiles } from './files.ts'
export { createDemoNetworks, demoAddresses } from './demo.ts'
export type { DemoNetworks } from './demo.ts'
export { secretsOf } from './secrets.ts'
export type { WorkspaceSecrets } from './secrets.ts'

/** An open workspace: all its services on its own database. */
export interface Room {
  readonly id: string
  start(): Promise<void>
  stop(): Promise<void>
  /** Takes the grant back at Meta; false when Meta could not be asked. */
  revoke(): Promise<boolean>
  /** Its secrets are gone: no further calls. */
  signedOut(): Promise<void>
}

export interface Workspaces<R extends Room> {
  list(): readonly Workspace[]
  activeId(): string | null
  /** The open active workspace. Throws noWorkspace, or why its database could not be opened. */
  active(): R
  rooms(): readonly R[]
  room(id: string): R | null
  /** Opens all; one that cannot be opened becomes a notice and stays closed. */
  openAll(): Promise<void>
  /** Opens one and, once `startAll` was called, starts it. Throws why it cannot. */
  open(id: string): Promise<R>
  /** Closes it and opens it anew: its address has changed. */
  reopen(id: string): Promise<R>
  /** Adds a workspace whose sign-in succeeded; on failure nothing of it is left. */
  add(stored: StoredWorkspace): Promise<R>
  startAll(): Promise<void>
  stopAll(): Promise<void>
  switchTo(id: string): Promise<void>
  rename(id: string, name: string): void
  disconnect(id: string, keepCache: boolean): Promise<void>
  notices(): readonly Failure[]
  dismissNotices(): void
}

export const createWorkspaces = <R extends Room>({
  book,
  files,
  openRoom,
  forgetSecrets,
  stopDemo,
  problems,
  log,
  changed,
}: {
  readonly book: StoredBook
  readonly files: WorkspaceFiles
  readonly openRoom: (stored: StoredWorkspace) => Promise<R>
  readonly forgetSecrets: (id: string) => Promise<void>
  readonly stopDemo: (id: string) => Promise<void>
  /** What was wrong with the settings file. */
  readonly problems: readonly Failure[]
  readonly log: Log
  readonly changed: () => void
}): Workspaces<R> => {
  const rooms = new Map<string, R>()
  const opening = new Map<string, Promise<R>>()
  const closed = new Map<string, AppError>()
  let notices: readonly Failure[] = [...problems]
  let started = false

  const note = (failure: Failure): void => {
    const same = notices.some(
      ({ code, data }) => code === failure.code && data['workspace'] === failure.data['workspace'],
    )
    if (!same) notices = [...notices, failure]
    changed()
  }

  /** A damaged file is kept beside a new one: figures come again from Meta, what was only here can be rescued. */
  const openFresh = async (stored: StoredWorkspace): Promise<R> => {
    try {
      return await openRoom(stored)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'databaseCorrupt')) throw error
      const aside = await files.setAside(stored.id)
      log.write('error', 'database set aside', { workspace: stored.id, aside })
      note({
        code: 'databaseCorrupt',
        data: { ...error.data, file: `${stored.id}.sqlite`, aside, workspace: stored.name },
      })
      return openRoom(stored)
    }
  }

  const open = async (id: string): Promise<R> => {
    const known = rooms.get(id) ?? opening.get(id)
    if (known) return known
    const stored = book.get(id)
    const attempt = openFresh(stored).then(
      async (room) => {
        rooms.set(id, room)
        closed.delete(id)
        if (started) await room.start()
        return room
      },
      (error: unknown) => {
        const failure = error instanceof AppError ? error : new AppError('internal', {}, { cause: error })
        closed.set(id, failure)
        log.write('error', 'workspace not opened', { workspace: id, code: failure.code, reason: String(error) })
        throw failure
      },
    )
    opening.set(id, attempt)
    try {
      return await attempt
    } finally {
      opening.delete(id)
    }
  }

  const openOrNote = async (id: string): Promise<void> => {
    try {
      await open(id)
    } catch (error) {
      const { code, data } = failureOf(error)
      note({ code, data: { ...data, workspace: book.get(id).name } })
    }
  }

  const close = async (id: string): Promise<void> => {
    const room = rooms.get(id)
    rooms.delete(id)
    await room?.stop()
  }

  return {
    list: () =>
      book.all().map(({ id, name, kind, setup, signInBy, personName }) => ({
        id,
        name,
        kind,
        setup,
        signInBy,
        personName,
      })),
    activeId: book.activeId,
    active: () => {
      const id = book.activeId()
      if (id === null) throw new AppError('noWorkspace')
      const room = rooms.get(id)
      if (!room) throw closed.get(id) ?? new AppError('noWorkspace')
      return room
    },
    rooms: () => [...rooms.values()],
    room: (id) => rooms.get(id) ?? null,
    openAll: async () => {
      await Promise.all(book.all().map(({ id }) => openOrNote(id)))
    },
    open,
    reopen: async (id) => {
      await close(id)
      return open(id)
    },
    add: async (stored) => {
      const formerActive = book.activeId()
      book.add(stored)
      try {
        const room = await open(stored.id)
        book.activate(stored.id)
        return room
      } catch (error) {
        closed.delete(stored.id)
        book.remove(stored.id)
        if (formerActive !== null) book.activate(formerActive)
        throw error
      }
    },
    startAll: async () => {
      started = true
      await Promise.all([...rooms.values()].map((room) => room.start()))
    },
    stopAll: async () => {
      started = false
      await Promise.all([...rooms.keys()].map(close))
    },
    switchTo: async (id) => {
      book.activate(id)
      await openOrNote(id)
      changed()
    },
    rename: (id, name) => book.update(id, { name }),
    disconnect: async (id, keepCache) => {
      const stored = book.get(id)
      const room = rooms.get(id) ?? null
      const revoked = (await room?.revoke()) ?? false
      await forgetSecrets(id)
      log.write('info', 'workspace disconnected', { workspace: id, revoked, keepCache })
      await stopDemo(id)
      if (keepCache) {
        if (stored.setup !== 'done') book.update(id, { setup: 'signIn' })
        await room?.signedOut()
        changed()
        return
      }
      await close(id)
      book.remove(id)
      await files.remove(id)
    },
    notices: () => notices,
    dismissNotices: () => {
      notices = []
      changed()
    },
  }
}
