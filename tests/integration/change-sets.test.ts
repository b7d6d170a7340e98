import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WantedEdit } from '../../src/shared/domain/change-sets.ts'
import { markOf, SETTLE_AFTER_MS } from '../../src/shared/domain/edits.ts'
import { createHttp } from '../../src/main/http.ts'
import { HttpError } from '../../src/main/ports.ts'
import type { Http } from '../../src/main/ports.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { amountOf, bulkCampaigns, openDesk, raised } from '../bulk-world.ts'
import type { BulkCampaigns, OpenDesk } from '../bulk-world.ts'
import { createRealClock } from '../clock-real.ts'
import type { RealClock } from '../clock-real.ts'

const PERSON = { kind: 'person' } as const
const DRAFTS = { post: false, actor: PERSON } as const
const POST = { post: true, actor: PERSON } as const
const UNIT = 1_000_000
const DAY = 24 * 3_600_000
const real = createHttp(fetch)

let sandbox: Sandbox
let clock: RealClock
let dir: string
let world: BulkCampaigns
let desk: OpenDesk
/** What a test puts between the client and the network. */
let between: ((url: string, send: () => ReturnType<Http>) => ReturnType<Http>) | null

const http: Http = (request) =>
  between && request.method === 'POST' ? between(request.url, () => real(request)) : real(request)
const open = async (): Promise<void> => {
  desk = await openDesk(world, { clock, graphUrl: sandbox.url, dir, http })
}

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, now: Date.now })
  world = bulkCampaigns(sandbox, 16)
  clock = createRealClock()
  dir = await mkdtemp(join(tmpdir(), 'buydesk-sets-'))
  between = null
  await open()
})
afterEach(async () => {
  await desk.edits.stop()
  await desk.workspace.close()
  await sandbox.stop()
  await rm(dir, { recursive: true, force: true })
})

const live = async (id: string): Promise<number> => {
  const values = await desk.edits.values(id)
  return values.values.dailyBudget ?? 0
}
const arrived = (id: string): number => sandbox.calls().byPath[`POST ${id}`] ?? 0
const colleagueSets = (id: string, micros: number): void =>
  sandbox.colleague.change(id, { daily_budget: String(micros / 10_000) })
const until = (check: () => Promise<unknown>): Promise<unknown> => vi.waitFor(check, { timeout: 60_000, interval: 20 })
const counts = async (id: string) => (await desk.set(id))?.counts
const states = async (id: string): Promise<string> =>
  (await desk.editsOf(id))
    .map(({ state }) => state)
    .toSorted()
    .join(' ')
const drafted = async (edits = raised(world.campaigns)): Promise<string> =>
  (await desk.edits.sets.keep(edits, { name: 'More for all' }, DRAFTS)).setId

