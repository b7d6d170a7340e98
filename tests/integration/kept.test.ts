import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HouseRule } from '../../src/shared/domain/house-rules.ts'
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
  trend: 'cpm',
  aspects: ['before', 'changePercent'],
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

const CAP: HouseRule = {
  on: true,
  action: 'block',
  accountIds: ['act_310000058973506'],
  demand: { kind: 'cap', level: 'campaign', field: 'dailyBudget', most: 50_000_000, currency: 'USD' },
}
const NAMES: HouseRule = {
  on: false,
  action: 'warn',
  accountIds: null,
  demand: { kind: 'name', level: 'ad', pattern: '[A-Z]{2}_.+', example: 'DE_весна 🌷' },
}
const ruleNames = async () => (await world.call('kept.list', { kind: 'rule' })).map(({ name }) => name)

it('takes rules of the house to a file and back, of which none that is here is changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'buydesk-rules-'))
  world.saveTo(folder)
  await world.call('kept.save', { kind: 'rule', name: 'Most a day', doc: CAP })
  const names = await world.call('kept.save', { kind: 'rule', name: 'Названия', doc: NAMES })
  expect(await world.call('kept.writeRules')).toBe(2)
  const text = await readFile(join(folder, 'House rules.json'), 'utf8')
  expect(await world.call('kept.takeRules', { text })).toEqual({ ok: true, added: 0, same: 2, refused: [] })

  await world.call('kept.save', { kind: 'rule', id: names.id, name: 'Названия', doc: { ...NAMES, on: true } })
  expect(await world.call('kept.takeRules', { text: `\ufeff${text}` })).toEqual({
    ok: true,
    added: 1,
    same: 1,
    refused: [],
  })
  const rules = await world.call('kept.list', { kind: 'rule' })
  expect(rules.map(({ name, doc }) => [name, doc])).toEqual([
    ['Most a day', CAP],
    ['Названия', { ...NAMES, on: true }],
    ['Названия', NAMES],
  ])
  world.saveTo(null)
  expect(await world.call('kept.writeRules')).toBeNull()
  world.saveTo(join(folder, 'gone'))
  await expect(world.call('kept.writeRules')).rejects.toMatchObject({ code: 'exportNoFolder' })
  await rm(folder, { recursive: true, force: true })
})

it('takes what it understands of a bad file of rules, and says what it does not', async () => {
  await world.call('kept.save', { kind: 'rule', name: 'Most a day', doc: CAP })
  const file = (rules: readonly unknown[], version = 1) => JSON.stringify({ buydesk: 'houseRules', version, rules })
  for (const [text, problem] of [
    ['', 'notJson'],
    ['{"buydesk":', 'notJson'],
    ['PK\u0003\u0004', 'notJson'],
    ['null', 'notRules'],
    ['[]', 'notRules'],
    [JSON.stringify({ buydesk: 'views', version: 1, rules: [] }), 'notRules'],
    [file([CAP], 2), 'newer'],
    [file([]), 'empty'],
    [file(Array.from({ length: 501 }, () => ({ name: 'x', ...CAP }))), 'tooMany'],
  ] as const)
    expect(await world.call('kept.takeRules', { text }), text.slice(0, 40)).toEqual({ ok: false, problem })
  expect(await ruleNames()).toEqual(['Most a day'])
  const text = file([
    { name: 'Good', ...NAMES },
    { name: 'No demand', on: true, action: 'warn', accountIds: null },
    { ...CAP },
    7,
    { name: 'Bad expression', ...NAMES, demand: { ...NAMES.demand, pattern: '[A-' } },
    { name: 'Too much', ...CAP, demand: { ...CAP.demand, most: -1 } },
    { name: 'Good', ...NAMES },
  ])
  expect(await world.call('kept.takeRules', { text })).toEqual({
    ok: true,
    added: 1,
    same: 1,
    refused: [
      { at: 2, name: 'No demand' },
      { at: 3, name: '' },
      { at: 4, name: '' },
      { at: 5, name: 'Bad expression' },
      { at: 6, name: 'Too much' },
    ],
  })
  expect(await ruleNames()).toEqual(['Most a day', 'Good'])
})
