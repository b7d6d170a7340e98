import type { System } from './refusals.ts'

/** A throttle that came from the pace of calls. Those of the fault script are never here. */
export interface Throttled {
  /** Milliseconds, by the sandbox's clock. */
  readonly at: number
  readonly system: System
  /** `act_…`; null for limits of the whole app. */
  readonly account: string | null
  /** `GET act_1/insights`. */
  readonly call: string
  readonly code: number
  readonly subcode: number | null
}

interface ThrottleLedger {
  add(throttled: Throttled): void
  /** How many in all, and the last ones. */
  read(): { readonly count: number; readonly last: readonly Throttled[] }
}

const MOST_KEPT = 1000

export const createThrottleLedger = (): ThrottleLedger => {
  const last: Throttled[] = []
  let count = 0
  return {
    add: (throttled) => {
      count++
      last.push(throttled)
      if (last.length > MOST_KEPT) last.shift()
    },
    read: () => ({ count, last: [...last] }),
  }
}
