import { useCallback } from 'react'
import type { Input } from '../../../shared/contract/contract.ts'
import { MOST_SET_NAME } from '../../../shared/domain/change-sets.ts'
import { call, CallError } from '../../api.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { useSay } from '../../ui/toast.tsx'

type UndoAsSet = (of: Input<'sets.undo'>['of'], what: string, confirmed: readonly string[]) => Promise<void>

/** Has the opposite of edits posted as a set that is named after `what`; says how many go and where, or why not. Throws CallError. */
export const useUndoAsSet = (): UndoAsSet => {
  const { sets } = useStrings()
  const say = useSay()
  return useCallback(
    async (of, what, confirmed) => {
      const name = sets.undoName(what).slice(0, MOST_SET_NAME)
      const kept = await call('sets.undo', { of, name, confirmed: [...confirmed] })
      const [refused] = kept?.refused ?? []
      if (refused) say.failed(new CallError(refused.failure.code, refused.failure.data))
      if (!kept || kept.kept === 0) return
      const show = { label: sets.show, run: () => useView.getState().go('edits', { kind: 'set', id: kept.setId }) }
      say.done(sets.undoStarted(kept.kept), show)
    },
    [sets, say],
  )
}
