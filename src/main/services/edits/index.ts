import type { Actor, Edit, EditState, JournalRow, KnownValues } from '../../../shared/domain/edits.ts'
import { oppositeOf, plainValue, readingOf, SETTLE_AFTER_MS, valuesOf } from '../../../shared/domain/edits.ts'
import type { EditableObject } from '../../../shared/domain/editable.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { JournalEntry } from '../../db/store.ts'
import type { WriteAnswer } from '../../meta/graph.ts'
import type { WorkspaceContext } from '../context.ts'
import { checkEdit, knownObject } from './check.ts'
import type { EditInput } from './check.ts'
import { createPastOf } from './past.ts'
import { createReadObject } from './read.ts'
import { createInOrder } from '../in-order.ts'

export type { EditInput } from './check.ts'

export interface Edits {
  /**
   * Answers once the edit is settled or known to be unknown; look at `state`. Throws AppError when nothing was sent:
   * notFound, editNotPossible, editConflict { field, now }, editUnsettled, or what the disk said.
   */
  make(input: EditInput, actor: Actor): Promise<Edit>
  /** Throws AppError notFound. */
  values(objectId: ObjectId): Promise<EditableObject>
  /**
   * The opposite edit, after reading what the value is at Meta now. Throws editNotPossible when it was not confirmed or
   * is undone already, editConflict when the value is no longer what it left, and what keeps Meta from being read.
   */
  undo(id: string): Promise<Edit>
  list(filter: { readonly objectId?: ObjectId | undefined; readonly limit: number }): Promise<readonly Edit[]>
  /** Null: there is none of this id. */
  get(id: string): Promise<Edit | null>
  journal(editId: string): Promise<readonly JournalRow[]>
  /** Reads back every unsettled edit, sends nothing. At start and after each poll. Never throws for what Meta said. */
  settle(): Promise<void>
  unsettled(): Promise<number>
}

/**
 * The one path that changes anything at Meta, for people, strategies and undo alike. Each step is in the journal
 * before the next one begins, so wherever the program stops, the next start knows what can have reached Meta: nothing
 * (`queued`), or perhaps something (`sent`), which is then read back and never sent again.
 */
