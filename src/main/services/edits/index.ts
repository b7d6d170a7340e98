import { NEWEST_SETS } from '../../../shared/domain/change-sets.ts'
import type { ChangeSet, ShownSet } from '../../../shared/domain/change-sets.ts'
import type { WantedEdit } from '../../../shared/domain/change-sets.ts'
import { canUndo, isFinal, valuesOf } from '../../../shared/domain/edits.ts'
import type { Actor, Edit, JournalRow } from '../../../shared/domain/edits.ts'
import type { AboutObject, Choices, Holdable } from '../../../shared/domain/creation.ts'
import type { EditTerms } from '../../../shared/domain/edit-policy.ts'
import type { EditedObject } from '../../../shared/domain/editable.ts'
import type { AccountId, Level, ObjectId } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { SetEdits } from '../../db/change-sets.ts'
import { coalesced } from '../coalesced.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import { createInOrder } from '../in-order.ts'
import type { RunningTasks } from '../running.ts'
import { aboutObjects, possibleHolders } from './about.ts'
import { refuseUnconfirmed } from './allowed.ts'
import { checkEdit, knownObject } from './check.ts'
import { createChecking } from './checking.ts'
import { choicesOf } from './choices.ts'
import { createRecord, editOf } from './journal.ts'
import type { ChangeParts } from './journal.ts'
import { createCreations } from './creations.ts'
import type { Create } from './creations.ts'
import { createMaking } from './make.ts'
import { createOnItsWay } from './on-its-way.ts'
import { createKnownObjects } from './past.ts'
import type { KnownObjects } from './past.ts'
import { createPosting } from './posting.ts'
import { createReadObject, createReadObjects } from './read.ts'
import { createSending } from './send.ts'
import { createChangeSets } from './sets.ts'
import type { ChangeSets } from './sets.ts'
import { createSignedIn } from './signed-in.ts'
import { createTerms } from './terms.ts'
import { undoing } from './undo.ts'

export interface Edits {
  /**
   * Answers once the edit is settled or known to be unknown; look at `state`. It is compared with what is so at Meta now: what cannot
   * be read is rejected, and not sent. Throws AppError when nothing was sent:
   * notFound, editReadOnly { by, account }, editNotPossible, editConflict { field, now }, editBreaksHouseRule { rule, known },
   * editNeedsConfirmation { limit }, editTooOften { minutes }, editUnsettled, or what the disk said.
   */
  make(input: WantedEdit, actor: Actor): Promise<Edit>
  /** Makes campaigns, ad sets and ads: answers once all of it is journaled in its set. */
  readonly create: Create
  some(ids: readonly string[]): Promise<readonly Edit[]>
  about(ids: readonly ObjectId[]): Promise<readonly AboutObject[]>
  holders(of: Parameters<typeof possibleHolders>[1]): Promise<readonly Holdable[]>
  /** Throws AppError notFound, and what keeps Meta from being asked where nothing was read before. */
  choices(accountId: AccountId): Promise<Choices>
  /** As it is at Meta now or, where Meta cannot be asked, as it was last read. Throws AppError notFound. */
  values(objectId: ObjectId): Promise<EditedObject>
  /** What edits in each of the accounts are held to; those that are not there are left out. */
  terms(accountIds: readonly AccountId[]): Promise<Readonly<Record<AccountId, EditTerms>>>
  known: KnownObjects['of']
  named: KnownObjects['named']
  /**
   * The opposite edit, after reading what the value is at Meta now. Throws editNotPossible when it was not confirmed or
   * is undone already, editFinal when nothing leads back, editConflict when the value is no longer what it left, what keeps
   * Meta from being read, and what people do not allow, as `make`. What was made is deleted.
   */
  undo(id: string, confirmed?: string): Promise<Edit>
  list(filter: { readonly objectId?: ObjectId | undefined; readonly limit: number }): Promise<readonly Edit[]>
  /** Null: there is none of this id. */
  get(id: string): Promise<Edit | null>
  journal(editId: string): Promise<readonly JournalRow[]>
  /** Reads back every unsettled edit, sends nothing. At start and after each poll. Never throws for what Meta said. */
  settle(): Promise<void>
  /** Whose answer was lost; what is being sent right now is none of them. */
  unsettled(): Promise<number>

