import { LEVELS } from './objects.ts'

/** The rooms of the window, in the order of its rail. */
export const ROOMS = [
  'overview',
  'campaigns',
  'alerts',
  'suggestions',
  'strategies',
  'edits',
  'timeline',
  'reports',
  'accounts',
  'health',
  'settings',
] as const
export type Room = (typeof ROOMS)[number]
export const isRoom = (word: string): word is Room => (ROOMS as readonly string[]).includes(word)

/** What can be selected, with the shape of its ids. */
const OBJECT = /^[1-9]\d{0,24}$/
const OWN = /^[A-Za-z0-9_-]{1,64}$/
export const ID_SHAPES = {
  campaign: OBJECT,
  adset: OBJECT,
  ad: OBJECT,
  account: /^act_[1-9]\d{0,24}$/,
  alert: OWN,
  suggestion: OWN,
  strategy: OWN,
  edit: OWN,
  /** Of edits. */
  set: OWN,
  run: OWN,
  report: OWN,
  /** Of the timeline: what happened, as `domain/timeline.ts` names it. */
  entry: /^[a-z]+:[A-Za-z0-9_:-]{1,180}$/,
} as const
export type SelectedKind = keyof typeof ID_SHAPES

/** What the inspector shows. */
export interface Selected {
  readonly kind: SelectedKind
  readonly id: string
}

/** What each room selects; null: nothing that can be named from outside. */
export const KIND_OF: Readonly<Record<Room, SelectedKind | null>> = {
  overview: 'campaign',
  campaigns: 'campaign',
  alerts: 'alert',
  suggestions: 'suggestion',
  strategies: 'strategy',
  edits: 'edit',
  timeline: 'entry',
  reports: 'report',
  accounts: 'account',
  health: 'run',
  settings: null,
}

/** All that a room selects: the tables have a kind a level. */
export const kindsOf = (room: Room): readonly SelectedKind[] => {
  const kind = KIND_OF[room]
  if (room === 'campaigns') return LEVELS
  if (room === 'edits') return ['edit', 'set']
  return kind === null ? [] : [kind]
}
