import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach } from 'vitest'
import { launchApp } from './launch.ts'
import { ROOT } from './launched.ts'
import type { Launched } from './launched.ts'

const OUT = join(ROOT, 'test-out')
const ENGLISH = { LC_ALL: 'en_US.UTF-8', LANGUAGE: 'en_US' }

/** A data folder of its own, in which the application is started, ended and started again. */
export interface Home {
  readonly dir: string
  /** In English unless `env` says otherwise; only one at a time. */
  launch(env?: Readonly<Record<string, string>>, args?: readonly string[]): Promise<Launched>
  /** Ends what still runs and removes the folder. */
  dispose(): Promise<void>
}

export const createHome = (): Home => {
  const dir = mkdtempSync(join(tmpdir(), 'buydesk-e2e-'))
  let running: Launched | null = null
  return {
    dir,
    launch: async (env = {}, args = []) => {
      running = await launchApp({ dataDir: dir, args, env: { ...ENGLISH, ...env } })
      running.page.setDefaultTimeout(20_000)
      return running
    },
    dispose: async () => {
      // Not killed: a browser that outlives it for a moment would write into the folder again.
      await running?.close()
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** `test-out/<name>.png`, to look at. */
export const picture = async ({ page }: Launched, name: string): Promise<void> => {
  mkdirSync(OUT, { recursive: true })
  await page.screenshot({ path: join(OUT, `${name}.png`) })
}

/** Leaves a picture of the window as it was when a test of this file failed. */
export const pictureOnFailure = (app: () => Launched | undefined): void => {
  beforeEach(({ task, onTestFailed }) =>
    onTestFailed(async () => {
      const open = app()
      if (!open) return
      await picture(open, `failed-${task.name.replaceAll(/\W+/g, '-').slice(0, 60)}`).catch(() => undefined)
      process.stderr.write(open.output().slice(-2000))
    }),
  )
}
