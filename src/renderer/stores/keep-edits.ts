import { MOST_KEPT } from '../../shared/domain/change-sets.ts'
import type { KeptEdits, Retyped, WantedEdit } from '../../shared/domain/change-sets.ts'
import type { Change } from '../../shared/domain/edits.ts'
import { call, failureFrom } from '../api.ts'
import { noteStep } from './draft-steps.ts'

/** Where edits go: into a change set that is there, or a new one of this name. */
export type Into = { readonly setId: string } | { readonly name: string }

/** `run` with so many of them at a time, one after the other. Answers the sum. */
const inTurns = async <Of>(all: readonly Of[], run: (some: Of[]) => Promise<number>): Promise<number> => {
  let sum = 0
  for (let at = 0; at < all.length; at += MOST_KEPT) sum += await run(all.slice(at, at + MOST_KEPT))
  return sum
}

/** Edits of sets, however many, are given up; answers how many were drafts. */
export const withdrawAll = (ids: readonly string[]): Promise<number> =>
  inTurns(ids, (some) => call('sets.withdraw', { ids: some }))
/** What was given up is as it was before. */
export const restoreAll = (ids: readonly string[]): Promise<number> =>
  inTurns(ids, (some) => call('sets.restore', { ids: some }))

/** Gives a draft another value. Throws CallError notFound when it is no draft any more. */
export const retype = async (id: string, change: Change): Promise<1> => {
  await call('sets.retype', { id, change })
  return 1
}

/** Values at once: they are written together. */
const AT_ONCE = 50

/** Gives each draft a value; what is no draft any more is left as it is. Answers how many were. Throws CallError. */
const retypeAll = async (drafts: readonly Retyped[], valueOf: (draft: Retyped) => Change): Promise<number> => {
  let changed = 0
  const one = async (draft: Retyped): Promise<void> => {
    try {
      changed += await retype(draft.id, valueOf(draft))
    } catch (error) {
      if (failureFrom(error).code !== 'notFound') throw error
    }
  }
  for (let at = 0; at < drafts.length; at += AT_ONCE) await Promise.all(drafts.slice(at, at + AT_ONCE).map(one))
  return changed
}

/** That these were drafted, or took another value, can be taken back. */
export const noteDrafts = ({ setId, ids, retyped }: Pick<KeptEdits, 'setId' | 'ids' | 'retyped'>): void => {
  if (ids.length + retyped.length === 0) return
  noteStep({
    setId,
    undo: async () => (await withdrawAll(ids)) + (await retypeAll(retyped, ({ before }) => before)),
    redo: async () => (await restoreAll(ids)) + (await retypeAll(retyped, ({ after }) => after)),
  })
}

/**
 * Keeps edits as drafts, or gives them to be posted in the background: answers before anything is sent. What cannot be kept is told with
 * its place in all of them. Throws CallError when the set is not there any more, or nothing could be written.
 */
export const keepEdits = async (edits: readonly WantedEdit[], first: Into, post: boolean): Promise<KeptEdits> => {
  let into = first
  let before = 0
  const ids: string[] = []
  const retyped: Retyped[] = []
  const refused: KeptEdits['refused'][number][] = []
  const kept = await inTurns(edits, async (some) => {
    const answer = await call('sets.keep', { into, edits: some, post })
    into = { setId: answer.setId }
    ids.push(...answer.ids)
    retyped.push(...answer.retyped)
    for (const { index, failure } of answer.refused) refused.push({ index: before + index, failure })
    before += some.length
    return answer.kept
  })
  const all = { setId: 'setId' in into ? into.setId : '', kept, ids, retyped, refused }
  if (!post) noteDrafts(all)
  return all
}
