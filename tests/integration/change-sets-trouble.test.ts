import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SETTLE_AFTER_MS } from '../../src/shared/domain/edits.ts'
import type { WantedEdit } from '../../src/shared/domain/change-sets.ts'
import type { Edit } from '../../src/shared/domain/edits.ts'
import { createHttp } from '../../src/main/http.ts'
import { AD_SET } from '../../src/main/meta/nodes/ad-set.ts'
import { HttpError } from '../../src/main/ports.ts'
import type { Http } from '../../src/main/ports.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { amountOf, bulkCampaigns, openDesk, raised } from '../bulk-world.ts'
import type { BulkCampaigns, OpenDesk } from '../bulk-world.ts'
import { createRealClock } from '../clock-real.ts'
import type { RealClock } from '../clock-real.ts'

/** What goes wrong in the middle of a set: two accounts, and a person whose rights, clock and objects change meanwhile. */

const PERSON = { kind: 'person' } as const
const POST = { post: true, actor: PERSON } as const
const DRAFTS = { post: false, actor: PERSON } as const
const UNIT = 1_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const real = createHttp(fetch)

let sandbox: Sandbox
let clock: RealClock
let dir: string
let mine: BulkCampaigns
let theirs: BulkCampaigns
let desk: OpenDesk
/** What a test puts between the client and the network, of what changes something. */
let between: ((url: string, send: () => ReturnType<Http>) => ReturnType<Http>) | null

const http: Http = (request) =>
  between && request.method === 'POST' && /\/\d+$/.test(new URL(request.url).pathname)
    ? between(request.url, () => real(request))
    : real(request)
const open = async (): Promise<void> => {
  desk = await openDesk(mine, { clock, graphUrl: sandbox.url, dir, http, others: [theirs] })
}
const reopen = async (): Promise<void> => {
  await desk.edits.stop()
  await desk.workspace.close()
  await open()
}

beforeEach(async () => {
  clock = createRealClock()
  sandbox = await startSandbox({ port: 0, now: clock.unset })
  mine = bulkCampaigns(sandbox, 6)
  theirs = bulkCampaigns(sandbox, 6, 1)
  dir = await mkdtemp(join(tmpdir(), 'buydesk-trouble-'))
  between = null
  await open()
})
afterEach(async () => {
  await desk.edits.stop()
  await desk.workspace.close()
  await sandbox.stop()
  await rm(dir, { recursive: true, force: true })
})

const all = () => mine.campaigns.flatMap((campaign, i) => [campaign, ...theirs.campaigns.slice(i, i + 1)])
const live = async (id: string): Promise<number> => (await desk.edits.values(id)).values.dailyBudget ?? 0
const arrived = (id: string): number => sandbox.calls().byPath[`POST ${id}`] ?? 0
const until = (check: () => Promise<unknown>): Promise<unknown> => vi.waitFor(check, { timeout: 60_000, interval: 20 })
const counts = async (id: string) => (await desk.set(id))?.counts
const ended = (id: string) => until(async () => expect(await counts(id)).toMatchObject({ queued: 0, underWay: 0 }))
const post = async (edits = raised(all())): Promise<string> =>
  (await desk.edits.sets.keep(edits, { name: 'More for all' }, POST)).setId
/** Runs once, when so many writes were sent. */
const afterWrites = (count: number, run: () => void): void => {
  let sent = 0
  between = async (_, send) => {
    const answer = await send()
    if (++sent === count) run()
    return answer
  }
}
const isTheirs = ({ objectId }: Edit): boolean => theirs.campaigns.some(({ id }) => id === objectId)
const expectAllRaised = async (id: string): Promise<void> => {
  expect(await counts(id)).toMatchObject({ confirmed: all().length, rejected: 0 })
  for (const campaign of all()) expect(await live(campaign.id)).toBe(amountOf(campaign) + UNIT)
  expect(await desk.workspace.context.store.verifyJournal()).toMatchObject({ intact: true })
}

