import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Change, Edit } from '../../src/shared/domain/edits.ts'
import { fateOf, judged } from '../../src/shared/domain/edits-preview.ts'
import type { HouseRule } from '../../src/shared/domain/house-rules.ts'
import type { AccountRow, CampaignRow } from '../../src/shared/domain/objects.ts'
import type { Suggestion } from '../../src/shared/domain/suggestions.ts'
import { campaignsOf } from '../campaigns.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'

let world: World
let accounts: AccountRow[]
/** Of the campaign. */
let account: AccountRow
/** One that runs with a daily budget, another for each test: Meta takes four changes of a budget an hour. */
let campaign: CampaignRow
let campaigns: CampaignRow[]
/** Calls that write, when a test last counted. */
let writes: number

const refused = (code: string, data: object = {}) => ({ code, data })
const units = (amount: number): number => Math.round(amount) * 1_000_000
const at = async ({ id }: CampaignRow): Promise<CampaignRow> =>
  (await world.call('campaigns.get', { id, period: 'today' })).row
const amountOf = async (row: CampaignRow): Promise<number> => (await at(row)).budget?.amount ?? 0
const make = (row: CampaignRow, change: Change, confirmed?: string): Promise<Edit> =>
  world.call('edits.make', { accountId: row.accountId, objectId: row.id, change, reason: '', confirmed })
const budget = async (row: CampaignRow, after: number): Promise<Change> => ({
  field: 'dailyBudget',
  before: await amountOf(row),
  after,
})
const keep = (name: string, doc: Partial<HouseRule> & Pick<HouseRule, 'demand'>) =>
  world.call('kept.save', { kind: 'rule', name, doc: { on: true, action: 'block', accountIds: null, ...doc } })
/** Nothing may have left but what reads. */
const sent = (): number => {
  const { byPath } = world.sandbox().calls()
  return Object.entries(byPath).reduce((sum, [path, count]) => (path.startsWith('POST ') ? sum + count : sum), 0)
}

/** A strategy's wish to raise the budget of another one, as good as any that it would make of its own. */
const suggestion = async (after = 0): Promise<Suggestion> => {
  const strategy = await world.call('strategies.save', {
    name: 'Scale',
    currency: 'USD',
    accountIds: accounts.map(({ id }) => id),
    status: 'active',
    form: {
      minCtr: 0,
      maxCpc: 9_000_000_000,
      targetCpm: 9_000_000_000,
      budgetThreshold: 1_000_000,
      window: 'last7d',
      pauseLowPerformers: false,
      increaseBudget: true,
      adjustBidding: false,
      expandAudience: false,
    },
  })
  await world.call('strategies.run', { id: strategy.id })
  const found = (await world.call('suggestions.list')).find(
    ({ status, edit, objectId }) => status === 'open' && edit.kind === 'dailyBudget' && objectId !== campaign.id,
  )
  if (found?.edit.kind !== 'dailyBudget') throw new Error('no suggestion')
  expect(found.edit.after).toBeGreaterThan(after)
  return found
}

beforeAll(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  accounts = (await world.call('accounts.list')).rows.filter(
    ({ status, currency, tasks }) => status === 'ACTIVE' && currency === 'USD' && tasks?.includes('ADVERTISE'),
  )
  await world.call('accounts.watch', { ids: accounts.map(({ id }) => id), watched: true })
  await world.call('workspaces.finishSetup')
  await world.quiet()
  const page = await campaignsOf(world.call, {
    period: 'today',
    accountIds: [],
    statuses: ['ACTIVE'],
    search: '',
    sort: { by: 'spend', direction: 'descending' },
    offset: 0,
    limit: 100,
  })
  campaigns = page.rows.filter(({ budget: of }) => of?.kind === 'daily')
}, 120_000)
beforeEach(() => {
  const next = campaigns.shift()
  const owner = accounts.find(({ id }) => id === next?.accountId)
  if (!next || !owner) throw new Error('no campaign')
  campaign = next
  account = owner
})
afterEach(async () => {
  for (const { id } of await world.call('kept.list', { kind: 'rule' }))
    await world.call('kept.delete', { kind: 'rule', id })
  await world.call('app.setPreferences', { readOnly: false, confirmAbove: null })
  await world.call('accounts.setReadOnly', { ids: accounts.map(({ id }) => id), readOnly: false })
})
afterAll(() => world.dispose())

