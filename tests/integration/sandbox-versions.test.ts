import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startClient } from './sandbox-client.ts'
import type { Client } from './sandbox-client.ts'

let client: Client
let lifting: Client
let account: string
beforeAll(async () => {
  client = await startClient()
  lifting = await startClient({ autoUpgrade: true })
  account = client.sandbox.world.accounts[1]?.id ?? ''
})
afterAll(() => Promise.all([client.sandbox.stop(), lifting.sandbox.stop()]))

interface Body {
  readonly data?: unknown[]
  readonly error?: { readonly code: number; readonly message: string }
}
const get = async (
  path: string,
  { of = client, headers = {} }: { of?: Client; headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Body }> => {
  const answer = await fetch(`${of.sandbox.url}/${path}`, {
    headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}`, ...headers },
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body }
}

describe('versions', () => {
  test.each(['v26.0', 'v25.0'])('%s lives, and says so', async (version) => {
    const { status, headers } = await get(`${version}/${account}/campaigns?limit=1`)
    expect([status, headers.get('facebook-api-version')]).toEqual([200, version])
    expect(headers.has('x-ad-api-version-warning')).toBe(false)
  })

  test.each(['v24.0', 'v21.0', 'v2.1', 'v27.0', 'v100.0'])('%s does not', async (version) => {
    const { status, body } = await get(`${version}/${account}/campaigns`)
    expect([status, body.error?.code]).toEqual([400, 2635])
  })

  test('a call of an account must name one; one of the person need not', async () => {
    expect((await get(`${account}/campaigns`)).body.error?.code).toBe(2635)
    expect((await get('me')).headers.get('facebook-api-version')).toBe('v26.0')
  })

  test('an item of a batch has that of its own, else that of the batch', async () => {
    const answer = await fetch(`${client.sandbox.url}/v25.0/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
      body: new URLSearchParams({
        batch: JSON.stringify([
          { method: 'GET', relative_url: `${account}?fields=id` },
          { method: 'GET', relative_url: `v26.0/${account}?fields=id` },
          { method: 'GET', relative_url: `v20.0/${account}?fields=id` },
        ]),
      }),
    })
    const items = (await answer.json()) as { code: number; headers: { name: string; value: string }[] }[]
    const versionOf = (index: number): unknown =>
      items[index]?.headers.find(({ name }) => name === 'facebook-api-version')?.value
    expect(items.map(({ code }) => code)).toEqual([200, 200, 400])
    expect([answer.headers.get('facebook-api-version'), versionOf(0), versionOf(1)]).toEqual([
      'v25.0',
      'v25.0',
      'v26.0',
    ])
  })

  test('dead ones are lifted to the next living one where the app chose so, with a warning', async () => {
    const { status, headers, body } = await get(`v24.0/${account}/campaigns?limit=1`, { of: lifting })
    expect([status, headers.get('facebook-api-version')]).toEqual([200, 'v25.0'])
    expect(headers.get('x-ad-api-version-warning')).toBe(
      'The call has been auto-upgraded to v25.0 as v24.0 has been deprecated',
    )
    expect(body.data).toHaveLength(1)
    expect((await get(`v27.0/${account}/campaigns`, { of: lifting })).body.error?.code).toBe(2635)
  })
})

describe('what no version takes any more', () => {
  test.each(['v25.0', 'v26.0'])('%s: many ids at once, and a date format of its own', async (version) => {
    expect((await get(`${version}/?ids=${account}`)).body.error?.code).toBe(100)
    expect((await get(`${version}/${account}?date_format=U`)).body.error?.code).toBe(100)
    expect((await get(`${version}/${account}/campaigns?date_format=U`)).body.error?.code).toBe(100)
  })

  test('an answer is whole every time, whatever tag comes with the question', async () => {
    const path = `v26.0/${account}/campaigns?limit=2`
    const once = await get(path)
    expect(once.headers.has('etag')).toBe(false)
    const again = await get(path, { headers: { 'if-none-match': '"any"', 'if-modified-since': 'now' } })
    expect([again.status, again.body]).toEqual([200, once.body])
  })

  test('pretty and debug change nothing', async () => {
    const path = `v26.0/${account}?fields=id,name`
    expect((await get(`${path}&pretty=1&debug=all`)).body).toEqual((await get(path)).body)
  })
})
