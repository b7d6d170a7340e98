import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGE = fileURLToPath(new URL('../node_modules/electron/', import.meta.url))

/** Path of Electron's own binary where it has been downloaded; null otherwise. Never downloads. */
export const electronBinary = (): string | null => {
  if (process.env['BUYDESK_HOST'] === 'chromium') return null
  try {
    const name = readFileSync(`${PACKAGE}path.txt`, 'utf8').trim()
    const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? `${PACKAGE}dist`
    return existsSync(`${folder}/${name}`) ? `${folder}/${name}` : null
  } catch {
    return null
  }
}

const TRIED = fileURLToPath(new URL('../node_modules/.cache/buydesk/electron-tried', import.meta.url))
const DAY_MS = 86_400_000

/**
 * Tries once to get it, quietly and not for long: networks that keep the release server out are common. A try that
 * failed is not repeated for a day, so that the next start does not wait for it.
 */
export const tryToGetElectron = (milliseconds: number): string | null => {
  if (process.env['BUYDESK_HOST'] === 'chromium') return null
  const triedAt = statSync(TRIED, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - triedAt < DAY_MS) return null
  spawnSync(process.execPath, [`${PACKAGE}install.js`], {
    stdio: 'ignore',
    timeout: milliseconds,
    killSignal: 'SIGKILL',
  })
  const binary = electronBinary()
  if (binary === null) {
    mkdirSync(dirname(TRIED), { recursive: true })
    writeFileSync(TRIED, '')
  }
  return binary
}
