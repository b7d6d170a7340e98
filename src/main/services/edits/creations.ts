import { HOLDER_LEVEL, holderOf, madeBy, MOST_MADE } from '../../../shared/domain/creation.ts'
import type { Creation, Holder, NewAd, NewAdSet, NewCampaign } from '../../../shared/domain/creation.ts'
import type { Actor, Edit } from '../../../shared/domain/edits.ts'
import type { AccountId, AccountRow, Level, ObjectId } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'
import { holderIdOf, standingUnder } from './about.ts'
import { refuseReadOnly } from './allowed.ts'
import { knownObject } from './check.ts'
import { copyNeeds } from './elsewhere.ts'
import type { Record } from './journal.ts'
import { createPolicyOf } from './policy.ts'
import { isCreating } from './make.ts'
import type { CreatingParts, Making } from './make.ts'
import type { ReadObject } from './read.ts'

/** What a new object is to be in: what is there, or what an earlier one of the same order becomes. */
export type OrderedHolder = { readonly id: ObjectId } | { readonly at: number }

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
}

export interface Creations {
  /**
   * Journals all of it before a byte leaves, answers, and makes one after the other behind: what is to be in something
   * waits for it. Throws AppError notFound, editReadOnly, creationElsewhere, and what keeps Meta from being read.
   */
  begin(order: CreationOrder, actor: Actor): Promise<readonly Edit[]>
  /** Those of them that were rejected, once more, as new edits. Throws AppError notFound, editReadOnly. */
  again(ids: readonly string[], actor: Actor): Promise<readonly Edit[]>
}

interface Needs {
  readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'ids' | 'preferences'>
  readonly record: Record
  readonly readObject: ReadObject
  readonly making: Making
}

const levelOf = (creation: Creation): Level => (creation.kind === 'copy' ? creation.level : creation.kind)

/** What somebody orders, as edits that make it. */
export const createCreations = ({ context, record, readObject, making }: Needs): Creations => {
  const { store, clock, ids } = context
  const policyOf = createPolicyOf(context)

  const newMarker = (): string => {
    const bytes = new TextEncoder().encode(ids.random())
    let hash = 0x811c9dc5
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
    return (hash >>> 0).toString(16).padStart(8, '0')
  }

  /** Written down together, then begun. */
  const order = async (edits: readonly CreatingParts[]): Promise<readonly Edit[]> => {
    await record.many(edits.map((edit) => ({ edit, state: 'queued' })))
    making.begin(edits)
    return edits.map((edit) => ({
      ...edit,
      state: 'queued',
      settledAt: null,
      failure: null,
      traceId: null,
      undoneBy: null,
    }))
  }

  const entryOf = (account: AccountRow, creation: Creation, reason: string, actor: Actor): CreatingParts => ({
    id: ids.random(),
    accountId: account.id,
    accountName: account.name,
    level: levelOf(creation),
    objectId: account.id,
    objectName: creation.name,
    currency: account.currency,
    change: { field: 'created', before: null, after: creation },
    actor,
    reason,
    setId: null,
    createdAt: clock.now(),
  })

  return {
    begin: async ({ accountId, made, reason }, actor) => {
      const account = (await store.accounts([])).find(({ id }) => id === accountId)
      if (!account) throw new AppError('notFound', { id: accountId })
      refuseReadOnly(await policyOf(account), account)
      const edits: CreatingParts[] = []
      /** After those that were ordered, whose places they are counted by. */
      const below: CreatingParts[] = []

      const holderFor = async (level: Level, ordered: OrderedHolder): Promise<Holder> => {
        if ('at' in ordered) {
          const earlier = edits[ordered.at]
          if (earlier?.level !== HOLDER_LEVEL[level]) throw new AppError('badInput')
          return { editId: earlier.id }
        }
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
      return order([...edits, ...below])
    },

    again: async (editIds, actor) => {
      const accounts = await store.accounts([])
      const renewed = new Map<string, string>()
      const edits: CreatingParts[] = []
      for (const id of editIds) {
        const edit = await store.edit(id)
        const account = edit && accounts.find((each) => each.id === edit.accountId)
        if (!edit || !account || !isCreating(edit)) throw new AppError('notFound', { id })
        if (edit.state !== 'rejected' || madeBy(edit) !== null) continue
        refuseReadOnly(await policyOf(account), account)
        const { after } = edit.change
        const holder = holderOf(after)
        const next = holder && 'editId' in holder ? { editId: renewed.get(holder.editId) ?? holder.editId } : holder
        const creation = { ...after, marker: newMarker(), ...(next ? { holder: next } : {}) } as Creation
        const entry = entryOf(account, creation, edit.reason, actor)
        renewed.set(id, entry.id)
        edits.push(entry)
      }
      return order(edits)
    },
  }
}
