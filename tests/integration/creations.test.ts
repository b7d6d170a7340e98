import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isMarked, madeBy } from '../../src/shared/domain/creation.ts'
import type { KeptEdits } from '../../src/shared/domain/change-sets.ts'
import type { Edit } from '../../src/shared/domain/edits.ts'
import { SETTLE_AFTER_MS } from '../../src/shared/domain/edits.ts'
import { LEVELS } from '../../src/shared/domain/objects.ts'
import type { AdAccount, AdSet, CampaignDetails, Level } from '../../src/shared/domain/objects.ts'
import { createHttp } from '../../src/main/http.ts'
import { AD } from '../../src/main/meta/nodes/ad.ts'
import { AD_SET } from '../../src/main/meta/nodes/ad-set.ts'
import { CAMPAIGN, CAMPAIGNS } from '../../src/main/meta/nodes/campaign.ts'
import { withNamePart } from '../../src/main/meta/nodes/filters.ts'
import { HttpError } from '../../src/main/ports.ts'
import type { Http } from '../../src/main/ports.ts'
import type { Edits } from '../../src/main/services/edits/index.ts'
import type { OrderedCreation, OrderedHolder } from '../../src/main/services/edits/creations.ts'
import { createReadObject } from '../../src/main/services/edits/read.ts'
import type { FaultKind } from '../../src/sandbox/faults/kinds.ts'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { createRealClock } from '../clock-real.ts'
import type { RealClock } from '../clock-real.ts'
import { createTestEdits, createTestWorkspace, testAccount } from '../workspace.ts'
import type { TestWorkspace } from '../workspace.ts'

const PERSON = { kind: 'person' } as const
const real = createHttp(fetch)
const DEAD = new Promise<never>(() => undefined)

let sandbox: Sandbox
let accounts: readonly AdAccount[]
let clock: RealClock
let dir: string
let workspace: TestWorkspace
let edits: Edits
/** The step behind which the program is killed. Null: none. */
let kill: number | null
let step: number
let died: () => void
let between: ((send: () => ReturnType<Http>) => ReturnType<Http>) | null
let round = 0
let source: Awaited<ReturnType<typeof found>>

const theirs = () =>
  sandbox.world.accounts.filter(
    ({ status, tasks, currency }) => status === 1 && tasks.includes('ADVERTISE') && currency === 'USD',
  )

/** A step of the program that a kill may meet: it never comes back from there. */
const killable = async <T>(work: () => Promise<T>): Promise<T> => {
  const at = ++step
  const answer = await work()
  if (kill !== at) return answer
  died()
  return DEAD
}

const open = async (): Promise<void> => {
  workspace = await createTestWorkspace({
    clock,
    accounts,
    graphUrl: sandbox.url,
    token: DEMO_SYSTEM_TOKEN,
    dir,
    http: (request) =>
      killable(() => (between && request.method === 'POST' ? between(() => real(request)) : real(request))),
  })
  const { store } = workspace.context
  edits = createTestEdits({
    ...workspace.context,
    store: {
      ...store,
      appendJournal: (entries) => killable(() => store.appendJournal(entries)),
    },
  })
}

beforeAll(async () => {
  clock = createRealClock()
  sandbox = await startSandbox({ port: 0, now: clock.now })
  accounts = theirs().map(({ id, name }) => testAccount({ id, name }))
  dir = await mkdtemp(join(tmpdir(), 'buydesk-creations-'))
  kill = null
  between = null
  await open()
  source = await found()
})
afterAll(async () => {
  await workspace.close()
  await sandbox.stop()
  await rm(dir, { recursive: true, force: true })
})
afterEach(async () => {
  sandbox.faults.set([])
  await sandbox.setOnline(true)
})