describe('read-only', () => {
  it('refuses a person, a strategy and undo, of the whole app or of an account, and outlives a restart', async () => {
    const made = await make(campaign, await budget(campaign, (await amountOf(campaign)) + 1_000_000))
    expect(made.state).toBe('confirmed')
    const wish = await suggestion()
    const change = await budget(campaign, (await amountOf(campaign)) + 1_000_000)
    writes = sent()
    const all = async (code: ReturnType<typeof refused>): Promise<void> => {
      await expect(make(campaign, change)).rejects.toMatchObject(code)
      await expect(world.call('edits.undo', { id: made.id })).rejects.toMatchObject(code)
      await expect(world.call('suggestions.apply', { id: wish.id })).rejects.toMatchObject(code)
      expect((await world.call('suggestions.list')).find(({ id }) => id === wish.id)?.status).toBe('open')
    }
    await world.call('app.setPreferences', { readOnly: true })
    await all(refused('editReadOnly', { by: 'app' }))
    await world.call('app.setPreferences', { readOnly: false })
    await world.call('accounts.setReadOnly', { ids: [account.id, wish.accountId], readOnly: true })
    await all(refused('editReadOnly', { by: 'account' }))
    await world.restart()
    await world.call('accounts.refresh')
    expect((await world.call('accounts.list')).rows.find(({ id }) => id === account.id)?.readOnly).toBe(true)
    expect(await world.call('edits.terms', { accountIds: [account.id, 'act_1'] })).toMatchObject({
      [account.id]: { readOnly: 'account', limit: null, rules: [], most: 1_000_000_000_000 },
    })
    await expect(make(campaign, change)).rejects.toMatchObject(refused('editReadOnly'))
    expect(sent()).toBe(0)
    await world.call('accounts.setReadOnly', { ids: [account.id], readOnly: false })
    expect(await world.call('edits.undo', { id: made.id })).toMatchObject({ state: 'confirmed' })
  })
})

