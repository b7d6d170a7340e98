import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { dialogUrl, readRedirect } from '../../../src/main/meta/oauth.ts'
import { redact, Secret } from '../../../src/main/meta/secret.ts'
import { createSigner, proofOf } from '../../../src/main/meta/signer.ts'

describe('the dialog', () => {
  const request = {
    dialogUrl: 'https://www.facebook.com/',
    version: 'v26.0',
    appId: '123456',
    redirect: 'https://www.facebook.com/connect/login_success.html',
    state: 's-1_2',
    scopes: ['ads_read', 'ads_management'],
    flow: 'code' as const,
  }

  test('asks for scopes', () => {
    const url = new URL(dialogUrl(request))
    expect(url.origin + url.pathname).toBe('https://www.facebook.com/v26.0/dialog/oauth')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '123456',
      redirect_uri: request.redirect,
      state: 's-1_2',
      response_type: 'code',
      display: 'popup',
      scope: 'ads_read,ads_management',
    })
  })

  test('asks by configuration, or again, or for a token', () => {
    const business = new URL(dialogUrl({ ...request, configId: '77777' })).searchParams
    expect(business.get('config_id')).toBe('77777')
    expect(business.get('override_default_response_type')).toBe('true')
    expect(business.has('scope')).toBe(false)
    const again = new URL(dialogUrl({ ...request, rerequest: true, flow: 'token' })).searchParams
    expect(again.get('auth_type')).toBe('rerequest')
    expect(again.get('response_type')).toBe('token')
  })
})

test.each([
  ['https://r/?code=abc&state=s#_=_', { kind: 'code', code: 'abc', state: 's' }],
  ['https://r/#access_token=TOK&expires_in=5400&state=s', { kind: 'token', token: 'TOK', expiresIn: 5400, state: 's' }],
  ['https://r/#access_token=TOK&state=s', { kind: 'token', token: 'TOK', expiresIn: null, state: 's' }],
  [
    'https://r/?error=access_denied&error_code=200&error_reason=user_denied&error_description=Permissions+error&state=s',
    { kind: 'denied', state: 's' },
  ],
  ['https://r/#error=access_denied&state=s', { kind: 'denied', state: 's' }],
  [
    'https://r/?error_code=1349003&error_message=App+not+set+up&state=s',
    { kind: 'failed', message: 'App not set up', state: 's' },
  ],
  ['https://r/?state=s', { kind: 'nothing', state: 's' }],
  ['https://r/?access_token=TOK', { kind: 'nothing', state: null }],
  ['not an address', { kind: 'nothing', state: null }],
])('redirect %s', (url, found) => {
  expect(readRedirect(url)).toEqual(found)
})

test('a secret prints as three stars', () => {
  const secret = new Secret('EAABhidden')
  expect(
    [String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret }), inspect(secret)].join(),
  ).not.toContain('hidden')
  expect(secret.reveal()).toBe('EAABhidden')
})

test('tokens are cut out of texts by their shape; ids and words are not', () => {
  expect(redact('bad EAAGm0PX4ZCpsBAKx7yQ1 given')).toBe('bad *** given')
  expect(redact('appsecret_proof=0123456789 Bearer abc.def')).not.toMatch(/0123|abc/)
  expect(redact('act_120210000000000001 code 100 in v26.0')).toBe('act_120210000000000001 code 100 in v26.0')
})

describe('the signer', () => {
  test('proves the token with the app secret', async () => {
    const signer = createSigner({ secrets: { token: async () => 'TOKEN', appSecret: async () => 'key' }, appId: '9' })
    // printf TOKEN | openssl dgst -sha256 -hmac key
    expect(proofOf('TOKEN', 'key')).toBe('f09bc78d0ac037e3757b780f7c6839fcf5a2115568f4a38a92a8f6562f978bb9')
    expect((await signer.sign()).proof).toBe(proofOf('TOKEN', 'key'))
    expect((await signer.appToken())?.reveal()).toBe('9|key')
  })

  test('does without the secret, not without the token', async () => {
    const bare = createSigner({ secrets: { token: async () => 'TOKEN', appSecret: async () => null }, appId: '9' })
    expect((await bare.sign()).proof).toBeNull()
    expect(await bare.appToken()).toBeNull()
    const empty = createSigner({ secrets: { token: async () => null, appSecret: async () => null }, appId: null })
    await expect(empty.sign()).rejects.toMatchObject({ code: 'tokenMissing' })
  })
})
