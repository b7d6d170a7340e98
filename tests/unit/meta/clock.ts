import type { Clock, Ids } from '../../../src/main/ports.ts'

export interface VirtualClock extends Clock {
  /** Runs what is due on the way, with promises in between. */
  advance(ms: number): Promise<void>
  /** Timers that wait. */
  pending(): number
}

const settle = async () => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve()
}

export const createVirtualClock = (start = Date.UTC(2026, 10, 20, 12)): VirtualClock => {
  let now = start
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const due = timers.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((each) => each !== due)
        now = Math.max(now, due.at)
        due.run()
        await settle()
      }
      now = end
    },
    pending: () => timers.length,
  }
}

/** Time that passes only by waiting: every timer fires at once and moves the clock to it. */
export const createEagerClock = (start = Date.UTC(2026, 10, 20, 12)): Clock & { readonly waits: number[] } => {
  let now = start
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    after(ms, run) {
      let live = true
      waits.push(ms)
      setImmediate(() => {
        if (!live) return
        now += ms
        run()
      })
      return () => {
        live = false
      }
    },
  }
}

export const countingIds = (): Ids => {
  let count = 0
  return { random: () => `id-${(count += 1)}` }
}
