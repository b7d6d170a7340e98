import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import type { Campaign } from '../../src/sandbox/model.ts'
import type { Change } from '../../src/shared/domain/edits.ts'
import { microsFromMinor } from '../../src/shared/domain/money.ts'
import { lookedOf } from '../../src/shared/domain/silent.ts'
import type { SilentChange } from '../../src/shared/domain/silent.ts'
import type { Input } from '../../src/shared/contract/contract.ts'

/** What a colleague or Meta changed behind our back: found, told, put back by the one path, and marked as seen for good. */

const MINUTE = 60_000
let world: World
let campaign: Campaign
let budget: number
/** What happens at Meta after a write of ours was taken and before it is read back. */
let meanwhile: (() => void) | null = null

const input = (patch: Partial<Input<'silent.list'>> = {}): Input<'silent.list'> => ({
  accountIds: [],
  onlyNew: true,
  keep: [],
  since: null,
  cursor: null,
  limit: 100,
  ...patch,
})
const list = async (patch: Partial<Input<'silent.list'>> = {}): Promise<readonly SilentChange[]> =>
  (await world.call('silent.list', input(patch))).changes
const told = ({ change, who, sources }: SilentChange): string =>
  [change.kind, who.kind, ...('name' in who ? [who.name] : []), sources.join('+')].join(' ')
const counted = async (): Promise<number> => (await world.call('app.status')).silentChanges
const atMeta = async (): Promise<number | undefined> =>
  (await world.call('edits.values', { objectId: campaign.id })).values.dailyBudget
const putBack = (found: SilentChange, change: Change) =>
  world.call('silent.putBack', {
    accountId: found.accountId,
    objectId: found.objectId,
    change,
    reason: 'Put back',
    looked: { objectId: found.objectId, field: found.change.kind, until: found.at },
  })
const only = (changes: readonly SilentChange[]): SilentChange => {
  const [found, ...rest] = changes
  if (!found || rest.length > 0) throw new Error(changes.map(told).join(', '))
  return found
}
const backOf = ({ putBack: back }: SilentChange): Change => {
  if (!('by' in back)) throw new Error(back.not)
  return back.by
}

beforeAll(async () => {
  world = await createTestApp({
    http: (real) => async (request) => {
      const answer = await real(request)
      if (request.method === 'POST' && request.url.includes(campaign?.id ?? 'none')) meanwhile?.()
      return answer
    },
  })
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const account = world
    .sandbox()
    .world.accounts.find(
      ({ currency, status, campaigns }) => currency === 'USD' && status === 1 && campaigns.length > 2,
    )
  const found = account?.campaigns.find(({ budget: of, status }) => of?.kind === 'daily' && status === 'ACTIVE')
  if (!account || !found?.budget) throw new Error('no such campaign in the demo')
  campaign = found
  budget = microsFromMinor(found.budget.minor, 'USD')
  await world.call('accounts.watch', {
    ids: rows.filter(({ id }) => id === account.id).map(({ id }) => id),
    watched: true,
  })
  await world.call('workspaces.finishSetup')
  await world.advance(MINUTE)
})
afterAll(() => world.dispose())

it('finds what a colleague changed, and nothing that was done here', async () => {
  expect(await list()).toEqual([])
  expect(await counted()).toBe(0)
  await world.call('edits.make', {
    accountId: campaign.account.id,
    objectId: campaign.id,
    change: { field: 'name', before: campaign.name, after: 'Ours' },
    reason: '',
  })
  await world.advance(MINUTE)
  world.sandbox().colleague.change(campaign.id, { daily_budget: String((budget / 10_000) * 2) })
  await world.advance(6 * MINUTE)
  const found = only(await list())
  expect(told(found)).toMatch(/^budget person .+ log$/)
  expect(found).toMatchObject({
    change: { of: 'daily', before: budget, after: budget * 2 },
    now: { before: budget * 2, after: budget * 2 },
    putBack: { by: { field: 'dailyBudget', before: budget * 2, after: budget } },
    isNew: true,
    beside: null,
  })
  expect(await counted()).toBe(1)
  expect(await list({ since: world.clock.now() })).toEqual([])
  expect((await world.call('silent.list', input())).syncedAt).not.toBeNull()
})

it('refuses to put back what has moved on since, and sends nothing without Meta', async () => {
  const found = only(await list())
  world.sandbox().colleague.change(campaign.id, { daily_budget: String((budget / 10_000) * 3) })
  await expect(putBack(found, backOf(found))).rejects.toMatchObject({ code: 'editConflict' })
  expect(await atMeta()).toBe(budget * 3)
  await world.advance(6 * MINUTE)
  const both = await list()
  expect(both.map(({ now, isNew }) => ['after' in now && now.after, isNew])).toEqual([
    [budget * 3, true],
    [budget * 3, true],
  ])
  await world.call('demo.set', { online: false, speed: 1 })
  const [newest] = both
  if (!newest) throw new Error('none')
  expect(await putBack(newest, backOf(newest))).toMatchObject({ state: 'rejected', failure: { code: 'offline' } })
  // What was found can be read all the same.
  expect(await list()).toHaveLength(2)
  await world.call('demo.set', { online: true, speed: 1 })
  expect(await atMeta()).toBe(budget * 3)
  const edits = await world.call('edits.list', { objectId: campaign.id, limit: 10 })
  expect(edits.map(({ state }) => state)).toEqual(['rejected', 'confirmed'])
})

