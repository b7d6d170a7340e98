import type { Clock } from '../src/main/ports.ts'

/** The real clock, with real timers. */
export interface RealClock extends Clock {
  /** So much time passes at once; timers do not hear of it. */
  ahead(ms: number): void
  /** Somebody sets the computer's clock; no time passes. */
  set(by: number): void
  /** What it would show if nobody had set it: Meta's clock. */
  unset(): number
}

export const createRealClock = (): RealClock => {
  let passed = 0
  let set = 0
  return {
    now: () => Date.now() + passed + set,
    uptime: () => Math.floor(performance.now()) + passed,
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    ahead: (ms) => {
      passed += ms
    },
    unset: () => Date.now() + passed,
    set: (by) => {
      set += by
    },
  }
}
