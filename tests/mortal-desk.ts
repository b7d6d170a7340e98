import { randomBytes } from 'node:crypto'
import { SETTLE_AFTER_MS } from '../src/shared/domain/edits.ts'
import type { Edit } from '../src/shared/domain/edits.ts'
import { createHttp } from '../src/main/http.ts'
import { createGraph } from '../src/main/meta/graph-client.ts'
import type { Graph } from '../src/main/meta/graph.ts'
import type { Http } from '../src/main/ports.ts'
import type { Edits } from '../src/main/services/edits/index.ts'
import { DEMO_SYSTEM_TOKEN } from '../src/sandbox/demo-app.ts'
import type { Sandbox } from '../src/sandbox/server.ts'
import type { RealClock } from './clock-real.ts'
import { createTestEdits } from './workspace.ts'
import type { TestWorkspace } from './workspace.ts'

const real = createHttp(fetch)
const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** Where a program can die: before and after each row of the journal, and before and after each request that changes something. */
const createLife = (deathAt: number) => {
  let steps = 0
  let died: () => void = () => undefined
  const death = new Promise<void>((resolve) => (died = resolve))
  const begun = new Set<Promise<unknown>>()
  return {
    death,
    steps: () => steps,
    /** What had begun when it died is done, and nobody hears of it. */
    over: async () => void (await Promise.allSettled(begun)),
    /** Once dead, nothing happens any more. */
    alive: async <T>(work: () => Promise<T>): Promise<T> => {
      const passes = (): boolean => {
        steps += 1
        if (steps >= deathAt) died()
        return steps < deathAt
      }
      if (!passes()) return never()
      const doing = work()
      begun.add(doing)
      const result = await doing.finally(() => begun.delete(doing))
      return passes() ? result : never()
    },
  }
}

/** A round: its database and sandbox are those of the rounds before, everything in memory is new to each program. */
export interface KillRound {
  readonly workspace: TestWorkspace
  readonly sandbox: Sandbox
  readonly clock: RealClock
  /** What a person wants posted, into a new set of this name. */
  readonly wanted: (desk: Edits, name: string) => Promise<unknown>
  /** The step at which the first program dies. */
  readonly deathAt: number
}

export interface Survived {
  /** How far the first program came; fewer than `deathAt`: it had ended before. */
  readonly steps: number
  /** The set; null: the first program had not written it down. */
  readonly setId: string | null
  /** As the second program left them. */
  readonly edits: readonly Edit[]
  /** Writes that reached Meta, by path. */
  readonly arrived: (path: string) => number
  /** Posts once more what was rejected; answers how all ended. */
  readonly retried: () => Promise<readonly Edit[]>
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** Posts a set, dies on the way, and begins again as the next start does, until nothing of the set is open. */
export const killedAndBegun = async ({ workspace, wanted, sandbox, clock, deathAt }: KillRound): Promise<Survived> => {
  sandbox.resetCalls()
  const { context } = workspace
  const { store, ids, log } = context
  const graphOf = (http: Http): Graph =>
    createGraph({
      http,
      clock,
      ids,
      log,
      secrets: { token: async () => DEMO_SYSTEM_TOKEN, appSecret: async () => null },
      baseUrl: sandbox.url,
      version: 'v26.0',
      appId: null,
    })
  const life = createLife(deathAt)
  const mortal = createTestEdits({
    ...context,
    graph: graphOf((request) => (request.method === 'POST' ? life.alive(() => real(request)) : real(request))),
    store: { ...store, appendJournal: (entries) => life.alive(() => store.appendJournal(entries)) },
  })
  const name = randomBytes(6).toString('hex')
  const isOpen = ({ state }: Edit): boolean => ['queued', 'sent', 'unknown'].includes(state)
  const setId = async (): Promise<string | null> =>
    (await store.changeSets(100)).find((one) => one.name === name)?.id ?? null
  const editsOf = async (): Promise<readonly Edit[]> => {
    const id = await setId()
    return id === null ? [] : store.setEdits({ setId: id, offset: 0, limit: 1000 })
  }
  const untilSettled = async (): Promise<void> => {
    while ((await editsOf()).some(isOpen)) await sleep(1)
  }
  const ended = (async () => {
    await wanted(mortal, name)
    await untilSettled()
  })()
  await Promise.race([life.death, ended])
  await life.over()

  const second = createTestEdits({ ...context, graph: graphOf(real) })
  // What the first one sent may be on its way for so long after the second has begun.
  clock.ahead(SETTLE_AFTER_MS)
  await second.settle()
  second.start()
  await untilSettled()
  await second.stop()
  const { byPath } = sandbox.calls()
  return {
    steps: life.steps(),
    setId: await setId(),
    edits: await editsOf(),
    arrived: (path) => byPath[path] ?? 0,
    retried: async () => {
      const third = createTestEdits({ ...context, graph: graphOf(real) })
      const id = await setId()
      if (id !== null) await third.sets.retry(id)
      await untilSettled()
      await third.stop()
      return editsOf()
    },
  }
}
