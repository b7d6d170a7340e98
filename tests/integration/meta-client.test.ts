import { CAMPAIGN } from '../../src/main/meta/nodes/campaign.ts'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createHttp } from '../../src/main/http.ts'
import { decodePages } from '../../src/main/meta/decode.ts'
import { createGraph } from '../../src/main/meta/graph-client.ts'
import type { GraphNeeds } from '../../src/main/meta/graph-client.ts'
import type { ReadRequest, Sink } from '../../src/main/meta/graph.ts'
import { exchangeCode, exchangeLongLived } from '../../src/main/meta/oauth.ts'
import { rowsOf } from '../unit/meta/rows-of.ts'
import { countingIds, createEagerClock } from '../unit/meta/eager-clock.ts'

/** What the server was asked, with its form and batch taken apart. */
interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly url: string
}
interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body: unknown
}
type Answer = Reply | 'cut' | 'silence' | null

const TOKEN = `EAAB${'q7Zx'.repeat(12)}`
const SECRET = '0123456789abcdef0123456789abcdef'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const serve = async (answer: (asked: Asked, response: ServerResponse) => Answer) => {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x')
      const one: Asked = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        form: new URLSearchParams(Buffer.concat(chunks).toString()),
        headers: request.headers,
        url: request.url ?? '',
      }
      asked.push(one)
      const reply = answer(one, response)
      if (reply === 'silence' || reply === null) return
      if (reply === 'cut') return void response.socket?.destroy()
      response.sendDate = false
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Answers batches by asking `item` for each of their items. */
const batching =
  (item: (path: string, params: URLSearchParams) => Reply | null) =>
  ({ method, path, form, query }: Asked): Answer => {
    // Only an item of a batch can be null; alone the same trouble is a server error.
    if (method !== 'POST') return item(path.replace('/v26.0/', ''), query) ?? { status: 503, body: '<html>' }
    const items = JSON.parse(form.get('batch') ?? '[]') as { relative_url: string }[]
    return {
      body: items.map(({ relative_url: relative }) => {
        const url = new URL(relative, 'http://x/')
        const reply = item(url.pathname.slice(1), url.searchParams)
        return (
          reply && {
            code: reply.status ?? 200,
            headers: Object.entries(reply.headers ?? {}).map(([name, value]) => ({ name, value })),
            body: typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body),
          }
        )
      }),
    }
  }

const lines: string[] = []
const graphOf = (baseUrl: string, more: Partial<GraphNeeds> = {}) => {
  const clock = createEagerClock()
  const graph = createGraph({
    http: createHttp(fetch),
    clock,
    ids: countingIds(),
    log: { write: (...line) => void lines.push(JSON.stringify(line)) },
    secrets: { token: async () => TOKEN, appSecret: async () => null },
    baseUrl,
    version: 'v26.0',
    appId: '123456',
    ...more,
  })
  return { graph, clock }
}

const collect = () => {
  const ids: string[] = []
  const firsts: boolean[] = []
  const sink: Sink = async (bytes) => {
    firsts.push(...bytes.requests.map(({ first }) => first))
    return decodePages(bytes).map(({ outcome, campaigns, adSets, ads, insights, reach }) => {
      ids.push(
        ...[...campaigns, ...adSets, ...ads].map(({ id }) => id),
        ...rowsOf(insights).map(({ objectId, day }) => `${objectId} ${day}`),
        ...reach.map(({ objectId }) => objectId),
      )
      return { ...outcome, changed: outcome.rows }
    })
  }
  return { ids, firsts, sink }
}

const person = { lane: 'person' } as const
const poll = { lane: 'poll' } as const
const campaigns = (accountId = 'act_1'): ReadRequest => ({
  kind: 'objects',
  level: 'campaign',
  accountId,
  currency: 'USD',
})
const insights = (accountId = 'act_1', since = '2026-11-19', until = since): ReadRequest => ({
  kind: 'insights',
  level: 'campaign',
  accountId,
  since,
  until,
})
const list = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: String(from + i), status: 'ACTIVE', name: 'x' }))
const fault = (code: number, more: Record<string, unknown> = {}, status = 400): Reply => ({
  status,
  body: { error: { code, message: 'no', ...more } },
})

