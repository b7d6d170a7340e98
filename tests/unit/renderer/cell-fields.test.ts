import { expect, it } from 'vitest'
import {
  changedRow,
  fieldOfCell,
  hasBecome,
  valuesOfRow,
} from '../../../src/renderer/features/campaigns/cell-fields.ts'
import { EDIT_FIELDS } from '../../../src/shared/domain/edits.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'
import { LEVELS } from '../../../src/shared/domain/objects.ts'
import { FIELDS } from '../../../src/shared/domain/table.ts'
import type { TableObject } from '../../../src/shared/domain/table.ts'

const OBJECT: TableObject = {
  level: 'campaign',
  id: '1',
  name: 'One',
  accountId: 'act_1',
  accountName: 'Account',
  zone: 'Europe/Berlin',
  campaignId: null,
  campaignName: null,
  adSetId: null,
  adSetName: null,
  status: 'ACTIVE',
  effectiveStatus: 'ACTIVE',
  objective: null,
  budget: { kind: 'daily', amount: 5_000_000 },
  bidStrategy: 'COST_CAP',
  bid: 2_000_000,
  spendCap: null,
  optimization: null,
  learning: null,
  qualityRank: null,
  engagementRank: null,
  conversionRank: null,
  rankedAt: null,
  tags: [],
  startTime: 1000,
  endTime: null,
  createdTime: null,
  updatedTime: null,
  goneAt: null,
  pending: null,
  drafts: [],
}

it('every value that people set has a cell where its level has it', () => {
  for (const level of LEVELS) {
    for (const budget of [OBJECT.budget, { kind: 'lifetime', amount: 7_000_000 }] as const) {
      const object = { ...OBJECT, level, budget }
      const written = new Set(FIELDS.flatMap((column) => fieldOfCell(column, object) ?? []))
      const other = budget?.kind === 'daily' ? 'lifetimeBudget' : 'dailyBudget'
      expect(written).toEqual(new Set(EDIT_FIELDS[level].filter((field) => field !== other)))
      expect(new Set(Object.keys(valuesOfRow(object)))).toEqual(written)
    }
  }
})

it('what is not known, not there or archived has none', () => {
  const { spendCap: _, ...unread } = OBJECT
  expect(fieldOfCell('spendCap', unread)).toBeNull()
  expect(fieldOfCell('bidStrategy', { ...OBJECT, bidStrategy: null })).toBeNull()
  expect(fieldOfCell('name', { ...OBJECT, status: 'ARCHIVED' })).toBeNull()
  expect(fieldOfCell('name', { ...OBJECT, goneAt: 7 })).toBeNull()
  expect(fieldOfCell('name', { ...OBJECT, pending: 'unknown' })).toBeNull()
})

it('a row shows what it becomes', () => {
  const changes: readonly Change[] = [
    { field: 'name', before: 'One', after: 'Two' },
    { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
    { field: 'dailyBudget', before: 5_000_000, after: 6_000_000 },
    { field: 'spendCap', before: null, after: 9_000_000 },
    { field: 'bid', before: 2_000_000, after: 3_000_000 },
    { field: 'bidStrategy', before: 'COST_CAP', after: 'LOWEST_COST_WITH_BID_CAP' },
    { field: 'startsAt', before: 1000, after: 2000 },
    { field: 'endsAt', before: null, after: 3000 },
  ]
  for (const change of changes) {
    expect(hasBecome(change, OBJECT), change.field).toBe(false)
    expect(hasBecome(change, changedRow(change, OBJECT)), change.field).toBe(true)
  }
})
