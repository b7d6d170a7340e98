import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World, WorldOptions } from '../world.ts'
import type { Behaviour } from '../dialog-person.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SEED, DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'

const MINUTE = 60_000
let world: World | null = null
let meta: Sandbox | null = null
const open = async (options?: WorldOptions): Promise<World> => {
  world = await createTestApp(options)
  return world
}
/** Meta itself, played by a sandbox: its addresses lead there. */
const openWithMeta = async (): Promise<World & { readonly meta: Sandbox }> => {
  let clock: World['clock'] | null = null
  meta = await startSandbox({ port: 0, now: () => clock?.now() ?? Date.UTC(2026, 10, 18) })
  const { url } = meta
  const opened = await open({
    meta: { graphUrl: url, dialogUrl: url, loginOrigins: [url], ratesUrl: `${url}/rates`, graphVersion: 'v26.0' },
  })
  clock = opened.clock
  return Object.assign(Object.create(opened) as World, { meta })
}
afterEach(async () => {
  await world?.dispose()
  await meta?.stop()
  world = null
  meta = null
})

const nothingLeft = async ({ call, vault, dataDir, sandbox }: World): Promise<void> => {
  expect(await call('app.state')).toMatchObject({ workspaces: [], activeId: null })
  expect([...vault.kept]).toEqual([])
  expect(await readdir(dataDir)).toEqual([])
  expect(() => sandbox()).toThrow('No sandbox runs')
}

const withState =
  (state: string | null) =>
  (redirected: string): string => {
    const url = new URL(redirected)
    if (state === null) url.searchParams.delete('state')
    else url.searchParams.set('state', state)
    return url.toString()
  }

describe('a sign-in that does not succeed says why and leaves nothing behind', () => {
  const ways: readonly (readonly [string, Behaviour, string])[] = [
    ['a foreign state', { rewrite: withState('somebody-elses-state') }, 'stateWrong'],
    ['no state', { rewrite: withState(null) }, 'stateMissing'],
    ['cancelled at log-in', { cancelAt: 'login' }, 'signInDenied'],
    ['cancelled at consent', { cancelAt: 'consent' }, 'signInDenied'],
    ['the window closed', { end: 'closed' }, 'signInCancelled'],
    ['the page not loaded', { end: 'failed' }, 'signInNetwork'],
    ['an answer without a code', { rewrite: (url) => url.replace(/code=[^&]*&/, '') }, 'codeMissing'],
    [
      'a code that Meta does not know',
      { rewrite: (url) => url.replace(/code=[^&]*/, 'code=AQnonsense') },
      'signInFailed',
    ],
    [
      'another error of Meta',
      { rewrite: (url) => url.replace(/code=[^&]*/, 'error=server_error&error_description=Try+later') },
      'signInFailed',
    ],
  ]
  it.each(ways)('%s', async (_, behaviour, code) => {
    const opened = await open()
    opened.person.behave(behaviour)
    await expect(opened.call('signIn.demo')).rejects.toThrow(code)
    await nothingLeft(opened)
    opened.person.behave({})
    await expect(opened.call('signIn.demo')).resolves.toMatchObject({ personName: 'Alex Morgan' })
  })

  it.each(ways)(
    '%s, while signing in again: the token that is kept stays, and so does all the rest',
    async (_, behaviour, code) => {
      const opened = await open()
      const { call, person, vault } = opened
      const { workspaceId } = await call('signIn.demo')
      const before = [...vault.kept]
      const state = await call('app.state')
      person.behave(behaviour)
      await expect(call('signIn.again', { workspaceId, rerequest: false })).rejects.toThrow(code)
      expect([...vault.kept]).toEqual(before)
      expect(await call('app.state')).toEqual(state)
      expect(await call('app.status')).toMatchObject({ connection: 'online' })
      expect((await call('health.get')).token.status).toBe('valid')
    },
  )

  it('the network lost while the code is exchanged', async () => {
    const opened = await open()
    opened.person.behave({ meanwhile: () => opened.sandboxFaults([{ match: /access_token/, kind: 'drop' }]) })
    await expect(opened.call('signIn.demo')).rejects.toThrow('signInNetwork')
    await nothingLeft(opened)
  })

  it('a code that was used before, which Meta refuses', async () => {
    const { call, person } = await open()
    const { workspaceId } = await call('signIn.demo')
    const used = new URL(person.lastRedirect() ?? '').searchParams.get('code') ?? ''
    person.behave({ rewrite: (url) => url.replace(/code=[^&]*/, `code=${used}`) })
    await expect(call('signIn.again', { workspaceId, rerequest: false })).rejects.toThrow('signInFailed')
    expect((await call('health.get')).token.status).toBe('valid')
  })

  it('a state that was used before', async () => {
    const { call, person } = await open()
    await call('signIn.demo')
    const used = new URL(person.lastRedirect() ?? '').searchParams.get('state')
    person.behave({ rewrite: withState(used) })
    const { workspaces } = await call('app.state')
    await expect(call('signIn.again', { workspaceId: workspaces[0]?.id ?? '', rerequest: false })).rejects.toThrow(
      'stateReused',
    )
    expect((await call('health.get')).token.status).toBe('valid')
  })

  it('an answer after more than ten minutes', async () => {
    const opened = await open()
    opened.person.behave({ meanwhile: () => opened.clock.advance(10 * MINUTE + 1) })
    await expect(opened.call('signIn.demo')).rejects.toThrow('stateLate')
    await nothingLeft(opened)
  })

  it('cancelled from our own window, and only one at a time', async () => {
    const opened = await open()
    opened.person.behave({
      meanwhile: async () => {
        await expect(opened.call('signIn.demo')).rejects.toThrow('signInBusy')
        await opened.call('signIn.cancel')
      },
    })
    await expect(opened.call('signIn.demo')).rejects.toThrow('signInCancelled')
    await nothingLeft(opened)
  })

  it('without a keychain, until the person allows memory', async () => {
    const opened = await open({ keychain: 'missing' })
    await expect(opened.call('signIn.demo')).rejects.toThrow('keychainMissing')
    expect(opened.person.visits).toEqual([])
    await nothingLeft(opened)
    await opened.call('signIn.allowMemory')
    await opened.call('signIn.demo')
    expect(await opened.call('app.state')).toMatchObject({ keychain: 'memory', workspaces: [{ kind: 'demo' }] })
  })
})

