import type { Clock, Ids } from '../../ports.ts'
import { AppError } from '../../../shared/errors.ts'

const LIFE_MS = 10 * 60_000
/** How long a used or late state is remembered, so that it can be told from one that was never ours. */
const MEMORY_MS = 24 * 3_600_000

/** OAuth `state` values: random, single use, good for ten minutes. */
export interface States {
  issue(): string
  /** Throws stateMissing, stateWrong, stateReused or stateLate; whatever it throws, the value is spent. */
  consume(given: string | null): void
}

export const createStates = ({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): States => {
  const issued = new Map<string, { readonly at: number; used: boolean }>()

  const forgetOld = (): void => {
    for (const [state, { at }] of issued) if (clock.now() - at > MEMORY_MS) issued.delete(state)
  }

  return {
    issue: () => {
      forgetOld()
      const state = ids.random()
      issued.set(state, { at: clock.now(), used: false })
      return state
    },
    consume: (given) => {
      if (!given) throw new AppError('stateMissing')
      const found = issued.get(given)
      if (!found) throw new AppError('stateWrong')
      if (found.used) throw new AppError('stateReused')
      found.used = true
      // A clock that was set back must not make it live longer.
      if (Math.abs(clock.now() - found.at) > LIFE_MS) throw new AppError('stateLate')
    },
  }
}
