import { useCallback } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import type { Change } from '../../../shared/domain/edits.ts'
import { TOKEN_REFUSED, UNREACHED } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'
import { useUnreached } from '../../stores/queries.ts'
import { useToday } from '../../stores/today.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useSay } from '../../ui/toast.tsx'
import { keepChanges, postChanges } from './posting.ts'
import type { Outcome, PostedChange } from './posting.ts'

export interface Post {
  /** Nothing can be sent now: changes become drafts. */
  readonly isHeld: boolean
  /** Posts changes, and keeps as drafts what cannot leave. Answers what became of each, in order. */
  post(changes: readonly PostedChange[]): Promise<readonly Outcome[]>
}

/** Nothing of it left, for a reason that passes without the edit being another. */
const isUnsent = ({ state, failure }: Outcome): boolean =>
  state === 'rejected' &&
  failure !== null &&
  (UNREACHED.includes(failure.code) || TOKEN_REFUSED.includes(failure.code) || failure.code === 'checkpoint')

const outcomeOf = (change: Change, state: Outcome['state'], failure: Outcome['failure'] = null): Outcome => ({
  change,
  state,
  failure,
  at: Date.now(),
})

export const usePost = (): Post => {
  const { sets } = useStrings()
  const format = useFormat()
  const say = useSay()
  const isHeld = useUnreached()
  const { latest } = useToday()

  const keep = useCallback(
    async (held: readonly PostedChange[]): Promise<readonly Outcome[]> => {
      // Those of a day are together: one cell after the other would else be a set each.
      const name = sets.draftsOf(format.day(latest))
      const isIt = (set: ShownSet): boolean => set.name === name && set.postedAt === null && set.counts.drafts > 0
      const today = (await call('sets.list')).find(isIt)
      const { setId, kept, refused } = await keepChanges(held, today ? { setId: today.id } : { name }, false)
      const show = { label: sets.show, run: () => useView.getState().go('edits', { kind: 'set', id: setId }) }
      if (kept > 0) say.done(sets.heldText(kept, format.quoted(name, 40)), show)
      return refused
    },
    [latest, sets, format, say],
  )
  const post = useCallback<Post['post']>(
    async (changes) => {
      const sent = isHeld ? [] : await postChanges(changes)
      const isLeft = (at: number): boolean => sent[at] === undefined || isUnsent(sent[at])
      const held = changes.filter((_, at) => isLeft(at))
      if (held.length === 0) return sent
      const refused = await keep(held).catch((error: unknown) => {
        say.failed(error)
        return held.map(({ change }) => outcomeOf(change, 'rejected', failureFrom(error)))
      })
      return changes.map(({ change }, at) => {
        const end = isLeft(at) ? refused.find((outcome) => outcome.change === change) : sent[at]
        return end ?? outcomeOf(change, 'drafted')
      })
    },
    [isHeld, keep, say],
  )
  return { isHeld, post }
}