const standing = ({ status }: { readonly status: string }): boolean => status === 'ACTIVE' || status === 'PAUSED'
/** A campaign with its budget, an ad set in it and an ad, known here: none that a test has made. */
const found = async () => {
  const campaign = theirs()
    .flatMap(({ campaigns }) => campaigns)
    .find(
      (one) =>
        standing(one) &&
        one.budget?.kind === 'daily' &&
        one.endDay === Infinity &&
        one.adsets.some((set) => standing(set) && set.ads.some(standing)),
    )
  const adset = campaign?.adsets.find((set) => standing(set) && set.ads.some(standing))
  const ad = adset?.ads.find(standing)
  if (!campaign || !adset || !ad) throw new Error('the sandbox has no campaign to try this on')
  const accountId = campaign.account.id
  const read = createReadObject(workspace.context)
  const wanted = { accountId, currency: 'USD' }
  await read({ ...wanted, level: 'campaign', objectId: campaign.id }, 'person')
  await read({ ...wanted, level: 'adset', objectId: adset.id }, 'person')
  await read({ ...wanted, level: 'ad', objectId: ad.id }, 'person')
  return { accountId, campaign, adset, ad }
}
const NEW = {
  kind: 'campaign',
  objective: 'OUTCOME_TRAFFIC',
  categories: [],
  countries: [],
  bidStrategy: null,
} as const
const newCampaign = (name: string, amount: number | null = 20_000_000): OrderedCreation => ({
  ...NEW,
  name,
  budget: amount === null ? null : { kind: 'daily', amount },
})
const newAdSet = (name: string, holder: OrderedHolder, amount: number | null): OrderedCreation => ({
  kind: 'adset',
  name,
  holder,
  optimizationGoal: 'LINK_CLICKS',
  billingEvent: 'IMPRESSIONS',
  budget: amount === null ? null : { kind: 'daily', amount },
  bidStrategy: null,
  bid: null,
  targeting: { geo_locations: { countries: ['US'] } },
  promotedObject: null,
  destination: null,
  endsAt: null,
  payor: null,
  beneficiary: null,
})

/** Nothing more is posted for now. */
const posted = (): Promise<void> => expect.poll(() => edits.isPosting(), { timeout: 30_000, interval: 5 }).toBe(false)
const order = (
  accountId: string,
  made: readonly OrderedCreation[],
  { post = true, confirmed = [] as readonly string[] } = {},
): Promise<KeptEdits> =>
  edits.create({ accountId, made, reason: 'a test', into: { name: 'Made in a test' }, post, confirmed }, PERSON)
const create = async (accountId: string, ...made: readonly OrderedCreation[]): Promise<readonly Edit[]> => {
  const { ids } = await order(accountId, made)
  await posted()
  return edits.some(ids)
}
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)
const idOf = (edit: Edit | undefined): string => {
  const id = edit && madeBy(edit)
  if (!id) throw new Error('nothing was made')
  return id
}
const campaignsNamed = async (accountId: string, text: string): Promise<readonly CampaignDetails[]> => {
  const { graph } = workspace.context
  const filter = withNamePart('campaign', text)
  const { items, complete } = await graph.list(CAMPAIGNS, accountId, {
    lane: 'person',
    accountId,
    currency: 'USD',
    filter,
  })
  expect(complete).toBe(true)
  return items
}
const atMeta = async (level: Level, id: string, accountId: string) => {
  const options = { lane: 'person', accountId, currency: 'USD' } as const
  const { graph } = workspace.context
  return level === 'campaign'
    ? graph.get(CAMPAIGN, id, options)
    : level === 'adset'
      ? graph.get(AD_SET, id, options)
      : graph.get(AD, id, options)
}
const states = async ({ id }: Pick<Edit, 'id'>): Promise<string> =>
  (await edits.journal(id)).map(({ state }) => state).join(' ')

