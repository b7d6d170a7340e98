import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { AD_ACCOUNT, AD_ACCOUNTS } from '../../src/main/meta/nodes/ad-account.ts'
import { AD_SET } from '../../src/main/meta/nodes/ad-set.ts'
import { CREATIVE, CREATIVES } from '../../src/main/meta/nodes/creative.ts'
import { RULES } from '../../src/main/meta/nodes/rule.ts'
import { VIDEO, VIDEOS } from '../../src/main/meta/nodes/video.ts'
import { randomOf } from '../unit/meta/nodes/fuzz.ts'
import { SAMPLES } from '../unit/meta/nodes/samples.ts'
import { closeServers, fault, HTML, serve } from './meta-nodes-server.ts'
import type { Answer, Reply } from './meta-nodes-server.ts'

const sync = { lane: 'sync' } as const
const inAccount = { ...sync, accountId: 'act_10', currency: 'EUR' }
const row = (n: number) => ({ id: String(870_000_000_000_000 + n), title: `Video ${n}` })
const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)
const page = (rows: readonly unknown[], after?: string): Reply => ({
  body: {
    data: rows,
    paging:
      after === undefined
        ? { cursors: { before: 'b', after: 'last' } }
        : { cursors: { before: after, after }, next: 'n' },
  },
})

afterEach(closeServers)

