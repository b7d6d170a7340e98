import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World, WorldOptions } from '../world.ts'
import type { Http } from '../../src/main/ports.ts'
import type { FaultKind } from '../../src/sandbox/faults.ts'
import type { Output } from '../../src/shared/contract/contract.ts'
import type { SyncRun } from '../../src/shared/domain/connection.ts'
import { LOCALES } from '../../src/shared/domain/connection.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'
import { errorSentence } from '../../src/shared/words/words.ts'
import { campaignsOf } from '../campaigns.ts'
import type { CampaignsFound } from '../campaigns.ts'

/** Every way Meta, or something that stands before it, can answer wrongly: for accounts, campaigns and figures. */

let world: World
let bad: string
let good: string
/** Changes a body on its way to the core; undefined leaves it. */
let change: ((path: string, body: unknown) => unknown) | null = null

const changing =
  (real: Http): Http =>
  async (request) => {
    const answer = await real(request)
    if (!change) return answer
    const text = new TextDecoder().decode(answer.body)
    const path = new URL(request.url).pathname.slice(1)
    const form = new URLSearchParams(request.body ?? '')
    const items = JSON.parse(form.get('batch') ?? 'null') as { relative_url: string }[] | null
    const whole = JSON.parse(text) as unknown
    const after = (at: string, body: unknown): unknown => {
      const changed = change?.(at, body)
      return changed === undefined ? body : changed
    }
    const changed =
      items && Array.isArray(whole)
        ? (whole as { body: string }[]).map((item, i) => ({
            ...item,
            body: JSON.stringify(after(items[i]?.relative_url ?? '', JSON.parse(item.body))),
          }))
        : after(path, whole)
    return { ...answer, body: new TextEncoder().encode(JSON.stringify(changed)) }
  }

const OPTIONS: WorldOptions = { http: changing }

beforeAll(async () => {
  world = await createTestApp(OPTIONS)
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, 2)
    .map(({ id }) => id)
  ;[bad = '', good = ''] = ids
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.quiet()
  await world.call('sync.setPaused', { paused: true })
})
afterAll(() => world.dispose())

type Kept = {
  readonly campaigns: CampaignsFound['rows']
  readonly totals: Output<'overview.get'>['totals']
  readonly accounts: readonly {
    readonly id: string
    readonly name: string
    readonly currency: string
    readonly watched: boolean
  }[]
}
/** Everything a person sees that an answer could spoil. */
const shown = async (): Promise<Kept> => {
  const page = await campaignsOf(world.call, {
    period: 'last30d',
    accountIds: [],
    statuses: [],
    search: '',
    sort: { by: 'name', direction: 'ascending' },
    offset: 0,
    limit: 500,
  })
  const { rows } = await world.call('accounts.list')
  return {
    campaigns: page.rows.map((row) => ({ ...row, asOf: null, partial: false })),
    totals: (await world.call('overview.get', { period: 'last30d' })).totals,
    accounts: rows.map(({ id, name, currency, watched }) => ({ id, name, currency, watched })),
  }
}

/** What the history says of the last run, in both languages; a sentence that tells what happened, never a code. */
const sentences = (run: SyncRun): string[] =>
  LOCALES.flatMap((locale) => run.failures.map((failure) => errorSentence(locale, failure)))

const newest = async (): Promise<SyncRun> => {
  const [run] = await world.call('sync.history', { limit: 1 })
  if (!run) throw new Error('the history is empty')
  return run
}

/** With everything in order again the same question is answered in full. */
const recovers = async (): Promise<void> => {
  world.sandboxFaults([])
  change = null
  await world.clock.advance(1000)
  expect((await world.call('accounts.refresh')).rows).toHaveLength(12)
  expect(await newest()).toMatchObject({ kind: 'accounts', outcome: 'done', failures: [] })
  expect(await world.call('sync.run', { days: 30 })).toMatchObject({ outcome: 'done', rowsDropped: 0, failures: [] })
  const { rows } = await world.call('accounts.list')
  expect(rows.filter(({ partial }) => partial)).toEqual([])
}

const EDGES = { campaigns: () => `^${bad}/campaigns`, insights: () => `^${bad}/insights` } as const
const BROKEN: readonly (readonly [FaultKind, ErrorCode])[] = [
  ['notJson', 'notJson'],
  ['html', 'notJson'],
  ['truncated', 'truncated'],
  ['empty', 'truncated'],
  ['error500', 'metaDown'],
]

