import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SEED, DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { START, startClient } from './sandbox-client.ts'
import type { Account } from '../../src/sandbox/model.ts'
import type { Token } from '../../src/sandbox/tokens.ts'
import type { Answered, Client } from './sandbox-client.ts'

/** What tokens open, for how long, and what Meta says when they no longer do. */

const OTHER = { id: '700000000000001', secret: 'b'.repeat(32), name: 'Somebody else' }
const DAY = 86_400_000
const APP_TOKEN = `${DEMO_APP_ID}|${DEMO_APP_SECRET}`

let client: Client
let accounts: readonly Account[]
beforeAll(async () => {
  client = await startClient({ otherApps: [OTHER] })
  accounts = client.sandbox.world.accounts
})
beforeEach(() => {
  client.clock.now = START
  client.sandbox.tokens.restore()
})
afterAll(() => client.sandbox.stop())

const mint = (given: Partial<Token> = {}): string =>
  mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt: START, nonce: `n${Math.round(START / 7)}`, ...given })
const me = (token: string, params: Record<string, string> = {}): Promise<Answered> => client.get('me', params, token)
const debug = async (token: string, by: string = APP_TOKEN): Promise<Record<string, unknown>> =>
  (await client.get('debug_token', { input_token: token }, by)).body.data as unknown as Record<string, unknown>

