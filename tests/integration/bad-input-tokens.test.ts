import { afterEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { DEMO_APP_ID, DEMO_SEED } from '../../src/sandbox/demo-app.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import type { SyncRun } from '../../src/shared/domain/connection.ts'
import { errorSentence } from '../../src/shared/words/words.ts'
import { campaignsOf } from '../campaigns.ts'

/** Tokens that are wrong, that may do less than is asked of them, and that stop being good while they are used. */

let world: World
let id: string
let accounts: string[]

/** A demo workspace that watches two accounts and has read them. */
const openDemo = async (): Promise<void> => {
  world = await createTestApp()
  ;({ workspaceId: id } = await world.call('signIn.demo'))
  const { rows } = await world.call('accounts.list')
  accounts = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, 2)
    .map((row) => row.id)
  await world.call('accounts.watch', { ids: accounts, watched: true })
  await world.call('workspaces.finishSetup')
  // The first sync to its end, and until no call of it could still be under way.
  await world.advance(30_000)
  await world.call('sync.setPaused', { paused: true })
  await world.advance(4 * 60_000)
}
afterEach(() => world.dispose())

/** As if the token in the keychain had become this one. */
const become = (token: string): void => void world.vault.kept.set(`${id}/token`, token)
const mint = (more: Partial<Parameters<typeof mintToken>[0]>): string =>
  mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt: world.clock.now(), nonce: 'of this test', ...more })

const overview = () => world.call('overview.get', { period: 'last30d' })
const said = (run: SyncRun | undefined): string[] =>
  (run?.failures ?? []).map((failure) => errorSentence('en', failure))
const rowsOf = async (accountId: string) =>
  (
    await campaignsOf(world.call, {
      period: 'last30d',
      accountIds: [accountId],
      statuses: ['ACTIVE'],
      search: '',
      sort: { by: 'spend', direction: 'descending' },
      offset: 0,
      limit: 500,
    })
  ).rows

describe('a token that Meta does not accept (any more)', () => {
  it.each([
    ['is nonsense', () => `EAA${'0'.repeat(60)}`, 'tokenInvalid', 'invalid'],
    ['is of an app that is gone', () => mint({ appId: '999999999999999' }), 'tokenInvalid', 'invalid'],
    ['has expired', () => mint({ expiresAt: world.clock.now() - 1 }), 'tokenExpired', 'expired'],
  ] as const)(
    '%s: said once and for all, nothing lost, no call made until somebody signs in',
    async (_, token, code, status) => {
      await openDemo()
      const before = await overview()
      become(token())
      const run = await world.call('sync.run', { days: 7 })
      expect(run).toMatchObject({ outcome: 'failed' })
      expect(run.failures.map((failure) => failure.code)).toEqual(run.failures.map(() => code))
      for (const sentence of said(run)) expect(sentence).toMatch(/Sign in again/)
      expect(await world.call('app.status')).toMatchObject({ connection: 'signedOut', lastFailure: { code } })
      expect((await world.call('health.get')).token).toMatchObject({ status })
      // Raised beside the sync, so a moment after it.
      await expect
        .poll(async () => (await world.call('alerts.list')).open.map(({ kind }) => kind))
        .toContain('tokenInvalid')
      expect((await overview()).totals).toEqual(before.totals)

      world.sandbox().resetCalls()
      await world.call('sync.setPaused', { paused: false })
      await world.advance(5 * 60_000)
      await expect(world.call('sync.run', { days: 1 })).rejects.toThrow(/token(Missing|Expired)/)
      expect(world.sandbox().calls().requests).toBe(0)

      await world.call('signIn.again', { workspaceId: id, rerequest: false })
      await world.quiet()
      expect(await world.call('app.status')).toMatchObject({ connection: 'online', lastFailure: null })
      expect(await world.call('sync.run', { days: 1 })).toMatchObject({ outcome: 'done' })
    },
  )

  it('is refused for an edit with a sentence, and the value stays', async () => {
    await openDemo()
    const [row] = await rowsOf(accounts[0] ?? '')
    become(`EAA${'0'.repeat(60)}`)
    const change = { field: 'status', before: 'ACTIVE', after: 'PAUSED' } as const
    const input = { accountId: row?.accountId ?? '', objectId: row?.id ?? '', change, reason: '' }
    expect(await world.call('edits.make', input)).toMatchObject({
      state: 'rejected',
      failure: { code: 'tokenInvalid' },
    })
    expect((await rowsOf(accounts[0] ?? ''))[0]).toMatchObject({ id: row?.id, status: 'ACTIVE', pending: null })
  })
})