describe('making', () => {
  it('a campaign, an ad set in it and an ad in that: paused, each with its id in the journal, in the table at once', async () => {
    const { accountId, ad } = source
    const creativeId = (await workspace.context.graph.get(AD, ad.id, { lane: 'person', accountId }))?.creativeId ?? ''
    const made = await create(accountId, newCampaign('Spring', null), newAdSet('Women 25+', { at: 0 }, 5_000_000), {
      kind: 'ad',
      name: 'Tulips 🌷',
      holder: { at: 1 },
      creativeId,
    })
    expect(made.map(({ state, level, objectName, failure }) => [state, level, objectName, failure])).toEqual([
      ['confirmed', 'campaign', 'Spring', null],
      ['confirmed', 'adset', 'Women 25+', null],
      ['confirmed', 'ad', 'Tulips 🌷', null],
    ])
    const [campaignId, adSetId, adId] = made.map(idOf)
    expect(await atMeta('campaign', campaignId ?? '', accountId)).toMatchObject({
      name: 'Spring',
      status: 'PAUSED',
      budget: null,
    })
    expect(await atMeta('adset', adSetId ?? '', accountId)).toMatchObject({
      name: 'Women 25+',
      status: 'PAUSED',
      campaignId,
      budget: { kind: 'daily', amount: 5_000_000 },
    })
    expect(await atMeta('ad', adId ?? '', accountId)).toMatchObject({ adSetId, creativeId, status: 'PAUSED' })
    expect(await workspace.context.store.object(adId ?? '')).toMatchObject({
      goneAt: null,
      object: { name: 'Tulips 🌷' },
    })
    for (const edit of made) expect(await states(edit)).toBe('queued sent sent confirmed')
    expect((await edits.list({ objectId: campaignId, limit: 10 })).map(({ id }) => id)).toEqual([made[0]?.id])
    expect(await workspace.context.store.verifyJournal()).toMatchObject({ intact: true })
  })

  it('copies beside their source, elsewhere in the account and many at once, under the names they were given', async () => {
    const { accountId, campaign, adset, ad } = source
    const copies = await create(
      accountId,
      ...Array.from(
        { length: 5 },
        (_, i) => ({ kind: 'copy', sourceId: ad.id, holder: null, deep: false, name: `Copy ${i}` }) as const,
      ),
      { kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name: 'Whole' },
      { kind: 'copy', sourceId: adset.id, holder: { at: 5 }, deep: false, name: 'Set' },
      { kind: 'copy', sourceId: ad.id, holder: { at: 6 }, deep: false, name: 'Ad' },
    )
    expect(copies.map(({ state, objectName }) => [state, objectName])).toEqual(
      ['Copy 0', 'Copy 1', 'Copy 2', 'Copy 3', 'Copy 4', 'Whole', 'Set', 'Ad'].map((name) => ['confirmed', name]),
    )
    const ids = copies.map(idOf)
    expect(new Set(ids).size).toBe(8)
    expect(await atMeta('ad', ids[0] ?? '', accountId)).toMatchObject({
      adSetId: adset.id,
      status: 'PAUSED',
      name: 'Copy 0',
    })
    expect(await atMeta('adset', ids[6] ?? '', accountId)).toMatchObject({ campaignId: ids[5] })
    expect(await atMeta('ad', ids[7] ?? '', accountId)).toMatchObject({ adSetId: ids[6], campaignId: ids[5] })
    // Nothing comes along that was not ordered.
    expect(await campaignsNamed(accountId, 'bd-')).toEqual([])
  })

  it('a copy with all that is under it, one by one, each in the copy of what it was in', async () => {
    const { accountId, campaign } = source
    const read = createReadObject(workspace.context)
    const wanted = { accountId, currency: 'USD' }
    const sets = campaign.adsets.filter(standing)
    const ads = sets.flatMap((set) => set.ads.filter(standing))
    for (const { id } of sets) await read({ ...wanted, level: 'adset', objectId: id }, 'person')
    for (const { id } of ads) await read({ ...wanted, level: 'ad', objectId: id }, 'person')
    expect(await edits.about([campaign.id])).toMatchObject([{ adSets: sets.length, ads: ads.length, holderId: null }])
    const copies = await create(accountId, {
      kind: 'copy',
      sourceId: campaign.id,
      holder: null,
      deep: true,
      name: 'Deep',
    })
    expect(copies.map(({ state }) => state)).toEqual(copies.map(() => 'confirmed'))
    expect(copies).toHaveLength(1 + sets.length + ads.length)
    expect(await edits.about([idOf(copies[0])])).toMatchObject([
      { name: 'Deep', status: 'PAUSED', adSets: sets.length, ads: ads.length },
    ])
    const under = await edits.about([...sets, ...ads].map(({ id }) => id))
    expect(copies.map(({ objectName }) => objectName).toSorted()).toEqual(
      ['Deep', ...under.map(({ name }) => name)].toSorted(),
    )

    // All of it is taken back, what is inside first: nothing is gone before its turn.
    const undone = await edits.sets.undo({ setId: copies[0]?.setId ?? '' }, 'Deep again')
    await posted()
    const ends = await edits.inSet({ setId: undone?.setId ?? '', offset: 0, limit: 100 })
    expect(ends.map(({ state }) => state)).toEqual(copies.map(() => 'confirmed'))
    const sentAt = async (edit: Edit): Promise<number> =>
      (await edits.journal(edit.id)).find(({ state }) => state === 'sent')?.seq ?? 0
    const order = await Promise.all(ends.map(async (edit) => [await sentAt(edit), edit.level] as const))
    expect(order.toSorted(([a], [b]) => a - b).map(([, level]) => level)).toEqual(
      copies.map(({ level }) => level).toSorted((a, b) => LEVELS.indexOf(b) - LEVELS.indexOf(a)),
    )
  })

  it('in another account makes campaigns and ad sets anew, and says that ads cannot', async () => {
    const { accountId, campaign, adset, ad } = source
    const other = accounts.find(({ id }) => id !== accountId)?.id ?? ''
    const [whole, set] = await create(
      other,
      { kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name: 'Elsewhere' },
      { kind: 'copy', sourceId: adset.id, holder: { at: 0 }, deep: false, name: 'Set elsewhere' },
    )
    expect(whole).toMatchObject({ state: 'confirmed', accountId: other })
    expect(await atMeta('campaign', idOf(whole), other)).toMatchObject({
      objective: campaign.objective,
      status: 'PAUSED',
      budget: { kind: 'daily', amount: (campaign.budget?.minor ?? 0) * 10_000 },
    })
    // What belongs to its account is Meta's to refuse.
    expect(set?.state === 'confirmed' || set?.failure?.code === 'metaRejected').toBe(true)
    await expect(
      create(other, { kind: 'copy', sourceId: ad.id, holder: null, deep: false, name: 'Ad' }),
    ).rejects.toMatchObject({
      code: 'creationElsewhere',
    })
  })

  it('in another account takes special categories along, with where they run', async () => {
    const { accountId } = source
    const other = accounts.find(({ id }) => id !== accountId)?.id ?? ''
    const [whole] = await create(accountId, {
      ...NEW,
      name: 'Flats',
      budget: { kind: 'daily', amount: 20_000_000 },
      categories: ['HOUSING'],
      countries: ['US', 'CA'],
    })
    const [copy] = await create(other, {
      kind: 'copy',
      sourceId: idOf(whole),
      holder: null,
      deep: false,
      name: 'Flats elsewhere',
    })
    expect(copy).toMatchObject({ state: 'confirmed', accountId: other })
    expect(await atMeta('campaign', idOf(copy), other)).toMatchObject({
      name: 'Flats elsewhere',
      specialCategories: ['HOUSING'],
      specialCountries: ['US', 'CA'],
    })
  })

  it('gives names of 400 characters whole, also where the mark would cut a character in two', async () => {
    const { accountId, campaign } = source
    const other = accounts.find(({ id }) => id !== accountId)?.id ?? ''
    for (const name of ['x'.repeat(400), `${'я'.repeat(385)}${'🌷'.repeat(7)}z`]) {
      expect(name).toHaveLength(400)
      const [anew] = await create(accountId, newCampaign(name))
      const [copy] = await create(accountId, { kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name })
      const [far] = await create(other, { kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name })
      for (const edit of [anew, copy, far]) {
        expect(edit).toMatchObject({ state: 'confirmed', objectName: name, failure: null })
        expect((await atMeta('campaign', idOf(edit), edit?.accountId ?? ''))?.name).toBe(name)
      }
      // It is found by the mark alone when the answer is lost.
      sandbox.faults.set([{ match: /campaigns$/, method: 'POST', kind: 'dropAfterApply', times: 1 }])
      const [lost] = await create(accountId, newCampaign(name))
      await settleAll()
      const found = await edits.get(lost?.id ?? '')
      expect(found).toMatchObject({ state: 'confirmed', objectName: name, failure: null })
      expect((await atMeta('campaign', madeBy(found as Edit) ?? '', accountId))?.name).toBe(name)
    }
  })

  it('that Meta refuses says so in its words, takes what was to be in it along, and is made again alone', async () => {
    const { accountId } = source
    const [whole, set] = await create(accountId, newCampaign('Cheap', 10_000), newAdSet('In it', { at: 0 }, null))
    expect(whole).toMatchObject({ state: 'rejected', objectId: accountId, failure: { code: 'metaRejected' } })
    expect(whole?.failure?.data['message']).toContain('Your budget must be at least')
    expect(set).toMatchObject({ state: 'rejected', failure: { code: 'creationNoHolder' } })

    sandbox.faults.set([{ match: /campaigns$/, method: 'POST', kind: 'permanent1', times: 1 }])
    const [refused] = await create(accountId, newCampaign('Once more'))
    clock.ahead(SETTLE_AFTER_MS)
    await edits.settle()
    expect(await edits.get(refused?.id ?? '')).toMatchObject({ state: 'rejected' })
    expect(await edits.sets.retry(refused?.setId ?? '')).toBe(1)
    await posted()
    expect(await edits.get(refused?.id ?? '')).toMatchObject({ state: 'confirmed', objectName: 'Once more' })
    expect(await campaignsNamed(accountId, 'Once more')).toHaveLength(1)
  })

  it('is undone by deleting it, which cannot be undone', async () => {
    const { accountId } = source
    const [edit] = await create(accountId, newCampaign('For a moment'))
    const id = idOf(edit)
    const undone = await edits.undo(edit?.id ?? '')
    expect(undone).toMatchObject({ state: 'confirmed', objectId: id, change: { before: 'PAUSED', after: 'DELETED' } })
    expect(await edits.get(edit?.id ?? '')).toMatchObject({ undoneBy: undone.id })
    await expect(edits.undo(undone.id)).rejects.toMatchObject({ code: 'editFinal' })
  })
})

