import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changesBetween, stateAt } from '../../../src/shared/domain/object-state.ts'
import type { ObjectPast, ObjectState } from '../../../src/shared/domain/object-state.ts'

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
/** Seen running at 100, still so at 190, paused when seen at 200, and again at 300. */
const past: ObjectPast = {
  states: [
    { seenAt: 100, knownUntil: null, state: state() },
    { seenAt: 200, knownUntil: 190, state: state({ status: 'PAUSED' }) },
  ],
  confirmedAt: 300,
  changes: [],
  loggedSince: null,
  createdAt: 20,
}
const status = (given: ObjectPast, at: number) => {
  const { value, how, or } = stateAt(given, at).fields.status
  return [value, how, ...(or === null ? [] : [or])]
}

it('says what was seen, and of the time in between what it may have been', () => {
  expect(status(past, 100)).toEqual(['ACTIVE', 'seen'])
  expect(status(past, 190)).toEqual(['ACTIVE', 'seen'])
  expect(status(past, 195)).toEqual(['ACTIVE', 'either', 'PAUSED'])
  expect(status(past, 200)).toEqual(['PAUSED', 'seen'])
  expect(status(past, 99)).toEqual([null, 'unknown'])
  expect(stateAt(past, 195)).toMatchObject({ how: 'either', seenAt: 100 })
  expect(stateAt(past, 99)).toMatchObject({ how: 'unknown', seenAt: null })
  expect(stateAt(past, 19)).toMatchObject({ how: 'notYet', fields: { status: { how: 'unknown' } } })
})

it('knows it to the second where the log tells of it, also before it was ever seen', () => {
  const change = { kind: 'status', before: 'ACTIVE', after: 'PAUSED' } as const
  const told: ObjectPast = { ...past, loggedSince: 50, changes: [{ at: 194, change }] }
  expect(status(told, 193)).toEqual(['ACTIVE', 'log'])
  expect(status(told, 194)).toEqual(['PAUSED', 'log'])
  // Nothing is told to have happened between 50 and 100.
  expect(status(told, 60)).toEqual(['ACTIVE', 'log'])
  expect(stateAt(told, 60).fields.endsAt.how).toBe('unknown')
  expect(stateAt(told, 60).how).toBe('log')
  expect(status(told, 49)).toEqual([null, 'unknown'])
  const earlier = { at: 70, change: { kind: 'status', before: 'PAUSED', after: 'ACTIVE' } as const }
  const twice: ObjectPast = { ...told, changes: [earlier, ...told.changes] }
  expect(status(twice, 60)).toEqual(['PAUSED', 'log'])
  expect(status(twice, 80)).toEqual(['ACTIVE', 'log'])
  // Of a budget whose kind the log keeps to itself, the kind that it had.
  const budget = { at: 250, change: { kind: 'budget', of: null, before: 100, after: 150 } as const }
  expect(stateAt({ ...past, changes: [budget] }, 260).fields.budget).toEqual({
    value: { kind: 'daily', amount: 150 },
    how: 'log',
    or: null,
  })
})

/** A life of one object: what it was set to in each minute. Looked at now and then, told of by a log or not. */
it('is never wrong about what it says it knows', () => {
  const life = fc.array(fc.record({ paused: fc.boolean(), amount: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 5,
    maxLength: 60,
  })
  fc.assert(
    fc.property(life, fc.infiniteStream(fc.nat(9)), fc.boolean(), (minutes, draw, hasLog) => {
      const truth = minutes.map(({ paused, amount }) =>
        state({ status: paused ? 'PAUSED' : 'ACTIVE', budget: { kind: 'daily', amount } }),
      )
      const looks = truth.flatMap((_, at) => ((draw.next().value ?? 0) < 3 ? [at] : []))
      const states: ObjectPast['states'][number][] = []
      for (const [i, at] of looks.entries()) {
        const now = truth[at] ?? state()
        const last = states.at(-1)
        if (last && changesBetween(last.state, now).length === 0) continue
        states.push({ seenAt: at, knownUntil: last ? (looks[i - 1] ?? null) : null, state: now })
      }
      const changes = hasLog
        ? truth.flatMap((now, at) =>
            at === 0 ? [] : changesBetween(truth[at - 1] ?? now, now).map((change) => ({ at, change })),
          )
        : []
      const known: ObjectPast = {
        states,
        confirmedAt: looks.at(-1) ?? null,
        changes,
        loggedSince: hasLog ? 0 : null,
        createdAt: 0,
      }
      for (const [at, real] of truth.entries()) {
        const { fields } = stateAt(known, at)
        if (fields.status.how === 'log') expect(fields.status.value).toBe(real.status)
        if (fields.budget.how === 'log') expect(fields.budget.value).toEqual(real.budget)
        if (hasLog && states.length > 0) {
          expect(fields.status.value).toBe(real.status)
          expect(fields.budget.value).toEqual(real.budget)
        }
        // Without a log something may have been switched to and fro unseen; at the looks themselves nothing can.
        if (looks.includes(at)) expect([fields.status.value, fields.budget.value]).toEqual([real.status, real.budget])
      }
    }),
  )
})
