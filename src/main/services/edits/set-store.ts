import { AppError } from '../../../shared/errors.ts'
import type { StoredSet } from '../../db/change-sets.ts'
import type { WorkspaceContext } from '../context.ts'

/** Where edits go: into a set that is there, or a new one of this name. */
export type Into = { readonly setId: string } | { readonly name: string }

/** What of sets is no edit: their names, and whether they are posted. */
export interface SetStore {
  /** Its id; with `post` it is being posted from now on. Throws AppError notFound. */
  open(into: Into, post: boolean): Promise<string>
  /** Throws AppError notFound. */
  update(id: string, patch: Partial<StoredSet>): Promise<void>
}

export const createSetStore = ({
  store,
  clock,
  ids,
  emit,
}: Pick<WorkspaceContext, 'store' | 'clock' | 'ids' | 'emit'>): SetStore => {
  const save = async (set: StoredSet): Promise<void> => {
    await store.saveChangeSet(set)
    emit('edits.changed', null)
  }
  const stored = async (id: string): Promise<StoredSet> => {
    const set = await store.changeSet(id)
    if (!set) throw new AppError('notFound', { id })
    return set
  }
  return {
    open: async (into, post) => {
      const at = clock.now()
      const set =
        'setId' in into
          ? await stored(into.setId)
          : { id: ids.random(), name: into.name, createdAt: at, postedAt: null, isPaused: false }
      if (post) await save({ ...set, postedAt: at, isPaused: false })
      else if ('name' in into) await save(set)
      return set.id
    },
    update: async (id, patch) => save({ ...(await stored(id)), ...patch }),
  }
}
