import { useEffect, useMemo, useRef, useState } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { call, onEvent } from '../../api.ts'
import { doStep, noteStep, redoStep, undoStep } from '../../stores/draft-steps.ts'
import { restoreAll, withdrawAll } from '../../stores/keep-edits.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { usePages } from '../../ui/data-table-pages.ts'
import type { Pages } from '../../ui/data-table-pages.ts'
import { useSay } from '../../ui/toast.tsx'
import type { Sending, SendQuestion } from './send-confirm.tsx'
import { useUndoAsSet } from './use-undo-as-set.ts'

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
  /** All of the set, or these: what has to be agreed to first becomes the question, all else goes at once. */
  begin(what: Sending, ids?: readonly string[]): void
  /** Null: nothing is asked. */
  readonly question: SendQuestion | null
  /** It is agreed to; `confirmed`: what was typed for amounts over the limit. */
  agree(question: SendQuestion, confirmed: readonly string[]): void
  disagree(): void
  check(): void
  cancelCheck(): void
  pause(): void
  resume(): void
  stop(): void
  /** Theirs gives drafts up, which can be taken back as a step, as what follows can. */
  resolve(how: 'mine' | 'theirs', ids?: readonly string[]): void
  withdraw(ids: readonly string[]): void
  /** All drafts. */
  discard(): void
  /** Failures: all of them, or these. */
  dismiss(ids?: readonly string[]): void
  rename(name: string): Promise<void>
  stepBack(): void
  stepForth(): void
}

/** Gives edits up at once, and remembers how that is taken back and done again. */
const giveUp = async (
  setId: string,
  act: () => Promise<readonly string[]>,
  again: (ids: readonly string[]) => Promise<number>,
): Promise<void> => {
  const ids = await act()
  if (ids.length > 0) noteStep({ setId, undo: () => restoreAll(ids), redo: () => again(ids) })
}

/** Takes the last step back, or does it again: of a set that may be left with nothing as well. */
export const useSteps = (setId: string): Pick<SetActs, 'stepBack' | 'stepForth'> => {
  const { sets } = useStrings()
  const say = useSay()
  return useMemo(() => {
    const step = (act: (setId: string) => Promise<boolean>): void =>
      void act(setId).then((isDone) => {
        if (!isDone) say.done(sets.stepGone)
      }, say.failed)
    return { stepBack: () => step(undoStep), stepForth: () => step(redoStep) }
  }, [setId, sets, say])
}

export const useSetActs = ({ id: setId, name: setName }: ShownSet): SetActs => {
  const { sets } = useStrings()
  const say = useSay()
  const [busy, setBusy] = useState<string | null>(null)
  const [question, setQuestion] = useState<SendQuestion | null>(null)
  const steps = useSteps(setId)
  const undoAsSet = useUndoAsSet()
  return useMemo(() => {
    const run = (name: string, act: () => Promise<unknown>): void => {
      setBusy(name)
      void act()
        .catch(say.failed)
        .finally(() => setBusy(null))
    }
    const some = (ids?: readonly string[]) => (ids ? { ids: [...ids] } : {})
    const send = async (what: Sending, ids: readonly string[] | undefined, typed: readonly string[]): Promise<void> => {
      if (what === 'undo') return undoAsSet(ids ? { ids: [...ids] } : { setId }, setName, typed)
      await call(what === 'post' ? 'sets.post' : 'sets.retry', { setId, ...some(ids), confirmed: [...typed] })
    }
    return {
      busy,
      begin: (what, ids) =>
        run(what, async () => {
          const intent =
            what === 'undo' ? { what, of: ids ? { ids: [...ids] } : { setId } } : { what, setId, ...some(ids) }
          const accounts = await call('sets.toSend', intent)
          // What somebody chose is known to them; of a whole set all is said once more.
          const mustAsk = ids === undefined && what !== 'retry'
          if (mustAsk || accounts.some(({ overLimit, final, unusual }) => overLimit + final + unusual.count > 0))
            setQuestion({ what, ids, accounts })
          else await send(what, ids, [])
        }),
      question,
      agree: ({ what, ids }, confirmed) => {
        setQuestion(null)
        run(what, () => send(what, ids, confirmed))
      },
      disagree: () => setQuestion(null),
      check: () => run('check', () => call('sets.check', { setId })),
      cancelCheck: () => void call('sets.cancelCheck', { setId }).catch(say.failed),
      pause: () => run('pause', () => call('sets.pause', { setId })),
      resume: () => run('pause', () => call('sets.resume', { setId })),
      stop: () => run('stop', async () => say.done(sets.stopped(await call('sets.stop', { setId })))),
      resolve: (how, ids) =>
        run(how, () => {
          const act = (): Promise<readonly string[]> => call('sets.resolve', { setId, how, ...some(ids) })
          return how === 'mine' ? act() : giveUp(setId, act, withdrawAll)
        }),
      withdraw: (ids) =>
        run('withdraw', () => doStep({ setId, redo: () => withdrawAll(ids), undo: () => restoreAll(ids) })),
      discard: () => run('discard', () => giveUp(setId, () => call('sets.discard', { setId }), withdrawAll)),
      dismiss: (ids) => {
        const dismiss = (those?: readonly string[]): Promise<readonly string[]> =>
          call('sets.dismiss', { setId, ...some(those) })
        const again = async (those: readonly string[]): Promise<number> => (await dismiss(those)).length
        run('dismiss', () => giveUp(setId, () => dismiss(ids), again))
      },
      ...steps,
      rename: async (name) => {
        await call('sets.rename', { setId, name })
      },
    }
  }, [setId, setName, sets, say, busy, question, steps, undoAsSet])
}
