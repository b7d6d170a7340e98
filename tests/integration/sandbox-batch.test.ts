import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DEMO_APP_SECRET, DEMO_SEED, DEMO_APP_ID, DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { START, startClient } from './sandbox-client.ts'
import type { Account, Campaign } from '../../src/sandbox/model.ts'
import type { Client } from './sandbox-client.ts'

/** Batches: names, dependencies, references into the answers of others, and what is left out of the answer. */

interface Item {
  readonly code: number
  readonly headers?: { readonly name: string; readonly value: string }[]
  readonly body: string
}

let client: Client
let account: Account
beforeAll(async () => {
  client = await startClient()
  const found = client.sandbox.world.accounts.find(({ name }) => name.startsWith('Driftwood'))
  if (!found) throw new Error('no Driftwood')
  account = found
})
beforeEach(() => client.sandbox.resetCalls())
afterAll(() => client.sandbox.stop())

const send = async (items: readonly unknown[], extra: Record<string, string> = {}): Promise<(Item | null)[]> => {
  const { body } = await client.post('', { batch: JSON.stringify(items), ...extra })
  if (!Array.isArray(body)) throw new Error(JSON.stringify(body))
  return body
}
const bodyOf = (item: Item | null | undefined): Record<string, unknown> & { data: Record<string, unknown>[] } =>
  JSON.parse(item?.body ?? 'null') as ReturnType<typeof bodyOf>
const codes = (items: readonly (Item | null)[]): (number | null)[] => items.map((item) => item?.code ?? null)
const paused = (count: number): readonly Campaign[] =>
  account.campaigns.filter(({ status }) => status === 'PAUSED').slice(0, count)

describe('references', () => {
  test('into a list, in an address: its answer is left out, unless asked for', async () => {
    const items = (omit?: boolean) => [
      {
        method: 'GET',
        name: 'list',
        relative_url: `${account.id}/campaigns?limit=3&fields=id`,
        ...(omit === undefined ? {} : { omit_response_on_success: omit }),
      },
      {
        method: 'GET',
        relative_url: `${account.id}/adsets?fields=campaign_id&limit=200&filtering=[{"field":"campaign.id","operator":"IN","value":["{result=list:$.data.0.id}"]}]`,
      },
    ]
    const [list, sets] = await send(items())
    expect(list).toBeNull()
    expect(sets?.code).toBe(200)
    const [shown] = await send(items(false))
    const first = bodyOf(shown).data[0]?.['id']
    const found = bodyOf(sets).data.map(({ campaign_id }) => campaign_id)
    expect(found.length).toBeGreaterThan(0)
    expect(new Set(found)).toEqual(new Set([first]))
  })

  test('in a body: what is written comes from the answer before', async () => {
    const [campaign] = paused(1)
    if (!campaign) throw new Error('nothing paused')
    const [read, written, after] = await send([
      { method: 'GET', name: 'read', relative_url: `${account.id}?fields=name`, omit_response_on_success: false },
      {
        method: 'POST',
        name: 'write',
        relative_url: campaign.id,
        body: 'name={result=read:$.name}',
        omit_response_on_success: false,
      },
      { method: 'GET', depends_on: 'write', relative_url: `${campaign.id}?fields=name` },
    ])
    expect(codes([read ?? null, written ?? null, after ?? null])).toEqual([200, 200, 200])
    expect(bodyOf(after)['name']).toBe(account.name)
  })

  test('forwards: what others need comes first, answers stay in order', async () => {
    const [user, list] = await send([
      { method: 'GET', relative_url: '{result=later:$.data.0.id}?fields=id' },
      {
        method: 'GET',
        name: 'later',
        relative_url: `${account.id}/campaigns?limit=1&fields=id`,
        omit_response_on_success: false,
      },
    ])
    expect(bodyOf(user)['id']).toBe(bodyOf(list).data[0]?.['id'])
  })

  test('to something that failed: what needed it is not carried out, its neighbours are', async () => {
    const items = await send([
      { method: 'GET', name: 'bad', relative_url: `${account.id}?fields=colour` },
      { method: 'GET', relative_url: '{result=bad:$.id}' },
      { method: 'GET', depends_on: 'bad', relative_url: 'me' },
      { method: 'GET', relative_url: 'me' },
    ])
    expect(codes(items)).toEqual([400, null, null, 200])
    expect(client.sandbox.calls().calls).toBe(2)
  })

  test('to nothing, and in a circle', async () => {
    const items = await send([
      { method: 'GET', relative_url: '{result=nobody:$.id}' },
      { method: 'GET', name: 'a', depends_on: 'b', relative_url: 'me' },
      { method: 'GET', name: 'b', depends_on: 'a', relative_url: 'me' },
      { method: 'GET', name: 'self', depends_on: 'self', relative_url: 'me' },
    ])
    expect(codes(items)).toEqual([400, null, null, 400])
    expect(client.sandbox.calls().calls).toBe(0)
  })
})

