import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useId, useState } from 'react'
import css from './fold.module.css'

interface FoldProps {
  readonly title: string
  readonly hint: string
  /** From the beginning. */
  readonly open?: boolean
  /** Rendered only while it is open: what is in it may be asked for then. */
  readonly children: ReactNode
}

/** A section of the inspector that shows what it has when it is opened. */
export const Fold = ({ title, hint, open = false, children }: FoldProps): ReactElement => {
  const [isOpen, setOpen] = useState(open)
  const id = useId()
  return (
    <section className={css['section']}>
      <h3>
        <button
          type="button"
          className={css['toggle']}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          title={hint}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          {title}
        </button>
      </h3>
      {isOpen ? (
        <div id={id} className={css['body']}>
          {children}
        </div>
      ) : null}
    </section>
  )
}
