import { holderOf, isCreating } from '../../../shared/domain/creation.ts'
import { DRAFT_STATES, isChangeEdit } from '../../../shared/domain/edits.ts'
import type { ChangeEdit, Edit } from '../../../shared/domain/edits.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { WriteAnswer } from '../../meta/graph.ts'
import type { WorkspaceContext } from '../context.ts'
import type { InOrder } from '../in-order.ts'
import type { RunningTasks } from '../running.ts'
import { checkCreation, checkEdit } from './check.ts'
import { partsOf } from './journal.ts'
import type { Record } from './journal.ts'
import { isForLater, isTrouble } from './later.ts'
import type { CreatingParts } from './make.ts'
import type { ReadObject, ReadObjects } from './read.ts'
import { createSetEdits } from './set-edits.ts'

export interface Checking {
  /**
   * Looks at each draft of a set, by what is so at Meta now and by asking Meta whether it would take it; changes nothing. Answers when all
   * were looked at, or it was cancelled. Throws AppError when Meta cannot be asked; what was looked at before keeps its answer.
   */
  check(setId: string): Promise<void>
  progress(setId: string): { readonly done: number; readonly total: number } | null
  cancel(setId: string): void
}

const BATCH = 50
const AT_ONCE = 4

export interface CheckingNeeds {
  readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'emit' | 'preferences'>
  readonly running: RunningTasks
  readonly inOrder: InOrder
  readonly record: Record
  readonly readObject: ReadObject
  readonly readObjects: ReadObjects
}

export const createChecking = ({
  context,
  running,
  inOrder,
  record,
  readObject,
  readObjects,
}: CheckingNeeds): Checking => {
  const { store, graph, emit } = context
  const underWay = new Map<string, { done: number; total: number; readonly abort: AbortController }>()

  const askChange = async (edit: ChangeEdit, signal: AbortSignal): Promise<WriteAnswer> => {
    const { change } = await checkEdit(context, readObject, edit, edit.actor)
    const options = { lane: 'person', signal, validateOnly: true } as const
    return graph.write(edit.objectId, edit.accountId, change, edit.currency, options)
  }

  const askCreation = async (edit: Edit & CreatingParts, signal: AbortSignal): Promise<WriteAnswer> => {
    await checkCreation(context, edit)
    const { accountId, currency, level } = edit
    const { after } = edit.change
    if (after.kind === 'copy') {
      const { sourceId } = after
      if (!(await readObject({ level, objectId: sourceId, accountId, currency }, 'person')))
        throw new AppError('accountHidden', { id: sourceId })
      throw new AppError('creationUnchecked')
    }
    const holder = holderOf(after)
    if (holder && 'editId' in holder) throw new AppError('creationUnchecked')
    return graph.checkCreation(after, holder?.id ?? null, accountId, currency, { lane: 'person', signal })
  }

  /** Throws AppError when the answer has nothing to do with the edit. */
  const checkOne = async (edit: Edit, unread: Error | null, signal: AbortSignal): Promise<void> => {
    const say = (failure: AppError | null): Promise<boolean> =>
      record.one({
        edit: partsOf(edit),
        state: failure ? 'drafted' : 'checked',
        failure: failure && failureOf(failure),
        from: DRAFT_STATES,
      })
    try {
      if (unread) throw unread
      const answer = isCreating(edit)
        ? await askCreation(edit, signal)
        : isChangeEdit(edit)
          ? await askChange(edit, signal)
          : null
      if (answer?.kind === 'accepted') return void (await say(null))
      throw answer?.failure ?? new AppError('internal')
    } catch (error) {
      if (signal.aborted) return
      const failure = error instanceof AppError ? error : new AppError('internal')
      if (isForLater(failure) || isTrouble(failure)) throw failure
      await say(failure)
    }
  }

  const run = async (setId: string): Promise<void> => {
    const abort = new AbortController()
    const { drafts: total } = await store.setCounts(setId)
    const state = { done: 0, total, abort }
    underWay.set(setId, state)
    const task = running.begin('check', total, () => abort.abort())
    const step = (): void => {
      state.done += 1
      task.step(Math.min(state.done, total), total)
      emit('edits.changed', null)
    }
    try {
      const drafts = await createSetEdits(store).of(setId, DRAFT_STATES)
      for (let at = 0; at < drafts.length && !abort.signal.aborted; at += BATCH) {
        const batch = drafts.slice(at, at + BATCH)
        const { hidden, failures } = await readObjects(batch.filter(isChangeEdit), 'person', abort.signal)
        const stopping = [...failures.values()].find((failure) => isForLater(failure) || isTrouble(failure))
        if (stopping && !abort.signal.aborted) throw stopping
        const unreadOf = ({ objectId: id }: Edit): Error | null =>
          failures.get(id) ?? (hidden.has(id) ? new AppError('accountHidden', { id }) : null)
        let next = 0
        const work = async (): Promise<void> => {
          for (let edit = batch[next++]; edit && !abort.signal.aborted; edit = batch[next++]) {
            const one = edit
            await inOrder.run(isChangeEdit(one) ? one.objectId : one.id, () =>
              checkOne(one, unreadOf(one), abort.signal),
            )
            step()
          }
        }
        await Promise.all(Array.from({ length: AT_ONCE }, work))
      }
    } finally {
      // Where Meta cannot be asked nobody goes on unseen.
      abort.abort()
      underWay.delete(setId)
      task.end()
      emit('edits.changed', null)
    }
  }

  return {
    check: async (setId) => {
      if (!underWay.has(setId)) await run(setId)
    },
    progress: (setId) => {
      const state = underWay.get(setId)
      return state ? { done: state.done, total: state.total } : null
    },
    cancel: (setId) => underWay.get(setId)?.abort.abort(),
  }
}