describe('drafts', () => {
  it('wait in a named set, over a restart too, and change nothing until they are posted', async () => {
    const id = await drafted()
    await desk.workspace.close()
    await open()
    desk.edits.start()
    expect(await desk.set(id)).toMatchObject({
      name: 'More for all',
      postedAt: null,
      accountIds: [world.account.id],
      counts: { drafts: world.campaigns.length, queued: 0, confirmed: 0 },
    })
    expect(world.campaigns.map(({ id: each }) => arrived(each))).toEqual(world.campaigns.map(() => 0))
    expect(await desk.edits.list({ limit: 10 })).toEqual([])
    expect(await desk.edits.sets.post(id)).toBe(world.campaigns.length)
    await until(async () => expect((await counts(id))?.confirmed).toBe(world.campaigns.length))
    for (const campaign of world.campaigns) expect(await live(campaign.id)).toBe(amountOf(campaign) + UNIT)
    expect(world.campaigns.map(({ id: each }) => arrived(each))).toEqual(world.campaigns.map(() => 1))
    expect(await desk.workspace.context.store.verifyJournal()).toMatchObject({ intact: true })
  })

  it('take another value, are given up and come back, one value a field', async () => {
    const [campaign] = world.campaigns
    if (!campaign) throw new Error('no campaign')
    const id = await drafted(raised([campaign]))
    const kept = await desk.edits.sets.keep(raised([campaign], 2 * UNIT), { setId: id }, DRAFTS)
    const [draft, ...others] = await desk.editsOf(id)
    const [before, after] = [UNIT, 2 * UNIT].map((by) => raised([campaign], by)[0]?.change)
    expect(kept).toMatchObject({ kept: 1, ids: [], retyped: [{ id: draft?.id, before, after }] })
    expect([draft?.change.after, others]).toEqual([amountOf(campaign) + 2 * UNIT, []])
    if (!draft) throw new Error('no draft')
    await desk.edits.sets.retype(draft.id, { field: 'dailyBudget', before: 0, after: amountOf(campaign) + 3 * UNIT })
    expect((await desk.editsOf(id))[0]?.change).toEqual({
      field: 'dailyBudget',
      before: amountOf(campaign),
      after: amountOf(campaign) + 3 * UNIT,
    })
    await expect(
      desk.edits.sets.retype(draft.id, { field: 'status', before: 'ACTIVE', after: 'PAUSED' }),
    ).rejects.toMatchObject({ code: 'editNotPossible' })
    expect(await desk.edits.sets.withdraw([draft.id])).toBe(1)
    expect(await desk.set(id)).toBeUndefined()
    expect(await desk.edits.sets.post(id)).toBe(0)
    expect(await desk.edits.sets.restore([draft.id])).toBe(1)
    expect(await counts(id)).toMatchObject({ drafts: 1 })
    expect(await desk.edits.waiting(campaign.id)).toMatchObject([{ id: draft.id, state: 'drafted' }])
  })

  it('are refused one by one, with the reason at its place', async () => {
    const [first, second] = raised(world.campaigns)
    if (!first || !second) throw new Error('no campaigns')
    const unknown = { ...first, objectId: '999999' }
    const moved = { ...second, change: { field: 'dailyBudget', before: 1, after: 2 * UNIT } } as const
    const kept = await desk.edits.sets.keep([unknown, first, moved], { name: 'Some' }, DRAFTS)
    expect(kept.kept).toBe(1)
    expect(kept.refused.map(({ index, failure }) => [index, failure.code])).toEqual([
      [0, 'notFound'],
      [2, 'editConflict'],
    ])
    await expect(desk.edits.sets.keep([first], { setId: 'nowhere' }, DRAFTS)).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  it('are checked at Meta without changing anything', async () => {
    const [low, ...others] = raised(world.campaigns)
    if (!low) throw new Error('no campaign')
    const tooLow = { ...low, change: { ...low.change, after: 10_000 } as typeof low.change }
    const id = await drafted([tooLow, ...others])
    await desk.edits.check(id)
    expect(await counts(id)).toMatchObject({ drafts: world.campaigns.length, faulty: 1, conflicts: 0 })
    const found = await desk.editsOf(id)
    expect(found.find(({ objectId }) => objectId === low.objectId)?.failure?.data['message']).toContain('at least')
    expect(found.filter(({ state }) => state === 'checked')).toHaveLength(others.length)
    for (const campaign of world.campaigns) expect(await live(campaign.id)).toBe(amountOf(campaign))
  })
})

it('says what is unusual of drafts before they are sent, by what is known when they are', async () => {
  const [slip, usual, weekOld] = world.campaigns
  if (!slip || !usual || !weekOld) throw new Error('no campaigns')
  const setId = await drafted(raised([slip, usual]))
  const [draft] = await desk.editsOf(setId)
  if (!draft) throw new Error('no draft')
  const after = amountOf(slip) * 100
  await desk.edits.sets.retype(draft.id, { field: 'dailyBudget', before: amountOf(slip), after })
  const unusual = async (of?: readonly string[]) =>
    (await desk.edits.sets.toSend({ what: 'post', setId, ids: of })).map((account) => account.unusual)
  expect(await unusual()).toMatchObject([
    { count: 1, first: [{ id: draft.id, objectName: draft.objectName, findings: [{ kind: 'decimals' }] }] },
  ])
  expect(await unusual((await desk.editsOf(setId)).slice(1).map(({ id }) => id))).toEqual([{ count: 0, first: [] }])
  // An opposite goes back to what was.
  await desk.edits.sets.post(setId)
  await until(async () => expect((await counts(setId))?.confirmed).toBe(2))
  expect(await desk.edits.sets.toSend({ what: 'undo', of: { setId } })).toMatchObject([
    { count: 2, unusual: { count: 0 } },
  ])

  const ending = { ...weekOld, status: 'PAUSED', stopTime: clock.now() + DAY } as const
  await desk.workspace.context.store.saveObjects('campaign', [ending], clock.now())
  const start = {
    ...raised([weekOld])[0],
    change: { field: 'status', before: 'PAUSED', after: 'ACTIVE' },
  } as WantedEdit
  const old = await drafted([start])
  const said = async () => (await desk.edits.sets.toSend({ what: 'post', setId: old }))[0]?.unusual
  expect(await said()).toEqual({ count: 0, first: [] })
  clock.ahead(2 * DAY)
  expect(await said()).toMatchObject({ count: 1, first: [{ findings: [{ kind: 'hasEnded' }] }] })
})

describe('a conflict', () => {
  it('is seen before anything is sent; mine is posted from what is so now, theirs stays', async () => {
    const [a, b, c] = world.campaigns
    if (!a || !b || !c) throw new Error('no campaigns')
    const id = await drafted(raised([a, b, c], 5 * UNIT))
    colleagueSets(a.id, amountOf(a) + 7 * UNIT)
    colleagueSets(b.id, amountOf(b) + 7 * UNIT)
    await desk.edits.sets.post(id)
    await until(async () => expect(await counts(id)).toMatchObject({ confirmed: 1, conflicts: 2, queued: 0 }))
    expect([arrived(a.id), arrived(b.id), arrived(c.id)]).toEqual([0, 0, 1])
    const inConflict = await desk.editsOf(id)
    const idOf = (objectId: string) => inConflict.filter((edit) => edit.objectId === objectId).map((edit) => edit.id)
    expect(await desk.edits.sets.resolve(id, 'mine', idOf(a.id))).toEqual(idOf(a.id))
    expect(await desk.edits.sets.resolve(id, 'theirs', idOf(b.id))).toEqual(idOf(b.id))
    await desk.edits.sets.post(id)
    await until(async () => expect(await counts(id)).toMatchObject({ confirmed: 2, conflicts: 0, drafts: 0 }))
    expect(await live(a.id)).toBe(amountOf(a) + 5 * UNIT)
    expect(await live(b.id)).toBe(amountOf(b) + 7 * UNIT)
    const mine = (await desk.editsOf(id)).find(({ objectId }) => objectId === a.id)
    expect(mine?.change.before).toBe(amountOf(a) + 7 * UNIT)
  })

  it('of spend caps is one too', async () => {
    const some = world.campaigns.slice(0, 2)
    const cap = 70_000 * UNIT
    const id = await drafted(
      raised(some).map((edit) => ({ ...edit, change: { field: 'spendCap', before: null, after: cap } })),
    )
    const [a, b] = some
    if (!a || !b) throw new Error('no campaigns')
    sandbox.colleague.change(a.id, { spend_cap: '900000000' })
    await desk.edits.sets.post(id)
    await until(async () => expect(await counts(id)).toMatchObject({ confirmed: 1, conflicts: 1, queued: 0 }))
    expect(await desk.edits.sets.resolve(id, 'mine')).toHaveLength(1)
    expect((await desk.editsOf(id)).find(({ objectId }) => objectId === a.id)?.change.before).toBe(9_000_000 * UNIT)
    await desk.edits.sets.post(id)
    await until(async () => expect(await counts(id)).toMatchObject({ confirmed: 2, conflicts: 0, drafts: 0 }))
    const caps = await Promise.all(some.map(async (one) => (await desk.edits.values(one.id)).values.spendCap))
    expect(caps).toEqual([cap, cap])
  })

  it('is found by a check too, and by a check is over when the value came back', async () => {
    const [a] = world.campaigns
    if (!a) throw new Error('no campaign')
    const id = await drafted(raised([a]))
    colleagueSets(a.id, amountOf(a) + 7 * UNIT)
    await desk.edits.check(id)
    expect(await counts(id)).toMatchObject({ conflicts: 1 })
    colleagueSets(a.id, amountOf(a))
    await desk.edits.check(id)
    expect(await states(id)).toBe('checked')
  })
})

describe('posting', () => {
  it('leaves what succeeded, says in Meta’s words what failed, and retries that alone', async () => {
    const [low, ...others] = raised(world.campaigns)
    if (!low) throw new Error('no campaign')
    const tooLow = { ...low, change: { ...low.change, after: 10_000 } as typeof low.change }
    const { setId } = await desk.edits.sets.keep([tooLow, ...others], { name: 'Some too low' }, POST)
    await until(async () => expect(await counts(setId)).toMatchObject({ confirmed: others.length, rejected: 1 }))
    const failed = (await desk.editsOf(setId)).find(({ state }) => state === 'rejected')
    expect(failed?.failure?.data['message']).toContain('at least')
    const before = world.campaigns.map(({ id }) => arrived(id))
    expect(await desk.edits.sets.retry(setId)).toBe(1)
    await until(async () => expect(await counts(setId)).toMatchObject({ queued: 0, underWay: 0, rejected: 1 }))
    expect(world.campaigns.map(({ id }, i) => arrived(id) - (before[i] ?? 0))).toEqual([1, ...others.map(() => 0)])
    // Dismissed, it is no longer a failure that somebody has to look at, and stays in the record with both its failures.
    const id = failed?.id ?? ''
    expect(await desk.edits.sets.discard(setId)).toEqual([])
    expect(await desk.edits.sets.withdraw([id])).toBe(0)
    expect(await desk.edits.sets.dismiss(setId)).toEqual([id])
    expect(await counts(setId)).toMatchObject({ rejected: 0, confirmed: others.length })
    const ofLow = () => desk.edits.list({ objectId: low.objectId, limit: 10 })
    expect((await ofLow()).map(markOf)).toEqual(['dismissed'])
    expect((await desk.edits.journal(id)).map(({ failure }) => failure?.code ?? '')).toEqual([
      '',
      '',
      'metaRejected',
      '',
      '',
      'metaRejected',
      'metaRejected',
    ])
    expect(await desk.edits.sets.restore([id])).toBe(1)
    expect(await ofLow()).toMatchObject([{ state: 'rejected', failure: { code: 'metaRejected' } }])
  })

  it('is paused, goes on, and is stopped: what was not sent is a draft again', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    between = async (_, send) => {
      await held
      return send()
    }
    const { setId } = await desk.edits.sets.keep(raised(world.campaigns), { name: 'Held' }, POST)
    await until(async () => expect((await counts(setId))?.underWay).toBeGreaterThan(0))
    await desk.edits.sets.pause(setId)
    release()
    await until(async () => expect((await counts(setId))?.underWay).toBe(0))
    const paused = await counts(setId)
    expect(paused?.queued).toBeGreaterThan(0)
    expect((paused?.queued ?? 0) + (paused?.confirmed ?? 0)).toBe(world.campaigns.length)
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    expect((await counts(setId))?.confirmed).toBe(paused?.confirmed)
    expect(await desk.edits.sets.stop(setId)).toBe(paused?.queued)
    expect(await counts(setId)).toMatchObject({ drafts: paused?.queued, queued: 0 })
    await desk.edits.sets.post(setId)
    await until(async () => expect((await counts(setId))?.confirmed).toBe(world.campaigns.length))
    expect(world.campaigns.map(({ id }) => arrived(id))).toEqual(world.campaigns.map(() => 1))
  })

  it('of one edit leaves a paused set paused; the whole of it goes on', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    between = async (_, send) => {
      await held
      return send()
    }
    const { setId, ids } = await desk.edits.sets.keep(raised(world.campaigns), { name: 'Held' }, DRAFTS)
    const last = ids.at(-1) ?? ''
    await desk.edits.sets.post(setId, ids.slice(0, -1))
    await until(async () => expect((await counts(setId))?.underWay).toBeGreaterThan(0))
    // Two windows at once: neither takes back what the other did.
    await Promise.all([
      desk.edits.sets.rename(setId, 'On hold'),
      desk.edits.sets.pause(setId),
      desk.edits.sets.rename(setId, 'On hold'),
    ])
    release()
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    expect(await desk.set(setId)).toMatchObject({ name: 'On hold', isPaused: true })
    const paused = await counts(setId)
    expect(paused?.queued).toBeGreaterThan(0)
    expect(await desk.edits.sets.post(setId, [last])).toBe(1)
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    expect(await desk.set(setId)).toMatchObject({ isPaused: true, counts: { queued: (paused?.queued ?? 0) + 1 } })
    await desk.edits.sets.post(setId)
    await until(async () => expect((await counts(setId))?.confirmed).toBe(world.campaigns.length))
  })

  it('waits without network, and goes on when it is back', async () => {
    await sandbox.setOnline(false)
    const { setId } = await desk.edits.sets.keep(raised(world.campaigns), { name: 'Offline' }, POST)
    await until(async () => expect((await desk.set(setId))?.counts.queued).toBe(world.campaigns.length))
    await until(async () => expect((await desk.edits.shownSets())[0]?.waits?.for).toBe('network'))
    expect(await states(setId)).toBe(world.campaigns.map(() => 'queued').join(' '))
    await sandbox.setOnline(true)
    clock.ahead(60_000)
    desk.edits.start()
    await until(async () => expect((await counts(setId))?.confirmed).toBe(world.campaigns.length))
    expect(world.campaigns.map(({ id }) => arrived(id))).toEqual(world.campaigns.map(() => 1))
  })

  it('waits for the network where one edit alone did not get through, and not for limits', async () => {
    const [a] = world.campaigns
    if (!a) throw new Error('no campaign')
    between = async (url, send) => {
      if (url.endsWith(a.id)) throw new HttpError('offline', false)
      return send()
    }
    const { setId } = await desk.edits.sets.keep(raised(world.campaigns), { name: 'One left' }, POST)
    await until(async () => expect((await counts(setId))?.confirmed).toBe(world.campaigns.length - 1))
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    expect((await desk.set(setId))?.counts.queued).toBe(1)
    expect((await desk.edits.shownSets())[0]?.waits).toMatchObject({ for: 'network' })
    between = null
    clock.ahead(60_000)
    desk.edits.start()
    await until(async () => expect((await counts(setId))?.confirmed).toBe(world.campaigns.length))
    expect((await desk.edits.shownSets())[0]?.waits).toBeNull()
  })

  it('that was stopped while it waited is not looked for again and again', async () => {
    await sandbox.setOnline(false)
    const { setId } = await desk.edits.sets.keep(raised(world.campaigns), { name: 'Stopped' }, POST)
    await until(async () => expect((await desk.edits.shownSets())[0]?.waits?.for).toBe('network'))
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    expect(await desk.edits.sets.stop(setId)).toBe(world.campaigns.length)
    // All that was waited for is past: it looks once more, and then rests.
    clock.ahead(60_000)
    desk.edits.start()
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    const looks = vi.spyOn(desk.workspace.context.store, 'setsToPost')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(looks.mock.calls).toHaveLength(0)
    await sandbox.setOnline(true)
  })

  it('loses nothing when the token dies in the middle', async () => {
    let sent = 0
    between = async (url, send) => {
      if (/\/\d+$/.test(new URL(url).pathname) && ++sent === 4) sandbox.tokens.invalidate(463)
      return send()
    }
    const { setId } = await desk.edits.sets.keep(raised(world.campaigns), { name: 'Token' }, POST)
    await until(async () => expect((await desk.edits.shownSets())[0]?.waits?.for).toBe('signIn'))
    const now = await counts(setId)
    expect(now?.rejected).toBe(0)
    expect((now?.confirmed ?? 0) + (now?.queued ?? 0) + (now?.underWay ?? 0)).toBe(world.campaigns.length)
    expect(now?.queued).toBeGreaterThan(0)
    // The program is closed, the person signs in, and all goes on where it was.
    await desk.edits.stop()
    await desk.workspace.close()
    sandbox.tokens.restore()
    between = null
    await open()
    clock.ahead(SETTLE_AFTER_MS)
    await desk.edits.settle()
    desk.edits.start()
    await until(async () => expect(await counts(setId)).toMatchObject({ queued: 0, underWay: 0 }))
    for (const { state, objectId } of await desk.editsOf(setId)) {
      expect(['confirmed', 'rejected']).toContain(state)
      expect(arrived(objectId)).toBeLessThanOrEqual(2)
    }
  })
})

