import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startClient } from './sandbox-client.ts'
import type { Fault, FaultKind } from '../../src/sandbox/faults.ts'
import type { Account } from '../../src/sandbox/model.ts'
import type { Answered, Client } from './sandbox-client.ts'

let client: Client
let account: Account
beforeAll(async () => {
  client = await startClient()
  const found = client.sandbox.world.accounts.find(({ name }) => name.startsWith('Copper'))
  if (!found) throw new Error('no Copper')
  account = found
})
afterEach(() => client.sandbox.faults.set([]))
afterAll(() => client.sandbox.stop())

const on = (kind: FaultKind, more: Partial<Fault> = {}): void =>
  client.sandbox.faults.set([{ match: /./, kind, ...more }])
const given = (kind: FaultKind): number => client.sandbox.faults.given()[kind] ?? 0
const raw = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${client.sandbox.url}/v26.0/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
  })
const campaigns = (params: Record<string, string> = {}): Promise<Answered> =>
  client.get(`${account.id}/campaigns`, { fields: 'id,name,start_time,created_time', limit: '5', ...params })
const insights = (params: Record<string, string> = {}): Promise<Answered> =>
  client.get(`${account.id}/insights`, {
    level: 'campaign',
    fields: 'campaign_id,spend,impressions,clicks',
    limit: '500',
    ...params,
  })

interface Item {
  readonly code: number
  readonly headers: { name: string; value: string }[]
  readonly body: string
}
const sendBatch = async (paths: readonly string[]): Promise<(Item | null)[]> => {
  const batch = JSON.stringify(paths.map((relative_url) => ({ method: 'GET', relative_url })))
  return (await client.post('', { batch })).body as unknown as (Item | null)[]
}

describe('answers that are not what was asked for', () => {
  test.each([
    ['html', 502, 'text/html'],
    ['html500', 500, 'text/html'],
    ['html400', 400, 'text/html'],
    ['portal', 200, 'text/html'],
    ['notJson', 200, 'text/plain'],
    ['empty', 200, 'application/json'],
  ] as const)('%s', async (kind, status, type) => {
    on(kind, { times: 1 })
    const answer = await raw('me')
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain(type)
    const text = await answer.text()
    expect(() => JSON.parse(text) as unknown).toThrow()
    // A network's own page knows nothing of Meta.
    expect(answer.headers.has('facebook-api-version')).toBe(kind !== 'portal')
    expect(given(kind)).toBe(1)
    expect((await raw('me')).status).toBe(200)
  })

  test('an HTML page with status 400 after ten good pages', async () => {
    client.sandbox.faults.set([{ match: /\/ads$/, kind: 'html400', after: 10, times: 1 }])
    const path = `${account.id}/ads?limit=10`
    for (let i = 0; i < 10; i++) expect((await raw(path)).status).toBe(200)
    expect((await raw(path)).status).toBe(400)
    expect((await raw(path)).status).toBe(200)
  })

  test('cut after half of what was promised', async () => {
    on('cut', { times: 1 })
    const answer = await raw(`${account.id}/campaigns?fields=name&limit=50`)
    expect(answer.status).toBe(200)
    const promised = Number(answer.headers.get('content-length'))
    let got = 0
    const read = async (): Promise<void> => {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) got += chunk.length
    }
    await expect(read()).rejects.toThrow()
    expect(got).toBeLessThan(promised)
  })

  test('never: until somebody closes', async () => {
    client.sandbox.faults.set([{ match: /^me$/, kind: 'hang' }])
    const stop = new AbortController()
    let ended = false
    const waiting = raw('me', { signal: stop.signal }).finally(() => {
      ended = true
    })
    const failed = expect(waiting).rejects.toThrow()
    await expect.poll(() => given('hang')).toBe(1)
    expect((await raw(account.id)).status).toBe(200)
    expect(ended).toBe(false)
    stop.abort()
    await failed
  })

  test('one item of a batch can take the connection with it', async () => {
    for (const kind of ['drop', 'dropAfterApply'] as const) {
      client.sandbox.faults.set([{ match: /campaigns$/, kind, times: 1 }])
      await expect(sendBatch(['me', `${account.id}/campaigns`, 'me'])).rejects.toThrow()
    }
    client.sandbox.faults.set([{ match: /campaigns$/, kind: 'cut', times: 1 }])
    await expect(sendBatch(['me', `${account.id}/campaigns`, 'me'])).rejects.toThrow()
  })
})

