import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What only the benches need has a package of its own, so that `npm ci` of the project stays small. */
const FOLDER = fileURLToPath(new URL('.', import.meta.url))

const install = (): void => {
  if (existsSync(`${FOLDER}node_modules/.package-lock.json`)) return
  console.log('installing what is compared with')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: 'inherit' })
  if (status !== 0) throw new Error('the packages of tests/bench could not be installed')
}

/** Where a file of one of its packages lies. */
export const pathOfExtra = (name: string): string => {
  install()
  return createRequire(`${FOLDER}package.json`).resolve(name)
}
/** One of its packages; the type is the caller's word for what it uses of it. */
export const loadExtra = async <Module>(name: string): Promise<Module> =>
  (await import(pathToFileURL(pathOfExtra(name)).href)) as Module
