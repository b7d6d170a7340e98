import { useEffect, useRef } from 'react'
import type { Preferences } from '../../shared/domain/connection.ts'
import { setPreferences } from './app.ts'

/** "6" on the way to "60" is not meant. */
const TYPING = 500

export interface SaveSoon {
  /** Keeps it with what else was typed since the last saving. */
  save(part: Partial<Preferences>): void
  /** What was typed and is not saved yet. */
  waiting(): Partial<Preferences>
  forget(): void
}

/** Preferences that are typed: saved a moment after the last key, and at once when what shows them goes. */
export const useSaveSoon = (failed: (error: unknown) => void): SaveSoon => {
  const parts = useRef<Partial<Preferences>>({})
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const told = useRef(failed)
  told.current = failed
  const saver = useRef<SaveSoon & { flush(): void }>(undefined)
  saver.current ??= {
    save: (part) => {
      parts.current = { ...parts.current, ...part }
      clearTimeout(timer.current)
      timer.current = setTimeout(() => saver.current?.flush(), TYPING)
    },
    waiting: () => parts.current,
    forget: () => {
      clearTimeout(timer.current)
      parts.current = {}
    },
    flush: () => {
      clearTimeout(timer.current)
      const part = parts.current
      parts.current = {}
      if (Object.keys(part).length > 0) setPreferences(part).catch((error: unknown) => told.current(error))
    },
  }
  useEffect(() => () => saver.current?.flush(), [])
  return saver.current
}