describe('undo', () => {
  it('takes a whole set back as a set of its own, and that back again', async () => {
    const { setId } = await desk.edits.sets.keep(raised(world.campaigns), { name: 'More' }, POST)
    await until(async () => expect((await counts(setId))?.confirmed).toBe(world.campaigns.length))
    const undo = await desk.edits.sets.undo({ setId }, 'More, undone')
    if (!undo) throw new Error('nothing to undo')
    await until(async () => expect((await counts(undo.setId))?.confirmed).toBe(world.campaigns.length))
    expect(await counts(setId)).toMatchObject({ confirmed: 0, undone: world.campaigns.length })
    for (const campaign of world.campaigns) expect(await live(campaign.id)).toBe(amountOf(campaign))
    expect(await desk.edits.sets.undo({ setId }, 'Again')).toBeNull()
    const redo = await desk.edits.sets.undo({ setId: undo.setId }, 'More, after all')
    if (!redo) throw new Error('nothing to redo')
    await until(async () => expect((await counts(redo.setId))?.confirmed).toBe(world.campaigns.length))
    expect(await counts(setId)).toMatchObject({ confirmed: world.campaigns.length, undone: 0 })
    expect(await counts(undo.setId)).toMatchObject({ confirmed: 0, undone: world.campaigns.length })
    for (const campaign of world.campaigns) expect(await live(campaign.id)).toBe(amountOf(campaign) + UNIT)
  })
})

