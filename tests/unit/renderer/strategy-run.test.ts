import { expect, it } from 'vitest'
import { runOf } from '../../../src/renderer/features/edits/strategy-run.ts'
import type { Actor, Edit } from '../../../src/shared/domain/edits.ts'

const MINUTE = 60_000
const by = (strategyId: string): Actor => ({
  kind: 'strategy',
  strategyId,
  strategyName: strategyId,
  suggestionId: 's',
})
const edit = (id: string, minute: number, actor: Actor, more: Partial<Edit> = {}): Edit => ({
  id,
  accountId: 'act_1',
  accountName: 'One',
  level: 'campaign',
  objectId: id,
  objectName: id,
  currency: 'USD',
  change: { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
  actor,
  reason: '',
  setId: null,
  state: 'confirmed',
  createdAt: minute * MINUTE,
  settledAt: null,
  failure: null,
  traceId: null,
  undoneBy: null,
  sentAt: minute * MINUTE,
  isInDoubt: false,
  ...more,
})

it('takes what a strategy made without a pause for one run, and of that what can be undone', () => {
  const edits = [
    edit('d', 100, by('loss')),
    edit('c', 40, by('loss')),
    edit('other', 39, by('raise')),
    edit('person', 38, { kind: 'person' }),
    edit('failed', 30, by('loss'), { state: 'rejected' }),
    edit('b', 20, by('loss')),
    edit('undone', 12, by('loss'), { undoneBy: 'x', state: 'undone' }),
    edit('a', 10, by('loss')),
  ]
  const idsOf = (id: string): readonly string[] => {
    const found = edits.find((one) => one.id === id)
    return found ? runOf(found, edits.toReversed()).map((one) => one.id) : []
  }
  expect(idsOf('a')).toEqual(['c', 'b', 'a'])
  expect(idsOf('failed')).toEqual(['c', 'b', 'a'])
  expect(idsOf('d')).toEqual(['d'])
  expect(idsOf('other')).toEqual(['other'])
  expect(idsOf('person')).toEqual([])
})