describe('drafts of what is to be made', () => {
  const restart = async (): Promise<void> => {
    await edits.stop()
    await workspace.close()
    await open()
  }
  const madeOf = async (setId: string): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries(
      (await edits.inSet({ setId, offset: 0, limit: 100 })).map(({ objectName, state, failure }) => [
        objectName,
        failure ? `${state} ${failure.code}` : state,
      ]),
    )

  it('stay over a restart, are checked with Meta as far as it checks, and are posted with what they are to be in', async () => {
    const { accountId, campaign, adset } = source
    const { setId, ids } = await order(
      accountId,
      [
        newCampaign('Kept', null),
        newAdSet('Kept set', { at: 0 }, 5_000_000),
        newCampaign('Kept too cheap', 10_000),
        { kind: 'copy', sourceId: adset.id, holder: { id: campaign.id }, deep: false, name: 'Kept copy' },
      ],
      { post: false },
    )
    await restart()
    await edits.check(setId)
    expect(await madeOf(setId)).toEqual({
      Kept: 'checked',
      'Kept set': 'drafted creationUnchecked',
      'Kept too cheap': 'drafted metaRejected',
      'Kept copy': 'drafted creationUnchecked',
    })
    expect((await edits.shownSets()).find(({ id }) => id === setId)?.counts).toMatchObject({ drafts: 4, faulty: 1 })
    expect(await campaignsNamed(accountId, 'Kept')).toEqual([])

    // The set alone would have nothing to be in.
    expect(await edits.sets.post(setId, [ids[1] ?? ''])).toBe(2)
    await posted()
    expect(await madeOf(setId)).toMatchObject({ Kept: 'confirmed', 'Kept set': 'confirmed' })
    const [whole, set] = await edits.some(ids.slice(0, 2))
    expect(await atMeta('adset', idOf(set), accountId)).toMatchObject({ campaignId: idOf(whole) })
  })

  it('hold what is drafted later, in their set and at their level, and are made before it', async () => {
    const { accountId, campaign, adset } = source
    const copyOf = { kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name: 'Drafted copy' } as const
    const first = await order(accountId, [newCampaign('Drafted holder', null), copyOf], { post: false })
    const [editId = '', copyId = ''] = first.ids
    const draftIn = { id: first.setId, name: 'Made in a test' }
    const { objective } = campaign
    const holders = await edits.holders({ accountId, level: 'adset' })
    expect(holders.filter(({ id }) => first.ids.includes(id)).toSorted((a, b) => (a.name < b.name ? 1 : -1))).toEqual([
      { id: editId, name: 'Drafted holder', within: null, draftIn, objective: NEW.objective, hasBudget: false },
      { id: copyId, name: 'Drafted copy', within: null, draftIn, objective, hasBudget: true },
    ])
    const inIt = newAdSet('In the draft', { editId }, 5_000_000)
    await expect(order(accountId, [inIt])).rejects.toMatchObject({ code: 'badInput' })
    const ad = { kind: 'ad', name: 'At the wrong level', holder: { editId }, creativeId: '1' } as const
    await expect(order(accountId, [ad], { post: false })).rejects.toMatchObject({ code: 'badInput' })
    const other = accounts.find(({ id }) => id !== accountId)?.id ?? ''
    await expect(order(other, [inIt], { post: false })).rejects.toMatchObject({ code: 'creationElsewhere' })
    const second = await order(accountId, [inIt], { post: false })
    const copied = await order(
      accountId,
      [{ kind: 'copy', sourceId: adset.id, holder: { editId: copyId }, deep: false, name: 'Copied into the draft' }],
      { post: false },
    )
    expect([second.setId, copied.setId]).toEqual([first.setId, first.setId])
    const [inner] = second.ids
    expect((await edits.holders({ accountId, level: 'ad' })).find(({ id }) => id === inner)).toMatchObject({
      within: 'Drafted holder',
      draftIn: { id: first.setId },
    })
    // Killed while the campaigns are promised: each is made once, and what is in it follows.
    step = 0
    kill = 3
    const death = new Promise<void>((resolve) => (died = resolve))
    void edits.sets.post(first.setId).catch(() => undefined)
    await death
    kill = null
    void edits.stop()
    await workspace.close()
    await open()
    await settleAll()
    edits.start()
    await posted()
    // What never left says so, with what was to be in it, and is made again.
    await edits.sets.retry(first.setId)
    await posted()
    for (const [holder, inner] of [
      [editId, second.ids],
      [copyId, copied.ids],
    ] as const) {
      const [[campaignMade], [setMade]] = await Promise.all([edits.some([holder]), edits.some(inner)])
      expect(await atMeta('adset', idOf(setMade), accountId)).toMatchObject({ campaignId: idOf(campaignMade) })
    }
    expect(await campaignsNamed(accountId, 'Drafted holder')).toHaveLength(1)
    const late = newAdSet('Too late', { editId }, 5_000_000)
    await expect(order(accountId, [late], { post: false })).rejects.toMatchObject({ code: 'notFound' })
  })

  it('offline have what the account had when it was last asked, with its age', async () => {
    const { accountId } = source
    const now = await edits.choices(accountId)
    expect(now.lastReadAt).toBeNull()
    await sandbox.setOnline(false)
    const last = await edits.choices(accountId)
    expect(last).toMatchObject({ pixels: now.pixels.toSorted(byId), pages: now.pages.toSorted(byId) })
    expect(Math.abs((last.lastReadAt ?? 0) - clock.now())).toBeLessThan(60_000)
    const other = accounts.find(({ id }) => id !== accountId)?.id ?? ''
    await expect(edits.choices(other)).rejects.toMatchObject({ code: 'offline' })
  })

  it('are given up and taken back with what was to be in them, renamed, stopped and undone as a set', async () => {
    const { accountId } = source
    const { setId, ids } = await order(
      accountId,
      [newCampaign('Given up', null), newAdSet('In it, given up', { at: 0 }, 5_000_000)],
      { post: false },
    )
    const [whole = '', set = ''] = ids
    expect(await edits.sets.withdraw([whole])).toBe(2)
    expect(await madeOf(setId)).toEqual({})
    expect(await edits.sets.restore([set])).toBe(2)
    await edits.sets.retype(whole, { field: 'name', before: 'Given up', after: 'Taken back' })
    await expect(edits.sets.retype(whole, { field: 'dailyBudget', before: 0, after: 1_000_000 })).rejects.toMatchObject(
      { code: 'editNotPossible' },
    )

    await sandbox.setOnline(false)
    await edits.sets.post(setId)
    await posted()
    expect(await madeOf(setId)).toMatchObject({ 'In it, given up': 'queued' })
    expect(await edits.sets.stop(setId)).toBeGreaterThan(0)
    await sandbox.setOnline(true)
    await settleAll()
    await edits.sets.retry(setId)
    await edits.sets.post(setId)
    await expect
      .poll(() => madeOf(setId), { timeout: 30_000 })
      .toEqual({ 'Taken back': 'confirmed', 'In it, given up': 'confirmed' })
    const undone = await edits.sets.undo({ setId }, 'Back again')
    await expect
      .poll(async () => Object.values(await madeOf(undone?.setId ?? '')), { timeout: 30_000 })
      .toEqual(['confirmed', 'confirmed'])
    const [made] = await edits.some(ids)
    expect(await atMeta('campaign', idOf(made), accountId)).toMatchObject({ status: 'DELETED' })
  })
})

