import type { BulkTyped } from '../../src/renderer/features/campaigns/bulk-form.ts'
import { readBulk } from '../../src/renderer/features/campaigns/bulk-form.ts'
import type { EditableObject } from '../../src/shared/domain/editable.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const ROWS = 10_000
const TURNS = 15
const DAY = 86_400_000
const NOW = 1_790_000_000_000

/** Ad sets as an agency has them: most with some budgets behind them, some learning, some just changed. */
const objectOf = (n: number): EditableObject => {
  const amount = (step: number): number => 10_000_000 + ((n * 7919 + step * 104_729) % 90_000) * 1000
  return {
    level: 'adset',
    objectId: String(120_210_000_000_000 + n),
    name: `Prospecting | broad | DE | «Лето» — ${n}`,
    accountId: `act_${1000 + (n % 50)}`,
    accountName: 'Harbor & Pine',
    currency: 'USD',
    zone: 'Europe/Berlin',
    values: {
      status: 'ACTIVE',
      name: `Prospecting | broad | DE | «Лето» — ${n}`,
      dailyBudget: amount(0),
      bid: null,
      bidStrategy: 'LOWEST_COST_WITHOUT_CAP',
      startsAt: NOW - 90 * DAY,
      endsAt: n % 3 === 0 ? null : NOW + 30 * DAY,
    },
    readAt: NOW,
    isLive: false,
    past: {
      now: NOW,
      held: {
        dailyBudget: Array.from({ length: 12 }, (_, step) => ({
          at: NOW - (12 - step) * 7 * DAY,
          value: amount(step),
        })),
        lifetimeBudget: [],
        bid: [],
      },
      budgetChanges: n % 10 === 0 ? [NOW - 3000, NOW - 2000, NOW - 1000] : [],
      otherLevelHasBudget: n % 100 === 0,
      learning: n % 4 === 0 ? 'LEARNING' : 'SUCCESS',
      endsAt: null,
    },
  }
}

const typed: BulkTyped = {
  field: 'budget',
  kind: 'multiply',
  status: 'PAUSED',
  strategy: 'COST_CAP',
  text: '+25%',
  replacement: '',
  isRegExp: false,
  isCaseSensitive: true,
}
const QUESTIONS: readonly BulkTyped[] = [
  typed,
  { ...typed, field: 'status', kind: 'set' },
  { ...typed, field: 'name', kind: 'replace', text: 'Prosp(.*)$', replacement: 'Neu$1', isRegExp: true },
]

export const bench: Bench = {
  names: ['edits.preview10kMs'],
  run: async (report) => {
    const objects = Array.from({ length: ROWS }, (_, n) => objectOf(n))
    const usual = QUESTIONS.map((question) => {
      const times = Array.from({ length: TURNS }, () => {
        const start = performance.now()
        const read = readBulk(question, objects, 'en', {})
        const ms = performance.now() - start
        if (!read.ok || read.lines.filter(({ change }) => change !== null).length !== ROWS)
          throw new Error('not every row became another')
        return ms
      })
      const ms = median(times)
      console.log(
        `preview of ${ROWS} rows, ${question.field}: ${ms.toFixed(0)} ms, the first ${times[0]?.toFixed(0)} ms`,
      )
      return ms
    })
    report('edits.preview10kMs', { value: Math.max(...usual), unit: 'ms', limit: 200, better: 'lower' })
    await Promise.resolve()
  },
}