describe('without an app secret the token comes in the fragment', () => {
  const inFragment =
    (change: (params: URLSearchParams) => void) =>
    (redirected: string): string => {
      const url = new URL(redirected)
      const params = new URLSearchParams(url.hash.slice(1))
      change(params)
      url.hash = params.toString()
      return url.toString()
    }
  const ways: readonly (readonly [string, Behaviour, string])[] = [
    ['a foreign state', { rewrite: inFragment((params) => params.set('state', 'foreign')) }, 'stateWrong'],
    ['no state', { rewrite: inFragment((params) => params.delete('state')) }, 'stateMissing'],
    ['no token', { rewrite: inFragment((params) => params.delete('access_token')) }, 'codeMissing'],
    ['a token of nobody', { rewrite: inFragment((params) => params.set('access_token', 'EAAnobody')) }, 'tokenInvalid'],
    ['an error', { rewrite: inFragment((params) => params.set('error', 'server_error')) }, 'signInFailed'],
    ['cancelled', { cancelAt: 'consent' }, 'signInDenied'],
  ]
  it.each(ways)('%s is refused and leaves nothing behind', async (_, behaviour, code) => {
    const { call, person, vault } = await openWithMeta()
    person.behave(behaviour)
    await expect(call('signIn.meta', { appId: DEMO_APP_ID })).rejects.toThrow(code)
    expect((await call('app.state')).workspaces).toEqual([])
    expect([...vault.kept]).toEqual([])
    person.behave({})
    expect(await call('signIn.meta', { appId: DEMO_APP_ID })).toMatchObject({ longLived: false })
    expect((await call('health.get')).token).toMatchObject({ status: 'valid', kind: 'shortLived' })
  })
})

describe('scopes', () => {
  it('names those that were unticked and asks for them again', async () => {
    const { call, person } = await open()
    person.behave({ untick: ['business_management', 'read_insights'] })
    const { missing, workspaceId } = await call('signIn.demo')
    expect([...missing].sort()).toEqual(['business_management', 'read_insights'])
    const few = (await call('accounts.list')).rows
    expect(few.length).toBeGreaterThan(0)
    expect((await call('sync.history', { limit: 5 }))[0]).toMatchObject({ kind: 'accounts', outcome: 'partly' })

    person.behave({})
    expect(await call('signIn.again', { workspaceId, rerequest: true })).toMatchObject({ workspaceId, missing: [] })
    expect(new URL(person.visits.at(-1) ?? '').searchParams.get('auth_type')).toBe('rerequest')
    expect((await call('accounts.list')).rows.length).toBeGreaterThan(few.length)
    expect((await call('app.state')).workspaces).toHaveLength(1)
  })
})

