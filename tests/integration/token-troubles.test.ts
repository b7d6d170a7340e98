import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SEED } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { errorSentence } from '../../src/shared/words/words.ts'
import { campaignsOf } from '../campaigns.ts'

/** What can happen to a token after a sign-in, each by the subcode that Meta tells it with, against the sandbox. */

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const APP = { appId: DEMO_APP_ID, appSecret: DEMO_APP_SECRET }

let world: World
let meta: Sandbox
/** How far this computer's clock is ahead of Meta's. */
let ahead: number
let workspaceId: string
let accounts: string[]

const minted = (nonce: string, more: Partial<Parameters<typeof mintToken>[0]> = {}): string => {
  const issuedAt = world.clock.now() - ahead
  return mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt, expiresAt: issuedAt + 60 * DAY, nonce, ...more })
}
const signIn = async (nonce: string, more: Partial<Parameters<typeof mintToken>[0]> = {}): Promise<void> => {
  ;({ workspaceId } = await world.call('signIn.pasteToken', { token: minted(nonce, more), ...APP }))
}
/** Watches two accounts, and lets the first sync and every call of it come to its end. */
const setUp = async (): Promise<void> => {
  const { rows } = await world.call('accounts.list')
  accounts = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, 2)
    .map(({ id }) => id)
  await world.call('accounts.watch', { ids: accounts, watched: true })
  await world.call('workspaces.finishSetup')
  await world.advance(4 * MINUTE)
}
/** Those about the connection: the sandbox's campaigns have alerts of their own. */
const openAlerts = async (): Promise<string[]> =>
  (await world.call('alerts.list')).open.flatMap(({ kind, evidence }) =>
    evidence.kind === 'spendWithoutResult' ? [] : [kind],
  )
const totals = async () => (await world.call('overview.get', { period: 'last7d' })).totals

beforeEach(async () => {
  ahead = 0
  let now = (): number => Date.UTC(2026, 10, 18, 13, 20)
  meta = await startSandbox({ port: 0, now: () => now() })
  const { url } = meta
  world = await createTestApp({
    meta: { graphUrl: url, dialogUrl: url, loginOrigins: [url], ratesUrl: `${url}/rates`, graphVersion: 'v26.0' },
  })
  now = () => world.clock.now() - ahead
})
afterEach(async () => {
  await world.dispose()
  await meta.stop()
})

describe('a token that is refused', () => {
  it.each([
    [458, 'tokenInvalid', /removed from this account.*Sign in again/],
    [460, 'tokenInvalid', /password.*Sign in again/],
    [463, 'tokenExpired', /has expired.*Sign in again/],
    [467, 'tokenInvalid', /session behind it has ended.*Sign in again/],
  ] as const)(
    'with 190/%i stops all calls, loses nothing, and goes on after a sign-in',
    async (subcode, code, words) => {
      await signIn('first')
      await setUp()
      const before = await totals()
      meta.tokens.invalidate(subcode)
      await world.advance(MINUTE)
      const status = await world.call('app.status')
      expect(status).toMatchObject({ connection: 'signedOut', lastFailure: { code } })
      expect(errorSentence('en', status.lastFailure ?? { code: 'internal', data: {} })).toMatch(words)
      expect(await openAlerts()).toContain('tokenInvalid')
      expect(await totals()).toEqual(before)
      meta.resetCalls()
      await world.advance(90 * MINUTE)
      expect(meta.calls().requests).toBe(0)

      await signIn('second')
      await world.advance(MINUTE)
      expect(await world.call('app.status')).toMatchObject({ connection: 'online', lastFailure: null })
      expect(await openAlerts()).not.toContain('tokenInvalid')
      // The hourly sync that was due meanwhile is made up for without being asked for.
      const { insights, hourly } = {
        insights: (await world.call('health.get')).accounts.map(({ figuresAt }) => figuresAt ?? 0),
        hourly: (await world.call('sync.history', { limit: 20 })).filter(({ kind }) => kind === 'hourly'),
      }
      expect(Math.min(...insights)).toBeGreaterThan(world.clock.now() - 2 * MINUTE)
      expect(hourly[0]).toMatchObject({ outcome: 'done' })
      expect((await world.call('app.state')).workspaces).toMatchObject([{ id: workspaceId, setup: 'done' }])
    },
  )

  it('with 190/492 is good for everything but that Page: nobody has to sign in', async () => {
    await signIn('first')
    await setUp()
    meta.tokens.invalidate(492)
    await world.advance(MINUTE)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online', lastFailure: { code: 'permission' } })
    expect(await openAlerts()).toEqual([])
    meta.tokens.restore()
    await world.advance(MINUTE)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online', lastFailure: null })
  })
})

