import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { valuesOf } from '../../src/shared/domain/edits.ts'
import type { Change, Edit, EditField, KnownValues } from '../../src/shared/domain/edits.ts'
import type { AdAccount, Campaign, Level } from '../../src/shared/domain/objects.ts'
import type { Edits } from '../../src/main/services/edits/index.ts'
import { createReadObject } from '../../src/main/services/edits/read.ts'
import type { ReadObject } from '../../src/main/services/edits/read.ts'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { createRealClock } from '../clock-real.ts'
import { createTestEdits, createTestWorkspace, testAccount } from '../workspace.ts'
import type { TestWorkspace } from '../workspace.ts'

const DAY = 86_400_000
const UNIT = 1_000_000

let sandbox: Sandbox
let workspace: TestWorkspace
let edits: Edits
let readObject: ReadObject
let accounts: readonly AdAccount[]

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: Date.now })
  accounts = theirs().map(({ id, name }) => testAccount({ id, name }))
  workspace = await createTestWorkspace({
    clock: createRealClock(),
    accounts,
    graphUrl: sandbox.url,
    token: DEMO_SYSTEM_TOKEN,
  })
  edits = createTestEdits(workspace.context)
  readObject = createReadObject(workspace.context)
})
afterAll(async () => {
  await workspace.close()
  await sandbox.stop()
})

/** Those that people of the token may change. */
const theirs = () =>
  sandbox.world.accounts.filter(
    ({ status, tasks, currency }) => status === 1 && tasks.includes('ADVERTISE') && currency === 'USD',
  )
const objectsOf = (level: Level) => {
  const campaigns = theirs().flatMap((account) => account.campaigns)
  if (level === 'campaign') return campaigns
  const adSets = campaigns.flatMap(({ adsets }) => adsets)
  return level === 'adset' ? adSets : adSets.flatMap(({ ads }) => ads)
}
const accountOf = (level: Level, id: string): string =>
  objectsOf(level).find((object) => object.id === id)?.account.id ?? ''
const atMeta = async (level: Level, objectId: string): Promise<KnownValues> => {
  const found = await readObject({ level, objectId, accountId: accountOf(level, objectId), currency: 'USD' }, 'person')
  return found ? valuesOf(found) : {}
}
/** The first object of the level that has all of these and may be edited. */
const objectWith = async (
  level: Level,
  ...fields: readonly EditField[]
): Promise<{ readonly id: string; readonly values: KnownValues }> => {
  for (const { id, status } of objectsOf(level)) {
    if (status !== 'ACTIVE' && status !== 'PAUSED') continue
    const values = await atMeta(level, id)
    if (fields.every((field) => values[field] !== undefined && values[field] !== null)) return { id, values }
  }
  throw new Error(`no ${level} with ${fields.join()}`)
}
const make = async (objectId: string, change: Change): Promise<Edit> => {
  const { accountId } = await edits.values(objectId)
  return edits.make({ accountId, objectId, change, reason: '' }, { kind: 'person' })
}

/** Made, read back by another way, and taken back. */
const goesThere = async (level: Level, id: string, change: Change): Promise<void> => {
  const edit = await make(id, change)
  expect(edit, change.field).toMatchObject({ state: 'confirmed', level, objectId: id, failure: null })
  expect((await atMeta(level, id))[change.field]).toEqual(change.after)
  expect(await edits.undo(edit.id)).toMatchObject({ state: 'confirmed', level })
  expect((await atMeta(level, id))[change.field]).toEqual(change.before)
}

