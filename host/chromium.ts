import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectPipe } from './cdp.ts'
import type { Cdp } from './cdp.ts'
import { findChromium, hasDisplay } from './find-chromium.ts'

export interface Chromium {
  readonly cdp: Cdp
  readonly headless: boolean
  /** Address for a second DevTools client; only where `port` was asked for. */
  readonly endpoint: string | null
  close(): Promise<void>
}

const FLAGS = [
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter,OptimizationHints,GlobalMediaControls',
  '--disable-extensions',
  '--disable-search-engine-choice-screen',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--password-store=basic',
  '--force-color-profile=srgb',
  '--disable-dev-shm-usage',
]

interface Started {
  readonly chromium: Chromium | null
  readonly said: string
}

const startOnce = async (path: string, profile: string, port: boolean): Promise<Started> => {
  const headless = !hasDisplay()
  const child = spawn(
    path,
    [
      ...FLAGS,
      `--user-data-dir=${profile}`,
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(port ? ['--remote-debugging-port=0'] : []),
      ...(headless ? ['--headless=new', '--hide-scrollbars', '--no-startup-window'] : ['--app=data:text/html,']),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  )
  let said = ''
  const { promise: endpoint, resolve: tellEndpoint } = Promise.withResolvers<string>()
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < 20_000) said += chunk.toString()
    const found = /DevTools listening on (ws:\S+)/.exec(said)
    if (found?.[1]) tellEndpoint(found[1])
  })
  const exited = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      said += error.message
      resolve()
    })
    child.on('exit', () => resolve())
  })
  const cdp = connectPipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const answered = await Promise.race([cdp.send('Browser.getVersion').catch(() => null), exited.then(() => null)])
  if (answered === null) return { chromium: null, said }
  return {
    chromium: {
      cdp,
      headless,
      endpoint: port ? await endpoint : null,
      close: async () => {
        await cdp.send('Browser.close').catch(() => undefined)
        await Promise.race([exited, sleep(5000, undefined, { ref: false })])
        child.kill('SIGKILL')
      },
    },
    said,
  }
}

/**
 * Starts Chromium on the profile folder `profile`. A Chromium of a host that was killed a moment ago may still be
 * giving that folder up, so an early exit is tried again.
 */
export const startChromium = async (profile: string, port: boolean): Promise<Chromium> => {
  const path = findChromium()
  if (path === null) {
    throw new Error(
      'No Chromium was found: install the package "chromium" (or Chrome, or Edge), or set BUYDESK_CHROMIUM to its path.',
    )
  }
  mkdirSync(profile, { recursive: true })
  let said = ''
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (attempt > 0) await sleep(500)
    const started = await startOnce(path, profile, port)
    if (started.chromium) return started.chromium
    said = started.said
  }
  throw new Error(`Chromium (${path}) did not start: ${said.trim().split('\n').slice(-5).join(' | ')}`)
}