describe('a checkpoint', () => {
  it.each([
    [459, /Open facebook\.com/],
    [464, /confirm/],
  ] as const)('190/%i keeps the token, asks less and less often, and ends by itself', async (subcode, words) => {
    await signIn('first')
    await setUp()
    const kept = [...world.vault.kept]
    const before = await totals()
    meta.tokens.invalidate(subcode)
    await world.advance(MINUTE)
    const status = await world.call('app.status')
    expect(status).toMatchObject({ connection: 'online', lastFailure: { code: 'checkpoint' } })
    expect(errorSentence('en', status.lastFailure ?? { code: 'internal', data: {} })).toMatch(words)
    expect(await openAlerts()).toEqual(['checkpoint'])
    expect((await world.call('health.get')).token).toMatchObject({ status: 'valid', failure: { code: 'checkpoint' } })

    await world.advance(60 * MINUTE)
    meta.resetCalls()
    await world.advance(120 * MINUTE)
    // One question every ten minutes, and nothing beside it.
    const { requests, byPath } = meta.calls()
    expect(requests).toBe(12)
    expect(Object.values(byPath).reduce((sum, times) => sum + times, 0)).toBe(12)
    expect([...world.vault.kept]).toEqual(kept)
    expect(await openAlerts()).toEqual(['checkpoint'])
    expect(await totals()).toEqual(before)

    meta.tokens.restore()
    await world.advance(11 * MINUTE)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online', lastFailure: null })
    expect(await openAlerts()).toEqual([])
    expect((await world.call('health.get')).token).toMatchObject({ status: 'valid', failure: null })
    expect((await world.call('alerts.list')).resolved[0]).toMatchObject({
      kind: 'checkpoint',
      resolution: 'connection',
    })
    // The usual pace again.
    expect((await world.call('app.status')).nextPollAt).toBeLessThanOrEqual(world.clock.now() + 30_000)
  })

  it('that is over by the time somebody asks is over for polling, too', async () => {
    await signIn('first')
    await setUp()
    meta.tokens.invalidate(459)
    await world.advance(60 * MINUTE)
    meta.tokens.restore()
    await world.call('accounts.refresh')
    await world.advance(1000)
    expect(await openAlerts()).toEqual([])
    expect((await world.call('app.status')).nextPollAt).toBeLessThanOrEqual(world.clock.now() + 30_000)
  })

  it('at the start of the program says so, and the token is checked once it is over', async () => {
    await signIn('first')
    await setUp()
    meta.tokens.invalidate(459)
    await world.restart()
    await world.advance(MINUTE)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    expect(await openAlerts()).toEqual(['checkpoint'])
    meta.tokens.restore()
    await world.advance(11 * MINUTE)
    expect((await world.call('health.get')).token).toMatchObject({ status: 'valid', failure: null })
    expect(await openAlerts()).toEqual([])
  })
})

describe('consent that runs out while the token goes on', () => {
  it('in the middle of the day is told at once, and the figures that are there stay', async () => {
    await signIn('first', { dataAccessUntil: world.clock.now() + 60 * MINUTE })
    await setUp()
    const before = await totals()
    expect(await openAlerts()).toEqual(['dataAccessExpiring'])
    await world.advance(60 * MINUTE)
    expect(world.notices().map(({ body }) => body)).toContainEqual(expect.stringMatching(/has run out.*Sign in again/))
    expect(await totals()).toEqual(before)
    await signIn('second')
    await world.advance(MINUTE)
    expect(await openAlerts()).toEqual([])
    expect(await world.call('app.status')).toMatchObject({ connection: 'online', lastFailure: null })
  })

  it('is told at 14, 7, 3 and 1 days and when it has, each once', async () => {
    await signIn('first', {
      kind: 'system',
      expiresAt: 0,
      dataAccessUntil: world.clock.now() + 15.5 * DAY,
    })
    await world.advance(17 * DAY)
    const notices = world.notices().map(({ title, body }) => `${title}: ${body}`)
    expect(notices).toEqual([
      expect.stringMatching(/ends soon: 14 days left/),
      expect.stringMatching(/ends soon: 7 days left/),
      expect.stringMatching(/ends soon: 3 days left/),
      expect.stringMatching(/ends soon: 1 day left/),
      expect.stringMatching(/has ended: .*Sign in again/),
    ])
    expect(await openAlerts()).toEqual(['dataAccessExpiring'])
    expect(world.tray()?.menu[0]).toMatchObject({ label: expect.stringMatching(/data has ended/) as string })
    expect((await world.call('health.get')).token).toMatchObject({
      status: 'valid',
      failure: { code: 'tokenExpired', data: { advice: 'dataAccessEnded' } },
    })
    await signIn('second')
    await world.quiet()
    expect(await openAlerts()).toEqual([])
  })
})

