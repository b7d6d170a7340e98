import { AppError } from '../../../shared/errors.ts'
import type { SetPatch } from '../../db/change-sets.ts'
import type { WorkspaceContext } from '../context.ts'

/** Where edits go: into a set that is there, or a new one of this name. */
export type Into = { readonly setId: string } | { readonly name: string }

/** What of sets is no edit: their names, and whether they are posted. */
export interface SetStore {
  /** Its id; with `post` what comes into it is posted, as `post` for some of it. Throws AppError notFound. */
  open(into: Into, post: boolean): Promise<string>
  /**
   * It is being posted from now on; where only some of it is wanted, what was paused and is queued keeps waiting. Throws AppError
   * notFound.
   */
  post(id: string, isWhole: boolean): Promise<void>
  /** Throws AppError notFound. */
  patch(id: string, to: SetPatch): Promise<void>
}

export const createSetStore = ({
  store,
  clock,
  ids,
  emit,
}: Pick<WorkspaceContext, 'store' | 'clock' | 'ids' | 'emit'>): SetStore => {
  const patch = async (id: string, to: SetPatch): Promise<void> => {
    if (!(await store.patchChangeSet(id, to))) throw new AppError('notFound', { id })
    emit('edits.changed', null)
  }
  const posted = async (id: string, isWhole: boolean): Promise<void> => {
    const goesOn = isWhole || (await store.setCounts(id)).queued === 0
    await patch(id, { postedAt: clock.now(), ...(goesOn ? { isPaused: false } : {}) })
  }
  return {
    open: async (into, post) => {
      const at = clock.now()
      if ('name' in into) {
        const id = ids.random()
        await store.addChangeSet({
          id,
          name: into.name,
          createdAt: at,
          postedAt: post ? at : null,
          isPaused: false,
        })
        emit('edits.changed', null)
        return id
      }
      await (post ? posted(into.setId, false) : patch(into.setId, {}))
      return into.setId
    },
    post: posted,
    patch,
  }
}