describe('what comes back', () => {
  test('a name alone leaves nothing out; being told to leave out does', async () => {
    const items = await send([
      { method: 'GET', name: 'one', relative_url: 'me' },
      { method: 'GET', name: 'two', relative_url: 'me', omit_response_on_success: true },
      { method: 'GET', name: 'three', relative_url: 'nothing', omit_response_on_success: true },
    ])
    expect(codes(items)).toEqual([200, null, 400])
  })

  test('headers of every item, or of none', async () => {
    const one = [{ method: 'GET', relative_url: `${account.id}?fields=id` }]
    const [whole] = await send(one)
    expect(whole?.headers?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['facebook-api-version', 'x-ad-account-usage', 'x-business-use-case-usage']),
    )
    const [bare] = await send(one, { include_headers: 'false' })
    expect(Object.keys(bare ?? {})).toEqual(['code', 'body'])
  })

  test('fifty items, each counted, one writing beside others that read', async () => {
    const [campaign] = paused(1)
    const items = await send([
      { method: 'POST', relative_url: campaign?.id, body: 'name=Renamed%20in%20a%20batch' },
      ...Array.from({ length: 49 }, () => ({ method: 'GET', relative_url: `${account.id}?fields=id` })),
    ])
    expect(codes(items).every((code) => code === 200)).toBe(true)
    expect(client.sandbox.calls()).toMatchObject({ requests: 1, calls: 50 })
  })

  test('items that are none, and methods that are none, fail by themselves', async () => {
    expect(codes(await send([null, { method: 'PATCH', relative_url: 'me' }, { relative_url: 'me' }]))).toEqual([
      400, 400, 200,
    ])
  })
})

test('a file goes beside the batch, by the name an item gives it', async () => {
  const form = new FormData()
  form.set(
    'batch',
    JSON.stringify([{ method: 'POST', relative_url: paused(1)[0]?.id, body: 'validate=1', attached_files: 'name' }]),
  )
  form.set('name', 'Named by a file')
  const answer = await fetch(`${client.sandbox.url}/v26.0/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
    body: form,
  })
  expect(codes((await answer.json()) as Item[])).toEqual([200])
  expect((await client.get(paused(1)[0]?.id ?? '', { fields: 'name' })).body['name']).toBe('Named by a file')
})

describe('tokens in a batch', () => {
  const user = mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, issuedAt: START, nonce: 'in-batch' })
  const proof = (token: string): string => createHmac('sha256', DEMO_APP_SECRET).update(token).digest('hex')

  test('an item may have one of its own', async () => {
    const [mine, own] = await send([
      { method: 'GET', relative_url: 'me?fields=name' },
      { method: 'GET', relative_url: `me?fields=name&access_token=${user}` },
    ])
    expect([bodyOf(mine)['name'], bodyOf(own)['name']]).toEqual(['Buydesk system user', 'Alex Morgan'])
  })

  test('a proof of the whole holds for every item, a wrong one for none', async () => {
    const items = [{ method: 'GET', relative_url: 'me' }]
    client.sandbox.tokens.requireProof(true)
    expect(codes(await send(items, { appsecret_proof: proof(DEMO_SYSTEM_TOKEN) }))).toEqual([200])
    const [missing] = await send(items)
    const [wrong] = await send(items, { appsecret_proof: proof(user) })
    client.sandbox.tokens.requireProof(false)
    expect([missing, wrong].map((item) => (bodyOf(item)['error'] as { code: number }).code)).toEqual([100, 104])
  })
})
