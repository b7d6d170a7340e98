import { useMemo } from 'react'
import { dayAt } from '../../shared/domain/day.ts'
import type { Day } from '../../shared/domain/day.ts'
import { useNowBy } from './now.ts'
import { useAccounts } from './queries.ts'

export interface Today {
  /** The day that is today in every watched account; null: midnight lies between them. */
  readonly agreed: Day | null
  /** The latest that has begun in any of them. */
  readonly latest: Day
}

const HOUR_MS = 3_600_000
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Which day it is for the watched accounts; without any, by this computer. */
export const useToday = (): Today => {
  const accounts = useAccounts().value
  const hour = useNowBy(HOUR_MS)
  return useMemo(() => {
    const zones = new Set(accounts?.rows.filter(({ watched }) => watched).map(({ zone }) => zone))
    if (zones.size === 0) zones.add(HERE)
    const days = [...new Set([...zones].map((zone) => dayAt(hour, zone)))].sort()
    return { agreed: days.length === 1 ? (days[0] ?? null) : null, latest: days.at(-1) ?? '' }
  }, [accounts, hour])
}
