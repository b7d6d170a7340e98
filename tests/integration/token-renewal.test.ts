import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { untilNight } from '../../src/main/services/sign-in/token-keeper.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SEED } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const APP = { appId: DEMO_APP_ID, appSecret: DEMO_APP_SECRET }

let world: World
let meta: Sandbox
let path: string
/** What stands in Meta's answer in place of a new token; null: what Meta gave. */
let given: string | null

/** A token with `days` left, of a workspace that polls nothing, so that days pass quickly. */
const signIn = async (days: number, app: Partial<typeof APP> = APP): Promise<string> => {
  const token = mintToken({
    seed: DEMO_SEED,
    appId: DEMO_APP_ID,
    kind: 'long',
    issuedAt: world.clock.now() - (60 - days) * DAY,
    expiresAt: world.clock.now() + days * DAY,
    nonce: `of ${days}`,
  })
  const { workspaceId } = await world.call('signIn.pasteToken', { token, ...app })
  path = `${workspaceId}/token`
  await world.quiet()
  return token
}
const kept = (): string | undefined => world.vault.kept.get(path)
const exchanges = (): number =>
  meta.calls().byPath['POST oauth/access_token'] ?? meta.calls().byPath['oauth/access_token'] ?? 0
const daysLeft = async (): Promise<number> => {
  const { token } = await world.call('health.get')
  return ((token.expiresAt ?? Number.NaN) - world.clock.now()) / DAY
}
const toNight = (): Promise<void> =>
  world.advance(untilNight(world.clock.now(), Intl.DateTimeFormat().resolvedOptions().timeZone))

beforeEach(async () => {
  let now = (): number => Date.UTC(2026, 10, 18, 13, 20)
  meta = await startSandbox({ port: 0, now: () => now() })
  const { url } = meta
  given = null
  world = await createTestApp({
    meta: { graphUrl: url, dialogUrl: url, loginOrigins: [url], ratesUrl: `${url}/rates`, graphVersion: 'v26.0' },
    http: (real) => async (request) => {
      const answer = await real(request)
      if (given === null || !request.url.includes('oauth/access_token')) return answer
      return { ...answer, body: new TextEncoder().encode(JSON.stringify({ access_token: given })) }
    },
  })
  now = () => world.clock.now()
})
afterEach(async () => {
  await world.dispose()
  await meta.stop()
})

