import type { KeyboardEvent } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { FIND, isFindKey } from './data-table-keys.ts'
import type { At } from './data-table-keys.ts'

export interface Found {
  readonly text: string
  /** Null: none of the rows that were read. */
  readonly index: number | null
}

const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase()
/** Milliseconds after the last letter. */
const OVER = 1200
/** Milliseconds between `G` and the letter of a room. */
const SEQUENCE = 1500

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

interface Finder {
  /** What is being looked for; null: nothing. */
  readonly found: Found | null
  /** Looks for what was typed so far and `letter`. */
  type(letter: string, look: (text: string, isFirst: boolean) => number | null): void
  /** Takes the last letter back. */
  back(look: (text: string, isFirst: boolean) => number | null): void
  end(): void
}

/** Typing finds a row by the beginning of its name; a pause begins anew. */
const useFinder = (): Finder => {
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

interface Finding<Row> {
  readonly active: At
  readonly count: number
  readonly rowAt: (index: number) => Row | undefined
  /** Absent: nothing is looked for. */
  readonly nameOf: ((row: Row) => string) | undefined
  readonly goTo: (at: At) => void
}

interface FindKeys {
  readonly found: Found | null
  /** False: the key means something else. */
  find(event: KeyboardEvent): boolean
}

/** What is typed in a row looks for a name. */
export const useFindKeys = <Row>({ active, count, rowAt, nameOf, goTo }: Finding<Row>): FindKeys => {
  const finder = useFinder()
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY)
  const find = (event: KeyboardEvent): boolean => {
    if (!nameOf || active.row < 0 || event.altKey || event.ctrlKey || event.metaKey) return false
    const look = (text: string, isFirst: boolean): number | null => {
      const index = findName(text, active.row + (isFirst ? 1 : 0), count, (each) => {
        const row = rowAt(each)
        return row === undefined ? undefined : nameOf(row)
      })
      if (index !== null) goTo({ ...active, row: index })
      return index
    }
    const isFinding = finder.found !== null
    // `G` and a letter go to a room: the letter is not the beginning of a name.
    const isSequence = event.timeStamp - goPressedAt.current < SEQUENCE
    goPressedAt.current = event.code === 'KeyG' && !isFinding ? event.timeStamp : Number.NEGATIVE_INFINITY
    if (isSequence && !isFinding) return false
    if (isFinding && event.key === 'Backspace') finder.back(look)
    else if (isFinding && event.key === 'Escape') finder.end()
    else if (isFindKey(event.key, event.code, isFinding)) {
      finder.type(!isFinding && event.key === FIND ? '' : event.key, look)
    } else return false
    return true
  }
  return { found: finder.found, find }
}