describe('rights that are lost in the middle', () => {
  const ROLE = ['MANAGE', 'ADVERTISE', 'ANALYZE']
  it.each([
    { lost: 'to advertise', tasks: ['ANALYZE'], code: 'permission', words: /lacks ADVERTISE/ },
    { lost: 'to see the account', tasks: [], code: 'accountHidden', words: /missing permissions|^$/ },
  ])('$lost, end at its edits in words, not at those of another account', async ({ tasks, code, words }) => {
    afterWrites(3, () => sandbox.setTasks(theirs.account.id, tasks))
    const id = await post()
    await until(async () => expect(await counts(id)).toMatchObject({ queued: 0 }))
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    const edits = await desk.editsOf(id)
    for (const edit of edits.filter((each) => !isTheirs(each))) expect(edit.state).toBe('confirmed')
    const refused = edits.filter(({ state }) => state === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    // What Meta took and then hid may not be called refused, nor confirmed.
    const unseen = edits.filter(({ state }) => state === 'unknown')
    if (code === 'permission') expect(unseen).toEqual([])
    for (const edit of [...refused, ...unseen]) {
      expect(isTheirs(edit)).toBe(true)
      expect(edit.failure?.code).toBe(code)
      expect(String(edit.failure?.data['message'] ?? '')).toMatch(words)
    }

    between = null
    sandbox.setTasks(theirs.account.id, ROLE)
    const before = new Map(edits.map(({ objectId }) => [objectId, arrived(objectId)]))
    await desk.edits.settle()
    expect(await counts(id)).toMatchObject({ confirmed: all().length - refused.length, rejected: refused.length })
    expect(await desk.edits.sets.retry(id)).toBe(refused.length)
    await ended(id)
    await expectAllRaised(id)
    for (const { objectId } of edits) {
      const again = refused.some((edit) => edit.objectId === objectId) ? 1 : 0
      expect(arrived(objectId)).toBe((before.get(objectId) ?? 0) + again)
    }
  })

  it('for an account that Meta stops, keep its words at each edit, and go on when it is paid', async () => {
    const words = 'This ad account has an unpaid balance. Pay it to change ads.'
    afterWrites(3, () =>
      sandbox.faults.set(
        theirs.campaigns.map((campaign) => ({
          match: new RegExp(campaign.id),
          method: 'POST',
          kind: 'error',
          code: 100,
          subcode: 1359188,
          message: words,
        })),
      ),
    )
    const id = await post()
    await ended(id)
    const refused = (await desk.editsOf(id)).filter(({ state }) => state === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(isTheirs)).toBe(true)
    for (const { failure } of refused) expect(failure).toMatchObject({ code: 'metaRejected', data: { message: words } })
    between = null
    sandbox.faults.set([])
    expect(await desk.edits.sets.retry(id)).toBe(refused.length)
    await ended(id)
    await expectAllRaised(id)
  })
})

describe('what cannot be read before it is changed', () => {
  const failReads = (fault: Pick<Fault, 'kind' | 'code' | 'message'>): void =>
    sandbox.faults.set(
      [theirs.account.id + '/campaigns', ...theirs.campaigns.map(({ id }) => id)].map((path) => ({
        match: new RegExp(`^${path}$`),
        method: 'GET',
        ...fault,
      })),
    )
  const theirStates = async (id: string) => new Set((await desk.editsOf(id)).filter(isTheirs).map(({ state }) => state))
  const nothingOfTheirsArrived = (): void => {
    for (const campaign of theirs.campaigns) expect(arrived(campaign.id)).toBe(0)
  }

  it('is not written: it waits while Meta has trouble', async () => {
    // Between tries of one reading no time passes.
    await desk.edits.stop()
    await desk.workspace.close()
    const hasty = { ...clock, after: (ms: number, run: () => void) => clock.after(ms < MINUTE / 4 ? 1 : ms, run) }
    desk = await openDesk(mine, { clock: hasty, graphUrl: sandbox.url, dir, http, others: [theirs] })
    failReads({ kind: 'error500' })
    const id = await post()
    await until(async () =>
      expect((await desk.edits.shownSets()).find((set) => set.id === id)?.waits?.for).toBe('meta'),
    )
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    expect(await counts(id)).toMatchObject({ confirmed: mine.campaigns.length, queued: theirs.campaigns.length })
    nothingOfTheirsArrived()
    const { setId } = await desk.edits.sets.keep(raised(theirs.campaigns, 2 * UNIT), { name: 'Draft' }, DRAFTS)
    await expect(desk.edits.check(setId)).rejects.toMatchObject({ code: 'metaDown' })
    sandbox.faults.set([])
    clock.ahead(MINUTE)
    desk.edits.start()
    await ended(id)
    await expectAllRaised(id)
  })

  it('is not written, nor called checked, where it may not be read: it keeps Meta’s words', async () => {
    failReads({ kind: 'error', code: 200, message: 'Ads are being looked after.' })
    const { setId } = await desk.edits.sets.keep(raised(theirs.campaigns), { name: 'Draft' }, DRAFTS)
    await desk.edits.check(setId)
    expect(await theirStates(setId)).toEqual(new Set(['drafted']))
    expect(await counts(setId)).toMatchObject({ faulty: theirs.campaigns.length })
    const id = await post()
    await ended(id)
    expect(await counts(id)).toMatchObject({ confirmed: mine.campaigns.length, rejected: theirs.campaigns.length })
    nothingOfTheirsArrived()
    const refused = (await desk.editsOf(id)).find(isTheirs)
    expect(refused?.failure).toMatchObject({ code: 'permission', data: { message: 'Ads are being looked after.' } })
  })
})

it('an object that is deleted meanwhile keeps Meta’s words at its edit; all others are posted', async () => {
  const gone = all().at(-1)
  if (!gone) throw new Error('no campaign')
  afterWrites(2, () => sandbox.colleague.remove(gone.id))
  const id = await post()
  await ended(id)
  expect(await counts(id)).toMatchObject({ confirmed: all().length - 1, rejected: 1 })
  const edit = (await desk.editsOf(id)).find(({ state }) => state === 'rejected')
  expect(edit).toMatchObject({ objectId: gone.id, failure: { code: 'metaRejected' } })
  expect(edit?.failure?.data['message']).toMatch(/deleted object cannot be edited/)
})

it('a token that expires in the middle refuses nothing: the set waits for a sign-in, and rows that were sent say why', async () => {
  afterWrites(3, () => sandbox.tokens.invalidate(463))
  const id = await post()
  await until(async () =>
    expect((await desk.edits.shownSets()).find((set) => set.id === id)?.waits?.for).toBe('signIn'),
  )
  await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
  const edits = await desk.editsOf(id)
  expect(edits.filter(({ state }) => state === 'rejected')).toEqual([])
  const told = edits.flatMap(({ state, failure }) => (failure ? [`${state} ${failure.code}`] : []))
  expect(told.length).toBeGreaterThan(0)
  for (const each of told) expect(['queued tokenExpired', 'unknown tokenExpired']).toContain(each)
  between = null
  sandbox.tokens.restore()
  await reopen()
  clock.ahead(SETTLE_AFTER_MS)
  await desk.edits.settle()
  desk.edits.start()
  await ended(id)
  await expectAllRaised(id)
})

describe('a clock that is set in the middle', () => {
  it.each([
    ['back', -2 * HOUR],
    ['ahead', 3 * DAY],
  ])('%s changes nothing of what is posted, nor the order of the journal', async (_, by) => {
    afterWrites(4, () => clock.set(by))
    const id = await post()
    await ended(id)
    await expectAllRaised(id)
    expect(all().map((campaign) => arrived(campaign.id))).toEqual(all().map(() => 1))
    const edits = await desk.editsOf(id)
    const later = await post(
      raised(mine.campaigns.slice(0, 1)).map((edit) => ({
        ...edit,
        change: { field: 'name', before: mine.campaigns[0]?.name ?? '', after: 'Newest' },
      })),
    )
    await ended(later)
    const [newest, ...older] = await desk.edits.list({ limit: 100 })
    expect(newest?.change.after).toBe('Newest')
    expect(older.map((edit) => edit.id).toSorted()).toEqual(edits.map((edit) => edit.id).toSorted())
    const rows = await desk.edits.journal(newest?.id ?? '')
    expect(rows.map(({ state }) => state)).toEqual(['queued', 'sent', 'confirmed'])
  })

  /** A fifth budget of an ad set within the hour: it has to wait, and one by itself is told so. */
  const parked = async (): Promise<{ readonly id: string; readonly objectId: string; readonly until: number }> => {
    const theirsOne = sandbox.world.accounts
      .filter(({ id }) => id === mine.account.id)
      .flatMap(({ campaigns }) => campaigns.flatMap(({ adsets }) => adsets))
      .find(({ status, budget }) => status === 'ACTIVE' && budget?.kind === 'daily')
    const { id: accountId, currency } = mine.account
    const { store, graph } = desk.workspace.context
    const adSet = await graph.get(AD_SET, theirsOne?.id ?? '', { lane: 'person', accountId, currency })
    if (!adSet) throw new Error('no ad set')
    await store.saveObjects('adset', [adSet], clock.now())
    const wanted = (i: number): WantedEdit => {
      const before = (adSet.budget?.amount ?? 0) + i * UNIT
      const change = { field: 'dailyBudget', before, after: before + UNIT } as const
      return { accountId, objectId: adSet.id, change, reason: '' }
    }
    let id = ''
    for (let i = 0; i < 4; i++) {
      id = await post([wanted(i)])
      await ended(id)
    }
    await expect(desk.edits.make(wanted(4), PERSON)).rejects.toMatchObject({
      code: 'editTooOften',
      data: { minutes: 61 },
    })
    expect(arrived(adSet.id)).toBe(4)
    id = await post([wanted(4)])
    await until(async () =>
      expect((await desk.edits.shownSets()).find((set) => set.id === id)?.waits?.for).toBe('limits'),
    )
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    return { id, objectId: adSet.id, until: await waitsUntil(id) }
  }
  const waitsUntil = async (id: string): Promise<number> => {
    const wait = (await desk.edits.shownSets()).find((set) => set.id === id)?.waits
    return wait?.for === 'limits' ? wait.until : 0
  }

  it('back, while an edit waits for the limits, does not make it wait longer', async () => {
    const { id, objectId } = await parked()
    expect((await waitsUntil(id)) - clock.now()).toBeLessThanOrEqual(HOUR + 2 * MINUTE)
    clock.ahead(HOUR / 2)
    clock.set(-2 * HOUR)
    expect((await waitsUntil(id)) - clock.now()).toBeLessThanOrEqual(HOUR / 2 + 2 * MINUTE)
    desk.edits.start()
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    expect(arrived(objectId)).toBe(4)
    clock.ahead(HOUR / 2 + 2 * MINUTE)
    desk.edits.start()
    await until(async () => expect(await counts(id)).toMatchObject({ confirmed: 1, queued: 0 }))
    expect(arrived(objectId)).toBe(5)
  })

  it('ahead, while an edit waits for the limits, lets Meta say no, and it waits again', async () => {
    const { id, objectId } = await parked()
    clock.set(3 * DAY)
    const no = { kind: 'throttle', code: 613, subcode: 1487632, times: 1 } as const
    sandbox.faults.set([{ match: new RegExp(objectId), method: 'POST', ...no }])
    desk.edits.start()
    await until(async () => expect(arrived(objectId)).toBe(5))
    await until(async () => expect(await counts(id)).toMatchObject({ queued: 1, rejected: 0, underWay: 0 }))
    expect((await desk.editsOf(id))[0]).toMatchObject({ state: 'queued', failure: { code: 'throttled' } })
    await vi.waitFor(() => expect(desk.edits.isPosting()).toBe(false))
    expect((await waitsUntil(id)) - clock.now()).toBeLessThanOrEqual(HOUR + 2 * MINUTE)
    clock.ahead(HOUR + 2 * MINUTE)
    desk.edits.start()
    await until(async () => expect(await counts(id)).toMatchObject({ confirmed: 1, queued: 0 }))
    expect(arrived(objectId)).toBe(6)
  })

  describe('while it is not known whether an edit arrived', () => {
    /** Cut here, still on its way there. */
    const lost = async () => {
      const [campaign] = mine.campaigns
      if (!campaign) throw new Error('no campaign')
      let arrive: () => Promise<unknown> = async () => undefined
      between = async (_, send) => {
        arrive = send
        throw new HttpError('cut', true)
      }
      const id = await post(raised([campaign]))
      await until(async () => expect((await desk.editsOf(id))[0]?.state).toBe('unknown'))
      between = null
      const state = async () => (await desk.editsOf(id))[0]?.state
      return { id, arrive: () => arrive(), state }
    }

    it('ahead, does not take it for not sent, nor does a start after that', async () => {
      const { arrive, state } = await lost()
      clock.set(3 * DAY)
      await desk.edits.settle()
      expect(await state()).toBe('unknown')
      await reopen()
      clock.set(3 * DAY)
      await desk.edits.settle()
      expect(await state()).toBe('unknown')
      await arrive()
      await desk.edits.settle()
      expect(await state()).toBe('confirmed')
    })

    it('back, does not make it wait for hours, nor does a start after that', async () => {
      const first = await lost()
      clock.set(-2 * HOUR)
      clock.ahead(SETTLE_AFTER_MS)
      await desk.edits.settle()
      expect(await first.state()).toBe('rejected')
      const second = await lost()
      clock.set(-2 * HOUR)
      await reopen()
      clock.ahead(SETTLE_AFTER_MS)
      await desk.edits.settle()
      expect(await second.state()).toBe('rejected')
      expect((await desk.editsOf(second.id))[0]?.failure?.code).toBe('editNotSent')
    })
  })
})
