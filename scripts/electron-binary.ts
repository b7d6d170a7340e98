import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
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

/** Tries once to get it, quietly and not for long: networks that keep the release server out are common. */
export const tryToGetElectron = (milliseconds: number): string | null => {
  if (process.env['BUYDESK_HOST'] === 'chromium') return null
  spawnSync(process.execPath, [`${PACKAGE}install.js`], {
    stdio: 'ignore',
    timeout: milliseconds,
    killSignal: 'SIGKILL',
  })
  return electronBinary()
}
