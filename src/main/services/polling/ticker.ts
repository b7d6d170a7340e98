import type { Clock } from '../../ports.ts'
import type { Instant } from '../../../shared/domain/day.ts'

/** Runs something again and again, never twice at once. */
export interface Ticker {
  /** First run at once. */
  start(): void
  /** No further runs; the answer waits for the one under way. */
  stop(): Promise<void>
  /** Runs now, or joins the run under way, and counts the next from here. */
  now(): Promise<void>
  /** The delay may have changed. */
  rearm(): void
  isRunning(): boolean
  nextAt(): Instant | null
  /** Runs left out because the one before was still going. */
  skipped(): number
}

/** `run` must not reject. `delayMs` is asked after every run: from the start of one run to the start of the next. */
export const createTicker = ({
  clock,
  delayMs,
  run,
}: {
  readonly clock: Clock
  readonly delayMs: () => number
  readonly run: () => Promise<void>
}): Ticker => {
  let on = false
  let running: Promise<void> | null = null
  let cancelTimer: (() => void) | null = null
  let startedAt: Instant = 0
  let next: Instant | null = null
  let skipped = 0

  const disarm = (): void => {
    cancelTimer?.()
    cancelTimer = null
    next = null
  }

  const arm = (at: Instant): void => {
    disarm()
    if (!on) return
    const due = Math.max(at, clock.now())
    next = due
    cancelTimer = clock.after(due - clock.now(), fire)
  }

  const begin = (): Promise<void> => {
    startedAt = clock.now()
    const mine = run().finally(() => {
      running = null
      // A slow run may have outlasted its own delay: the next then follows at once, on a free call stack.
      arm(startedAt + delayMs())
    })
    running = mine
    return mine
  }

  const fire = (): void => {
    if (running) {
      skipped++
      arm(clock.now() + delayMs())
      return
    }
    arm(clock.now() + delayMs())
    void begin()
  }

  return {
    start: () => {
      if (on) return
      on = true
      arm(clock.now())
    },
    stop: async () => {
      on = false
      disarm()
      await running
    },
    now: () => {
      if (running) return running
      if (on) arm(clock.now() + delayMs())
      return begin()
    },
    rearm: () => {
      if (on) arm(startedAt + delayMs())
    },
    isRunning: () => running !== null,
    nextAt: () => next,
    skipped: () => skipped,
  }
}
