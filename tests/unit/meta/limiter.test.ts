import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/shared/errors.ts'
import { metaErrorOf } from '../../../src/main/meta/errors.ts'
import type { MetaError } from '../../../src/main/meta/errors.ts'
import type { Lane } from '../../../src/main/meta/graph.ts'
import { createLimiter } from '../../../src/main/meta/limiter.ts'
import { createVirtualClock } from '../../clock.ts'

const MINUTE = 60_000

const account = (share: number, reset = 300) => ({
  'x-ad-account-usage': JSON.stringify({
    acc_id_util_pct: share * 100,
    reset_time_duration: reset,
    ads_api_access_tier: 'development_access',
  }),
})
const refusal = (code: number, subcode?: number): MetaError =>
  metaErrorOf({ code, error_subcode: subcode, message: 'limit' }) as MetaError

const setup = () => {
  const clock = createVirtualClock(Date.UTC(2026, 10, 20, 12))
  const limiter = createLimiter({ clock })
  const started: string[] = []
  const releases = new Map<string, () => void>()
  const enter = (name: string, lane: Lane, accounts = ['act_1'], signal?: AbortSignal) =>
    limiter.enter({ lane, accounts, signal }).then(
      (release) => {
        started.push(name)
        releases.set(name, release)
      },
      (error: unknown) => {
        started.push(`${name}: ${error instanceof AppError ? `${error.code} ${error.data['minutes']}` : String(error)}`)
      },
    )
  return { clock, limiter, started, releases, enter }
}

describe('lanes', () => {
  test('go at once while limits are far', async () => {
    const { clock, limiter, started, enter } = setup()
    limiter.observe(account(0.3), ['act_1'])
    void enter('b', 'backfill')
    void enter('p', 'person')
    await clock.advance(0)
    expect(started).toEqual(['b', 'p'])
  })

  test('give way one after the other as a limit fills, and come back as it decays', async () => {
    const { clock, limiter, started, releases, enter } = setup()
    limiter.observe(account(0.9), ['act_1'])
    void enter('backfill', 'backfill')
    void enter('sync', 'sync')
    void enter('poll', 'poll')
    void enter('write', 'write')
    void enter('person', 'person')
    await clock.advance(0)
    expect(started).toEqual(['write', 'person'])
    // 0.9 falls to 0.85 after 300 s * (1 - 0.85 / 0.9).
    await clock.advance(17_000)
    expect(started).toEqual(['write', 'person', 'poll'])
    await clock.advance(50_000)
    expect(started).toEqual(['write', 'person', 'poll', 'sync'])
    for (const release of releases.values()) release()
    await clock.advance(80_000)
    expect(started).toEqual(['write', 'person', 'poll', 'sync', 'backfill'])
    expect(clock.nextAt()).toBeNull()
  })

  test('of one account do not stop another', async () => {
    const { clock, limiter, started, enter } = setup()
    limiter.observe(account(0.99), ['act_1'])
    void enter('first', 'sync', ['act_1'])
    void enter('second', 'sync', ['act_2'])
    await clock.advance(0)
    expect(started).toEqual(['second'])
  })

  test('of the app stop everybody', async () => {
    const { clock, limiter, started, enter } = setup()
    limiter.observe({ 'x-app-usage': '{"call_count":10,"total_time":72.5,"total_cputime":3}' }, ['act_1'])
    void enter('sync', 'sync', ['act_2'])
    void enter('poll', 'poll', ['act_2'])
    await clock.advance(0)
    expect(started).toEqual(['poll'])
  })

  test('share places by rank, and leave some free for those above', async () => {
    const { clock, started, releases, enter } = setup()
    for (const name of ['b1', 'b2', 'b3', 'b4']) void enter(name, 'backfill')
    await clock.advance(0)
    expect(started).toEqual(['b1', 'b2', 'b3'])
    for (const name of ['s1', 's2']) void enter(name, 'sync')
    for (const name of ['p1', 'p2', 'p3', 'p4']) void enter(name, 'person')
    await clock.advance(0)
    expect(started.slice(3)).toEqual(['s1', 'p1', 'p2'])
    releases.get('b1')?.()
    await clock.advance(0)
    expect(started.at(-1)).toBe('p3')
    for (const name of ['b2', 'b3', 's1', 'p1', 'p2', 'p3']) releases.get(name)?.()
    await clock.advance(0)
    expect(started.slice(-3)).toEqual(['p4', 's2', 'b4'])
  })

  test('say so when the wait is longer than anybody would look on', async () => {
    const { clock, limiter, started, enter } = setup()
    limiter.refused(refusal(17, 2446079), 'act_1')
    void enter('person', 'person')
    void enter('poll', 'poll')
    void enter('sync', 'sync')
    await clock.advance(0)
    expect(started).toEqual(['person: throttled 5', 'poll: throttled 5'])
    await clock.advance(5 * MINUTE)
    expect(started.at(-1)).toBe('sync')
  })

  test('are left when cancelled', async () => {
    const { clock, limiter, started, enter } = setup()
    limiter.observe(account(1), ['act_1'])
    const stop = new AbortController()
    void enter('sync', 'sync', ['act_1'], stop.signal)
    await clock.advance(0)
    stop.abort()
    await clock.advance(10 * MINUTE)
    expect(started).toEqual(['sync: HttpError: cancelled'])
    expect(clock.nextAt()).toBeNull()
  })
})

