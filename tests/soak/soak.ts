import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_APP_ID, DEMO_SEED } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { draw } from '../../src/sandbox/random.ts'
import type { Birth, ToChild, ToParent } from './messages.ts'
import { SETTLED_DAYS } from './span.ts'
import { compareBudgets, compareWithTruth } from './truth-of.ts'
import type { Comparison } from './truth-of.ts'
import type { SyncRun } from '../../src/shared/domain/connection.ts'

/**
 * Days of virtual time with everything that goes wrong: faults on every endpoint, the process killed without a word every
 * few hours, the token dead for a while in the middle, colleagues who edit. At the end the cache must be the truth.
 */

const HOUR = 3_600_000
/** A Wednesday. */
const START = Date.UTC(2026, 10, 18, 13, 20)

export interface SoakOptions {
  readonly hours: number
  readonly accounts: number
  readonly faults: number
  readonly killEveryHours: number
  readonly pollSeconds: number
  readonly seed: number
  readonly print?: (line: string) => void
}

export interface SoakReport {
  readonly kills: number
  readonly edits: number
  readonly calls: number
  readonly faultsGiven: number
  /** Throttles that our own pace brought about, not the fault script. */
  readonly ownThrottles: number
  readonly comparison: Comparison
  readonly budgets: { readonly checked: number; readonly wrong: number }
  readonly lastRun: SyncRun
  /** Runs that did not end well, without a word why. */
  readonly unexplained: readonly SyncRun[]
  /** Bytes of heap after collection, hour by hour of the living processes. */
  readonly heaps: readonly number[]
}