export const createEdits = (context: WorkspaceContext): Edits => {
  const { store, graph, clock, ids, log, emit } = context
  const inOrder = createInOrder()
  const readObject = createReadObject(context)
  const pastOf = createPastOf(context)
  let settling: Promise<void> | null = null

  const record = async (
    edit: JournalEntry['edit'],
    state: EditState,
    answer: { readonly failure?: Failure | null; readonly traceId?: string | null } = {},
  ): Promise<void> => {
    await store.appendJournal({
      edit,
      state,
      at: clock.now(),
      failure: answer.failure ?? null,
      traceId: answer.traceId ?? null,
    })
    emit('edits.changed', null)
  }

  const reread = async (id: string): Promise<Edit> => {
    const edit = await store.edit(id)
    if (!edit) throw new AppError('notFound', { id })
    return edit
  }

  const readBack = async (
    edit: Pick<Edit, 'level' | 'objectId' | 'accountId' | 'currency'>,
  ): Promise<KnownValues | null> => {
    const object = await readObject(edit, 'write')
    return object && valuesOf(object)
  }

  /**
   * Settles by reading back. `accepted`: Meta said yes, so an old value is final at once. Otherwise the answer was
   * lost: an old value is final only once the request can no longer be on its way. `failure` is why it was lost.
   */
  const settleBy = async (
    edit: JournalEntry['edit'],
    sentAt: Instant,
    known: {
      readonly state: EditState
      readonly accepted: boolean
      readonly failure: Failure | null
      readonly traceId: string | null
    },
  ): Promise<void> => {
    const { traceId } = known
    const leaveUnknown = async (failure: Failure): Promise<void> => {
      // One row is enough: every poll would add another while Meta cannot be reached.
      if (known.state !== 'unknown') await record(edit, 'unknown', { failure, traceId })
    }
    let values: KnownValues | null
    try {
      values = await readBack(edit)
    } catch (error) {
      log.write('warn', 'an edit could not be read back', { edit: edit.id, code: failureOf(error).code })
      return leaveUnknown(known.failure ?? failureOf(error))
    }
    const reading = readingOf(edit.change, values)
    switch (reading.kind) {
      case 'new':
        return record(edit, 'confirmed', { traceId })
      case 'old':
        if (!known.accepted && clock.now() - sentAt < SETTLE_AFTER_MS) {
          return leaveUnknown(known.failure ?? { code: 'editUnsettled', data: {} })
        }
        return record(edit, 'rejected', {
          failure: { code: known.accepted ? 'editNotApplied' : 'editNotSent', data: {} },
          traceId,
        })
      case 'other':
        return record(edit, 'rejected', {
          failure: {
            code: 'editConflict',
            data: { field: edit.change.field, now: plainValue(edit.change.field, reading.value, edit.currency) },
          },
          traceId,
        })
      case 'gone':
        return record(edit, 'rejected', { failure: { code: 'accountHidden', data: { id: edit.objectId } }, traceId })
    }
  }

  const send = async (edit: JournalEntry['edit']): Promise<WriteAnswer> => {
    try {
      return await graph.write(edit.objectId, edit.accountId, edit.change, edit.currency, { lane: 'write' })
    } catch (error) {
      // Thrown instead of answered: whether it left is not known, so it is read back like a lost answer.
      return { kind: 'unknown', failure: error instanceof Error ? error : new AppError('internal') }
    }
  }

  /** Settles one that an earlier run, or a lost answer, left open. Inside the object's order only. */
  const settleOne = async (id: string): Promise<void> => {
    const edit = await reread(id)
    if (edit.state === 'queued') {
      // Its `sent` row would be there if a byte had left.
      return record(edit, 'rejected', { failure: { code: 'editNotSent', data: {} } })
    }
    if (edit.state !== 'sent' && edit.state !== 'unknown') return
    const rows = await store.journal(id)
    const sentAt = rows.find(({ state }) => state === 'sent')?.at ?? edit.createdAt
    const { state, failure, traceId } = edit
    await settleBy(edit, sentAt, { state, accepted: false, failure, traceId })
  }

  const settleObject = async (objectId: ObjectId): Promise<boolean> => {
    const open = async (): Promise<readonly Edit[]> =>
      (await store.unsettledEdits()).filter((edit) => edit.objectId === objectId)
    for (const edit of await open()) await settleOne(edit.id)
    return (await open()).length === 0
  }

  /** Inside the object's order only. */
  const perform = async (input: EditInput, actor: Actor): Promise<Edit> => {
    // While an earlier edit is open the value at Meta is not known, and neither is what this one would change.
    if (!(await settleObject(input.objectId))) throw new AppError('editUnsettled', { id: input.objectId })
    const { account, level, object, change } = await checkEdit(context, readObject, input)
    const edit: JournalEntry['edit'] = {
      id: ids.random(),
      accountId: account.id,
      accountName: account.name,
      level,
      objectId: input.objectId,
      objectName: object.name,
      currency: account.currency,
      change,
      actor,
      reason: input.reason,
      createdAt: clock.now(),
    }
    await record(edit, 'queued')
    const sentAt = clock.now()
    await record(edit, 'sent')
    const answer = await send(edit)
    if (answer.kind === 'refused') {
      await record(edit, 'rejected', { failure: failureOf(answer.failure), traceId: answer.traceId })
    } else {
      const accepted = answer.kind === 'accepted'
      await settleBy(edit, sentAt, {
        state: 'sent',
        accepted,
        failure: accepted ? null : failureOf(answer.failure),
        traceId: accepted ? answer.traceId : null,
      })
    }
    return reread(edit.id)
  }

  const settleAll = async (): Promise<void> => {
    const unsettled = (await store.unsettledEdits()).map(({ objectId }) => objectId)
    // One that is being made right now settles itself, and a poll should not wait for it.
    const objects = new Set(unsettled.filter((objectId) => !inOrder.busy(objectId)))
    await Promise.all([...objects].map((objectId) => inOrder.run(objectId, () => settleObject(objectId))))
  }

  return {
    make: (input, actor) => inOrder.run(input.objectId, () => perform(input, actor)),

    values: async (objectId) => {
      const { account, level, object: known } = await knownObject(context, objectId)
      const { id: accountId, name: accountName, currency, zone } = account
      let readAt: Instant | null = clock.now()
      const object = await readObject({ level, objectId, accountId, currency }, 'person').catch((error: unknown) => {
        log.write('info', 'what can be edited is shown as last read', { code: failureOf(error).code })
        readAt = null
        return known
      })
      return {
        level,
        objectId,
        name: (object ?? known).name,
        accountId,
        accountName,
        currency,
        zone,
        values: object ? valuesOf(object) : {},
        readAt,
        past: await pastOf(object ?? known),
      }
    },

    undo: async (id) => {
      const { objectId } = await reread(id)
      return inOrder.run(objectId, async () => {
        const edit = await reread(id)
        if (edit.state !== 'confirmed' || edit.undoneBy !== null) {
          throw new AppError('editNotPossible', { field: edit.change.field })
        }
        // What was decided then must not undo what somebody else decided since, perhaps a minute ago.
        await readBack(edit)
        const change = oppositeOf(edit.change)
        return perform({ accountId: edit.accountId, objectId, change, reason: '' }, { kind: 'undo', editId: id })
      })
    },

    list: ({ objectId, limit }) => store.edits({ objectId: objectId ?? null, limit }),
    get: (id) => store.edit(id),
    journal: (editId) => store.journal(editId),
    settle: () => (settling ??= settleAll().finally(() => (settling = null))),
    unsettled: async () => (await store.unsettledEdits()).length,
  }
}
