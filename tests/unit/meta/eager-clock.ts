import type { Clock, Ids } from '../../../src/main/ports.ts'

/** Time that passes only by waiting: every timer fires at once and moves the clock to it. */
export const createEagerClock = (start = Date.UTC(2026, 10, 20, 12)): Clock & { readonly waits: number[] } => {
  let now = start
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    uptime: () => now - start,
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
