import { RefreshCw } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { Instant } from '../../shared/domain/day.ts'
import { call } from '../api.ts'
import { useStrings } from '../strings/use-strings.ts'
import { Age } from './age.tsx'
import css from './asked.module.css'
import { Button, IconButton } from './button.tsx'
import { Progress, Skeleton } from './states.tsx'
import { useSay } from './toast.tsx'
import { useDelayed } from './use-delayed.ts'

/** What is around figures that are asked of Meta when somebody looks. */

interface AskedLineProps {
  /** What the figures are of: days, currency. */
  readonly children: ReactNode
  /** When they were read. */
  readonly at: Instant
  readonly zone?: string
  /** What the button does. */
  readonly again: string
  readonly busy: boolean
  readonly onAgain: () => void
  /** More buttons. */
  readonly actions?: ReactNode
}

/** What they are of, how old they are, and a button that reads them again. */
export const AskedLine = ({ children, at, zone, again, busy, onAgain, actions }: AskedLineProps): ReactElement => (
  <p className={css['line']}>
    <span>{children}</span>
    <span className={css['end']}>
      <Age at={at} {...(zone === undefined ? {} : { zone })} />
      <SmallButton label={again} icon={<RefreshCw />} busy={busy} onClick={onAgain} />
      {actions}
    </span>
  </p>
)

interface SmallButtonProps {
  readonly label: string
  readonly icon: ReactNode
  readonly busy?: boolean
  readonly onClick: () => void
}

export const SmallButton = ({ label, icon, busy = false, onClick }: SmallButtonProps): ReactElement => (
  <IconButton
    label={label}
    icon={icon}
    size="small"
    className={css['button']}
    busy={busy}
    onClick={() => {
      if (!busy) onClick()
    }}
  />
)

const PROGRESS_AFTER = 1000
const CANCEL_AFTER = 5000

/** Under way: what is going on after a second, and a way out after five. */
export const Waiting = (): ReactElement | null => {
  const { asked, common } = useStrings()
  const say = useSay()
  const begun = useDelayed(true, PROGRESS_AFTER, false)
  const isLong = useDelayed(true, CANCEL_AFTER, false)
  if (!begun) return null
  return (
    <div className={css['waiting']}>
      <span>{asked.asking}</span>
      <Progress label={asked.asking} share={null} className={css['bar']} />
      {isLong ? (
        <Button size="small" onClick={() => void call('asked.cancel').catch(say.failed)}>
          {common.cancel}
        </Button>
      ) : null}
    </div>
  )
}

/** Before there is anything to show. */
export const FirstWait = ({ lines }: { readonly lines: number }): ReactElement => (
  <>
    <Waiting />
    <Skeleton lines={lines} />
  </>
)
