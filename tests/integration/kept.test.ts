import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SavedView } from '../../src/shared/domain/kept.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
})
afterEach(() => world.dispose())

const VIEW: SavedView = {
  level: 'ad',
  columns: [
    { id: 'name', width: 320, pinned: true },
    { id: 'roas', width: null, pinned: false },
  ],
  filters: [{ kind: 'figure', figure: 'spend', aspect: 'value', operator: '>', value: 5_000_000 }],
  group: { by: 'namePart', part: 1 },
  sort: { by: 'spend', aspect: 'changePercent', direction: 'descending' },
  search: 'retarget',
  period: { since: '2026-01-01', until: '2026-01-31' },
  compare: 'lastYear',
  accountIds: [],
}

it('keeps what was saved, in its order, over a restart and a cleared cache', async () => {
  const first = await world.call('kept.save', { kind: 'view', name: ' Mornings ', doc: VIEW })
  const second = await world.call('kept.save', { kind: 'view', name: 'Evenings', doc: { ...VIEW, period: null } })
  expect(first.name).toBe('Mornings')
  await world.call('kept.arrange', { kind: 'view', ids: [second.id] })
  await world.call('kept.save', { kind: 'view', id: second.id, name: 'Late', doc: VIEW })
  await world.call('kept.save', {
    kind: 'metric',
    name: 'Click value',
    doc: { formula: 'purchaseValue / clicks', unit: 'money', better: 'up' },
  })
  await world.call('health.clearCache')
  await world.restart()
  const views = await world.call('kept.list', { kind: 'view' })
  expect(views.map(({ name }) => name)).toEqual(['Late', 'Mornings'])
  expect(views[1]?.doc).toEqual(VIEW)
  await world.call('kept.delete', { kind: 'view', id: first.id })
  expect(await world.call('kept.list', { kind: 'view' })).toHaveLength(1)
  expect(await world.call('kept.list', { kind: 'metric' })).toHaveLength(1)
})

it('refuses what has another shape, and what was deleted meanwhile', async () => {
  const wrong = { ...VIEW, columns: [] }
  await expect(world.call('kept.save', { kind: 'view', name: 'x', doc: wrong })).rejects.toMatchObject({
    code: 'badInput',
  })
  await expect(world.call('kept.save', { kind: 'view', id: 'gone', name: 'x', doc: VIEW })).rejects.toMatchObject({
    code: 'notFound',
  })
})
