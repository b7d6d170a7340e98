import { expect, it } from 'vitest'
import { bulkFieldsOf, readBulk } from '../../../src/renderer/features/campaigns/bulk-form.ts'
import type { BulkTyped } from '../../../src/renderer/features/campaigns/bulk-form.ts'
import { readForm } from '../../../src/renderer/ui/edit-form.ts'
import { instantOfLocal } from '../../../src/shared/domain/day.ts'
import type { EditableObject } from '../../../src/shared/domain/editable.ts'
import type { KnownValues } from '../../../src/shared/domain/edits.ts'
import { isOver } from '../../../src/shared/domain/edits-preview.ts'
import { NO_TERMS } from '../../../src/shared/domain/edit-policy.ts'
import type { Level } from '../../../src/shared/domain/objects.ts'

const NOW = 1_764_000_000_000
const about = (
  objectId: string,
  level: Level,
  values: KnownValues,
  zone = 'Europe/Berlin',
  currency = 'USD',
): EditableObject => ({
  level,
  objectId,
  name: `Name ${objectId}`,
  accountId: 'act_1',
  accountName: 'One',
  currency,
  zone,
  values: { name: `Name ${objectId}`, status: 'ACTIVE', ...values },
  readAt: NOW,
  isLive: false,
  past: { now: NOW, held: {}, budgetChanges: [], otherLevelHasBudget: false, learning: null, endsAt: null },
})
const TYPED: BulkTyped = {
  field: 'status',
  kind: 'set',
  status: 'PAUSED',
  strategy: 'COST_CAP',
  text: '',
  replacement: '',
  isRegExp: false,
  isCaseSensitive: true,
}
const linesOf = (typed: Partial<BulkTyped>, objects: readonly EditableObject[]) => {
  const read = readBulk({ ...TYPED, ...typed }, objects, 'en', { act_1: { ...NO_TERMS, limit: 50_000_000 } })
  return read.ok ? read.lines : read.problem
}
const outcomes = (typed: Partial<BulkTyped>, objects: readonly EditableObject[]) => {
  const lines = linesOf(typed, objects)
  if ('of' in lines) return lines
  return lines.map(({ change, problem }) => (change ? change.after : problem ? problem.problem : 'same'))
}

it('offers what the objects of each level have', () => {
  expect(bulkFieldsOf('campaign')).toEqual(['status', 'budget', 'spendCap', 'bidStrategy', 'name'])
  expect(bulkFieldsOf('adset')).toEqual(['status', 'budget', 'bid', 'bidStrategy', 'startsAt', 'endsAt', 'name'])
  expect(bulkFieldsOf('ad')).toEqual(['status', 'name'])
})

const capped = about('1', 'campaign', { spendCap: 40_000_000 })
const open = about('2', 'campaign', { spendCap: null })
const unread = about('3', 'campaign', {})
const archived = about('4', 'campaign', { status: 'ARCHIVED' })

it.each([
  [{ kind: 'set', text: '60' }, [60_000_000, 60_000_000, 'onlyInForm', 'archived']],
  [{ kind: 'add', text: '-10' }, [30_000_000, 'nothing', 'onlyInForm', 'archived']],
  [{ kind: 'multiply', text: '+50%' }, [60_000_000, 'nothing', 'onlyInForm', 'archived']],
  [{ kind: 'clear' }, [null, 'same', 'onlyInForm', 'archived']],
  [{ kind: 'set', text: ' [] ' }, [null, 'same', 'onlyInForm', 'archived']],
  // A blank is no value: nothing becomes anything.
  [
    { kind: 'set', text: '' },
    { of: 'amount', problem: 'empty' },
  ],
] as const)('makes of spend caps %#', (typed, expected) => {
  expect(outcomes({ field: 'spendCap', ...typed }, [capped, open, unread, archived])).toEqual(expected)
})

it('asks for what is typed where a cap goes over the limit, or is taken away', () => {
  for (const typed of [{ kind: 'set', text: '60' }, { kind: 'clear' }] as const) {
    const lines = linesOf({ field: 'spendCap', ...typed }, [capped])
    expect('of' in lines ? lines : lines.map(isOver)).toEqual([true])
  }
})

