import type { KeyboardEvent } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { FIND, isFindKey } from './data-table-keys.ts'
import type { At } from './data-table-keys.ts'

export interface Found {
  readonly text: string
  /** Null: none of the rows, as far as was looked. */
  readonly index: number | null
  /** Rows that are not here are being asked for. */
  readonly isLooking: boolean
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

interface Look {
  /** Place of the row; a promise where it has to be asked for. */
  find(text: string, isFirst: boolean): number | null | Promise<number | null>
  goTo(index: number): void
}

interface Finder {
  /** What is being looked for; null: nothing. */
  readonly found: Found | null
  /** Looks for what was typed so far and `letter`. */
  type(letter: string, look: Look): void
  /** Takes the last letter back. */
  back(look: Look): void
  end(): void
}

/** Typing finds a row by the beginning of its name; a pause begins anew, once what was asked for is answered. */
const useFinder = (): Finder => {
  const [found, setFound] = useState<Found | null>(null)
  const text = useRef('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** What is answered for an earlier one is not wanted any more. */
  const turn = useRef(0)
  useEffect(
    () => () => {
      turn.current++
      clearTimeout(timer.current)
    },
    [],
  )
  const end = useCallback(() => {
    turn.current++
    clearTimeout(timer.current)
    text.current = ''
    setFound(null)
  }, [])
  const look = useCallback(
    (next: string, isFirst: boolean, { find, goTo }: Look) => {
      text.current = next
      const own = ++turn.current
      clearTimeout(timer.current)
      const settle = (index: number | null): void => {
        if (own !== turn.current) return
        timer.current = setTimeout(end, OVER)
        setFound({ text: next, index, isLooking: false })
        if (index !== null) goTo(index)
      }
      const answer = next === '' ? null : find(next, isFirst)
      if (!(answer instanceof Promise)) return settle(answer)
      setFound({ text: next, index: null, isLooking: true })
      answer.then(settle, () => settle(null))
    },
    [end],
  )
  return {
    found,
    type: useCallback((letter, by) => look(text.current + letter, text.current === '', by), [look]),
    back: useCallback((by) => look([...text.current].slice(0, -1).join(''), false, by), [look]),
    end,
  }
}

interface Finding<Row> {
  readonly active: At
  readonly count: number
  readonly rowAt: (index: number) => Row | undefined
  /** Absent: nothing is looked for. */
  readonly nameOf: ((row: Row) => string) | undefined
  /** Looks among the rows that are not here; absent: all are. */
  readonly findRow: ((text: string, from: number) => Promise<number | null>) | undefined
  readonly goTo: (at: At) => void
}

interface FindKeys {
  readonly found: Found | null
  /** False: the key means something else. */
  find(event: KeyboardEvent): boolean
}

/** What is typed in a row looks for a name. */
export const useFindKeys = <Row>(finding: Finding<Row>): FindKeys => {
  const { active, count, rowAt, nameOf, findRow, goTo } = finding
  const finder = useFinder()
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY)
  const find = (event: KeyboardEvent): boolean => {
    if (!nameOf || active.row < 0 || event.altKey || event.ctrlKey || event.metaKey) return false
    const look: Look = {
      find: (text, isFirst) => {
        const from = active.row + (isFirst ? 1 : 0)
        let isWhole = true
        const index = findName(text, from, count, (each) => {
          const row = rowAt(each)
          isWhole &&= row !== undefined
          return row === undefined ? undefined : nameOf(row)
        })
        return index === null && !isWhole && findRow ? findRow(text, from) : index
      },
      goTo: (index) => goTo({ ...active, row: index }),
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
