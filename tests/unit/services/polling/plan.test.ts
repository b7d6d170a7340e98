import { describe, expect, it } from 'vitest'
import { offlineDelayMs, planTick } from '../../../../src/main/services/polling/plan.ts'
import type { AdAccount, Level } from '../../../../src/shared/domain/objects.ts'

const account: AdAccount = {
  id: 'act_1',
  name: 'One',
  currency: 'USD',
  zone: 'Asia/Almaty',
  status: 'ACTIVE',
  disableReason: 'NONE',
  amountSpent: null,
  balance: null,
  spendCap: null,
  tasks: null,
  sources: [{ kind: 'personal' }],
}
const tick = (now: number, last: string | null, lists: readonly Level[] = []) =>
  planTick({ accounts: [account], now, lastDayOf: () => last, listsOf: () => lists, onScreen: new Set() })

describe('planTick', () => {
  // 2026-11-20 19:00 UTC is midnight in Almaty.
  const midnight = Date.UTC(2026, 10, 20, 19, 0)

  it('asks for today in the account zone', () => {
    expect(tick(midnight + 5 * 3_600_000, '2026-11-21')).toEqual([
      {
        kind: 'insights',
        level: 'campaign',
        accountId: 'act_1',
        closedBefore: '2026-11-21',
        since: '2026-11-21',
        until: '2026-11-21',
      },
    ])
  })

  it('asks for yesterday too in the first three hours', () => {
    expect(tick(midnight + 3 * 3_600_000 - 1, '2026-11-21')).toMatchObject([
      { since: '2026-11-20', until: '2026-11-21' },
    ])
    expect(tick(midnight + 3 * 3_600_000, '2026-11-21')).toMatchObject([{ since: '2026-11-21' }])
  })

  it('goes back to the day that was read last, at most three days', () => {
    expect(tick(midnight + 9 * 3_600_000, '2026-11-19')).toMatchObject([{ since: '2026-11-19', until: '2026-11-21' }])
    expect(tick(midnight + 9 * 3_600_000, '2026-10-01')).toMatchObject([{ since: '2026-11-18' }])
  })

  it('reads lists before the figures, when they are due', () => {
    expect(tick(midnight, null, ['campaign', 'ad']).map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      'objects campaign',
      'objects ad',
      'insights campaign',
    ])
  })

  it('asks first for what is on screen', () => {
    const accounts = ['act_1', 'act_2', 'act_3'].map((id) => ({ ...account, id }))
    const plan = planTick({
      accounts,
      now: midnight,
      lastDayOf: () => null,
      listsOf: () => [],
      onScreen: new Set(['act_3']),
    })
    expect(plan.map(({ accountId }) => accountId)).toEqual(['act_3', 'act_1', 'act_2'])
  })
})

describe('offlineDelayMs', () => {
  it('grows to a minute and no further', () => {
    expect([1, 2, 3, 4, 5, 50].map(offlineDelayMs)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })
})
