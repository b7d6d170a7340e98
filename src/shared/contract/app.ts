import { z } from 'zod'
import type { KeychainState, Preferences, Status, Workspace } from '../domain/connection.ts'
import { LOCALES, THEMES } from '../domain/connection.ts'
import { KINDS, MOST_MONTHS } from '../domain/upkeep.ts'
import type { Kind } from '../domain/upkeep.ts'
import type { Failure } from '../errors.ts'
import { currency } from './rates.ts'
import { call, localId, micros, nothing, period, text } from './define.ts'
import { comparison } from './table.ts'

export interface AppState {
  readonly version: string
  readonly host: 'electron' | 'chromium'
  /** There is a dialog of the system to print with. */
  readonly canPrint: boolean
  readonly workspaces: readonly Workspace[]
  /** Null: none yet, the window shows the first screen. */
  readonly activeId: string | null
  readonly preferences: Preferences
  /** BCP 47 tag of the operating system, for `locale: system`. */
  readonly systemLocale: string
  readonly keychain: KeychainState
  /** What was wrong at start and how it was dealt with, e.g. settings that were not JSON. */
  readonly notices: readonly Failure[]
}

/** Pages outside that the window may open; the addresses are on the main side. */
const LINKS = ['metaApps', 'tokenTool', 'adsManager', 'billing'] as const
export type Link = (typeof LINKS)[number]

/** A minute to a week. */
const minutes = z.int().min(1).max(10_080)

export const appCalls = {
  'app.state': call<AppState>()(nothing),
  'app.status': call<Status>()(nothing),
  'app.setPreferences': call<Preferences>()(
    z
      .object({
        locale: z.enum([...LOCALES, 'system']),
        theme: z.enum(THEMES),
        pollSeconds: z.int().min(15).max(600),
        closeToTray: z.boolean(),
        notifications: z.boolean(),
        period,
        compare: comparison.nullable(),
        historyMonths: z.int().min(0).max(MOST_MONTHS),
        detailMonths: z.int().min(0).max(MOST_MONTHS),
        reportingCurrency: currency.nullable(),
        readOnly: z.boolean(),
        confirmAbove: z.object({ amount: micros.min(1), currency }).nullable(),
        maxAges: z.object(Object.fromEntries(KINDS.map((kind) => [kind, minutes])) as Record<Kind, typeof minutes>),
      })
      .partial(),
  ),
  'app.dismissNotices': call<void>()(nothing),
  /** `objectId`: the campaign or account to open there, where the page takes one. */
  'app.openLink': call<void>()(
    z.object({ link: z.enum(LINKS), accountId: text(32).optional(), objectId: text(32).optional() }),
  ),
  /** Another window, with the view of the window `from`. */
  'app.newWindow': call<void>()(z.object({ from: localId })),
  'app.quit': call<void>()(nothing),
  'workspaces.switch': call<void>()(z.object({ id: localId })),
  'workspaces.rename': call<void>()(z.object({ id: localId, name: z.string().trim().min(1).max(80) })),
  /** Ends set-up; the accounts chosen so far are watched. */
  'workspaces.finishSetup': call<void>()(nothing),
  /** Revokes the grant, deletes the secrets; the cache is kept or deleted as asked. */
  'workspaces.disconnect': call<void>()(z.object({ id: localId, keepCache: z.boolean() })),
} as const
