import { holderEditOf, isCreating } from '../../../shared/domain/creation.ts'
import type { Edit, EditState } from '../../../shared/domain/edits.ts'
import { LEVELS } from '../../../shared/domain/objects.ts'
import type { Store } from '../../db/store.ts'

const PAGE = 1000

/** What something new is to be in has less. */
const depthOf = (edit: Edit): number => (isCreating(edit) ? LEVELS.indexOf(edit.level) : 0)
const byDepth = (edits: Iterable<Edit>): readonly Edit[] => [...edits].toSorted((a, b) => depthOf(a) - depthOf(b))

/** Which edits of sets something is about. */
export const createSetEdits = (store: Pick<Store, 'setFrom' | 'editsById'>) => {
  /** All of a set in these states, or of these the ones that are asked for; in the order in which they were made. */
  const of = async (setId: string, states: readonly EditState[], ids?: readonly string[]): Promise<readonly Edit[]> => {
    if (ids) return (await store.editsById(ids)).filter((edit) => edit.setId === setId && states.includes(edit.state))
    const all: Edit[] = []
    for (let after: number | null = 0; after !== null;) {
      const { edits, next } = await store.setFrom({ setId, states, after, limit: PAGE })
      all.push(...edits)
      after = next
    }
    return all
  }

  return {
    of,

    /** With what they are to be in, where that is in one of these states as well; that first. */
    withHolders: async (edits: readonly Edit[], states: readonly EditState[]): Promise<readonly Edit[]> => {
      const all = new Map(edits.map((edit) => [edit.id, edit]))
      for (let last = edits; last.length > 0;) {
        const ids = last.flatMap((edit) => holderEditOf(edit) ?? []).filter((id) => !all.has(id))
        last = ids.length === 0 ? [] : (await store.editsById(ids)).filter(({ state }) => states.includes(state))
        for (const edit of last) all.set(edit.id, edit)
      }
      return byDepth(all.values())
    },

    /** With what is to be in them, where that is in one of these states as well. */
    withUnder: async (edits: readonly Edit[], states: readonly EditState[]): Promise<readonly Edit[]> => {
      const makers = edits.filter((edit) => isCreating(edit) && edit.level !== 'ad')
      const all = new Map(edits.map((edit) => [edit.id, edit]))
      for (const setId of new Set(makers.flatMap((edit) => edit.setId ?? [])))
        for (const edit of byDepth(await of(setId, states)))
          if (all.has(holderEditOf(edit) ?? '')) all.set(edit.id, edit)
      return [...all.values()]
    },
  }
}