describe('a list', () => {
  test('goes on through short and empty pages until nothing is promised', async () => {
    const pages: Readonly<Record<string, Reply>> = {
      '': page([row(1), row(2)], 'a'),
      a: page([], 'b'),
      b: page([row(3)], 'c'),
      c: { body: { data: [row(4)], paging: [] } },
    }
    const { graph, asked } = await serve(({ query }) => pages[query.get('after') ?? ''] ?? fault(2642))
    const found = await graph.list(VIDEOS, 'act_10', inAccount)
    expect(found).toMatchObject({ complete: true, failure: null, dropped: 0, left: [] })
    expect(idsOf(found.items)).toEqual(idsOf([row(1), row(2), row(3), row(4)]))
    expect(asked.map(({ path, query }) => `${path} ${query.get('limit')}`)[0]).toBe('act_10/advideos 50')
  })

  test.each([
    ['the same cursor for ever', page([row(1)], 'a'), 'repeated'],
    ['the same rows under new cursors for ever', null, 'repeated'],
    ['empty pages for ever', 'empty', 'endless'],
    ['an empty page that leads to itself', page([], 'a'), 'repeated'],
    ['a next page without a cursor', { body: { data: [], paging: { next: 'https://x/y?limit=5' } } }, 'noCursor'],
  ])('with %s ends, and says why', async (_, reply, reason) => {
    let asks = 0
    const { graph } = await serve(() => {
      asks += 1
      if (reply === 'empty') return page([], `c${asks}`)
      return (reply as Reply | null) ?? page([row(1)], `c${asks}`)
    })
    const found = await graph.list(VIDEOS, 'act_10', inAccount)
    expect(found).toMatchObject({ complete: false, failure: { code: 'malformed', data: { where: 'paging', reason } } })
    expect(found.items.length).toBeLessThanOrEqual(1)
    expect(asks).toBeLessThan(reason === 'endless' ? 60 : 6)
  })

  test('takes the cursor from the next address where it is nowhere else', async () => {
    const { graph } = await serve(({ query }) =>
      query.get('after') === 'zz'
        ? page([row(2)])
        : { body: { data: [row(1)], paging: { next: 'https://x/v26.0/y?limit=1&after=zz' } } },
    )
    expect(await graph.list(VIDEOS, 'act_10', inAccount)).toMatchObject({ complete: true, items: [{}, {}] })
  })

  test('counts what it cannot read, and ends with what was read when something fails for good', async () => {
    const { graph } = await serve(({ query }) =>
      query.get('after') ? fault(190) : page([row(1), { id: {} }, 'x', null], 'a'),
    )
    expect(await graph.list(VIDEOS, 'act_10', inAccount)).toMatchObject({
      items: [{ id: row(1).id }],
      dropped: 3,
      complete: false,
      failure: { code: 'tokenInvalid' },
    })
  })

  test('survives a web page, a cut and an error after ten good pages', async () => {
    const bad: (Answer | null)[] = [HTML, 'cut', fault(2, {}, 500)]
    const { graph } = await serve(({ query }) => {
      const at = Number(query.get('after') ?? 0)
      if (at === 10 && bad.length > 0) return bad.shift() ?? null
      return page([row(at)], at < 12 ? String(at + 1) : undefined)
    })
    expect(await graph.list(VIDEOS, 'act_10', inAccount)).toMatchObject({ complete: true, items: { length: 13 } })
  })

  test('halves pages that are too heavy, and tries longer ones again later', async () => {
    const limits: number[] = []
    const { graph } = await serve(({ query }) => {
      const limit = Number(query.get('limit'))
      const at = Number(query.get('after') ?? 0)
      limits.push(limit)
      if (limit > 12 && at < 60)
        return fault(1, { message: "Please reduce the amount of data you're asking for, then retry your request" }, 500)
      const end = Math.min(at + limit, 200)
      return page(
        Array.from({ length: end - at }, (_, i) => row(at + i)),
        end < 200 ? String(end) : undefined,
      )
    })
    const found = await graph.list(VIDEOS, 'act_10', inAccount)
    expect(found).toMatchObject({ complete: true, items: { length: 200 } })
    expect(limits.slice(0, 4)).toEqual([50, 25, 12, 12])
    expect(limits.at(-1)).toBe(48)
  })

  test('begins anew, once, when its cursor is no longer good', async () => {
    let stale = 1
    const { graph } = await serve(({ query }) => {
      if (query.get('after') === null) return page([row(1), row(2)], 'a')
      stale -= 1
      return stale >= 0 ? fault(2642, { message: 'Invalid cursors values' }) : page([row(3)])
    })
    const found = await graph.list(VIDEOS, 'act_10', inAccount)
    expect(found).toMatchObject({ complete: true, failure: null })
    expect(idsOf(found.items)).toEqual(idsOf([row(1), row(2), row(3)]))
    stale = 100
    expect(await graph.list(VIDEOS, 'act_10', inAccount)).toMatchObject({ complete: false })
  })

  test('stops at its limit, and says that there is more', async () => {
    const { graph, asked } = await serve(({ query }) => {
      const at = Number(query.get('after') ?? 0)
      return page([row(at), row(at + 1)], at < 100 ? String(at + 2) : undefined)
    })
    expect(await graph.list(VIDEOS, 'act_10', { ...inAccount, limit: 5 })).toMatchObject({
      items: { length: 5 },
      complete: false,
      failure: null,
    })
    expect(asked).toHaveLength(3)
  })

  test('ends at once when it is cancelled', async () => {
    const { graph, asked } = await serve(() => fault(2, {}, 500))
    const found = await graph.list(VIDEOS, 'act_10', { ...inAccount, signal: AbortSignal.abort() })
    expect(found).toMatchObject({ failure: { code: 'timeout', data: { cancelled: true } } })
    expect(asked).toHaveLength(0)
  })

  test('of random pages, empty ones, repeats, cuts and refusals has every row exactly once, or says why not', async () => {
    const ends = { complete: 0, failed: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: 0, max: 120 }),
        fc.constantFrom(0, 0.2, 0.5, 0.8),
        async (seed, count, trouble) => {
          const random = randomOf(seed)
          const all = Array.from({ length: count }, (_, n) => row(n))
          let before: Answer = HTML
          let nonce = 0
          const { graph } = await serve(({ query }) => {
            const asked = query.get('after')
            const at = asked === null ? 0 : Number(asked.split('-')[0])
            const cursor = (to: number) => `${to}-${(nonce += 1)}`
            const limit = Number(query.get('limit'))
            if (random() < trouble) {
              switch (Math.floor(random() * 8)) {
                case 0:
                  return HTML
                case 1:
                  return 'cut'
                case 2:
                  return fault(2, {}, 500)
                case 3:
                  return limit > 3 ? fault(1, { message: 'Please reduce the amount of data' }, 500) : null
                case 4:
                  // The page before once more, cursor and all.
                  return before
                case 5:
                  return page([], cursor(at))
                case 6:
                  // The right rows, and a cursor that leads nowhere.
                  return asked === null ? HTML : page(all.slice(at, at + 2), asked)
                default:
                  return { body: '{"data":[{"id":"87' }
              }
            }
            // Some rows come again with the next page, as when something was added meanwhile.
            const from = Math.max(0, at - (random() < 0.2 ? 1 : 0))
            const end = Math.min(count, at + Math.ceil(random() * limit))
            const reply = page(all.slice(from, end), end < count ? cursor(end) : undefined)
            before = reply
            return reply
          })
          const found = await graph.list(VIDEOS, 'act_10', inAccount)
          closeServers()
          expect(new Set(idsOf(found.items)).size).toBe(found.items.length)
          expect(found.complete).toBe(found.failure === null)
          if (found.complete) expect(idsOf(found.items)).toEqual(idsOf(all))
          ends[found.complete ? 'complete' : 'failed'] += 1
        },
      ),
      { numRuns: 120, seed: 3 },
    )
    expect(ends.complete).toBeGreaterThan(40)
    expect(ends.failed).toBeGreaterThan(5)
  })
})

