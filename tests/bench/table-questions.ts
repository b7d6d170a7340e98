import { addDays } from '../../src/shared/domain/day.ts'
import type { DayRange } from '../../src/shared/domain/day.ts'
import type { MetricId } from '../../src/shared/domain/metrics.ts'

/** What a buyer asks of the table of ads in a morning: any days, any sort, some filters, often compared. */
export interface Question {
  readonly range: DayRange
  readonly compared: DayRange | null
  readonly sort: { readonly by: MetricId | 'name'; readonly descending: boolean; readonly change: boolean }
  readonly status: 'ACTIVE' | 'PAUSED' | null
  readonly search: string
  /** Micros; null: any. */
  readonly spendAbove: number | null
}

/** Shown in the table, in order. */
export const SHOWN = [
  'spend',
  'impressions',
  'clicks',
  'ctr',
  'cpc',
  'cpm',
  'results',
  'costPerResult',
  'purchases',
  'cpa',
  'purchaseValue',
  'roas',
] as const satisfies readonly MetricId[]

const SEARCHES = ['sale', 'video', 'v3', 'лето', 'lookalike_brand']

export const questionsOf = (first: string, days: number, count: number, seed: number): readonly Question[] => {
  let state = seed
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from({ length: count }, (): Question => {
    const long = next(3) === 0 ? 1 + next(7) : 1 + next(days)
    const from = next(days - long + 1)
    const range = { since: addDays(first, from), until: addDays(first, from + long - 1) }
    const compares = next(5) < 2 && from >= long
    return {
      range,
      compared: compares ? { since: addDays(range.since, -long), until: addDays(range.since, -1) } : null,
      sort: {
        by: next(6) === 0 ? 'name' : (SHOWN[next(SHOWN.length)] ?? 'spend'),
        descending: next(2) === 0,
        change: compares && next(2) === 0,
      },
      status: next(3) === 0 ? (next(2) === 0 ? 'ACTIVE' : 'PAUSED') : null,
      search: next(4) === 0 ? (SEARCHES[next(SEARCHES.length)] ?? '') : '',
      spendAbove: next(4) === 0 ? next(20_000) * 1_000_000 : null,
    }
  })
}
