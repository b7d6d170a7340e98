import type { ReactElement, ReactNode } from 'react'
import css from './making.module.css'

interface LabelledProps {
  readonly label: string
  readonly hint?: string | null
  readonly problem?: string | null
  /** A choice, which has the label as its name already. */
  readonly children: ReactNode
}

/** A choice with its name above it, as fields have theirs. */
export const Labelled = ({ label, hint = null, problem = null, children }: LabelledProps): ReactElement => (
  <div className={css['labelled']}>
    <span className={css['label']} aria-hidden>
      {label}
    </span>
    {children}
    {problem === null ? null : (
      <span className={css['problem']} role="alert">
        {problem}
      </span>
    )}
    {hint === null ? null : <span className={css['hint']}>{hint}</span>}
  </div>
)
