import { useSyncExternalStore } from 'react'
import { dayAt } from '../../shared/domain/day.ts'
import type { Day, Instant } from '../../shared/domain/day.ts'

/** One ticking second for everything that shows an age. */
let now: Instant = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const tell of listeners) tell()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const current = (): Instant => {
  if (timer === undefined) now = Date.now()
  return now
}

/** Milliseconds since the epoch by this computer, moving once a second. */
export const useNow = (): Instant => useSyncExternalStore(subscribe, current)

/** The same in steps of so many milliseconds: what uses it is drawn again only when one is over. */
export const useNowBy = (step: number): Instant =>
  useSyncExternalStore(subscribe, () => Math.floor(current() / step) * step)
/** The day that it is in a zone. */
export const useToday = (zone: string): Day => useSyncExternalStore(subscribe, () => dayAt(current(), zone))
