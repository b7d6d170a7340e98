import type { ReactElement } from 'react'
import type { Instant } from '../../shared/domain/day.ts'
import { useNow } from '../stores/now.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'

interface AgeProps {
  /** Null: never. */
  readonly at: Instant | null
  /** The exact time is said in it; the computer's own where none is given. */
  readonly zone?: string
  /** In a column of ages: `4 min`. */
  readonly short?: boolean
}

/** How old something is, moving by itself; the exact time when pointed at. */
export const Age = ({ at, zone, short = false }: AgeProps): ReactElement => {
  const format = useFormat()
  const { common } = useStrings()
  const now = useNow()
  if (at === null) return <span>{common.never}</span>
  return (
    <time dateTime={new Date(at).toISOString()} title={format.exact(at, zone)}>
      {short ? format.age(at, now) : format.ago(at, now)}
    </time>
  )
}

/** `As read 12 min ago.`: beside values that Meta was not asked for now. */
export const AsRead = ({ at }: { readonly at: Instant | null }): ReactElement => {
  const format = useFormat()
  const { common } = useStrings()
  const now = useNow()
  return <span>{at === null ? common.asReadUnknown : common.asRead(format.ago(at, now))}</span>
}