  /** Everything about sets but what is shown of them; what they queue is posted in the background. */
  readonly sets: Omit<ChangeSets, 'list'>
  /** Newest first: so many, and older ones with something left to do or to look at. */
  shownSets(newest?: number): Promise<readonly ShownSet[]>
  /** Null: there is none, or nothing of it is left to be seen. */
  shownSet(id: string): Promise<ShownSet | null>
  /** How many sets there are. */
  setCount(): Promise<number>
  inSet(which: SetEdits): Promise<readonly Edit[]>
  /** What of a level is drafted, being made, or was refused; of these accounts or, where none is named, of all. Newest first. */
  toBeMade(level: Level, accountIds: readonly AccountId[]): Promise<readonly Edit[]>
  /** Drafts of an object, and what of it is queued. */
  waiting(objectId: ObjectId): Promise<readonly Edit[]>
  /** Asks Meta about each draft of a set and changes nothing. Throws what keeps Meta from being asked. */
  check(setId: string): Promise<void>
  cancelCheck(setId: string): void
  isPosting(): boolean
  start(): void
  stop(): Promise<void>
}

export interface EditsNeeds {
  readonly context: WorkspaceContext
  readonly link: Pick<Link, 'mayCall' | 'connection' | 'checkpoint' | 'saw' | 'onChange'>
  readonly running: RunningTasks
}

/** As many as somebody looks through. */
const MOST_TO_BE_MADE = 200
/** How often windows hear of what is posted in the background. */
const TELL_MS = 250
const MINUTE = 60_000

/**
 * The one path that changes anything at Meta, for people, strategies and undo alike. Each step is in the journal
 * before the next one begins, so wherever the program stops, the next start knows what can have reached Meta: nothing
 * (`queued`), or perhaps something (`sent`), which is then read back and never sent again.
 */
