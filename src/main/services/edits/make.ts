import { holderOf, isMarked, madeBy, markedName } from '../../../shared/domain/creation.ts'
import type { Creating, Holder } from '../../../shared/domain/creation.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { SETTLED, SETTLE_AFTER_MS } from '../../../shared/domain/edits.ts'
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
import type { ReadObject } from './read.ts'

/** An edit that makes something. */
export type CreatingParts = EditParts & { readonly change: Creating }
export const isCreating = (edit: EditParts): edit is CreatingParts => edit.change.field === 'created'

export interface Making {
  /** Begins what is queued, in its order; each ends by itself, and what is to be in something waits for it. */
  begin(edits: readonly CreatingParts[]): void
  /** Finds out about one that an earlier run, or a lost answer, left open. Never made twice. */
  settle(edit: Edit): Promise<void>
  /** When all that is under way has ended. */
  idle(): Promise<void>
  /** What was not begun stays in the journal as queued. */
  stop(): void
}

export interface MakingNeeds {
  readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'log'>
  readonly record: Record
  readonly readObject: ReadObject
}

/** Between two looks for what others wait for. */
const LOOK_AGAIN_MS = 2000
/** Made side by side. More would only wait at Meta's limits. */
const SIDE_BY_SIDE = 3

/** Meta's own no. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['metaRejected', 'permission', 'accountHidden'])

/**
 * Makes campaigns, ad sets and ads. Meta knows no key by which a call that is sent twice would be done once, so each is
 * made under a name with a mark that nobody else has: when the answer is lost, the list of its level tells whether it is
 * there. Once its id is in the journal it is called by its name, which may be repeated.
 */
export const createMaking = ({ context, record, readObject }: MakingNeeds): Making => {
  const { store, graph, clock, log } = context
  /** By edit: ends when it is known how it ended. */
  const underWay = new Map<string, Promise<void>>()
  let isStopped = false

  const reject = async (edit: EditParts, failure: Failure, traceId: string | null = null): Promise<void> => {
    await record.one({ edit, state: 'rejected', failure, traceId })
  }
  const leaveUnknown = async (edit: EditParts, state: EditState, failure: Failure): Promise<void> => {
    // One row is enough: every poll would add another while Meta cannot be reached.
    if (state !== 'unknown') await record.one({ edit, state: 'unknown', failure })
  }

  /** Its id is known: it gets its name, and is confirmed once it is read to have it. `isNew`: nobody can have renamed it. */
  const finish = async (edit: CreatingParts, state: EditState, sentAt: Instant, isNew: boolean): Promise<void> => {
    const { level, objectId, accountId, currency } = edit
    const { after } = edit.change
    const wanted = { level, objectId, accountId, currency }
    const read = async () => readObject(wanted, 'write')
    try {
      const before = isNew ? null : await read()
      if (!isNew && before === null) {
        if (clock.now() - sentAt < SETTLE_AFTER_MS)
          return await leaveUnknown(edit, state, { code: 'editUnsettled', data: {} })
        return await reject(edit, { code: 'accountHidden', data: { id: objectId } })
      }
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
  const found = async (
    edit: CreatingParts,
    id: ObjectId,
    sentAt: Instant,
    traceId: string | null,
    isNew: boolean,
  ): Promise<void> => {
    const made: CreatingParts = { ...edit, objectId: id }
    await record.one({ edit: made, state: 'sent', traceId })
    await finish(made, 'sent', sentAt, isNew)
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
  const look = async (
    edit: CreatingParts,
    state: EditState,
    sentAt: Instant,
    failure: Failure | null,
  ): Promise<void> => {
    let id: ObjectId | null
    try {
      id = await marked(edit)
    } catch (error) {
      log.write('warn', 'what was made could not be looked for', { edit: edit.id, code: failureOf(error).code })
      return leaveUnknown(edit, state, failure ?? failureOf(error))
    }
    if (id !== null) return found(edit, id, sentAt, null, false)
    // It may still be on its way, or not in the list yet.
    if (clock.now() - sentAt < SETTLE_AFTER_MS)
      return leaveUnknown(edit, state, failure ?? { code: 'editUnsettled', data: {} })
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
    const sentAt = (await store.journal(edit.id)).find(({ state }) => state === 'sent')?.at ?? edit.createdAt
    const { state, failure } = edit
    const creating = { ...partsOf(edit), change: edit.change }
    // Its `sent` row would be there if a byte had left.
    if (state === 'queued') return reject(creating, { code: 'creationNotSent', data: {} })
    return madeBy(edit) === null ? look(creating, state, sentAt, failure) : finish(creating, state, sentAt, false)
  }
  /** One that is being made right now settles itself, and one that is being settled is not settled twice. */
  const settle = async (edit: Edit): Promise<void> => {
    if (underWay.has(edit.id)) return
    const ended = settleOne(edit).finally(() => underWay.delete(edit.id))
    underWay.set(edit.id, ended)
    await ended
  }

  /** Undefined: what it was to be in was not made. While that is not known it is waited for. */
  const idOfHolder = async (holder: Holder | null): Promise<ObjectId | null | undefined> => {
    if (holder === null || 'id' in holder) return holder?.id ?? null
    for (;;) {
      await underWay.get(holder.editId)?.catch(() => undefined)
      if (isStopped) return undefined
      const edit = await store.edit(holder.editId)
      const made = edit && madeBy(edit)
      if (made) return edit.state === 'rejected' ? undefined : made
      if (!edit || SETTLED.includes(edit.state)) return undefined
      await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve))
      if (!isStopped) await settle(edit)
    }
  }

  const make = async (edit: CreatingParts): Promise<void> => {
    if (isStopped) return
    const holderId = await idOfHolder(holderOf(edit.change.after))
    if (isStopped) return
    if (holderId === undefined) return reject(edit, { code: 'creationNoHolder', data: {} })
    const sentAt = clock.now()
    // Somebody may have taken it back in between.
    if (!(await record.one({ edit, state: 'sent', from: ['queued'] }))) return
    const answer = await send(edit, holderId)
    switch (answer.kind) {
      case 'made':
        return found(edit, answer.id, sentAt, answer.traceId, true)
      case 'refused':
        return reject(edit, failureOf(answer.failure), answer.traceId)
      case 'unknown':
        return look(edit, 'sent', sentAt, failureOf(answer.failure))
    }
  }

  /** Begins them in their order; each ends by itself. */
  const makeAll = (edits: readonly CreatingParts[]): void => {
    const ends = new Map(edits.map(({ id }) => [id, Promise.withResolvers<void>()]))
    for (const [id, { promise }] of ends) underWay.set(id, promise)
    const waiting = edits.values()
    const work = async (): Promise<void> => {
      for (const edit of waiting) {
        await make(edit).catch((error: unknown) => {
          // The journal has what is known of it; the next settling goes on from there.
          log.write('error', 'making something was cut short', { edit: edit.id, code: failureOf(error).code })
        })
        underWay.delete(edit.id)
        ends.get(edit.id)?.resolve()
      }
    }
    for (let i = 0; i < SIDE_BY_SIDE; i++) void work()
  }

  return {
    begin: makeAll,
    settle,
    idle: async () => void (await Promise.all(underWay.values())),
    stop: () => {
      isStopped = true
    },
  }
}