describe.each(['campaigns', 'insights'] as const)('%s', (edge) => {
  it.each(BROKEN)('%s: said in a sentence, nothing lost, the other account read', async (kind, code) => {
    const before = await shown()
    await world.clock.advance(60_000)
    world.sandboxFaults([{ match: new RegExp(EDGES[edge]()), kind }])
    const run = await world.call('sync.run', { days: 30 })
    expect(run).toMatchObject({ outcome: 'partly', rowsDropped: 0, failures: [{ accountId: bad, code }] })
    expect(await newest()).toEqual(run)
    expect(sentences(run)).toHaveLength(2)
    for (const sentence of sentences(run)) expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u)
    // Nothing of the bad account moved, not even its age; the good one was read in the same sync.
    const after = await shown()
    expect(after.campaigns.filter(({ accountId }) => accountId === bad)).toEqual(
      before.campaigns.filter(({ accountId }) => accountId === bad),
    )
    expect(after.campaigns).toHaveLength(before.campaigns.length)
    expect(after.accounts).toEqual(before.accounts)
    const ages = (await world.call('overview.get', { period: 'last30d' })).accounts
    const ageOf = (id: string) => ages.find(({ account }) => account.id === id)?.asOf ?? 0
    expect(ageOf(good)).toBeGreaterThanOrEqual(ageOf(bad))
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    await recovers()
  })

  it.each(['unknownFields', 'wrongTypes'] as const)('%s: read as if nothing were odd', async (kind) => {
    const before = await shown()
    world.sandboxFaults([{ match: new RegExp(EDGES[edge]()), kind }])
    expect(await world.call('sync.run', { days: 30 })).toMatchObject({ outcome: 'done', rowsDropped: 0, failures: [] })
    expect(await shown()).toEqual(before)
    await recovers()
  })

  it('rows without anything but ids: dropped, counted, said to be partly read, nothing lost', async () => {
    const before = await shown()
    await world.clock.advance(1000)
    world.sandboxFaults([{ match: new RegExp(EDGES[edge]()), kind: 'missingFields' }])
    const run = await world.call('sync.run', { days: 30 })
    expect(run).toMatchObject({ outcome: 'partly', failures: [] })
    expect(run.rowsDropped).toBeGreaterThan(0)
    expect(await shown()).toEqual(before)
    await recovers()
  })
})

describe('figures', () => {
  it.each(['spend', 'impressions'])(
    'without %s are not taken for less: dropped, partial, the former kept',
    async (field) => {
      const before = await shown()
      await world.clock.advance(1000)
      world.sandboxFaults([{ match: new RegExp(EDGES.insights()), kind: 'missingFields', fields: [field] }])
      const run = await world.call('sync.run', { days: 30 })
      expect(run).toMatchObject({ outcome: 'partly', failures: [] })
      expect(run.rowsDropped).toBeGreaterThan(0)
      expect(await shown()).toEqual(before)
      const { rows } = await world.call('accounts.list')
      expect(rows.filter(({ partial }) => partial).map(({ id }) => id)).toEqual([bad])
      const page = await campaignsOf(world.call, {
        period: 'last30d',
        accountIds: [bad],
        statuses: [],
        search: '',
        sort: { by: 'spend', direction: 'descending' },
        offset: 0,
        limit: 1,
      })
      expect(page.partial).toBe(true)
      await recovers()
    },
  )

  it('that are texts without a number, negative counts or lists of nonsense are never turned into a number', async () => {
    const before = await shown()
    const nonsense: readonly (readonly [string, unknown])[] = [
      ['spend', 'a lot'],
      ['spend', {}],
      ['spend', true],
      ['impressions', '-5'],
      ['impressions', '1e400'],
      ['clicks', '12abc'],
      ['reach', [1]],
      ['actions', 'none'],
      ['actions', [{ action_type: 'lead', value: 'many' }]],
      ['date_start', '18.11.2026'],
      ['campaign_id', '1; DROP TABLE campaign'],
    ]
    for (const [field, value] of nonsense) {
      change = (path, body) => {
        if (!path.includes(`${bad}/insights`)) return undefined
        const page = body as { data: Record<string, unknown>[] }
        return { ...page, data: page.data.map((row) => ({ ...row, [field]: value })) }
      }
      await world.clock.advance(1000)
      const run = await world.call('sync.run', { days: 1 })
      expect(run, `${field}: ${String(value)}`).toMatchObject({ outcome: 'partly', failures: [] })
      expect(run.rowsDropped).toBeGreaterThan(0)
    }
    change = null
    expect(await shown()).toEqual(before)
    await recovers()
  })

  it('as numbers at any depth mean the same as texts', async () => {
    const before = await shown()
    const plain = (value: unknown): unknown =>
      typeof value === 'string' && /^\d{1,12}(\.\d+)?$/.test(value)
        ? Number(value)
        : Array.isArray(value)
          ? value.map(plain)
          : typeof value === 'object' && value !== null
            ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
            : value
    change = (path, body) => (/insights|campaigns/.test(path) ? plain(body) : undefined)
    expect(await world.call('sync.run', { days: 30 })).toMatchObject({ outcome: 'done', rowsDropped: 0, failures: [] })
    expect(await shown()).toEqual(before)
    await recovers()
  })
})

