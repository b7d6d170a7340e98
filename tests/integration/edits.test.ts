import { CAMPAIGN } from '../../src/main/meta/nodes/campaign.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change, Edit } from '../../src/shared/domain/edits.ts'
import { SETTLE_AFTER_MS } from '../../src/shared/domain/edits.ts'
import type { AdAccount, Campaign } from '../../src/shared/domain/objects.ts'
import type { Strategy } from '../../src/shared/domain/strategies.ts'
import { createHttp } from '../../src/main/http.ts'
import { HttpError } from '../../src/main/ports.ts'
import type { Http } from '../../src/main/ports.ts'
import type { Edits } from '../../src/main/services/edits/index.ts'
import { createSuggestions } from '../../src/main/services/suggestions/index.ts'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { createRealClock } from '../clock-real.ts'
import type { RealClock } from '../clock-real.ts'
import type { ChildTask } from '../fixtures/edit-child.ts'
import { createTestEdits, createTestWorkspace, testAccount, testCampaign } from '../workspace.ts'
import type { TestWorkspace } from '../workspace.ts'

const PERSON = { kind: 'person' } as const
const PAUSE: Change = { field: 'status', before: 'ACTIVE', after: 'PAUSED' }
const real = createHttp(fetch)

let sandbox: Sandbox
let clock: RealClock
let dir: string
let account: AdAccount
let campaign: Campaign
let budget: number
let workspace: TestWorkspace
let edits: Edits
/** Writes that left this process, whether they arrived or not. */
let posts: number
/** What a test puts between the client and the network. */
let between: ((send: () => ReturnType<Http>) => ReturnType<Http>) | null

const open = async (): Promise<void> => {
  workspace = await createTestWorkspace({
    clock,
    accounts: [account],
    campaigns: [campaign],
    graphUrl: sandbox.url,
    token: DEMO_SYSTEM_TOKEN,
    dir,
    http: (request) => {
      if (request.method !== 'POST') return real(request)
      posts++
      return between ? between(() => real(request)) : real(request)
    },
  })
  edits = createTestEdits(workspace.context)
}

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, now: Date.now })
  const theirs = sandbox.world.accounts
    .filter(({ status, tasks, currency }) => status === 1 && tasks.includes('ADVERTISE') && currency === 'USD')
    .flatMap(({ campaigns }) => campaigns)
    .find((one) => one.status === 'ACTIVE' && one.budget?.kind === 'daily' && one.endDay === Infinity)
  if (!theirs?.budget) throw new Error('the sandbox has no campaign to try this on')
  budget = theirs.budget.minor * 10_000
  account = testAccount({ id: theirs.account.id, name: theirs.account.name })
  campaign = testCampaign(theirs.id, {
    accountId: account.id,
    name: theirs.name,
    budget: { kind: 'daily', amount: budget },
  })
  clock = createRealClock()
  dir = await mkdtemp(join(tmpdir(), 'buydesk-edits-'))
  posts = 0
  between = null
  await open()
})
afterEach(async () => {
  await workspace.close()
  await sandbox.stop()
  await rm(dir, { recursive: true, force: true })
})

const make = (change: Change): Promise<Edit> =>
  edits.make({ accountId: account.id, objectId: campaign.id, change, reason: 'a test' }, PERSON)
const states = async ({ id }: Pick<Edit, 'id'>): Promise<string> =>
  (await edits.journal(id)).map(({ state }) => state).join(' ')
const atMeta = async (): Promise<Campaign | null> =>
  workspace.context.graph.get(CAMPAIGN, campaign.id, {
    lane: 'person',
    accountId: account.id,
    currency: account.currency,
  })
const arrived = (): number => sandbox.calls().byPath[`POST ${campaign.id}`] ?? 0
const cached = () => workspace.context.store.campaign(campaign.id, { since: '2026-01-01', until: '2026-01-01' })

