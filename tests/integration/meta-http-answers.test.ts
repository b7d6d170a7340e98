import { createServer, request } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createHttp } from '../../src/main/http.ts'
import { createLimiter } from '../../src/main/meta/limiter.ts'
import { exchangeLongLived } from '../../src/main/meta/oauth.ts'
import { createRequester } from '../../src/main/meta/request.ts'
import type { Requester } from '../../src/main/meta/request.ts'
import { createSigner } from '../../src/main/meta/signer.ts'
import { createWrite } from '../../src/main/meta/write.ts'
import { LOCALES } from '../../src/shared/domain/connection.ts'
import { failureOf } from '../../src/shared/errors.ts'
import type { ErrorCode, Failure } from '../../src/shared/errors.ts'
import { errorSentence } from '../../src/shared/words/words.ts'
import { countingIds, createEagerClock } from '../unit/meta/eager-clock.ts'

/** What stands between us and Meta, over real sockets: told apart, said in words, and never taken for Meta's word. */

const TOKEN = `EAAB${'q7Zx'.repeat(12)}`
const PERSON = { lane: 'person' } as const
const PAGE = '<!DOCTYPE html><html><body>Sign in to the hotel</body></html>'
const META = { 'x-fb-trace-id': 'TRACE', 'facebook-api-version': 'v26.0' }

const servers: Server[] = []
let lines: [string, string, Readonly<Record<string, unknown>>][]
let asked: number
beforeEach(() => {
  lines = []
  asked = 0
})
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer((request, response) => {
    asked += 1
    request.resume()
    request.on('end', () => listener(request, response))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const answering =
  (status: number, body: string, headers: Record<string, string> = META): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/html' : 'application/json', ...headers })
    response.end(body)
  }

/** Like Electron's, and unlike Node's, it hands an answer with status 407 on. */
const fetchOfElectron: typeof fetch = (input, init) =>
  new Promise((resolve, reject) => {
    const headers = init?.headers as Record<string, string>
    const asking = request(input as string, { method: init?.method ?? 'GET', headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(new Response(null, { status: answer.statusCode ?? 0 })))
    })
    asking.on('error', reject)
    asking.end(init?.body as string | undefined)
  })

const requesterOf = (baseUrl: string, fetchLike = fetch): Requester => {
  const clock = createEagerClock()
  return createRequester({
    http: createHttp(fetchLike),
    clock,
    ids: countingIds(),
    log: { write: (level, message, data = {}) => void lines.push([level, message, data]) },
    signer: createSigner({ secrets: { token: async () => TOKEN, appSecret: async () => null }, appId: null }),
    limiter: createLimiter({ clock }),
    baseUrl,
    version: 'v26.0',
  })
}
const schema = z.object({ id: z.string() })
const read = (requester: Requester, timeoutMs = 20_000) =>
  requester.read({ ...PERSON, method: 'GET', path: 'me', params: {}, timeoutMs }, schema)