describe('several at once', () => {
  it('on the same objects, a person, a set and a strategy: one after the other, and none overwrites unseen', async () => {
    const [a] = world.campaigns
    if (!a) throw new Error('no campaign')
    const [wanted] = raised([a])
    if (!wanted) throw new Error('no edit')
    const strategy = { kind: 'strategy', strategyId: 's', strategyName: 'Scale', suggestionId: 'x' } as const
    const { setId } = await desk.edits.sets.keep(raised(world.campaigns, 2 * UNIT), { name: 'Set' }, POST)
    const made = await Promise.allSettled([
      desk.edits.make(wanted, PERSON),
      desk.edits.make(
        { ...wanted, change: { ...wanted.change, after: amountOf(a) + 3 * UNIT } as typeof wanted.change },
        strategy,
      ),
    ])
    await until(async () => expect(await counts(setId)).toMatchObject({ queued: 0, underWay: 0 }))
    const ofSet = (await desk.editsOf(setId)).find(({ objectId }) => objectId === a.id)
    const confirmed = [
      ...made.flatMap((one) => (one.status === 'fulfilled' && one.value.state === 'confirmed' ? [one.value] : [])),
      ...(ofSet?.state === 'confirmed' ? [ofSet] : []),
    ]
    // All were made from the same value, so that one alone can be in effect; the others were told.
    expect(confirmed).toHaveLength(1)
    expect(await live(a.id)).toBe(confirmed[0]?.change.after)
    expect(arrived(a.id)).toBe(1)
  })
})

it('an edit left unknown is read back before anything else of its object goes', async () => {
  const [a] = world.campaigns
  if (!a) throw new Error('no campaign')
  let isLost = true
  between = async (url, send) => {
    if (!isLost || !url.endsWith(a.id)) return send()
    isLost = false
    await send()
    throw new HttpError('cut', true)
  }
  const { setId } = await desk.edits.sets.keep(raised([a]), { name: 'Lost' }, POST)
  await until(async () => expect((await counts(setId))?.confirmed).toBe(1))
  expect(arrived(a.id)).toBe(1)
  expect(await live(a.id)).toBe(amountOf(a) + UNIT)
})
