import { SETTLE_AFTER_MS } from '../../../shared/domain/edits.ts'
import type { Clock } from '../../ports.ts'

/** Writes whose answer was lost: whether they may still reach Meta. */
export interface OnItsWay {
  /** The request has ended, however it did: what was sent may arrive, or be seen, for so long from now on. */
  ended(editId: string): void
  /** Of one whose request did not end in this run: an earlier one sent it, at the latest when this one began. */
  mayArrive(editId: string): boolean
  /** Calls `past` when what an earlier run sent cannot arrive any more. */
  start(): void
  stop(): void
}

/**
 * By the time that passes in this run. The journal says when something was sent, by a clock that may have been set since: ahead, it
 * would take for not sent what is still under way; back, it would wait for hours. `past`: something cannot arrive any more.
 */
export const createOnItsWay = (clock: Pick<Clock, 'uptime' | 'after'>, past: () => void): OnItsWay => {
  const begun = clock.uptime()
  const endedAt = new Map<string, number>()
  let alarm: (() => void) | null = null

  const isPast = (at: number): boolean => clock.uptime() - at >= SETTLE_AFTER_MS
  const arm = (): void => {
    alarm ??= clock.after(SETTLE_AFTER_MS, () => {
      alarm = null
      for (const [id, at] of endedAt) if (isPast(at)) endedAt.delete(id)
      past()
      if (endedAt.size > 0) arm()
    })
  }
  return {
    ended: (editId) => {
      endedAt.set(editId, clock.uptime())
      arm()
    },
    mayArrive: (editId) => !isPast(endedAt.get(editId) ?? begun),
    start: arm,
    stop: () => alarm?.(),
  }
}
