import { create } from 'zustand'
import type { Input } from '../../../shared/contract/contract.ts'
import { MOST_KEPT } from '../../../shared/domain/change-sets.ts'
import type { KeptEdits } from '../../../shared/domain/change-sets.ts'
import { MOST_MADE } from '../../../shared/domain/creation.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import type { SilentChange } from '../../../shared/domain/silent.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom, onEvent } from '../../api.ts'
import type { Into } from '../../stores/keep-edits.ts'
import { onLeave } from '../../stores/workspace.ts'

/** What became of a change that somebody wanted back, told at its row until the workspace or the window is closed. */
export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'made'; readonly state: Edit['state']; readonly editId: string; readonly failure: Failure | null }
  | { readonly kind: 'refused'; readonly failure: Failure }

type Outcomes = ReadonlyMap<string, Outcome>
type Back = Input<'silent.putBack'>

export const usePutBacks = create<{ readonly outcomes: Outcomes }>()(() => ({ outcomes: new Map() }))

onLeave(() => usePutBacks.setState({ outcomes: new Map() }))

const tell = (told: readonly (readonly [string, Outcome])[]): void =>
  usePutBacks.setState(({ outcomes }) => ({ outcomes: new Map([...outcomes, ...told]) }))

/** Nothing more comes of it. */
const OVER: readonly Edit['state'][] = ['undone', 'withdrawn']

/** Edits by which changes are put back, by the change: what becomes of a set's is known only later. */
const followed = (): ReadonlyMap<string, string> =>
  new Map(
    [...usePutBacks.getState().outcomes].flatMap(([id, outcome]) =>
      outcome.kind === 'made' && !OVER.includes(outcome.state) ? [[outcome.editId, id]] : [],
    ),
  )
let isReading = false
let isWanted = false
const follow = async (): Promise<void> => {
  isWanted = true
  if (isReading) return
  isReading = true
  while (isWanted) {
    isWanted = false
    const changes = followed()
    const ids = [...changes.keys()]
    for (let at = 0; at < ids.length; at += MOST_MADE) {
      const edits = await call('edits.some', { ids: ids.slice(at, at + MOST_MADE) }).catch(() => [])
      tell(
        edits.flatMap(({ id, state, failure }) => {
          const change = changes.get(id)
          const now = usePutBacks.getState().outcomes.get(change ?? '')
          // Meanwhile it may be put back once more, by another edit.
          return change === undefined || now?.kind !== 'made' || now.editId !== id
            ? []
            : [[change, { kind: 'made', state, editId: id, failure }]]
        }),
      )
    }
  }
  isReading = false
}
let isFollowing = false
const startFollowing = (): void => {
  if (!isFollowing) onEvent('edits.changed', () => void follow())
  isFollowing = true
  void follow()
}

/** What is said with the edit that puts one back: why, and what was typed to confirm it. */
export type Said = Required<Pick<Back, 'reason' | 'confirmed'>>

const backOf = ({ accountId, objectId, at, change, putBack }: SilentChange, said: Said): Back | null =>
  'by' in putBack
    ? { accountId, objectId, change: putBack.by, ...said, looked: { objectId, field: change.kind, until: at } }
    : null

/** Puts one back while somebody waits, and says at its row what came of it. */
export const putBackOne = async (change: SilentChange, said: Said): Promise<void> => {
  const back = backOf(change, said)
  if (!back) return
  tell([[change.id, { kind: 'waiting' }]])
  try {
    const { state, id: editId, failure } = await call('silent.putBack', back)
    tell([[change.id, { kind: 'made', state, editId, failure }]])
    startFollowing()
  } catch (error) {
    tell([[change.id, { kind: 'refused', failure: failureFrom(error) }]])
  }
}

/** Puts several back as a change set of this name, and says at each row what comes of it. Throws as `sets.keep`. */
export const putBackAll = async (
  changes: readonly SilentChange[],
  saidOf: (change: SilentChange) => Said,
  name: string,
): Promise<Pick<KeptEdits, 'setId' | 'kept'>> => {
  const backs = changes.flatMap((change) => {
    const back = backOf(change, saidOf(change))
    return back ? [{ id: change.id, back }] : []
  })
  tell(backs.map(({ id }) => [id, { kind: 'waiting' }]))
  let into: Into = { name }
  let kept = 0
  for (let at = 0; at < backs.length; at += MOST_KEPT) {
    const some = backs.slice(at, at + MOST_KEPT)
    try {
      const answer: KeptEdits = await call('silent.putBackMany', { into, edits: some.map(({ back }) => back) })
      into = { setId: answer.setId }
      kept += answer.kept
      const failures = new Map(answer.refused.map(({ index, failure }) => [index, failure]))
      const ids = [...answer.ids]
      tell(
        some.map(({ id }, index): [string, Outcome] => {
          const failure = failures.get(index)
          const editId = failure ? undefined : ids.shift()
          return [
            id,
            editId === undefined
              ? { kind: 'refused', failure: failure ?? { code: 'internal', data: {} } }
              : { kind: 'made', state: 'queued', editId, failure: null },
          ]
        }),
      )
    } catch (error) {
      const failure = failureFrom(error)
      tell(backs.slice(at).map(({ id }) => [id, { kind: 'refused', failure }]))
      throw error
    }
  }
  startFollowing()
  return { setId: 'setId' in into ? into.setId : '', kept }
}