export const createEdits = ({ context, link, running }: EditsNeeds): Edits => {
  const { store, graph, clock, ids, log } = context
  const inOrder = createInOrder()
  const readObject = createReadObject(context)
  const record = createRecord(context)
  const onItsWay = createOnItsWay(clock, () => {
    settle().catch((error: unknown) => log.write('error', 'settling edits failed', { code: failureOf(error).code }))
  })
  const signedIn = createSignedIn(context)
  const known = createKnownObjects(context)
  const terms = createTerms(context)
  let settling: Promise<void> | null = null

  const quiet = { ...context, emit: coalesced(context.emit, clock, TELL_MS) }
  const quietRecord = createRecord(quiet)
  const quietRead = createReadObject(quiet)
  // One alone: it knows what is being made right now.
  const making = createMaking({ context: quiet, record: quietRecord, onItsWay, readObject: quietRead })
  const sending = createSending({ context, record, onItsWay, readObject, making })
  const readObjects = createReadObjects(quiet)
  const sets = createChangeSets(context, record)
  const pause = async (setId: string): Promise<void> => {
    await sets.pause(setId)
    posting.hold(setId)
  }
  const posting = createPosting({
    context: quiet,
    link,
    running,
    inOrder,
    record: quietRecord,
    sending: createSending({ context: quiet, record: quietRecord, onItsWay, readObject: quietRead, making }),
    making,
    readObject: quietRead,
    readObjects,
    pause,
  })
  const checking = createChecking({
    context: quiet,
    running,
    inOrder,
    record: quietRecord,
    readObject: quietRead,
    readObjects,
  })
  link.onChange(posting.lineChanged)

  /** What is kept of it is as it is at Meta now; otherwise why it could not be read. Throws AppError notFound. */
  const readNow = async (objectId: ObjectId): Promise<Failure | null> => {
    const { account, level } = await knownObject(context, objectId)
    const wanted = { level, objectId, accountId: account.id, currency: account.currency }
    try {
      return (await readObject(wanted, 'write')) ? null : { code: 'accountHidden', data: { id: objectId } }
    } catch (error) {
      return failureOf(error)
    }
  }

  /** Inside the object's order only. `isRead`: it was read at Meta just before. */
  const perform = async (input: WantedEdit, actor: Actor, isRead: boolean): Promise<Edit> => {
    // While an earlier edit is open the value at Meta is not known, and neither is what this one would change.
    if (!(await sending.settle(input.objectId))) throw new AppError('editUnsettled', { id: input.objectId })
    // What somebody else decided since it was last read must not be overwritten unseen.
    const unread = isRead ? null : await readNow(input.objectId)
    const { account, level, object, values, change, policy } = await checkEdit(context, readObject, input, actor)
    refuseUnconfirmed(policy, { change, values, account, actor, confirmed: [input.confirmed ?? ''] })
    // Nobody waits for an hour at a cell: in a set it would.
    const wait = graph.editAt({ objectId: input.objectId, field: change.field }) - clock.now()
    if (wait > 0) throw new AppError('editTooOften', { minutes: Math.ceil(wait / MINUTE) })
    const edit: ChangeParts = {
      id: ids.random(),
      accountId: account.id,
      accountName: account.name,
      level,
      objectId: input.objectId,
      objectName: object.name,
      currency: account.currency,
      change,
      actor: signedIn(actor),
      reason: input.reason,
      setId: null,
      createdAt: clock.now(),
    }
    await record.one({ edit, state: 'queued' })
    if (unread) await record.one({ edit, state: 'rejected', failure: unread })
    else await sending.send(edit)
    return editOf(store, edit.id)
  }

  const settleAll = async (): Promise<void> => {
    const unsettled = (await store.unsettledEdits(null)).map(({ objectId }) => objectId)
    // One that is being made right now settles itself, and a poll should not wait for it.
    const objects = new Set(unsettled.filter((objectId) => !inOrder.busy(objectId)))
    await Promise.all([...objects].map((objectId) => inOrder.run(objectId, () => sending.settle(objectId))))
  }
  const settle = (): Promise<void> => (settling ??= settleAll().finally(() => (settling = null)))

  const shown = (set: ChangeSet): ShownSet => ({
    ...set,
    waits: posting.waits(set.id),
    checking: checking.progress(set.id),
  })

  /** What queues edits, and then posts them. */
  const posted =
    <Input extends readonly unknown[], Output>(run: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      const answer = await run(...input)
      posting.look()
      return answer
    }

  return {
    create: posted(createCreations(context, record, readObject)),
    some: (ids) => store.editsById(ids),
    about: (ids) => aboutObjects(context, ids),
    holders: (of) => possibleHolders(context, of),
    choices: (accountId) => choicesOf(context, accountId),

    make: (input, actor) => inOrder.run(input.objectId, () => perform(input, actor, false)),

    known: known.of,
    named: known.named,

    values: async (objectId) => {
      const { account, level, object: last } = await knownObject(context, objectId)
      const { id: accountId, currency } = account
      const wanted = { level, objectId, accountId, currency }
      const live = await readObject(wanted, 'person').then(
        (object) => {
          if (link.connection() !== 'online') link.saw(null)
          return { values: object ? valuesOf(object) : {}, readAt: clock.now(), isLive: true }
        },
        (error: unknown) => {
          // Whoever looks at it hears at once that nothing can be sent now.
          if (error instanceof AppError) link.saw(error)
          log.write('info', 'what can be edited is shown as last read', { code: failureOf(error).code })
          return {}
        },
      )
      const [object] = await known.of([objectId])
      if (!object) throw new AppError('notFound', { id: objectId })
      return {
        ...object,
        ...live,
        terms: await terms.ofObject(account, last),
      }
    },

    terms: async (accountIds) => {
      const wanted = new Set(accountIds)
      return terms.of((await store.accounts([])).filter(({ id }) => wanted.has(id)))
    },

    undo: async (id, confirmed) => {
      const { objectId } = await editOf(store, id)
      return inOrder.run(objectId, async () => {
        const edit = await editOf(store, id)
        if (isFinal(edit)) throw new AppError('editFinal')
        if (!canUndo(edit)) throw new AppError('editNotPossible', { field: edit.change.field })
        // What was decided then must not undo what somebody else decided since, perhaps a minute ago.
        const now = await readObject(edit, 'write')
        const change = undoing(edit, now)
        if (change === null) throw new AppError('editFinal')
        return perform(
          { accountId: edit.accountId, objectId, change, reason: '', confirmed },
          { kind: 'undo', editId: id },
          true,
        )
      })
    },

    list: ({ objectId, limit }) => store.edits({ objectId: objectId ?? null, limit }),
    get: (id) => store.edit(id),
    journal: (editId) => store.journal(editId),
    settle,
    unsettled: async () => (await store.unsettledEdits(null)).filter(({ state }) => state === 'unknown').length,

    sets: {
      ...sets,
      pause,
      keep: posted(sets.keep),
      post: posted(sets.post),
      resume: posted(sets.resume),
      retry: posted(sets.retry),
      undo: posted(sets.undo),
    },
    shownSets: async (newest = NEWEST_SETS) => (await sets.list(newest)).map(shown),
    shownSet: async (id) => {
      const set = await store.changeSetById(id)
      return set && shown(set)
    },
    setCount: () => store.changeSetCount(),
    inSet: (which) => store.setEdits(which),
    toBeMade: (level, accountIds) => store.toBeMade(level, accountIds, MOST_TO_BE_MADE),
    waiting: (objectId) => store.waitingEdits(objectId),
    check: checking.check,
    cancelCheck: checking.cancel,
    isPosting: posting.isRunning,
    start: () => {
      onItsWay.start()
      posting.look()
    },
    stop: () => {
      onItsWay.stop()
      return posting.stop()
    },
  }
}
