import { MOST_KEPT } from '../../../shared/domain/change-sets.ts'
import type {
  ChangeSet,
  KeptEdits,
  Resolution,
  Retyped,
  ToSend,
  WantedEdit,
} from '../../../shared/domain/change-sets.ts'
import { isCreating, madeBy, markerFrom } from '../../../shared/domain/creation.ts'
import { canUndo, DRAFT_STATES, exactChange, isChangeEdit, isConflict, madeFrom } from '../../../shared/domain/edits.ts'
import type { Actor, Change, ChangeEdit, Edit, EditState } from '../../../shared/domain/edits.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'
import { judged, knownObjects } from './check.ts'
import type { KnownObject } from './check.ts'
import { partsOf } from './journal.ts'
import type { ChangeParts, EditParts, Record, Step } from './journal.ts'
import { createRefusal } from './refusal.ts'
import { createSetEdits } from './set-edits.ts'
import { createSetStore } from './set-store.ts'
import { createSignedIn } from './signed-in.ts'
import type { Into } from './set-store.ts'
import { createByAccount } from './to-send.ts'
import { undoing } from './undo.ts'

/** Edits whose opposites are wanted. */
export type Undone = { readonly setId: string } | { readonly ids: readonly string[] }

/** What somebody is about to do with edits of a set, as `post`, `retry` and `undo` take it. */
export type Intent =
  | { readonly what: 'post' | 'retry'; readonly setId: string; readonly ids?: readonly string[] | undefined }
  | { readonly what: 'undo'; readonly of: Undone }

export interface ChangeSets {
  /** Newest first: so many, and older ones with something left to do or to look at. */
  list(newest: number): Promise<readonly ChangeSet[]>
  /** Keeps edits as drafts or posts them at once; a draft of the same field in the set takes the new value. Throws notFound for the set. */
  keep(
    edits: readonly WantedEdit[],
    into: Into,
    how: { readonly post: boolean; readonly actor: Actor },
  ): Promise<KeptEdits>
  /**
   * Drafts of a set, or these of them; those in conflict stay, and with a failure those that people do not allow. `confirmed`: what
   * was typed for amounts over the limit. Answers how many are queued now. Some of a paused set wait with the rest of it.
   */
  post(setId: string, ids?: readonly string[], confirmed?: readonly string[]): Promise<number>
  pause(setId: string): Promise<void>
  resume(setId: string): Promise<void>
  /** What is not on its way is a draft again. Answers how many. */
  stop(setId: string): Promise<number>
  rename(setId: string, name: string): Promise<void>
  /** Gives up drafts. Answers how many. */
  withdraw(ids: readonly string[]): Promise<number>
  /** All drafts of a set. Answers which. */
  discard(setId: string): Promise<readonly string[]>
  /** Rejected edits of a set, or these of them, are no failures any more that somebody has to look at. Answers which. */
  dismiss(setId: string, ids?: readonly string[]): Promise<readonly string[]>
  /** What was given up is a draft again, and what was dismissed is rejected. */
  restore(ids: readonly string[]): Promise<number>
  /** Another value for a draft. Throws notFound, editNotPossible. */
  retype(id: string, wanted: Change): Promise<void>
  /** Conflicts of a set, or these of them. Answers which. */
  resolve(setId: string, how: Resolution, ids?: readonly string[]): Promise<readonly string[]>
  /** What was rejected is posted again, by what is so now. */
  retry(setId: string, ids?: readonly string[], confirmed?: readonly string[]): Promise<number>
  /** The opposite of edits that were confirmed, the last first, posted as a set of their own. Null: none can be undone. */
  undo(which: Undone, name: string, confirmed?: readonly string[]): Promise<KeptEdits | null>
  /** What that would send, by what is known now; nothing is sent. */
  toSend(intent: Intent): Promise<readonly ToSend[]>
}

const idsOf = (edits: readonly Edit[]): readonly string[] => edits.map(({ id }) => id)

