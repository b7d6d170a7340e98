import { beforeEach, expect, it } from 'vitest'
import { useTables } from '../../../src/renderer/stores/tables.ts'
import type { SavedView } from '../../../src/shared/domain/kept.ts'

/** Saved views of the tables: what opening one puts in place, and when a table is another one than it. */

const OLD: SavedView = {
  level: 'adset',
  columns: [{ id: 'name', width: null, pinned: true }],
  filters: [],
  group: null,
  sort: { by: 'spend', aspect: 'value', direction: 'descending' },
  search: '',
  period: null,
  compare: null,
  accountIds: [],
}

beforeEach(() => {
  const parents = { campaignIds: ['1'], adSetIds: [], campaignName: 'One', adSetName: null }
  useTables.getState().change('adset', { parents, trend: 'cpm' })
  useTables.getState().set({ aspects: ['change'] })
})

it('opens without the parents that narrowed the table, with its trend line and its compared aspects', () => {
  useTables.getState().open({ ...OLD, trend: 'roas', aspects: ['before'] }, 'v')
  const { levels, aspects } = useTables.getState()
  expect(levels.adset).toMatchObject({ viewId: 'v', trend: 'roas', parents: { campaignIds: [], campaignName: null } })
  expect(aspects).toEqual(['before'])
})

it('leaves as it is what an older view says nothing of', () => {
  useTables.getState().open(OLD, 'v')
  const { levels, aspects } = useTables.getState()
  expect(levels.adset.trend).toBe('cpm')
  expect(aspects).toEqual(['change'])
})