describe('a limit', () => {
  it('asks for the new amount or the name of the account, of a person and of undo, and refuses a strategy', async () => {
    const before = await amountOf(campaign)
    const limit = before + 5_000_000
    const wish = await suggestion(before)
    await world.call('app.setPreferences', { confirmAbove: { amount: limit, currency: 'USD' } })
    expect((await make(campaign, await budget(campaign, limit))).state).toBe('confirmed')

    const above = await budget(campaign, limit + 2_000_000)
    const code = refused('editNeedsConfirmation', { limit: `${(limit / 1_000_000).toFixed(2)} USD` })
    writes = sent()
    for (const typed of [undefined, '', 'yes', '1'])
      await expect(make(campaign, above, typed)).rejects.toMatchObject(code)
    expect(sent()).toBe(writes)
    const raised = await make(campaign, above, String((limit + 2_000_000) / 1_000_000))
    expect(raised.state).toBe('confirmed')
    // Down needs no second look, and back up again does.
    const back = await world.call('edits.undo', { id: raised.id })
    expect(back.state).toBe('confirmed')
    await expect(world.call('edits.undo', { id: back.id })).rejects.toMatchObject(code)
    expect(await world.call('edits.undo', { id: back.id, confirmed: account.name })).toMatchObject({
      state: 'confirmed',
    })

    await world.call('app.setPreferences', { confirmAbove: { amount: 1_000_000, currency: 'USD' } })
    await expect(world.call('suggestions.apply', { id: wish.id })).rejects.toMatchObject(
      refused('editNeedsConfirmation'),
    )
  })

  it('counts a start by the budget that begins to be spent: alone, in bulk, as a draft and as an undo', async () => {
    const amount = await amountOf(campaign)
    await world.call('app.setPreferences', { confirmAbove: { amount: amount - 1_000_000, currency: 'USD' } })
    const start: Change = { field: 'status', before: 'PAUSED', after: 'ACTIVE' }
    const pause = await make(campaign, { field: 'status', before: 'ACTIVE', after: 'PAUSED' })
    expect(pause.state).toBe('confirmed')
    const code = refused('editNeedsConfirmation')
    for (const typed of [undefined, '1']) await expect(make(campaign, start, typed)).rejects.toMatchObject(code)
    await expect(world.call('edits.undo', { id: pause.id })).rejects.toMatchObject(code)
    const edits = [{ accountId: account.id, objectId: campaign.id, change: start, reason: '' }]
    const bulk = await world.call('sets.keep', { into: { name: 'In bulk' }, edits, post: true })
    expect(bulk).toMatchObject({ kept: 0, refused: [{ failure: code }] })
    const { setId } = await world.call('sets.keep', { into: { name: 'Started later' }, edits, post: false })
    expect(await world.call('sets.toSend', { what: 'post', setId })).toMatchObject([{ count: 1, overLimit: 1 }])
    expect(await world.call('sets.post', { setId })).toBe(0)
    const ofPause = { what: 'undo' as const, of: { ids: [pause.id] } }
    expect(await world.call('sets.toSend', ofPause)).toMatchObject([{ count: 1, overLimit: 1 }])
    const taken = await world.call('sets.undo', { of: ofPause.of, name: 'On again' })
    expect(taken).toMatchObject({ kept: 0, refused: [{ failure: code }] })
    expect((await at(campaign)).status).toBe('PAUSED')
    expect(await make(campaign, start, String(amount / 1_000_000))).toMatchObject({ state: 'confirmed' })
  })

  it('in a currency that no rate is known of asks for every raise, and for nothing that goes down', async () => {
    await world.call('app.setPreferences', { confirmAbove: { amount: units(1_000_000), currency: 'ISK' } })
    const before = await amountOf(campaign)
    await expect(make(campaign, await budget(campaign, before + 1_000_000))).rejects.toMatchObject(
      refused('editNeedsConfirmation', {}),
    )
    expect((await world.call('edits.values', { objectId: campaign.id })).terms.limit).toBe('unknown')
    expect((await make(campaign, await budget(campaign, before - 1_000_000))).state).toBe('confirmed')
  })
})

