import type { ReactElement, ReactNode } from 'react'
import type { Instant } from '../../../shared/domain/day.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Badge } from '../../ui/states.tsx'
import css from './reports.module.css'

interface BlockFootProps {
  readonly asOf: Instant | null
  readonly partial: boolean
  /** Of the compared days; where nothing is compared it is left out. */
  readonly beforePartial?: boolean
  /** What is not over is compared with what is. */
  readonly underWay?: boolean
  readonly children?: ReactNode
}

/** Of when the figures of a block are: printed or offline, it stands there in full. */
export const BlockFoot = ({
  asOf,
  partial,
  beforePartial = false,
  underWay = false,
  children,
}: BlockFootProps): ReactElement => {
  const { reports, metrics } = useStrings()
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
      {beforePartial ? (
        <Badge meaning="warn" icon>
          {metrics.partialBefore}
        </Badge>
      ) : null}
      {underWay ? <span>{metrics.underWay}</span> : null}
      {children}
    </footer>
  )
}
