import type { ReactElement } from 'react'
import type { Into } from '../../stores/keep-edits.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { KeepButton } from '../../ui/keep-button.tsx'

interface MakingFooterProps {
  readonly formId: string
  /** What the form's own button says. */
  readonly action: string
  readonly isBusy: boolean
  readonly isPossible: boolean
  /** Of the set that it becomes; null: it goes where what it is in is drafted, and nowhere else. */
  readonly setName: string | null
  readonly canKeep: boolean
  readonly onKeep: (into: Into) => void
  readonly onClose: () => void
}

/** Makes what a form says, or keeps it as drafts. */
export const MakingFooter = (props: MakingFooterProps): ReactElement => {
  const { formId, action, isBusy, isPossible, setName, canKeep, onKeep, onClose } = props
  const { common } = useStrings()
  return (
    <>
      <Button onClick={onClose}>{common.cancel}</Button>
      {setName === null ? null : <KeepButton name={setName} disabled={isBusy || !canKeep} onKeep={onKeep} />}
      <Button kind="primary" type="submit" form={formId} busy={isBusy} disabled={!isPossible}>
        {action}
      </Button>
    </>
  )
}
