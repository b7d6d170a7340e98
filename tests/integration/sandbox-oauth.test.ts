import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SEED } from '../../src/sandbox/demo-app.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { START, startClient } from './sandbox-client.ts'
import type { Client } from './sandbox-client.ts'

const SCOPES = 'ads_management,ads_read,business_management,read_insights,pages_show_list,pages_read_engagement'

let client: Client
beforeAll(async () => {
  client = await startClient()
})
afterAll(() => client.sandbox.stop())

const redirect = (): string => `${client.sandbox.url}/connect/login_success.html`
const dialogUrl = (params: Record<string, string> = {}): string =>
  `${client.sandbox.url}/v26.0/dialog/oauth?${new URLSearchParams({ client_id: DEMO_APP_ID, redirect_uri: redirect(), state: 'st/ate', scope: SCOPES, response_type: 'code', ...params }).toString()}`

const unescape = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The form of a page as a browser reads it. */
const formOf = (html: string, base: string) => {
  const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1]
  if (action === undefined) throw new Error(`no form in ${html}`)
  const boxes = [...html.matchAll(/<input type="checkbox" name="scope" value="([^"]+)" checked>/g)].map(([, value]) =>
    unescape(value ?? ''),
  )
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
    ([, name, value]) => [name ?? '', unescape(value ?? '')] as const,
  )
  return { url: new URL(unescape(action), base).toString(), boxes, hidden }
}

/** Clicks through both pages; answers where the browser is sent. */
const signIn = async (
  url: string,
  { untick = [], cancelAt }: { untick?: readonly string[]; cancelAt?: 'login' | 'consent' } = {},
): Promise<URL> => {
  const submit = (html: string, action: string): Promise<Response> => {
    const form = formOf(html, url)
    const body = new URLSearchParams([
      ...form.hidden.map(([name, value]) => [name, value]),
      ['action', action],
      ...form.boxes.filter((box) => !untick.includes(box)).map((box) => ['scope', box]),
    ] as [string, string][])
    return fetch(form.url, { method: 'POST', body, redirect: 'manual' })
  }
  const login = await (await fetch(url)).text()
  if (cancelAt === 'login') return new URL((await submit(login, 'cancel')).headers.get('location') ?? '')
  const consent = await (await submit(login, 'continue')).text()
  const end = await submit(consent, cancelAt === 'consent' ? 'cancel' : 'continue')
  expect(end.status).toBe(302)
  return new URL(end.headers.get('location') ?? '')
}

const app = { client_id: DEMO_APP_ID, client_secret: DEMO_APP_SECRET }

describe('the dialog', () => {
  test('speaks the language asked for and names every scope', async () => {
    const english = await (await fetch(dialogUrl())).text()
    expect(english).toContain('Continue as Alex Morgan')
    const russian = await (await fetch(dialogUrl(), { headers: { 'accept-language': 'ru-RU,ru;q=0.9' } })).text()
    expect(russian).toContain('Продолжить как Alex Morgan')
    expect(await (await fetch(dialogUrl({ locale: 'ru_RU' }))).text()).toContain('<html lang="ru">')
    const form = formOf(english, dialogUrl())
    const consent = await (
      await fetch(form.url, { method: 'POST', body: new URLSearchParams({ step: 'login', action: 'continue' }) })
    ).text()
    expect(formOf(consent, dialogUrl()).boxes).toEqual(SCOPES.split(','))
  })

  test('refuses an unknown app, a foreign redirect and what is not a scope, without leaving', async () => {
    for (const params of [
      { client_id: '' },
      { client_id: '1' },
      { redirect_uri: 'https://evil.example/' },
      { redirect_uri: `${client.sandbox.url}/connect/login_success.html?x=1` },
      { scope: 'make_coffee' },
    ]) {
      const response = await fetch(dialogUrl(params), { redirect: 'manual' })
      expect(response.status).toBe(400)
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(await response.text()).toContain('role="alert"')
    }
  })

  test('cancelling on either page goes back with the error and the state', async () => {
    for (const cancelAt of ['login', 'consent'] as const) {
      const end = await signIn(dialogUrl(), { cancelAt })
      expect(Object.fromEntries(end.searchParams)).toEqual({
        error: 'access_denied',
        error_code: '200',
        error_description: 'Permissions error',
        error_reason: 'user_denied',
        state: 'st/ate',
      })
    }
  })
})

