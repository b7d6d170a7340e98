import { beforeEach, expect, it } from 'vitest'
import { doStep, redoStep, undoStep } from '../../../src/renderer/stores/draft-steps.ts'
import { keepEdits } from '../../../src/renderer/stores/keep-edits.ts'
import { leaveWorkspace } from '../../../src/renderer/stores/workspace.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'

/** A main side with drafts by id: what each is now; posted ones are not here any more. */
let drafts: Map<string, Change | 'withdrawn'>
let calls: string[]
/** Calls that wait, in their order. */
let held: (() => void)[] | null

const daily = (after: number): Change => ({ field: 'dailyBudget', before: 40, after })
const answers: Readonly<Record<string, (input: never) => unknown>> = {
  'sets.keep': ({ edits }: { readonly edits: readonly { readonly objectId: string; readonly change: Change }[] }) => {
    const ids: string[] = []
    const retyped = edits.flatMap(({ objectId: id, change }) => {
      const before = drafts.get(id)
      drafts.set(id, change)
      if (before !== undefined && before !== 'withdrawn') return [{ id, before, after: change }]
      ids.push(id)
      return []
    })
    return { setId: 'a', kept: edits.length, ids, retyped, refused: [] }
  },
  'sets.withdraw': ({ ids }: { readonly ids: readonly string[] }) => {
    const some = ids.filter((id) => drafts.has(id))
    for (const id of some) drafts.set(id, 'withdrawn')
    return some.length
  },
  'sets.restore': ({ ids }: { readonly ids: readonly string[] }) => {
    for (const id of ids) drafts.set(id, daily(50))
    return ids.length
  },
  'sets.retype': ({ id, change }: { readonly id: string; readonly change: Change }) => {
    if (!drafts.has(id)) throw new Error('notFound')
    drafts.set(id, change)
  },
}

beforeEach(() => {
  leaveWorkspace()
  drafts = new Map()
  calls = []
  held = null
  const invoke = async (name: string, input: never): Promise<unknown> => {
    if (held) await new Promise<void>((resolve) => held?.push(resolve))
    calls.push(name)
    try {
      return { ok: true, value: answers[name]?.(input) }
    } catch {
      return { ok: false, code: 'notFound', data: {} }
    }
  }
  Object.assign(globalThis, { window: { buydesk: { invoke, on: () => () => undefined } } })
})

const wanted = (objectId: string, after: number) => ({ accountId: 'act_1', objectId, change: daily(after), reason: '' })
const keep = (...edits: readonly ReturnType<typeof wanted>[]) => keepEdits(edits, { setId: 'a' }, false)
/** Adds a letter, and takes it away. */
const writing = (text: { of: string }, setId: string, letter: string) => ({
  setId,
  redo: async () => (text.of += letter).length,
  undo: async () => {
    text.of = text.of.replace(letter, '')
    return 1
  },
})

it('gives a draft its former value back where it took another, and gives up those that were new', async () => {
  await keep(wanted('1', 50))
  await keep(wanted('1', 60), wanted('2', 70))
  expect(await undoStep('a')).toBe(true)
  expect([...drafts]).toEqual([
    ['1', daily(50)],
    ['2', 'withdrawn'],
  ])
  expect(await redoStep('a')).toBe(true)
  expect(drafts.get('1')).toEqual(daily(60))
  await undoStep('a')
  await undoStep('a')
  expect(drafts.get('1')).toBe('withdrawn')
})

it('takes back what was done in that set alone, and what another one did does not end what can be done again', async () => {
  const text = { of: '' }
  await doStep(writing(text, 'a', 'x'))
  await doStep(writing(text, 'b', 'y'))
  await undoStep('a')
  expect(text.of).toBe('y')
  await doStep(writing(text, 'b', 'z'))
  await redoStep('a')
  expect(text.of).toBe('yzx')
})

it('takes two steps back when it is asked twice, however long the first takes', async () => {
  await keep(wanted('1', 50))
  await keep(wanted('2', 50))
  calls = []
  held = []
  const both = [undoStep('a'), undoStep('a')]
  for (let at = 0; at < 2; at++) {
    while (held.length <= at) await Promise.resolve()
    held[at]?.()
  }
  expect(await Promise.all(both)).toEqual([true, true])
  expect([...drafts.values()]).toEqual(['withdrawn', 'withdrawn'])
  expect(calls).toEqual(['sets.withdraw', 'sets.withdraw'])
})

it('says when nothing of a step is a draft any more, and goes on to the one before', async () => {
  const text = { of: '' }
  await doStep(writing(text, 'a', 'x'))
  await keep(wanted('1', 50))
  await keep(wanted('1', 60))
  drafts.clear()
  expect([await undoStep('a'), await undoStep('a')]).toEqual([false, false])
  await doStep({ setId: 'a', redo: () => Promise.resolve(1), undo: () => Promise.reject(new Error('no answer')) })
  await expect(undoStep('a')).rejects.toThrow()
  // It may be possible later.
  await expect(undoStep('a')).rejects.toThrow()
  leaveWorkspace()
  expect([await undoStep('a'), text.of]).toEqual([true, 'x'])
})
