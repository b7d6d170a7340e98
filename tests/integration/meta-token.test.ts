import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createHttp } from '../../src/main/http.ts'
import { createGraph } from '../../src/main/meta/graph-client.ts'
import { proofOf } from '../../src/main/meta/signer.ts'
import type { Graph } from '../../src/main/meta/graph.ts'
import { LOCALES } from '../../src/shared/domain/connection.ts'
import type { TokenState } from '../../src/shared/domain/connection.ts'
import { AppError, failureOf } from '../../src/shared/errors.ts'
import { errorSentence } from '../../src/shared/words/words.ts'
import { countingIds, createEagerClock } from '../unit/meta/eager-clock.ts'

const TOKEN = `EAAB${'q7Zx'.repeat(12)}`
const SECRET = '0123456789abcdef0123456789abcdef'
const PERSON = { lane: 'person' } as const
const NOW = Date.UTC(2026, 10, 20, 12)
const SECONDS = NOW / 1000
const DAY = 86_400

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

interface Asked {
  readonly url: string
  readonly bearer: string
  readonly params: URLSearchParams
  /** Of a batch. */
  readonly inside: readonly string[]
}
type Reply = { readonly status?: number; readonly body: unknown } | null

/** A Meta that answers each path, alone or as an item of a batch, as `answer` says. */
const serve = async (answer: (path: string, params: URLSearchParams) => Reply) => {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x')
      const params = new URLSearchParams([
        ...url.searchParams,
        ...new URLSearchParams(Buffer.concat(chunks).toString()),
      ])
      const batch = params.get('batch')
      const items = batch === null ? [] : (JSON.parse(batch) as { relative_url: string }[])
      const inside = items.map(({ relative_url: relative }) => relative)
      asked.push({ url: request.url ?? '', bearer: request.headers.authorization ?? '', params, inside })
      const replies = inside.map((relative) => {
        const item = new URL(relative, 'http://x/')
        const reply = answer(item.pathname.slice(1), item.searchParams)
        return reply && { code: reply.status ?? 200, headers: [], body: JSON.stringify(reply.body) }
      })
      const whole: Reply = batch === null ? answer(url.pathname.replace('/v26.0/', ''), params) : { body: replies }
      response.sendDate = false
      response.writeHead(whole?.status ?? 200, { 'content-type': 'application/json', 'x-fb-trace-id': 'T' })
      response.end(JSON.stringify(whole?.body ?? null))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const lines: string[] = []
const graphOf = (baseUrl: string, appSecret: string | null = null): Graph =>
  createGraph({
    http: createHttp(fetch),
    clock: createEagerClock(NOW),
    ids: countingIds(),
    log: { write: (...line) => void lines.push(JSON.stringify(line)) },
    secrets: { token: async () => TOKEN, appSecret: async () => appSecret },
    baseUrl,
    version: 'v26.0',
    appId: '123456',
  })

/** What is made of this answer of `debug_token`. */
const stateOf = async (data: Record<string, unknown>): Promise<TokenState> => {
  const { url } = await serve((path) =>
    path === 'debug_token'
      ? { body: { data: { app_id: '123456', type: 'USER', is_valid: true, scopes: [], ...data } } }
      : { body: { data: [{ permission: 'ads_read', status: 'granted' }] } },
  )
  return graphOf(url).tokenState(PERSON)
}

const refusal = (code: number, more: Record<string, unknown>): Reply => ({
  status: 400,
  body: { error: { message: 'Error validating access token', type: 'OAuthException', code, fbtrace_id: 'A', ...more } },
})

describe('what a token is', () => {
  test.each([
    ['a long-lived one', { issued_at: SECONDS - DAY, expires_at: SECONDS + 59 * DAY }, 'longLived'],
    ['a long-lived one on its last day', { issued_at: SECONDS - 59 * DAY, expires_at: SECONDS + 3600 }, 'longLived'],
    ['a short-lived one', { issued_at: SECONDS - 60, expires_at: SECONDS + 5340 }, 'shortLived'],
    ['a short-lived one without its beginning', { expires_at: SECONDS + 5340 }, 'shortLived'],
    ['one that never ends', { expires_at: 0 }, 'longLived'],
    ["a system user's", { type: 'SYSTEM_USER', expires_at: 0 }, 'systemUser'],
    ["a Page's", { type: 'PAGE', expires_at: 0 }, 'page'],
    ['nobody knows', {}, 'unknown'],
  ])('%s', async (_, data, kind) => {
    expect(await stateOf(data)).toMatchObject({ status: 'valid', kind, failure: null })
  })

  test('when it ends, and whether that is known at all', async () => {
    expect(await stateOf({ expires_at: 0 })).toMatchObject({ expiresAt: null, neverExpires: true })
    expect(await stateOf({})).toMatchObject({ expiresAt: null, neverExpires: false })
    expect(await stateOf({ issued_at: SECONDS - DAY, expires_at: String(SECONDS + DAY) })).toMatchObject({
      issuedAt: NOW - DAY * 1000,
      expiresAt: NOW + DAY * 1000,
      neverExpires: false,
    })
  })

  test('said to end before it was issued, it is taken for good and its end for unknown', async () => {
    expect(await stateOf({ issued_at: SECONDS - DAY, expires_at: SECONDS - 2 * DAY })).toMatchObject({
      status: 'valid',
      kind: 'unknown',
      expiresAt: null,
      neverExpires: false,
    })
    // Really over, it is over.
    expect(await stateOf({ issued_at: SECONDS - 9 * DAY, expires_at: SECONDS - 1 })).toMatchObject({
      status: 'expired',
    })
  })

  test.each([
    [{ is_valid: 'true' }, 'valid'],
    [{ is_valid: undefined }, 'valid'],
    [{ is_valid: false }, 'invalid'],
    [{ is_valid: 'false' }, 'invalid'],
    [{ is_valid: undefined, error: { code: 190, subcode: 460, message: 'changed' } }, 'invalid'],
  ])('with %j it is %s', async (data, status) => {
    expect(await stateOf(data)).toMatchObject({ status })
  })

  test('whose data may not be shown any more stays in use, with a word about it', async () => {
    const ended = await stateOf({
      issued_at: SECONDS - 91 * DAY,
      expires_at: SECONDS + DAY,
      data_access_expires_at: SECONDS - DAY,
    })
    expect(ended).toMatchObject({
      status: 'valid',
      dataAccessExpiresAt: NOW - DAY * 1000,
      failure: { code: 'tokenExpired', data: { advice: 'dataAccessEnded' } },
    })
    for (const locale of LOCALES) {
      expect(errorSentence(locale, ended.failure ?? { code: 'internal', data: {} })).toMatch(
        /Sign in again|Войдите снова/,
      )
    }
    // A system user's has no such day.
    expect(await stateOf({ type: 'SYSTEM_USER', data_access_expires_at: 0 })).toMatchObject({
      dataAccessExpiresAt: null,
      failure: null,
    })
  })
})

describe('which accounts were ticked', () => {
  test.each([
    ['none said', undefined, null],
    ['nonsense', 'all of them', null],
    ['no ids: all', [{ scope: 'ads_read' }], null],
    ['some', [{ scope: 'ads_read', target_ids: ['11', '22'] }], ['act_11', 'act_22']],
    ['none', [{ scope: 'ads_read', target_ids: [] }], []],
    [
      'of both scopes, each once',
      [
        { scope: 'ads_read', target_ids: ['11', 'act_22'] },
        { scope: 'ads_management', target_ids: ['22', '1202100000000000001'] },
        { scope: 'pages_show_list', target_ids: ['99'] },
      ],
      ['act_11', 'act_22', 'act_1202100000000000001'],
    ],
    [
      'all for one scope is all',
      [
        { scope: 'ads_read', target_ids: ['11'] },
        { scope: 'ads_management', target_ids: null },
      ],
      null,
    ],
    ['an odd row beside a good one', [null, 7, { scope: 'ads_read', target_ids: ['11'] }], ['act_11']],
  ])('%s', async (_, granular, accounts) => {
    expect((await stateOf({ granular_scopes: granular })).accounts).toEqual(accounts)
  })

  test('scope by scope', async () => {
    const { granular } = await stateOf({
      granular_scopes: [{ scope: 'ads_read', target_ids: ['11'] }, { scope: 'pages_show_list' }],
    })
    expect(granular).toEqual([
      { scope: 'ads_read', targetIds: ['11'] },
      { scope: 'pages_show_list', targetIds: null },
    ])
  })
})

describe('code 190 says by its subcode what somebody must do', () => {
  const SAID: readonly (readonly [subcode: number, status: string, en: RegExp, ru: RegExp])[] = [
    [458, 'invalid', /app was removed.*Sign in again and allow/, /Приложение Meta удалено.*Войдите снова/],
    [460, 'invalid', /password.*Sign in again/, /Пароль.*Войдите снова/],
    [463, 'expired', /has expired\. Sign in again/, /истёк\. Войдите снова/],
    [467, 'invalid', /session.*has ended\. Sign in again/, /Сеанс.*завершён\. Войдите снова/],
    [492, 'invalid', /no role on this Page/, /нет роли на этой Странице/],
  ]
  test.each(SAID)('%i: %s', async (subcode, status, en, ru) => {
    // In the words of the inspection, its own subcode is called `subcode`.
    const state = await stateOf({ is_valid: false, error: { code: 190, message: 'No', subcode } })
    expect(state).toMatchObject({ status })
    const failure = state.failure ?? { code: 'internal', data: {} }
    expect(errorSentence('en', failure)).toMatch(en)
    expect(errorSentence('ru', failure)).toMatch(ru)
  })

  test.each([
    [459, /facebook\.com.*token stays good/, /facebook\.com.*Токен остаётся годным/],
    [464, /confirm its e-mail.*token stays good/, /подтвердите почту.*Токен остаётся годным/],
  ])('%i wants the person, and keeps the token', async (subcode, en, ru) => {
    const { url } = await serve(() => refusal(190, { error_subcode: subcode }))
    const ways: readonly (() => Promise<unknown>)[] = [
      () => stateOf({ is_valid: false, error: { code: 190, message: 'No', subcode } }),
      () => graphOf(url).tokenState(PERSON),
      () => graphOf(url).me(PERSON),
    ]
    for (const way of ways) {
      const failure = failureOf(await way().catch((error: unknown) => error))
      expect(failure.code).toBe('checkpoint')
      expect(errorSentence('en', failure)).toMatch(en)
      expect(errorSentence('ru', failure)).toMatch(ru)
    }
  })

  test('a 190 that is a missing right leaves the token alone', async () => {
    const { url } = await serve(() =>
      refusal(190, { message: '(#190) This method must be called with a Page Access Token' }),
    )
    await expect(graphOf(url).me(PERSON)).rejects.toMatchObject({ code: 'permission', data: { advice: 'pageToken' } })
  })
})

describe('the inspection', () => {
  const good: Reply = { body: { data: { app_id: '123456', type: 'USER', is_valid: true, expires_at: 0 } } }
  const permissions: Reply = { body: { data: [] } }
  const answering = (replies: readonly Reply[]) => {
    const left = [...replies]
    return serve((path) =>
      path === 'debug_token' ? ((left.length > 1 ? left.shift() : left[0]) ?? null) : permissions,
    )
  }

  test('is asked for again when Meta had no time for it or a moment of trouble', async () => {
    const { url, asked } = await answering([null, refusal(2, { is_transient: true }), good])
    expect(await graphOf(url).tokenState(PERSON)).toMatchObject({ status: 'valid' })
    expect(asked.filter(({ inside }) => inside.length > 0)).toHaveLength(3)
  })

  test('does not go on for ever', async () => {
    const { url, asked } = await answering([null])
    await expect(graphOf(url).tokenState(PERSON)).rejects.toMatchObject({ code: 'metaDown' })
    expect(asked).toHaveLength(3)
  })

  test('by the app is made by the token itself where the app may not, and then with the proof', async () => {
    const { url, asked } = await serve((path) =>
      path === 'debug_token' ? (asked.length === 1 ? refusal(190, { message: 'app' }) : good) : permissions,
    )
    expect(await graphOf(url, SECRET).tokenState(PERSON)).toMatchObject({ status: 'valid' })
    expect(asked.map(({ bearer }) => bearer)).toEqual([`Bearer 123456|${SECRET}`, `Bearer ${TOKEN}`, `Bearer ${TOKEN}`])
    expect(asked.map(({ params }) => params.get('appsecret_proof'))).toEqual([
      null,
      proofOf(TOKEN, SECRET),
      proofOf(TOKEN, SECRET),
    ])
  })
})

test('the proof goes with every call and every page that is followed, the token never into an address', async () => {
  const list = (params: URLSearchParams): Reply => ({
    body: {
      data: [],
      paging:
        params.get('after') === null
          ? { cursors: { after: 'second' }, next: 'https://graph.facebook.com/next?access_token=EAABother' }
          : { cursors: { after: 'third' } },
    },
  })
  const { url, asked } = await serve((path, params) => {
    if (path.endsWith('accounts') || path.endsWith('businesses')) return list(params)
    return { body: { id: '1', name: 'P', success: true } }
  })
  const graph = graphOf(url, SECRET)
  await graph.me(PERSON)
  await graph.accounts(PERSON)
  await graph.write('5', 'act_1', { field: 'status', before: 'ACTIVE', after: 'PAUSED' }, 'USD', PERSON)
  await graph.revoke(PERSON)
  expect(asked.filter(({ params }) => params.get('after') === 'second')).toHaveLength(2)
  for (const each of asked) {
    expect(each.bearer).toBe(`Bearer ${TOKEN}`)
    expect(each.params.get('appsecret_proof')).toBe(proofOf(TOKEN, SECRET))
    expect(each.url).not.toMatch(/access_token|EAAB/)
  }
  expect(lines.join('\n')).not.toMatch(/EAAB|0123456789abcdef/)
})

test("the log keeps Meta's trace of every error, which its support asks for", async () => {
  const { url } = await serve(() => refusal(190, { fbtrace_id: 'AbCdTrace' }))
  const failure = await graphOf(url)
    .me(PERSON)
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AppError)
  expect(failureOf(failure).data['trace']).toBe('AbCdTrace')
  expect(lines.filter((line) => line.includes('meta.error') && line.includes('AbCdTrace'))).toHaveLength(1)
})
