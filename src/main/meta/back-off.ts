import { HttpError } from '../ports.ts'
import type { Clock, Ids } from '../ports.ts'
import { transportErrorOf } from './errors.ts'

/** 0 to 1, so that programs that failed together do not come back together. */
export const jitterOf = (ids: Ids): number => {
  let hash = 2166136261
  for (const char of ids.random()) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619)
  return (hash >>> 0) / 2 ** 32
}

/** About 1, 2 and 4 seconds before the second, third and fourth try. */
export const backOffMs = (jitter: number, tried: number): number =>
  Math.round(1000 * 2 ** (tried - 1) * (0.75 + jitter / 2))

/** Waits `ms`; throws when cancelled meanwhile. */
export const pause = (clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancelled = () => reject(transportErrorOf(new HttpError('cancelled', false)))
    if (signal?.aborted) return cancelled()
    const leave = () => {
      cancel()
      cancelled()
    }
    const cancel = clock.after(Math.max(0, ms), () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    })
    signal?.addEventListener('abort', leave, { once: true })
  })

export const backOff = (needs: {
  readonly clock: Clock
  readonly ids: Ids
  readonly tried: number
  readonly signal: AbortSignal | undefined
}): Promise<void> => pause(needs.clock, backOffMs(jitterOf(needs.ids), needs.tried), needs.signal)
