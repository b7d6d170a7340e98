import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * `node host/main.ts <folder of the application> [arguments]`: what `electron <folder> [arguments]` does, on Node and
 * Chromium. The application's bundles are the unchanged ones; only the module `electron` is another.
 */
const [, , folder = '.', ...args] = process.argv
const appFolder = resolve(folder)
process.argv = [process.execPath, appFolder, ...args]

const standIn = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, format: 'module', shortCircuit: true } : next(specifier, context),
})

const manifest = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as { main: string }
const { app } = await import('./electron.ts')
// As in Electron, the application is read first and `ready` comes after.
await import(pathToFileURL(join(appFolder, manifest.main)).href)
app.hostTellReady()
// An application without a window waits in its tray; Node alone would end when nothing is left to do.
setInterval(() => undefined, 2 ** 30)
