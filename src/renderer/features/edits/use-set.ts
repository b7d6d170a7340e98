import { useEffect, useMemo, useRef, useState } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { call, CallError, onEvent } from '../../api.ts'
import { doStep } from '../../stores/draft-steps.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { usePages } from '../../ui/data-table-pages.ts'
import type { Pages } from '../../ui/data-table-pages.ts'
import { useSay } from '../../ui/toast.tsx'

interface Page {
  readonly edits: readonly Edit[]
  readonly total: number
}

export const sizeOf = ({ counts }: ShownSet): number =>
  counts.drafts + counts.queued + counts.underWay + counts.confirmed + counts.rejected + counts.undone

/** Edits of a set as they are scrolled to, read again whenever edits have changed. */
export const useSetEdits = (set: ShownSet): Pages<Page, Edit> => {
  const total = useRef(0)
  total.current = sizeOf(set)
  const pages = usePages<Page, Edit>({
    question: set.id,
    load: async (offset, limit) => ({
      edits: await call('sets.edits', { setId: set.id, offset, limit }),
      total: total.current,
    }),
    rowsOf: ({ edits }) => edits,
    totalOf: (page) => page.total,
  })
  const { reload } = pages
  // Edits change where the set's counts stay as they were: a draft that is checked, or takes another value.
  useEffect(() => onEvent('edits.changed', reload), [reload])
  useEffect(reload, [set, reload])
  return pages
}

/** Everything a person may do with a set; what is under way keeps its button busy, failures are said. */
export interface SetActs {
  /** Which is under way; null: none. */
  readonly busy: string | null
  /** `confirmed`: what was typed for amounts over the limit. */
  post(ids?: readonly string[], confirmed?: readonly string[]): void
  check(): void
  cancelCheck(): void
  pause(): void
  resume(): void
  stop(): void
  retry(ids?: readonly string[]): void
  resolve(how: 'mine' | 'theirs', ids?: readonly string[]): void
  /** Drafts: it can be taken back as a step. */
  withdraw(ids: readonly string[]): void
  discard(): void
  undo(name: string, ids?: readonly string[], confirmed?: readonly string[]): void
  rename(name: string): Promise<void>
}

export const useSetActs = ({ id: setId }: ShownSet): SetActs => {
  const { sets } = useStrings()
  const say = useSay()
  const [busy, setBusy] = useState<string | null>(null)
  return useMemo(() => {
    const run = (name: string, act: () => Promise<unknown>): void => {
      setBusy(name)
      void act()
        .catch(say.failed)
        .finally(() => setBusy(null))
    }
    const some = (ids?: readonly string[]) => (ids ? { ids: [...ids] } : {})
    return {
      busy,
      post: (ids, confirmed = []) =>
        run('post', () => call('sets.post', { setId, ...some(ids), confirmed: [...confirmed] })),
      check: () => run('check', () => call('sets.check', { setId })),
      cancelCheck: () => void call('sets.cancelCheck', { setId }).catch(say.failed),
      pause: () => run('pause', () => call('sets.pause', { setId })),
      resume: () => run('pause', () => call('sets.resume', { setId })),
      stop: () => run('stop', async () => say.done(sets.stopped(await call('sets.stop', { setId })))),
      retry: (ids) => run('retry', () => call('sets.retry', { setId, ...some(ids) })),
      resolve: (how, ids) => run(how, () => call('sets.resolve', { setId, how, ...some(ids) })),
      withdraw: (ids) =>
        run('withdraw', () =>
          doStep({
            redo: () => call('sets.withdraw', { ids: [...ids] }),
            undo: () => call('sets.restore', { ids: [...ids] }),
          }),
        ),
      discard: () => run('discard', () => call('sets.discard', { setId })),
      undo: (name, ids, confirmed = []) =>
        run('undo', async () => {
          const of = ids ? { ids: [...ids] } : { setId }
          const kept = await call('sets.undo', { of, name, confirmed: [...confirmed] })
          const [refused] = kept?.refused ?? []
          if (refused) say.failed(new CallError(refused.failure.code, refused.failure.data))
          say.done(sets.undoStarted(kept?.kept ?? 0))
        }),
      rename: async (name) => {
        await call('sets.rename', { setId, name })
      },
    }
  }, [setId, sets, say, busy])
}