describe('headers', () => {
  test('every element of a business use case list counts, fractions and shares over 1 too', () => {
    const { limiter } = setup()
    limiter.observe(
      {
        'x-business-use-case-usage': JSON.stringify({
          1: [
            {
              type: 'ads_management',
              call_count: 3,
              total_cputime: 1,
              total_time: 0.4,
              estimated_time_to_regain_access: 0,
            },
            {
              type: 'ads_insights',
              call_count: 130.5,
              total_cputime: 25,
              total_time: 25,
              estimated_time_to_regain_access: 19,
            },
          ],
        }),
        'x-fb-ads-insights-throttle': '{"app_id_util_pct":1.2,"acc_id_util_pct":10}',
      },
      ['act_1', 'act_2'],
    )
    expect(limiter.readings()).toMatchObject([
      { accountId: 'act_1', system: 'businessUseCase', share: 1.305 },
      { accountId: 'act_1', system: 'insights', share: 0.1 },
      { accountId: 'act_2', system: 'insights', share: 0.1 },
      { accountId: 'act_1', system: 'businessUseCase', share: 0.03 },
      { accountId: null, system: 'insights', share: 0.012 },
    ])
    const blocked = limiter.readings()[0]
    expect((blocked?.blockedUntil ?? 0) - (blocked?.at ?? 0)).toBe(19 * MINUTE)
  })

  test('that make no sense are passed over', () => {
    const { limiter } = setup()
    limiter.observe(
      {
        'x-app-usage': 'nonsense',
        'x-ad-account-usage': '[]',
        'x-business-use-case-usage': '{"1":null,"2":[null,3]}',
        'x-fb-ads-insights-throttle': 'null',
      },
      ['act_1'],
    )
    expect(limiter.readings()).toEqual([])
  })

  test('are forgotten when their time is over', async () => {
    const { clock, limiter } = setup()
    limiter.observe(account(0.97), ['act_1'])
    expect(limiter.readings()).toHaveLength(1)
    await clock.advance(5 * MINUTE)
    expect(limiter.readings()).toEqual([])
  })
})

describe('refusals', () => {
  test('outlive a header that says all is well', () => {
    const { clock, limiter } = setup()
    limiter.refused(refusal(17), 'act_1')
    limiter.observe(account(0), ['act_1'])
    expect(limiter.readyAt('person', 'act_1') - clock.now()).toBe(5 * MINUTE)
    expect(limiter.readyAt('person', 'act_2')).toBeLessThanOrEqual(clock.now())
  })

  test('of one object (budget edits of an ad set) stop nobody else', () => {
    const { clock, limiter } = setup()
    limiter.refused(refusal(613, 1487632), 'act_1')
    expect(limiter.readyAt('write', 'act_1')).toBeLessThanOrEqual(clock.now())
  })

  test('of the app stop all accounts', () => {
    const { clock, limiter } = setup()
    limiter.refused(refusal(4), 'act_1')
    expect(limiter.readyAt('poll', 'act_2')).toBeGreaterThan(clock.now())
  })

  test('are shorter in the full tier', () => {
    const { clock, limiter } = setup()
    limiter.observe({ 'x-ad-account-usage': '{"acc_id_util_pct":1,"ads_api_access_tier":"standard_access"}' }, [
      'act_1',
    ])
    limiter.refused(refusal(17), 'act_1')
    expect(limiter.readyAt('person', 'act_1') - clock.now()).toBe(MINUTE)
  })
})
