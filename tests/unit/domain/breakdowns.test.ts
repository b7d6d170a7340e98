import { expect, it } from 'vitest'
import { breakdownOf } from '../../../src/sandbox/insights/breakdowns.ts'
import {
  CUT_RULES,
  CUTS,
  hourOfLabel,
  inOrder,
  namesOf,
  refusalOf,
  withheldOf,
} from '../../../src/shared/domain/breakdowns.ts'
import { isWindowedId, windowedOf } from '../../../src/shared/domain/table.ts'
import { figureId } from '../../../src/shared/contract/table.ts'

const TODAY = '2026-11-18'
const week = { since: '2026-11-11', until: '2026-11-17' }

/** The sandbox has its own list of what Meta takes: whoever disagrees is wrong. */
const isTaken = (names: readonly string[]): boolean => {
  try {
    return breakdownOf({ breakdowns: JSON.stringify(names) }) !== null
  } catch {
    return false
  }
}

it('allows exactly the pairs that Meta takes, and says why not the others', () => {
  const pairs = CUTS.flatMap((a) => CUTS.filter((b) => CUTS.indexOf(a) < CUTS.indexOf(b)).map((b) => [a, b] as const))
  for (const pair of pairs) {
    const refusal = refusalOf(pair, week, TODAY)
    if (refusal?.why !== 'within') expect(refusal === null, pair.join()).toBe(isTaken(namesOf(pair)))
  }
  for (const cut of CUTS) {
    expect(refusalOf([cut], week, TODAY), cut).toBeNull()
    expect(isTaken(namesOf([cut])), cut).toBe(true)
  }
  expect(refusalOf(['age', 'gender'], week, TODAY)).toBeNull()
  expect(refusalOf(['placement', 'device'], week, TODAY)).toBeNull()
  expect(refusalOf(['age', 'country'], week, TODAY)).toEqual({ why: 'together' })
  expect(refusalOf(['platform', 'placement'], week, TODAY)).toEqual({ why: 'within' })
  expect(inOrder(['gender', 'age'])).toEqual(['age', 'gender'])
  expect(namesOf(['placement', 'device'])).toEqual(['publisher_platform', 'platform_position', 'device_platform'])
})

it('knows how far back Meta goes, and what it does not say of the parts', () => {
  const from = (since: string) => ({ since, until: '2026-11-17' })
  expect(refusalOf(['hour'], from('2025-10-19'), TODAY)).toBeNull()
  expect(refusalOf(['hour'], from('2025-10-18'), TODAY)).toEqual({ why: 'tooOld', since: '2025-10-19' })
  expect(refusalOf(['age'], from('2025-10-18'), TODAY)).toBeNull()
  expect(refusalOf(['age'], from('2023-10-18'), TODAY)).toEqual({ why: 'tooOld', since: '2023-10-19' })
  expect(withheldOf(['age'], 'frequency', week, TODAY)).toBeNull()
  expect(withheldOf(['age'], 'frequency', from('2025-10-18'), TODAY)).toBe('tooOld')
  expect(withheldOf(['hour'], 'reach', week, TODAY)).toBe('people')
  expect(withheldOf(['region'], 'reach', week, TODAY)).toBeNull()
  expect(withheldOf(['region'], 'roas', week, TODAY)).toBe('offMeta')
  expect(withheldOf(['country'], 'roas', week, TODAY)).toBeNull()
  expect(withheldOf(['hour'], 'cpc', week, TODAY)).toBeNull()
  expect(CUT_RULES.screen.optIn).toBe(true)
})

it('reads the hour of a label, and nothing else', () => {
  expect(
    ['00:00:00 - 00:59:59', '23:00:00 - 23:59:59', '09:00:00 - 10:59:59', '24:00:00 - 24:59:59', ''].map(hourOfLabel),
  ).toEqual([0, 23, null, null, null])
})

it('names a column that has an attribution window of its own', () => {
  expect(windowedOf('purchases@7d_click')).toEqual({ metric: 'purchases', window: '7d_click' })
  for (const id of ['purchases', 'purchases@', 'purchases@value', 'spend@7d_click', 'roas@7d_click@1d_view', '@'])
    expect(isWindowedId(id), id).toBe(false)
  expect(figureId.safeParse('roas@28d_click').success).toBe(true)
  expect(figureId.safeParse('roas@28d_view').success).toBe(false)
})