describe('errors', () => {
  test.each<[FaultKind, number, Record<string, unknown>]>([
    ['throttle', 400, { code: 17, error_subcode: 2446079, is_transient: true }],
    ['expiredToken', 401, { code: 190, error_subcode: 463 }],
    ['permanent1', 500, { code: 1, is_transient: false }],
    ['transient100', 400, { code: 100, is_transient: true }],
    ['permission190', 400, { code: 190 }],
    ['errorDataObject', 400, { error_data: { blame_field_specs: [['daily_budget']] } }],
    ['errorDataText', 400, { error_data: '{"blame_field_specs":[["daily_budget"]]}' }],
    ['errorDataNull', 400, { error_data: 'null' }],
    ['errorDataList', 400, { error_data: [] }],
    ['error500', 500, { code: 2, is_transient: true }],
  ])('%s', async (kind, status, error) => {
    on(kind)
    const answer = await campaigns()
    expect(answer.status).toBe(status)
    expect(answer.body.error).toMatchObject({ ...error, fbtrace_id: expect.any(String) as string })
  })

  test('with nothing but code and message', async () => {
    on('bareError', { code: 80_004, message: 'Too many', status: 400 })
    expect((await campaigns()).body).toEqual({ error: { code: 80_004, message: 'Too many' } })
  })

  test('a throttle of any kind, with the headers that belong to it, and nothing of it counted as our pace', async () => {
    on('throttle', { code: 80_004, subcode: 2446079, minutes: 7 })
    const answer = await campaigns()
    expect(answer.body.error).toMatchObject({ code: 80_004, error_subcode: 2446079 })
    const list = (JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '{}') as Record<string, object[]>)[
      account.digits
    ]
    expect(list).toHaveLength(2)
    expect(list?.[1]).toMatchObject({
      type: 'ads_management',
      call_count: 102,
      estimated_time_to_regain_access: 7,
    })
    on('throttle', { minutes: 5 })
    expect(JSON.parse((await campaigns()).headers.get('x-ad-account-usage') ?? '')).toMatchObject({
      acc_id_util_pct: 100,
      reset_time_duration: 300,
    })
    on('throttle', { code: 4 })
    const app = await campaigns()
    expect([app.status, JSON.parse(app.headers.get('x-app-usage') ?? '')]).toMatchObject([403, { call_count: 102 }])
    on('throttle', { code: 4, subcode: 1504022 })
    expect(JSON.parse((await insights()).headers.get('x-fb-ads-insights-throttle') ?? '')).toMatchObject({
      app_id_util_pct: 102,
    })
    expect(given('throttle')).toBe(1)
    expect(client.sandbox.limits().throttled.count).toBe(0)
  })

  test('what is refused is not carried out; what only lost its answer is', async () => {
    const campaign = account.campaigns.find(({ status }) => status === 'ACTIVE')
    if (!campaign) throw new Error('no campaign')
    const status = async (): Promise<unknown> => (await client.get(campaign.id, { fields: 'status' })).body['status']
    client.sandbox.faults.set([{ match: /./, method: 'POST', kind: 'throttle' }])
    expect((await client.post(campaign.id, { status: 'PAUSED' })).status).toBe(400)
    expect(await status()).toBe('ACTIVE')
    client.sandbox.faults.set([{ match: /./, method: 'POST', kind: 'portal' }])
    expect((await raw(campaign.id, { method: 'POST', body: new URLSearchParams({ status: 'PAUSED' }) })).status).toBe(
      200,
    )
    expect(await status()).toBe('ACTIVE')
    client.sandbox.faults.set([{ match: /./, method: 'POST', kind: 'error500' }])
    expect((await client.post(campaign.id, { status: 'PAUSED' })).status).toBe(500)
    expect(await status()).toBe('PAUSED')
  })

  test('one forbidden field fails the whole call, and is named', async () => {
    on('forbiddenField', { fields: ['funding_source_details'] })
    const refused = await client.get(account.id, { fields: 'id,name,funding_source_details' })
    expect([refused.status, refused.body.error['code']]).toEqual([403, 200])
    expect(refused.body.error['message']).toContain('funding_source_details')
    expect((await client.get(account.id, { fields: 'id,name' })).status).toBe(200)
    expect(given('forbiddenField')).toBe(1)
  })

  test('pages that are too heavy are code 1 until they are smaller', async () => {
    on('tooHeavy', { rows: 50 })
    const heavy = await campaigns({ limit: '51' })
    expect([heavy.status, heavy.body.error]).toMatchObject([500, { code: 1 }])
    expect(heavy.body.error['message']).toContain('reduce the amount of data')
    expect((await campaigns({ limit: '50' })).status).toBe(200)
  })
})

