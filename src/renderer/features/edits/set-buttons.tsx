import { ClipboardCheck, CloudUpload, Pause, Pencil, Play, Square, Trash2, Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { isPosting } from './set-state.tsx'
import type { SetActs } from './use-set.ts'

interface SetButtonsProps {
  readonly set: ShownSet
  readonly acts: SetActs
  readonly onAsk: (what: 'rename' | 'discard') => void
}

/** What can be done with the whole set, as it stands. */
export const SetButtons = ({ set, acts, onAsk }: SetButtonsProps): ReactElement => {
  const { sets, edits } = useStrings()
  const { counts, isPaused, checking } = set
  const sendable = counts.drafts - counts.conflicts
  const undoable = counts.confirmed - counts.final
  return (
    <>
      <IconButton label={sets.rename} icon={<Pencil />} onClick={() => onAsk('rename')} />
      {counts.drafts > 0 ? (
        <IconButton label={sets.discard} icon={<Trash2 />} onClick={() => onAsk('discard')} />
      ) : null}
      {checking ? (
        <Button icon={<Square />} onClick={acts.cancelCheck}>
          {sets.stopCheck}
        </Button>
      ) : counts.drafts > 0 ? (
        <Button icon={<ClipboardCheck />} title={sets.checkHint} busy={acts.busy === 'check'} onClick={acts.check}>
          {sets.check}
        </Button>
      ) : null}
      {counts.queued > 0 ? (
        <>
          <Button icon={<Square />} title={sets.stopHint} busy={acts.busy === 'stop'} onClick={acts.stop}>
            {sets.stop}
          </Button>
          <Button
            icon={isPaused ? <Play /> : <Pause />}
            busy={acts.busy === 'pause'}
            onClick={isPaused ? acts.resume : acts.pause}
          >
            {isPaused ? sets.resume : sets.pause}
          </Button>
        </>
      ) : null}
      {counts.confirmed > 0 && !isPosting(set) ? (
        <Button
          icon={<Undo2 />}
          busy={acts.busy === 'undo'}
          disabled={undoable === 0}
          title={undoable === 0 ? edits.cannotUndoFinal : undefined}
          onClick={() => acts.begin('undo')}
        >
          {sets.undo(undoable || counts.confirmed)}
        </Button>
      ) : null}
      {sendable > 0 ? (
        <Button kind="primary" icon={<CloudUpload />} busy={acts.busy === 'post'} onClick={() => acts.begin('post')}>
          {sets.post(sendable)}
        </Button>
      ) : null}
    </>
  )
}
