import { MOST_KEPT } from '../../../shared/domain/change-sets.ts'
import type { ChangeSet, KeptEdits, Resolution, WantedEdit } from '../../../shared/domain/change-sets.ts'
import { DRAFT_STATES, exactChange, isChangeEdit, isConflict } from '../../../shared/domain/edits.ts'
import type { Actor, Change, ChangeEdit, Edit, EditState } from '../../../shared/domain/edits.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { StoredSet } from '../../db/change-sets.ts'
import type { WorkspaceContext } from '../context.ts'
import { refuseReadOnly, refuseUnconfirmed } from './allowed.ts'
import { judged, knownObjects } from './check.ts'
import type { KnownObject } from './check.ts'
import { partsOf } from './journal.ts'
import type { ChangeParts, Record, Step } from './journal.ts'
import { createPoliciesOf } from './policy.ts'
import { canUndo, undoing } from './undo.ts'

/** Where edits go: into a set that is there, or a new one of this name. */
export type Into = { readonly setId: string } | { readonly name: string }

export interface ChangeSets {
  list(): Promise<readonly ChangeSet[]>
  /** Keeps edits as drafts or posts them at once; a draft of the same field in the set takes the new value. Throws notFound for the set. */
  keep(
    edits: readonly WantedEdit[],
    into: Into,
    how: { readonly post: boolean; readonly actor: Actor },
  ): Promise<KeptEdits>
  /**
   * Drafts of a set, or these of them; those in conflict stay, and with a failure those that people do not allow. `confirmed`: what
   * was typed for amounts over the limit. Answers how many are queued now.
   */
  post(setId: string, ids?: readonly string[], confirmed?: readonly string[]): Promise<number>
  pause(setId: string): Promise<void>
  resume(setId: string): Promise<void>
  /** What is not on its way is a draft again. Answers how many. */
  stop(setId: string): Promise<number>
  rename(setId: string, name: string): Promise<void>
  /** Gives up drafts, and what was rejected. Answers how many. */
  withdraw(ids: readonly string[]): Promise<number>
  /** All drafts of a set, and what of it was rejected. */
  discard(setId: string): Promise<number>
  /** What was given up is a draft again. */
  restore(ids: readonly string[]): Promise<number>
  /** Another value for a draft. Throws notFound, editNotPossible. */
  retype(id: string, wanted: Change): Promise<void>
  /** Conflicts of a set, or these of them. */
  resolve(setId: string, how: Resolution, ids?: readonly string[]): Promise<number>
  /** What was rejected is posted again, by what is so now. */
  retry(setId: string, ids?: readonly string[], confirmed?: readonly string[]): Promise<number>
  /** The opposite of edits that were confirmed, the last first, posted as a set of their own. Null: none can be undone. */
  undo(
    which: { readonly setId: string } | { readonly ids: readonly string[] },
    name: string,
    confirmed?: readonly string[],
  ): Promise<KeptEdits | null>
}

const PAGE = 1000

type Sent = Pick<ChangeParts, 'accountId' | 'change' | 'actor'>

