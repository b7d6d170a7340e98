import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WorkspaceContext } from '../../../../src/main/services/context.ts'
import { createSilent } from '../../../../src/main/services/silent/index.ts'
import type { Activity } from '../../../../src/shared/domain/activities.ts'
import type { Change, EditState } from '../../../../src/shared/domain/edits.ts'
import { lookedOf } from '../../../../src/shared/domain/silent.ts'
import type { SilentChange } from '../../../../src/shared/domain/silent.ts'
import { account, campaignPage } from '../../db/samples.ts'
import { openTemp } from '../../db/temp-store.ts'

/**
 * What others changed, found by the real service in a real file, against a plain computation from what really happened: random
 * histories of edits of ours, changes that Meta's log tells of, changes that it does not, readings, and people who mark what they saw.
 */

const APP = '777'
const START = Date.UTC(2026, 10, 1)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const OBJECTS = ['101', '102', '103'] as const
type Field = 'status' | 'name' | 'budget'
const FIELDS: readonly Field[] = ['status', 'name', 'budget']
type Value = string | number
type Values = Record<Field, Value>

/** Steps lie so far apart that what is told of one cannot be taken for the next. */
const step = fc.record({
  what: fc.constantFrom('own', 'ownLogged', 'logged', 'silent', 'meta', 'read', 'read', 'look'),
  object: fc.constantFrom(...OBJECTS),
  field: fc.constantFrom(...FIELDS),
  wait: fc.integer({ min: 40, max: 90 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
})

interface Told {
  readonly at: number
  readonly object: string
  readonly field: Field
  readonly before: Value
  readonly after: Value
  readonly by: 'own' | 'person' | 'meta'
}
interface Expected {
  readonly at: number
  readonly notBefore: number | null
  readonly object: string
  readonly field: Field
  readonly before: Value
  readonly after: Value
  readonly who: 'person' | 'meta' | 'unknown'
}

const changeOf = ({ field, before, after }: Pick<Told, 'field' | 'before' | 'after'>): Activity['change'] =>
  field === 'budget'
    ? { kind: 'budget', of: 'daily', before: Number(before), after: Number(after) }
    : field === 'status'
      ? { kind: 'status', before: before as 'ACTIVE', after: after as 'ACTIVE' }
      : { kind: 'name', before: String(before), after: String(after) }

const plain = (change: SilentChange): Expected & { readonly isNew: boolean; readonly now: Value } => {
  const { at, notBefore, objectId, who } = change
  const { kind, before, after } = change.change
  return {
    at,
    notBefore,
    object: objectId,
    field: kind as Field,
    before: before ?? '',
    after: after ?? '',
    who: who.kind as Expected['who'],
    isNew: change.isNew,
    now: ('after' in change.now ? (change.now.after as Value | null) : null) ?? '',
  }
}

const story = async (
  steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[],
  limit: number,
) => {
  const temp = await openTemp()
  try {
    const { store } = temp
    let now = START
    const context = {
      store,
      stored: () => ({ appId: APP }),
      graph: { now: () => now },
      clock: { now: () => now },
      emit: () => undefined,
      watched: async () => store.accounts([]),
    } as unknown as WorkspaceContext
    const never = (): never => {
      throw new Error('nothing is sent')
    }
    const silent = createSilent({
      context,
      link: { mayCall: never, token: never },
      edits: { make: never, sets: { keep: never } },
      logOf: async () => ({ at: null, since: null }),
    })
    const list = async (onlyNew = false): Promise<readonly SilentChange[]> => {
      const found: SilentChange[] = []
      let cursor: { at: number; id: string } | null = null
      do {
        const page = await silent.list({ accountIds: [], onlyNew, keep: [], since: null, cursor, limit })
        found.push(...page.changes)
        cursor = page.next
      } while (cursor !== null)
      return found
    }

    const truth = new Map<string, Values>(
      OBJECTS.map((id) => [id, { status: 'ACTIVE', name: `Campaign ${id}`, budget: 5_000_000 }]),
    )
    const told: Told[] = []
    const readings: { readonly at: number; readonly values: ReadonlyMap<string, Values> }[] = []
    const looks: { readonly object: string; readonly field: Field; readonly until: number }[] = []
    /** One of them is new: what was done to it before it was first read surprises nobody. */
    const listed = (): [string, Values][] => [...truth].filter(([id]) => id !== '103' || now > START + 6 * HOUR)
    const read = async (): Promise<void> => {
      const rows = listed().map(([id, { name, status, budget }]) => ({
        id,
        name,
        status,
        effective_status: status,
        objective: 'OUTCOME_SALES',
        daily_budget: String(Number(budget) / 10_000),
      }))
      await store.sink(campaignPage('act_1', 'USD', rows, now))
      await store.saveCoverage({
        accountId: 'act_1',
        kind: 'objects',
        level: 'campaign',
        range: null,
        at: now,
        partial: false,
      })
      readings.push({ at: now, values: structuredClone(new Map(listed())) })
    }
    const expected = (): (Expected & { readonly isNew: boolean; readonly now: Value })[] => {
      const first = (object: string): number => readings.find(({ values }) => values.has(object))?.at ?? Infinity
      const byOthers: Expected[] = told.flatMap(({ by, ...each }) =>
        by === 'own' || each.at < first(each.object) ? [] : [{ ...each, notBefore: null, who: by }],
      )
      const seen: Expected[] = readings.slice(1).flatMap(({ at, values }, i) =>
        OBJECTS.flatMap((object) =>
          FIELDS.flatMap((field) => {
            const last = readings[i]
            const before = last?.values.get(object)?.[field] ?? ''
            const after = values.get(object)?.[field] ?? ''
            const from = last?.at ?? 0
            const isTold = told.some(
              (each) =>
                each.object === object &&
                each.field === field &&
                each.after === after &&
                from < each.at &&
                each.at < at,
            )
            return before === after || before === '' || isTold
              ? []
              : [{ at, notBefore: from, object, field, before, after, who: 'unknown' as const }]
          }),
        ),
      )
      return [...byOthers, ...seen].map((each) => ({
        ...each,
        isNew: !looks.some(
          ({ object, field, until }) => object === each.object && field === each.field && each.at <= until,
        ),
        now: readings.at(-1)?.values.get(each.object)?.[each.field] ?? '',
      }))
    }
    const inOrder = <T extends Expected>(items: readonly T[]): T[] =>
      items.toSorted((a, b) => b.at - a.at || `${a.object}${a.field}`.localeCompare(`${b.object}${b.field}`))

    await store.saveAccounts([account('act_1')], START, true)
    await store.watchAccounts(['act_1'], true)
    await read()
    let unique = 0
    for (const { what, object, field, wait, share } of steps) {
      now += wait * MINUTE
      const values = truth.get(object)
      if (!values) continue
      const before = values[field]
      unique += 1
      const after =
        field === 'status'
          ? before === 'ACTIVE'
            ? 'PAUSED'
            : 'ACTIVE'
          : field === 'name'
            ? `Name ${unique}`
            : 6_000_000 + unique * 10_000
      const line = (applicationId: string | null, actor: string): Promise<void> =>
        store.saveActivities(
          'act_1',
          [
            {
              accountId: 'act_1',
              at: now,
              event: 'update_campaign',
              words: null,
              actorId: actor === 'Meta' ? '0' : '5',
              actorName: actor,
              applicationId,
              applicationName: null,
              level: 'campaign',
              objectId: object,
              objectName: String(values.name),
              change: changeOf({ field, before, after }),
            },
          ],
          { since: START, at: now },
        )
      switch (what) {
        case 'read':
          await read()
          break
        case 'look': {
          const all = await list()
          const some = all.filter((_, i) => (i + 1) / all.length <= share)
          const looked = lookedOf(some)
          if (looked.length > 0) await silent.seen(looked)
          looks.push(
            ...looked.map(({ objectId, field: of, until }) => ({ object: objectId, field: of as Field, until })),
          )
          break
        }
        case 'own':
        case 'ownLogged': {
          values[field] = after
          const edit = {
            id: `e${unique}`,
            accountId: 'act_1',
            accountName: 'Account',
            level: 'campaign' as const,
            objectId: object,
            objectName: 'Campaign',
            currency: 'USD',
            change: { field: field === 'budget' ? 'dailyBudget' : field, before, after } as Change,
            actor: { kind: 'person' as const },
            reason: '',
            setId: null,
            createdAt: now,
          }
          const states: readonly EditState[] = ['queued', 'sent', 'confirmed']
          await store.appendJournal(states.map((state) => ({ edit, state, at: now, failure: null, traceId: null })))
          if (what === 'ownLogged') await line(APP, 'Alex Morgan')
          told.push({ at: now, object, field, before, after, by: 'own' })
          break
        }
        case 'logged':
        case 'meta':
          values[field] = after
          await line('1', what === 'meta' ? 'Meta' : 'Sam Rivera')
          told.push({ at: now, object, field, before, after, by: what === 'meta' ? 'meta' : 'person' })
          break
        case 'silent':
          values[field] = after
      }
    }
    const want = inOrder(expected())
    expect(inOrder((await list()).map(plain))).toEqual(want)
    expect(inOrder((await list(true)).map(plain))).toEqual(want.filter(({ isNew }) => isNew))
    await silent.count()
    expect(silent.counted()).toBe(want.filter(({ isNew }) => isNew).length)
    for (const { putBack, change } of await list()) {
      if ('by' in putBack) {
        expect(putBack.by.after).toBe(change.before)
        expect(putBack.by.before).not.toBe(putBack.by.after)
      }
    }
    return want.length
  } finally {
    await temp.dispose()
  }
}

it('is what others changed and nobody here, once each, whatever is read and marked in between', async () => {
  let most = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 20, maxLength: 32 }),
      fc.integer({ min: 1, max: 6 }),
      async (steps, limit) => {
        most = Math.max(most, await story(steps, limit))
      },
    ),
    { numRuns: 4 },
  )
  expect(most).toBeGreaterThan(3)
}, 120_000)
