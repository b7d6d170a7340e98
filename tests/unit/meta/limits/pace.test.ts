import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metaErrorOf } from '../../../../src/main/meta/errors.ts'
import type { Lane } from '../../../../src/main/meta/graph.ts'
import { createLimiter } from '../../../../src/main/meta/limiter.ts'
import { LANE_ORDER } from '../../../../src/main/meta/limits/lanes.ts'
import type { Use } from '../../../../src/main/meta/limits/rules.ts'
import { createVirtualClock } from '../../../clock.ts'

/**
 * Random calls by all lanes against a server that counts as Meta may: points that slide (each counts for five minutes)
 * or leak (60 run off in five minutes), and calls of the last hour. Headers come with every answer, some or never.
 */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SCORE = 60
const CALLS: Readonly<Record<Use, number>> = { management: 300, insights: 600, audience: 5000 }

interface Counted {
  readonly at: number
  readonly account: string
  readonly use: Use
  readonly points: number
}

const createMeta = (now: () => number, score: 'slides' | 'leaks' = 'slides') => {
  const counted: Counted[] = []
  const leaked = (account: string) => {
    let level = 0
    let at = 0
    for (const call of counted) {
      if (call.account !== account) continue
      level = Math.max(0, level - ((call.at - at) * SCORE) / (5 * MINUTE)) + call.points
      at = call.at
    }
    return Math.max(0, level - ((now() - at) * SCORE) / (5 * MINUTE))
  }
  const sum = (account: string, ms: number, of: (call: Counted) => number) =>
    counted.filter((call) => call.account === account && now() - call.at < ms).reduce((all, call) => all + of(call), 0)
  const scoreOf = (account: string) =>
    (score === 'leaks' ? leaked(account) : sum(account, 5 * MINUTE, ({ points }) => points)) / SCORE
  const calls = (account: string, use: Use) =>
    sum(account, HOUR, (call) => (call.use === use && call.points > 0 ? 1 : 0)) / CALLS[use]
  return {
    count: (call: Omit<Counted, 'at'>) => counted.push({ ...call, at: now() }),
    highest: (account: string) =>
      Math.max(scoreOf(account), calls(account, 'management'), calls(account, 'insights'), calls(account, 'audience')),
    headers: (account: string) => ({
      'x-ad-account-usage': JSON.stringify({
        acc_id_util_pct: Math.round(scoreOf(account) * 10_000) / 100,
        reset_time_duration: 300,
        ads_api_access_tier: 'development_access',
      }),
      'x-business-use-case-usage': JSON.stringify({
        [account.slice(4)]: (['management', 'insights'] as const).map((use) => ({
          type: `ads_${use}`,
          call_count: Math.floor(calls(account, use) * 100),
          estimated_time_to_regain_access: 0,
        })),
      }),
    }),
  }
}

const ACCOUNTS = ['act_1', 'act_2', 'act_3']

const asked = fc.record({
  after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
  lane: fc.constantFrom(...LANE_ORDER),
  items: fc.array(
    fc.record({ account: fc.constantFrom(...ACCOUNTS), use: fc.constantFrom<Use>('management', 'insights') }),
    { minLength: 1, maxLength: 12 },
  ),
  slow: fc.integer({ min: 0, max: 20_000 }),
  header: fc.boolean(),
})

const run = async (
  list: readonly (typeof asked extends fc.Arbitrary<infer One> ? One : never)[],
  how: { readonly score: 'slides' | 'leaks'; readonly headers: 'always' | 'some' | 'never'; readonly others: number },
) => {
  const { headers } = how
  const clock = createVirtualClock(Date.UTC(2026, 10, 20, 12))
  const meta = createMeta(clock.now, how.score)
  // Another run of this program, until a moment ago.
  for (const account of ACCOUNTS) meta.count({ account, use: 'management', points: how.others })
  const limiter = createLimiter({ clock })
  let highest = 0
  let going = 0
  const call = async ({ lane, items, slow, header }: (typeof list)[number]) => {
    const write = lane === 'write'
    const sent = write ? items.slice(0, 1) : items
    const ticket = {
      lane,
      accounts: sent.map(({ account }) => account),
      uses: sent.map(({ use }) => use),
      writes: [write],
    }
    let end: () => void
    try {
      end = await limiter.enter(ticket)
    } catch {
      return
    }
    going += 1
    await new Promise<void>((done) => void clock.after(slow / 2, done))
    for (const { account, use } of sent) {
      meta.count({ account, use, points: write ? 3 : 1 })
      highest = Math.max(highest, meta.highest(account))
    }
    await new Promise<void>((done) => void clock.after(slow / 2, done))
    end()
    if (headers === 'always' || (headers === 'some' && header))
      for (const { account } of sent) limiter.observe(meta.headers(account), [account])
  }
  for (const one of list) {
    await clock.advance(one.after)
    void call(one)
  }
  await clock.advance(2 * HOUR)
  return { highest, going }
}