describe('fields that may not be seen', () => {
  const account = SAMPLES.adAccount.row
  const accountsFor = (refuse: (fields: string) => Reply | null) =>
    serve(({ query }) => refuse(query.get('fields') ?? '') ?? { body: { data: [account] } })

  test('are left out by their name, and by the right that they need, and the rest is read', async () => {
    const { graph, asked } = await accountsFor((fields) => {
      if (fields.includes('capabilities'))
        return fault(100, {
          message: '(#100) Tried accessing nonexistent field (capabilities) on node type (AdAccount)',
        })
      if (fields.includes('funding_source')) return fault(10, { message: '(#10) Requires MANAGE permission' }, 403)
      return fields.includes('owner')
        ? fault(200, { message: '(#200) Requires business_management permission' }, 403)
        : null
    })
    const found = await graph.list(AD_ACCOUNTS, 'me', sync)
    expect(found).toMatchObject({ complete: true, items: [{ id: 'act_1234567890123456', balance: 43_210_000 }] })
    expect(found.left.map(({ field, why }) => `${field} ${why.code}`)).toEqual([
      'capabilities metaRejected',
      'funding_source_details permission',
      'is_prepay_account permission',
      'owner permission',
    ])
    expect(asked).toHaveLength(4)
  })

  test('are not asked for again until a day later, for this edge and account alone', async () => {
    const { graph, asked, clock } = await accountsFor((fields) =>
      fields.includes('owner') ? fault(200, { message: '(#200) Requires business_management permission' }, 403) : null,
    )
    await graph.list(AD_ACCOUNTS, '50', sync)
    await graph.list(AD_ACCOUNTS, '50', sync)
    expect(asked).toHaveLength(3)
    await graph.list(AD_ACCOUNTS, '60', sync)
    expect(asked).toHaveLength(5)
    await new Promise<void>((resolve) => void clock.after(24 * 3_600_000, resolve))
    await graph.list(AD_ACCOUNTS, '50', sync)
    expect(asked).toHaveLength(7)
  })

  test('are not blamed when the whole edge is forbidden', async () => {
    let forbidden = true
    const { graph } = await accountsFor(() => (forbidden ? fault(200, {}, 403) : null))
    expect(await graph.list(AD_ACCOUNTS, 'me', sync)).toMatchObject({ items: [], failure: { code: 'permission' } })
    forbidden = false
    expect(await graph.list(AD_ACCOUNTS, 'me', sync)).toMatchObject({ complete: true, left: [] })
  })

  test('of the core cannot be left out', async () => {
    const { graph, asked } = await accountsFor(() =>
      fault(100, { message: 'Tried accessing nonexistent field (currency)' }),
    )
    expect(await graph.list(AD_ACCOUNTS, 'me', sync)).toMatchObject({ failure: { code: 'metaRejected' } })
    expect(asked).toHaveLength(1)
  })
})

describe('one object', () => {
  test('is read with what its kind says', async () => {
    const { graph, asked } = await serve(() => ({ body: SAMPLES.creative.row }))
    expect(await graph.get(CREATIVE, '120210000000000004', inAccount)).toMatchObject({ type: 'VIDEO' })
    expect(asked[0]?.query.get('thumbnail_width')).toBe('480')
    expect(asked[0]?.query.get('fields')).toContain('object_story_spec')
  })

  test('that is not there is null; a failure is thrown; a moment of trouble is waited out', async () => {
    const replies: Reply[] = [
      fault(100, { error_subcode: 33 }),
      fault(190),
      fault(2, {}, 500),
      { body: SAMPLES.creative.row },
      { body: { id: 5.5 } },
    ]
    const { graph } = await serve(() => replies.shift() ?? null)
    const read = () => graph.get(CREATIVE, '1', inAccount)
    expect(await read()).toBeNull()
    await expect(read()).rejects.toMatchObject({ code: 'tokenInvalid' })
    expect(await read()).toMatchObject({ type: 'VIDEO' })
    await expect(read()).rejects.toMatchObject({ code: 'malformed' })
  })
})

