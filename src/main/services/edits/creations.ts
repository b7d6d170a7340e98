import type { KeptEdits } from '../../../shared/domain/change-sets.ts'
import { HOLDER_LEVEL, isCreating, markerFrom, MOST_MADE } from '../../../shared/domain/creation.ts'
import type { Creation, Holder, NewAd, NewAdSet, NewCampaign } from '../../../shared/domain/creation.ts'
import { DRAFT_STATES } from '../../../shared/domain/edits.ts'
import type { Actor } from '../../../shared/domain/edits.ts'
import type { AccountId, AccountRow, Level, ObjectId } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'
import { holderIdOf, standingUnder } from './about.ts'
import { knownObject } from './check.ts'
import { copyNeeds } from './elsewhere.ts'
import type { Record } from './journal.ts'
import type { CreatingParts } from './make.ts'
import type { ReadObject } from './read.ts'
import { createRefusal } from './refusal.ts'
import { createSetStore } from './set-store.ts'
import { createSignedIn } from './signed-in.ts'
import type { Into } from './set-store.ts'

/** What a new object is to be in: what is there, or what an earlier one of the same order, or a draft, becomes. */
export type OrderedHolder = Holder | { readonly at: number }

type Ordered<Of> = Omit<Of, 'holder'> & { readonly holder: OrderedHolder }
export type OrderedCreation = { readonly name: string } & (
  | NewCampaign
  | Ordered<NewAdSet>
  | Ordered<NewAd>
  /** `holder` null: beside its source. `deep`: with what is under it, each under its own name; within its account only. */
  | {
      readonly kind: 'copy'
      readonly sourceId: ObjectId
      readonly holder: OrderedHolder | null
      readonly deep: boolean
    }
)

export interface CreationOrder {
  /** Where it is made. */
  readonly accountId: AccountId
  readonly made: readonly OrderedCreation[]
  readonly reason: string
  readonly into: Into
  /** False: it is kept as drafts. */
  readonly post: boolean
  /** Typed to confirm amounts over the limit. */
  readonly confirmed?: readonly string[] | undefined
}

/**
 * Keeps it in a set as drafts, or queues it there; the posting of sets makes it. All of it or nothing. What is to be in a draft is
 * kept in its set. Throws AppError notFound, badInput, creationElsewhere, what keeps Meta from being read and, where it is to be
 * posted, editReadOnly and editNeedsConfirmation.
 */
export type Create = (order: CreationOrder, actor: Actor) => Promise<KeptEdits>

const levelOf = (creation: Creation): Level => (creation.kind === 'copy' ? creation.level : creation.kind)