describe('every call', () => {
  test('carries the token in its header alone, and the proof when the secret is known', async () => {
    const { asked, url } = await serve(
      batching((path) => ({ body: path === 'me' ? { id: 7, name: 'Ann' } : { data: list(1, 1) } })),
    )
    const { graph } = graphOf(url, { secrets: { token: async () => TOKEN, appSecret: async () => SECRET } })
    expect(await graph.me(person)).toEqual({ id: '7', name: 'Ann' })
    await graph.read([campaigns('act_1'), campaigns('act_2')], collect().sink, poll)
    for (const each of asked) {
      expect(each.headers.authorization).toBe(`Bearer ${TOKEN}`)
      expect(each.url).not.toContain(TOKEN)
      expect(each.form.toString()).not.toContain(TOKEN)
      expect(each.query.get('appsecret_proof') ?? each.form.get('appsecret_proof')).toMatch(/^[0-9a-f]{64}$/)
    }
    expect(graph.counters()).toEqual({ calls: 3, requests: 2 })
    expect(lines.join('')).not.toContain(TOKEN)
    expect(lines.join('')).not.toContain(SECRET)
  })

  test('without a token is not made', async () => {
    const { asked, url } = await serve(() => ({ body: {} }))
    const { graph } = graphOf(url, { secrets: { token: async () => null, appSecret: async () => null } })
    await expect(graph.me(person)).rejects.toMatchObject({ code: 'tokenMissing' })
    expect(await graph.tokenState(person)).toMatchObject({ status: 'missing' })
    expect(asked).toEqual([])
  })

  test.each([
    [{ body: '<html>Log in to the hotel</html>' }, 'captivePortal'],
    [{ body: '' }, 'truncated'],
    [{ body: '{"id":"1"' }, 'truncated'],
    [{ body: '{"name":"no id"}' }, 'malformed'],
    [{ body: 'null' }, 'malformed'],
    [{ status: 500, body: '<html>Oops' }, 'notJson'],
    ['cut', 'truncated'],
    [fault(190, { error_subcode: 463 }, 401), 'tokenExpired'],
    [fault(2, {}, 500), 'metaDown'],
    [fault(17), 'throttled'],
  ] as const)('answered by %j fails as %s', async (reply, code) => {
    const { url } = await serve(() => reply)
    await expect(graphOf(url).graph.me(person)).rejects.toMatchObject({ name: 'AppError', code })
  })

  test('is repeated, later each time, when that may help', async () => {
    const replies: Answer[] = [
      'cut',
      fault(2, {}, 500),
      { body: '{"id":' },
      { body: { id: '1', name: 'Ann', new: true } },
    ]
    const { asked, url } = await serve(() => replies.shift() ?? null)
    const { graph, clock } = graphOf(url)
    expect(await graph.me(person)).toEqual({ id: '1', name: 'Ann' })
    expect(asked).toHaveLength(4)
    expect(clock.waits).toHaveLength(3)
    expect(clock.waits).toEqual([...clock.waits].sort((a, b) => a - b))
  })

  test('nobody answers: offline, and not repeated', async () => {
    const { url } = await serve(() => null)
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
    await expect(graphOf(url).graph.me(person)).rejects.toMatchObject({ code: 'offline' })
  })

  test('can be cancelled', async () => {
    const stop = new AbortController()
    const { url } = await serve(() => {
      stop.abort()
      return 'silence'
    })
    await expect(graphOf(url).graph.me({ ...person, signal: stop.signal })).rejects.toMatchObject({
      code: 'timeout',
      data: { cancelled: true },
    })
  })

  test("tells Meta's own time", async () => {
    const date = Date.UTC(2026, 10, 20, 15)
    const { url } = await serve(() => ({ headers: { date: new Date(date).toUTCString() }, body: { id: '1' } }))
    const { graph, clock } = graphOf(url)
    expect(graph.now()).toBe(clock.now())
    await graph.me(person)
    expect(graph.now()).toBe(date)
  })
})

