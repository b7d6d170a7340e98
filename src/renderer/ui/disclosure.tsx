import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useId, useState } from 'react'
import { cx } from './cx.ts'
import css from './disclosure.module.css'

interface DisclosureProps {
  readonly title: string
  readonly hint?: string
  /** A section of the inspector with a heading of its own, rather than a part of one. */
  readonly section?: boolean
  /** From the beginning. */
  readonly open?: boolean
  readonly children: ReactNode
}

/** A part that is read and shown only when somebody opens it. */
export const Disclosure = ({ title, hint, section = false, open = false, children }: DisclosureProps): ReactElement => {
  const [isOpen, setOpen] = useState(open)
  const id = useId()
  const toggle = (
    <button
      type="button"
      className={cx(css['toggle'], section && css['heading'])}
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      title={hint}
      onClick={() => setOpen(!isOpen)}
    >
      {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
      {title}
    </button>
  )
  const body = isOpen ? (
    <div id={id} className={section ? css['body'] : undefined}>
      {children}
    </div>
  ) : null
  if (!section)
    return (
      <div>
        {toggle}
        {body}
      </div>
    )
  return (
    <section className={css['section']}>
      <h3>{toggle}</h3>
      {body}
    </section>
  )
}
