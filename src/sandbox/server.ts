import { randomBytes } from 'node:crypto'
import { createApi } from './api.ts'
import { DEMO_SEED } from './demo-app.ts'
import { createColleague } from './colleague.ts'
import { createDeliveryInfo } from './calls/delivery-info.ts'
import { createDialog } from './dialog.ts'
import { createFaults } from './faults.ts'
import { createFigures } from './figures.ts'
import { createMeet } from './faults/meet.ts'
import { createBatch } from './http/batch.ts'
import { createCallCounter } from './http/call-counter.ts'
import { createHandler } from './http/handler.ts'
import { createLoopback } from './http/loopback.ts'
import { createInsights } from './insights.ts'
import { createLibrary } from './library.ts'
import { createMaker, restoreMade } from './made.ts'
import { createNodes } from './nodes.ts'
import { createOAuth } from './oauth.ts'
import { createRates } from './rates.ts'
import { createReports } from './reports.ts'
import { createLive, createState } from './state.ts'
import { createTokenFates } from './token-fates.ts'
import { readToken } from './tokens.ts'
import { createTruth } from './truth.ts'
import { adsOf } from './under.ts'
import { createSpending } from './spending.ts'
import { createValues } from './values.ts'
import { createUsage } from './usage.ts'
import { createWorld } from './world.ts'
import { createWrites } from './writes.ts'
import type { KnownApp } from './apps.ts'
import type { FaultScript } from './faults.ts'
import type { Colleague } from './colleague.ts'
import type { SandboxCalls } from './http/call-counter.ts'
import type { SandboxRates } from './rates.ts'
import type { TokenTrouble } from './token-fates.ts'
import type { Limits } from './usage.ts'
import type { Tier } from './usage/tiers.ts'
import type { Truth } from './truth.ts'
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
  /** Limited or Full, by the names of the headers; Full unless told. */
  readonly accessTier?: Tier
  /** Who use the app in a day: the limits of the whole app grow with them. */
  readonly people?: number
  /** Dead versions are answered by the next living one, with a warning, instead of being refused. */
  readonly autoUpgrade?: boolean
  /** Apps whose tokens are good too. */
  readonly otherApps?: readonly KnownApp[]
}

export interface Sandbox {
  readonly url: string
  readonly port: number
  readonly world: World
  /** What stands behind the figures. */
  readonly truth: Truth
  /** Somebody who works in Meta's own pages. */
  readonly colleague: Colleague
  /** What was wrong with the state file at start; null when nothing was. */
  readonly problem: string | null
  readonly faults: FaultScript
  readonly tokens: {
    /** Of one token, or of every one issued so far, with the subcode of its 190. */
    invalidate(trouble: TokenTrouble, token?: string): void
    /** The person did what Meta asked for: they are as good as before. */
    restore(): void
    /** Whether calls are taken only with a proof of the app's secret. */
    requireProof(required: boolean): void
  }
  /** What an administrator lets the person do in an account from now on; nothing: the account is not seen any more. */
  setTasks(accountId: string, tasks: readonly string[]): void
  /** The provider of exchange rates under `/rates`. */
  readonly rates: SandboxRates
  /** How much of every limit is used, and throttles that came from the pace of calls. */
  limits(): Limits
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
  const live = createLive(state, now)
  const figures = createFigures({ live, now, anchor: state.anchor, editsOf: live.turns })
  const values = createValues({ state, live })
  const library = createLibrary({ world, state, live })
  const spending = createSpending({ live, figures })
  const nodes = createNodes({ state, live, values, figures, spending, creativeIdOf: library.creativeIdOf, now })
  const deliveryInfo = createDeliveryInfo({ live, values, now })
  const insights = createInsights({ live, figures, deliveryInfo, now })
  const reports = createReports({ world, state, insights, firstDay: figures.firstDay, now })
  const maker = createMaker({ world, state })
  restoreMade(state, maker, library)
  const writes = createWrites({
    world,
    state,
    live,
    values,
    library,
    figures,
    maker,
    spentInAll: spending.inAll,
    now,
  })
  const fates = createTokenFates()
  let proofRequired = false
  const oauth = createOAuth({
    seed,
    state,
    fates,
    otherApps: options.otherApps ?? [],
    proofRequired: () => proofRequired,
    now,
    nonce: () => randomBytes(9).toString('hex'),
  })
  const usage = createUsage({
    tier: options.accessTier ?? 'standard_access',
    people: options.people ?? 60,
    now,
    holdings: (account) => ({
      ads: adsOf(account).filter((ad) => live.effective(ad) === 'ACTIVE').length,
      audiences: library.of(account, 'audience').length,
    }),
  })
  const traceId = (): string => `A${randomBytes(8).toString('base64url')}`
  const api = createApi({
    world,
    state,
    live,
    values,
    library,
    nodes,
    insights,
    reports,
    deliveryInfo,
    writes,
    oauth,
    usage,
    autoUpgrade: options.autoUpgrade ?? false,
    now,
    traceId,
  })
  const dialog = createDialog({ oauth, state, accounts: world.accounts })
  const faults = createFaults({ seed })
  const meet = createMeet({ faults, now, traceId })
  const counter = createCallCounter()
  const rates = createRates({ seed, now })
  let port = options.port
  const batch = createBatch({ api, meet, counter, traceId })
  const handle = createHandler({
    api,
    batch,
    meet,
    dialog,
    rates: rates.answer,
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
    truth: createTruth({ world, figures }),
    colleague: createColleague({ world, library, writes, save: state.save }),
    problem: state.problem,
    faults,
    tokens: {
      invalidate: (trouble, token) =>
        fates.invalidate(trouble, token === undefined ? null : (readToken(seed, token)?.nonce ?? ''), now()),
      restore: fates.restore,
      requireProof: (required) => {
        proofRequired = required
      },
    },
    setTasks: (accountId, tasks) => {
      const account = world.accounts.find(({ id }) => id === accountId)
      if (!account) throw new Error('there is no such account')
      account.tasks = tasks
    },
    rates: rates.control,
    limits: usage.read,
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
