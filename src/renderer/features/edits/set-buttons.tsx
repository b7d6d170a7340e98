import { ClipboardCheck, CloudUpload, Ellipsis, Pause, Pencil, Play, Square, Trash2, Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import css from './edits.module.css'
import { isPosting } from './set-state.tsx'
import type { SetActs } from './use-set.ts'

interface SetButtonsProps {
  readonly set: ShownSet
  readonly acts: SetActs
  readonly onAsk: (what: 'rename' | 'discard') => void
}

interface Act {
  readonly label: string
  readonly icon: ReactElement
  readonly run: () => void
  /** Its sign alone is enough. */
  readonly isSign?: boolean
  readonly hint?: string | undefined
  readonly isBusy?: boolean
  readonly isOff?: boolean
}

const ActButton = ({ act: { label, icon, run, isSign, hint, isBusy, isOff } }: { readonly act: Act }): ReactElement =>
  isSign ? (
    <IconButton label={label} icon={icon} onClick={run} />
  ) : (
    <Button icon={icon} title={hint} busy={isBusy ?? false} disabled={isOff ?? false} onClick={run}>
      {label}
    </Button>
  )

/** What can be done with the whole set, as it stands. Where that is too much for a line, all but the next step is in a menu. */
export const SetButtons = ({ set, acts, onAsk }: SetButtonsProps): ReactElement => {
  const { sets, edits, common } = useStrings()
  const { counts, isPaused, checking } = set
  const sendable = counts.drafts - counts.conflicts
  const undoable = counts.confirmed - counts.final
  const undo: Act = {
    label: sets.undo(undoable || counts.confirmed),
    icon: <Undo2 />,
    run: () => acts.begin('undo'),
    isBusy: acts.busy === 'undo',
    isOff: undoable === 0,
    hint: undoable === 0 ? edits.cannotUndoFinal : undefined,
  }
  const mayUndo = counts.confirmed > 0 && !isPosting(set)
  const others: readonly Act[] = [
    { label: sets.rename, icon: <Pencil />, run: () => onAsk('rename'), isSign: true },
    ...(counts.drafts > 0
      ? [{ label: sets.discard, icon: <Trash2 />, run: () => onAsk('discard'), isSign: true }]
      : []),
    ...(checking ? [{ label: sets.stopCheck, icon: <Square />, run: acts.cancelCheck }] : []),
    ...(counts.drafts > 0 && !checking
      ? [
          {
            label: sets.check,
            icon: <ClipboardCheck />,
            run: acts.check,
            hint: sets.checkHint,
            isBusy: acts.busy === 'check',
          },
        ]
      : []),
    ...(mayUndo && sendable > 0 ? [undo] : []),
  ]
  return (
    <>
      <div className={css['wideActs']}>
        {others.map((act) => (
          <ActButton key={act.label} act={act} />
        ))}
      </div>
      <div className={css['narrowActs']}>
        <Menu align="end" trigger={<IconButton label={common.more} icon={<Ellipsis />} />}>
          {others.map(({ label, icon, run, isOff }) => (
            <MenuItem key={label} icon={icon} disabled={isOff ?? false} onClick={run}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      </div>
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
      {mayUndo && sendable === 0 ? <ActButton act={undo} /> : null}
      {sendable > 0 ? (
        <Button kind="primary" icon={<CloudUpload />} busy={acts.busy === 'post'} onClick={() => acts.begin('post')}>
          {sets.post(sendable)}
        </Button>
      ) : null}
    </>
  )
}
