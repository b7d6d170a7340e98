import type { Clock } from '../src/main/ports.ts'

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  /** Moves on, running what falls due in order and letting promises settle in between. */
  advance(ms: number): Promise<void>
  /** When the next timer is due. */
  nextAt(): number | null
  /** Forgets all timers, as a process that was killed does. */
  clear(): void
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const createVirtualClock = (start: number): VirtualClock => {
  let now = start
  let count = 0
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()

  return {
    now: () => now,
    uptime: () => now - start,
    after: (ms, run) => {
      const id = ++count
      timers.set(id, { at: now + Math.max(0, ms), run })
      return () => timers.delete(id)
    },
    advance: async (ms) => {
      const end = now + ms
      for (;;) {
        await breathe()
        const due = [...timers].filter(([, { at }]) => at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0]
        if (!due) break
        const [id, { at, run }] = due
        timers.delete(id)
        now = Math.max(now, at)
        run()
      }
      now = end
      await breathe()
    },
    nextAt: () => (timers.size === 0 ? null : Math.min(...[...timers.values()].map(({ at }) => at))),
    clear: () => timers.clear(),
  }
}