describe('many objects', () => {
  test('come in one call where an edge can be asked for ids, and those that it hides by id', async () => {
    const adSet = (id: string) => ({ ...SAMPLES.adSet.row, id })
    const { graph, asked } = await serve(({ path }) => {
      if (path === 'act_10/adsets') return page([adSet('1'), adSet('2'), adSet('77')])
      return path === '3' ? { body: adSet('3') } : fault(100, { error_subcode: 33 })
    })
    const found = await graph.many(AD_SET, ['1', '2', '3', '4', '1'], inAccount)
    expect([...found.items.keys()]).toEqual(['1', '2', '3'])
    expect(found).toMatchObject({ hidden: ['4'], failures: new Map() })
    expect(asked.map(({ path }) => path)).toEqual(['act_10/adsets', '3', '4'])
    expect(asked[0]?.query.get('filtering')).toBe('[{"field":"adset.id","operator":"IN","value":["1","2","3","4"]}]')
  })

  test('of which some may not show a field keep that field of the others', async () => {
    const { graph } = await serve(({ path, query }) =>
      path === 'act_2' && query.get('fields')?.includes('funding')
        ? fault(10, { message: 'Requires MANAGE permission' }, 403)
        : { body: { ...SAMPLES.adAccount.row, id: path, account_id: undefined, funding_source_details: { type: 1 } } },
    )
    const { items } = await graph.many(AD_ACCOUNT, ['act_1', 'act_2'], sync)
    expect(items.get('act_1')).toMatchObject({ funding: { kind: 'CREDIT_CARD' } })
    expect(items.has('act_2')).toBe(true)
  })

  test('that Meta had no time for are asked for again', async () => {
    const times = new Map<string, number>()
    const { graph } = await serve(({ path }) => {
      const asked = (times.get(path) ?? 0) + 1
      times.set(path, asked)
      return asked <= Number(path) % 3 ? null : { body: row(Number(path)) }
    })
    const ids = Array.from({ length: 30 }, (_, i) => String(i))
    expect((await graph.many(VIDEO, ids, inAccount)).items.size).toBe(30)
    expect(times.get('3')).toBe(1)
    expect(times.get('2')).toBe(3)
  })

  test('in batches that time out as a whole are asked for in smaller ones', async () => {
    let refusals = 2
    const { graph, asked } = await serve(
      ({ path }) => ({ body: row(Number(path)) }),
      () => ((refusals -= 1) >= 0 ? fault(960, { message: 'Request aborted' }) : null),
    )
    const ids = Array.from({ length: 60 }, (_, i) => String(i))
    const found = await graph.many(VIDEO, ids, inAccount)
    expect(found.items.size).toBe(60)
    expect(asked).toHaveLength(60)
  })

  test('each end in exactly one place, whatever happens to their neighbours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: 0, max: 130 }),
        fc.constantFrom(0, 0.2, 0.5),
        async (seed, count, trouble) => {
          const random = randomOf(seed)
          const hidden = new Set<string>()
          const { graph } = await serve(
            ({ path }) => {
              const n = Number(path)
              if (n % 7 === 0) {
                hidden.add(path)
                return fault(100, { error_subcode: 33 })
              }
              if (n % 11 === 0) return fault(100, { message: '(#100) no such thing', error_subcode: 1 })
              if (random() >= trouble) return { body: row(n) }
              return [null, HTML, fault(2), fault(1), { body: '{"id":' }][Math.floor(random() * 5)] ?? null
            },
            () => (random() < trouble / 2 ? fault(960) : null),
          )
          const ids = Array.from({ length: count }, (_, i) => String(i + 1))
          const found = await graph.many(VIDEO, ids, inAccount)
          closeServers()
          const places = [...found.items.keys(), ...found.hidden, ...found.failures.keys()]
          expect(places.toSorted()).toEqual(ids.toSorted())
          for (const [id, item] of found.items) expect(item.id).toBe(row(Number(id)).id)
          for (const id of found.hidden) expect(Number(id) % 7).toBe(0)
          if (trouble === 0) {
            expect(found.hidden).toHaveLength(hidden.size)
            for (const id of found.failures.keys()) expect(Number(id) % 11).toBe(0)
          }
        },
      ),
      { numRuns: 60, seed: 5 },
    )
  })
})

test('rules keep their specs as they came', async () => {
  const { graph } = await serve(() => page([SAMPLES.rule.row, { ...SAMPLES.rule.row, id: '2', schedule_spec: [] }]))
  const { items } = await graph.list(RULES, 'act_10', inAccount)
  expect(items[0]?.execution).toEqual(SAMPLES.rule.row['execution_spec'])
  expect(items[1]?.schedule).toBeNull()
})

test('creatives are asked for in small pages', async () => {
  const { graph, asked } = await serve(() => page([SAMPLES.creative.row]))
  await graph.list(CREATIVES, 'act_10', inAccount)
  expect(asked[0]?.query.get('limit')).toBe('50')
})