describe('an edit', () => {
  it('is journaled, sent once, read back and confirmed', async () => {
    const edit = await make(PAUSE)
    expect(edit).toMatchObject({
      state: 'confirmed',
      accountName: account.name,
      objectName: campaign.name,
      currency: 'USD',
      change: PAUSE,
      actor: PERSON,
      reason: 'a test',
      failure: null,
      undoneBy: null,
    })
    expect(edit.traceId).toBeTruthy()
    expect(edit.settledAt).not.toBeNull()
    expect(await states(edit)).toBe('queued sent confirmed')
    expect((await atMeta())?.status).toBe('PAUSED')
    expect(await cached()).toMatchObject({ status: 'PAUSED', pending: null })
    expect([posts, arrived()]).toEqual([1, 1])
    // Compared with Meta first, and read back at the end.
    const [read, step] = ['figures.changed', 'edits.changed']
    expect(workspace.events).toEqual([read, step, step, read, step])
    expect(await workspace.context.store.verifyJournal()).toEqual({ intact: true, rows: 3 })
    expect(await edits.unsettled()).toBe(0)
  })

  it('of money arrives in the minor units of its currency', async () => {
    const edit = await make({ field: 'dailyBudget', before: budget, after: budget + 12_345_678 })
    expect(edit).toMatchObject({ state: 'confirmed', change: { after: budget + 12_350_000 } })
    expect((await atMeta())?.budget).toEqual({ kind: 'daily', amount: budget + 12_350_000 })
  })

  it('of the budget of a campaign may follow as many others as Meta takes: it counts those of ad sets', async () => {
    for (let i = 0; i < 5; i++) {
      const before = budget + i * 1_000_000
      expect(await make({ field: 'dailyBudget', before, after: before + 1_000_000 })).toMatchObject({
        state: 'confirmed',
      })
    }
  })

  it("that Meta refuses keeps Meta's words and changes nothing", async () => {
    const edit = await make({ field: 'dailyBudget', before: budget, after: 10_000 })
    expect(edit).toMatchObject({ state: 'rejected', failure: { code: 'metaRejected' } })
    expect(edit.failure?.data['message']).toContain('Your budget must be at least')
    expect(edit.traceId).toBeTruthy()
    expect(await states(edit)).toBe('queued sent rejected')
    expect((await atMeta())?.budget?.amount).toBe(budget)
    expect(posts).toBe(1)
  })

  it('is refused before anything is written when it cannot be right', async () => {
    const paused: Change = { field: 'status', before: 'PAUSED', after: 'ACTIVE' }
    await expect(make(paused)).rejects.toMatchObject({ code: 'editConflict', data: { field: 'status', now: 'ACTIVE' } })
    await expect(make({ ...PAUSE, after: 'ACTIVE' })).rejects.toMatchObject({ code: 'editNotPossible' })
    await expect(make({ field: 'dailyBudget', before: budget, after: 4_000 })).rejects.toMatchObject({
      code: 'editNotPossible',
    })
    const input = { accountId: account.id, objectId: '1', change: PAUSE, reason: '' }
    await expect(edits.make(input, PERSON)).rejects.toMatchObject({ code: 'notFound' })
    await expect(edits.make({ ...input, objectId: campaign.id, accountId: 'act_1' }, PERSON)).rejects.toMatchObject({
      code: 'notFound',
    })
    expect(await edits.list({ limit: 10 })).toEqual([])
    expect(posts).toBe(0)
  })

  it('is compared with Meta: what a colleague decided meanwhile is not overwritten, and is known from then on', async () => {
    const theirs = budget * 2
    sandbox.colleague.change(campaign.id, { daily_budget: String(theirs / 10_000) })
    const mine: Change = { field: 'dailyBudget', before: budget, after: budget + 8_000_000 }
    await expect(make(mine)).rejects.toMatchObject({
      code: 'editConflict',
      data: { field: 'dailyBudget', now: `${(theirs / 1_000_000).toFixed(2)} USD` },
    })
    expect([posts, await edits.list({ limit: 10 })]).toEqual([0, []])
    expect(await cached()).toMatchObject({ budget: { amount: theirs } })
    const edit = await make({ ...mine, before: theirs })
    expect(edit).toMatchObject({ state: 'confirmed', change: { before: theirs } })
    await edits.undo(edit.id)
    expect((await atMeta())?.budget?.amount).toBe(theirs)
  })

  it('is not sent where the object cannot be read first', async () => {
    const trouble = { match: new RegExp(campaign.id), method: 'GET', kind: 'error' } as const
    sandbox.faults.set([{ ...trouble, code: 200, message: 'Ads are being looked after.' }])
    const edit = await make(PAUSE)
    expect(edit).toMatchObject({ state: 'rejected', failure: { code: 'permission' } })
    expect([posts, await states(edit)]).toEqual([0, 'queued rejected'])
  })

  it('gives a name that is one to an object whose name nobody could type', async () => {
    const before = '  spaces\taround '
    sandbox.colleague.change(campaign.id, { name: before })
    expect((await edits.values(campaign.id)).values.name).toBe(before)
    expect(await make({ field: 'name', before, after: ' Plain ' })).toMatchObject({
      state: 'confirmed',
      change: { before, after: 'Plain' },
    })
    expect((await atMeta())?.name).toBe('Plain')
  })

  it('that cannot reach Meta is rejected: nothing left', async () => {
    await sandbox.setOnline(false)
    const edit = await make(PAUSE)
    expect(edit).toMatchObject({ state: 'rejected', failure: { code: 'offline' } })
    await sandbox.setOnline(true)
    expect((await make(PAUSE)).state).toBe('confirmed')
  })

  it('that Meta accepts without making it is not taken for made', async () => {
    between = async () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode('{"success":true}'),
    })
    const edit = await make(PAUSE)
    expect(edit).toMatchObject({ state: 'rejected', failure: { code: 'editNotApplied' } })
    expect(await cached()).toMatchObject({ status: 'ACTIVE' })
  })
})