describe('a rule of the house', () => {
  it('that blocks is held against a person, a strategy and undo; one that warns is not', async () => {
    const wish = await suggestion()
    const name: Change = { field: 'name', before: (await at(campaign)).name, after: 'DE_Sales_1' }
    const named = await make(campaign, name)
    expect(named.state).toBe('confirmed')
    const rule = await keep('Names', {
      demand: { kind: 'name', level: 'campaign', pattern: '[A-Z]{2}_Sales_.+', example: 'DE_Sales_1' },
    })
    const code = refused('editBreaksHouseRule', { rule: 'Names', known: true })
    writes = sent()
    await expect(make(campaign, { ...name, before: 'DE_Sales_1', after: 'Sales' })).rejects.toMatchObject(code)
    await expect(world.call('edits.undo', { id: named.id })).rejects.toMatchObject(code)
    expect(sent()).toBe(writes)
    const { terms } = await world.call('edits.values', { objectId: campaign.id })
    expect(terms.rules.map(({ id, action }) => [id, action])).toEqual([[rule.id, 'block']])

    await keep('Cap', {
      demand: { kind: 'cap', level: 'campaign', field: 'dailyBudget', most: 2_000_000, currency: 'USD' },
    })
    await expect(world.call('suggestions.apply', { id: wish.id })).rejects.toMatchObject(
      refused('editBreaksHouseRule', { rule: 'Cap' }),
    )
    const cap = refused('editBreaksHouseRule', { rule: 'Cap', known: true })
    await expect(make(campaign, await budget(campaign, (await amountOf(campaign)) + 1_000_000))).rejects.toMatchObject(
      cap,
    )
    // Down towards the cap, and a pause, are always possible.
    expect((await make(campaign, await budget(campaign, (await amountOf(campaign)) - 1_000_000))).state).toBe(
      'confirmed',
    )
    const paused = await make(campaign, { field: 'status', before: 'ACTIVE', after: 'PAUSED' })
    expect(paused.state).toBe('confirmed')
    await expect(world.call('edits.undo', { id: paused.id })).rejects.toMatchObject(cap)

    for (const { id } of await world.call('kept.list', { kind: 'rule' }))
      await world.call('kept.delete', { kind: 'rule', id })
    await keep('Names', {
      action: 'warn',
      demand: { kind: 'name', level: 'campaign', pattern: '[A-Z]{2}_Sales_.+', example: 'DE_Sales_1' },
    })
    expect(await world.call('edits.undo', { id: named.id })).toMatchObject({ state: 'confirmed' })
    expect(await world.call('edits.undo', { id: paused.id })).toMatchObject({ state: 'confirmed' })
  })

  it('of a cap that no rate is known of is refused to a strategy and left to a person', async () => {
    const wish = await suggestion()
    await keep('Cap', {
      demand: { kind: 'cap', level: 'campaign', field: 'dailyBudget', most: 1_000_000, currency: 'ISK' },
    })
    await expect(world.call('suggestions.apply', { id: wish.id })).rejects.toMatchObject(
      refused('editBreaksHouseRule', { rule: 'Cap', known: false }),
    )
    expect((await make(campaign, await budget(campaign, (await amountOf(campaign)) + 1_000_000))).state).toBe(
      'confirmed',
    )
  })

  it('of links is held against starting an ad whose link is known to lack them', async () => {
    const { rows } = await world.call('table.query', {
      level: 'ad',
      period: 'today',
      compare: null,
      accountIds: [account.id],
      campaignIds: [],
      adSetIds: [],
      search: '',
      filters: [{ kind: 'choice', field: 'status', operator: 'in', values: ['ACTIVE'] }],
      group: null,
      sort: { by: 'name', aspect: 'value', direction: 'ascending' },
      figures: ['spend'],
      formulas: [],
      trend: null,
      offset: 0,
      limit: 1,
    })
    const ad = rows[0]?.object
    if (!ad) throw new Error('no ad')
    const edit = (before: 'ACTIVE' | 'PAUSED', after: 'ACTIVE' | 'PAUSED'): Promise<Edit> =>
      world.call('edits.make', {
        accountId: ad.accountId,
        objectId: ad.id,
        change: { field: 'status', before, after },
        reason: '',
      })
    await world.call('sync.refresh', { kind: 'creatives', accountId: account.id })
    const { tracking } = await world.call('edits.values', { objectId: ad.id })
    expect(tracking).not.toBeNull()
    await keep('Links', { demand: { kind: 'utm', parameters: [{ name: 'no_such_parameter', value: null }] } })
    expect((await edit('ACTIVE', 'PAUSED')).state).toBe('confirmed')
    // A cell and a bulk edit are judged by what is known without asking Meta, and find the same.
    const [about] = await world.call('edits.known', { objectIds: [ad.id] })
    if (!about) throw new Error('it is not known')
    expect(about.tracking).toEqual(tracking)
    const start = { field: 'status', before: 'PAUSED', after: 'ACTIVE' } as const
    const terms = await world.call('edits.terms', { accountIds: [ad.accountId] })
    expect(judged([{ about, change: start, problem: null, place: null }], terms).map(fateOf)).toEqual(['out'])
    await expect(edit('PAUSED', 'ACTIVE')).rejects.toMatchObject(refused('editBreaksHouseRule', { rule: 'Links' }))
    for (const { id } of await world.call('kept.list', { kind: 'rule' }))
      await world.call('kept.delete', { kind: 'rule', id })
    const [name] = Object.keys(tracking?.[0] ?? {})
    if (name !== undefined) await keep('Links', { demand: { kind: 'utm', parameters: [{ name, value: null }] } })
    expect((await edit('PAUSED', 'ACTIVE')).state).toBe('confirmed')
  })

  it('is kept only in its shape', async () => {
    const wrong: readonly HouseRule['demand'][] = [
      { kind: 'name', level: 'ad', pattern: '(', example: 'a' },
      { kind: 'name', level: 'ad', pattern: 'a', example: 'b' },
      { kind: 'cap', level: 'campaign', field: 'bid', most: 1, currency: 'USD' },
      { kind: 'cap', level: 'adset', field: 'bid', most: 0, currency: 'USD' },
      { kind: 'utm', parameters: [] },
    ]
    for (const demand of wrong) await expect(keep('Wrong', { demand })).rejects.toMatchObject({ code: 'badInput' })
    await expect(keep('Nowhere', { accountIds: [], demand: { kind: 'end', of: 'all' } })).rejects.toMatchObject({
      code: 'badInput',
    })
  })
})