describe('reading', () => {
  test('1,000 campaigns and their figures of a day are four calls in two requests', async () => {
    const { url } = await serve(
      batching((path, params) => {
        expect(params.get('limit')).toBe('500')
        const second = params.get('after') === 'p2'
        const rows = list(second ? 501 : 1, 500).map(({ id, ...more }) =>
          path === 'act_1/campaigns'
            ? { id, ...more }
            : { campaign_id: id, date_start: '2026-11-19', date_stop: '2026-11-19', spend: '1', impressions: '9' },
        )
        return {
          body: {
            data: rows,
            paging: { cursors: { after: 'p2' }, ...(second ? {} : { next: 'https://x/?after=p2' }) },
          },
        }
      }),
    )
    const { graph } = graphOf(url)
    const { ids, firsts, sink } = collect()
    const reports = await graph.read([campaigns(), insights()], sink, poll)
    expect(reports).toMatchObject([
      { rows: 1000, changed: 1000, dropped: 0, pages: 2, failure: null },
      { rows: 1000, changed: 1000, dropped: 0, pages: 2, failure: null },
    ])
    expect(new Set(ids).size).toBe(2000)
    expect(firsts).toEqual([true, true, false, false])
    expect(graph.counters()).toEqual({ calls: 4, requests: 2 })
  })

  test('a single request is a plain GET; more than fifty are several batches', async () => {
    const { asked, url } = await serve(batching(() => ({ body: { data: [] } })))
    const { graph } = graphOf(url)
    await graph.read([insights()], collect().sink, poll)
    expect(asked).toMatchObject([{ method: 'GET', path: '/v26.0/act_1/insights' }])
    expect(asked[0]?.query.get('time_range')).toBe('{"since":"2026-11-19","until":"2026-11-19"}')
    const reports = await graph.read(
      Array.from({ length: 60 }, (_, i) => campaigns(`act_${i}`)),
      collect().sink,
      poll,
    )
    expect(reports.every(({ failure }) => failure === null)).toBe(true)
    expect(graph.counters()).toEqual({ calls: 61, requests: 3 })
  })

  test('one that fails leaves its neighbours alone', async () => {
    const { url } = await serve(
      batching((path) => {
        if (path.startsWith('act_2/')) return fault(100, { error_subcode: 33 })
        if (path.startsWith('act_3/')) return { status: 400, body: '<html>' }
        if (path.startsWith('act_4/')) return { body: { data: 'none' } }
        if (path.startsWith('act_5/')) return { body: { data: [...list(1, 2), { id: 'x' }] } }
        return { body: { data: list(1, 2) } }
      }),
    )
    const { graph } = graphOf(url)
    const reports = await graph.read(['act_1', 'act_2', 'act_3', 'act_4', 'act_5'].map(campaigns), collect().sink, poll)
    expect(
      reports.map(({ rows, dropped, failure }) => [rows, dropped, failure && 'code' in failure ? failure.code : null]),
    ).toEqual([
      [2, 0, null],
      [0, 0, 'accountHidden'],
      [0, 0, 'notJson'],
      [0, 0, 'malformed'],
      [2, 1, null],
    ])
  })

  test('null items, cut texts and temporary errors are asked for again, alone, and not for ever', async () => {
    const tries = new Map<string, number>()
    const { url } = await serve(
      batching((path) => {
        const tried = (tries.get(path) ?? 0) + 1
        tries.set(path, tried)
        if (path.startsWith('act_1/')) return tried < 3 ? null : { body: { data: list(1, 1) } }
        if (path.startsWith('act_2/')) return tried < 2 ? { body: '{"data":[' } : { body: { data: list(1, 1) } }
        if (path.startsWith('act_3/')) return fault(2, {}, 500)
        return { body: { data: list(1, 1) } }
      }),
    )
    const { graph } = graphOf(url)
    const reports = await graph.read(['act_1', 'act_2', 'act_3', 'act_4'].map(campaigns), collect().sink, poll)
    expect(reports.map(({ rows, failure }) => [rows, failure && 'code' in failure ? failure.code : null])).toEqual([
      [1, null],
      [1, null],
      [0, 'metaDown'],
      [1, null],
    ])
    expect([...tries.values()]).toEqual([3, 2, 4, 1])
  })

  test('too heavy a page is halved until it gets through, without losing its place', async () => {
    const limits: string[] = []
    const { url } = await serve(
      batching((_, params) => {
        const limit = Number(params.get('limit'))
        limits.push(`${params.get('after') ?? ''}${limit}`)
        if (limit > 130)
          return fault(
            1,
            { message: "Please reduce the amount of data you're asking for, then retry your request" },
            500,
          )
        return {
          body: {
            data: list(limits.length, 1),
            paging: params.get('after') ? {} : { cursors: { after: 'b' }, next: 'x' },
          },
        }
      }),
    )
    const reports = await graphOf(url).graph.read([insights()], collect().sink, poll)
    expect(limits).toEqual(['500', '250', '125', 'b125'])
    expect(reports[0]?.failure).toBeNull()
  })

  test('a field that Meta dropped is left out, a cursor that died starts the list anew, a circle ends', async () => {
    const asked: string[] = []
    const { url } = await serve(
      batching((path, params) => {
        const after = params.get('after')
        if (path === 'act_1/insights') {
          asked.push(params.get('fields') ?? '')
          return asked.length === 1
            ? fault(100, { message: '(#100) Tried accessing nonexistent field (results)' })
            : { body: { data: [] } }
        }
        if (path === 'act_2/campaigns') {
          asked.push(String(after))
          if (after === 'dead') return fault(2642)
          return {
            body: { data: list(1, 1), paging: asked.length < 3 ? { cursors: { after: 'dead' }, next: 'x' } : {} },
          }
        }
        return { body: { data: list(1, 1), paging: { cursors: { after: 'same' }, next: 'x' } } }
      }),
    )
    const { graph } = graphOf(url)
    expect(await graph.read([insights()], collect().sink, poll)).toMatchObject([{ failure: null }])
    expect(asked[0]).toContain('results')
    expect(asked[1]).not.toContain('results')
    asked.length = 0
    expect(await graph.read([campaigns('act_2')], collect().sink, poll)).toMatchObject([{ rows: 1, failure: null }])
    expect(asked).toEqual(['null', 'dead', 'null'])
    expect(await graph.read([campaigns('act_3')], collect().sink, poll)).toMatchObject([
      { failure: { code: 'malformed' } },
    ])
  })

  test('a refused batch fails every request with the same reason', async () => {
    const { url } = await serve(() => fault(190, { error_subcode: 460 }))
    const reports = await graphOf(url).graph.read([campaigns(), insights()], collect().sink, poll)
    expect(reports.map(({ failure }) => failure)).toMatchObject([{ code: 'tokenInvalid' }, { code: 'tokenInvalid' }])
  })

  test('an account at its limit waits for itself; further calls for it are refused without asking', async () => {
    const { asked, url } = await serve(
      batching((path) => (path.startsWith('act_1/') ? fault(17, { error_subcode: 2446079 }) : { body: { data: [] } })),
    )
    const { graph } = graphOf(url)
    expect(await graph.read([campaigns('act_1'), campaigns('act_2')], collect().sink, poll)).toMatchObject([
      { failure: { code: 'throttled', data: { minutes: 5 } } },
      { failure: null },
    ])
    expect(graph.limits()).toMatchObject([{ accountId: 'act_1', system: 'account', share: 1 }])
    const before = asked.length
    expect(await graph.read([campaigns('act_1')], collect().sink, poll)).toMatchObject([
      { failure: { code: 'throttled' } },
    ])
    expect(asked).toHaveLength(before)
  })

  test('usage is read from the answer and from each item', async () => {
    const usage = (share: number) => ({ 'X-Ad-Account-Usage': `{"acc_id_util_pct":${share}}` })
    const { url } = await serve((asked) => {
      const reply = batching((path) => ({ headers: usage(path.startsWith('act_1/') ? 12.5 : 40), body: { data: [] } }))(
        asked,
      )
      return typeof reply === 'object' && reply ? { ...reply, headers: { 'X-App-Usage': '{"call_count":30}' } } : reply
    })
    const { graph } = graphOf(url)
    await graph.read([campaigns('act_1'), campaigns('act_2')], collect().sink, poll)
    expect(graph.limits().map(({ accountId, system, share }) => [accountId, system, share])).toEqual([
      ['act_2', 'account', 0.4],
      [null, 'app', 0.3],
      ['act_1', 'account', 0.125],
    ])
  })

  test('what the disk did is the report of all it concerns', async () => {
    const { url } = await serve(batching(() => ({ body: { data: [] } })))
    const full: Sink = () => Promise.reject(new Error('disk'))
    expect(await graphOf(url).graph.read([campaigns(), insights()], full, poll)).toMatchObject([
      { failure: { code: 'internal' } },
      { failure: { code: 'internal' } },
    ])
  })
})

