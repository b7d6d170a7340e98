import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/states.tsx'
import type { Previewed } from './use-preview.ts'

interface PreviewFooterProps {
  readonly previewed: Previewed
  readonly formId: string
  /** What is typed or pasted cannot be posted as it is. */
  readonly isWrong: boolean
  readonly onClose: () => void
}

/** Posts what is previewed, with how far that is, and stops it. */
export const PreviewFooter = ({ previewed, formId, isWrong, onClose }: PreviewFooterProps): ReactElement => {
  const { left, toConfirm, isConfirmed, isPosting, progress, stop } = previewed
  const { editing, common } = useStrings()
  const { bulk } = editing
  const accounts = new Set(left.map(({ about }) => about?.accountId)).size
  const isWaiting = left.length === 0 && toConfirm.length > 0 && !isConfirmed
  return (
    <>
      {isPosting ? (
        <Progress
          label={bulk.progress(progress.ended, progress.of)}
          share={progress.ended / Math.max(1, progress.of)}
        />
      ) : null}
      {isPosting ? (
        <Button onClick={stop}>{bulk.stop}</Button>
      ) : (
        <Button onClick={onClose}>{progress.of > 0 ? common.close : common.cancel}</Button>
      )}
      <Button kind="primary" type="submit" form={formId} busy={isPosting} disabled={left.length === 0 || isWrong}>
        {isWaiting
          ? bulk.confirmFirst(toConfirm.length)
          : left.length === 0
            ? editing.noChange
            : bulk.post(left.length, accounts)}
      </Button>
    </>
  )
}
