import { isCreating, isMarked, madeBy, markedName } from '../../../shared/domain/creation.ts'
import type { Creating } from '../../../shared/domain/creation.ts'
import type { Edit, EditState } from '../../../shared/domain/edits.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { ErrorCode, Failure } from '../../../shared/errors.ts'
import type { CreateAnswer } from '../../meta/graph.ts'
import { ADS } from '../../meta/nodes/ad.ts'
import { AD_SETS } from '../../meta/nodes/ad-set.ts'
import { CAMPAIGNS } from '../../meta/nodes/campaign.ts'
import { withNamePart } from '../../meta/nodes/filters.ts'
import type { WorkspaceContext } from '../context.ts'
import { partsOf } from './journal.ts'
import type { EditParts, Record } from './journal.ts'
import { isForLater } from './later.ts'
import type { OnItsWay } from './on-its-way.ts'
import type { ReadObject } from './read.ts'

/** An edit that makes something. */
export type CreatingParts = EditParts & { readonly change: Creating }

export interface Making {
  /**
   * Makes what is queued, once, in what is `holderId` (null: the account itself). Answers why it is for later, and then it is queued
   * as before. Undefined as holder: what it was to be in was not made, and neither is this.
   */
  make(edit: CreatingParts, holderId: ObjectId | null | undefined): Promise<Error | null>
  /** Finds out about one that an earlier run, or a lost answer, left open. Never made twice. */
  settle(edit: Edit): Promise<void>
}

export interface MakingNeeds {
  readonly context: Pick<WorkspaceContext, 'graph' | 'log'>
  readonly record: Record
  readonly onItsWay: OnItsWay
  readonly readObject: ReadObject
}

/** Meta's own no. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['metaRejected', 'permission', 'accountHidden'])

/**
 * Makes campaigns, ad sets and ads. Meta knows no key by which a call that is sent twice would be done once, so each is
 * made under a name with a mark that nobody else has: when the answer is lost, the list of its level tells whether it is
 * there. Once its id is in the journal it is called by its name, which may be repeated.
 */