describe('accounts', () => {
  const account = (digits: string, more: Record<string, unknown> = {}) => ({
    id: `act_${digits}`,
    account_id: digits,
    name: `Account ${digits}`,
    account_status: 1,
    currency: 'EUR',
    timezone_name: 'Europe/Berlin',
    amount_spent: '123456',
    spend_cap: '0',
    ...more,
  })

  test('of all lists are one list, each with where it came from; what fails is named', async () => {
    const { url } = await serve(({ path, query }) => {
      switch (path.replace('/v26.0/', '')) {
        case 'me/adaccounts':
          return query.get('after')
            ? {
                body: {
                  data: [account('2', { account_status: '3', disable_reason: '1', currency: 'JPY', spend_cap: 5000 })],
                },
              }
            : {
                body: {
                  data: [account('1'), { id: 'act_9', name: 'broken' }],
                  paging: { cursors: { after: 'n' }, next: 'x' },
                },
              }
        case 'me/businesses':
          return {
            body: {
              data: [
                { id: '50', name: 'Alpha' },
                { id: '60', name: 'Beta' },
              ],
            },
          }
        case '50/owned_ad_accounts':
          // One of the fields needs a right that this person has not.
          return query.get('fields')?.includes('user_tasks')
            ? fault(200, { message: '(#200) needs MANAGE' }, 403)
            : { body: { data: [account('1')] } }
        case '50/client_ad_accounts':
          return { body: { data: [account('3', { user_tasks: ['ANALYZE'], account_status: 55 })] } }
        case '60/owned_ad_accounts':
          return fault(200, {}, 403)
        default:
          return { body: { data: [account('1', { user_tasks: ['MANAGE'] })] } }
      }
    })
    const { accounts, failures } = await graphOf(url).graph.accounts(person)
    expect(accounts).toMatchObject([
      {
        id: 'act_1',
        currency: 'EUR',
        zone: 'Europe/Berlin',
        status: 'ACTIVE',
        disableReason: 'NONE',
        amountSpent: 1_234_560_000,
        balance: null,
        spendCap: null,
        tasks: ['MANAGE'],
        sources: [
          { kind: 'personal' },
          { kind: 'owned', businessId: '50', businessName: 'Alpha' },
          { kind: 'client', businessId: '60', businessName: 'Beta' },
        ],
      },
      { id: 'act_2', status: 'UNSETTLED', disableReason: 'ADS_INTEGRITY_POLICY', spendCap: 5_000_000_000 },
      { id: 'act_3', status: 'UNKNOWN', tasks: ['ANALYZE'], sources: [{ kind: 'client', businessId: '50' }] },
    ])
    expect(failures).toMatchObject([
      { name: 'me/adaccounts', failure: { code: 'malformed', data: { rows: 1 } } },
      { name: 'Beta', failure: { code: 'permission' } },
    ])
  })

  test('when nothing can be read that is a failure, not an empty list', async () => {
    const { url } = await serve(() => fault(190))
    await expect(graphOf(url).graph.accounts(person)).rejects.toMatchObject({ code: 'tokenInvalid' })
  })
})

