import type { Clock } from '../../ports.ts'
import { AppError } from '../../../shared/errors.ts'

/** Whom to tell that a page has everything on it, or that it cannot, by whoever waits for it. */
export type Waiting = Map<string, (height: number | null) => void>

/** A page that reads from the cache is there long before; one that is not will not come. */
const PATIENCE_MS = 60_000

/**
 * Makes something of a page, which says under `id` that everything is on it. `ready` rejects with AppError `exportNotDrawn`, or
 * `exportCancelled` after `signal`.
 */
export type Drawn = <Made>(
  id: string,
  signal: AbortSignal | null,
  make: (ready: Promise<{ readonly height: number }>) => Promise<Made>,
) => Promise<Made>

export const createDrawn =
  ({ clock, waiting }: { readonly clock: Clock; readonly waiting: Waiting }): Drawn =>
  async (id, signal, make) => {
    const { promise: ready, resolve, reject } = Promise.withResolvers<{ readonly height: number }>()
    // Whoever prints may not look at it any more when it fails.
    ready.catch(() => undefined)
    const cancel = (): void => reject(new AppError('exportCancelled'))
    signal?.addEventListener('abort', cancel)
    if (signal?.aborted) cancel()
    const giveUp = (): void => reject(new AppError('exportNotDrawn'))
    waiting.set(id, (height) => (height === null ? giveUp() : resolve({ height })))
    const stopWaiting = clock.after(PATIENCE_MS, giveUp)
    try {
      return await make(ready)
    } finally {
      stopWaiting()
      waiting.delete(id)
      signal?.removeEventListener('abort', cancel)
    }
  }