describe('a pasted token', () => {
  it('is checked before anything is kept', async () => {
    const { call, vault } = await openWithMeta()
    await expect(call('signIn.pasteToken', { token: `EAA${'x'.repeat(60)}` })).rejects.toThrow('tokenInvalid')
    expect((await call('app.state')).workspaces).toEqual([])
    expect([...vault.kept]).toEqual([])
    await expect(call('signIn.pasteToken', { token: 'short' })).rejects.toThrow('badInput')
  })

  it('of a system user works without an app id and is found nowhere but in the keychain', async () => {
    const { call, vault, dataDir, logLines, events, app } = await openWithMeta()
    const result = await call('signIn.pasteToken', { token: DEMO_SYSTEM_TOKEN })
    expect(result).toMatchObject({ longLived: true })
    expect((await call('accounts.list')).rows).toHaveLength(12)
    expect([...vault.kept.values()]).toEqual([DEMO_SYSTEM_TOKEN])
    await app.stop()
    for (const file of await readdir(dataDir)) {
      expect((await readFile(join(dataDir, file))).includes(DEMO_SYSTEM_TOKEN), file).toBe(false)
    }
    expect(logLines.join('\n') + JSON.stringify(events)).not.toContain(DEMO_SYSTEM_TOKEN)
  })

  it('of another app than the one named is refused', async () => {
    const { call, vault } = await openWithMeta()
    await expect(
      call('signIn.pasteToken', { token: DEMO_SYSTEM_TOKEN, appId: '123456789012', appSecret: 'a'.repeat(32) }),
    ).rejects.toThrow(/tokenWrongApp|tokenInvalid/)
    expect([...vault.kept]).toEqual([])
  })

  it('with the right app and secret proves itself', async () => {
    const { call, vault } = await openWithMeta()
    const { workspaceId } = await call('signIn.pasteToken', {
      token: DEMO_SYSTEM_TOKEN,
      appId: DEMO_APP_ID,
      appSecret: DEMO_APP_SECRET,
    })
    expect(vault.kept.get(`${workspaceId}/appSecret`)).toBe(DEMO_APP_SECRET)
  })
})

describe('another pasted token', () => {
  const DAY = 24 * 60 * MINUTE
  const minted = (world: World, nonce: string, more: Partial<Parameters<typeof mintToken>[0]> = {}): string =>
    mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt: world.clock.now(), nonce, ...more })
  const APP = { appId: DEMO_APP_ID, appSecret: DEMO_APP_SECRET }

  it('signs a workspace in again that was signed out, named or found by its person', async () => {
    const opened = await openWithMeta()
    const { call, clock, vault } = opened
    const first = await call('signIn.pasteToken', {
      token: minted(opened, 'first', { expiresAt: clock.now() + 3 * MINUTE }),
    })
    expect((await call('app.state')).workspaces).toMatchObject([{ signInBy: 'token' }])
    const { rows } = await call('accounts.list')
    await call('accounts.watch', { ids: rows.slice(0, 1).map(({ id }) => id), watched: true })
    await call('workspaces.finishSetup')
    await opened.advance(4 * MINUTE)
    expect(await call('app.status')).toMatchObject({ connection: 'signedOut' })

    const second = minted(opened, 'second', { expiresAt: clock.now() + 60 * DAY })
    expect(await call('signIn.pasteToken', { token: second })).toMatchObject({ workspaceId: first.workspaceId })
    expect(await call('app.state')).toMatchObject({ workspaces: [{ setup: 'done', signInBy: 'token' }] })
    await opened.quiet()
    expect(await call('app.status')).toMatchObject({ connection: 'online' })

    const third = minted(opened, 'third', { expiresAt: clock.now() + 60 * DAY })
    const { workspaceId } = first
    await call('signIn.pasteToken', { token: third, workspaceId, ...APP })
    expect([...vault.kept]).toEqual([
      [`${workspaceId}/token`, third],
      [`${workspaceId}/appSecret`, DEMO_APP_SECRET],
    ])
    // The app and its secret stay when only a token is given.
    const fourth = minted(opened, 'fourth', { expiresAt: clock.now() + 60 * DAY })
    await call('signIn.pasteToken', { token: fourth, workspaceId })
    expect(vault.kept.get(`${workspaceId}/token`)).toBe(fourth)
    expect(vault.kept.get(`${workspaceId}/appSecret`)).toBe(DEMO_APP_SECRET)
    // Another app's token without its app is told apart, and the good one stays.
    const foreign = minted(opened, 'foreign', { appId: '123456789012' })
    await expect(call('signIn.pasteToken', { token: foreign, workspaceId })).rejects.toThrow(/token(WrongApp|Invalid)/)
    expect(vault.kept.get(`${workspaceId}/token`)).toBe(fourth)
    expect((await call('app.state')).workspaces).toHaveLength(1)
  })

  it('takes the place of one that was not set up to its end', async () => {
    const opened = await openWithMeta()
    const { workspaceId } = await opened.call('signIn.pasteToken', {
      token: minted(opened, 'few', { scopes: ['ads_read'] }),
    })
    const better = await opened.call('signIn.pasteToken', { token: minted(opened, 'all'), ...APP })
    expect(better).toMatchObject({ workspaceId, missing: [] })
    expect((await opened.call('app.state')).workspaces).toHaveLength(1)
  })

  it('is made long-lived where the app secret is known', async () => {
    const opened = await openWithMeta()
    const short = { kind: 'short', expiresAt: opened.clock.now() + 90 * MINUTE } as const
    const without = await opened.call('signIn.pasteToken', { token: minted(opened, 'short', short) })
    expect(without.longLived).toBe(false)
    const pasted = minted(opened, 'short too', short)
    const result = await opened.call('signIn.pasteToken', { token: pasted, ...APP, workspaceId: without.workspaceId })
    expect(result.longLived).toBe(true)
    expect(opened.vault.kept.get(`${result.workspaceId}/token`)).not.toBe(pasted)
    expect((await opened.call('health.get')).token).toMatchObject({ kind: 'longLived', status: 'valid' })
  })

  it('is not taken by the demo', async () => {
    const opened = await openWithMeta()
    const { workspaceId } = await opened.call('signIn.demo')
    const token = minted(opened, 'demo')
    await expect(opened.call('signIn.pasteToken', { token, workspaceId })).rejects.toThrow('badInput')
  })
})

