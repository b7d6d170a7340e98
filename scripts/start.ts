import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findChromium, hasDisplay } from '../host/find-chromium.ts'
import { buildIfNeeded } from './build-if-needed.ts'
import { electronBinary, tryToGetElectron } from './electron-binary.ts'

/**
 * `npm start` and `npm run sync`: the built application on Electron, or on a Chromium of this machine where Electron's
 * binary cannot be had. A sync shows nothing, so it needs neither a display nor a browser.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)
const windowless = args.includes('--sync')

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const choose = (): { command: string; args: string[] } | number => {
  const onChromium = {
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('../host/main.ts', import.meta.url)), ROOT],
  }
  if (windowless) {
    const electron = hasDisplay() ? electronBinary() : null
    return electron === null ? onChromium : { command: electron, args: [ROOT] }
  }
  if (!hasDisplay()) {
    say(
      'Buydesk needs a display to show its window, and this machine has none. "npm run demo" shows it at work without one.',
    )
    return 2
  }
  const electron = electronBinary() ?? tryToGetElectron(10_000)
  if (electron !== null) {
    say('Running on Electron.')
    return { command: electron, args: [ROOT] }
  }
  const chromium = findChromium()
  if (chromium === null) {
    say(
      "Electron's binary could not be downloaded and no Chromium was found. Install Chromium, Chrome or Edge (on Debian: apt-get install chromium), then start again.",
    )
    return 2
  }
  say(
    `Running on Chromium (${chromium}), since Electron's binary could not be downloaded: no tray icon and no notifications there.`,
  )
  return onChromium
}

if (!buildIfNeeded()) process.exit(1)
const chosen = choose()
if (typeof chosen === 'number') process.exit(chosen)
const child = spawn(chosen.command, [...chosen.args, ...args], { stdio: 'inherit', cwd: process.cwd() })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  say(`${chosen.command} could not be started: ${error.message}`)
  process.exit(1)
})
child.on('exit', (code) => process.exit(code ?? 1))