describe('writing', () => {
  const pause = { field: 'status', before: 'ACTIVE', after: 'PAUSED' } as const
  const budget = { field: 'dailyBudget', before: 10_000_000, after: 15_500_000 } as const
  const write = (url: string, change: typeof pause | typeof budget = pause, currency = 'USD') =>
    graphOf(url).graph.write('77', 'act_1', change, currency, { lane: 'write' })

  test('sends minor units in the body, once', async () => {
    const { asked, url } = await serve(() => ({ headers: { 'x-fb-trace-id': 'T9' }, body: { success: true } }))
    expect(await write(url, budget)).toEqual({ kind: 'accepted', traceId: 'T9' })
    await write(url, { ...budget, after: 1_500_000_000 } as unknown as typeof budget, 'JPY')
    await write(url)
    expect(asked.map(({ method, path, form }) => [method, path, form.toString()])).toEqual([
      ['POST', '/v26.0/77', 'daily_budget=1550'],
      ['POST', '/v26.0/77', 'daily_budget=1500'],
      ['POST', '/v26.0/77', 'status=PAUSED'],
    ])
  })

  test.each([
    [
      fault(100, { error_subcode: 1885272, error_user_msg: 'Too low', fbtrace_id: 'T' }),
      { kind: 'refused', failure: { code: 'metaRejected', data: { message: 'Too low' } }, traceId: 'T' },
    ],
    [fault(17), { kind: 'refused', failure: { code: 'throttled' } }],
    [fault(190), { kind: 'refused', failure: { code: 'tokenInvalid' } }],
    [{ body: { success: false } }, { kind: 'refused', failure: { code: 'metaRejected' } }],
    [fault(2), { kind: 'unknown', failure: { code: 'metaDown' } }],
    [fault(1, {}, 500), { kind: 'unknown', failure: { code: 'metaDown' } }],
    [
      { status: 502, body: '<html>' },
      { kind: 'unknown', failure: { code: 'notJson' } },
    ],
    [{ body: '' }, { kind: 'unknown', failure: { code: 'truncated' } }],
    [{ body: {} }, { kind: 'unknown', failure: { code: 'malformed' } }],
    ['cut', { kind: 'unknown', failure: { code: 'truncated' } }],
  ] as const)('answered by %j is %o', async (reply, answer) => {
    const { asked, url } = await serve(() => reply)
    expect(await write(url)).toMatchObject(answer)
    expect(asked).toHaveLength(1)
  })

  test('that never left is refused', async () => {
    const { url } = await serve(() => null)
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
    expect(await write(url)).toMatchObject({ kind: 'refused', failure: { code: 'offline' } })
  })

  test('is read back by id; what is not there is null', async () => {
    const { url } = await serve(({ path }) =>
      path === '/v26.0/77'
        ? { body: { id: '77', name: 'A', status: 'PAUSED', daily_budget: '1550' } }
        : fault(100, { error_subcode: 33 }),
    )
    const { graph } = graphOf(url)
    expect(await graph.get(CAMPAIGN, '77', { ...person, accountId: 'act_1', currency: 'USD' })).toMatchObject({
      status: 'PAUSED',
      budget: { kind: 'daily', amount: 15_500_000 },
    })
    expect(await graph.get(CAMPAIGN, '78', { ...person, accountId: 'act_1', currency: 'USD' })).toBeNull()
  })
})