describe('a token with scopes missing', () => {
  it('without any for ads signs in, says which are missing, and finds nothing, with a sentence', async () => {
    world = await createTestApp()
    world.person.behave({ untick: ['ads_management', 'ads_read', 'business_management', 'read_insights'] })
    const { missing, workspaceId } = await world.call('signIn.demo')
    expect(missing).toEqual(expect.arrayContaining(['ads_management', 'ads_read']))
    expect((await world.call('accounts.list')).rows).toEqual([])
    const [run] = await world.call('sync.history', { limit: 1 })
    expect(run).toMatchObject({ kind: 'accounts', outcome: 'failed', failures: [{ code: 'permission' }] })
    expect(said(run)[0]).toMatch(/grant the missing permission/)
    // The connection itself is fine, and so is the token.
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    expect((await world.call('health.get')).token).toMatchObject({ status: 'valid', missing: [...missing] })

    world.person.behave({})
    await world.call('signIn.again', { workspaceId, rerequest: true })
    expect((await world.call('accounts.list')).rows).toHaveLength(12)
  })

  it('that may only read keeps the figures coming and refuses an edit in words', async () => {
    await openDemo()
    become(mint({ scopes: ['ads_read', 'business_management', 'public_profile'] }))
    expect(await world.call('sync.run', { days: 7 })).toMatchObject({ outcome: 'done', failures: [] })
    const [row] = await rowsOf(accounts[0] ?? '')
    const change = { field: 'status', before: 'ACTIVE', after: 'PAUSED' } as const
    const input = { accountId: row?.accountId ?? '', objectId: row?.id ?? '', change, reason: '' }
    const edit = await world.call('edits.make', input)
    expect(edit).toMatchObject({ state: 'rejected', failure: { code: 'permission' } })
    expect(errorSentence('en', edit.failure ?? { code: 'internal', data: {} })).toMatch(/may not do this.*grant/)
    expect((await rowsOf(accounts[0] ?? ''))[0]).toMatchObject({ id: row?.id, status: 'ACTIVE', pending: null })
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
  })

  it('that lost all of them while in use: each account says so, the figures stay', async () => {
    await openDemo()
    const before = await overview()
    become(mint({ scopes: ['public_profile'] }))
    const run = await world.call('sync.run', { days: 7 })
    expect(run).toMatchObject({ outcome: 'failed' })
    expect(run.failures.map(({ accountId, code }) => [accountId, code])).toEqual(
      accounts.map((account) => [account, 'permission']),
    )
    expect((await overview()).totals).toEqual(before.totals)
    await expect(world.call('accounts.refresh')).rejects.toThrow('permission')
    expect((await world.call('accounts.list')).rows).toHaveLength(12)
  })
})

describe('an account that the token may not see (any more)', () => {
  it('fails alone and by name, keeps its figures, and is still listed until it is unwatched', async () => {
    await openDemo()
    const [seen = '', hidden = ''] = accounts
    const before = await overview()
    await world.clock.advance(60_000)
    become(mint({ accounts: [seen] }))
    const run = await world.call('sync.run', { days: 7 })
    expect(run).toMatchObject({ outcome: 'partly', failures: [{ accountId: hidden, code: 'accountHidden' }] })
    expect(run.failures[0]?.accountName).toBeTruthy()
    expect(said(run)[0]).toMatch(new RegExp(`${hidden} cannot be seen.*stop watching`))
    const after = await overview()
    const of = (found: typeof after, account: string) => found.accounts.find((each) => each.account.id === account)
    expect(of(after, hidden)).toMatchObject({ figures: of(before, hidden)?.figures })
    expect(of(after, seen)?.asOf).toBeGreaterThan(of(after, hidden)?.asOf ?? 0)

    // Polling goes on for the other one, and says it once rather than every 30 seconds.
    await world.call('sync.setPaused', { paused: false })
    await world.advance(120_000)
    expect(await world.call('app.status')).toMatchObject({
      connection: 'online',
      lastFailure: { code: 'accountHidden' },
    })
    expect((await world.call('sync.history', { limit: 50 })).filter(({ kind }) => kind === 'poll')).toHaveLength(1)

    await world.call('accounts.watch', { ids: [hidden], watched: false })
    await world.advance(60_000)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online', lastFailure: null })
  })

  it('refuses an edit with a sentence', async () => {
    await openDemo()
    const [seen = '', hidden = ''] = accounts
    const [row] = await rowsOf(hidden)
    become(mint({ accounts: [seen] }))
    const change = { field: 'status', before: 'ACTIVE', after: 'PAUSED' } as const
    const edit = await world.call('edits.make', { accountId: hidden, objectId: row?.id ?? '', change, reason: '' })
    expect(edit).toMatchObject({ state: 'rejected', failure: { code: 'accountHidden' } })
  })

  it('that leaves the list of accounts takes nothing of what was read with it', async () => {
    await openDemo()
    const [seen = '', hidden = ''] = accounts
    const rows = await rowsOf(hidden)
    const name = (await world.call('accounts.list')).rows.find((row) => row.id === hidden)?.name
    become(mint({ accounts: [seen] }))
    await world.call('accounts.refresh')
    // The list is Meta's: gone there, it is gone here. What was read of it comes back with it.
    expect((await world.call('accounts.list')).rows.map((row) => row.id)).toEqual([seen])
    expect((await overview()).accounts.map(({ account }) => account.id)).toEqual([seen])
    become(mint({}))
    await world.call('accounts.refresh')
    expect((await world.call('accounts.list')).rows.find((row) => row.id === hidden)).toMatchObject({
      name,
      watched: true,
    })
    expect((await rowsOf(hidden)).map((row) => row.id)).toEqual(rows.map((row) => row.id))
  })
})