describe('an edit of', () => {
  it('a status and a name reaches all three levels, and comes back', async () => {
    for (const level of ['campaign', 'adset', 'ad'] as const) {
      const { id, values } = await objectWith(level, 'status', 'name')
      const { status = 'ACTIVE', name = '' } = values
      await goesThere(level, id, { field: 'name', before: name, after: `${name} · весна 🌷` })
      await goesThere(level, id, { field: 'status', before: status, after: status === 'ACTIVE' ? 'PAUSED' : 'ACTIVE' })
    }
  })

  it('budgets is held where the object holds it', async () => {
    for (const [level, field] of [
      ['campaign', 'dailyBudget'],
      ['adset', 'dailyBudget'],
      ['campaign', 'lifetimeBudget'],
    ] as const) {
      const { id, values } = await objectWith(level, field)
      const before = values[field] ?? 0
      await goesThere(level, id, { field, before, after: before + 7 * UNIT })
    }
    const { id } = await objectWith('adset', 'dailyBudget')
    await expect(make(id, { field: 'lifetimeBudget', before: UNIT, after: 2 * UNIT })).rejects.toMatchObject({
      code: 'editNotPossible',
    })
  })

  it('a campaign’s spend cap is set, changed and taken away', async () => {
    const { id, values } = await objectWith('campaign', 'dailyBudget')
    const before = values.spendCap ?? null
    const cap = 50_000 * UNIT
    expect(await make(id, { field: 'spendCap', before, after: cap })).toMatchObject({ state: 'confirmed' })
    expect((await atMeta('campaign', id)).spendCap).toBe(cap)
    await expect(make(id, { field: 'spendCap', before, after: 2 * cap })).rejects.toMatchObject({
      code: 'editConflict',
      data: { now: '50000.00 USD' },
    })
    expect(await make(id, { field: 'spendCap', before: cap, after: null })).toMatchObject({ state: 'confirmed' })
    expect((await atMeta('campaign', id)).spendCap).toBeNull()
    // Where its list was refused the field, what it is now is asked before it is changed.
    const known = async () => (await workspace.context.store.objects([id]))[0]?.object
    const { spendCap: _, ...unread } = { spendCap: null, ...(await known()) } as Campaign
    await workspace.context.store.saveObjects('campaign', [unread], Date.now())
    expect(await known()).not.toHaveProperty('spendCap')
    await expect(make(id, { field: 'spendCap', before: cap, after: 2 * cap })).rejects.toMatchObject({
      code: 'editConflict',
    })
    expect(await known()).toMatchObject({ spendCap: null })
  })

  it('a bid is made where its strategy has one, and Meta says why not elsewhere', async () => {
    const { id, values } = await objectWith('adset', 'bid', 'bidStrategy')
    const before = values.bid ?? 0
    await goesThere('adset', id, { field: 'bid', before, after: before + UNIT })
    const other = await objectWith('adset', 'dailyBudget', 'startsAt')
    if (other.values.bid === null && other.values.bidStrategy === 'LOWEST_COST_WITHOUT_CAP')
      expect(await make(other.id, { field: 'bid', before: null, after: UNIT })).toMatchObject({
        state: 'rejected',
        failure: { code: 'metaRejected' },
      })
  })

  it('a bid strategy takes its bid with it, there and back, whatever happens to the answer', async () => {
    const strategy = { before: 'LOWEST_COST_WITHOUT_CAP', after: 'LOWEST_COST_WITH_BID_CAP' }
    const find = async (): Promise<string> => {
      for (const { id, status, campaign, budget } of theirs()
        .flatMap(({ campaigns }) => campaigns)
        .flatMap((each) => each.adsets)) {
        if (status !== 'ACTIVE' || budget === null || campaign.budget !== null) continue
        const values = await atMeta('adset', id)
        if (values.bidStrategy === strategy.before && values.bid === null) return id
      }
      throw new Error('no ad set without a cap')
    }
    const id = await find()
    const there: Change = { field: 'bidStrategy', ...strategy, bid: { before: null, after: 2 * UNIT } }
    const isNow = async (bidStrategy: string, bid: number | null): Promise<void> =>
      expect(await atMeta('adset', id)).toMatchObject({ bidStrategy, bid })

    // Alone neither is possible.
    expect(await make(id, { field: 'bidStrategy', ...strategy })).toMatchObject({ failure: { code: 'metaRejected' } })
    for (const bid of [null, undefined])
      await expect(
        make(id, { ...there, ...(bid === null ? { bid: { before: null, after: null } } : { after: strategy.before }) }),
      ).rejects.toMatchObject({ code: 'editNotPossible' })

    const made = await make(id, there)
    expect(made).toMatchObject({ state: 'confirmed', change: there })
    await isNow(strategy.after, 2 * UNIT)
    expect(await edits.undo(made.id)).toMatchObject({ state: 'confirmed' })
    await isNow(strategy.before, null)

    sandbox.faults.set([{ match: new RegExp(id), method: 'POST', kind: 'dropAfterApply', times: 1 }])
    const lost = await make(id, there)
    expect(lost).toMatchObject({ state: 'confirmed' })
    await isNow(strategy.after, 2 * UNIT)

    // It is not what the way back was made from.
    expect(await make(id, { field: 'bid', before: 2 * UNIT, after: 3 * UNIT })).toMatchObject({ state: 'confirmed' })
    await expect(edits.undo(lost.id)).rejects.toMatchObject({
      code: 'editConflict',
      data: { field: 'bid', now: '3.00 USD' },
    })
    await isNow(strategy.after, 3 * UNIT)
    const back: Change = {
      field: 'bidStrategy',
      before: strategy.after,
      after: strategy.before,
      bid: { before: 3 * UNIT, after: null },
    }
    expect(await make(id, back)).toMatchObject({ state: 'confirmed' })
    await isNow(strategy.before, null)
  })

  it('an end date sets it, moves it and opens it again, to the second', async () => {
    const { id } = await objectWith('adset', 'dailyBudget')
    const before = (await atMeta('adset', id)).endsAt ?? null
    const end = Math.floor((Date.now() + 20 * DAY) / 1000) * 1000
    expect(await make(id, { field: 'endsAt', before, after: end + 321 })).toMatchObject({ state: 'confirmed' })
    expect((await atMeta('adset', id)).endsAt).toBe(end)
    await goesThere('adset', id, { field: 'endsAt', before: end, after: end + DAY })
    expect(await make(id, { field: 'endsAt', before: end, after: null })).toMatchObject({ state: 'confirmed' })
    expect((await atMeta('adset', id)).endsAt).toBeNull()
    expect(await make(id, { field: 'endsAt', before: null, after: Date.now() - DAY })).toMatchObject({
      state: 'rejected',
      failure: { code: 'metaRejected' },
    })
  })

  it('anything is offered with what it is at Meta now, and else as it was last read', async () => {
    const { id, values } = await objectWith('adset', 'dailyBudget')
    expect(await edits.values(id)).toMatchObject({
      level: 'adset',
      objectId: id,
      currency: 'USD',
      values: { name: values.name, dailyBudget: values.dailyBudget },
      readAt: expect.any(Number) as number,
      isLive: true,
    })
    // Many at once are answered from here, in the order asked for, with what edits are held to.
    const changesBefore = (await edits.known([id]))[0]?.past.budgetChanges.length ?? 0
    const budget = values.dailyBudget ?? 0
    await goesThere('adset', id, { field: 'dailyBudget', before: budget, after: budget + UNIT })
    const other = await objectWith('campaign', 'dailyBudget')
    const [first, second, ...more] = await edits.known([other.id, '999', id, other.id])
    expect(more).toEqual([])
    expect(first).toMatchObject({ level: 'campaign', objectId: other.id, isLive: false })
    expect(second).toMatchObject({
      objectId: id,
      zone: expect.any(String) as string,
      values: { dailyBudget: values.dailyBudget },
    })
    expect(second?.past.held.dailyBudget?.at(-1)?.value).toBe(values.dailyBudget)
    // There and back: two of the four changes that Meta takes within an hour.
    expect(second?.past.budgetChanges).toHaveLength(changesBefore + 2)
    const named = await edits.named('adset', [accountOf('adset', id)], [values.name ?? ''])
    expect(named.map(({ objectId }) => objectId)).toContain(id)
    await sandbox.stop()
    expect(await edits.values(id)).toMatchObject({
      values: { name: values.name },
      readAt: expect.any(Number) as number,
      isLive: false,
    })
  })
})
