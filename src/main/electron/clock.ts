import type { Clock } from '../ports.ts'

/** setTimeout counts in 32 bits; a longer wait is made of several. */
const LONGEST = 2_000_000_000

export const systemClock: Clock = {
  now: () => Date.now(),
  uptime: () => Math.floor(performance.now()),
  after: (ms, run) => {
    let timer: ReturnType<typeof setTimeout>
    const wait = (left: number): void => {
      const step = Math.min(Math.max(left, 0), LONGEST)
      timer = setTimeout(() => (left > step ? wait(left - step) : run()), step)
    }
    wait(ms)
    return () => clearTimeout(timer)
  },
}
