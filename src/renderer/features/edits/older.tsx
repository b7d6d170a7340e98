import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import css from './edits.module.css'

interface OlderProps {
  /** What is shown now. */
  readonly text: string
  readonly busy: boolean
  readonly onMore: () => void
}

/** Under a list that does not go back to its beginning: how far it does, and more of it. */
export const Older = ({ text, busy, onMore }: OlderProps): ReactElement => {
  const { edits } = useStrings()
  return (
    <div className={css['older']}>
      <span>{text}</span>
      <Button size="small" busy={busy} onClick={onMore}>
        {edits.older}
      </Button>
    </div>
  )
}