export const createMaking = ({ context, record, onItsWay, readObject }: MakingNeeds): Making => {
  const { graph, log } = context
  /** Those that are being made, or looked for, right now. */
  const underWay = new Set<string>()

  const reject = async (edit: EditParts, failure: Failure, traceId: string | null = null): Promise<void> => {
    await record.one({ edit, state: 'rejected', failure, traceId })
  }
  const leaveUnknown = async (edit: EditParts, state: EditState, failure: Failure): Promise<void> => {
    // One row is enough: every poll would add another while Meta cannot be reached.
    if (state !== 'unknown') await record.one({ edit, state: 'unknown', failure })
  }

  /** Its id is known: it gets its name, and is confirmed once it is read to have it. `isNew`: nobody can have renamed it. */
  const finish = async (edit: CreatingParts, state: EditState, isNew: boolean): Promise<void> => {
    const { level, objectId, accountId, currency } = edit
    const { after } = edit.change
    const wanted = { level, objectId, accountId, currency }
    const read = async () => readObject(wanted, 'write')
    try {
      const before = isNew ? null : await read()
      // It was made, and is not to be seen: not yet, or not by this person any more.
      if (!isNew && before === null)
        return await leaveUnknown(edit, state, { code: 'accountHidden', data: { id: objectId } })
      const isToBeNamed = before === null || isMarked(before.name)
      let refused: Failure | null = null
      if (isToBeNamed) {
        const rename = { field: 'name', before: markedName(after), after: after.name } as const
        const answer = await graph.write(objectId, accountId, rename, currency, { lane: 'write' })
        // Without a turn or a token nothing was said yet: it is called by its name the next time.
        if (answer.kind === 'refused' && FINAL.has(failureOf(answer.failure).code)) refused = failureOf(answer.failure)
      }
      const now = isToBeNamed ? await read() : before
      if (now === null || (isMarked(now.name) && refused === null)) {
        return await leaveUnknown(edit, state, { code: 'editUnsettled', data: {} })
      }
      // It is there, if under another name than was wanted: Meta's words say why.
      await record.one({ edit: { ...edit, objectName: now.name }, state: 'confirmed', failure: refused })
    } catch (error) {
      log.write('warn', 'what was made could not be read back', { edit: edit.id, code: failureOf(error).code })
      await leaveUnknown(edit, state, failureOf(error))
    }
  }

  /** Its id is in the journal before anything is done with it: without its mark it could not be found again. */
  const found = async (edit: CreatingParts, id: ObjectId, traceId: string | null, isNew: boolean): Promise<void> => {
    const made: CreatingParts = { ...edit, objectId: id }
    await record.one({ edit: made, state: 'sent', traceId })
    await finish(made, 'sent', isNew)
  }

  const marked = async ({ level, accountId, currency, change }: CreatingParts): Promise<ObjectId | null> => {
    const text = change.after.marker
    const options = { lane: 'write', accountId, currency, filter: withNamePart(level, text) } as const
    const listed =
      level === 'campaign'
        ? await graph.list(CAMPAIGNS, accountId, options)
        : level === 'adset'
          ? await graph.list(AD_SETS, accountId, options)
          : await graph.list(ADS, accountId, options)
    const [first, second] = listed.items.filter(({ name }) => name.includes(text))
    if (second) log.write('error', 'two objects have the same mark', { first: first?.id ?? '', second: second.id })
    if (first) return first.id
    if (listed.failure) throw listed.failure
    // A row that cannot be read may be the one.
    if (!listed.complete || listed.dropped > 0) throw new AppError('malformed', { path: accountId })
    return null
  }

  /** The answer was lost: the list of its level tells. */
  const look = async (edit: CreatingParts, state: EditState, failure: Failure | null): Promise<void> => {
    let id: ObjectId | null
    try {
      id = await marked(edit)
    } catch (error) {
      log.write('warn', 'what was made could not be looked for', { edit: edit.id, code: failureOf(error).code })
      return leaveUnknown(edit, state, failure ?? failureOf(error))
    }
    if (id !== null) return found(edit, id, null, false)
    // It may still be on its way, or not in the list yet.
    if (onItsWay.mayArrive(edit.id)) return leaveUnknown(edit, state, failure ?? { code: 'editUnsettled', data: {} })
    return reject(edit, { code: 'creationNotSent', data: {} })
  }

  const send = async (edit: CreatingParts, holderId: ObjectId | null): Promise<CreateAnswer> => {
    try {
      return await graph.create(edit.change.after, holderId, edit.accountId, edit.currency, { lane: 'write' })
    } catch (error) {
      return { kind: 'unknown', failure: error instanceof Error ? error : new AppError('internal') }
    }
  }

  const settleOne = async (edit: Edit): Promise<void> => {
    if (!isCreating(edit)) return
    const { state, failure } = edit
    const creating = { ...partsOf(edit), change: edit.change }
    // Its `sent` row would be there if a byte had left.
    if (state === 'queued') return reject(creating, { code: 'creationNotSent', data: {} })
    return madeBy(edit) === null ? look(creating, state, failure) : finish(creating, state, false)
  }

  const makeOne = async (edit: CreatingParts, holderId: ObjectId | null): Promise<Error | null> => {
    // Somebody may have taken it back in between.
    if (!(await record.one({ edit, state: 'sent', from: ['queued'] }))) return null
    const answer = await send(edit, holderId)
    onItsWay.ended(edit.id)
    switch (answer.kind) {
      case 'made':
        await found(edit, answer.id, answer.traceId, true)
        return null
      case 'refused': {
        const failure = failureOf(answer.failure)
        if (!isForLater(answer.failure)) {
          await reject(edit, failure, answer.traceId)
          return null
        }
        await record.one({ edit, state: 'queued', failure, traceId: answer.traceId })
        return answer.failure
      }
      case 'unknown':
        await look(edit, 'sent', failureOf(answer.failure))
        return null
    }
  }

  /** One at a time: what is being made settles itself, and what is being settled is not settled twice. */
  const alone = async <Of>({ id }: Pick<Edit, 'id'>, work: () => Promise<Of>): Promise<Of | null> => {
    if (underWay.has(id)) return null
    underWay.add(id)
    return work().finally(() => underWay.delete(id))
  }

  return {
    make: (edit, holderId) =>
      alone(edit, async () => {
        if (holderId !== undefined) return makeOne(edit, holderId)
        await record.one({ edit, state: 'rejected', failure: { code: 'creationNoHolder', data: {} }, from: ['queued'] })
        return null
      }),
    settle: async (edit) => void (await alone(edit, () => settleOne(edit))),
  }
}
