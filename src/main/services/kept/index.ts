import type { WorkspaceContext } from '../context.ts'
import { KEPT_DOCS } from '../../../shared/contract/kept.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Kept, KeptKind } from '../../../shared/domain/kept.ts'
import { AppError } from '../../../shared/errors.ts'

/** Saved views, metrics of somebody's own, targets, tags, reports and rules of the house. */
export interface KeptService {
  list(kind: KeptKind): Promise<readonly Kept[]>
  /** Throws AppError notFound when it was deleted meanwhile. */
  save(input: Checked<'kept.save'>): Promise<Kept>
  delete(kind: KeptKind, id: string): Promise<void>
  arrange(kind: KeptKind, ids: readonly string[]): Promise<void>
}

/** `moneySaved`: what may need rates of another currency. */
export const createKept = ({ store, clock, ids, emit, log }: WorkspaceContext, moneySaved: () => void): KeptService => {
  const list = async (kind: KeptKind): Promise<readonly Kept[]> =>
    (await store.kept(kind)).filter((each) => {
      // A file written by another version may hold what this one does not understand.
      const understood = KEPT_DOCS[kind].safeParse(each.doc).success
      if (!understood) log.write('warn', 'kept item not understood', { kind, id: each.id })
      return understood
    })

  return {
    list,
    save: async ({ kind, id, name, doc }) => {
      const all = await store.kept(kind)
      const before = all.find((each) => each.id === id)
      if (id !== undefined && !before) throw new AppError('notFound', { id })
      const saved: Kept = {
        id: id ?? ids.random(),
        kind,
        name,
        doc,
        position: before?.position ?? Math.max(-1, ...all.map(({ position }) => position)) + 1,
        updatedAt: clock.now(),
      }
      await store.saveKept(saved)
      emit('kept.changed', null)
      if (kind === 'report' || kind === 'rule') moneySaved()
      return saved
    },
    delete: async (kind, id) => {
      await store.deleteKept(kind, id)
      emit('kept.changed', null)
    },
    arrange: async (kind, order) => {
      await store.arrangeKept(kind, order)
      emit('kept.changed', null)
    },
  }
}
