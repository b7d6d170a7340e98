import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Activity } from '../../../src/shared/domain/activities.ts'
import type { Edit } from '../../../src/shared/domain/edits.ts'
import { fits, NO_FILTER } from '../../../src/shared/domain/timeline-filter.ts'
import { isAfter, mergeTimeline } from '../../../src/shared/domain/timeline-merge.ts'
import { MATCH_MS, matchEdits } from '../../../src/shared/domain/timeline-matching.ts'
import type { ObjectState } from '../../../src/shared/domain/object-state.ts'
import type { TimelineParts } from '../../../src/shared/domain/timeline.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const APP = '777'
const OPTIONS = { appId: APP, skewMs: 0 }

const edit = (id: string, createdAt: number, patch: Partial<Edit> = {}): Edit => ({
  id,
  accountId: 'act_1',
  accountName: 'Account',
  level: 'campaign',
  objectId: '101',
  objectName: 'Campaign',
  currency: 'USD',
  change: { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
  actor: { kind: 'person' },
  reason: 'too dear',
  setId: null,
  state: 'confirmed',
  createdAt,
  settledAt: createdAt + 1000,
  failure: null,
  traceId: null,
  undoneBy: null,
  sentAt: createdAt,
  isInDoubt: false,
  ...patch,
})
const line = (at: number, patch: Partial<Activity> = {}): Activity => ({
  accountId: 'act_1',
  at,
  event: 'update_campaign_run_status',
  words: null,
  actorId: '5',
  actorName: 'Anna Lee',
  applicationId: APP,
  applicationName: 'Buydesk',
  level: 'campaign',
  objectId: '101',
  objectName: 'Campaign',
  change: { kind: 'status', before: 'ACTIVE', after: 'PAUSED' },
  ...patch,
})
const parts = (given: Partial<TimelineParts>): TimelineParts => ({
  edits: [],
  lines: [],
  sightings: [],
  restated: [],
  opened: [],
  resolved: [],
  ...given,
})
const ids = (given: Partial<TimelineParts>, options = OPTIONS): string[] =>
  mergeTimeline(parts(given), options).map((entry) =>
    entry.kind === 'change' ? `${entry.who.kind} ${entry.sources.join('+')}` : entry.kind,
  )

describe('an edit of ours and the line that Meta’s log has of it', () => {
  it('are one entry, by the log’s exact time, with the name of the token’s owner', () => {
    const [entry, ...rest] = mergeTimeline(parts({ edits: [edit('a', 1000)], lines: [line(3000)] }), OPTIONS)
    expect(rest).toEqual([])
    expect(entry).toMatchObject({
      at: 3000,
      who: { kind: 'desk', name: 'Anna Lee', undo: false },
      sources: ['journal', 'log'],
      application: 'Buydesk',
      edit: { id: 'a', state: 'confirmed', reason: 'too dear' },
    })
  })

  it('are two when another program did it, when the value is another, when it is long after, and when Meta refused ours', () => {
    const both = ['person log', 'desk journal']
    expect(ids({ edits: [edit('a', 1000)], lines: [line(3000, { applicationId: '1' })] })).toEqual(both)
    expect(
      ids({
        edits: [edit('a', 1000)],
        lines: [line(3000, { change: { kind: 'status', before: 'PAUSED', after: 'ACTIVE' } })],
      }),
    ).toEqual(both)
    expect(ids({ edits: [edit('a', 1000)], lines: [line(3000, { objectId: '102' })] })).toEqual(both)
    expect(ids({ edits: [edit('a', 1000)], lines: [line(2000 + MATCH_MS + 1)] })).toEqual(both)
    expect(
      ids({ edits: [edit('a', 1000)], lines: [line(2000 + MATCH_MS + 1)] }, { appId: APP, skewMs: -MINUTE }),
    ).toEqual(['desk journal+log'])
    const refused = edit('a', 1000, { state: 'rejected', failure: { code: 'metaRejected', data: {} } })
    expect(ids({ edits: [refused], lines: [line(3000)] })).toEqual(both)
    const failure = { code: 'editConflict', data: {} } as const
    const overwritten = edit('a', 1000, { state: 'rejected', failure, isInDoubt: true })
    expect(ids({ edits: [overwritten], lines: [line(3000)] })).toEqual(['desk journal+log'])
    // It stays ours when it is dismissed, and when it is posted again a day later.
    const dismissed = { ...overwritten, state: 'withdrawn', settledAt: 9 * MINUTE } as const
    expect(ids({ edits: [dismissed], lines: [line(3000)] })).toEqual(['desk journal+log'])
    const again = { ...overwritten, createdAt: DAY, settledAt: DAY + 1000, failure: null }
    expect(ids({ edits: [again], lines: [line(3000)] })).toEqual(['desk journal+log'])
    expect(ids({ edits: [{ ...again, isInDoubt: false }], lines: [line(3000)] })).toEqual(both.toReversed())
  })

  it('are found where the log keeps silent about the values, or about the kind of budget', () => {
    const budget = edit('a', 1000, { change: { field: 'dailyBudget', before: 1, after: 2 } })
    const said = (change: Activity['change']) => ids({ edits: [budget], lines: [line(3000, { change })] })
    expect(said({ kind: 'budget', of: null, before: null, after: 2 })).toHaveLength(1)
    expect(said({ kind: 'budget', of: 'daily', before: null, after: null })).toHaveLength(1)
    expect(said({ kind: 'budget', of: 'lifetime', before: 1, after: 2 })).toHaveLength(2)
  })

  it('go together one by one when something is switched to and fro, in whatever order they are read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.integer({ min: 5, max: 600 }), late: fc.integer({ min: 0, max: 4 }) }), {
          maxLength: 12,
        }),
        fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 4 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (steps, others, draw) => {
          let at = 0
          const edits: Edit[] = []
          const lines: Activity[] = []
          for (const [i, { wait, late }] of steps.entries()) {
            at += wait * 1000
            const [before, after] = i % 2 === 0 ? (['ACTIVE', 'PAUSED'] as const) : (['PAUSED', 'ACTIVE'] as const)
            edits.push(edit(`e${i}`, at, { change: { field: 'status', before, after } }))
            lines.push(line(at + late * 1000, { change: { kind: 'status', before, after } }))
          }
          const foreign = others.map((second, i) =>
            line(second * 1000, {
              actorName: `Other ${i}`,
              applicationId: null,
              change: { kind: 'name', before: 'a', after: `${i}` },
            }),
          )
          const shuffled = <T>(items: readonly T[]): T[] =>
            items
              .map((item) => [draw.next().value ?? 0, item] as const)
              .sort((a, b) => a[0] - b[0])
              .map(([, item]) => item)
          const plain = mergeTimeline(parts({ edits, lines: [...lines, ...foreign] }), OPTIONS)
          const mixed = mergeTimeline(
            parts({ edits: shuffled(edits), lines: shuffled([...lines, ...foreign]) }),
            OPTIONS,
          )
          expect(mixed).toEqual(plain)
          // Each edit once, each of its lines in it, and everybody else's once beside them.
          expect(plain).toHaveLength(edits.length + foreign.length)
          expect(plain.every((entry, i) => i === 0 || (plain[i - 1]?.at ?? 0) >= entry.at)).toBe(true)
          expect(new Set(plain.map(({ id }) => id)).size).toBe(plain.length)
          expect(matchEdits(edits, lines, OPTIONS).size).toBe(edits.length)
        },
      ),
    )
  })
})

