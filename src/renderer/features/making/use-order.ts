import { useState } from 'react'
import type { Input } from '../../../shared/contract/contract.ts'
import type { KeptEdits } from '../../../shared/domain/change-sets.ts'
import { holderEditOf, madeBy } from '../../../shared/domain/creation.ts'
import { SETTLED } from '../../../shared/domain/edits.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { call } from '../../api.ts'
import { noteDrafts } from '../../stores/keep-edits.ts'
import type { Into } from '../../stores/keep-edits.ts'
import { useServer } from '../../stores/server.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { useSay } from '../../ui/toast.tsx'
import type { Item } from './items.tsx'

const EVENTS = ['edits.changed'] as const
/** One that is open for long shows what it ordered last. */
let orders = 0

/** What is to be made in one account, and why. */
export type Ordered = Pick<Input<'edits.create'>, 'accountId' | 'made' | 'reason'>

export interface Order {
  /** Null: nothing was ordered yet. */
  readonly items: readonly Item[] | null
  /** The set that it went into. */
  readonly setId: string | null
  readonly isBusy: boolean
  readonly done: number
  readonly isEnded: boolean
  readonly failed: readonly string[]
  /** Has it made, as a set of this name; what was typed confirms amounts over the limit. Failures are said. */
  post(ordered: readonly Ordered[], name: string, confirmed: readonly string[]): Promise<void>
  /** Keeps it as drafts of a set. Throws CallError. */
  keep(ordered: readonly Ordered[], into: Into): Promise<KeptEdits>
  again(keys: readonly string[]): Promise<void>
  /** What was ordered is left to its set; another order can be made. */
  forget(): void
}

const depthOf = (edit: Edit, all: ReadonlyMap<string, Edit>): 0 | 1 | 2 => {
  const above = all.get(holderEditOf(edit) ?? '')
  return above ? (depthOf(above, all) === 0 ? 1 : 2) : 0
}

/** Each behind what it is in. */
const inTree = (edits: readonly Edit[]): readonly Edit[] => {
  const ids = new Set(edits.map(({ id }) => id))
  const under = Map.groupBy(edits, (edit) => {
    const above = holderEditOf(edit) ?? ''
    return ids.has(above) ? above : ''
  })
  const from = (id: string): readonly Edit[] => (under.get(id) ?? []).flatMap((edit) => [edit, ...from(edit.id)])
  return from('')
}

/** All of it in one set, account by account. Throws CallError; what was placed before stays. */
const place = async (
  ordered: readonly Ordered[],
  first: Into,
  how: Pick<Input<'edits.create'>, 'post' | 'confirmed'>,
  placed: (kept: KeptEdits) => void,
): Promise<KeptEdits> => {
  let into = first
  const ids: string[] = []
  for (const each of ordered) {
    const kept: KeptEdits = await call('edits.create', { ...each, into, ...how })
    into = { setId: kept.setId }
    ids.push(...kept.ids)
    placed(kept)
  }
  return { setId: 'setId' in into ? into.setId : '', kept: ids.length, ids, retyped: [], refused: [] }
}

interface Posted {
  readonly setId: string | null
  readonly ids: readonly string[]
}
const NOTHING: Posted = { setId: null, ids: [] }

/** What somebody ordered to be made, and how it stands; it goes on when the window is closed. */
export const useOrder = (): Order => {
  const { making } = useStrings()
  const say = useSay()
  const [{ setId, ids }, setPosted] = useState<Posted>(NOTHING)
  const [order] = useState(() => ++orders)
  const [isSending, setSending] = useState(false)
  const { value } = useServer(
    `edits.some:${order}:${ids.length}:${ids.at(-1) ?? ''}`,
    async () => (ids.length === 0 ? [] : call('edits.some', { ids: [...ids] })),
    EVENTS,
    { keepPrevious: true },
  )
  const edits = inTree((value ?? []).filter(({ id }) => ids.includes(id)))
  const byId = new Map(edits.map((edit) => [edit.id, edit]))
  const isEnded = ids.length > 0 && edits.length === ids.length && edits.every(({ state }) => SETTLED.includes(state))

  return {
    items:
      ids.length === 0
        ? null
        : edits.map((edit) => ({
            key: edit.id,
            name: edit.objectName,
            depth: depthOf(edit, byId),
            state: edit.state,
            note: '',
            failure: edit.failure,
          })),
    isBusy: isSending || (ids.length > 0 && !isEnded),
    done: edits.filter(({ state }) => SETTLED.includes(state)).length,
    isEnded,
    failed: edits.filter((edit) => edit.state === 'rejected' && madeBy(edit) === null).map(({ id }) => id),
    setId,
    post: async (ordered, name, confirmed) => {
      setSending(true)
      try {
        await place(ordered, { name }, { post: true, confirmed: [...confirmed] }, (kept) =>
          setPosted((before) => ({ setId: kept.setId, ids: [...before.ids, ...kept.ids] })),
        )
      } catch (error) {
        say.failed(error)
      } finally {
        setSending(false)
      }
    },
    keep: async (ordered, into) => {
      setSending(true)
      try {
        const kept = await place(ordered, into, { post: false }, () => undefined)
        noteDrafts(kept)
        return kept
      } finally {
        setSending(false)
      }
    },
    forget: () => setPosted(NOTHING),
    again: async (keys) => {
      if (setId === null) return
      try {
        if ((await call('sets.retry', { setId, ids: [...keys] })) === 0) say.done(making.nothingToDo)
      } catch (error) {
        say.failed(error)
      }
    },
  }
}
