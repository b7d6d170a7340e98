import type { Clock } from '../src/main/ports.ts'

/** The real clock, with real timers, that can be set ahead. */
export interface RealClock extends Clock {
  ahead(ms: number): void
}

export const createRealClock = (): RealClock => {
  let offset = 0
  return {
    now: () => Date.now() + offset,
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    ahead: (ms) => {
      offset += ms
    },
  }
}