describe('a set', () => {
  const draft = async (after: number) => ({
    accountId: campaign.accountId,
    objectId: campaign.id,
    change: await budget(campaign, after),
    reason: '',
  })
  const first = async (setId: string): Promise<Edit | undefined> =>
    (await world.call('sets.edits', { setId, offset: 0, limit: 10 }))[0]
  const ended = async (setId: string): Promise<Edit | undefined> => {
    await world.quiet()
    return first(setId)
  }

  it('keeps as a draft what is over the limit until it is confirmed, also when it is undone as a whole', async () => {
    const before = await amountOf(campaign)
    await world.call('app.setPreferences', { confirmAbove: { amount: before, currency: 'USD' } })
    const edits = [await draft(before + 3_000_000)]
    const direct = await world.call('sets.keep', { into: { name: 'Posted' }, edits, post: true })
    expect(direct).toMatchObject({ kept: 0, refused: [{ index: 0, failure: { code: 'editNeedsConfirmation' } }] })
    const { setId } = await world.call('sets.keep', { into: { name: 'Drafts' }, edits, post: false })
    expect(await world.call('sets.post', { setId })).toBe(0)
    expect(await first(setId)).toMatchObject({ state: 'drafted', failure: { code: 'editNeedsConfirmation' } })
    const unusual = { count: 0, first: [] }
    const ofAll = { accountId: account.id, name: account.name, count: 1, final: 0, unusual }
    expect(await world.call('sets.toSend', { what: 'post', setId })).toEqual([{ ...ofAll, overLimit: 1 }])
    expect(await world.call('sets.toSend', { what: 'post', setId, ids: ['others'] })).toEqual([])
    expect(await world.call('sets.toSend', { what: 'retry', setId })).toEqual([])
    expect(await world.call('sets.post', { setId, confirmed: ['elsewhere', account.name] })).toBe(1)
    expect(await ended(setId)).toMatchObject({ state: 'confirmed', failure: null })

    // Down needs no second look, and up again does.
    const toUndo = (of: string) => world.call('sets.toSend', { what: 'undo', of: { setId: of } })
    expect(await toUndo(setId)).toEqual([{ ...ofAll, overLimit: 0 }])
    const lower = await world.call('sets.undo', { of: { setId }, name: 'Back' })
    expect(lower).toMatchObject({ kept: 1, refused: [] })
    expect((await ended(lower?.setId ?? ''))?.state).toBe('confirmed')
    expect(await toUndo(lower?.setId ?? '')).toEqual([{ ...ofAll, overLimit: 1 }])
    const higher = await world.call('sets.undo', { of: { setId: lower?.setId ?? '' }, name: 'And again' })
    expect(higher).toMatchObject({ kept: 0, refused: [{ index: 0, failure: { code: 'editNeedsConfirmation' } }] })
  })

  it('posts nothing where it is read-only, and nothing against a rule of the house', async () => {
    const before = await amountOf(campaign)
    const { setId } = await world.call('sets.keep', {
      into: { name: 'Drafts' },
      edits: [await draft(before + 1_000_000)],
      post: false,
    })
    writes = sent()
    await world.call('accounts.setReadOnly', { ids: [account.id], readOnly: true })
    expect(await world.call('sets.post', { setId })).toBe(0)
    expect(await first(setId)).toMatchObject({ state: 'drafted', failure: { code: 'editReadOnly' } })
    await world.call('accounts.setReadOnly', { ids: [account.id], readOnly: false })
    await keep('Cap', {
      demand: { kind: 'cap', level: 'campaign', field: 'dailyBudget', most: 1_000_000, currency: 'USD' },
    })
    expect(await world.call('sets.post', { setId })).toBe(1)
    expect(await ended(setId)).toMatchObject({ state: 'rejected', failure: { code: 'editBreaksHouseRule' } })
    expect(sent()).toBe(writes)
    for (const { id } of await world.call('kept.list', { kind: 'rule' }))
      await world.call('kept.delete', { kind: 'rule', id })
    expect(await world.call('sets.retry', { setId })).toBe(1)
    expect(await ended(setId)).toMatchObject({ state: 'confirmed' })
  })
})