it('keeps bids with their strategies', () => {
  const bids = [about('1', 'adset', { bid: 2_000_000 }), about('2', 'adset', { bid: null })]
  expect(outcomes({ field: 'bid', kind: 'set', text: '3' }, bids)).toEqual([3_000_000, 'nothing'])
  expect(outcomes({ field: 'bid', kind: 'set', text: '[]' }, bids)).toEqual(['bidNeeded', 'nothing'])
  const strategies = [
    about('1', 'adset', { bidStrategy: 'LOWEST_COST_WITH_BID_CAP' }),
    about('2', 'adset', { bidStrategy: 'COST_CAP' }),
    // It is the campaign's.
    about('3', 'adset', {}),
    about('4', 'adset', { status: 'DELETED', bidStrategy: 'LOWEST_COST_WITHOUT_CAP' }),
  ]
  expect(outcomes({ field: 'bidStrategy' }, strategies)).toEqual(['COST_CAP', 'same', 'noSuchValue', 'archived'])
})

it('sets times by the clock of each account, and opens an end', () => {
  const start = NOW - 86_400_000
  const objects = [
    about('1', 'adset', { startsAt: start, endsAt: null }),
    about('2', 'adset', { startsAt: start, endsAt: NOW + 1000 }, 'America/New_York'),
  ]
  const text = '2026-03-01T09:30'
  expect(outcomes({ field: 'endsAt', kind: 'set', text }, objects)).toEqual([
    instantOfLocal(text, 'Europe/Berlin'),
    instantOfLocal(text, 'America/New_York'),
  ])
  expect(outcomes({ field: 'endsAt', kind: 'clear' }, objects)).toEqual(['same', null])
  expect(outcomes({ field: 'startsAt', kind: 'set', text: '' }, objects)).toEqual({ of: 'time', problem: 'noMoment' })
})

it('does not start or pause what is archived', () => {
  expect(outcomes({ field: 'status' }, [capped, archived])).toEqual(['PAUSED', 'archived'])
})

it('sets a strategy on ad sets with the bid that it needs', () => {
  const bid = (objectId: string, bidStrategy: string, amount: number | null) =>
    about(objectId, 'adset', { bidStrategy, bid: amount })
  const sets = [
    bid('1', 'LOWEST_COST_WITHOUT_CAP', null),
    bid('2', 'LOWEST_COST_WITH_BID_CAP', 3_000_000),
    bid('3', 'COST_CAP', 1_000_000),
  ]
  const changes = (typed: Partial<BulkTyped>) => {
    const lines = linesOf({ field: 'bidStrategy', ...typed }, sets)
    return 'of' in lines
      ? lines
      : lines.map(({ change, problem }) =>
          change === null
            ? (problem?.problem ?? 'same')
            : [change.after, 'bid' in change ? change.bid?.after : undefined],
        )
  }
  expect(changes({ strategy: 'COST_CAP', text: '2.50' })).toEqual([
    ['COST_CAP', 2_500_000],
    ['COST_CAP', 2_500_000],
    [2_500_000, undefined],
  ])
  expect(changes({ strategy: 'COST_CAP' })).toEqual(['bidMissing', ['COST_CAP', undefined], 'same'])
  expect(changes({ strategy: 'LOWEST_COST_WITHOUT_CAP' })).toEqual([
    'same',
    ['LOWEST_COST_WITHOUT_CAP', null],
    ['LOWEST_COST_WITHOUT_CAP', null],
  ])
  expect(changes({ strategy: 'COST_CAP', text: 'two' })).toMatchObject({ of: 'amount' })
  // One amount over the limit is asked for once more, wherever it goes with a strategy.
  const over = linesOf({ field: 'bidStrategy', strategy: 'COST_CAP', text: '60' }, sets)
  expect('of' in over ? over : over.map(isOver)).toEqual([true, true, true])
})

it('reads the form of an ad set as one change of strategy and bid', () => {
  const free = about('1', 'adset', { bidStrategy: 'LOWEST_COST_WITHOUT_CAP', bid: null })
  const alone = readForm(free, { bidStrategy: 'COST_CAP' }, 'en')
  expect(alone.problems.get('bid')).toEqual({ of: 'cell', problem: 'bidMissing' })
  const strategy = { field: 'bidStrategy', before: 'LOWEST_COST_WITHOUT_CAP', after: 'COST_CAP' }
  expect(readForm(free, { bidStrategy: 'COST_CAP', bid: '2' }, 'en')).toEqual({
    changes: [{ ...strategy, bid: { before: null, after: 2_000_000 } }],
    problems: new Map(),
  })
  const held = about('1', 'adset', { bidStrategy: 'COST_CAP', bid: 2_000_000 })
  expect(readForm(held, { bidStrategy: 'LOWEST_COST_WITHOUT_CAP', bid: 'x' }, 'en')).toEqual({
    changes: [
      {
        field: 'bidStrategy',
        before: 'COST_CAP',
        after: 'LOWEST_COST_WITHOUT_CAP',
        bid: { before: 2_000_000, after: null },
      },
    ],
    problems: new Map(),
  })
})
