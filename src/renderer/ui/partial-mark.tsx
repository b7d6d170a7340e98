import type { ReactElement } from 'react'
import type { Strings } from '../strings/catalogue.ts'
import { Drawing } from './drawing.tsx'
import css from './figures.module.css'

interface PartialMarkProps {
  /** Of the row's own days, and of those that they are compared with. */
  readonly partial: boolean
  readonly beforePartial: boolean
  /** Given, not asked for: a table has a hundred of these. */
  readonly strings: Strings
}

/** Beside a name: which of its figures are not whole; nothing where all are. */
export const PartialMark = ({ partial, beforePartial, strings }: PartialMarkProps): ReactElement | null => {
  const { metrics } = strings
  const said = [partial ? metrics.partial : null, beforePartial ? metrics.partialBefore : null].filter(
    (text) => text !== null,
  )
  if (said.length === 0) return null
  return (
    <span className={css['partial']} title={said.join('\n')} role="img" aria-label={said.join(' ')}>
      <Drawing id="warning" />
    </span>
  )
}