it('puts it back by an edit of its own, after which it is as it was and looked at', async () => {
  const all = await list()
  const oldest = all.at(-1)
  if (!oldest) throw new Error('none')
  const edit = await putBack(oldest, backOf(oldest))
  expect(edit).toMatchObject({ state: 'confirmed', change: { before: budget * 3, after: budget }, reason: 'Put back' })
  expect(await atMeta()).toBe(budget)
  const left = only(await list())
  expect(left.change).toMatchObject({ before: budget * 2, after: budget * 3 })
  expect(left.now).toMatchObject({ after: budget })
  expect(await counted()).toBe(1)
  // Still shown where it was acted on.
  const kept = await list({ keep: [oldest.id] })
  expect(kept.find(({ id }) => id === oldest.id)).toMatchObject({ isNew: false, putBack: { not: 'back' } })
})

it('remembers what was looked at over a kill and a cleared cache; what comes later to the same field is new', async () => {
  await world.call('silent.seen', { looked: [...lookedOf(await list())] })
  expect(await counted()).toBe(0)
  await world.restart({ kill: true, offFor: MINUTE })
  expect(await list()).toEqual([])
  expect(await list({ onlyNew: false })).toHaveLength(2)
  await world.call('health.clearCache')
  await world.call('accounts.refresh')
  await world.advance(7 * MINUTE)
  expect(await list()).toEqual([])
  world.sandbox().colleague.change(campaign.id, { daily_budget: String((budget / 10_000) * 2) })
  await world.advance(6 * MINUTE)
  const found = only(await list())
  expect(await counted()).toBe(1)
  await world.call('silent.seen', { looked: [...lookedOf([found])] })
  expect(await counted()).toBe(0)
})

it('puts several back as a set: what moved on since is in conflict, all is looked at, and undone as a whole', async () => {
  const [second, third] = campaign.account.campaigns.filter(({ id }) => id !== campaign.id)
  if (!second || !third) throw new Error('too few campaigns in the demo')
  const { colleague } = world.sandbox()
  colleague.change(campaign.id, { daily_budget: String((budget / 10_000) * 4) })
  colleague.change(second.id, { status: second.status === 'ACTIVE' ? 'PAUSED' : 'ACTIVE' })
  colleague.change(third.id, { name: `${third.name} v2` })
  await world.advance(6 * MINUTE)
  const found = (await list()).toSorted((a, b) => a.change.kind.localeCompare(b.change.kind))
  expect(found.map(({ change }) => change.kind)).toEqual(['budget', 'name', 'status'])
  // Before it is posted, and after it was shown.
  colleague.change(third.id, { name: `${third.name} v3` })
  const { setId, kept, ids } = await world.call('silent.putBackMany', {
    into: { name: 'Put back 3 values' },
    edits: found.map((each) => ({
      accountId: each.accountId,
      objectId: each.objectId,
      change: backOf(each),
      reason: 'Put back',
      looked: { objectId: each.objectId, field: each.change.kind, until: each.at },
    })),
  })
  expect(kept).toBe(3)
  const states = async () => (await world.call('edits.some', { ids: [...ids] })).map(({ state }) => state)
  const until = (want: () => Promise<void>) => vi.waitFor(want, { timeout: 30_000, interval: 50 })
  await until(async () => expect(await states()).toEqual(['confirmed', 'drafted', 'confirmed']))
  const [, moved] = await world.call('edits.some', { ids: [...ids] })
  expect(moved?.failure).toMatchObject({ code: 'editConflict', data: { now: `${third.name} v3` } })
  expect(await atMeta()).toBe(found[0]?.change.before)
  // What was acted on was looked at; what somebody did after that is new.
  await world.advance(6 * MINUTE)
  expect((await list()).map(({ change }) => change.after)).toEqual([`${third.name} v3`])

  const undone = await world.call('sets.undo', { of: { setId }, name: 'Undo' })
  expect(undone?.kept).toBe(2)
  await until(async () => expect(await states()).toEqual(['undone', 'drafted', 'undone']))
  await world.call('sets.discard', { setId })
  await world.call('silent.seen', { looked: [...lookedOf(await list())] })
})

it('catches a switch that was turned on again while an edit was made, by reading back, and names the edit', async () => {
  await world.advance(60 * MINUTE)
  world.sandbox().faults.set([{ match: /activities/, kind: 'error500' }])
  const { row } = await world.call('campaigns.get', { id: campaign.id, period: 'today' })
  const make = (change: Change) =>
    world.call('edits.make', { accountId: row.accountId, objectId: campaign.id, change, reason: '' })
  expect(await make({ field: 'status', before: 'ACTIVE', after: 'PAUSED' })).toMatchObject({ state: 'confirmed' })
  await world.advance(20 * MINUTE)
  meanwhile = () => {
    meanwhile = null
    world.sandbox().colleague.change(campaign.id, { status: 'ACTIVE' })
  }
  const edit = await make({ field: 'name', before: 'Ours', after: 'Ours, renamed' })
  expect(edit.state).toBe('confirmed')
  const found = only(await list())
  expect(told(found)).toBe('status unknown seen')
  expect(found).toMatchObject({
    change: { before: 'PAUSED', after: 'ACTIVE' },
    beside: { id: edit.id, change: { kind: 'name', after: 'Ours, renamed' } },
    putBack: { by: { field: 'status', before: 'ACTIVE', after: 'PAUSED' } },
  })
  // Once Meta's log can be read it is somebody's, and not told twice.
  world.sandbox().faults.set([])
  await world.call('timeline.refresh', { accountIds: [], days: 1 })
  expect(told(only(await list()))).toMatch(/^status person .+ log$/)
})
