import { create } from 'zustand'
import type { AppState } from '../../shared/contract/app.ts'
import type { Preferences, Workspace } from '../../shared/domain/connection.ts'
import type { Period } from '../../shared/domain/periods.ts'
import type { Failure } from '../../shared/errors.ts'
import { call, failureFrom, onEvent } from '../api.ts'
import { forgetOnScreen } from './on-screen.ts'
import { forgetServer } from './server.ts'
import { useView } from './view.ts'

interface App {
  /** Null until the first answer. */
  readonly state: AppState | null
  readonly failure: Failure | null
}

export const useApp = create<App>()(() => ({ state: null, failure: null }))

let reading: Promise<void> | null = null
let again = false

const readOnce = async (): Promise<void> => {
  try {
    const state = await call('app.state')
    const before = useApp.getState().state
    if (before && before.activeId !== state.activeId) {
      forgetServer()
      forgetOnScreen()
      useView.getState().leaveWorkspace()
    }
    if (!before || before.preferences.period !== state.preferences.period) {
      useView.setState({ period: state.preferences.period })
    }
    useApp.setState({ state, failure: null })
  } catch (error) {
    useApp.setState({ failure: failureFrom(error) })
  }
}

/** Answers once a reading that began after this call is in. */
export const refreshApp = async (): Promise<void> => {
  if (reading) {
    again = true
    return reading
  }
  reading = (async () => {
    do {
      again = false
      await readOnce()
    } while (again)
  })()
  await reading
  reading = null
}

export const startApp = (): (() => void) => {
  void refreshApp()
  return onEvent('app.changed', () => void refreshApp())
}

/** Shown at once; put back when the main side refuses. Throws CallError. */
export const setPreferences = async (part: Partial<Preferences>): Promise<void> => {
  const before = useApp.getState().state
  if (before) useApp.setState({ state: { ...before, preferences: { ...before.preferences, ...part } } })
  try {
    await call('app.setPreferences', part)
  } catch (error) {
    await refreshApp()
    throw error
  }
}

export const setPeriod = (period: Period): void => {
  useView.setState({ period })
  // The window's own period already changed; that it is not remembered for the tray is no reason to stop a person.
  setPreferences({ period }).catch(() => undefined)
}

/** Null: no workspace is open. */
export const activeWorkspace = (state: AppState | null): Workspace | null =>
  state?.workspaces.find(({ id }) => id === state.activeId) ?? null