export const createChangeSets = (
  context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'ids' | 'emit' | 'preferences'>,
  record: Record,
): ChangeSets => {
  const { store, clock, ids: newIds, emit } = context
  const policiesOf = createPoliciesOf(context)
  const storedSet = async (id: string): Promise<StoredSet> => {
    const set = await store.changeSet(id)
    if (!set) throw new AppError('notFound', { id })
    return set
  }
  const update = async (id: string, patch: Partial<StoredSet>): Promise<void> => {
    await store.saveChangeSet({ ...(await storedSet(id)), ...patch })
    emit('edits.changed', null)
  }
  const create = async (name: string): Promise<string> => {
    const id = newIds.random()
    await store.saveChangeSet({ id, name, createdAt: clock.now(), postedAt: null, isPaused: false })
    return id
  }

  /** All of a set in these states, or of these the ones that are asked for. */
  const editsOf = async (
    setId: string,
    states: readonly EditState[],
    ids?: readonly string[],
  ): Promise<readonly ChangeEdit[]> => {
    if (ids) {
      const found = await store.editsById(ids)
      return found.filter(isChangeEdit).filter((edit) => edit.setId === setId && states.includes(edit.state))
    }
    const all: ChangeEdit[] = []
    for (let page: readonly ChangeEdit[] | null = null; page === null || page.length === PAGE;) {
      page = await store.setEdits({ setId, states, offset: all.length, limit: PAGE })
      all.push(...page)
    }
    return all
  }
  const knownOf = (edits: readonly { readonly objectId: ObjectId }[]): ReturnType<typeof knownObjects> =>
    knownObjects(store, [...new Set(edits.map(({ objectId }) => objectId))])

  /** By what is known now; null: that is what it would be already, or it has no such value. */
  const fromNow = (edit: ChangeEdit, known: ReadonlyMap<ObjectId, KnownObject>): ChangeParts | null => {
    const { field, after } = edit.change
    const before = known.get(edit.objectId)?.values[field]
    if (before === undefined || before === after) return null
    return { ...partsOf(edit), change: { field, before, after } as Change }
  }

  /** Why people do not allow that an edit is sent; null: they do. Rules of the house are looked at when it is. */
  const refusalOf = async (
    known: ReadonlyMap<ObjectId, KnownObject>,
  ): Promise<(edit: Sent, confirmed: readonly string[]) => Failure | null> => {
    const accounts = new Map([...known.values()].map(({ account }) => [account.id, account]))
    const policies = await policiesOf([...accounts.values()])
    return ({ accountId, change, actor }, confirmed) => {
      const account = accounts.get(accountId)
      const policy = policies.get(accountId)
      // One that is not known is refused when it is posted.
      if (!account || !policy) return null
      try {
        refuseReadOnly(policy, account)
        refuseUnconfirmed(policy, { change, account, actor, confirmed })
        return null
      } catch (error) {
        return failureOf(error)
      }
    }
  }

  const queue = async (
    setId: string,
    edits: readonly ChangeParts[],
    from: readonly EditState[],
    confirmed: readonly string[],
  ): Promise<number> => {
    const at = clock.now()
    const refusal = await refusalOf(await knownOf(edits))
    const stays = from.includes('rejected') ? 'rejected' : 'drafted'
    const steps = edits.map((edit): Step => {
      const failure = refusal(edit, confirmed)
      return failure
        ? { edit, state: stays, failure, from }
        : { edit: { ...edit, createdAt: at }, state: 'queued', from }
    })
    await record.many(steps.filter(({ state }) => state !== 'queued'))
    await update(setId, { postedAt: at, isPaused: false })
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
    const drafts = new Map<string, Edit>()
    if (!post) {
      for (const edit of await editsOf(setId, DRAFT_STATES)) drafts.set(`${edit.objectId} ${edit.change.field}`, edit)
    }
    const refusal = await refusalOf(known)
    const steps = wanted.flatMap(({ accountId, objectId, change, reason, confirmed }, index): readonly Step[] => {
      try {
        const about = known.get(objectId)
        if (!about || about.account.id !== accountId) throw new AppError('notFound', { id: objectId })
        const checked = judged(about, change)
        const failure = post ? refusal({ accountId, change: checked.change, actor }, [confirmed ?? '']) : null
        if (failure) {
          refused.push({ index, failure })
          return []
        }
        const draft = drafts.get(`${objectId} ${change.field}`)
        if (draft) {
          return [{ edit: { ...partsOf(draft), change: checked.change, reason }, state: 'drafted', from: DRAFT_STATES }]
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
          actor,
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
    return { setId, kept, ids, refused }
  }

  const withdraw = (edits: readonly Edit[]): Promise<number> => {
    const from: readonly EditState[] = [...DRAFT_STATES, 'rejected']
    return record.many(edits.map((edit) => ({ edit: partsOf(edit), state: 'withdrawn', from })))
  }

  return {
    list: () => store.changeSets(),

    keep: async (wanted, into, how) => {
      if (wanted.length > MOST_KEPT) throw new AppError('badInput')
      const setId = 'setId' in into ? (await storedSet(into.setId)).id : await create(into.name)
      if (how.post) await update(setId, { postedAt: clock.now(), isPaused: false })
      return add(setId, wanted, how)
    },

    post: async (setId, ids, confirmed = []) => {
      const drafts = await editsOf(setId, DRAFT_STATES, ids)
      return queue(setId, drafts.filter((edit) => !isConflict(edit)).map(partsOf), DRAFT_STATES, confirmed)
    },
    pause: (setId) => update(setId, { isPaused: true }),
    resume: (setId) => update(setId, { isPaused: false }),
    stop: async (setId) => {
      const queued = await editsOf(setId, ['queued'])
      return record.many(queued.map((edit) => ({ edit: partsOf(edit), state: 'drafted', from: ['queued'] })))
    },
    rename: (setId, name) => update(setId, { name }),

    withdraw: async (ids) => withdraw(await store.editsById(ids)),
    discard: async (setId) => withdraw(await editsOf(setId, [...DRAFT_STATES, 'rejected'])),
    restore: async (ids) => {
      const edits = await store.editsById(ids)
      return record.many(edits.map((edit) => ({ edit: partsOf(edit), state: 'drafted', from: ['withdrawn'] })))
    },

    retype: async (id, wanted) => {
      const [edit] = await store.editsById([id])
      if (!edit || !DRAFT_STATES.includes(edit.state)) throw new AppError('notFound', { id })
      const about = (await knownOf([edit])).get(edit.objectId)
      if (!about) throw new AppError('notFound', { id: edit.objectId })
      const { field, before } = edit.change
      if (wanted.field !== field) throw new AppError('editNotPossible', { field })
      const change = exactChange({ ...wanted, before } as Change, edit.currency)
      judged({ ...about, values: { ...about.values, [field]: before } }, change)
      await record.one({ edit: { ...partsOf(edit), change }, state: 'drafted', from: DRAFT_STATES })
    },

    resolve: async (setId, how, ids) => {
      const conflicts = (await editsOf(setId, DRAFT_STATES, ids)).filter(isConflict)
      if (how === 'theirs') return withdraw(conflicts)
      const known = await knownOf(conflicts)
      return record.many(
        conflicts.map((edit): Step => {
          const mine = fromNow(edit, known)
          // It is what it would become: nothing is left to be posted.
          return mine
            ? { edit: mine, state: 'drafted', from: DRAFT_STATES }
            : { edit: partsOf(edit), state: 'withdrawn', from: DRAFT_STATES }
        }),
      )
    },

    retry: async (setId, ids, confirmed = []) => {
      const rejected = await editsOf(setId, ['rejected'], ids)
      const known = await knownOf(rejected)
      const again = rejected.map((edit) => fromNow(edit, known) ?? partsOf(edit))
      return queue(setId, again, ['rejected'], confirmed)
    },

    undo: async (which, name, confirmed = []) => {
      const edits = 'setId' in which ? await editsOf(which.setId, ['confirmed']) : await store.editsById(which.ids)
      const possible = edits.filter(canUndo).toReversed()
      const known = await knownOf(possible)
      const changes = possible.flatMap((edit) => {
        const change = undoing(edit, known.get(edit.objectId)?.object ?? null)
        return change ? [{ edit, change }] : []
      })
      if (changes.length === 0) return null
      const setId = await create(name)
      const at = clock.now()
      await update(setId, { postedAt: at })
      const refusal = await refusalOf(known)
      const refused: { index: number; failure: Failure }[] = []
      const steps = changes.flatMap(({ edit, change }): readonly Step[] => {
        const opposite: ChangeParts = {
          ...partsOf(edit),
          id: newIds.random(),
          change,
          actor: { kind: 'undo', editId: edit.id },
          reason: '',
          setId,
          createdAt: at,
        }
        const failure = refusal(opposite, confirmed)
        if (failure) refused.push({ index: edits.indexOf(edit), failure })
        return failure ? [] : [{ edit: opposite, state: 'queued' }]
      })
      return { setId, kept: await record.many(steps), ids: [], refused }
    },
  }
}