describe('batches', () => {
  const paths = (): string[] => ['me', `${account.id}/campaigns?limit=1`, 'me']

  test('an item without an answer, and a failing one among good ones', async () => {
    client.sandbox.faults.set([{ match: /campaigns$/, kind: 'nullBatchItem', times: 1 }])
    expect((await sendBatch(paths())).map((item) => item?.code ?? null)).toEqual([200, null, 200])
    client.sandbox.faults.set([{ match: /campaigns$/, kind: 'transient100', times: 1 }])
    expect((await sendBatch(paths())).map((item) => item?.code ?? null)).toEqual([200, 400, 200])
    client.sandbox.faults.set([{ match: /campaigns$/, kind: 'html500', times: 1 }])
    const [, item] = await sendBatch(paths())
    expect([item?.code, item?.body.startsWith('<!DOCTYPE')]).toEqual([500, true])
  })

  test('aborted as a whole: nothing of it was carried out', async () => {
    on('batchTimeout', { times: 1 })
    client.sandbox.resetCalls()
    const { status, body } = await client.post('', { batch: JSON.stringify([{ method: 'GET', relative_url: 'me' }]) })
    expect([status, body.error]).toMatchObject([400, { code: 960 }])
    expect(client.sandbox.calls()).toMatchObject({ requests: 1, calls: 0 })
  })
})

describe('pages', () => {
  /** Follows `next` as told, by the cursor of the app's own; ends after so many pages. */
  const follow = async (most = 100): Promise<{ readonly ids: unknown[]; readonly pages: number }> => {
    const ids: unknown[] = []
    let after: string | null = null
    let pages = 0
    for (; pages < most; pages++) {
      const { body } = await campaigns(after === null ? {} : { after })
      ids.push(...body.data.map(({ id }) => id))
      const paging = body['paging'] as { cursors?: { after?: string }; next?: string } | undefined
      if (paging?.next === undefined) return { ids, pages: pages + 1 }
      after = paging.cursors?.after ?? new URL(paging.next).searchParams.get('after')
    }
    return { ids, pages }
  }

  test('the same rows again under the next cursor', async () => {
    const whole = await follow()
    client.sandbox.faults.set([{ match: /campaigns$/, kind: 'duplicatedPage', after: 1, times: 1 }])
    const found = await follow()
    expect(found.pages).toBe(whole.pages + 1)
    expect(found.ids).toHaveLength(whole.ids.length + 5)
    expect([...new Set(found.ids)]).toEqual(whole.ids)
  })

  test('the same cursor once, and for ever', async () => {
    const whole = await follow()
    on('repeatedCursor', { times: 1 })
    const found = await follow()
    expect([...new Set(found.ids)]).toEqual(whole.ids)
    expect(found.pages).toBe(whole.pages + 1)
    on('repeatedCursor')
    const stuck = await follow(30)
    expect(stuck.pages).toBe(30)
    expect(new Set(stuck.ids).size).toBe(10)
    // The first page asks for no cursor that could be repeated.
    expect(given('repeatedCursor')).toBe(29)
  })

  test('a next without cursors; without an end when it never stops', async () => {
    const whole = await follow()
    on('nextWithoutCursors', { times: whole.pages - 1 })
    expect(await follow()).toEqual(whole)
    on('nextWithoutCursors')
    const { body } = await campaigns()
    expect(Object.keys(body['paging'] as object)).toEqual(['next'])
    expect((await follow(whole.pages + 20)).pages).toBe(whole.pages + 20)
  })

  test('an empty page with cursors, before the rows come', async () => {
    const whole = await follow()
    on('emptyPage', { times: 3 })
    const found = await follow()
    expect(found).toEqual({ ids: whole.ids, pages: whole.pages + 3 })
  })
})