describe('a lost answer', () => {
  it('is found out by reading back, not by sending again', async () => {
    sandbox.faults.set([{ match: new RegExp(campaign.id), method: 'POST', kind: 'dropAfterApply', times: 1 }])
    const edit = await make(PAUSE)
    expect(edit.state).toBe('confirmed')
    expect(await states(edit)).toBe('queued sent confirmed')
    expect([posts, arrived()]).toEqual([1, 1])
  })

  it('is unknown while Meta cannot be read, and settled when it can', async () => {
    between = async (send) => {
      await send()
      await sandbox.setOnline(false)
      throw new HttpError('cut', true)
    }
    const edit = await make(PAUSE)
    expect(edit).toMatchObject({ state: 'unknown', settledAt: null })
    expect(await cached()).toMatchObject({ status: 'ACTIVE', pending: 'unknown' })
    expect(await edits.unsettled()).toBe(1)
    await edits.settle()
    await edits.settle()
    expect(await states(edit)).toBe('queued sent unknown')
    await expect(make(PAUSE)).rejects.toMatchObject({ code: 'editUnsettled' })

    await sandbox.setOnline(true)
    await edits.settle()
    expect(await states(edit)).toBe('queued sent unknown confirmed')
    expect(await cached()).toMatchObject({ status: 'PAUSED', pending: null })
    expect([posts, arrived()]).toEqual([1, 1])
    expect(await workspace.context.store.verifyJournal()).toEqual({ intact: true, rows: 4 })
  })

  it('of a request that never arrived stays unknown until it can no longer arrive', async () => {
    sandbox.faults.set([{ match: new RegExp(campaign.id), method: 'POST', kind: 'drop', times: 1 }])
    const edit = await make(PAUSE)
    expect(edit.state).toBe('unknown')
    await edits.settle()
    expect(await states(edit)).toBe('queued sent unknown')
    clock.ahead(SETTLE_AFTER_MS)
    await edits.settle()
    expect(await workspace.context.store.edit(edit.id)).toMatchObject({
      state: 'rejected',
      failure: { code: 'editNotSent' },
    })
    expect([posts, arrived()]).toEqual([1, 0])
    expect((await make(PAUSE)).state).toBe('confirmed')
  })

  it('is not final when the request arrives after the first reading', async () => {
    // Cut here, still on its way there: the reason why one old reading settles nothing.
    let arrive: () => Promise<unknown> = async () => undefined
    between = async (send) => {
      arrive = send
      throw new HttpError('cut', true)
    }
    const edit = await make(PAUSE)
    expect(edit.state).toBe('unknown')
    await arrive()
    clock.ahead(SETTLE_AFTER_MS)
    await edits.settle()
    expect(await states(edit)).toBe('queued sent unknown confirmed')
  })

  it("of Meta's own trouble is no refusal", async () => {
    sandbox.faults.set([{ match: new RegExp(campaign.id), method: 'POST', kind: 'error500', times: 1 }])
    expect((await make(PAUSE)).state).toBe('confirmed')
    expect([posts, arrived()]).toEqual([1, 1])
  })

  it('is in conflict, and holds nothing up, once the object has no such value any more', async () => {
    sandbox.faults.set([{ match: new RegExp(campaign.id), method: 'POST', kind: 'drop', times: 1 }])
    const edit = await make({ field: 'dailyBudget', before: budget, after: budget + 1_000_000 })
    sandbox.colleague.change(campaign.id, { status: 'ARCHIVED' })
    await edits.settle()
    expect(await states(edit)).toBe('queued sent unknown')
    clock.ahead(SETTLE_AFTER_MS)
    await edits.settle()
    expect(await workspace.context.store.edit(edit.id)).toMatchObject({
      state: 'rejected',
      failure: { code: 'editConflict', data: { field: 'status', now: 'ARCHIVED' } },
    })
    const remove: Change = { field: 'status', before: 'ARCHIVED', after: 'DELETED' }
    expect(await make(remove)).toMatchObject({ state: 'confirmed' })
  })

  it('is settled by what somebody else made of it', async () => {
    between = async (send) => {
      await send()
      await sandbox.setOnline(false)
      throw new HttpError('cut', true)
    }
    const edit = await make({ field: 'dailyBudget', before: budget, after: budget + 1_000_000 })
    between = null
    await sandbox.setOnline(true)
    const change: Change = { field: 'dailyBudget', before: budget, after: budget + 5_000_000 }
    await workspace.context.graph.write(campaign.id, account.id, change, 'USD', { lane: 'write' })
    await edits.settle()
    expect(await workspace.context.store.edit(edit.id)).toMatchObject({
      state: 'rejected',
      failure: { code: 'editConflict', data: { field: 'dailyBudget' } },
    })
    expect(await cached()).toMatchObject({ budget: { amount: budget + 5_000_000 } })
  })
})

