import type { ReactElement, ReactNode } from 'react'
import type { Instant } from '../../../shared/domain/day.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Badge } from '../../ui/states.tsx'
import css from './reports.module.css'

interface BlockFootProps {
  readonly asOf: Instant | null
  readonly partial: boolean
  readonly children?: ReactNode
}

/** Of when the figures of a block are: printed or offline, it stands there in full. */
export const BlockFoot = ({ asOf, partial, children }: BlockFootProps): ReactElement => {
  const { reports } = useStrings()
  const format = useFormat()
  return (
    <footer className={css['foot']}>
      {asOf === null ? (
        <span>{reports.notRead}</span>
      ) : (
        <time dateTime={new Date(asOf).toISOString()} title={format.exact(asOf)}>
          {reports.figuresFrom(format.fullDateTime(asOf))}
        </time>
      )}
      {partial ? (
        <Badge meaning="warn" icon>
          {reports.partial}
        </Badge>
      ) : null}
      {children}
    </footer>
  )
}