describe('the code flow', () => {
  test('code, short token, long token, and what they are', async () => {
    const end = await signIn(dialogUrl())
    expect(end.searchParams.get('state')).toBe('st/ate')
    const code = end.searchParams.get('code') ?? ''
    const exchange = { ...app, redirect_uri: redirect(), code }
    expect(
      (await client.get('oauth/access_token', { ...exchange, redirect_uri: `${redirect()}/` }, null)).body.error,
    ).toMatchObject({ code: 100 })
    expect(
      (await client.get('oauth/access_token', { ...exchange, client_secret: 'wrong' }, null)).body.error,
    ).toMatchObject({ message: 'Error validating client secret.' })
    const short = await client.get('oauth/access_token', exchange, null)
    expect(short.body).toMatchObject({ token_type: 'bearer', expires_in: 5400 })
    expect((await client.get('oauth/access_token', exchange, null)).body.error).toMatchObject({
      message: 'This authorization code has been used.',
    })

    const shortToken = String(short.body['access_token'])
    expect(shortToken).toMatch(/^EAA[0-9A-Za-z]+$/)
    const long = await client.get(
      'oauth/access_token',
      { ...app, grant_type: 'fb_exchange_token', fb_exchange_token: shortToken },
      null,
    )
    expect(long.body['expires_in']).toBe(5_183_944)
    const token = String(long.body['access_token'])

    expect((await client.get('me', { fields: 'id,name' }, token)).body).toMatchObject({ name: 'Alex Morgan' })
    const debug = await client.get('debug_token', { input_token: token }, `${DEMO_APP_ID}|${DEMO_APP_SECRET}`)
    expect(debug.body.data).toMatchObject({
      app_id: DEMO_APP_ID,
      type: 'USER',
      is_valid: true,
      expires_at: Math.floor(START / 1000) + 5_183_944,
    })
    expect(
      (debug.body.data as unknown as { granular_scopes: { scope: string }[] }).granular_scopes.map(
        ({ scope }) => scope,
      ),
    ).toEqual(SCOPES.split(','))

    client.clock.now = START + 6_000_000
    expect((await client.get('me', {}, shortToken)).body.error).toMatchObject({ code: 190, error_subcode: 463 })
    expect((await client.get('me', {}, token)).status).toBe(200)
    expect((await client.get('debug_token', { input_token: shortToken }, token)).body.data).toMatchObject({
      is_valid: false,
      error: { subcode: 463 },
    })
    client.clock.now = START
  })

  test('a code lives ten minutes', async () => {
    const code = (await signIn(dialogUrl())).searchParams.get('code') ?? ''
    client.clock.now = START + 601_000
    expect(
      (await client.get('oauth/access_token', { ...app, redirect_uri: redirect(), code }, null)).body.error,
    ).toMatchObject({ message: 'This authorization code has expired.' })
    client.clock.now = START
  })
})

test('the token flow answers in the fragment, where no server sees it', async () => {
  const end = await signIn(dialogUrl({ response_type: 'token' }))
  expect(end.search).toBe('')
  const fragment = new URLSearchParams(end.hash.slice(1))
  expect(fragment.get('state')).toBe('st/ate')
  expect(fragment.get('expires_in')).toBe('5400')
  expect((await client.get('me', {}, fragment.get('access_token') ?? '')).status).toBe(200)
})

