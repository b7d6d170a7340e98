import type { Change, Edit, EditState } from '../../../shared/domain/edits.ts'
import type { Failure } from '../../../shared/errors.ts'
import { AppError } from '../../../shared/errors.ts'
import type { JournalEntry } from '../../db/store.ts'
import type { WorkspaceContext } from '../context.ts'

export type EditParts = JournalEntry['edit']
/** Of an edit of a value. */
export type ChangeParts = EditParts & { readonly change: Change }

/** What all rows of an edit share. */
export const partsOf = <Of extends EditParts>({
  id,
  accountId,
  accountName,
  level,
  objectId,
  objectName,
  currency,
  change,
  actor,
  reason,
  setId,
  createdAt,
}: Of): EditParts & Pick<Of, 'change'> => ({
  id,
  accountId,
  accountName,
  level,
  objectId,
  objectName,
  currency,
  change,
  actor,
  reason,
  setId,
  createdAt,
})

export interface Step {
  readonly edit: EditParts
  readonly state: EditState
  readonly failure?: Failure | null
  readonly traceId?: string | null
  readonly from?: readonly EditState[]
}

/** Writes steps of edits down before the next thing happens. */
export interface Record {
  /** False: the edit was in another state than those it may come from. */
  one(step: Step): Promise<boolean>
  /** All of them or none. Answers how many were due. */
  many(steps: readonly Step[]): Promise<number>
}

/**
 * What comes while the disk is waited for is written together afterwards: many edits at once wait for it once, not each for
 * itself.
 */
export const createRecord = ({ store, clock, emit }: Pick<WorkspaceContext, 'store' | 'clock' | 'emit'>): Record => {
  interface Waiting {
    readonly entries: readonly JournalEntry[]
    readonly done: (due: number) => void
    readonly failed: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let isWriting = false

  const entryOf = ({ edit, state, failure, traceId, from }: Step): JournalEntry => ({
    edit: partsOf(edit),
    state,
    at: clock.now(),
    failure: failure ?? null,
    traceId: traceId ?? null,
    ...(from ? { from } : {}),
  })

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const rows = await store.appendJournal(batch.flatMap(({ entries }) => entries))
      emit('edits.changed', null)
      let at = 0
      for (const { entries, done } of batch) {
        done(rows.slice(at, at + entries.length).filter((row) => row !== null).length)
        at += entries.length
      }
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
  const pump = async (): Promise<void> => {
    if (isWriting) return
    isWriting = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await write(batch)
    }
    isWriting = false
  }
  const add = (entries: readonly JournalEntry[]): Promise<number> =>
    new Promise((done, failed) => {
      waiting.push({ entries, done, failed })
      void pump()
    })

  return {
    one: async (step) => (await add([entryOf(step)])) === 1,
    many: (steps) => (steps.length === 0 ? Promise.resolve(0) : add(steps.map(entryOf))),
  }
}

/** Throws AppError notFound. */
export const editOf = async (store: WorkspaceContext['store'], id: string): Promise<Edit> => {
  const edit = await store.edit(id)
  if (!edit) throw new AppError('notFound', { id })
  return edit
}
