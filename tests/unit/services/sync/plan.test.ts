import { describe, expect, it } from 'vitest'
import { chunksOf, planHourly, planNightly, planSync, spanDays } from '../../../../src/main/services/sync/plan.ts'
import { dueOf } from '../../../../src/main/services/sync/timetable.ts'
import { addDays, daysOf } from '../../../../src/shared/domain/day.ts'
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

describe('chunksOf', () => {
  it('covers every day of a range exactly once, newest first, in pieces that Meta takes', () => {
    for (let days = 1; days <= 130; days++) {
      const range = { since: addDays('2026-11-20', 1 - days), until: '2026-11-20' }
      const chunks = chunksOf(range)
      expect(chunks.flatMap((chunk) => daysOf(chunk)).sort()).toEqual(daysOf(range))
      expect(chunks.every((chunk) => spanDays(chunk) <= 30)).toBe(true)
      expect(chunks.map(({ until }) => until)).toEqual(
        chunks
          .map(({ until }) => until)
          .sort()
          .toReversed(),
      )
    }
  })

  it('has none where there is no day', () => {
    expect(chunksOf({ since: '2026-11-21', until: '2026-11-20' })).toEqual([])
  })
})

describe('planSync', () => {
  it('asks for lists, then campaigns’ figures and reach, then the account’s own, then ad sets’ and ads’', () => {
    const plan = planSync([account('act_1', 'UTC')], 30, now)
    expect(plan.map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      'objects campaign',
      'objects adset',
      'objects ad',
      'insights campaign',
      'insights campaign',
      'reach campaign',
      'reach campaign',
      'insights account',
      'insights account',
      'insights adset',
      'insights adset',
      'insights ad',
      'insights ad',
    ])
  })

  it('means each account’s own today', () => {
    const plan = planSync([account('act_1', 'Asia/Almaty'), account('act_2', 'America/New_York')], 1, now)
    const of = (id: string) => plan.find(({ kind, accountId }) => kind === 'insights' && accountId === id)
    expect(of('act_1')).toMatchObject({ since: '2026-11-20', until: '2026-11-21', closedBefore: '2026-11-21' })
    expect(of('act_2')).toMatchObject({ since: '2026-11-19', until: '2026-11-20', closedBefore: '2026-11-20' })
  })
})

describe('hourly and nightly', () => {
  it('ask for what is due and nothing else', () => {
    const due = dueOf(account('act_1', 'UTC'), [], now)
    const hourly = planHourly([due], now)
    expect(hourly.filter(({ kind }) => kind === 'objects')).toHaveLength(3)
    expect(hourly.filter(({ kind }) => kind === 'insights')).toHaveLength(4)
    expect(hourly.filter(({ kind }) => kind === 'reach')).toHaveLength(2)
    expect(planNightly([due], now).map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      'insights campaign',
      'insights account',
      'insights adset',
      'insights ad',
    ])
    expect(planHourly([{ ...due, hourly: [], reach: [] }], now)).toEqual([])
  })
})
