import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ComponentType, ReactElement, ReactNode } from 'react'
import type { Failure } from '../../shared/errors.ts'
import { useSentence, useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import css from './states.module.css'

export type Meaning = 'good' | 'warn' | 'bad' | 'info'

const ICONS: Readonly<Record<Meaning, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>>> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: Info,
}

interface BannerProps {
  readonly meaning: Meaning
  readonly children: ReactNode
  /** Buttons for the next step. */
  readonly actions?: ReactNode
}

/** A calm line about the state of things: never covers anything, never blinks. */
export const Banner = ({ meaning, children, actions }: BannerProps): ReactElement => {
  const Icon = ICONS[meaning]
  return (
    <div className={cx(css['banner'], css[meaning])} role={meaning === 'bad' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden />
      <div className={css['text']} data-text>
        {children}
      </div>
      {actions ? <div className={css['actions']}>{actions}</div> : null}
    </div>
  )
}

interface FailureBannerProps {
  readonly failure: Failure
  readonly onRetry?: (() => void) | undefined
  readonly actions?: ReactNode
}

/** A failed call in words, with the next step. */
export const FailureBanner = ({ failure, onRetry, actions }: FailureBannerProps): ReactElement => {
  const sentence = useSentence()
  const { common } = useStrings()
  return (
    <Banner
      meaning="bad"
      actions={
        <>
          {actions}
          {onRetry ? (
            <Button size="small" onClick={onRetry}>
              {common.retry}
            </Button>
          ) : null}
        </>
      }
    >
      {sentence(failure)}
    </Banner>
  )
}

interface EmptyProps {
  readonly icon: ReactNode
  /** What will be here. */
  readonly title: string
  /** How to get it. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

export const Empty = ({ icon, title, children, actions }: EmptyProps): ReactElement => (
  <div className={css['empty']}>
    <div className={css['emptyIcon']} aria-hidden>
      {icon}
    </div>
    <h2 className={css['emptyTitle']}>{title}</h2>
    {children ? <div className={css['emptyText']}>{children}</div> : null}
    {actions ? <div className={css['actions']}>{actions}</div> : null}
  </div>
)

interface SkeletonProps {
  readonly lines?: number
  /** CSS length of one line. */
  readonly height?: string
}

/** The shape of what is being read, where it will be. */
export const Skeleton = ({ lines = 6, height = '16px' }: SkeletonProps): ReactElement => {
  const { common } = useStrings()
  return (
    <div className={css['skeleton']} role="status" aria-label={common.loading} data-loading>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ height, width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

interface BadgeProps {
  readonly meaning?: Meaning | 'neutral'
  readonly children: ReactNode
  /** With the meaning's icon: colour alone tells nothing to some. */
  readonly icon?: boolean
}

export const Badge = ({ meaning = 'neutral', icon = false, children }: BadgeProps): ReactElement => {
  const Icon = meaning === 'neutral' ? null : ICONS[meaning]
  return (
    <span className={cx(css['badge'], css[meaning])}>
      {icon && Icon ? <Icon size={12} aria-hidden /> : null}
      {children}
    </span>
  )
}

interface ProgressProps {
  /** Its name. */
  readonly label: string
  /** 0 to 1; null: under way, no telling how far. */
  readonly share: number | null
  readonly meaning?: Meaning
  readonly className?: string | undefined
}

export const Progress = ({ label, share, meaning = 'info', className }: ProgressProps): ReactElement => {
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div
      className={cx(css['progress'], css[meaning], percent === null && css['endless'], className)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
    >
      <span style={percent === null ? undefined : { width: `${percent}%` }} />
    </div>
  )
}
