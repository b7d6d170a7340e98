import { randomBytes } from 'node:crypto'
import { createApi } from './api.ts'
import { DEMO_SEED } from './demo-app.ts'
import { createDialog } from './dialog.ts'
import { createFaults } from './faults.ts'
import { createFigures } from './figures.ts'
import { createBatch } from './http/batch.ts'
import { createCallCounter } from './http/call-counter.ts'
import { createHandler } from './http/handler.ts'
import { createLoopback } from './http/loopback.ts'
import { createInsights } from './insights.ts'
import { createNodes } from './nodes.ts'
import { createOAuth } from './oauth.ts'
import { createLive, createState } from './state.ts'
import { adsOf } from './under.ts'
import { createUsage } from './usage.ts'
import { createWorld } from './world.ts'
import { createWrites } from './writes.ts'
import type { Fault } from './faults.ts'
import type { SandboxCalls } from './http/call-counter.ts'
import type { Tier } from './usage.ts'
import type { World, WorldSize } from './world.ts'

/** Meta's Graph and Marketing API on loopback: all parts of it, put together. */

export interface SandboxOptions {
  readonly seed?: number
  /** 0 takes any free one. */
  readonly port: number
  readonly host?: string
  /** Milliseconds since the epoch; may run faster than the real clock, never backwards. */
  readonly now: () => number
  /** Edits, revocations and used codes survive a restart in this file. */
  readonly stateFile?: string
  readonly size?: WorldSize
  readonly accessTier?: Tier
}

export interface Sandbox {
  readonly url: string
  readonly port: number
  readonly world: World
  /** What was wrong with the state file at start; null when nothing was. */
  readonly problem: string | null
  readonly faults: { set(faults: readonly Fault[]): void }
  calls(): SandboxCalls
  resetCalls(): void
  /** False cuts every connection at once and refuses new ones, as a network that is gone. */
  setOnline(online: boolean): Promise<void>
  stop(): Promise<void>
}

/** Rejects with the system's error: `code` is EADDRINUSE when the port is taken. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { now } = options
  const seed = options.seed ?? DEMO_SEED
  const host = options.host ?? '127.0.0.1'
  const state = createState({ file: options.stateFile ?? null, now: now() })
  const world = createWorld({ seed, anchor: state.anchor, size: options.size ?? null })
  const live = createLive(state)
  const figures = createFigures({ live, now, anchor: state.anchor, editsOf: state.editsOf })
  const nodes = createNodes({ live, figures, now })
  const insights = createInsights({ live, figures, now })
  const writes = createWrites({ state, live, figures, now })
  const oauth = createOAuth({ seed, state, now, nonce: () => randomBytes(9).toString('hex') })
  const usage = createUsage({
    tier: options.accessTier ?? 'standard_access',
    now,
    activeAds: (account) => adsOf(account).filter((ad) => live.effective(ad) === 'ACTIVE').length,
  })
  const traceId = (): string => `A${randomBytes(8).toString('base64url')}`
  const api = createApi({ world, state, live, nodes, insights, writes, oauth, usage, now, traceId })
  const dialog = createDialog({ oauth, state })
  const faults = createFaults()
  const counter = createCallCounter()
  let port = options.port
  const batch = createBatch({ api, faults, counter, traceId })
  const handle = createHandler({
    api,
    batch,
    dialog,
    faults,
    counter,
    oauth,
    usage,
    state,
    now,
    traceId,
    defaultHost: () => `${host}:${port}`,
  })
  const loopback = createLoopback(host, handle)

  port = await loopback.listen(options.port)
  state.save()

  return {
    url: `http://${host}:${port}`,
    port,
    world,
    problem: state.problem,
    faults,
    calls: counter.read,
    resetCalls: counter.reset,
    setOnline: async (online) => {
      if (online === loopback.listening()) return
      if (online) await loopback.listen(port)
      else await loopback.close()
    },
    stop: async () => {
      await loopback.close()
      state.save()
    },
  }
}