export const soak = async ({
  hours,
  accounts,
  faults,
  killEveryHours,
  pollSeconds,
  seed,
  print = () => undefined,
}: SoakOptions): Promise<SoakReport> => {
  let drawn = 0
  const below = (limit: number): number => Math.floor(draw(seed, drawn++) * limit)
  const dir = await mkdtemp(join(tmpdir(), 'buydesk-soak-'))
  let now = START
  const sandbox = await startSandbox({
    port: 0,
    now: () => now,
    accessTier: 'development_access',
    size: { accounts, campaigns: accounts * 4, ads: accounts * 16, days: SETTLED_DAYS + 30 },
  })
  const birth: { settings: Birth['settings']; secrets: Birth['secrets'] } = { settings: null, secrets: [] }
  const heaps: number[] = []
  let tokens = 0
  const newToken = (): string =>
    mintToken({
      seed: DEMO_SEED,
      appId: DEMO_APP_ID,
      issuedAt: now,
      expiresAt: now + 60 * 24 * HOUR,
      nonce: `soak${++tokens}`,
    })

  let child: ChildProcess | null = null
  const send = (message: ToChild): void => void child?.send(message)

  /** Waits for an answer, moving the sandbox's clock with the child's. `killAt`: the process ends there, in mid-air. */
  const until = async <Kind extends ToParent['kind']>(
    kind: Kind,
    killAt = Infinity,
  ): Promise<Extract<ToParent, { kind: Kind }> | 'killed'> =>
    new Promise((resolve, reject) => {
      const mine = child
      const listen = (message: ToParent): void => {
        if (message.kind === 'kept') {
          birth.settings = message.settings
          birth.secrets = message.secrets
        } else if (message.kind === 'tick') {
          now = Math.max(now, message.now)
          if (now < killAt) return send({ kind: 'go' })
          // The request that is just being made leaves, and its answer finds nobody.
          send({ kind: 'go' })
          mine?.off('message', listen)
          mine?.once('exit', () => resolve('killed'))
          setTimeout(() => mine?.kill('SIGKILL'), below(30))
        } else if (message.kind === 'failed') {
          reject(new Error(message.reason))
        } else if (message.kind === kind) {
          mine?.off('message', listen)
          resolve(message as Extract<ToParent, { kind: Kind }>)
        }
      }
      mine?.on('message', listen)
    })

  const bear = async (): Promise<void> => {
    child = fork(new URL('child.ts', import.meta.url), {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    send({ kind: 'born', birth: { dir, graphUrl: sandbox.url, now, pollSeconds, ...birth } })
    await until('ready')
  }

  let kills = 0
  let edits = 0
  const editSomething = (): void => {
    const account = sandbox.world.accounts[below(sandbox.world.accounts.length)]
    const campaign = account?.campaigns[below(account.campaigns.length)]
    if (!account || !campaign) return
    const holder = campaign.budget ? campaign : campaign.adsets[below(campaign.adsets.length)]
    if (!holder?.budget) return
    try {
      sandbox.colleague.change(holder.id, {
        daily_budget: String(Math.round(holder.budget.minor * (1 + below(80) / 100))),
      })
      edits++
    } catch {
      // Meta has rules of its own for budgets.
    }
  }

  try {
    await bear()
    send({ kind: 'signIn', token: newToken() })
    await until('signedIn')
    sandbox.faults.all(faults, { delayMs: 40 })
    const end = START + hours * HOUR
    const tokenDies = START + Math.floor(hours / 2) * HOUR
    let dead = false
    let killAt = now + killEveryHours * HOUR * (0.5 + below(1000) / 1000)
    for (let hour = START + HOUR; hour <= end; hour += HOUR) {
      if (hour > tokenDies && tokens === 1 && !dead) {
        sandbox.tokens.invalidate(463)
        dead = true
      } else if (dead && (hour > tokenDies + 3 * HOUR || hour > end - 2 * HOUR)) {
        // Somebody signs in again after some hours.
        send({ kind: 'signIn', token: newToken() })
        await until('signedIn')
        dead = false
      }
      editSomething()
      send({ kind: 'advance', until: hour })
      const answer = await until('advanced', killAt)
      if (answer === 'killed') {
        kills++
        killAt = now + killEveryHours * HOUR * (0.5 + below(1000) / 1000)
        await bear()
      } else {
        heaps.push(answer.heap)
        now = Math.max(now, answer.now)
      }
      if ((hour - START) % (6 * HOUR) === 0)
        print(`${(hour - START) / HOUR} h, ${kills} kills, heap ${Math.round((heaps.at(-1) ?? 0) / 1e6)} MB`)
    }

    const faultsGiven = Object.values(sandbox.faults.given()).reduce((sum, each) => sum + each, 0)
    const ownThrottles = sandbox.limits().throttled.count
    sandbox.faults.set([])
    // Whatever was being waited for may end, by its own pace.
    send({ kind: 'advance', until: now + 2 * HOUR })
    await until('advanced')
    const from = now
    send({ kind: 'settle', days: SETTLED_DAYS })
    const settled = await until('settled')
    if (settled === 'killed') throw new Error('killed while settling')
    const [file = ''] = (await readdir(dir)).filter((name) => name.endsWith('.sqlite'))
    const comparison = compareWithTruth(join(dir, file), sandbox, SETTLED_DAYS, { from, to: now })
    const budgets = await compareBudgets(join(dir, file), sandbox, newToken())
    send({ kind: 'end' })
    const ended = settled.history.filter(({ outcome }) => outcome !== 'done' && outcome !== 'running')
    return {
      kills,
      edits,
      calls: sandbox.calls().calls,
      faultsGiven,
      ownThrottles: Math.max(ownThrottles, sandbox.limits().throttled.count),
      comparison,
      budgets,
      lastRun: settled.run,
      unexplained: ended.filter(
        ({ outcome, failures, rowsDropped }) =>
          outcome !== 'interrupted' && outcome !== 'cancelled' && failures.length === 0 && rowsDropped === 0,
      ),
      heaps,
    }
  } finally {
    ;(child as ChildProcess | null)?.kill('SIGKILL')
    await sandbox.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