describe('a long-lived token', () => {
  it('is renewed in the first night with fewer than ten days left, and not before', async () => {
    const token = await signIn(11.2)
    await toNight()
    expect(kept()).toBe(token)
    await toNight()
    expect(kept()).not.toBe(token)
    expect(await daysLeft()).toBeGreaterThan(59)
    const renewed = kept()
    await toNight()
    expect(kept()).toBe(renewed)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    expect(world.logLines.join('\n')).not.toContain(renewed)
  })

  it('is renewed at the start when the computer was off in the nights before', async () => {
    const token = await signIn(20)
    await toNight()
    expect(kept()).toBe(token)
    await world.restart({ offFor: 15 * DAY })
    await world.quiet()
    expect(kept()).not.toBe(token)
    expect(await daysLeft()).toBeGreaterThan(59)
  })

  it('that ended while the computer was off asks for a sign-in and is not tried any more', async () => {
    const token = await signIn(20)
    await world.restart({ offFor: 30 * DAY })
    await world.quiet()
    expect(kept()).toBe(token)
    expect(await world.call('app.status')).toMatchObject({ connection: 'signedOut' })
    expect((await world.call('health.get')).token).toMatchObject({ status: 'expired' })
    meta.resetCalls()
    await world.advance(HOUR)
    expect(meta.calls().requests).toBe(0)
  })

  it('stays when Meta does not give another, and is asked for again the next night', async () => {
    meta.faults.set([{ match: /access_token/, kind: 'error500' }])
    const token = await signIn(9)
    await toNight()
    expect(kept()).toBe(token)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    meta.faults.set([])
    await toNight()
    expect(kept()).not.toBe(token)
    expect(await daysLeft()).toBeGreaterThan(59)
  })

  it('is renewed in the night after one without network', async () => {
    const token = await signIn(10.2)
    meta.faults.set([{ match: /./, kind: 'drop' }])
    await toNight()
    expect(kept()).toBe(token)
    meta.faults.set([])
    await toNight()
    expect(kept()).not.toBe(token)
  })

  it('is renewed as soon as the network is back, not only the next night', async () => {
    const token = await signIn(10.2)
    meta.faults.set([{ match: /./, kind: 'drop' }])
    await toNight()
    expect(kept()).toBe(token)
    meta.faults.set([])
    await world.advance(HOUR + 60_000)
    expect(kept()).not.toBe(token)
  })

  const of = (more: Partial<Parameters<typeof mintToken>[0]>): string =>
    mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt: world.clock.now(), nonce: 'given instead', ...more })
  it.each([
    ['is nonsense', () => `EAA${'0'.repeat(60)}`],
    ['has ended already', () => of({ expiresAt: world.clock.now() - 1 })],
    ['ends sooner', () => of({ expiresAt: world.clock.now() + DAY })],
    ['may do less', () => of({ expiresAt: world.clock.now() + 60 * DAY, scopes: ['public_profile'] })],
    ['is of another app', () => of({ expiresAt: world.clock.now() + 60 * DAY, appId: '999999999999999' })],
  ] as const)('keeps its place where the new one %s', async (_, bad) => {
    const token = await signIn(9.9)
    world.vault.kept.set(path, token)
    given = bad()
    await toNight()
    expect(exchanges()).toBeGreaterThan(0)
    expect(kept()).toBe(token)
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    expect((await world.call('health.get')).token).toMatchObject({ status: 'valid' })
    given = null
    await toNight()
    expect(kept()).not.toBe(token)
    expect(await daysLeft()).toBeGreaterThan(59)
  })

  it('without the app secret cannot be renewed: it ends, and an alert tells so days before', async () => {
    const token = await signIn(9, {})
    await toNight()
    expect(kept()).toBe(token)
    expect(exchanges()).toBe(0)
    const { open } = await world.call('alerts.list')
    expect(open).toMatchObject([{ kind: 'tokenExpiring' }])
  })
})

describe('a short-lived token', () => {
  const short = (): string =>
    mintToken({
      seed: DEMO_SEED,
      appId: DEMO_APP_ID,
      kind: 'short',
      issuedAt: world.clock.now(),
      expiresAt: world.clock.now() + 90 * 60_000,
      nonce: 'short',
    })

  it('that Meta could not exchange at sign-in is kept, and exchanged as soon as Meta can', async () => {
    meta.faults.set([{ match: /access_token/, kind: 'error500' }])
    const token = short()
    const result = await world.call('signIn.pasteToken', { token, ...APP })
    path = `${result.workspaceId}/token`
    expect(result.longLived).toBe(false)
    expect(kept()).toBe(token)
    await world.advance(15 * 60_000)
    expect(kept()).toBe(token)
    meta.faults.set([])
    await world.advance(11 * 60_000)
    expect(kept()).not.toBe(token)
    expect((await world.call('health.get')).token).toMatchObject({ kind: 'longLived', status: 'valid' })
  })

  it('is not kept where Meta refuses the app secret: that is for the person to put right', async () => {
    const wrong = { appId: DEMO_APP_ID, appSecret: 'f'.repeat(32) }
    await expect(world.call('signIn.pasteToken', { token: short(), ...wrong })).rejects.toThrow()
    expect([...world.vault.kept]).toEqual([])
  })

  it('without a secret ends in its time and is then not used any more', async () => {
    await world.call('signIn.pasteToken', { token: short() })
    await world.advance(91 * 60_000)
    expect(exchanges()).toBe(0)
    expect(await world.call('app.status')).toMatchObject({ connection: 'signedOut' })
    expect((await world.call('alerts.list')).open).toMatchObject([{ kind: 'tokenInvalid' }])
  })
})
