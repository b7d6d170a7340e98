import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Store from 'electron-store'
import { z } from 'zod'
import { DEFAULT_ALERT_RULES } from '../../shared/domain/alerts.ts'
import { DEFAULT_PREFERENCES, LOCALES, THEMES } from '../../shared/domain/connection.ts'
import { period } from '../../shared/contract/define.ts'
import { comparison } from '../../shared/contract/table.ts'
import { currency } from '../../shared/contract/rates.ts'
import { KINDS, MOST_MONTHS } from '../../shared/domain/upkeep.ts'
import type { Kind } from '../../shared/domain/upkeep.ts'
import { AppError } from '../../shared/errors.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Settings, StoredSettings } from '../ports.ts'
import { FRANKFURTER_URL } from '../rates/frankfurter.ts'

const alertRule = z.object({
  kind: z.literal('spendWithoutResult'),
  enabled: z.boolean(),
  openShare: z.number(),
  resolveShare: z.number(),
  minimumSpend: z.int(),
})
const id = z.string().min(1).max(64)
const minutes = z.int().min(1).max(10_080)
const optionalId = z.string().max(64).nullable()

/** What is newer than the file it is read from takes its default; what is there must have its shape. */
const storedSettings = z.object({
  workspaces: z.array(
    z.object({
      id,
      name: z.string(),
      kind: z.enum(['meta', 'demo']),
      setup: z.enum(['signIn', 'accounts', 'done']),
      signInBy: z.enum(['dialog', 'token']).default('dialog'),
      personName: z.string().nullable(),
      personId: z.string().max(64).optional(),
      graphUrl: z.url(),
      dialogUrl: z.url(),
      ratesUrl: z.url({ protocol: /^https?$/ }).default(FRANKFURTER_URL),
      graphVersion: z.string().regex(/^v\d+\.\d+$/),
      appId: optionalId,
      configId: optionalId,
      alertRules: z.array(alertRule).default([...DEFAULT_ALERT_RULES]),
      pollingPaused: z.boolean(),
      backfillPaused: z.boolean().default(false),
      demo: z.object({ online: z.boolean(), speed: z.number() }).nullable(),
    }),
  ),
  activeId: id.nullable(),
  preferences: z.object({
    locale: z.enum([...LOCALES, 'system']).default(DEFAULT_PREFERENCES.locale),
    theme: z.enum(THEMES).default(DEFAULT_PREFERENCES.theme),
    pollSeconds: z.int().min(15).max(600).default(DEFAULT_PREFERENCES.pollSeconds),
    closeToTray: z.boolean().default(DEFAULT_PREFERENCES.closeToTray),
    notifications: z.boolean().default(DEFAULT_PREFERENCES.notifications),
    period: period.default(DEFAULT_PREFERENCES.period),
    compare: comparison.nullable().default(DEFAULT_PREFERENCES.compare),
    historyMonths: z.int().min(0).max(MOST_MONTHS).default(DEFAULT_PREFERENCES.historyMonths),
    detailMonths: z.int().min(0).max(MOST_MONTHS).default(DEFAULT_PREFERENCES.detailMonths),
    maxAges: z
      .object(
        Object.fromEntries(KINDS.map((kind) => [kind, minutes.default(DEFAULT_PREFERENCES.maxAges[kind])])) as Record<
          Kind,
          z.ZodDefault<typeof minutes>
        >,
      )
      .default(DEFAULT_PREFERENCES.maxAges),
    reportingCurrency: currency.nullable().default(DEFAULT_PREFERENCES.reportingCurrency),
    readOnly: z.boolean().default(DEFAULT_PREFERENCES.readOnly),
    confirmAbove: z
      .object({ amount: z.int().min(1), currency })
      .nullable()
      .default(DEFAULT_PREFERENCES.confirmAbove),
  }),
})

const DEFAULTS: StoredSettings = { workspaces: [], activeId: null, preferences: DEFAULT_PREFERENCES }

const REFUSED: Readonly<Record<string, 'diskFull' | 'databaseReadOnly'>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EACCES: 'databaseReadOnly',
  EPERM: 'databaseReadOnly',
  EROFS: 'databaseReadOnly',
}
/** What the disk did, by the name people are told. */
const named = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? REFUSED[String(error.code)] : undefined
  return code === undefined ? error : new AppError(code, { file: 'settings.json' }, { cause: error })
}

/**
 * `settings.json` in `folder`. One that cannot be understood is kept as `settings.broken-<n>.json` and the defaults are
 * used; `problems` says so. `onWrite` hears of every change. Writing throws AppError diskFull, databaseReadOnly.
 */
export const createSettings = (folder: string, onWrite: (settings: StoredSettings) => void): Settings => {
  const file = join(folder, 'settings.json')
  const problems: Failure[] = []
  const open = (): Store<StoredSettings> =>
    new Store<StoredSettings>({ name: 'settings', cwd: folder, clearInvalidConfig: false })

  const setAside = (): void => {
    let n = 1
    while (existsSync(join(folder, `settings.broken-${n}.json`))) n += 1
    renameSync(file, join(folder, `settings.broken-${n}.json`))
    problems.push({ code: 'settingsBroken', data: { file: `settings.broken-${n}.json` } })
  }
  const openChecked = (): { store: Store<StoredSettings>; settings: StoredSettings } => {
    if (!existsSync(file)) return { store: open(), settings: DEFAULTS }
    try {
      const store = open()
      const checked = storedSettings.safeParse(store.store)
      if (checked.success) return { store, settings: checked.data }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
    setAside()
    return { store: open(), settings: DEFAULTS }
  }

  const { store, settings } = openChecked()
  let current = settings
  return {
    read: () => current,
    write: (next) => {
      try {
        store.store = next
      } catch (error) {
        throw named(error)
      }
      current = next
      onWrite(next)
    },
    problems,
  }
}
