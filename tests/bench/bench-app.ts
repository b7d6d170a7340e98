import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfNeeded } from '../../scripts/build-if-needed.ts'
import type { StoredSettings } from '../../src/main/ports.ts'
import { DEFAULT_ALERT_RULES } from '../../src/shared/domain/alerts.ts'
import { DEFAULT_PREFERENCES } from '../../src/shared/domain/connection.ts'
import { launchApp } from '../e2e/launch.ts'
import type { Launched } from '../e2e/launched.ts'

const WORKSPACE = 'bench'

/** As of a workspace that was set up and read; its address need not answer. */
export const settingsOf = (url: string): StoredSettings => ({
  workspaces: [
    {
      id: WORKSPACE,
      name: 'Bench',
      kind: 'meta',
      setup: 'done',
      signInBy: 'dialog',
      personName: 'Bench',
      graphUrl: url,
      dialogUrl: url,
      ratesUrl: `${url}/rates`,
      graphVersion: 'v26.0',
      appId: null,
      configId: null,
      alertRules: DEFAULT_ALERT_RULES,
      backfillPaused: true,
      pollingPaused: false,
      demo: null,
    },
  ],
  activeId: WORKSPACE,
  preferences: { ...DEFAULT_PREFERENCES, period: 'last30d' },
})

/** Where a data folder has the workspace's database. */
export const databaseIn = (dataDir: string): string => join(dataDir, 'data', `${WORKSPACE}.sqlite`)

/** An empty data folder; gone after `use`. */
export const withFolder = async <T>(use: (dataDir: string) => Promise<T>): Promise<T> => {
  if (!buildIfNeeded()) throw new Error('the build failed')
  const dataDir = mkdtempSync(join(tmpdir(), 'buydesk-bench-app-'))
  try {
    return await use(dataDir)
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** One as of a workspace that was set up, with a copy of this database; null: nothing was read yet. */
export const withBenchFolder = <T>(file: string | null, use: (dataDir: string) => Promise<T>): Promise<T> =>
  withFolder((dataDir) => {
    mkdirSync(join(dataDir, 'data'))
    if (file !== null) cpSync(file, databaseIn(dataDir))
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settingsOf('http://127.0.0.1:9')))
    return use(dataDir)
  })

/** The built application on a data folder, its window showing what these stores remember. */
export const withBenchApp = async <T>(
  dataDir: string,
  remembered: Readonly<Record<string, object>>,
  use: (app: Launched) => Promise<T>,
): Promise<T> => {
  const app = await launchApp({ dataDir })
  try {
    // Before the stores read it: what the first page says meanwhile is not kept.
    await app.page.addInitScript((stores) => {
      for (const [name, state] of Object.entries(stores))
        localStorage.setItem(name, JSON.stringify({ state, version: 1 }))
    }, remembered)
    await app.page.reload()
    return await use(app)
  } finally {
    await app.close()
  }
}
