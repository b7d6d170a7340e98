import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import type { Birth, ToChild, ToParent } from './messages.ts'
import { DEFAULT_PREFERENCES } from '../../src/shared/domain/connection.ts'
import { SETTLED_DAYS } from './span.ts'

/** The core in a process of its own, on the parent's time: it is killed without a word every few hours. */

const PATIENCE_MS = 1500

const say = (message: ToParent): void => void process.send?.(message)
let world: World | null = null
const goes: (() => void)[] = []

const open = async ({ dir, graphUrl, now, pollSeconds, settings, secrets }: Birth): Promise<void> => {
  world = await createTestApp({
    dir,
    now,
    secrets: new Map(secrets),
    settings: settings ?? {
      preferences: {
        ...DEFAULT_PREFERENCES,
        pollSeconds,
        historyMonths: SETTLED_DAYS / 30,
        detailMonths: SETTLED_DAYS / 30,
      },
    },
    meta: {
      graphUrl,
      dialogUrl: graphUrl,
      loginOrigins: [graphUrl],
      ratesUrl: `${graphUrl}/rates`,
      graphVersion: 'v26.0',
    },
    kept: (next, kept) => say({ kind: 'kept', settings: next, secrets: [...kept] }),
    http: (real) => async (request) => {
      // The sandbox's clock follows this one: whatever is asked is asked at that moment.
      await new Promise<void>((resolve) => {
        goes.push(resolve)
        say({ kind: 'tick', now: world?.clock.now() ?? now })
      })
      // An answer that never comes is given up in real time: sooner here, so that days pass in minutes.
      return real({ ...request, timeoutMs: Math.min(request.timeoutMs, PATIENCE_MS) })
    },
  })
}

const signIn = async (token: string): Promise<void> => {
  if (!world) return
  const { workspaces } = await world.call('app.state')
  for (let tried = 1; ; tried++) {
    try {
      await world.call('signIn.pasteToken', { token })
      break
    } catch (error) {
      // The faults do not spare a person who signs in, who tries again a little later.
      if (tried === 20) throw error
      await world.advance(5 * 60_000)
    }
  }
  if (workspaces.some(({ setup }) => setup === 'done')) return
  const { rows } = await world.call('accounts.list')
  await world.call('accounts.watch', { ids: rows.map(({ id }) => id), watched: true })
  await world.call('workspaces.finishSetup')
}

const answer = async (message: ToChild): Promise<void> => {
  switch (message.kind) {
    case 'born':
      await open(message.birth)
      return say({ kind: 'ready' })
    case 'signIn':
      await signIn(message.token)
      return say({ kind: 'signedIn' })
    case 'advance': {
      await world?.advance(message.until - world.clock.now())
      globalThis.gc?.()
      const { heapUsed, rss } = process.memoryUsage()
      return say({ kind: 'advanced', now: world?.clock.now() ?? 0, heap: heapUsed, rss })
    }
    case 'settle': {
      if (!world) return
      await world.call('sync.setPaused', { paused: true })
      await world.quiet()
      const run = await world.call('sync.run', { days: message.days })
      return say({ kind: 'settled', run, history: await world.call('sync.history', { limit: 500 }) })
    }
    case 'end':
      await world?.dispose()
      return process.disconnect()
    case 'go':
  }
}

process.on('message', (message: ToChild) => {
  if (message.kind === 'go') return goes.shift()?.()
  answer(message).catch((error: unknown) =>
    say({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
