import { expect, it } from 'vitest'
import type { EditableObject } from '../../../src/shared/domain/editable.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'
import type { Line } from '../../../src/shared/domain/edits-preview.ts'
import { fateOf, judged } from '../../../src/shared/domain/edits-preview.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const DAY = 86_400_000

const object = (objectId: string, patch: Partial<EditableObject> = {}): EditableObject => ({
  level: 'adset',
  objectId,
  name: 'One',
  accountId: 'act_1',
  accountName: 'Acme',
  currency: 'USD',
  zone: 'Europe/Berlin',
  values: { status: 'ACTIVE', name: 'One', dailyBudget: 50_000_000, endsAt: NOW + DAY },
  readAt: NOW,
  isLive: false,
  past: {
    now: NOW,
    held: { dailyBudget: [{ at: NOW - 60 * DAY, value: 50_000_000 }] },
    budgetChanges: [],
    otherLevelHasBudget: false,
    learning: null,
    endsAt: null,
  },
  ...patch,
})
const line = (about: EditableObject, change: Change | null, problem: Line['problem'] = null): Line => ({
  about,
  change,
  problem,
  place: null,
})
const budget = (after: number): Change => ({ field: 'dailyBudget', before: 50_000_000, after: after * 1_000_000 })

it('judges each line by its own object: left out, to confirm, ready, or the same', () => {
  const other = object('2')
  const lines = judged(
    [
      line(object('1'), budget(55)),
      line(other, budget(5000)),
      line(object('3', { past: { ...other.past, otherLevelHasBudget: true } }), budget(55)),
      line(object('4'), null),
      line(object('5'), null, { of: 'amount', problem: 'zero' }),
      {
        about: null,
        change: null,
        problem: { of: 'unmatched', problem: 'unknownId' },
        place: { row: 2, column: 0, text: '9' },
      },
    ],
    {},
  )
  expect(lines.map(fateOf)).toEqual(['ready', 'confirm', 'out', 'same', 'out', 'out'])
  expect(lines.map(({ findings }) => findings.map(({ kind }) => kind))).toEqual([
    [],
    ['decimals'],
    ['twoBudgets'],
    [],
    [],
    [],
  ])
})

it('takes all changes of an object as made together', () => {
  const ended = object('1', { values: { status: 'PAUSED', name: 'One', dailyBudget: 50_000_000, endsAt: NOW - DAY } })
  const on: Change = { field: 'status', before: 'PAUSED', after: 'ACTIVE' }
  const later: Change = { field: 'endsAt', before: NOW - DAY, after: NOW + DAY }
  expect(judged([line(ended, on)], {}).map(fateOf)).toEqual(['confirm'])
  expect(judged([line(ended, on), line(ended, later)], {}).map(fateOf)).toEqual(['ready', 'ready'])
  // Of another object it says nothing.
  expect(judged([line(ended, on), line(object('2'), later)], {}).map(fateOf)).toEqual(['confirm', 'ready'])
})
