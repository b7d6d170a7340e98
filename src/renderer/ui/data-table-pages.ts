import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createAhead } from './data-table-ahead.ts'

export interface Pages<Page, Row> {
  /** The newest page that arrived: its totals and counts are those of the whole. Null before the first. */
  readonly newest: Page | null
  readonly count: number
  rowAt(index: number): Row | undefined
  /** What the table shows now: pages that are missing there are asked for. */
  want(first: number, last: number): void
  /** Asks for the first rows of a question that is likely to be the next, so that they are here when it is put. */
  expect(next: Pick<PageSource<Page, Row>, 'question' | 'load'>): void
  /** What was asked for ahead is not true any more. */
  outdate(): void
  /** Asks again for what is shown, keeping it on the screen meanwhile. */
  reload(): void
  /** It takes longer than a person notices: only then is it shown. */
  readonly isSlow: boolean
  readonly error: unknown
}

export interface PageSource<Page, Row> {
  /** Changes with every question (filter, sort, period): pages of another question are never mixed in. */
  readonly question: string
  /** What of the question decides which row stands where; absent: all of it. Another one begins at the top. */
  readonly order?: string
  load(offset: number, limit: number): Promise<Page>
  rowsOf(page: Page): readonly Row[]
  totalOf(page: Page): number
  readonly size?: number
}

interface Held<Page, Row> {
  readonly question: string | null
  readonly newest: Page | null
  readonly count: number
  readonly pages: ReadonlyMap<number, readonly Row[]>
}

/** Milliseconds: what is here sooner needs no sign that it is coming. */
const NOTICED = 250
/** Whoever drags the scrollbar passes hundreds of pages: what is asked for is what is in sight when an answer is in. */
const AT_ONCE = 2
/** Pages kept around what is looked at. */
const KEPT = 40
/** Rows that are asked for before they are scrolled to: a row that comes into sight without its figures is drawn twice. */
const AHEAD = 100
/** Rows of a new question's first page that are asked for beyond what is in sight; milliseconds until the others are. */
const SPARE = 12
const AFTER = 150

const pagesOf = (first: number, last: number, size: number): readonly number[] => {
  const from = Math.floor(first / size)
  return Array.from({ length: Math.floor(last / size) - from + 1 }, (_, at) => from + at)
}

