import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { KeepButton } from '../../ui/keep-button.tsx'
import type { Into } from '../../stores/keep-edits.ts'
import type { Previewed } from './use-preview.ts'

interface PreviewFooterProps {
  readonly previewed: Previewed
  readonly formId: string
  /** What is typed or pasted cannot be posted as it is. */
  readonly isWrong: boolean
  /** Of the change set that comes of it. */
  readonly name: string
  readonly onKeep: (into: Into) => void
  readonly onClose: () => void
}

/** Posts what is previewed in the background, or keeps it as drafts. */
export const PreviewFooter = (props: PreviewFooterProps): ReactElement => {
  const { previewed, formId, isWrong, name, onKeep, onClose } = props
  const { left, over, toConfirm, isConfirmed, isBusy } = previewed
  const { editing, common, house } = useStrings()
  const { bulk } = editing
  const accounts = new Set(left.map(({ about }) => about?.accountId)).size
  const isWaiting = left.length === 0 && toConfirm.length > 0 && !isConfirmed
  const isNothing = left.length === 0 || isWrong
  return (
    <>
      <Button onClick={onClose}>{common.cancel}</Button>
      <KeepButton name={name} disabled={isNothing || isBusy} onKeep={onKeep} />
      <Button kind="primary" type="submit" form={formId} busy={isBusy} disabled={isNothing}>
        {isWaiting
          ? bulk.confirmFirst(toConfirm.length)
          : left.length === 0
            ? over.length > 0
              ? house.typeFirst
              : editing.noChange
            : bulk.post(left.length, accounts)}
      </Button>
    </>
  )
}