describe('archiving and deleting', () => {
  it('goes from where Meta lets it, is read back, leaves the table, and never comes back', async () => {
    const { accountId, campaign, adset, ad } = source
    const [whole, set, one] = (
      await create(
        accountId,
        { kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name: 'To go' },
        { kind: 'copy', sourceId: adset.id, holder: { at: 0 }, deep: false, name: 'To go' },
        { kind: 'copy', sourceId: ad.id, holder: { at: 1 }, deep: false, name: 'To go' },
      )
    ).map(idOf)
    const make = (objectId: string | undefined, before: AdSet['status'], after: AdSet['status']): Promise<Edit> =>
      edits.make(
        { accountId, objectId: objectId ?? '', change: { field: 'status', before, after }, reason: '' },
        PERSON,
      )
    for (const id of [one, set, whole]) {
      const archived = await make(id, 'PAUSED', 'ARCHIVED')
      expect(archived).toMatchObject({ state: 'confirmed' })
      expect((await edits.values(id ?? '')).values).toEqual({ status: 'ARCHIVED', name: 'To go' })
      await expect(make(id, 'ARCHIVED', 'ACTIVE')).rejects.toMatchObject({ code: 'editNotPossible' })
      await expect(edits.undo(archived.id)).rejects.toMatchObject({ code: 'editFinal' })
      expect(await make(id, 'ARCHIVED', 'DELETED')).toMatchObject({ state: 'confirmed' })
      await expect(make(id, 'DELETED', 'PAUSED')).rejects.toMatchObject({ code: 'editNotPossible' })
      expect(await workspace.context.store.object(id ?? '')).toMatchObject({ object: { status: 'DELETED' } })
    }
  })

  it('whose answer is lost is read back', async () => {
    const { accountId } = source
    const [edit] = await create(accountId, newCampaign('Lost'))
    const objectId = idOf(edit)
    sandbox.faults.set([{ match: new RegExp(objectId), method: 'POST', kind: 'dropAfterApply', times: 1 }])
    const change = { field: 'status', before: 'PAUSED', after: 'DELETED' } as const
    expect(await edits.make({ accountId, objectId, change, reason: '' }, PERSON)).toMatchObject({ state: 'confirmed' })
  })
})

