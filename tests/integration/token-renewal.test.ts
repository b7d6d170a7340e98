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
  world = await createTestApp({ meta: { graphUrl: url, dialogUrl: url, loginOrigins: [url], graphVersion: 'v26.0' } })
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

  it('without the app secret cannot be renewed: it ends, and an alert tells so days before', async () => {
    const token = await signIn(9, {})
    await toNight()
    expect(kept()).toBe(token)
    expect(exchanges()).toBe(0)
    const { open } = await world.call('alerts.list')
    expect(open).toMatchObject([{ kind: 'tokenExpiring' }])
  })
})