describe('consent', () => {
  const redirect = (): string => `${client.sandbox.url}/connect/login_success.html`
  const dialog = (): string =>
    `${client.sandbox.url}/v26.0/dialog/oauth?${new URLSearchParams({ client_id: DEMO_APP_ID, redirect_uri: redirect(), state: 's', scope: 'ads_read,business_management', response_type: 'token' }).toString()}`
  const submit = (form: [string, string][], language = 'en'): Promise<Response> =>
    fetch(dialog(), {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
      headers: { 'accept-language': language },
    })
  const SCOPES: [string, string][] = [
    ['step', 'consent'],
    ['action', 'continue'],
    ['scope', 'ads_read'],
    ['scope', 'business_management'],
  ]
  const tokenOf = (answer: Response): string =>
    new URLSearchParams(new URL(answer.headers.get('location') ?? '').hash.slice(1)).get('access_token') ?? ''

  test('the page lists every account, all of them ticked, and gives all unless some are chosen', async () => {
    const page = await (
      await submit([
        ['step', 'login'],
        ['action', 'continue'],
      ])
    ).text()
    for (const { id } of accounts) expect(page).toContain(`name="account" value="${id}" checked`)
    expect(page).toContain('name="reach" value="all" checked')
    expect(page).toContain('All ad accounts, now and later')
    const token = tokenOf(await submit([...SCOPES, ['reach', 'all'], ['account', accounts[0]?.id ?? '']]))
    expect((await client.get('me/adaccounts', { limit: '100' }, token)).body.data.length).toBeGreaterThan(5)
    expect(((await debug(token))['granular_scopes'] as object[])[0]).toEqual({ scope: 'ads_read' })
  })

  test('only what was ticked can be reached, by whatever way, and debug_token names it', async () => {
    const [first, second, third] = accounts
    if (!first || !second || !third) throw new Error('no accounts')
    const token = tokenOf(await submit([...SCOPES, ['reach', 'some'], ['account', first.id], ['account', second.id]]))
    expect(new Set((await client.get('me/adaccounts', {}, token)).body.data.map(({ id }) => id))).toEqual(
      new Set([first.id, second.id]),
    )
    expect((await client.get(`${first.id}/campaigns`, {}, token)).status).toBe(200)
    for (const path of [third.id, `${third.id}/campaigns`, `${third.id}/insights`, third.campaigns[0]?.id ?? '']) {
      expect((await client.get(path, {}, token)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
    }
    expect((await debug(token))['granular_scopes']).toEqual([
      { scope: 'ads_read', target_ids: [first.digits, second.digits] },
      { scope: 'business_management' },
    ])
  })

  test('none ticked: the page comes again and says so, in both languages', async () => {
    const none: [string, string][] = [...SCOPES, ['reach', 'some'], ['account', 'act_1']]
    const english = await submit(none)
    expect([english.status, english.headers.get('location')]).toEqual([200, null])
    const text = await english.text()
    expect(text).toContain('Tick at least one ad account.')
    expect(text).toContain('name="reach" value="some" checked')
    expect(await (await submit(none, 'ru')).text()).toContain('Отметьте хотя бы один рекламный аккаунт.')
  })
})

describe('time', () => {
  test('a token ends when it says, by the clock of the sandbox; one that never ends does not', async () => {
    const token = mint({ expiresAt: START + DAY })
    client.clock.now = START + DAY - 1
    expect((await me(token)).status).toBe(200)
    client.clock.now = START + DAY
    expect((await me(token)).body.error).toMatchObject({ code: 190, error_subcode: 463 })
    expect(await debug(token)).toMatchObject({ is_valid: false, error: { code: 190, subcode: 463 } })
    client.clock.now = START + 1000 * DAY
    expect((await me(DEMO_SYSTEM_TOKEN)).status).toBe(200)
    expect(await debug(DEMO_SYSTEM_TOKEN)).toMatchObject({
      type: 'SYSTEM_USER',
      expires_at: 0,
      data_access_expires_at: 0,
      is_valid: true,
    })
  })

  test('the consent ends after ninety days: the token lives, and opens nothing', async () => {
    const token = mint({ expiresAt: 0 })
    expect((await debug(token))['data_access_expires_at']).toBe(Math.floor((START + 90 * DAY) / 1000))
    client.clock.now = START + 90 * DAY
    expect((await me(token, { fields: 'name' })).body['name']).toBe('Alex Morgan')
    expect((await client.get('me/adaccounts', {}, token)).body.error).toMatchObject({ code: 200 })
    expect((await client.get('me/permissions', {}, token)).body.data).toContainEqual({
      permission: 'ads_read',
      status: 'expired',
    })
    expect(await debug(token)).toMatchObject({ is_valid: true, scopes: ['public_profile'] })
  })

  test('to exchange a token makes it live longer, not the consent', async () => {
    const short = mint({ kind: 'short', expiresAt: START + 5_400_000 })
    client.clock.now = START + 3_600_000
    const { body } = await client.get(
      'oauth/access_token',
      {
        grant_type: 'fb_exchange_token',
        client_id: DEMO_APP_ID,
        client_secret: DEMO_APP_SECRET,
        fb_exchange_token: short,
      },
      null,
    )
    const long = await debug(String(body['access_token']))
    expect(long).toMatchObject({
      expires_at: Math.floor((START + 3_600_000) / 1000) + 5_183_944,
      data_access_expires_at: Math.floor((START + 90 * DAY) / 1000),
    })
  })
})

describe('taken back', () => {
  test.each([458, 459, 460, 463, 464, 467, 492] as const)('190/%d, until all is well again', async (subcode) => {
    const [mine, other] = [mint({ nonce: 'mine' }), mint({ nonce: 'other' })]
    client.sandbox.tokens.invalidate(subcode, mine)
    const refused = await me(mine)
    expect([refused.status, refused.body.error]).toMatchObject([401, { code: 190, error_subcode: subcode }])
    expect(await debug(mine)).toMatchObject({ is_valid: false, error: { code: 190, subcode } })
    expect((await me(other)).status).toBe(200)
    const whole = await client.post('', { batch: '[{"method":"GET","relative_url":"me"}]' }, mine)
    expect(whole.body.error).toMatchObject({ code: 190, error_subcode: subcode })
    client.sandbox.tokens.restore()
    expect((await me(mine)).status).toBe(200)
  })

  test('everybody at once; who signs in later is let in', async () => {
    client.sandbox.tokens.invalidate(460)
    expect((await me(mint())).body.error).toMatchObject({ error_subcode: 460 })
    expect((await me(DEMO_SYSTEM_TOKEN)).body.error).toMatchObject({ error_subcode: 460 })
    client.clock.now = START + 1000
    expect((await me(mint({ issuedAt: START + 1000 }))).status).toBe(200)
  })

  test('one that was revoked by its app', async () => {
    const token = mint({ nonce: 'revoked' })
    await client.get(
      'oauth/revoke',
      { client_id: DEMO_APP_ID, client_secret: DEMO_APP_SECRET, revoke_token: token },
      null,
    )
    expect((await me(token)).body.error).toMatchObject({ code: 190, error_subcode: 467 })
  })
})

describe('the proof of a secret', () => {
  const proof = (token: string, secret = DEMO_APP_SECRET): string =>
    createHmac('sha256', secret).update(token).digest('hex')

  test('wrong is 104 always; missing is refused where the app demands one, in addresses of pages too', async () => {
    const token = mint()
    expect((await me(token)).status).toBe(200)
    client.sandbox.tokens.requireProof(true)
    const missing = await me(token)
    const wrong = await me(token, { appsecret_proof: proof(`${token}x`) })
    const right = await client.get('me/adaccounts', { appsecret_proof: proof(token), limit: '2' }, token)
    const next = String((right.body['paging'] as { next: string }).next)
    const followed = (await (await fetch(next)).json()) as { error: { code: number } }
    // The app's own token is the secret itself.
    const byApp = await debug(token)
    client.sandbox.tokens.requireProof(false)
    expect([missing.body.error, wrong.body.error]).toMatchObject([{ code: 100 }, { code: 104 }])
    expect(right.status).toBe(200)
    expect(next).not.toContain('appsecret_proof')
    expect(followed.error.code).toBe(100)
    expect(byApp).toMatchObject({ is_valid: true })
    expect((await me(token, { appsecret_proof: 'x' })).body.error).toMatchObject({ code: 104 })
  })

  test('of another app: its tokens are good, our proof of them is not, and we cannot look into them', async () => {
    const foreign = mint({ appId: OTHER.id })
    expect((await me(foreign)).status).toBe(200)
    expect((await me(foreign, { appsecret_proof: proof(foreign) })).body.error).toMatchObject({ code: 104 })
    expect((await me(foreign, { appsecret_proof: proof(foreign, OTHER.secret) })).status).toBe(200)
    expect(await debug(foreign)).toMatchObject({ is_valid: false, error: { code: 100 } })
    expect(await debug(foreign, `${OTHER.id}|${OTHER.secret}`)).toMatchObject({
      is_valid: true,
      app_id: OTHER.id,
      application: 'Somebody else',
    })
    const exchanged = await client.get(
      'oauth/access_token',
      {
        grant_type: 'fb_exchange_token',
        client_id: DEMO_APP_ID,
        client_secret: DEMO_APP_SECRET,
        fb_exchange_token: foreign,
      },
      null,
    )
    expect(exchanged.body.error).toMatchObject({ code: 190 })
    expect((await me(mint({ appId: '1' }))).body.error).toMatchObject({ code: 190, error_subcode: 458 })
  })
})
