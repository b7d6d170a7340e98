import { useCallback, useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { EventName } from '../../shared/contract/contract.ts'
import type { Failure } from '../../shared/errors.ts'
import { failureFrom, onEvent } from '../api.ts'
import { onLeave } from './workspace.ts'

/**
 * What the main side last answered, by key. A value stays while it is read again, so nothing on the screen jumps;
 * events only say "read again". One key is never read twice at the same time.
 */
export interface Entry {
  readonly value: unknown
  readonly failure: Failure | null
  readonly loading: boolean
}
const NOTHING: Entry = { value: undefined, failure: null, loading: false }

const SHOW_LOADING_AFTER = 100
/** Hints come in bursts while a poll writes account after account. */
const COALESCE = 40
/** Times as long as an answer took, where it is gathered for at all. */
const SPARE = 4
/** Values nobody shows any more, kept so that coming back shows them at once. */
const KEEP_UNUSED = 60

const useEntries = create<{ readonly entries: ReadonlyMap<string, Entry> }>()(() => ({ entries: new Map() }))

interface Reader {
  load: () => Promise<unknown>
  users: number
  running: boolean
  again: boolean
  timer: ReturnType<typeof setTimeout> | undefined
  /** Milliseconds that hints are gathered before they are followed. */
  gather: number
  /** How long the last answer took. */
  took: number
}
const readers = new Map<string, Reader>()
let generation = 0

const change = (key: string, part: Partial<Entry>): void => {
  const { entries } = useEntries.getState()
  const before = entries.get(key) ?? NOTHING
  const after = { ...before, ...part }
  const isOther = after.value !== before.value || after.failure !== before.failure || after.loading !== before.loading
  if (isOther) useEntries.setState({ entries: new Map(entries).set(key, after) })
}

const read = async (key: string): Promise<void> => {
  const reader = readers.get(key)
  if (!reader) return
  if (reader.running) {
    reader.again = true
    return
  }
  reader.running = true
  const begun = generation
  const asked = performance.now()
  const slow = setTimeout(() => begun === generation && change(key, { loading: true }), SHOW_LOADING_AFTER)
  try {
    const value = await reader.load()
    if (begun === generation) {
      const before = entryOf(key).value
      // A hint that tells of nothing new draws nothing again.
      const isSame = before !== undefined && JSON.stringify(before) === JSON.stringify(value)
      change(key, { value: isSame ? before : value, failure: null, loading: false })
    }
  } catch (error) {
    if (begun === generation) change(key, { failure: failureFrom(error), loading: false })
  } finally {
    clearTimeout(slow)
    reader.took = performance.now() - asked
    reader.running = false
    if (reader.again || begun !== generation) {
      reader.again = false
      if (reader.users > 0) {
        if (begun === generation && reader.gather > COALESCE) readSoon(key)
        else void read(key)
      }
    }
  }
}

/** An answer that costs much is not asked for most of the time, however many hints come. */
const waitOf = ({ gather, took }: Reader): number => (gather > COALESCE ? Math.max(gather, took * SPARE) : gather)

const readSoon = (key: string): void => {
  const reader = readers.get(key)
  if (!reader || reader.timer !== undefined) return
  reader.timer = setTimeout(() => {
    reader.timer = undefined
    void read(key)
  }, waitOf(reader))
}

const forgetUnused = (): void => {
  const unused = [...readers].filter(([, reader]) => reader.users === 0 && !reader.running).map(([key]) => key)
  const drop = unused.slice(0, Math.max(0, unused.length - KEEP_UNUSED))
  if (drop.length === 0) return
  for (const key of drop) readers.delete(key)
  useEntries.setState(({ entries }) => ({ entries: new Map([...entries].filter(([key]) => !drop.includes(key))) }))
}

// Nothing read so far is true any more, answers under way included.
onLeave(() => {
  generation += 1
  useEntries.setState({ entries: new Map() })
  for (const [key, reader] of readers) {
    if (reader.users === 0) readers.delete(key)
    else void read(key)
  }
})

/** Reads `key` now and on each of the events, until detached. */
export const attach = (
  key: string,
  load: () => Promise<unknown>,
  events: readonly EventName[],
  gather = COALESCE,
): (() => void) => {
  const reader = readers.get(key) ?? { load, users: 0, running: false, again: false, timer: undefined, gather, took: 0 }
  reader.load = load
  reader.users += 1
  readers.set(key, reader)
  void read(key)
  const stop = events.map((event) => onEvent(event, () => readSoon(key)))
  return () => {
    for (const end of stop) end()
    reader.users -= 1
    forgetUnused()
  }
}

export const entryOf = (key: string): Entry => useEntries.getState().entries.get(key) ?? NOTHING

export interface Server<T> {
  /** Undefined until the first answer. */
  readonly value: T | undefined
  /** Of the last reading; the value before it stays. */
  readonly failure: Failure | null
  /** A reading takes longer than 100 ms. */
  readonly loading: boolean
  readonly refresh: () => Promise<void>
}

/**
 * Reads `key` with `load` and again on each of `events` (a constant array). The key says everything the answer
 * depends on. `keepPrevious` shows the last key's value until the new key has one: for a table that is sorted or
 * filtered again, not for another object. `gather`: milliseconds between readings that events ask for, where an answer
 * costs much.
 */
export const useServer = <T>(
  key: string,
  load: () => Promise<T>,
  events: readonly EventName[],
  options: { readonly keepPrevious?: boolean; readonly gather?: number } = {},
): Server<T> => {
  const entry = useEntries((state) => state.entries.get(key)) ?? NOTHING
  // The key stands for `load`, and events are constant: neither must read again by being a new object.
  const asked = useRef({ load, events, gather: options.gather })
  asked.current = { load, events, gather: options.gather }
  useEffect(() => attach(key, asked.current.load, asked.current.events, asked.current.gather), [key])

  const shown = useRef<T | undefined>(undefined)
  const value = entry.value as T | undefined
  if (value !== undefined || !options.keepPrevious) shown.current = value
  const refresh = useCallback(() => read(key), [key])
  return { value: shown.current, failure: entry.failure, loading: entry.loading, refresh }
}