/** Settled, and as it says: made once under its name, or not at all. Never a mark left behind. */
const holds = async (accountId: string, name: string): Promise<Edit['state']> => {
  const all = (await edits.list({ limit: 1000 })).filter(({ objectName }) => objectName === name)
  expect(all).toHaveLength(1)
  const edit = all[0] as Edit
  const marker = edit.change.field === 'created' ? edit.change.after.marker : ''
  const there = [...(await campaignsNamed(accountId, name)), ...(await campaignsNamed(accountId, marker))]
  expect(there.map((each) => each.name)).toEqual(edit.state === 'confirmed' ? [name] : [])
  expect(there.some((each) => isMarked(each.name))).toBe(false)
  if (edit.state === 'confirmed') expect(madeBy(edit)).toBe(there[0]?.id)
  expect(['confirmed', 'rejected']).toContain(edit.state)
  expect(await workspace.context.store.verifyJournal()).toMatchObject({ intact: true })
  return edit.state
}
const settleAll = async (): Promise<void> => {
  await edits.settle()
  clock.ahead(SETTLE_AFTER_MS)
  await edits.settle()
}

describe('an answer that is lost', () => {
  const FAULTS: readonly FaultKind[] = ['drop', 'dropAfterApply', 'error500', 'notJson', 'truncated', 'permanent1']
  for (const what of ['the making', 'the naming'] as const) {
    it(`of ${what} neither makes two nor forgets one`, async () => {
      const { accountId, campaign } = source
      for (const kind of FAULTS) {
        for (const copies of [false, true]) {
          const name = `Lost ${++round}`
          // A name is the third of what is sent: the making, then the change of the new object itself.
          const match = what === 'the naming' ? /\/\d+$/ : /(campaigns|copies)$/
          sandbox.faults.set([{ match, method: 'POST', kind, times: 1 }])
          const made = copies
            ? ({ kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name } as const)
            : newCampaign(name)
          await create(accountId, made)
          await settleAll()
          const state = await holds(accountId, name)
          if (what === 'the naming') expect(state, kind).toBe('confirmed')
        }
      }
    })
  }

  it('keeps what is to be in it waiting until it is found', async () => {
    const { accountId } = source
    between = async (send) => {
      between = null
      await send()
      await sandbox.setOnline(false)
      throw new HttpError('cut', true)
    }
    const { ids } = await order(accountId, [newCampaign('Out of sight'), newAdSet('In it', { at: 0 }, null)])
    const now = (): Promise<readonly Edit[]> => edits.some(ids)
    await expect.poll(async () => (await now())[0]?.state, { timeout: 30_000 }).toBe('unknown')
    expect((await now())[1]?.state).toBe('queued')
    await sandbox.setOnline(true)
    await expect.poll(async () => (await now())[1]?.state, { timeout: 30_000 }).toBe('confirmed')
    const [whole, set] = await now()
    expect(await states({ id: whole?.id ?? '' })).toBe('queued sent unknown sent confirmed')
    expect(set).toMatchObject({ state: 'confirmed' })
    expect(await atMeta('adset', idOf(set), accountId)).toMatchObject({ campaignId: idOf(whole) })
  })

  it('is not final before the request can no longer arrive', async () => {
    const { accountId } = source
    let arrive: () => Promise<unknown> = async () => undefined
    between = async (send) => {
      arrive = send
      between = null
      throw new HttpError('cut', true)
    }
    const [edit] = await create(accountId, newCampaign('Late'))
    expect(edit).toMatchObject({ state: 'unknown', objectId: accountId })
    await edits.settle()
    expect(await edits.get(edit?.id ?? '')).toMatchObject({ state: 'unknown' })
    await arrive()
    await edits.settle()
    expect(await holds(accountId, 'Late')).toBe('confirmed')
    expect(await states({ id: edit?.id ?? '' })).toBe('queued sent unknown sent confirmed')
  })

  it('is unknown while Meta cannot be read, and another edit of the source is not held up by it', async () => {
    const { accountId, campaign } = source
    between = async (send) => {
      between = null
      await send()
      await sandbox.setOnline(false)
      throw new HttpError('cut', true)
    }
    const name = 'Behind a lost line'
    await create(accountId, { kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name })
    expect(await edits.unsettled()).toBe(1)
    await sandbox.setOnline(true)
    const { values } = await edits.values(campaign.id)
    const change = { field: 'name', before: values.name ?? '', after: `${values.name ?? ''} 2` } as const
    expect(await edits.make({ accountId, objectId: campaign.id, change, reason: '' }, PERSON)).toMatchObject({
      state: 'confirmed',
    })
    await edits.settle()
    expect(await edits.unsettled()).toBe(0)
    expect(await campaignsNamed(accountId, name)).toHaveLength(1)
  })
})