describe('whatever is told', () => {
  const anyEdit = fc.record({
    at: fc.integer({ min: 0, max: 3_600_000 }),
    object: fc.constantFrom('101', '102'),
    on: fc.boolean(),
  })
  it('is in the list once: nothing is lost, nothing is there twice', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 10 }), fc.array(anyEdit, { maxLength: 10 }), (made, said) => {
        const edits = made.map(({ at, object, on }, i) =>
          edit(`e${i}`, at, {
            objectId: object,
            change: on
              ? { field: 'status', before: 'PAUSED', after: 'ACTIVE' }
              : { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
          }),
        )
        const lines = said.map(({ at, object, on }, i) =>
          line(at, {
            objectId: object,
            event: `${i}`,
            change: on
              ? { kind: 'status', before: 'PAUSED', after: 'ACTIVE' }
              : { kind: 'status', before: 'ACTIVE', after: 'PAUSED' },
          }),
        )
        const entries = mergeTimeline(parts({ edits, lines }), OPTIONS)
        const told = entries.flatMap((entry) => (entry.kind === 'change' ? [entry] : []))
        expect(new Set(told.flatMap(({ edit: own }) => (own ? [own.id] : [])))).toEqual(
          new Set(edits.map(({ id }) => id)),
        )
        expect(told.filter(({ edit: own }) => own !== null)).toHaveLength(edits.length)
        expect(told.filter(({ sources }) => sources.includes('log'))).toHaveLength(lines.length)
        // Cut anywhere, the two halves make the whole.
        for (const cut of entries) {
          const older = entries.filter((entry) => isAfter(entry, cut))
          expect(entries.filter((entry) => !isAfter(entry, cut)).length + older.length).toBe(entries.length)
          expect(older).not.toContain(cut)
        }
      }),
    )
  })
})

