import { isChangeEdit, plainValue, readingOf, valuesOf } from '../../../shared/domain/edits.ts'
import type { Edit, EditState, KnownValues } from '../../../shared/domain/edits.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { WriteAnswer } from '../../meta/graph.ts'
import type { WorkspaceContext } from '../context.ts'
import { editOf } from './journal.ts'
import type { ChangeParts, Record } from './journal.ts'
import { isForLater } from './later.ts'
import type { Making } from './make.ts'
import type { OnItsWay } from './on-its-way.ts'
import type { ReadObject } from './read.ts'
import { undoneBy } from './undo.ts'

export interface Sending {
  /**
   * Sends what is queued once, and settles it by reading back. Inside the object's order only. Answers why it is for later, and then
   * it is queued as before: only for an edit of a set, which waits for it.
   */
  send(edit: ChangeParts): Promise<Error | null>
  /** Settles what an earlier run, or a lost answer, left open. Inside the object's order only. False: something is still open. */
  settle(objectId: ObjectId): Promise<boolean>
}

export interface SendingNeeds {
  readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'log'>
  readonly record: Record
  readonly onItsWay: OnItsWay
  readonly readObject: ReadObject
  readonly making: Pick<Making, 'settle'>
}

/** Each step is in the journal before the next one begins. */
export const createSending = ({ context, record, onItsWay, readObject, making }: SendingNeeds): Sending => {
  const { store, graph, log } = context

  /**
   * Settles by reading back. `accepted`: Meta said yes, so an old value is final at once. Otherwise the answer was
   * lost: an old value is final only once the request can no longer be on its way. `failure` is why it was lost.
   */
  const settleBy = async (
    edit: ChangeParts,
    known: {
      readonly state: EditState
      readonly accepted: boolean
      readonly failure: Failure | null
      readonly traceId: string | null
    },
  ): Promise<void> => {
    const { traceId } = known
    const reject = (failure: Failure): Promise<boolean> => record.one({ edit, state: 'rejected', failure, traceId })
    const leaveUnknown = async (failure: Failure): Promise<void> => {
      // One row is enough: every poll would add another while Meta cannot be reached.
      if (known.state !== 'unknown') await record.one({ edit, state: 'unknown', failure, traceId })
    }
    let values: KnownValues | null
    try {
      const object = await readObject(edit, 'write')
      values = object && valuesOf(object)
    } catch (error) {
      log.write('warn', 'an edit could not be read back', { edit: edit.id, code: failureOf(error).code })
      return leaveUnknown(known.failure ?? failureOf(error))
    }
    const reading = readingOf(edit.change, values)
    const isOpen = !known.accepted && onItsWay.mayArrive(edit.id)
    switch (reading.kind) {
      case 'new':
        await record.many([{ edit, state: 'confirmed', traceId }, ...(await undoneBy(store, edit))])
        return
      case 'old':
        if (isOpen) return leaveUnknown(known.failure ?? { code: 'editUnsettled', data: {} })
        await reject({ code: known.accepted ? 'editNotApplied' : 'editNotSent', data: {} })
        return
      case 'without':
      case 'other': {
        if (reading.kind === 'without' && isOpen)
          return leaveUnknown(known.failure ?? { code: 'editUnsettled', data: {} })
        const { field, value } = reading
        await reject({ code: 'editConflict', data: { field, now: plainValue(field, value, edit.currency) } })
        return
      }
      case 'gone':
        // Whether it took effect is not to be seen: it is known when somebody lets the person see the object again.
        await leaveUnknown({ code: 'accountHidden', data: { id: edit.objectId } })
    }
  }

  const write = async (edit: ChangeParts): Promise<WriteAnswer> => {
    try {
      return await graph.write(edit.objectId, edit.accountId, edit.change, edit.currency, {
        lane: 'write',
        level: edit.level,
      })
    } catch (error) {
      // Thrown instead of answered: whether it left is not known, so it is read back like a lost answer.
      return { kind: 'unknown', failure: error instanceof Error ? error : new AppError('internal') }
    }
  }

  const settleOne = async (edit: Edit): Promise<void> => {
    if (!isChangeEdit(edit)) return making.settle(edit)
    if (edit.state === 'queued') {
      // Its `sent` row would be there if a byte had left.
      await record.one({ edit, state: 'rejected', failure: { code: 'editNotSent', data: {} } })
      return
    }
    const { state, failure, traceId } = edit
    await settleBy(edit, { state, accepted: false, failure, traceId })
  }

  return {
    send: async (edit) => {
      // Somebody may have taken it back in between.
      if (!(await record.one({ edit, state: 'sent', from: ['queued'] }))) return null
      const answer = await write(edit)
      if (answer.kind === 'refused') {
        const isLater = edit.setId !== null && isForLater(answer.failure)
        const state = isLater ? 'queued' : 'rejected'
        await record.one({ edit, state, failure: failureOf(answer.failure), traceId: answer.traceId })
        return isLater ? answer.failure : null
      }
      const accepted = answer.kind === 'accepted'
      if (!accepted) onItsWay.ended(edit.id)
      await settleBy(edit, {
        state: 'sent',
        accepted,
        failure: accepted ? null : failureOf(answer.failure),
        traceId: accepted ? answer.traceId : null,
      })
      return null
    },

    settle: async (objectId) => {
      const open = await store.unsettledEdits(objectId)
      if (open.length === 0) return true
      for (const { id } of open) {
        const edit = await editOf(store, id)
        if (edit.state === 'queued' || edit.state === 'sent' || edit.state === 'unknown') await settleOne(edit)
      }
      return (await store.unsettledEdits(objectId)).length === 0
    },
  }
}
