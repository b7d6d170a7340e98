import type { Emit, Settings, StoredSettings, StoredWorkspace } from '../../ports.ts'
import { isOfNewWindows } from '../../../shared/domain/connection.ts'
import type { Preferences } from '../../../shared/domain/connection.ts'
import { AppError } from '../../../shared/errors.ts'

/** The stored list of workspaces and the preferences; every change is written at once and says what it was of. */
export interface StoredBook {
  all(): readonly StoredWorkspace[]
  /** Throws notFound. */
  get(id: string): StoredWorkspace
  has(id: string): boolean
  add(workspace: StoredWorkspace): void
  update(id: string, patch: Partial<Omit<StoredWorkspace, 'id'>>): void
  remove(id: string): void
  activeId(): string | null
  activate(id: string): void
  preferences(): Preferences
  setPreferences(patch: Partial<Preferences>): Preferences
}

export const createStoredBook = ({
  settings,
  emit,
}: {
  readonly settings: Settings
  readonly emit: Emit
}): StoredBook => {
  const write = (patch: Partial<StoredSettings>): void => settings.write({ ...settings.read(), ...patch })
  const change = (patch: Partial<StoredSettings>): void => {
    write(patch)
    emit('app.changed', null)
  }
  const all = (): readonly StoredWorkspace[] => settings.read().workspaces
  const find = (id: string): StoredWorkspace | undefined => all().find((workspace) => workspace.id === id)
  const get = (id: string): StoredWorkspace => {
    const found = find(id)
    if (!found) throw new AppError('notFound')
    return found
  }

  return {
    all,
    get,
    has: (id) => find(id) !== undefined,
    add: (workspace) => change({ workspaces: [...all(), workspace] }),
    update: (id, patch) => {
      get(id)
      change({ workspaces: all().map((workspace) => (workspace.id === id ? { ...workspace, ...patch } : workspace)) })
    },
    remove: (id) => {
      const left = all().filter((workspace) => workspace.id !== id)
      const active = settings.read().activeId
      change({ workspaces: left, activeId: active === id ? (left[0]?.id ?? null) : active })
    },
    activeId: () => {
      const { activeId } = settings.read()
      return activeId !== null && find(activeId) ? activeId : null
    },
    activate: (id) => {
      get(id)
      change({ activeId: id })
    },
    preferences: () => settings.read().preferences,
    setPreferences: (patch) => {
      const before = settings.read().preferences
      const preferences = { ...before, ...patch }
      write({ preferences })
      if (!isOfNewWindows(patch)) emit('preferences.changed', null)
      // What several currencies are worth together is another sum now.
      if (preferences.reportingCurrency !== before.reportingCurrency) emit('rates.changed', null)
      return preferences
    },
  }
}