describe('two workspaces', () => {
  it('poll side by side, and a dead token stops only its own', async () => {
    const { call, sandbox, meta: other, advance } = await openWithMeta()
    const demo = await call('signIn.demo')
    const watchTwo = async (): Promise<void> => {
      const { rows } = await call('accounts.list')
      await call('accounts.watch', { ids: rows.slice(0, 2).map(({ id }) => id), watched: true })
      await call('workspaces.finishSetup')
      // The first sync to its end.
      await advance(30_000)
    }
    await watchTwo()
    const pasted = await call('signIn.pasteToken', { token: DEMO_SYSTEM_TOKEN })
    expect((await call('app.state')).activeId).toBe(pasted.workspaceId)
    expect((await call('overview.get', { period: 'today' })).accounts).toEqual([])
    await watchTwo()
    /** Readings of today's figures of each account, one a tick; lists and logs are read beside them now and then. */
    const readings = ({ calls }: Sandbox): number[] =>
      Object.entries(calls().byPath).flatMap(([path, times]) => (path.endsWith('/insights') ? [times] : []))

    sandbox().resetCalls()
    other.resetCalls()
    await advance(3 * MINUTE)
    expect([readings(sandbox()), readings(other)]).toEqual([
      [6, 6],
      [6, 6],
    ])

    sandbox().faults.set([{ match: /./, kind: 'expiredToken' }])
    await advance(MINUTE)
    sandbox().resetCalls()
    other.resetCalls()
    await advance(3 * MINUTE)
    expect(sandbox().calls().requests).toBe(0)
    expect(readings(other)).toEqual([6, 6])
    expect(await call('app.status')).toMatchObject({ connection: 'online' })
    await call('workspaces.switch', { id: demo.workspaceId })
    expect(await call('app.status')).toMatchObject({ connection: 'signedOut' })
    expect((await call('overview.get', { period: 'last30d' })).accounts).toHaveLength(2)
  })
})

describe('disconnecting', () => {
  it('takes the grant back, deletes the secrets and keeps the cache readable', async () => {
    const { call, vault, sandbox, quiet, advance } = await open()
    const { workspaceId } = await call('signIn.demo')
    const { rows } = await call('accounts.list')
    await call('accounts.watch', { ids: rows.slice(0, 2).map(({ id }) => id), watched: true })
    await call('workspaces.finishSetup')
    await quiet()
    const before = await call('overview.get', { period: 'last7d' })
    sandbox().resetCalls()
    const counted = sandbox()
    await call('workspaces.disconnect', { id: workspaceId, keepCache: true })
    expect(counted.calls().byPath).toHaveProperty('DELETE me/permissions')
    expect([...vault.kept]).toEqual([])
    expect(await call('app.status')).toMatchObject({ connection: 'signedOut', nextPollAt: null })
    expect((await call('overview.get', { period: 'last7d' })).totals).toEqual(before.totals)
    await expect(call('sync.run', { days: 1 })).rejects.toThrow('tokenMissing')
    counted.resetCalls()
    await advance(5 * MINUTE)
    expect(counted.calls().requests).toBe(0)

    expect(await call('signIn.again', { workspaceId, rerequest: false })).toMatchObject({ workspaceId })
    await quiet()
    expect(await call('app.status')).toMatchObject({ connection: 'online' })
  })

  it('deletes the files when asked', async () => {
    const opened = await open()
    const { workspaceId } = await opened.call('signIn.demo')
    await opened.call('workspaces.disconnect', { id: workspaceId, keepCache: false })
    await nothingLeft(opened)
  })
})
