import { useCallback, useEffect, useRef, useState } from 'react'

export interface Found {
  readonly text: string
  /** Null: none of the rows that were read. */
  readonly index: number | null
}

const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase()
/** Milliseconds after the last letter. */
const OVER = 1200

/** The next row after `from`, going round, whose name begins so; rows that were not read are passed over. */
export const findName = (
  text: string,
  from: number,
  count: number,
  nameAt: (index: number) => string | undefined,
): number | null => {
  const wanted = fold(text)
  for (let step = 0; step < count; step++) {
    const index = (Math.max(0, from) + step) % count
    const name = nameAt(index)
    if (name !== undefined && fold(name).startsWith(wanted)) return index
  }
  return null
}

export interface Finder {
  /** What is being looked for; null: nothing. */
  readonly found: Found | null
  /** Looks for what was typed so far and `letter`. */
  type(letter: string, look: (text: string, isFirst: boolean) => number | null): void
  /** Takes the last letter back. */
  back(look: (text: string, isFirst: boolean) => number | null): void
  end(): void
}

/** Typing finds a row by the beginning of its name; a pause begins anew. */
export const useFinder = (): Finder => {
  const [found, setFound] = useState<Found | null>(null)
  const text = useRef('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const end = useCallback(() => {
    clearTimeout(timer.current)
    text.current = ''
    setFound(null)
  }, [])
  const look = useCallback(
    (next: string, isFirst: boolean, find: (text: string, isFirst: boolean) => number | null) => {
      text.current = next
      clearTimeout(timer.current)
      timer.current = setTimeout(end, OVER)
      setFound({ text: next, index: next === '' ? null : find(next, isFirst) })
    },
    [end],
  )
  return {
    found,
    type: useCallback((letter, find) => look(text.current + letter, text.current === '', find), [look]),
    back: useCallback((find) => look([...text.current].slice(0, -1).join(''), false, find), [look]),
    end,
  }
}
