import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json']
const BUNDLES = [
  'out/main/index.js',
  'out/main/data-thread.js',
  'out/main/sandbox-thread.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
]

const timesUnder = (path: string): number[] => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [found.mtimeMs]
  return [found.mtimeMs, ...readdirSync(path).flatMap((name) => timesUnder(join(path, name)))]
}

/** Whether a bundle is missing or older than what it is made from. */
const isStale = (): boolean => {
  const built = BUNDLES.map((path) => timesUnder(join(ROOT, path))[0])
  const oldest = built.reduce<number>((least, time) => Math.min(least, time ?? 0), Number.POSITIVE_INFINITY)
  return Math.max(...SOURCES.flatMap((path) => timesUnder(join(ROOT, path)))) > oldest
}

/** Builds when needed; answers whether the bundles are there. The build speaks only when it fails. */
export const buildIfNeeded = (): boolean => {
  if (!isStale()) return true
  process.stdout.write('Building Buydesk…\n')
  const cli = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const build = spawnSync(process.execPath, [cli, 'build'], { cwd: ROOT, encoding: 'utf8' })
  if (build.status === 0) return true
  process.stderr.write(`${build.stdout}${build.stderr}\nThe build failed; the reason is above.\n`)
  return false
}

if (import.meta.main) process.exitCode = buildIfNeeded() ? 0 : 1