const failedRead = async (url: string, timeoutMs?: number, fetchLike = fetch): Promise<Failure> => {
  const failed = read(requesterOf(url, fetchLike), timeoutMs)
  return failed.then(
    () => ({ code: 'internal', data: {} }),
    (error: unknown) => failureOf(error),
  )
}
const write = (url: string, fetchLike = fetch) =>
  createWrite({ requester: requesterOf(url, fetchLike) })(
    '5',
    'act_1',
    { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
    'USD',
    { lane: 'write' },
  )

const CUT: RequestListener = (_, response) => {
  response.writeHead(200, { ...META, 'content-length': '100' })
  response.write('{"id":', () => response.socket?.destroy())
}
const SILENCE: RequestListener = () => undefined

/** `tries`: how often a read asks before it gives up. A change that met the same is in doubt. */
const CASES: readonly (readonly [name: string, listener: RequestListener, code: ErrorCode, tries: number])[] = [
  ['cut in the middle', CUT, 'truncated', 4],
  ['JSON without its end', answering(200, '{"id":"1"'), 'truncated', 4],
  ['nothing at all', answering(200, ''), 'truncated', 4],
  ["Meta's page with status 400", answering(400, PAGE), 'notJson', 4],
  ["a gateway's page with status 502", answering(502, PAGE, {}), 'notJson', 4],
  ['some other text', answering(200, 'upstream connect error', {}), 'notJson', 4],
  ['JSON of somebody else', answering(200, '{"ok":true}', {}), 'malformed', 1],
  ['a page in its place', answering(200, PAGE, {}), 'captivePortal', 1],
  [
    'a page in its place that says it is JSON',
    answering(200, ` \n${PAGE}`, { 'content-type': 'application/json' }),
    'captivePortal',
    1,
  ],
  ['being sent elsewhere', answering(302, '', { location: 'http://127.0.0.1:9/login' }), 'captivePortal', 1],
  ['a network that asks to sign in', answering(511, PAGE, {}), 'captivePortal', 1],
]

describe.each(CASES)('%s', (_, listener, code, tries) => {
  test(`is ${code} for a read, after ${tries}`, async () => {
    expect((await failedRead(await serve(listener))).code).toBe(code)
    expect(asked).toBe(tries)
  })

  test('leaves a write in doubt, sent once', async () => {
    expect(await write(await serve(listener))).toMatchObject({ kind: 'unknown', failure: { code } })
    expect(asked).toBe(1)
  })
})

test('a proxy that wants a password passes nothing on', async () => {
  const proxy = await serve(answering(407, '', {}))
  expect((await failedRead(proxy, 20_000, fetchOfElectron)).code).toBe('proxyRefused')
  expect(await write(proxy, fetchOfElectron)).toMatchObject({ kind: 'refused', failure: { code: 'proxyRefused' } })
  expect(asked).toBe(2)
})

test('each has a sentence of its own, in both languages', async () => {
  const gone = await serve(SILENCE)
  await new Promise((resolve) => servers.pop()?.close(resolve))
  const failures = [
    await failedRead(gone),
    await failedRead(`http://${'a'.repeat(70)}.test`),
    await failedRead(await serve(SILENCE), 50),
    await failedRead((await serve(SILENCE)).replace('http:', 'https:')),
    await failedRead(await serve(answering(407, '', {})), 20_000, fetchOfElectron),
    ...(await Promise.all([0, 1, 2, 3, 5, 6, 7].map(async (i) => failedRead(await serve(CASES[i]?.[1] ?? SILENCE))))),
  ]
  for (const locale of LOCALES) {
    const sentences = failures.map((failure) => errorSentence(locale, failure))
    expect(new Set(sentences).size).toBe(failures.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u)
  }
})

test.each([
  ['no answer in time', SILENCE],
  ['an answer that never ends', (_, response) => void response.write('{')],
] satisfies [string, RequestListener][])('%s: a read stops at once, a write is in doubt', async (_, listener) => {
  const url = await serve(listener)
  expect((await failedRead(url, 50)).code).toBe('timeout')
  expect(asked).toBe(1)
})

test('an error page after good answers passes', async () => {
  const url = await serve((request, response) =>
    (asked % 3 === 0 ? answering(400, PAGE) : answering(200, '{"id":"1"}'))(request, response),
  )
  const requester = requesterOf(url)
  for (let page = 0; page < 8; page += 1) expect(await read(requester)).toEqual({ id: '1' })
})

test('code 1 that never passes is given up, and said so', async () => {
  const url = await serve(answering(500, '{"error":{"code":1,"message":"An unknown error occurred"}}'))
  const failure = await failedRead(url)
  expect(asked).toBe(4)
  expect(failure).toMatchObject({ code: 'metaDown', data: { code: 1, tries: 4 } })
  expect(errorSentence('en', failure)).toBe(
    'Meta could not answer this in 4 tries (code 1), so it was left for now. Everything else goes on; it is asked for again next time.',
  )
  expect(errorSentence('ru', failure)).toMatch(/попыток: 4, код 1/)
})

test("a page in Meta's place moves neither its clock nor its limits", async () => {
  const url = await serve(
    answering(200, PAGE, {
      date: new Date(Date.UTC(2031, 0, 1)).toUTCString(),
      'x-app-usage': '{"call_count":100}',
    }),
  )
  const requester = requesterOf(url)
  const before = requester.now()
  await expect(read(requester)).rejects.toMatchObject({ code: 'captivePortal' })
  expect(requester.now() - before).toBeLessThan(60_000)
})

test("a write's certain refusals are those that Meta named", async () => {
  const cases: readonly (readonly [number, unknown, 'refused' | 'unknown'])[] = [
    [400, { error: { code: 100, error_subcode: 1885272, message: 'low' } }, 'refused'],
    [400, { error: { code: '100', error_subcode: '1885272', message: 'low', is_transient: true } }, 'refused'],
    [400, { error: { code: 613, error_subcode: 1487632, message: 'four' } }, 'refused'],
    [401, { error: { code: 190, message: 'bad' } }, 'refused'],
    [403, { error: { code: 200, message: 'no' } }, 'refused'],
    [503, { error: { code: 200, message: 'no' } }, 'unknown'],
    [400, { error: { code: 100, message: 'passes', is_transient: true } }, 'unknown'],
    [400, { error: { code: 1, message: 'Please reduce the amount of data' } }, 'unknown'],
    [500, { error: { code: 2, message: 'later' } }, 'unknown'],
    [400, { error: { code: 1, message: 'what' } }, 'unknown'],
    [400, { error: { code: 960, message: 'aborted' } }, 'unknown'],
    [400, { error: { message: 'no code' } }, 'unknown'],
    [400, { error: 'no code' }, 'unknown'],
    [400, { error: [] }, 'unknown'],
    [200, { success: true, error: { code: 100, error_subcode: 1885272, message: 'low' } }, 'unknown'],
    [400, {}, 'unknown'],
    [200, {}, 'unknown'],
    [200, [], 'unknown'],
    [200, null, 'unknown'],
    [200, { success: false }, 'refused'],
  ]
  for (const [status, body, kind] of cases) {
    asked = 0
    expect([body, (await write(await serve(answering(status, JSON.stringify(body))))).kind]).toEqual([body, kind])
    expect(asked).toBe(1)
  }
  expect((await write(await serve(answering(200, '{"success":true}')))).kind).toBe('accepted')
})

test('a write that is cancelled is in doubt once it has left', async () => {
  const stop = new AbortController()
  const url = await serve(() => stop.abort())
  const send = (signal: AbortSignal) =>
    createWrite({ requester: requesterOf(url) })(
      '5',
      'act_1',
      { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
      'USD',
      { lane: 'write', signal },
    )
  expect(await send(stop.signal)).toMatchObject({ kind: 'unknown' })
  expect(await send(AbortSignal.abort())).toMatchObject({ kind: 'refused' })
  expect(asked).toBe(1)
})

describe('another version than was asked for', () => {
  const warning = 'The call has been auto-upgraded to v26.0 as v25.0 has been deprecated'
  test('is logged once and stays to be read', async () => {
    const url = await serve(answering(200, '{"id":"1"}', { ...META, 'x-ad-api-version-warning': warning }))
    const requester = requesterOf(url)
    expect(requester.versionWarning()).toBeNull()
    for (let i = 0; i < 3; i += 1) await read(requester)
    expect(requester.versionWarning()).toBe(warning)
    expect(lines.filter(([, message]) => message === 'meta.versionWarning')).toEqual([
      ['warn', 'meta.versionWarning', { warning }],
    ])
  })

  test('is noticed without a word from Meta', async () => {
    const url = await serve(answering(200, '{"id":"1"}', { 'facebook-api-version': 'v27.0' }))
    const requester = requesterOf(url)
    await read(requester)
    expect(requester.versionWarning()).toBe('v26.0 was asked for, v27.0 answered')
  })

  test('is not where the answer is of the same', async () => {
    const requester = requesterOf(await serve(answering(200, '{"id":"1"}')))
    await read(requester)
    expect(requester.versionWarning()).toBeNull()
  })
})

test.each([
  ['a page in its place', 'captivePortal', answering(200, PAGE, {})],
  ['a cut', 'signInNetwork', CUT],
  ["Meta's error page", 'notJson', answering(400, PAGE)],
] satisfies [string, ErrorCode, RequestListener][])('signing in meets %s: %s', async (_, code, listener) => {
  const app = { baseUrl: await serve(listener), version: 'v26.0', appId: '1', appSecret: 's'.repeat(32) }
  await expect(exchangeLongLived(createHttp(fetch), app, TOKEN)).rejects.toMatchObject({ code })
})