/** Nothing of it is on its way. */
const IDLE: readonly EditState[] = [...DRAFT_STATES, 'rejected']

export const createChangeSets = (
  context: Pick<WorkspaceContext, 'store' | 'stored' | 'graph' | 'clock' | 'ids' | 'emit' | 'preferences' | 'watched'>,
  record: Record,
): ChangeSets => {
  const { store, clock, ids: newIds } = context
  const signedIn = createSignedIn(context)
  const setStore = createSetStore(context)
  const refusalOf = createRefusal(context)
  const byAccount = createByAccount(context)

  const { of: editsOf, withHolders, withUnder } = createSetEdits(store)
  const knownOf = (edits: readonly { readonly objectId: ObjectId }[]): ReturnType<typeof knownObjects> =>
    knownObjects(store, [...new Set(edits.map(({ objectId }) => objectId))])

  /** By what is known now; null: that is what it would be already, or it has no such value. */
  const fromNow = (edit: ChangeEdit, known: ReadonlyMap<ObjectId, KnownObject>): ChangeParts | null => {
    const change = madeFrom(edit.change, known.get(edit.objectId)?.values ?? {})
    return change && { ...partsOf(edit), change }
  }

  /** As it is posted again. Null: what it made was there, and went. */
  const renewed = (edit: Edit, known: ReadonlyMap<ObjectId, KnownObject>): EditParts | null => {
    if (isChangeEdit(edit)) return fromNow(edit, known) ?? partsOf(edit)
    if (!isCreating(edit) || madeBy(edit) !== null) return null
    // Under its old mark the first one might still come into sight.
    const after = { ...edit.change.after, marker: markerFrom(newIds.random()) }
    return { ...partsOf(edit), change: { ...edit.change, after } }
  }

  const toPost = async (setId: string, ids?: readonly string[]): Promise<readonly EditParts[]> => {
    const drafts = (await editsOf(setId, DRAFT_STATES, ids)).filter((edit) => !isConflict(edit))
    return (await withHolders(drafts, DRAFT_STATES)).map(partsOf)
  }
  const toRetry = async (setId: string, ids?: readonly string[]): Promise<readonly EditParts[]> => {
    const rejected = await withHolders(await editsOf(setId, ['rejected'], ids), ['rejected'])
    const known = await knownOf(rejected.filter(isChangeEdit))
    return rejected.flatMap((edit) => renewed(edit, known) ?? [])
  }
  /** The last first, each with its opposite. */
  const toUndo = async (which: Undone) => {
    const edits = 'setId' in which ? await editsOf(which.setId, ['confirmed']) : await store.editsById(which.ids)
    const possible = edits.map((edit, index) => ({ edit, index })).filter(({ edit }) => canUndo(edit))
    const known = await knownOf(possible.map(({ edit }) => edit))
    return possible.toReversed().flatMap(({ edit, index }) => {
      const change = undoing(edit, known.get(edit.objectId)?.object ?? null)
      return change ? [{ edit, index, change }] : []
    })
  }

  const queue = async (
    setId: string,
    ids: readonly string[] | undefined,
    edits: readonly EditParts[],
    from: readonly EditState[],
    confirmed: readonly string[],
  ): Promise<number> => {
    const at = clock.now()
    const refusal = await refusalOf(edits)
    const stays = from.includes('rejected') ? 'rejected' : 'drafted'
    const steps = edits.map((edit): Step => {
      const failure = refusal(edit, confirmed)
      return failure
        ? { edit, state: stays, failure, from }
        : { edit: { ...edit, createdAt: at }, state: 'queued', from }
    })
    await record.many(steps.filter(({ state }) => state !== 'queued'))
    // Where all of it is refused nothing was posted.
    if (steps.length > 0 && steps.every(({ state }) => state !== 'queued')) return 0
    await setStore.post(setId, ids === undefined)
    return record.many(steps.filter(({ state }) => state === 'queued'))
  }

  const add = async (
    setId: string,
    wanted: readonly WantedEdit[],
    { post, actor }: { readonly post: boolean; readonly actor: Actor },
  ): Promise<KeptEdits> => {
    const known = await knownOf(wanted)
    const at = clock.now()
    const refused: { index: number; failure: KeptEdits['refused'][number]['failure'] }[] = []
    const retyped: Retyped[] = []
    const drafts = new Map<string, ChangeEdit>()
    if (!post) {
      const ids = [...new Set(wanted.map(({ objectId }) => objectId))]
      for (const edit of (await store.draftsFor(setId, ids)).filter(isChangeEdit))
        drafts.set(`${edit.objectId} ${edit.change.field}`, edit)
    }
    const refusal = await refusalOf(wanted)
    const steps = wanted.flatMap(({ accountId, objectId, change, reason, confirmed }, index): readonly Step[] => {
      try {
        const about = known.get(objectId)
        if (!about || about.account.id !== accountId) throw new AppError('notFound', { id: objectId })
        const checked = judged(about, change)
        const failure = post ? refusal({ accountId, objectId, change: checked.change, actor }, [confirmed ?? '']) : null
        if (failure) {
          refused.push({ index, failure })
          return []
        }
        const draft = drafts.get(`${objectId} ${change.field}`)
        if (draft) {
          retyped.push({ id: draft.id, before: draft.change, after: checked.change })
          // Another value without a word, as in a cell, is still for what was said before.
          const said = reason === '' ? draft.reason : reason
          const edit = { ...partsOf(draft), change: checked.change, reason: said }
          return [{ edit, state: 'drafted', from: DRAFT_STATES }]
        }
        const edit: ChangeParts = {
          id: newIds.random(),
          accountId,
          accountName: about.account.name,
          level: about.level,
          objectId,
          objectName: about.object.name,
          currency: about.account.currency,
          change: checked.change,
          actor: signedIn(actor),
          reason,
          setId,
          createdAt: at,
        }
        return [{ edit, state: post ? 'queued' : 'drafted' }]
      } catch (error) {
        refused.push({ index, failure: failureOf(error) })
        return []
      }
    })
    const kept = await record.many(steps)
    const ids = steps.flatMap(({ edit, from }) => (from ? [] : [edit.id]))
    return { setId, kept, ids, retyped, refused }
  }

  const move = (edits: readonly Edit[], state: EditState, from: readonly EditState[]): Promise<number> =>
    record.many(edits.map((edit) => ({ edit: partsOf(edit), state, from })))
  const withdrawn = async (drafts: readonly Edit[]): Promise<readonly string[]> => {
    await move(drafts, 'withdrawn', DRAFT_STATES)
    return idsOf(drafts)
  }

  return {
    list: (newest) => store.changeSets(newest),

    keep: async (wanted, into, how) => {
      if (wanted.length > MOST_KEPT) throw new AppError('badInput')
      return add(await setStore.open(into, how.post), wanted, how)
    },

    post: async (setId, ids, confirmed = []) => queue(setId, ids, await toPost(setId, ids), DRAFT_STATES, confirmed),
    pause: (setId) => setStore.patch(setId, { isPaused: true }),
    resume: (setId) => setStore.patch(setId, { isPaused: false }),
    stop: async (setId) => move(await editsOf(setId, ['queued']), 'drafted', ['queued']),
    rename: (setId, name) => setStore.patch(setId, { name }),

    withdraw: async (ids) => {
      const drafts = (await store.editsById(ids)).filter(({ state }) => DRAFT_STATES.includes(state))
      return move(await withUnder(drafts, DRAFT_STATES), 'withdrawn', DRAFT_STATES)
    },
    discard: async (setId) => withdrawn(await editsOf(setId, DRAFT_STATES)),
    dismiss: async (setId, ids) => {
      const edits = await withUnder(await editsOf(setId, ['rejected'], ids), IDLE)
      await record.many(
        edits.map((edit): Step => {
          // What it failed of stays with it: without that it would be a draft that was given up.
          const failure = edit.state === 'rejected' ? edit.failure : null
          return { edit: partsOf(edit), state: 'withdrawn', failure, from: [edit.state] }
        }),
      )
      return idsOf(edits)
    },
    restore: async (ids) => {
      const edits = await withUnder(await withHolders(await store.editsById(ids), ['withdrawn']), ['withdrawn'])
      return record.many(
        edits.map(({ failure, ...edit }): Step => {
          const state = failure ? 'rejected' : 'drafted'
          return { edit: partsOf(edit), state, failure, from: ['withdrawn'] }
        }),
      )
    },

    retype: async (id, wanted) => {
      const [edit] = await store.editsById([id])
      if (!edit || !DRAFT_STATES.includes(edit.state)) throw new AppError('notFound', { id })
      if (isCreating(edit)) {
        if (wanted.field !== 'name') throw new AppError('editNotPossible', { field: wanted.field })
        const name = wanted.after
        const change = { ...edit.change, after: { ...edit.change.after, name } }
        await record.one({ edit: { ...partsOf(edit), objectName: name, change }, state: 'drafted', from: DRAFT_STATES })
        return
      }
      const about = (await knownOf([edit])).get(edit.objectId)
      if (!about) throw new AppError('notFound', { id: edit.objectId })
      const { field, before } = edit.change
      if (wanted.field !== field) throw new AppError('editNotPossible', { field })
      const change = exactChange({ ...wanted, before } as Change, edit.currency)
      judged({ ...about, values: { ...about.values, [field]: before } }, change)
      await record.one({ edit: { ...partsOf(edit), change }, state: 'drafted', from: DRAFT_STATES })
    },

    resolve: async (setId, how, ids) => {
      const conflicts = (await editsOf(setId, DRAFT_STATES, ids)).filter(isChangeEdit).filter(isConflict)
      if (how === 'theirs') return withdrawn(conflicts)
      const known = await knownOf(conflicts)
      await record.many(
        conflicts.map((edit): Step => {
          const mine = fromNow(edit, known)
          // It is what it would become: nothing is left to be posted.
          return mine
            ? { edit: mine, state: 'drafted', from: DRAFT_STATES }
            : { edit: partsOf(edit), state: 'withdrawn', from: DRAFT_STATES }
        }),
      )
      return idsOf(conflicts)
    },

    retry: async (setId, ids, confirmed = []) => queue(setId, ids, await toRetry(setId, ids), ['rejected'], confirmed),

    undo: async (which, name, confirmed = []) => {
      const changes = await toUndo(which)
      if (changes.length === 0) return null
      const setId = await setStore.open({ name }, true)
      const at = clock.now()
      const refusal = await refusalOf(changes.map(({ edit, change }) => ({ ...edit, change })))
      const refused: { index: number; failure: Failure }[] = []
      const steps = changes.flatMap(({ edit, index, change }): readonly Step[] => {
        const opposite: ChangeParts = {
          ...partsOf(edit),
          id: newIds.random(),
          change,
          actor: signedIn({ kind: 'undo', editId: edit.id }),
          reason: '',
          setId,
          createdAt: at,
        }
        const failure = refusal(opposite, confirmed)
        if (failure) refused.push({ index, failure })
        return failure ? [] : [{ edit: opposite, state: 'queued' }]
      })
      return { setId, kept: await record.many(steps), ids: [], retyped: [], refused }
    },

    toSend: async (intent) => {
      if (intent.what !== 'undo')
        return byAccount(await (intent.what === 'post' ? toPost : toRetry)(intent.setId, intent.ids), false)
      const changes = await toUndo(intent.of)
      return byAccount(
        changes.map(({ edit, change }) => ({ ...partsOf(edit), change })),
        true,
      )
    },
  }
}