/** Keeps the pages around what is looked at, and shows the last answer until the next one is here. */
export const usePages = <Page, Row>(source: PageSource<Page, Row>): Pages<Page, Row> => {
  const size = source.size ?? 100
  const [held, setHeld] = useState<Held<Page, Row>>({ question: null, newest: null, count: 0, pages: new Map() })
  const [isSlow, setSlow] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const current = useRef(source)
  current.current = source
  const heldNow = useRef(held)
  heldNow.current = held
  const view = useRef({ first: 0, last: 0 })
  /** Rows towards which it is scrolled: down, or up where it is negative. */
  const towards = useRef(0)
  /** Rows that fit, as far as was seen. */
  const fitting = useRef(0)
  const inFlight = useRef(new Set<string>())
  /** Pages of the question that are shown but must be read again. */
  const stale = useRef(new Set<number>())

  const [ahead] = useState(() => createAhead<Page>())

  const slow = useRef<ReturnType<typeof setTimeout>>(undefined)
  const noteWaiting = useCallback((): void => {
    if (inFlight.current.size > 0) {
      slow.current ??= setTimeout(() => setSlow(true), NOTICED)
      return
    }
    clearTimeout(slow.current)
    slow.current = undefined
    setSlow(false)
  }, [])
  /** Asks for the rows of a page that are missing, once those in sight were drawn. */
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(
    () => () => {
      clearTimeout(slow.current)
      clearTimeout(rest.current)
    },
    [],
  )

  /** `whole`: pages that are here in part are filled, not only where somebody looks. */
  const pump = useCallback(
    (whole = false): void => {
      const asked = current.current
      const now = heldNow.current
      const isSame = now.question === asked.question
      const { first } = view.current
      const last = Math.max(first, view.current.last)
      const inSight = pagesOf(first, last, size)
      const further = pagesOf(Math.max(0, first + towards.current), Math.max(0, last + towards.current), size)
      for (const page of new Set([...inSight, ...further])) {
        // What nobody sees yet waits for what somebody does.
        if (inFlight.current.size >= (inSight.includes(page) ? AT_ONCE : 1)) break
        const key = `${asked.question}\n${page}`
        const own = isSame && !stale.current.has(page) ? now.pages.get(page) : undefined
        const wanted = Math.min(size, now.count - page * size, whole ? size : view.current.last + 1 - page * size)
        const isHere = own !== undefined && own.length >= wanted
        if (isHere || inFlight.current.has(key) || (isSame && page > 0 && page * size >= now.count)) continue
        inFlight.current.add(key)
        stale.current.delete(page)
        // A new question is answered sooner where what is in sight is asked for first.
        const isFirst = !isSame && page === 0 && fitting.current > 0
        const limit = isFirst ? Math.min(size, fitting.current + SPARE) : size - (own?.length ?? 0)
        const arrived = (answer: Page): void => {
          inFlight.current.delete(key)
          if (current.current.question === asked.question) {
            const before = heldNow.current
            const count = asked.totalOf(answer)
            const pages = new Map(before.question === asked.question ? before.pages : [])
            // Rows go together as long as nothing came between them.
            const goesOn = own === undefined || (own === before.pages.get(page) && count === before.count)
            pages.delete(page)
            if (goesOn) pages.set(page, [...(own ?? []), ...asked.rowsOf(answer)])
            for (const known of pages.keys()) if (known * size >= count && known > 0) pages.delete(known)
            // The oldest first, as a map remembers.
            for (const known of pages.keys()) {
              const isSeen = known * size <= view.current.last && (known + 1) * size > view.current.first
              if (pages.size > KEPT && known !== page && !isSeen) pages.delete(known)
            }
            heldNow.current = { question: asked.question, newest: answer, count, pages }
            setHeld(heldNow.current)
            setError(null)
            if (isFirst) {
              clearTimeout(rest.current)
              rest.current = setTimeout(() => pump(true), AFTER)
            }
          }
          pump()
        }
        const failed = (reason: unknown): void => {
          inFlight.current.delete(key)
          // Not asked for again by itself: a person retries, or the next change does.
          if (current.current.question === asked.question) {
            setError(reason)
            noteWaiting()
          } else pump()
        }
        const expected = isFirst ? ahead.take(asked.question) : null
        if (expected && expected.here !== null) arrived(expected.here)
        else void (expected?.coming ?? asked.load(page * size + (own?.length ?? 0), limit)).then(arrived, failed)
      }
      noteWaiting()
    },
    [size, noteWaiting, ahead],
  )

  const want = useCallback(
    (first: number, last: number) => {
      if (first !== view.current.first) towards.current = first > view.current.first ? AHEAD : -AHEAD
      view.current = { first, last }
      fitting.current = Math.max(fitting.current, last - first + 1)
      if (heldNow.current.question === current.current.question) pump()
    },
    [pump],
  )

  const expect = useCallback(
    ({ question, load }: Pick<PageSource<Page, Row>, 'question' | 'load'>) => {
      if (question === current.current.question || fitting.current === 0) return
      ahead.expect(question, () => load(0, Math.min(size, fitting.current + SPARE)))
    },
    [size, ahead],
  )

  const reload = useCallback(() => {
    ahead.forget()
    const { first, last } = view.current
    const inSight = pagesOf(first, Math.max(first, last), size)
    const before = heldNow.current
    // Pages out of sight are stale now: they are asked for again when they come into view.
    const pages = new Map([...before.pages].filter(([page]) => inSight.includes(page)))
    heldNow.current = { ...before, pages }
    setHeld(heldNow.current)
    stale.current = new Set(inSight)
    pump()
  }, [pump, size, ahead])

  const order = source.order ?? source.question
  const lastOrder = useRef(order)
  useEffect(() => {
    if (lastOrder.current !== order) {
      view.current = { first: 0, last: 0 }
      towards.current = 0
    }
    lastOrder.current = order
    stale.current.clear()
    pump()
  }, [source.question, order, pump])

  const rowAt = useCallback(
    (index: number) => held.pages.get(Math.floor(index / size))?.[index % size],
    [held.pages, size],
  )
  return useMemo(
    () => ({
      newest: held.newest,
      count: held.count,
      rowAt,
      want,
      expect,
      outdate: ahead.forget,
      reload,
      isSlow,
      error,
    }),
    [held, rowAt, want, expect, ahead, reload, isSlow, error],
  )
}
