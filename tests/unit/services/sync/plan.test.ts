import { describe, expect, it } from 'vitest'
import { daysToCatchUp, lastDayRead, planSync } from '../../../../src/main/services/sync/plan.ts'
import type { Coverage } from '../../../../src/main/db/store.ts'
import type { AdAccount } from '../../../../src/shared/domain/objects.ts'

const account = (id: string, zone: string): AdAccount => ({
  id,
  name: id,
  currency: 'USD',
  zone,
  status: 'ACTIVE',
  disableReason: 'NONE',
  amountSpent: null,
  balance: null,
  spendCap: null,
  tasks: null,
  sources: [{ kind: 'personal' }],
})
const now = Date.UTC(2026, 10, 20, 22, 0)
const insights = (since: string, until: string): Coverage => ({
  accountId: 'act_1',
  kind: 'insights',
  level: 'campaign',
  range: { since, until },
  at: now,
  partial: false,
})
const reach = (since: string, until: string): Coverage => ({
  ...insights(since, until),
  kind: 'reach',
  level: 'campaign',
})

describe('planSync', () => {
  it('reads each account by its own days, newest first, without gap or overlap', () => {
    const plan = planSync([account('act_1', 'America/New_York'), account('act_2', 'Asia/Tokyo')], 64, now)
    const of = (id: string): string[] =>
      plan.flatMap((request) =>
        request.kind === 'insights' && request.accountId === id ? [`${request.since} ${request.until}`] : [],
      )
    expect(of('act_1')).toEqual(['2026-10-22 2026-11-20', '2026-09-22 2026-10-21', '2026-09-17 2026-09-21'])
    expect(of('act_2')[0]).toBe('2026-10-23 2026-11-21')
  })

  it('reads campaigns once, and the reach of whole ranges', () => {
    const plan = planSync([account('act_1', 'UTC')], 1, now)
    expect(plan.map(({ kind }) => kind)).toEqual(['objects', 'insights', 'reach', 'reach'])
    expect(plan.filter(({ kind }) => kind === 'reach')).toEqual([
      { kind: 'reach', level: 'campaign', accountId: 'act_1', since: '2026-11-13', until: '2026-11-19' },
      { kind: 'reach', level: 'campaign', accountId: 'act_1', since: '2026-10-21', until: '2026-11-19' },
    ])
  })
})

describe('daysToCatchUp', () => {
  const one = account('act_1', 'UTC')
  const thisDaysReach = [reach('2026-11-13', '2026-11-19'), reach('2026-10-21', '2026-11-19')]

  it('is a whole month for an account that was never read', () => {
    expect(daysToCatchUp(one, [], now)).toBe(30)
    // Polled today, never synced.
    expect(daysToCatchUp(one, [insights('2026-11-20', '2026-11-20')], now)).toBe(30)
  })

  it('is nothing when today is read and the ranges are those of today', () => {
    expect(daysToCatchUp(one, [insights('2026-11-20', '2026-11-20'), ...thisDaysReach], now)).toBeNull()
  })

  it('covers the days without network and one more', () => {
    expect(daysToCatchUp(one, [insights('2026-10-11', '2026-11-10'), ...thisDaysReach], now)).toBe(11)
  })

  it('reads again when a new day moved the ranges', () => {
    const old = [reach('2026-11-12', '2026-11-18'), reach('2026-10-20', '2026-11-18')]
    expect(daysToCatchUp(one, [insights('2026-11-19', '2026-11-20'), ...old], now)).toBe(3)
  })

  it('knows the last day read', () => {
    expect(lastDayRead([insights('2026-10-11', '2026-11-10'), insights('2026-11-12', '2026-11-12')])).toBe('2026-11-12')
    expect(lastDayRead([])).toBeNull()
  })
})
