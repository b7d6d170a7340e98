import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useId, useState } from 'react'
import css from './disclosure.module.css'

interface DisclosureProps {
  readonly title: string
  readonly hint?: string
  readonly children: ReactNode
}

/** A part that is read and shown only when somebody opens it. */
export const Disclosure = ({ title, hint, children }: DisclosureProps): ReactElement => {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <div>
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
      {isOpen ? <div id={id}>{children}</div> : null}
    </div>
  )
}