/** What somebody orders, as edits that make it. */
export const createCreations = (
  context: Pick<WorkspaceContext, 'store' | 'stored' | 'graph' | 'clock' | 'ids' | 'emit' | 'preferences'>,
  record: Record,
  readObject: ReadObject,
): Create => {
  const { store, clock, ids } = context
  const signedIn = createSignedIn(context)
  const setStore = createSetStore(context)
  const refusalOf = createRefusal(context)
  const newMarker = (): string => markerFrom(ids.random())

  const entryOf = (account: AccountRow, creation: Creation, reason: string, actor: Actor): CreatingParts => ({
    id: ids.random(),
    accountId: account.id,
    accountName: account.name,
    level: levelOf(creation),
    objectId: account.id,
    objectName: creation.name,
    currency: account.currency,
    change: { field: 'created', before: null, after: creation },
    actor: signedIn(actor),
    reason,
    setId: null,
    createdAt: clock.now(),
  })

  return async ({ accountId, made, reason, into, post, confirmed }, actor) => {
    const account = (await store.accounts([])).find(({ id }) => id === accountId)
    if (!account) throw new AppError('notFound', { id: accountId })
    const edits: CreatingParts[] = []
    /** After those that were ordered, whose places they are counted by. */
    const below: CreatingParts[] = []
    /** The set of the drafts that it is to be in: both are posted, given up and taken back together. */
    let draftsIn: string | null = null

    const draftFor = async (level: Level, editId: string): Promise<Holder> => {
      const draft = await store.edit(editId)
      if (!draft || draft.setId === null || !isCreating(draft) || !DRAFT_STATES.includes(draft.state))
        throw new AppError('notFound', { id: editId })
      if (draft.accountId !== accountId) throw new AppError('creationElsewhere')
      const isFit = draft.level === HOLDER_LEVEL[level] && (draftsIn ?? draft.setId) === draft.setId
      if (!isFit || post) throw new AppError('badInput')
      draftsIn = draft.setId
      return { editId }
    }
    const holderFor = async (level: Level, ordered: OrderedHolder): Promise<Holder> => {
      if ('at' in ordered) {
        const earlier = edits[ordered.at]
        if (earlier?.level !== HOLDER_LEVEL[level]) throw new AppError('badInput')
        return { editId: earlier.id }
      }
      if ('editId' in ordered) return draftFor(level, ordered.editId)
      const holder = await knownObject(context, ordered.id)
      if (holder.level !== HOLDER_LEVEL[level]) throw new AppError('badInput')
      if (holder.account.id !== accountId) throw new AppError('creationElsewhere')
      return { id: ordered.id }
    }

    const creationOf = async (wanted: OrderedCreation): Promise<Creation> => {
      const marker = newMarker()
      if (wanted.kind === 'campaign') return { ...wanted, marker }
      if (wanted.kind !== 'copy') return { ...wanted, holder: await holderFor(wanted.kind, wanted.holder), marker }
      const { sourceId, name } = wanted
      const source = await knownObject(context, sourceId)
      const { level } = source
      if (source.account.id !== accountId) {
        const holder = wanted.holder && level !== 'campaign' ? await holderFor(level, wanted.holder) : null
        return { ...(await copyNeeds(readObject, source, account, holder)), name, marker }
      }
      const beside = holderIdOf(source)
      const holder = beside === null ? null : await holderFor(level, wanted.holder ?? { id: beside })
      return { kind: 'copy', level, sourceId, holder, name, marker }
    }

    /** Meta copies three ads with their source at most: what is under it is copied one by one. */
    const addCopiesUnder = async (sourceId: ObjectId, copy: CreatingParts): Promise<void> => {
      const copies = new Map([[sourceId, copy.id]])
      for (const under of await standingUnder(context, sourceId)) {
        const { level, object } = under
        const editId = copies.get(holderIdOf(under) ?? '')
        if (editId === undefined) continue
        const { id, name } = object
        const edit = entryOf(
          account,
          { kind: 'copy', level, sourceId: id, holder: { editId }, name, marker: newMarker() },
          reason,
          actor,
        )
        copies.set(id, edit.id)
        below.push(edit)
      }
      if (edits.length + below.length > MOST_MADE) throw new AppError('badInput', { field: 'made' })
    }

    for (const wanted of made) {
      const edit = entryOf(account, await creationOf(wanted), reason, actor)
      edits.push(edit)
      if (wanted.kind !== 'copy' || !wanted.deep) continue
      if (edit.change.after.kind !== 'copy') throw new AppError('creationElsewhere')
      await addCopiesUnder(wanted.sourceId, edit)
    }
    const all = [...edits, ...below]
    if (post) {
      const refusal = await refusalOf(all)
      for (const edit of all) {
        const failure = refusal(edit, confirmed ?? [])
        if (failure) throw new AppError(failure.code, failure.data)
      }
    }
    const setId = await setStore.open(draftsIn === null ? into : { setId: draftsIn }, post)
    const kept = await record.many(
      all.map((edit) => ({ edit: { ...edit, setId }, state: post ? 'queued' : 'drafted' })),
    )
    return { setId, kept, ids: all.map(({ id }) => id), retyped: [], refused: [] }
  }
}
