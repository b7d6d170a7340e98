import { describe, expect, it } from 'vitest'
import { offlineDelayMs, planTick } from '../../../../src/main/services/polling/plan.ts'
import type { AdAccount } from '../../../../src/shared/domain/objects.ts'

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
const tick = (now: number, last: string | null, withCampaigns = false) =>
  planTick({ accounts: [account], now, lastDayOf: () => last, withCampaigns: () => withCampaigns })

describe('planTick', () => {
  // 2026-11-20 19:00 UTC is midnight in Almaty.
  const midnight = Date.UTC(2026, 10, 20, 19, 0)

  it('asks for today in the account zone', () => {
    expect(tick(midnight + 5 * 3_600_000, '2026-11-21')).toEqual([
      { kind: 'insights', level: 'campaign', accountId: 'act_1', since: '2026-11-21', until: '2026-11-21' },
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

  it('reads campaigns before their figures when asked', () => {
    expect(tick(midnight, null, true).map(({ kind }) => kind)).toEqual(['objects', 'insights'])
  })
})

describe('offlineDelayMs', () => {
  it('grows to a minute and no further', () => {
    expect([1, 2, 3, 4, 5, 50].map(offlineDelayMs)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })
})