it('what was made in an account that is hidden at once is not called refused: it is named when it is seen again', async () => {
  const { accountId } = source
  const tasks = theirs().find(({ id }) => id === accountId)?.tasks ?? []
  between = async (send) => {
    between = null
    const answer = await send()
    sandbox.setTasks(accountId, [])
    return answer
  }
  const [made] = await create(accountId, newCampaign('Hidden at once'))
  expect(made?.state).toBe('unknown')
  clock.ahead(SETTLE_AFTER_MS)
  await edits.settle()
  expect(await edits.get(made?.id ?? '')).toMatchObject({ state: 'unknown' })
  sandbox.setTasks(accountId, tasks)
  await edits.settle()
  expect(await edits.get(made?.id ?? '')).toMatchObject({ state: 'confirmed', objectName: 'Hidden at once' })
  expect(await campaignsNamed(accountId, 'Hidden at once')).toHaveLength(1)
})

describe('a program that is killed', () => {
  /** Behind each of its steps, until it comes to its end. */
  const everywhere = async (made: (name: string) => OrderedCreation): Promise<readonly Edit['state'][]> => {
    const ends: Edit['state'][] = []
    for (let at = 1; ; at++) {
      const name = `Killed ${++round}`
      step = 0
      kill = at
      const death = new Promise<boolean>((resolve) => (died = () => resolve(true)))
      const isDead = await Promise.race([death, create(source.accountId, made(name)).then(() => false)])
      kill = null
      // What is dead never comes to its end.
      void edits.stop()
      await workspace.close()
      await open()
      await settleAll()
      edits.start()
      await posted()
      ends.push(await holds(source.accountId, name))
      if (!isDead) return ends
    }
  }
  /** Written down, and made by the next start; promised; made; its id written down; named; read; confirmed. */
  const ENDS = ['confirmed', 'rejected', ...Array.from({ length: 6 }, () => 'confirmed')]

  it('anywhere in making something anew has made it once or not at all, and knows which', async () => {
    expect(await everywhere(newCampaign)).toEqual(ENDS)
  })

  it('anywhere in copying has made it once or not at all, and knows which', async () => {
    const { campaign } = source
    expect(
      await everywhere((name) => ({ kind: 'copy', sourceId: campaign.id, holder: null, deep: false, name })),
    ).toEqual(ENDS)
  })
})