describe('a program that is killed', () => {
  const killed = async (stopAt: ChildTask['stopAt']): Promise<void> => {
    await workspace.close()
    const task: ChildTask = {
      dir,
      graphUrl: sandbox.url,
      token: DEMO_SYSTEM_TOKEN,
      account,
      campaign,
      change: PAUSE,
      stopAt,
    }
    const script = fileURLToPath(new URL('../fixtures/edit-child.ts', import.meta.url))
    const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const exit = once(child, 'exit')
    await Promise.race([
      once(child.stdout, 'data'),
      exit.then(() => Promise.reject(new Error('the child ended by itself'))),
    ])
    child.kill('SIGKILL')
    expect((await exit)[1]).toBe('SIGKILL')
    await open()
  }
  const only = async (): Promise<Edit> => {
    const all = await edits.list({ limit: 10 })
    expect(all).toHaveLength(1)
    return all[0] as Edit
  }

  it('before the request, with nothing sent: rejected at the next start', async () => {
    await killed('afterQueued')
    expect((await only()).state).toBe('queued')
    await edits.settle()
    const edit = await only()
    expect(edit).toMatchObject({ state: 'rejected', failure: { code: 'editNotSent' } })
    expect(await states(edit)).toBe('queued rejected')
    expect(arrived()).toBe(0)
  })

  it('between the request and its answer: read back at the next start, not sent again', async () => {
    await killed('afterPost')
    expect((await only()).state).toBe('sent')
    await edits.settle()
    const edit = await only()
    expect(edit.state).toBe('confirmed')
    expect(await states(edit)).toBe('queued sent confirmed')
    expect([posts, arrived()]).toEqual([0, 1])
    expect(await cached()).toMatchObject({ status: 'PAUSED', pending: null })
    expect(await workspace.context.store.verifyJournal()).toEqual({ intact: true, rows: 3 })
  })

  it('after promising to send, with nothing sent: unknown at first, then rejected', async () => {
    await killed('afterSent')
    await edits.settle()
    expect(['unknown', 'rejected']).toContain((await only()).state)
    clock.ahead(SETTLE_AFTER_MS)
    await edits.settle()
    expect(await only()).toMatchObject({ state: 'rejected', failure: { code: 'editNotSent' } })
    expect(arrived()).toBe(0)
  })
})