it('names who it was', () => {
  const strategy = { kind: 'strategy', strategyId: 's', strategyName: 'Stop loss', suggestionId: 'x' } as const
  const who = (given: Partial<TimelineParts>) => mergeTimeline(parts(given), OPTIONS).map((entry) => entry.who)
  expect(who({ edits: [edit('a', 1, { actor: strategy })] })).toEqual([
    { kind: 'strategy', id: 's', name: 'Stop loss' },
  ])
  expect(who({ edits: [edit('a', 1, { actor: { kind: 'undo', editId: 'b' } })] })).toEqual([
    { kind: 'desk', name: null, undo: true },
  ])
  // Where the log says nothing, who was signed in; rows of earlier versions do not say that either.
  const alex = { kind: 'person', userId: '9', userName: 'Alex Morgan' } as const
  expect(who({ edits: [edit('a', 1, { actor: alex }), edit('b', 0)] })).toEqual([
    { kind: 'desk', name: 'Alex Morgan', undo: false },
    { kind: 'desk', name: null, undo: false },
  ])
  expect(who({ lines: [line(1)] })).toEqual([{ kind: 'person', id: '5', name: 'Anna Lee' }])
  expect(who({ lines: [line(1, { actorId: '0', actorName: 'Meta' })] })).toEqual([{ kind: 'meta' }])
  expect(who({ lines: [line(1, { actorId: null, actorName: null })] })).toEqual([{ kind: 'unknown' }])
})

describe('what was seen to have changed', () => {
  const state = (patch: Partial<ObjectState> = {}): ObjectState => ({
    name: 'Campaign',
    status: 'ACTIVE',
    budget: { kind: 'daily', amount: 100 },
    bid: null,
    bidStrategy: null,
    startsAt: null,
    endsAt: null,
    ...patch,
  })
  const hour = 60 * MINUTE
  const sighting = (lines: Activity[], edits: Edit[] = []) => ({
    accountId: 'act_1',
    objectId: '101',
    level: 'campaign' as const,
    n: 2,
    before: { seenAt: hour, knownUntil: null, state: state() },
    after: { seenAt: 9 * hour, knownUntil: 2 * hour, state: state({ status: 'PAUSED', endsAt: 99 }) },
    lines,
    edits,
  })

  it('is told where nobody else tells of it, field by field, with the time in which it must have been', () => {
    const seen = mergeTimeline(parts({ sightings: [sighting([])] }), OPTIONS)
    expect(seen).toMatchObject([
      {
        who: { kind: 'unknown' },
        change: { kind: 'endsAt', after: 99 },
        at: 9 * hour,
        notBefore: 2 * hour,
        sources: ['seen'],
      },
      { change: { kind: 'status', before: 'ACTIVE', after: 'PAUSED' } },
    ])
    // The log says who paused it, hours before it was seen; of the end nobody says anything.
    const told = mergeTimeline(parts({ sightings: [sighting([line(4 * hour)])] }), OPTIONS)
    expect(told).toMatchObject([{ change: { kind: 'endsAt' } }])
    expect(mergeTimeline(parts({ sightings: [sighting([], [edit('a', 8 * hour)])] }), OPTIONS)).toHaveLength(1)
    // One from before it was still seen running explains nothing.
    expect(mergeTimeline(parts({ sightings: [sighting([line(hour)])] }), OPTIONS)).toHaveLength(2)
  })

  it('names the edit after which it was found, when something else of the object was read back changed', () => {
    const change = { field: 'name', before: 'a', after: 'b' } as const
    const renamed = edit('a', 9 * hour - 5000, { change, settledAt: 9 * hour + 20 })
    const found = (given: Partial<TimelineParts>) =>
      mergeTimeline(parts(given), OPTIONS).flatMap((entry) =>
        entry.kind === 'change' && entry.edit === null ? [[entry.change.kind, entry.beside?.id ?? null]] : [],
      )
    expect(found({ sightings: [sighting([], [renamed])] })).toEqual([
      ['endsAt', 'a'],
      ['status', 'a'],
    ])
    // Settled much later, by a reading of its own; or of the same field, which is the edit's own matter.
    expect(found({ sightings: [sighting([], [edit('a', 8 * hour, { change, settledAt: 10 * hour })])] })).toEqual([
      ['endsAt', null],
      ['status', null],
    ])
    // What our own app is said to have done beside it; what another did is another's.
    const said = (patch: Partial<Activity>) =>
      found({ edits: [renamed], lines: [line(9 * hour - 3000, patch)] }).map(([, beside]) => beside)
    expect([said({}), said({ applicationId: '1' }), said({ at: 9 * hour - 60_000 })]).toEqual([['a'], [null], [null]])
  })
})

it('lets through what fits every filter', () => {
  const [entry] = mergeTimeline(parts({ edits: [edit('a', 1000)], lines: [line(3000)] }), OPTIONS)
  if (!entry) throw new Error('none')
  const passes = (patch: Partial<typeof NO_FILTER>) => fits(entry, { ...NO_FILTER, ...patch })
  expect(passes({})).toBe(true)
  expect([passes({ kinds: ['change'] }), passes({ kinds: ['alert'] })]).toEqual([true, false])
  expect([passes({ who: ['desk', 'meta'] }), passes({ who: ['person'] })]).toEqual([true, false])
  expect([passes({ fields: ['status'] }), passes({ fields: ['budget'] })]).toEqual([true, false])
  expect([passes({ since: 3000 }), passes({ since: 3001 }), passes({ until: 2999 })]).toEqual([true, false, false])
  expect(['ANNA', 'too DEAR', 'campaign', '101', 'Buydesk', 'nobody'].map((text) => passes({ text }))).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
  ])
})