describe('a token that dies while the past is read', () => {
  it('loses no day of it, and goes on where it stopped after a sign-in', async () => {
    await world.call('app.setPreferences', { historyMonths: 3, detailMonths: 1 })
    await signIn('first')
    const { rows } = await world.call('accounts.list')
    accounts = rows
      .filter(({ status }) => status === 'ACTIVE')
      .slice(0, 2)
      .map(({ id }) => id)
    await world.call('accounts.watch', { ids: accounts, watched: true })
    await world.call('workspaces.finishSetup')
    const past = async () => (await world.call('health.get')).backfill
    let asked = 0
    const after = meta.calls().requests
    // Somewhere in the middle, whatever is being read then.
    while ((await past()).doneDays < 150 && asked++ < 400) await world.clock.advance(1000)
    expect(meta.calls().requests).toBeGreaterThan(after)
    meta.tokens.invalidate(460)
    await world.advance(2 * MINUTE)
    expect(await world.call('app.status')).toMatchObject({ connection: 'signedOut' })
    const { doneDays, totalDays } = await past()
    expect(doneDays).toBeGreaterThan(0)
    expect(doneDays).toBeLessThan(totalDays)
    await world.restart({ offFor: 10 * MINUTE })
    await world.quiet()
    expect(await past()).toMatchObject({ doneDays, totalDays })

    await signIn('second')
    await world.advance(20 * MINUTE)
    expect(await past()).toMatchObject({ state: 'done', doneDays: totalDays })
    const page = await campaignsOf(world.call, {
      period: 'last30d',
      accountIds: [],
      statuses: [],
      search: '',
      sort: { by: 'spend', direction: 'descending' },
      offset: 0,
      limit: 1,
    })
    expect(page.partial).toBe(false)
  })
})

describe('accounts that were not ticked at sign-in', () => {
  it('say so with the next step, in the history and in their failure', async () => {
    await signIn('first')
    await setUp()
    const [seen = '', hidden = ''] = accounts
    // Ticked for one of them only, as Meta tells of the very token that is kept.
    world.vault.kept.set(`${workspaceId}/token`, minted('less', { accounts: [seen] }))
    await world.restart()
    await world.advance(MINUTE)
    const run = await world.call('sync.run', { days: 2 })
    const sentence = new RegExp(`${hidden} was not ticked at sign-in.*Sign in again and tick it`)
    expect(run).toMatchObject({ outcome: 'partly', failures: [{ accountId: hidden, code: 'accountHidden' }] })
    expect(errorSentence('en', run.failures[0] ?? { code: 'internal', data: {} })).toMatch(sentence)
    const health = (await world.call('health.get')).accounts.find(({ accountId }) => accountId === hidden)
    expect(errorSentence('en', health?.lastFailure ?? { code: 'internal', data: {} })).toMatch(sentence)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })

    // Nor do they leave the list without a word.
    await world.call('accounts.refresh')
    const [refreshed] = await world.call('sync.history', { limit: 1 })
    expect(refreshed).toMatchObject({ kind: 'accounts', outcome: 'partly', failures: [{ accountId: hidden }] })
    expect(errorSentence('en', refreshed?.failures[0] ?? { code: 'internal', data: {} })).toMatch(sentence)

    // Signed in again with all of them ticked, everything is there again.
    await world.call('signIn.pasteToken', { token: minted('all'), ...APP, workspaceId })
    expect((await world.call('accounts.list')).rows.find(({ id }) => id === hidden)).toMatchObject({ watched: true })
    await world.advance(MINUTE)
    expect(await world.call('sync.run', { days: 2 })).toMatchObject({ outcome: 'done', failures: [] })
  })
})

describe('a clock that is wrong on this computer', () => {
  it.each([
    ['200 days ahead', 200],
    ['200 days behind', -200],
  ] as const)('%s signs nobody out and raises no alarm', async (_, days) => {
    ahead = days * DAY
    await signIn('first')
    await setUp()
    const token = world.vault.kept.get(`${workspaceId}/token`)
    await world.advance(60 * MINUTE)
    await world.restart()
    await world.advance(MINUTE)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online', lastFailure: null })
    expect((await world.call('health.get')).token).toMatchObject({ status: 'valid' })
    expect(await openAlerts()).toEqual([])
    expect(world.vault.kept.get(`${workspaceId}/token`)).toBe(token)
  })
})