describe('scopes', () => {
  test('what was unticked is declined, missing in calls, and asked again only with rerequest', async () => {
    const end = await signIn(dialogUrl({ response_type: 'token' }), { untick: ['business_management'] })
    const token = new URLSearchParams(end.hash.slice(1)).get('access_token') ?? ''
    expect((await client.get('me/permissions', {}, token)).body.data).toContainEqual({
      permission: 'business_management',
      status: 'declined',
    })
    const businesses = await client.get('me/businesses', {}, token)
    expect([businesses.status, businesses.body.error['code']]).toEqual([403, 200])

    const boxesOf = async (params: Record<string, string>): Promise<readonly string[]> => {
      const html = await (
        await fetch(dialogUrl(params), {
          method: 'POST',
          body: new URLSearchParams({ step: 'login', action: 'continue' }),
        })
      ).text()
      return formOf(html, dialogUrl()).boxes
    }
    expect(await boxesOf({})).not.toContain('business_management')
    expect(await boxesOf({ auth_type: 'rerequest' })).toContain('business_management')
    const again = await signIn(dialogUrl({ response_type: 'token', auth_type: 'rerequest' }))
    const whole = new URLSearchParams(again.hash.slice(1)).get('access_token') ?? ''
    expect((await client.get('me/businesses', {}, whole)).body.data).toHaveLength(3)
  })

  test('reading and writing need their own, and ticked accounts are all there is', async () => {
    const common = { seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt: START }
    const accounts = client.sandbox.world.accounts
    const [first, second] = [accounts[1], accounts[2]]
    if (!first || !second) throw new Error('no accounts')
    const nothing = mintToken({ ...common, scopes: ['public_profile'] })
    expect((await client.get('me/adaccounts', {}, nothing)).body.error).toMatchObject({
      code: 200,
      type: 'OAuthException',
    })
    const reader = mintToken({ ...common, scopes: ['ads_read'] })
    expect((await client.get(`${first.id}/campaigns`, {}, reader)).status).toBe(200)
    expect((await client.post(first.campaigns[0]?.id ?? '', { status: 'PAUSED' }, reader)).body.error).toMatchObject({
      code: 294,
    })
    const one = mintToken({ ...common, accounts: [first.id] })
    expect((await client.get('me/adaccounts', {}, one)).body.data).toEqual([{ id: first.id }])
    expect((await client.get(second.id, {}, one)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
    expect((await client.get(first.digits, {}, one)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
  })
})

describe('bad tokens', () => {
  test('wrong, missing, expired, revoked and de-authorised', async () => {
    expect((await client.get('me', {}, 'EAAnonsense')).body.error).toMatchObject({ code: 190 })
    expect((await client.get('me', {}, null)).body.error).toMatchObject({ code: 190 })
    const mint = (nonce: string): string => mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt: START, nonce })
    const token = mint('revoke-me')
    expect((await client.get('oauth/revoke', { ...app, revoke_token: token }, null)).body).toEqual({ success: true })
    expect((await client.get('me', {}, token)).body.error).toMatchObject({ code: 190, error_subcode: 467 })
    const other = mint('other')
    expect((await client.remove('me/permissions', other)).body).toEqual({ success: true })
    expect((await client.get('me', {}, other)).body.error).toMatchObject({ code: 190 })
    const end = await signIn(dialogUrl({ response_type: 'token' }))
    expect((await client.get('me', {}, new URLSearchParams(end.hash.slice(1)).get('access_token') ?? '')).status).toBe(
      200,
    )
  })

  test('a wrong proof is refused, the right one is not', async () => {
    const token = mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt: START + 10_000 })
    const proof = createHmac('sha256', DEMO_APP_SECRET).update(token).digest('hex')
    expect((await client.get('me', { appsecret_proof: proof }, token)).status).toBe(200)
    expect((await client.get('me', { appsecret_proof: proof.replace(/./, 'g') }, token)).body.error).toMatchObject({
      code: 104,
    })
  })
})
