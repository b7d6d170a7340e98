import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Comparison, Period } from '../../shared/domain/periods.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import type { Room, Selected } from '../../shared/domain/rooms.ts'
import { storeKey } from './window.ts'
import { onLeave } from './workspace.ts'

export interface Sort {
  readonly by: string
  readonly direction: 'ascending' | 'descending'
}

interface ViewState {
  readonly room: Room
  /** Kept in the preferences on the main side too (`setPeriod` in stores/app.ts), for the tray. */
  readonly period: Period
  /** What the period is compared with; null: nothing. Kept as the period is. */
  readonly compare: Comparison | null
  /** Empty: all watched accounts. */
  readonly accountIds: readonly AccountId[]
  /** What the inspector shows; null: nothing. */
  readonly selected: Selected | null
  /** By room: the text of its filter, its chosen statuses, its sort. */
  readonly filters: Readonly<Record<string, string>>
  readonly statuses: Readonly<Record<string, readonly string[]>>
  readonly sorts: Readonly<Record<string, Sort>>
  /** By room: its open tab. */
  readonly tabs: Readonly<Record<string, string>>
  readonly railCollapsed: boolean
  /** Pixels. */
  readonly inspectorWidth: number
}

interface ViewActions {
  go(room: Room, selected?: Selected | null): void
  select(selected: Selected | null): void
  setAccountIds(ids: readonly AccountId[]): void
  setFilter(room: string, text: string): void
  setStatuses(room: string, statuses: readonly string[]): void
  setSort(room: string, sort: Sort): void
  setTab(room: string, tab: string): void
  setRailCollapsed(collapsed: boolean): void
  setInspectorWidth(width: number): void
}

export const INSPECTOR_WIDTH = { least: 280, most: 720, usual: 360 } as const

export const useView = create<ViewState & ViewActions>()(
  persist(
    (set) => ({
      room: 'overview',
      period: 'today',
      compare: null,
      accountIds: [],
      selected: null,
      filters: {},
      statuses: {},
      sorts: {},
      tabs: {},
      railCollapsed: false,
      inspectorWidth: INSPECTOR_WIDTH.usual,

      go: (room, selected = null) => set({ room, selected }),
      select: (selected) => set({ selected }),
      setAccountIds: (accountIds) => set({ accountIds }),
      setFilter: (room, text) => set(({ filters }) => ({ filters: { ...filters, [room]: text } })),
      setStatuses: (room, chosen) => set(({ statuses }) => ({ statuses: { ...statuses, [room]: chosen } })),
      setSort: (room, sort) => set(({ sorts }) => ({ sorts: { ...sorts, [room]: sort } })),
      setTab: (room, tab) => set(({ tabs }) => ({ tabs: { ...tabs, [room]: tab } })),
      setRailCollapsed: (railCollapsed) => set({ railCollapsed }),
      setInspectorWidth: (width) =>
        set({ inspectorWidth: Math.round(Math.min(INSPECTOR_WIDTH.most, Math.max(INSPECTOR_WIDTH.least, width))) }),
    }),
    {
      name: storeKey('view'),
      version: 1,
      partialize: ({
        room,
        period,
        compare,
        accountIds,
        selected,
        filters,
        statuses,
        sorts,
        tabs,
        railCollapsed,
        inspectorWidth,
      }) => ({
        room,
        period,
        compare,
        accountIds,
        selected,
        filters,
        statuses,
        sorts,
        tabs,
        railCollapsed,
        inspectorWidth,
      }),
    },
  ),
)

// What was chosen in the last one does not exist there.
onLeave(() => useView.setState({ accountIds: [], selected: null, filters: {}, statuses: {} }))