describe('rows', () => {
  test('of a level that does not add up to its account', async () => {
    const whole = (await insights()).body.data
    on('levelSum')
    expect((await insights()).body.data).toEqual(whole.slice(0, -1))
    expect(given('levelSum')).toBe(1)
    await insights({ level: 'account' })
    expect(given('levelSum')).toBe(1)
  })

  test('a metric that vanished from all of them, named or not', async () => {
    on('vanishedMetric', { fields: ['clicks'] })
    const { data } = (await insights()).body
    expect(data.length).toBeGreaterThan(3)
    expect(data.every((row) => row['clicks'] === undefined && row['spend'] !== undefined)).toBe(true)
    on('vanishedMetric')
    const [row] = (await insights()).body.data
    expect(['spend', 'impressions', 'clicks'].filter((name) => row?.[name] === undefined)).toHaveLength(1)
    expect(row).toHaveProperty('campaign_id')
  })

  test('times with a colon, in UTC, and from before there was time', async () => {
    const [plain] = (await campaigns()).body.data
    const at = Date.parse(String(plain?.['created_time']))
    on('timestampColon')
    const colon = String((await campaigns()).body.data[0]?.['created_time'])
    expect([colon, Date.parse(colon)]).toEqual([expect.stringMatching(/T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/) as string, at])
    on('timestampZ')
    const zulu = String((await campaigns()).body.data[0]?.['created_time'])
    expect([zulu, Date.parse(zulu)]).toEqual([expect.stringMatching(/T\d\d:\d\d:\d\dZ$/) as string, at])
    on('startIn1969')
    expect((await campaigns()).body.data[0]).toMatchObject({
      start_time: '1969-12-31T15:59:59-0800',
      created_time: plain?.['created_time'],
    })
  })

  test('ids as numbers', async () => {
    on('idsAsNumbers')
    const text = await (await raw(`${account.id}/campaigns?fields=id,name&limit=2`)).text()
    expect(text).toMatch(/"id":\d{10,}/)
    expect(text).not.toMatch(/"id":"\d/)
  })

  test('a list where a map belongs', async () => {
    on('listForMap')
    expect((await campaigns({ limit: '500' })).body['paging']).toEqual([])
  })
})

describe('what headers say', () => {
  test("a clock that is wrong, once, and that is not the answer's fault", async () => {
    on('clockSkew', { skewMs: -3_600_000, times: 1 })
    const skewed = await raw('me')
    expect(skewed.headers.get('date')).toBe(new Date(client.clock.now - 3_600_000).toUTCString())
    expect((await raw('me')).headers.get('date')).toBe(new Date(client.clock.now).toUTCString())
  })

  test('answered by another version, with the warning', async () => {
    on('otherVersion')
    const { headers, status } = await campaigns()
    expect(status).toBe(200)
    expect(headers.get('facebook-api-version')).toBe('v25.0')
    expect(headers.get('x-ad-api-version-warning')).toContain('auto-upgraded to v25.0 as v26.0')
    const [item] = await sendBatch(['me'])
    expect(item?.headers).toContainEqual({ name: 'facebook-api-version', value: 'v25.0' })
  })
})

describe('reports', () => {
  const order = async (): Promise<string> => {
    const { body } = await client.post(`${account.id}/insights`, { level: 'campaign', fields: 'spend' })
    return String(body['report_run_id'])
  }
  const state = async (id: string): Promise<readonly [unknown, unknown]> => {
    const { body } = await client.get(id)
    return [body['async_status'], body['async_percent_completion']]
  }

  test('one that stays at 100 % running, and one that fails; the next is well again', async () => {
    client.sandbox.faults.set([
      { match: /insights$/, method: 'POST', kind: 'reportStuck', times: 1 },
      { match: /insights$/, method: 'POST', kind: 'reportFails', times: 1 },
    ])
    const [stuck, failing, good] = [await order(), await order(), await order()]
    const start = client.clock.now
    client.clock.now += 2 * 3_600_000
    expect(await state(stuck)).toEqual(['Job Running', 100])
    expect((await state(failing))[0]).toBe('Job Failed')
    expect(await state(good)).toEqual(['Job Completed', 100])
    client.clock.now = start
    expect(client.sandbox.faults.given()).toMatchObject({ reportStuck: 1, reportFails: 1 })
  })
})

test('everything at once: the same calls end the same way in another sandbox', async () => {
  const run = async (): Promise<(number | string)[]> => {
    const other = await startClient()
    other.sandbox.faults.all(0.4, { except: ['hang', 'slow'] })
    const ends: (number | string)[] = []
    for (let i = 0; i < 60; i++) {
      const answer = await fetch(`${other.sandbox.url}/v26.0/${account.id}/campaigns?limit=${i + 1}`, {
        headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
      }).catch(() => 'no answer')
      ends.push(typeof answer === 'string' ? answer : answer.status)
      if (typeof answer !== 'string') await answer.arrayBuffer().catch(() => ends.push('cut'))
    }
    await other.sandbox.stop()
    return ends
  }
  const ends = await run()
  expect(await run()).toEqual(ends)
  expect(new Set(ends).size).toBeGreaterThan(3)
})

test('a sandbox that stops leaves no call hanging', async () => {
  const other = await startClient()
  other.sandbox.faults.set([{ match: /./, kind: 'hang' }])
  const waiting = other.get('me')
  const failed = expect(waiting).rejects.toThrow()
  await expect.poll(() => other.sandbox.faults.given().hang).toBe(1)
  await other.sandbox.stop()
  await failed
  // The port is free again.
  const port = Number(new URL(other.sandbox.url).port)
  await new Promise<void>((done, fail) => {
    const next = createServer()
    next.once('error', fail)
    next.listen(port, '127.0.0.1', () => next.close(() => done()))
  })
})