it('gives the form what Meta takes at least, by what is paid for, once that was read', async () => {
  await world.call('sync.refresh', { kind: 'minimums', accountId: account.id })
  const { terms } = await world.call('edits.values', { objectId: campaign.id })
  // Of a campaign it is the least of all: half a dollar, twice that in dollars.
  expect(terms).toMatchObject({ minimum: 1_000_000, most: 1_000_000_000_000 })
})

describe('what is to be made', () => {
  const order = (name: string, post: boolean) =>
    world.call('edits.create', {
      accountId: account.id,
      made: [
        {
          kind: 'campaign',
          name,
          objective: 'OUTCOME_TRAFFIC',
          categories: [],
          countries: [],
          budget: { kind: 'daily', amount: units(20) },
          bidStrategy: null,
        },
      ],
      reason: '',
      into: { name: 'Made in a test' },
      post,
    })
  const become = (ids: readonly string[], edit: object): Promise<void> =>
    expect.poll(() => world.call('edits.some', { ids: [...ids] }), { timeout: 20_000 }).toMatchObject([edit])

  it('is held to read-only, to the limit unless typed, and to rules of the house', async () => {
    await world.call('app.setPreferences', { readOnly: true })
    await expect(order('Read-only', true)).rejects.toMatchObject({ code: 'editReadOnly' })
    await world.call('app.setPreferences', { readOnly: false, confirmAbove: { amount: units(15), currency: 'USD' } })
    await expect(order('Dear', true)).rejects.toMatchObject({ code: 'editNeedsConfirmation' })
    const { setId, ids } = await order('Dear', false)
    await world.call('sets.post', { setId })
    await become(ids, { state: 'drafted', failure: { code: 'editNeedsConfirmation' } })
    await world.call('sets.post', { setId, confirmed: ['20'] })
    await become(ids, { state: 'confirmed', objectName: 'Dear' })
    await world.call('app.setPreferences', { confirmAbove: null })

    await keep('Names', { demand: { kind: 'name', level: 'campaign', pattern: 'BD_.*', example: 'BD_1' } })
    const against = await order('no prefix', true)
    await become(against.ids, { state: 'rejected', failure: { code: 'editBreaksHouseRule', data: { rule: 'Names' } } })
    await become((await order('BD_spring', true)).ids, { state: 'confirmed' })
    for (const { id } of await world.call('kept.list', { kind: 'rule' }))
      await world.call('kept.delete', { kind: 'rule', id })
    await world.call('sets.retry', { setId: against.setId })
    await become(against.ids, { state: 'confirmed' })
  })
})
