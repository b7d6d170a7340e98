import { create } from 'zustand'
import type { AppState } from '../../shared/contract/app.ts'
import type { Preferences, Workspace } from '../../shared/domain/connection.ts'
import { isByHour } from '../../shared/domain/periods.ts'
import type { Comparison, Period } from '../../shared/domain/periods.ts'
import type { Failure } from '../../shared/errors.ts'
import { call, failureFrom, onEvent } from '../api.ts'
import { useView } from './view.ts'
import { isNewWindow } from './window.ts'
import { leaveWorkspace } from './workspace.ts'

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
    if (before && before.activeId !== state.activeId) leaveWorkspace()
    const { period, compare } = state.preferences
    // Each window has its own: the last one chosen is for those that begin anew.
    if (!before && isNewWindow()) useView.setState({ period, compare })
    // Most hints tell of what this window did by itself: nothing is drawn again for that.
    const isSame = before !== null && JSON.stringify(before) === JSON.stringify(state)
    useApp.setState(isSame ? { failure: null } : { state, failure: null })
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
  const stops = (['app.changed', 'preferences.changed'] as const).map((event) =>
    onEvent(event, () => void refreshApp()),
  )
  return () => stops.forEach((stop) => stop())
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

/** The window's own already changed; that it is not remembered on the main side is no reason to stop a person. */
const choose = (chosen: Partial<Pick<Preferences, 'period' | 'compare'>>): void => {
  useView.setState(chosen)
  // Past the state of the app, of which nothing in this window is drawn.
  call('app.setPreferences', chosen).catch(() => undefined)
}

/** What is shown with these days. Hours are compared for today only: what is compared by hour is compared with the days before then. */
export const viewWith = (period: Period): { readonly period: Period; readonly compare: Comparison | null } => {
  const { compare } = useView.getState()
  return { period, compare: isByHour(compare) && period !== 'today' ? 'previous' : compare }
}

export const setPeriod = (period: Period): void => {
  const { compare } = viewWith(period)
  choose(compare === useView.getState().compare ? { period } : { period, compare })
}

export const setCompare = (compare: Comparison | null): void => choose({ compare })

/** Null: no workspace is open. */
export const activeWorkspace = (state: AppState | null): Workspace | null =>
  state?.workspaces.find(({ id }) => id === state.activeId) ?? null