describe('the token', () => {
  const now = Date.UTC(2026, 10, 20, 12) / 1000
  const inspecting = (data: Record<string, unknown>, permissions: readonly string[] = ['ads_read', 'ads_management']) =>
    serve(({ path, form, headers }) => {
      if (path === '/v26.0/me/permissions') {
        return {
          body: {
            data: [
              ...permissions.map((permission) => ({ permission, status: 'granted' })),
              { permission: 'read_insights', status: 'declined' },
            ],
          },
        }
      }
      const items = JSON.parse(form.get('batch') ?? '[]') as { relative_url: string }[]
      expect(items[0]?.relative_url).toBe(`debug_token?input_token=${TOKEN}`)
      const byApp = headers.authorization === `Bearer 123456|${SECRET}`
      return {
        body: [
          {
            code: 200,
            body: JSON.stringify({
              data: { app_id: '123456', type: 'USER', scopes: [], is_valid: true, by_app: byApp, ...data },
            }),
          },
        ],
      }
    })

  test.each([
    [
      { issued_at: now - 10, expires_at: now + 5_183_944, data_access_expires_at: now + 7_776_000 },
      { status: 'valid', kind: 'longLived', expiresAt: (now + 5_183_944) * 1000 },
    ],
    [
      { issued_at: now - 10, expires_at: now + 5400 },
      { status: 'valid', kind: 'shortLived' },
    ],
    [
      { type: 'SYSTEM_USER', expires_at: 0 },
      { status: 'valid', kind: 'systemUser', expiresAt: null },
    ],
    [{ expires_at: 0 }, { status: 'valid', kind: 'longLived', expiresAt: null }],
    [
      { is_valid: false, expires_at: now - 100, issued_at: now - 5_183_944 },
      { status: 'expired', failure: { code: 'tokenExpired' } },
    ],
    [
      { is_valid: false, error: { code: 190, message: 'changed the password', subcode: 460 } },
      { status: 'invalid', failure: { code: 'tokenInvalid' } },
    ],
    [{ app_id: '999' }, { status: 'invalid', failure: { code: 'tokenWrongApp' } }],
  ])('%j', async (data, state) => {
    const { url, asked } = await inspecting(data)
    expect(await graphOf(url).graph.tokenState(person)).toMatchObject(state)
    for (const each of asked) expect(each.url).not.toContain(TOKEN)
  })

  test('says what is granted and what is missing, asked by the app where its secret is known', async () => {
    const { url, asked } = await inspecting({ expires_at: 0 })
    const { graph } = graphOf(url, { secrets: { token: async () => TOKEN, appSecret: async () => SECRET } })
    expect(await graph.tokenState(person)).toMatchObject({
      granted: ['ads_read', 'ads_management'],
      missing: ['business_management', 'read_insights', 'pages_show_list', 'pages_read_engagement'],
    })
    expect(asked[0]?.headers.authorization).toBe(`Bearer 123456|${SECRET}`)
  })

  test('refused outright is a state, not an exception', async () => {
    const { url } = await serve(() => fault(190, { error_subcode: 463 }))
    expect(await graphOf(url).graph.tokenState(person)).toMatchObject({
      status: 'expired',
      failure: { code: 'tokenExpired' },
    })
  })

  test('is exchanged with the secret in the body, and taken back', async () => {
    const { url, asked } = await serve(({ form, method }) => {
      if (method === 'DELETE') return { body: { success: true } }
      if (form.get('code') === 'used')
        return fault(100, { message: 'This authorization code has been used.', error_subcode: 36009 })
      return {
        body: {
          access_token: form.get('fb_exchange_token') ? 'LONG' : 'SHORT',
          token_type: 'bearer',
          expires_in: '5183944',
        },
      }
    })
    const app = { baseUrl: url, version: 'v26.0', appId: '123456', appSecret: SECRET }
    const http = createHttp(fetch)
    expect(await exchangeCode(http, app, { code: 'c', redirect: 'http://r/' })).toEqual({
      token: 'SHORT',
      expiresIn: 5183944,
    })
    expect(await exchangeLongLived(http, app, 'SHORT')).toEqual({ token: 'LONG', expiresIn: 5183944 })
    await expect(exchangeCode(http, app, { code: 'used', redirect: 'http://r/' })).rejects.toMatchObject({
      code: 'signInFailed',
      data: { message: 'This authorization code has been used.' },
    })
    await graphOf(url).graph.revoke(person)
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/v26.0/me/permissions' })
    for (const each of asked) expect(each.url).not.toMatch(/SHORT|0123456789abcdef/)
  })
})
