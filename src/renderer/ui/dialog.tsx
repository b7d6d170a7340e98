import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useRef } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import { Button, IconButton } from './button.tsx'
import css from './dialog.module.css'
import { cx } from './cx.ts'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** One or two sentences under the title. */
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** Buttons, the main one last. */
  readonly footer?: ReactNode
  /** `table`: wide enough for one. */
  readonly wide?: boolean | 'table'
  /** What gets the focus, as a selector; else the first thing that has to be filled in, or the first button of the foot. */
  readonly first?: string | undefined
}

export const Dialog = ({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  wide = false,
  first = 'input:not([aria-hidden], [data-reason]), footer button',
}: DialogProps): ReactElement => {
  const { common } = useStrings()
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={css['backdrop']} />
        <Base.Popup
          ref={popup}
          data-dialog
          className={cx(css['dialog'], wide === 'table' ? css['table'] : wide && css['wide'])}
          initialFocus={() => popup.current?.querySelector<HTMLElement>(first) ?? popup.current}
        >
          <header className={css['header']}>
            <Base.Title className={css['title']}>{title}</Base.Title>
            <Base.Close render={<IconButton label={common.close} icon={<X />} size="small" />} />
          </header>
          <div className={css['body']}>
            {description ? <Base.Description className={css['description']}>{description}</Base.Description> : null}
            {children}
          </div>
          {footer ? <footer className={css['footer']}>{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

interface ConfirmProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description: ReactNode
  /** Names what will be done to what: "Delete the strategy Stop loss EU". */
  readonly action: string
  readonly danger?: boolean
  readonly busy?: boolean
  /** Something is still to be filled in. */
  readonly disabled?: boolean
  readonly onConfirm: () => void
  readonly children?: ReactNode
}

/** Asks before something that cannot be taken back or spends money. */
export const Confirm = ({
  open,
  onClose,
  title,
  description,
  action,
  danger = false,
  busy = false,
  disabled = false,
  onConfirm,
  children,
}: ConfirmProps): ReactElement => {
  const { common } = useStrings()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
