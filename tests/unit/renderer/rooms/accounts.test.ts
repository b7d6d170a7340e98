import { describe, expect, it } from 'vitest'
import { healthOf } from '../../../../src/renderer/features/accounts/account-words.ts'
import { arrivalSentences, axisFrom } from '../../../../src/renderer/features/accounts/arrival.tsx'
import { formatOf } from '../../../../src/renderer/format.ts'
import { CATALOGUES } from '../../../../src/renderer/strings/catalogue.ts'
import { restatedFigures } from '../../../../src/renderer/ui/restatements.tsx'
import { arrivalCurve } from '../../../../src/shared/domain/arrival.ts'
import type { ArrivalCurve } from '../../../../src/shared/domain/arrival.ts'
import { NO_SUMS } from '../../../../src/shared/domain/metrics.ts'
import type { AccountRow } from '../../../../src/shared/domain/objects.ts'

const format = formatOf('en')
const { en, ru } = CATALOGUES

const row: AccountRow = {
  id: 'act_1',
  name: 'Acme EU',
  currency: 'USD',
  zone: 'Europe/Berlin',
  status: 'ACTIVE',
  disableReason: 'NONE',
  amountSpent: 10_000_000,
  balance: null,
  spendCap: null,
  tasks: ['ANALYZE', 'ADVERTISE'],
  sources: [],
  watched: true,
  readOnly: false,
  fetchedAt: 1,
  figuresAt: 1,
  spentToday: null,
  partial: false,
}

describe('the health mark of an account', () => {
  const mark = (part: Partial<AccountRow>) => {
    const { meaning, short } = healthOf({ ...row, ...part }, en, format)
    return [meaning, short]
  }

  it('has the gravest reason', () => {
    expect(mark({})).toEqual(['good', ''])
    expect(mark({ status: 'DISABLED', spendCap: 1, partial: true })).toEqual(['bad', ''])
    expect(mark({ spendCap: 10_000_000 })).toEqual(['bad', 'spend cap used up'])
    expect(mark({ spendCap: 10_400_000, partial: true })).toEqual(['warn', 'spend cap nearly used up'])
    expect(mark({ spendCap: 20_000_000, partial: true })).toEqual(['warn', 'partial'])
    expect(mark({ tasks: ['ANALYZE'] })).toEqual(['info', 'read only'])
    expect(mark({ figuresAt: null })).toEqual(['info', 'not read yet'])
    expect(mark({ figuresAt: null, watched: false })).toEqual(['good', ''])
  })

  it('does not take what Meta did not say for a lack', () => {
    expect(mark({ tasks: null })).toEqual(['good', ''])
    expect(mark({ spendCap: 5_000_000, amountSpent: null })).toEqual(['good', ''])
    expect(mark({ spendCap: 0, amountSpent: 5 })).toEqual(['good', ''])
  })

  it('says how much is left', () => {
    expect(healthOf({ ...row, spendCap: 10_400_000 }, en, format).reason).toContain('$0.40')
  })
})

describe('how late conversions arrive', () => {
  const curve = (shares: readonly number[], basis: number): ArrivalCurve => ({
    of: 'results',
    points: shares.map((share, age) => ({ age, share, days: 1, count: basis })),
    basis,
    enough: basis >= 100,
  })

  it('is said in words, and whether that can be trusted', () => {
    const full = Array.from({ length: 29 }, (_, age) => 0.5 + age / 56)
    expect(arrivalSentences(curve(full, 2000), en, format)).toEqual([
      '50% is visible when a day has just ended, 55% after 3 days, 62% after 7.',
      'Rests on 2,000 conversions.',
    ])
    expect(arrivalSentences(curve([0.8, 1], 12), en, format)).toEqual([
      '80% is visible when a day has just ended.',
      'Known so far up to 1 day after the end; what comes later is not counted yet.',
      'Rests on 12 conversions.',
      'Below 100 the curve is not to be trusted.',
    ])
    expect(arrivalSentences(curve([0.8, 0.9, 1], 21), ru, formatOf('ru')).join(' ')).toMatch(
      /до 2 дней после конца.*В основе 21 конверсия\./,
    )
  })

  it('never says that all is there before it is', () => {
    expect(arrivalSentences(curve([0.999, 1], 500), en, format)[0]).toContain('99%')
  })

  it('shows a steep curve and a flat one, and nothing lies under the axis', () => {
    expect(axisFrom([curve([0.99, 1], 1)])).toBeCloseTo(0.8)
    expect(axisFrom([curve([0.77, 1], 1)])).toBeCloseTo(0.7)
    expect(axisFrom([curve([0.7, 1], 1)])).toBeCloseTo(0.6)
    expect(axisFrom([curve([0, 1], 1)])).toBe(0)
    expect(axisFrom([arrivalCurve([], 'results')])).toBeCloseTo(0.8)
  })
})

describe('what Meta changed afterwards', () => {
  it('is what differs, conversions first, money in the account’s currency', () => {
    const before = { ...NO_SUMS, spend: 10_000_000, results: 12, impressions: 5, purchases: null }
    const after = { ...NO_SUMS, spend: 9_500_000, results: 14, impressions: 5, purchases: 1 }
    expect(restatedFigures({ before, after }, 'EUR', format)).toEqual([
      { id: 'results', before: '12', after: '14' },
      { id: 'purchases', before: '–', after: '1' },
      { id: 'spend', before: '€10.00', after: '€9.50' },
    ])
  })
})