describe.each([
  ['an empty object', {}],
  ['a list', []],
  ['null', null],
  ['a data that is no list', { data: { id: '1' } }],
  ['rows that are no objects', { data: [null, 5, 'row', []] }],
])('%s instead of a page', (_, body) => {
  it('is not taken for an empty one: nothing is lost', async () => {
    const before = await shown()
    await world.clock.advance(1000)
    change = (path) => (path.includes(bad) ? structuredClone(body) : undefined)
    const run = await world.call('sync.run', { days: 30 })
    expect(run.outcome).toBe('partly')
    expect(run.failures.length + run.rowsDropped).toBeGreaterThan(0)
    expect(await shown()).toEqual(before)
    change = (path) => (/ad_?accounts|businesses/.test(path) ? structuredClone(body) : undefined)
    await world.call('accounts.refresh').catch(() => undefined)
    expect(['partly', 'failed']).toContain((await newest()).outcome)
    for (const sentence of sentences(await newest())) expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u)
    expect((await shown()).accounts).toEqual(before.accounts)
    await recovers()
  })
})

describe('accounts', () => {
  it.each(BROKEN)('%s on every list: refused with a sentence, no account is lost', async (kind, code) => {
    const before = await shown()
    world.sandboxFaults([{ match: /adaccounts|ad_accounts|businesses/, kind }])
    await expect(world.call('accounts.refresh')).rejects.toThrow(code)
    const run = await newest()
    expect(run).toMatchObject({ kind: 'accounts', outcome: 'failed', failures: [{ code }] })
    for (const sentence of sentences(run)) expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u)
    expect(await shown()).toEqual(before)
    await recovers()
  })

  it.each(BROKEN)(
    '%s from one business: the others are read, none is lost, the business is named',
    async (kind, code) => {
      const before = await shown()
      world.sandboxFaults([{ match: /owned_ad_accounts/, kind }])
      expect((await world.call('accounts.refresh')).rows).toHaveLength(12)
      const run = await newest()
      expect(run).toMatchObject({ kind: 'accounts', outcome: 'partly' })
      expect(run.failures.map((failure) => failure.code)).toEqual(run.failures.map(() => code))
      for (const { accountName } of run.failures) expect(accountName).toMatch(/^[^/]+$/)
      expect(await shown()).toEqual(before)
      await recovers()
    },
  )

  it.each(['unknownFields', 'wrongTypes'] as const)('%s: read as if nothing were odd', async (kind) => {
    const before = await shown()
    world.sandboxFaults([{ match: /adaccounts|ad_accounts|businesses/, kind }])
    expect((await world.call('accounts.refresh')).rows).toHaveLength(12)
    expect(await newest()).toMatchObject({ outcome: 'done', failures: [] })
    expect(await shown()).toEqual(before)
    await recovers()
  })

  it.each(['currency', 'timezone_name'])(
    'without %s are not guessed at: the known ones stay, and it is said',
    async (field) => {
      const before = await shown()
      world.sandboxFaults([{ match: /adaccounts|ad_accounts/, kind: 'missingFields', fields: [field] }])
      expect((await world.call('accounts.refresh')).rows).toHaveLength(12)
      const run = await newest()
      expect(run.outcome).toBe('partly')
      expect(run.failures.every(({ code }) => code === 'malformed')).toBe(true)
      // Paths of Meta's API are nothing to show to a person.
      for (const { accountName } of run.failures) expect(accountName ?? '').not.toContain('/')
      expect(await shown()).toEqual(before)
      await recovers()
    },
  )
})
