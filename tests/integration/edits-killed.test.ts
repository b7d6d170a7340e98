import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { amountOf, bulkCampaigns, openDesk, raised } from '../bulk-world.ts'
import type { BulkCampaigns, OpenDesk } from '../bulk-world.ts'
import { createRealClock } from '../clock-real.ts'
import type { RealClock } from '../clock-real.ts'
import { killedAndBegun } from '../mortal-desk.ts'

/** As many as a suite has time for; `BUYDESK_KILLS=3000` for thousands. */
const KILLS = Number(process.env['BUYDESK_KILLS'] ?? 70)
/** More than a round of these edits has. */
const MOST_STEPS = 35
const UNIT = 1_000_000

let sandbox: Sandbox
let clock: RealClock
let dir: string
let world: BulkCampaigns
let desk: OpenDesk

beforeEach(async () => {
  clock = createRealClock()
  sandbox = await startSandbox({ port: 0, now: clock.now })
  world = bulkCampaigns(sandbox, 4)
  dir = await mkdtemp(join(tmpdir(), 'buydesk-killed-'))
  desk = await openDesk(world, { clock, graphUrl: sandbox.url, dir })
})
afterEach(async () => {
  await desk.workspace.close()
  await sandbox.stop()
  await rm(dir, { recursive: true, force: true })
})

/** Micros, read past the program. */
const atMeta = async (id: string): Promise<number> => {
  const answer = await fetch(`${sandbox.url}/v26.0/${id}?fields=daily_budget`, {
    headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
  })
  const { daily_budget: minor } = (await answer.json()) as { daily_budget: string }
  return Number(minor) * 10_000
}

it(
  'a set whose posting is killed at any step is posted to its end, each edit once, none forgotten',
  { timeout: Infinity },
  async () => {
    const reached = new Set<string>()
    for (let kill = 0; kill < KILLS; kill++) {
      const edits = raised(world.campaigns, UNIT)
      const deathAt = 1 + (kill % MOST_STEPS)
      const about = `kill ${kill} at step ${deathAt}`
      const round = await killedAndBegun({ workspace: desk.workspace, edits, sandbox, clock, deathAt })
      // Before the first row was written nothing is known of them, and nothing was sent.
      expect([0, edits.length], about).toContain(round.edits.length)
      const after = []
      for (const campaign of world.campaigns) {
        const edit = round.edits.find(({ objectId }) => objectId === campaign.id)
        const amount = await atMeta(campaign.id)
        const isMade = edit?.state === 'confirmed'
        if (edit) expect(['confirmed', 'rejected'], about).toContain(edit.state)
        if (edit?.state === 'rejected') expect(edit.failure?.code, about).toBe('editNotSent')
        expect(amount - amountOf(campaign), about).toBe(isMade ? UNIT : 0)
        expect(round.arrived(`POST ${campaign.id}`), about).toBe(isMade ? 1 : 0)
        reached.add(edit?.state ?? 'none')
        after.push({ ...campaign, budget: { kind: 'daily' as const, amount } })
      }
      world = { ...world, campaigns: after }
      // Meta's limits are not what this is about.
      clock.ahead(5 * 60_000)
    }
    expect([...reached].toSorted()).toEqual(['confirmed', 'none', 'rejected'])
    expect(await desk.workspace.context.store.verifyJournal()).toMatchObject({ intact: true })
  },
)
