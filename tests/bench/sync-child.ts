// The first of all, as in the program itself.
import '../../src/main/young-heap.ts'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../src/main/app.ts'
import { createHttp } from '../../src/main/http.ts'
import type { Http, Ports, StoredSettings } from '../../src/main/ports.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET } from '../../src/sandbox/demo-app.ts'
import { DEFAULT_PREFERENCES } from '../../src/shared/domain/connection.ts'
import { createRealClock } from '../clock-real.ts'
import type { Asked, Order, Synced } from './sync-messages.ts'

/** The whole core without a window, on the real clock: signs in, watches every account, syncs once and ends. */

const SAMPLE_MS = 20

/** Everything that the core is given by the world, of which a sync needs the clock, the network, files and a keychain. */
const portsFor = (url: string, dataDir: string, http: Http): Ports => {
  const kept = new Map<string, string>()
  let settings: StoredSettings = {
    workspaces: [],
    activeId: null,
    preferences: { ...DEFAULT_PREFERENCES, historyMonths: 0 },
  }
  return {
    clock: createRealClock(),
    ids: { random: () => randomBytes(16).toString('base64url') },
    http,
    vault: {
      state: async () => 'ready',
      allowMemory: () => undefined,
      get: async (key) => kept.get(key) ?? null,
      set: async (key, value) => void kept.set(key, value),
      delete: async (key) => void kept.delete(key),
    },
    settings: {
      read: () => settings,
      write: (next) => {
        settings = next
      },
      problems: [],
    },
    shell: {
      notify: () => undefined,
      tray: () => undefined,
      showWindow: () => undefined,
      newWindow: () => undefined,
      openExternal: async () => undefined,
      saveFile: async () => null,
      reveal: () => undefined,
      copyPicture: async () => undefined,
      quit: () => undefined,
    },
    printer: () => Promise.reject(new Error('nothing is printed here')),
    printDialog: null,
    signInWindow: { open: async () => ({ kind: 'closed' }), close: () => undefined },
    meta: { graphUrl: url, dialogUrl: url, loginOrigins: [url], ratesUrl: `${url}/rates`, graphVersion: 'v26.0' },
    startSandbox: () => Promise.reject(new Error('the sandbox is in a process of its own')),
    demoApp: { id: DEMO_APP_ID, secret: DEMO_APP_SECRET },
    power: { onSuspend: () => () => undefined, onResume: () => () => undefined },
    log: {
      write: (level, message, data) => {
        if (level === 'error') console.error(message, data)
      },
    },
    emit: () => undefined,
    dataDir,
    dataThread: new URL('../../out/main/data-thread.js', import.meta.url),
    version: '0.0.0',
    host: 'chromium',
    systemLocale: 'en-US',
  }
}

const memoryDuring = async <T>(work: () => Promise<T>) => {
  const base = process.memoryUsage.rss()
  let peak = base
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const timer = setInterval(look, SAMPLE_MS)
  try {
    const value = await work()
    look()
    return { value, base, peak }
  } finally {
    clearInterval(timer)
  }
}

const syncOnce = async ({ url, token, days }: Order): Promise<Synced> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'buydesk-bench-sync-'))
  const asked: Asked[] = []
  let underWay = 0
  let atOnce = 0
  const real = createHttp(fetch)
  const app = createApp(
    portsFor(url, dataDir, async (request) => {
      const { method, headers, body } = request
      asked.push({ method, url: request.url, headers, ...(body === undefined ? {} : { body }) })
      underWay += 1
      atOnce = Math.max(atOnce, underWay)
      try {
        return await real(request)
      } finally {
        underWay -= 1
      }
    }),
  )
  await app.start()
  try {
    await app.handlers['signIn.pasteToken']({ token })
    const { rows } = await app.handlers['accounts.list'](undefined)
    await app.handlers['accounts.watch']({ ids: rows.map(({ id }) => id), watched: true })
    asked.length = 0
    atOnce = 0
    const start = performance.now()
    const { value, base, peak } = await memoryDuring(async () => app.handlers['sync.run']({ days }))
    const seconds = (performance.now() - start) / 1000
    return { run: value, seconds, base, peak, asked: [...asked], atOnce }
  } finally {
    await app.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

process.once('message', (order: Order) => {
  syncOnce(order)
    .then((synced) => process.send?.(synced, () => process.disconnect()))
    .catch((error: unknown) => {
      console.error(error)
      process.exitCode = 1
      process.disconnect()
    })
})
