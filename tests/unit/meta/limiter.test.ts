import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/shared/errors.ts'
import { metaErrorOf } from '../../../src/main/meta/errors.ts'
import type { MetaError } from '../../../src/main/meta/errors.ts'
import type { Lane } from '../../../src/main/meta/graph.ts'
import { createLimiter } from '../../../src/main/meta/limiter.ts'
import type { Limiter, Ticket } from '../../../src/main/meta/limiter.ts'
import { createVirtualClock } from '../../clock.ts'

const MINUTE = 60_000

const account = (share: number, reset = 300) => ({
  'x-ad-account-usage': JSON.stringify({
    acc_id_util_pct: share * 100,
    reset_time_duration: reset,
    ads_api_access_tier: 'development_access',
  }),
})
/** No use of any hourly limit yet. */
const hourly = (percent: number, account = '1') => ({
  'x-business-use-case-usage': JSON.stringify({
    [account]: ['ads_management', 'ads_insights', 'custom_audience'].map((type) => ({
      type,
      call_count: percent,
      total_cputime: 0,
      total_time: 0,
      estimated_time_to_regain_access: 0,
    })),
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
    // 0.9 falls by 0.003 a second; a call takes 1/60 more, and each lane stops where that would pass its share.
    expect(started).toEqual(['write', 'person'])
    await clock.advance(30_000)
    expect(started).toEqual(['write', 'person'])
    await clock.advance(30_000)
    expect(started).toEqual(['write', 'person', 'poll'])
    await clock.advance(45_000)
    expect(started).toEqual(['write', 'person', 'poll', 'sync'])
    for (const release of releases.values()) release()
    await clock.advance(50_000)
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
    const { clock, limiter, started, releases, enter } = setup()
    limiter.observe({ ...account(0), ...hourly(0) }, ['act_1'])
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
      ['act_1'],
    )
    expect(limiter.readings()).toMatchObject([
      { accountId: 'act_1', system: 'businessUseCase', name: 'ads_insights', share: 1.305, used: 0, allowed: 600 },
      { accountId: 'act_1', system: 'insights', share: 0.1, used: null, allowed: null },
      { accountId: 'act_1', system: 'businessUseCase', name: 'ads_management', share: 0.03, used: 0, allowed: 300 },
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

  test('of one use case leave the others alone, for as many minutes as the headers say', () => {
    const { clock, limiter } = setup()
    const header = (minutes: number) => ({
      'x-business-use-case-usage': JSON.stringify({
        1: [{ type: 'ads_insights', call_count: 100, estimated_time_to_regain_access: minutes }],
      }),
    })
    limiter.observe(header(19), ['act_1'])
    limiter.refused(refusal(80000, 2446079), 'act_1')
    expect(limiter.readyAt('person', 'act_1', 1, 'insights') - clock.now()).toBe(19 * MINUTE)
    expect(limiter.readyAt('person', 'act_1', 1, 'management')).toBeLessThanOrEqual(clock.now())
    limiter.observe(header(0), ['act_2'])
    limiter.refused(refusal(80004, 2446079), 'act_2')
    expect(limiter.readyAt('person', 'act_2', 1, 'management') - clock.now()).toBe(5 * MINUTE)
  })

  test('of too many changes a second stop changes only', async () => {
    const { clock, limiter, started, enter } = setup()
    limiter.refused(refusal(613, 5044001), 'act_1')
    expect(limiter.readyAt('poll', 'act_1')).toBeLessThanOrEqual(clock.now())
    const change = limiter
      .enter({ lane: 'write', accounts: ['act_1'], writes: [true] })
      .then(() => started.push('change'))
    void enter('read', 'write')
    await clock.advance(0)
    expect(started).toEqual([])
    await clock.advance(2000)
    await change
    expect(started).toEqual(['change', 'read'])
  })
})

/** Sends at once what may go now, and says how many that were. */
const sendAll = async (limiter: Limiter, ticket: Omit<Ticket, 'signal'>, most = 100): Promise<number> => {
  let sent = 0
  while (sent < most) {
    const stop = new AbortController()
    const turn = limiter.enter({ ...ticket, signal: stop.signal }).then(
      (release) => {
        release()
        return true
      },
      () => false,
    )
    stop.abort()
    if (!(await turn)) break
    sent += 1
  }
  return sent
}

describe('our own count', () => {
  const fresh = () => {
    const made = setup()
    made.limiter.observe({ ...account(0), ...hourly(0) }, ['act_1'])
    return made
  }

  test('takes each item of a batch for a call, before it is sent', async () => {
    const { limiter } = fresh()
    const batch = (count: number) => ({ lane: 'poll', accounts: Array.from({ length: count }, () => 'act_1') }) as const
    const first = await limiter.enter(batch(40))
    expect(limiter.headroom('poll', 'act_1')).toMatchObject({ reads: 2 })
    // Polling waits a minute at most, and the calls under way count for five.
    const second = limiter.enter(batch(3))
    await expect(second).rejects.toMatchObject({ code: 'throttled' })
    // Sync would wait, but not for more at once than it ever has.
    await expect(limiter.enter({ ...batch(25), lane: 'sync' })).rejects.toMatchObject({ code: 'throttled' })
    first()
    expect(limiter.headroom('poll', 'act_1')).toMatchObject({ reads: 2 })
  })

  test('of the lower lanes leaves room for the higher ones', async () => {
    const { limiter } = fresh()
    const lanes = ['backfill', 'sync', 'poll'] as const
    const sent: number[] = []
    for (const lane of lanes) sent.push(await sendAll(limiter, { lane, accounts: ['act_1'] }))
    expect(sent).toEqual([15, 9, 18])
    // 42 of 60 points: three edits, each read back, still go at once.
    for (let edit = 0; edit < 3; edit += 1) {
      expect(await sendAll(limiter, { lane: 'write', accounts: ['act_1'], writes: [true] }, 1)).toBe(1)
      expect(await sendAll(limiter, { lane: 'write', accounts: ['act_1'] }, 1)).toBe(1)
    }
    expect(limiter.headroom('write', 'act_1').reads).toBe(3)
    expect(limiter.headroom('poll', 'act_1').reads).toBe(0)
  })

  test('is free again when Meta has forgotten, and not before', async () => {
    const { clock, limiter } = fresh()
    expect(await sendAll(limiter, { lane: 'poll', accounts: ['act_1'] })).toBe(42)
    const { moreAt } = limiter.headroom('poll', 'act_1')
    expect(moreAt).toBe(limiter.readyAt('poll', 'act_1'))
    const wait = (moreAt ?? 0) - clock.now()
    expect(wait).toBeGreaterThanOrEqual(5 * MINUTE)
    expect(wait).toBeLessThanOrEqual(5 * MINUTE + 10_000)
    await clock.advance(wait - 1)
    expect(limiter.headroom('poll', 'act_1').reads).toBe(0)
    await clock.advance(1)
    expect(limiter.headroom('poll', 'act_1')).toEqual({ reads: 42, moreAt: null })
  })

  test('adds to what others used, which only headers tell', async () => {
    const { limiter } = fresh()
    expect(await sendAll(limiter, { lane: 'poll', accounts: ['act_1'] }, 12)).toBe(12)
    // 12 of 60 are ours, so 24 are not: 48 are what polling may see used in all.
    limiter.observe(account(0.6), ['act_1'])
    expect(limiter.headroom('poll', 'act_1').reads).toBe(12)
    expect(await sendAll(limiter, { lane: 'poll', accounts: ['act_1'] })).toBe(12)
  })

  test('takes more when the app has full access', async () => {
    const { limiter } = fresh()
    limiter.observe({ 'x-ad-account-usage': '{"acc_id_util_pct":0,"ads_api_access_tier":"standard_access"}' }, [
      'act_1',
    ])
    expect(limiter.headroom('sync', 'act_1').reads).toBe(3600)
    expect(limiter.readings()[0]).toMatchObject({ tier: 'full', allowed: 9000 })
  })

  test('knows the hourly limits apart, and learns from the headers how much active ads add', async () => {
    const { clock, limiter } = fresh()
    const read = async (use: 'management' | 'insights', rounds: number) => {
      for (let i = 0; i < rounds; i += 1) {
        await sendAll(limiter, { lane: 'poll', accounts: ['act_1'], uses: [use] })
        await clock.advance(5 * MINUTE + 10_000)
      }
    }
    await read('management', 5)
    // 210 of the 300 of an account without ads are what polling may use.
    expect(limiter.headroom('poll', 'act_1', 'management').reads).toBe(0)
    expect(limiter.headroom('poll', 'act_1', 'insights').reads).toBe(42)
    expect(limiter.headroom('poll', 'act_1').reads).toBe(0)
    // 210 calls are 14 to 15 %: the limit is 1400 at least.
    limiter.observe(hourly(14), ['act_1'])
    expect(limiter.headroom('poll', 'act_1', 'management').reads).toBe(42)
    expect(limiter.readings().find(({ name }) => name === 'ads_management')).toMatchObject({ used: 210, allowed: 1400 })
  })

  test('takes calls of no account for calls of the app, as many as a batch has', async () => {
    const { clock, limiter } = setup()
    const app = (percent: number) => limiter.observe({ 'x-app-usage': `{"call_count":${percent}}` }, [])
    app(0)
    const batch = { lane: 'sync', accounts: [], cost: 50 } as const
    expect(await sendAll(limiter, batch, 2)).toBe(1)
    // 50 calls are a quarter of what an app of one person has in an hour.
    app(25)
    expect(limiter.readings()).toMatchObject([{ system: 'app', share: 0.25, used: 50, allowed: 200 }])
    expect(limiter.readyAt('sync', null) <= clock.now()).toBe(true)
    expect(limiter.readyAt('sync', null, 31)).toBeGreaterThan(clock.now())
    // They are no matter of any account's.
    expect(limiter.headroom('sync', 'act_1').reads).toBe(12)
    // The app has more people than we know of: 50 calls are a hundredth.
    app(1)
    expect(limiter.readyAt('sync', null, 500) <= clock.now()).toBe(true)
  })

  test('learns how much the insights throttle is, of which Meta tells shares alone', async () => {
    const { clock, limiter } = fresh()
    const throttle = (app: number) => ({
      'x-fb-ads-insights-throttle': `{"app_id_util_pct":${app},"acc_id_util_pct":1}`,
    })
    const accounts = Array.from({ length: 50 }, (_, i) => `act_${i + 1}`)
    const batch = { lane: 'poll', accounts, cost: 50, uses: accounts.map(() => 'insights' as const) } as const
    expect(await sendAll(limiter, batch, 2)).toBe(2)
    limiter.observe(throttle(9), ['act_1'])
    // 100 calls are a tenth of what is allowed an hour: 700 of 1000 are what polling may use, 400 sync.
    const room = () => ['poll', 'sync'].map((lane) => limiter.headroom(lane as Lane, 'act_99', 'insights').reads)
    expect(
      limiter.readings().find(({ accountId, system }) => accountId === null && system === 'insights'),
    ).toMatchObject({
      used: 100,
      allowed: 1000,
    })
    for (let i = 0; i < 12; i += 1) {
      await clock.advance(60_000)
      expect(await sendAll(limiter, batch, 1)).toBe(1)
    }
    expect(room()[0]).toBe(0)
    // Changes and whatever else is no insight go on.
    expect(limiter.headroom('poll', 'act_99', 'management').reads).toBeGreaterThan(0)
    await clock.advance(62 * MINUTE)
    expect(room()).toEqual([42, 24])
  })

  test('begins carefully: what was used before the start is not known', async () => {
    const { limiter } = setup()
    expect(await sendAll(limiter, { lane: 'backfill', accounts: ['act_1'] })).toBe(6)
    expect(await sendAll(limiter, { lane: 'sync', accounts: ['act_1'] })).toBe(6)
    expect(await sendAll(limiter, { lane: 'poll', accounts: ['act_1'] })).toBe(6)
    limiter.observe({ ...account(0.3), ...hourly(1) }, ['act_1'])
    expect(limiter.headroom('poll', 'act_1').reads).toBe(24)
  })

  test('waits no longer when somebody sets the clock back', async () => {
    let now = Date.UTC(2026, 10, 20, 12)
    const { createLimiter: create } = await import('../../../src/main/meta/limiter.ts')
    let uptime = 0
    const pass = (ms: number) => {
      now += ms
      uptime += ms
    }
    const limiter = create({ clock: { now: () => now, uptime: () => uptime, after: () => () => undefined } })
    limiter.refused(refusal(17, 2446079), 'act_1')
    // Nobody looks in between, so that the minute is known from the program's own time alone.
    pass(MINUTE)
    now -= 3_600_000
    expect(limiter.readyAt('poll', 'act_1') - now).toBe(4 * MINUTE)
    expect(limiter.readings()[0]?.blockedUntil).toBe(now + 4 * MINUTE)
    pass(4 * MINUTE)
    expect(limiter.readyAt('poll', 'act_1')).toBeLessThanOrEqual(now)
  })
})

describe('edits that Meta counts on their own', () => {
  const edit = { lane: 'write', accounts: ['act_1'], writes: [true], objectId: '23850001' } as const

  test('are four budgets an hour of an object, and not one more', async () => {
    const { clock, limiter } = setup()
    limiter.observe(account(0), ['act_1'])
    expect(await sendAll(limiter, { ...edit, field: 'dailyBudget' })).toBe(4)
    await expect(limiter.enter({ ...edit, field: 'lifetimeBudget' })).rejects.toMatchObject({
      code: 'throttled',
      data: { minutes: 61 },
    })
    expect(await sendAll(limiter, { ...edit, field: 'status' }, 1)).toBe(1)
    expect(await sendAll(limiter, { ...edit, objectId: '23850002', field: 'dailyBudget' }, 1)).toBe(1)
    await clock.advance(61 * MINUTE)
    expect(await sendAll(limiter, { ...edit, field: 'dailyBudget' })).toBe(4)
  })

  test('do not count when Meta did not make them', async () => {
    const { limiter } = setup()
    limiter.observe(account(0), ['act_1'])
    for (let i = 0; i < 6; i += 1) {
      expect(await sendAll(limiter, { ...edit, field: 'dailyBudget' }, 1)).toBe(1)
      limiter.refused(refusal(100, 1885272), 'act_1', edit.objectId)
    }
  })

  test('stop for an hour when Meta says so, and only those', async () => {
    const { limiter } = setup()
    limiter.observe(account(0), ['act_1'])
    limiter.refused(refusal(613, 1487632), 'act_1', edit.objectId)
    expect(await sendAll(limiter, { ...edit, field: 'dailyBudget' })).toBe(0)
    expect(await sendAll(limiter, { ...edit, field: 'status' }, 1)).toBe(1)
  })

  test('are ten spend caps a day of an account', async () => {
    const { clock, limiter } = setup()
    limiter.observe(account(0), ['act_1'])
    const cap = { ...edit, objectId: 'act_1', field: 'spendCap' }
    expect(await sendAll(limiter, cap)).toBe(10)
    await clock.advance(24 * 60 * MINUTE + MINUTE)
    expect(await sendAll(limiter, cap)).toBe(10)
  })
})

describe('an account whose share sticks at 100 %', () => {
  test('is called all the same when Meta answers, at the pace of our own count', async () => {
    const { clock, limiter } = setup()
    const calls: number[] = []
    for (let minute = 0; minute < 60; minute += 1) {
      const sent = await sendAll(limiter, { lane: 'poll', accounts: ['act_1'] }, 1)
      if (sent > 0) {
        calls.push(minute)
        limiter.observe(account(1, 300), ['act_1'])
      }
      await clock.advance(MINUTE)
    }
    // Two waits of five minutes at first, then once a minute.
    expect(calls.slice(0, 4)).toEqual([0, 5, 10, 11])
    expect(calls).toHaveLength(3 + 49)
  })

  test('is believed again when Meta refuses', async () => {
    const { clock, limiter } = setup()
    for (let i = 0; i < 4; i += 1) {
      limiter.observe(account(1, 300), ['act_1'])
      await clock.advance(5 * MINUTE)
    }
    expect(limiter.readyAt('poll', 'act_1')).toBeLessThanOrEqual(clock.now())
    limiter.refused(refusal(17, 2446079), 'act_1')
    limiter.observe(account(1, 300), ['act_1'])
    expect(limiter.readyAt('person', 'act_1') - clock.now()).toBe(5 * MINUTE)
  })
})
