import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Edit } from '../../src/shared/domain/edits.ts'
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

const NEW_CAMPAIGN = {
  kind: 'campaign',
  objective: 'OUTCOME_TRAFFIC',
  categories: [],
  countries: [],
  budget: { kind: 'daily', amount: 20 * UNIT },
  bidStrategy: null,
} as const
const NEW_AD_SET = {
  kind: 'adset',
  optimizationGoal: 'LINK_CLICKS',
  billingEvent: 'IMPRESSIONS',
  budget: null,
  bidStrategy: null,
  bid: null,
  targeting: { geo_locations: { countries: ['US'] } },
  promotedObject: null,
  destination: null,
  endsAt: null,
  payor: null,
  beneficiary: null,
} as const

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
      const round = await killedAndBegun({
        workspace: desk.workspace,
        wanted: (mortal, name) => mortal.sets.keep(edits, { name }, { post: true, actor: { kind: 'person' } }),
        sandbox,
        clock,
        deathAt,
      })
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

/** Names of campaigns and ad sets that hold a text, read past the program. */
const namesAtMeta = async (text: string): Promise<readonly string[]> => {
  const filtering = JSON.stringify([{ field: 'name', operator: 'CONTAIN', value: text }])
  const query = new URLSearchParams({ fields: 'name', limit: '200', filtering })
  const of = async (edge: string): Promise<readonly string[]> => {
    const answer = await fetch(`${sandbox.url}/v26.0/${world.account.id}/${edge}?${query}`, {
      headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
    })
    const { data } = (await answer.json()) as { data: readonly { name: string }[] }
    return data.map(({ name }) => name)
  }
  return [...(await of('campaigns')), ...(await of('adsets'))].toSorted()
}

it(
  'campaigns and ad sets whose making is killed at any step are made once or not at all, and then once when that is tried again',
  { timeout: Infinity },
  async () => {
    const reached = new Set<string>()
    const [source] = world.campaigns
    if (!source) throw new Error('no campaign')
    for (let kill = 0; kill < KILLS; kill++) {
      const deathAt = 1 + (kill % MOST_STEPS)
      const about = `kill ${kill} at step ${deathAt}`
      const named = (what: string): string => `Killed ${kill} ${what}`
      const round = await killedAndBegun({
        workspace: desk.workspace,
        wanted: (mortal, name) =>
          mortal.create(
            {
              accountId: source.accountId,
              made: [
                { ...NEW_CAMPAIGN, name: named('campaign') },
                { ...NEW_AD_SET, name: named('ad set'), holder: { at: 0 } },
                { kind: 'copy', sourceId: source.id, holder: null, deep: false, name: named('copy') },
              ],
              reason: '',
              into: { name },
              post: true,
            },
            { kind: 'person' },
          ),
        sandbox,
        clock,
        deathAt,
      })
      expect([0, 3], about).toContain(round.edits.length)
      for (const { state, failure } of round.edits) {
        expect(['confirmed', 'rejected'], about).toContain(state)
        if (state === 'rejected') expect(['creationNotSent', 'creationNoHolder'], about).toContain(failure?.code)
        reached.add(failure?.code ?? state)
      }
      if (round.edits.length === 0) reached.add('none')
      const made = (edits: readonly Edit[]): readonly string[] =>
        edits.filter(({ state }) => state === 'confirmed').map(({ objectName }) => objectName)
      expect(await namesAtMeta(named('')), about).toEqual(made(round.edits).toSorted())
      const again = await round.retried()
      expect(made(again), about).toHaveLength(round.edits.length)
      expect(await namesAtMeta(named('')), about).toEqual(made(again).toSorted())
      // Of what was copied and not yet called by its name, too.
      expect(await namesAtMeta('[bd-'), about).toEqual([])
      clock.ahead(5 * 60_000)
    }
    expect([...reached].toSorted()).toEqual(['confirmed', 'creationNoHolder', 'creationNotSent', 'none'])
    expect(await desk.workspace.context.store.verifyJournal()).toMatchObject({ intact: true })
  },
)
