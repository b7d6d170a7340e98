import { Ban, CloudUpload, Pencil, RotateCcw } from 'lucide-react'
import type { ReactElement } from 'react'
import { DRAFT_STATES, isConflict } from '../../../shared/domain/edits.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import type { SetActs } from './use-set.ts'

interface EditButtonsProps {
  readonly edit: Edit
  readonly acts: SetActs
  readonly onRetype: () => void
}

/** What can be done with one edit of the set, as it stands. */
export const EditButtons = ({ edit, acts, onRetype }: EditButtonsProps): ReactElement | null => {
  const { sets } = useStrings()
  const ids = [edit.id]
  const { field } = edit.change
  if (isConflict(edit)) {
    return (
      <>
        <Button size="small" data-inspector-first onClick={() => acts.resolve('mine', ids)}>
          {sets.mine}
        </Button>
        <Button size="small" onClick={() => acts.resolve('theirs', ids)}>
          {sets.theirs}
        </Button>
      </>
    )
  }
  if (DRAFT_STATES.includes(edit.state)) {
    return (
      <>
        <Button size="small" icon={<Ban />} data-inspector-first onClick={() => acts.withdraw(ids)}>
          {sets.remove}
        </Button>
        {field === 'status' || field === 'bidStrategy' ? null : (
          <Button size="small" icon={<Pencil />} onClick={onRetype}>
            {sets.retype}
          </Button>
        )}
        <Button size="small" icon={<CloudUpload />} onClick={() => acts.begin('post', ids)}>
          {sets.post(1)}
        </Button>
      </>
    )
  }
  if (edit.state !== 'rejected') return null
  return (
    <>
      <Button size="small" icon={<RotateCcw />} data-inspector-first onClick={() => acts.begin('retry', ids)}>
        {sets.retry(1)}
      </Button>
      <Button size="small" onClick={() => acts.dismiss(ids)}>
        {sets.dismiss(1)}
      </Button>
    </>
  )
}
