import type { z } from 'zod'
import { appCalls } from './app.ts'
import { askedCalls } from './asked.ts'
import { differenceCalls } from './difference.ts'
import { exportCalls } from './exports.ts'
import { figuresCalls } from './figures.ts'
import { keptCalls } from './kept.ts'
import { tableCalls } from './table.ts'
import { ratesCalls } from './rates.ts'
import { pictureCalls } from './pictures.ts'
import { seriesCalls } from './series.ts'
import { silentCalls } from './silent.ts'
import { signInCalls } from './sign-in.ts'
import { timelineCalls } from './timeline.ts'
import { upkeepCalls } from './upkeep.ts'
import { editCalls } from './edits.ts'
import { workCalls } from './work.ts'
import type { Room, SelectedKind } from '../domain/rooms.ts'
import type { ErrorCode, ErrorData } from '../errors.ts'

/** Everything the window may ask of the main side. The only table: handlers, the bridge and test helpers derive from it. */
export const CALLS = {
  ...appCalls,
  ...signInCalls,
  ...figuresCalls,
  ...askedCalls,
  ...seriesCalls,
  ...pictureCalls,
  ...workCalls,
  ...editCalls,
  ...keptCalls,
  ...tableCalls,
  ...ratesCalls,
  ...timelineCalls,
  ...silentCalls,
  ...differenceCalls,
  ...upkeepCalls,
  ...exportCalls,
} as const

export type CallName = keyof typeof CALLS
export type Input<Name extends CallName> = z.input<(typeof CALLS)[Name]['input']>
/** What a handler receives: checked and trimmed. */
export type Checked<Name extends CallName> = z.output<(typeof CALLS)[Name]['input']>
export type Output<Name extends CallName> =
  Exclude<(typeof CALLS)[Name]['output'], undefined> extends never
    ? void
    : Exclude<(typeof CALLS)[Name]['output'], undefined>

/** Missing and extra handlers do not compile. */
export type Handlers = { readonly [Name in CallName]: (input: Checked<Name>) => Promise<Output<Name>> | Output<Name> }

/** The only answer that crosses IPC. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly data: ErrorData }

/**
 * Events are hints of what changed; the window asks again for what it shows. `app.open` asks the window to go to
 * a room (from the tray or a notification).
 */
export interface Events {
  /** Workspaces: which there are, which is open, and what is said of them. */
  'app.changed': null
  'preferences.changed': null
  'status.changed': null
  'accounts.changed': null
  /** Campaigns or their figures. */
  'figures.changed': null
  'alerts.changed': null
  'strategies.changed': null
  'suggestions.changed': null
  'edits.changed': null
  /** A check of it began, went on or came to an end. */
  'journal.changed': null
  /** Meta's log of who changed what was read again. */
  'activities.changed': null
  /** What others changed, or what of it was looked at. */
  'silent.changed': null
  /** Saved views, metrics, targets, tags. */
  'kept.changed': null
  /** Exchange rates, or how their provider stands. */
  'rates.changed': null
  'sync.changed': null
  /** Files being written, and how far they are. */
  'exports.changed': null
  /** `kind`: what the room selects where it is not said. */
  'app.open': { readonly room: Room; readonly id: string | null; readonly kind?: SelectedKind }
  /** A link from outside leads nowhere that is known. */
  'app.linkRefused': null
}
export type EventName = keyof Events

/** What the preload puts on `window.buydesk`: two functions that never grow. */
export interface Bridge {
  invoke<Name extends CallName>(name: Name, input: Input<Name>): Promise<Answer<Output<Name>>>
  on(listener: <Name extends EventName>(name: Name, detail: Events[Name]) => void): () => void
}