describe('random calls of all lanes', () => {
  const ways = [
    { score: 'slides', headers: 'always', others: 0 },
    { score: 'slides', headers: 'some', others: 0 },
    { score: 'slides', headers: 'never', others: 30 },
    { score: 'leaks', headers: 'always', others: 30 },
    { score: 'leaks', headers: 'some', others: 30 },
    { score: 'leaks', headers: 'never', others: 30 },
  ] as const
  for (const way of ways) {
    test(`never go above any limit: it ${way.score}, headers come ${way.headers}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(asked, { minLength: 20, maxLength: 120 }), async (list) => {
          expect((await run(list, way)).highest).toBeLessThanOrEqual(1)
        }),
        { numRuns: 25, endOnFailure: true },
      )
    }, 60_000)
  }

  test('all get their turn in the end', async () => {
    const list = Array.from({ length: 60 }, (_, i) => ({
      after: 60_000,
      lane: (['poll', 'sync', 'backfill'] as const)[i % 3] ?? 'poll',
      items: [{ account: 'act_1', use: 'insights' as const }],
      slow: 1000,
      header: true,
    }))
    expect(await run(list, { score: 'slides', headers: 'always', others: 0 })).toMatchObject({ going: 60 })
  })
})

test('nobody calls for an account that Meta has stopped', async () => {
  const stop = metaErrorOf({ code: 17, error_subcode: 2446079, message: 'limit' })
  if (!stop) throw new Error('no error')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ one: asked, refused: fc.boolean() }), { minLength: 10, maxLength: 60 }),
      async (list) => {
        const clock = createVirtualClock(Date.UTC(2026, 10, 20, 12))
        const limiter = createLimiter({ clock })
        const stoppedUntil = new Map<string, number>()
        const early: string[] = []
        const call = async ({ one: { lane, items, slow }, refused }: (typeof list)[number]) => {
          const accounts = items.map(({ account }) => account)
          let end: () => void
          try {
            end = await limiter.enter({ lane, accounts })
          } catch {
            return
          }
          for (const account of accounts) if ((stoppedUntil.get(account) ?? 0) > clock.now()) early.push(account)
          await new Promise<void>((done) => void clock.after(slow, done))
          const [first] = accounts
          if (!refused || first === undefined) return end()
          limiter.refused(stop, first)
          stoppedUntil.set(first, clock.now() + 5 * MINUTE)
          // A header that says all is well does not change that.
          limiter.observe({ 'x-ad-account-usage': '{"acc_id_util_pct":0}' }, [first])
          end()
        }
        for (const each of list) {
          await clock.advance(each.one.after)
          void call(each)
        }
        await clock.advance(2 * HOUR)
        expect(early).toEqual([])
      },
    ),
    { numRuns: 30, endOnFailure: true },
  )
}, 60_000)

describe('an hour of a Limited account that is polled every 30 seconds', () => {
  test('leaves room for edits at any moment, however much sync and backfill want', async () => {
    const clock = createVirtualClock(Date.UTC(2026, 10, 20, 12))
    const meta = createMeta(clock.now)
    const limiter = createLimiter({ clock })
    const counts: Record<Lane, number> = { person: 0, write: 0, poll: 0, sync: 0, backfill: 0 }
    let highest = 0
    const call = async (lane: Lane, use: Use, write = false) => {
      const end = await limiter.enter({ lane, accounts: ['act_1'], uses: [use], writes: [write] })
      meta.count({ account: 'act_1', use, points: write ? 3 : 1 })
      highest = Math.max(highest, meta.highest('act_1'))
      counts[lane] += 1
      end()
      limiter.observe(meta.headers('act_1'), ['act_1'])
    }
    const hour = { over: false }
    const greedy = async (lane: Lane) => {
      while (!hour.over)
        await call(lane, 'insights').catch(() => new Promise<void>((done) => void clock.after(MINUTE, done)))
    }
    const all = [greedy('sync'), greedy('backfill')]
    const ticks = 120
    for (let tick = 0; tick < ticks; tick += 1) {
      void call('poll', 'insights')
      if (tick % 10 === 0) void call('poll', 'management')
      await clock.advance(15_000)
      // Three edits and their reading back would go now; one is made.
      expect(limiter.headroom('write', 'act_1').reads).toBeGreaterThanOrEqual(tick === 0 ? 9 : 12)
      if (tick % 10 === 5) {
        const before = counts.write
        void call('write', 'management', true).then(() => call('write', 'management'))
        await clock.advance(0)
        expect(counts.write - before).toBe(2)
      }
      await clock.advance(15_000)
    }
    hour.over = true
    await clock.advance(HOUR)
    await Promise.all(all)
    expect(highest).toBeLessThanOrEqual(1)
    expect(counts.poll).toBe(ticks + ticks / 10)
    expect(counts.sync).toBeGreaterThan(60)
    expect(counts.backfill).toBeGreaterThan(30)
  }, 60_000)
})

test('a question costs nothing to speak of with 500 accounts: it looks at one of them', () => {
  const clock = createVirtualClock(Date.UTC(2026, 10, 20, 12))
  const limiter = createLimiter({ clock })
  const meta = createMeta(clock.now)
  const accounts = Array.from({ length: 500 }, (_, i) => `act_${i}`)
  for (const account of accounts) limiter.observe(meta.headers(account), [account])
  const refusal = metaErrorOf({ code: 17, error_subcode: 2446079, message: 'limit' })
  for (const account of accounts.slice(1)) if (refusal) limiter.refused(refusal, account)
  // Whatever the others stand at, this one is asked by itself.
  expect(limiter.readyAt('poll', 'act_0')).toBeLessThanOrEqual(clock.now())
  expect(accounts.filter((account) => limiter.headroom('poll', account).reads > 0)).toEqual(['act_0'])
  expect(limiter.readings()).toHaveLength(1500)
})
