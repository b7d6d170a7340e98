import { useCallback } from 'react'
import type { KeptEdits } from '../../shared/domain/change-sets.ts'
import type { Into } from '../stores/keep-edits.ts'
import { useView } from '../stores/view.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { useSay } from './toast.tsx'

type Kept = Pick<KeptEdits, 'setId' | 'kept'> & { readonly refused: readonly unknown[] }
type Keep = (into: Into, post: boolean) => void

/**
 * Keeps edits, or gives them to be posted: says what became of them and where they are to be seen, and closes. What could not be kept
 * is told at its row, and the dialog stays.
 */
export const useKeeping = (keep: (into: Into, post: boolean) => Promise<Kept>, onClose: () => void): Keep => {
  const { sets } = useStrings()
  const format = useFormat()
  const say = useSay()
  return useCallback(
    (into, post) => {
      const tell = ({ setId, kept, refused }: Kept): void => {
        const show = { label: sets.show, run: () => useView.getState().go('edits', { kind: 'set', id: setId }) }
        const where = 'name' in into ? format.quoted(into.name, 40) : sets.thatSet
        if (kept > 0) say.done(post ? sets.postingText(kept) : sets.keptText(kept, where), show)
        if (refused.length === 0) onClose()
      }
      void keep(into, post).then(tell, say.failed)
    },
    [keep, onClose, sets, format, say],
  )
}