describe('undo', () => {
  it('is the opposite edit, once', async () => {
    const edit = await make(PAUSE)
    const undone = await edits.undo(edit.id)
    expect(undone).toMatchObject({
      state: 'confirmed',
      change: { before: 'PAUSED', after: 'ACTIVE' },
      actor: { kind: 'undo', editId: edit.id },
    })
    expect((await atMeta())?.status).toBe('ACTIVE')
    expect((await edits.get(edit.id))?.undoneBy).toBe(undone.id)
    await expect(edits.undo(edit.id)).rejects.toMatchObject({ code: 'editNotPossible' })
    // An undo is an edit like any other.
    expect(await edits.undo(undone.id)).toMatchObject({ state: 'confirmed', change: PAUSE })
  })

  it('is made once when asked for twice at once', async () => {
    const edit = await make(PAUSE)
    const results = await Promise.allSettled([edits.undo(edit.id), edits.undo(edit.id)])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(arrived()).toBe(2)
  })

  it('does not undo what somebody else decided since', async () => {
    const edit = await make({ field: 'dailyBudget', before: budget, after: budget + 1_000_000 })
    const change: Change = { field: 'dailyBudget', before: budget + 1_000_000, after: budget + 3_000_000 }
    await workspace.context.graph.write(campaign.id, account.id, change, 'USD', { lane: 'write' })
    await expect(edits.undo(edit.id)).rejects.toMatchObject({ code: 'editConflict', data: { field: 'dailyBudget' } })
    expect((await atMeta())?.budget?.amount).toBe(budget + 3_000_000)
  })

  it('is not for what never took effect', async () => {
    const edit = await make({ field: 'dailyBudget', before: budget, after: 10_000 })
    await expect(edits.undo(edit.id)).rejects.toMatchObject({ code: 'editNotPossible' })
    await expect(edits.undo('nothing')).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('two at once', () => {
  it('on one object go one after the other', async () => {
    const [first, second] = await Promise.all([
      make({ field: 'dailyBudget', before: budget, after: budget + 1_000_000 }),
      make({ field: 'dailyBudget', before: budget + 1_000_000, after: budget + 2_000_000 }),
    ])
    expect([first.state, second.state]).toEqual(['confirmed', 'confirmed'])
    const rows = [...(await edits.journal(first.id)), ...(await edits.journal(second.id))]
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('that say the same are made once', async () => {
    const results = await Promise.allSettled([make(PAUSE), make(PAUSE)])
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.state : result.reason.code))).toEqual([
      'confirmed',
      'editConflict',
    ])
    expect(posts).toBe(1)
  })

  it('settling beside making disturbs nothing', async () => {
    const making = make(PAUSE)
    await Promise.all([edits.settle(), edits.settle()])
    expect(await states(await making)).toBe('queued sent confirmed')
  })
})

describe('a suggestion applied', () => {
  const strategy = (): Strategy => ({
    id: 's1',
    name: 'Stop loss',
    kind: 'stopLoss',
    status: 'active',
    mode: 'watch',
    currency: 'USD',
    accountIds: [account.id],
    version: 3,
    createdAt: 0,
    updatedAt: 0,
    lastRunAt: null,
    form: {
      minCtr: 0.01,
      maxCpc: 1_000_000,
      targetCpm: 10_000_000,
      budgetThreshold: 1_000_000,
      window: 'last7d',
      pauseLowPerformers: true,
      increaseBudget: true,
      adjustBidding: true,
      expandAudience: true,
    },
  })
  const offered = async (action: 'pause' | 'raiseBudget') => {
    const suggestions = createSuggestions(workspace.context, { edits, worth: async () => (amount) => amount })
    const propose = (low = 0.001): Promise<void> =>
      suggestions.offer(strategy(), [
        {
          decision: {
            objectId: campaign.id,
            objectName: campaign.name,
            accountId: account.id,
            action,
            truth: 'true',
            held: null,
            leaves: [
              {
                leaf: { measure: 'ctr', window: 'last7d', operator: '<', value: 0.01 },
                truth: 'true',
                known: { low, high: low },
              },
            ],
          },
          accountName: account.name,
          budget: campaign.budget,
          spend: 70_000_000,
          asOf: clock.now(),
        },
      ])
    await propose()
    const [suggestion] = await suggestions.list()
    if (!suggestion) throw new Error('nothing was offered')
    return { suggestions, propose, suggestion, all: async () => (await suggestions.list()).map(({ status }) => status) }
  }

  it("goes the same way, in the strategy's name, and does not come back for the same cause", async () => {
    const { suggestions, propose, suggestion, all } = await offered('pause')
    const edit = await suggestions.apply(suggestion.id)
    expect(edit).toMatchObject({
      state: 'confirmed',
      actor: { kind: 'strategy', strategyId: 's1', strategyName: 'Stop loss', suggestionId: suggestion.id },
      reason: 'Stop loss (3)',
    })
    expect(await suggestions.list()).toMatchObject([{ status: 'applied', editId: edit.id }])
    await expect(suggestions.apply(suggestion.id)).rejects.toMatchObject({ code: 'editNotPossible' })
    await propose(0.002)
    expect(await all()).toEqual(['applied'])
    clock.ahead(13 * 3_600_000)
    await propose()
    expect(await all()).toEqual(['applied'])
    await propose(0.002)
    expect(await all()).toEqual(['open', 'applied'])
  })

  it('raises the budget by a fifth', async () => {
    const { suggestions, suggestion } = await offered('raiseBudget')
    expect(await suggestions.apply(suggestion.id)).toMatchObject({ state: 'confirmed' })
    expect((await atMeta())?.budget?.amount).toBe(Math.round((budget * 1.2) / 10_000) * 10_000)
  })

  it('follows its edit out of the unknown, once', async () => {
    const { suggestions, propose, suggestion, all } = await offered('pause')
    sandbox.faults.set([{ match: new RegExp(campaign.id), method: 'POST', kind: 'drop', times: 1 }])
    const [edit, second] = await Promise.allSettled([
      suggestions.apply(suggestion.id),
      suggestions.apply(suggestion.id),
    ])
    expect(edit).toMatchObject({ status: 'fulfilled', value: { state: 'unknown' } })
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'editNotPossible' } })
    await propose()
    expect(await all()).toEqual(['applying'])
    clock.ahead(SETTLE_AFTER_MS)
    await edits.settle()
    expect(await all()).toEqual(['failed'])
    expect(await suggestions.apply(suggestion.id)).toMatchObject({ state: 'confirmed' })
    expect(await all()).toEqual(['applied'])
  })

  it('whose program died while applying is open again when nothing was journaled, else what the journal says', async () => {
    const { suggestion } = await offered('pause')
    const { store } = workspace.context
    const { list } = createSuggestions(workspace.context, { edits, worth: async () => (amount) => amount })
    await store.saveSuggestions([{ ...suggestion, status: 'applying' }])
    expect(await list()).toMatchObject([{ status: 'open' }])
    const actor = {
      kind: 'strategy',
      strategyId: 's1',
      strategyName: 'Stop loss',
      suggestionId: suggestion.id,
    } as const
    const edit = await edits.make({ accountId: account.id, objectId: campaign.id, change: PAUSE, reason: '' }, actor)
    await store.saveSuggestions([{ ...suggestion, status: 'applying' }])
    expect(await list()).toMatchObject([{ status: 'applied', editId: edit.id }])
  })
})
