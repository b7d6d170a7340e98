import type { LucideIcon } from 'lucide-react'
import {
  Activity,
  Bell,
  Building2,
  CalendarClock,
  FileChartColumn,
  FolderTree,
  History,
  LayoutDashboard,
  Lightbulb,
  Settings,
  ShieldCheck,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { Room } from '../../../shared/domain/rooms.ts'
import { ROOMS } from '../../../shared/domain/rooms.ts'

const modules = import.meta.glob<Readonly<Record<string, ComponentType>>>('../*/index.tsx', { eager: true })

/** A room is `features/<room>/index.tsx` exporting `<Room>Room`. */
const componentOf = (room: Room): ComponentType | undefined =>
  modules[`../${room}/index.tsx`]?.[`${room[0]?.toUpperCase()}${room.slice(1)}Room`]

interface Place {
  readonly icon: LucideIcon
  /** After `G`. */
  readonly key: string
}

export const PLACES: Readonly<Record<Room, Place>> = {
  overview: { icon: LayoutDashboard, key: 'O' },
  campaigns: { icon: FolderTree, key: 'C' },
  alerts: { icon: Bell, key: 'A' },
  suggestions: { icon: Lightbulb, key: 'S' },
  strategies: { icon: ShieldCheck, key: 'T' },
  edits: { icon: History, key: 'E' },
  timeline: { icon: CalendarClock, key: 'L' },
  reports: { icon: FileChartColumn, key: 'R' },
  accounts: { icon: Building2, key: 'U' },
  health: { icon: Activity, key: 'H' },
  settings: { icon: Settings, key: 'P' },
}

/** Only rooms that are there. */
export const ROOM_COMPONENTS: ReadonlyMap<Room, ComponentType> = new Map(
  ROOMS.flatMap((room) => {
    const component = componentOf(room)
    return component ? [[room, component] as const] : []
  }),
)
