import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyNames, isMarked, madeBy, markedName, markerSuffix } from '../../../src/shared/domain/creation.ts'
import type { Activity } from '../../../src/shared/domain/activities.ts'
import { MOST_NAME, STATUS_CHANGES } from '../../../src/shared/domain/edits.ts'
import type { Edit } from '../../../src/shared/domain/edits.ts'
import { mergeTimeline } from '../../../src/shared/domain/timeline-merge.ts'

describe('what is made', () => {
  it('has a mark behind its name that fits Meta’s length and cuts no character', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.string({ unit: 'binary', maxLength: 12 }), (length, end) => {
        const name = 'x'.repeat(length) + end
        const marked = markedName({ name, marker: '7f3a9c21' })
        expect(marked.length).toBeLessThanOrEqual(MOST_NAME)
        expect(marked.isWellFormed()).toBe(true)
        expect(marked.endsWith(markerSuffix({ marker: '7f3a9c21' }))).toBe(true)
        expect(isMarked(marked)).toBe(true)
      }),
    )
    expect(isMarked('Sale [bd-7f3a9c21] again')).toBe(false)
    expect(isMarked('Sale [bd-XXXXXXXX]')).toBe(false)
  })

  it('is known by its id once Meta has said it', () => {
    const after = { kind: 'copy', level: 'ad', sourceId: '1', holder: null, name: 'A', marker: '00000000' } as const
    const change = { field: 'created', before: null, after } as const
    expect(madeBy({ change, accountId: 'act_1', objectId: 'act_1' })).toBeNull()
    expect(madeBy({ change, accountId: 'act_1', objectId: '77' })).toBe('77')
    const name = { field: 'name', before: 'A', after: 'B' } as const
    expect(madeBy({ change: name, accountId: 'act_1', objectId: '77' })).toBeNull()
  })
})

describe('names of copies', () => {
  it('follow the pattern, and are numbered where several would be called the same', () => {
    expect(copyNames('{name} – copy', 'Sale', 1, 1)).toEqual(['Sale – copy'])
    expect(copyNames('{name} – copy', 'Sale', 2, 1)).toEqual(['Sale – copy 1', 'Sale – copy 2'])
    expect(copyNames('{n}. {name} {n}', 'Sale', 3, 8)).toEqual(['8. Sale 8', '9. Sale 9', '10. Sale 10'])
    // What stands in a name is no pattern.
    expect(copyNames('{name}', 'A {n} $&', 1, 1)).toEqual(['A {n} $&'])
  })

  it('are never longer than Meta takes', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        fc.nat(450),
        fc.integer({ min: 1, max: 50 }),
        (pattern, length, count) => {
          const names = copyNames(pattern, 'x'.repeat(length), count, 1)
          expect(names).toHaveLength(count)
          for (const each of names) expect(each.length).toBeLessThanOrEqual(MOST_NAME)
        },
      ),
    )
  })
})

it('nothing leads back from what is archived or deleted', () => {
  expect(STATUS_CHANGES.DELETED).toEqual([])
  expect(STATUS_CHANGES.ARCHIVED).toEqual(['DELETED'])
  for (const status of ['ACTIVE', 'PAUSED'] as const) expect(STATUS_CHANGES[status]).toContain('DELETED')
})

it('the timeline tells of a making once, with Meta’s line, and not of its mark', () => {
  const after = { kind: 'copy', level: 'ad', sourceId: '1', holder: null, name: 'A', marker: '00000000' } as const
  const edit: Edit = {
    id: 'e1',
    accountId: 'act_1',
    accountName: 'Atelier',
    level: 'ad',
    objectId: '77',
    objectName: 'A',
    currency: 'USD',
    change: { field: 'created', before: null, after },
    actor: { kind: 'person' },
    reason: '',
    setId: null,
    state: 'confirmed',
    createdAt: 1000,
    settledAt: 4000,
    failure: null,
    traceId: null,
    undoneBy: null,
    sentAt: null,
    isInDoubt: false,
  }
  const line = {
    accountId: 'act_1',
    at: 2000,
    event: 'create_ad',
    words: 'Ad created',
    actorId: '5',
    actorName: 'Ann',
    applicationId: null,
    applicationName: null,
    level: 'ad',
    objectId: '77',
    objectName: 'A',
    change: { kind: 'other' },
  } satisfies Activity
  const renamed = {
    ...line,
    event: 'update_ad_name',
    change: { kind: 'name', before: markedName(after), after: 'A' },
  } satisfies Activity
  const parts = { sightings: [], restated: [], opened: [], resolved: [] }
  const options = { appId: null, skewMs: 0 }
  const [only, ...others] = mergeTimeline({ ...parts, edits: [edit], lines: [line, renamed] }, options)
  expect(others).toEqual([])
  expect(only).toMatchObject({
    id: 'edit:e1',
    kind: 'event',
    at: 2000,
    objectId: '77',
    who: { kind: 'desk', name: 'Ann' },
    sources: ['journal', 'log'],
    edit: { id: 'e1', state: 'confirmed', reason: edit.reason },
  })
  // What was refused, or whose answer was lost, is told as well: of no object, and no line is about it.
  const ofAccount = { ...line, level: 'account', objectId: 'act_1', event: 'create_audience' } satisfies Activity
  for (const state of ['rejected', 'unknown'] as const) {
    const never: Edit = { ...edit, objectId: 'act_1', state }
    const told = mergeTimeline({ ...parts, edits: [never], lines: [ofAccount] }, options)
    expect(told).toMatchObject([
      { kind: 'event', event: 'create_audience', sources: ['log'], edit: null },
      { id: 'edit:e1', kind: 'event', at: 1000, objectId: null, sources: ['journal'], edit: { id: 'e1', state } },
    ])
  }
})
