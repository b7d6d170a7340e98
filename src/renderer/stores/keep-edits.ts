import { MOST_KEPT } from '../../shared/domain/change-sets.ts'
import type { KeptEdits, WantedEdit } from '../../shared/domain/change-sets.ts'
import { call } from '../api.ts'
import { noteStep } from './draft-steps.ts'

/** Where edits go: into a change set that is there, or a new one of this name. */
export type Into = { readonly setId: string } | { readonly name: string }

/** `run` with so many of them at a time, one after the other. */
export const inTurns = async <Of>(all: readonly Of[], run: (some: Of[]) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < all.length; at += MOST_KEPT) await run(all.slice(at, at + MOST_KEPT))
}

/** That these were drafted can be taken back. */
export const noteDrafts = (ids: readonly string[]): void => {
  if (ids.length === 0) return
  noteStep({
    undo: () => inTurns(ids, (some) => call('sets.withdraw', { ids: some })),
    redo: () => inTurns(ids, (some) => call('sets.restore', { ids: some })),
  })
}

/**
 * Keeps edits as drafts, or gives them to be posted in the background: answers before anything is sent. What cannot be kept is told with
 * its place in all of them. Throws CallError when the set is not there any more, or nothing could be written.
 */
export const keepEdits = async (edits: readonly WantedEdit[], first: Into, post: boolean): Promise<KeptEdits> => {
  let into = first
  let kept = 0
  let before = 0
  const ids: string[] = []
  const refused: KeptEdits['refused'][number][] = []
  await inTurns(edits, async (some) => {
    const answer = await call('sets.keep', { into, edits: some, post })
    into = { setId: answer.setId }
    kept += answer.kept
    ids.push(...answer.ids)
    for (const { index, failure } of answer.refused) refused.push({ index: before + index, failure })
    before += some.length
  })
  if (!post) noteDrafts(ids)
  return { setId: 'setId' in into ? into.setId : '', kept, ids, refused }
}
