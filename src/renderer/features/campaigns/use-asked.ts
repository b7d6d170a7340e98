import { useEffect, useState } from 'react'
import type { Instant } from '../../../shared/domain/day.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { isWindowedId } from '../../../shared/domain/table.ts'
import { call } from '../../api.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'

/** Whoever looks through periods and levels is not looking at each of them. */
const SETTLED = 800

/**
 * Columns that Meta must be asked for are asked for while they are shown: what comes is stored, and the table is told
 * that figures changed. Answers when the attribution windows were read; null: never, or no column has one of its own.
 */
export const useAskedColumns = (level: Level, { columns }: LevelTable): Instant | null => {
  const period = useView((state) => state.period)
  const accountIds = useView((state) => state.accountIds)
  const [windowsAt, setWindowsAt] = useState<Instant | null>(null)
  const hasWindows = columns.some(({ id }) => isWindowedId(id))
  const hasReach = columns.some(({ id }) => id === 'reach' || id === 'frequency')

  useEffect(() => {
    setWindowsAt(null)
    if (!hasWindows && !hasReach) return undefined
    let goesOn = true
    const input = { accountIds: [...accountIds], level, period }
    const timer = setTimeout(() => {
      // Without a network the table has what is kept; the window says so above all rooms.
      if (hasReach) call('reach.ask', input).catch(() => undefined)
      if (hasWindows)
        call('windows.ask', input).then(
          ({ at }) => goesOn && setWindowsAt(at),
          () => undefined,
        )
    }, SETTLED)
    return () => {
      goesOn = false
      clearTimeout(timer)
    }
  }, [period, accountIds, level, hasWindows, hasReach])
  return windowsAt
}
