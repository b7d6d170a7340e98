import { useCallback, useRef } from 'react'
import type { EventName } from '../../shared/contract/contract.ts'
import type { Ask } from '../../shared/domain/asked.ts'
import { useServer } from './server.ts'
import type { Server } from './server.ts'

export interface Asked<T> extends Server<T> {
  /** However new what is kept may be. */
  readonly readAgain: () => void
}

const NO_EVENTS = [] as const

/**
 * Reads what main keeps or asks of Meta: when somebody looks, not when something changes, because each reading may be
 * calls. `load` says how it is asked for.
 */
export const useAsked = <T>(
  key: string,
  load: (ask: Ask) => Promise<T>,
  {
    usual = 'stale',
    events = NO_EVENTS,
    gather,
  }: { readonly usual?: Ask; readonly events?: readonly EventName[]; readonly gather?: number } = {},
): Asked<T> => {
  const next = useRef<Ask | null>(null)
  const server = useServer(
    key,
    () => {
      const ask = next.current ?? usual
      next.current = null
      return load(ask)
    },
    events,
    gather === undefined ? {} : { gather },
  )
  const { refresh } = server
  const readAgain = useCallback(() => {
    next.current = 'again'
    void refresh()
  }, [refresh])
  return { ...server, readAgain }
}
