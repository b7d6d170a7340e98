import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

export interface Pages<Page, Row> {
  /** The newest page that arrived: its totals and counts are those of the whole. Null before the first. */
  readonly newest: Page | null
  readonly count: number
  rowAt(index: number): Row | undefined
  /** What the table shows now: pages that are missing there are asked for. */
  want(first: number, last: number): void
  /** Asks again for what is shown, keeping it on the screen meanwhile. */
  reload(): void
  readonly isLoading: boolean
  /** It takes longer than a person notices: only then is it shown. */
  readonly isSlow: boolean
  readonly error: unknown
}

export interface PageSource<Page, Row> {
  /** Changes with every question (filter, sort, period): pages of another question are never mixed in. */
  readonly question: string
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

const NOTICED = 100

/** Keeps the pages around what is looked at, and shows the last answer until the next one is here. */
export const usePages = <Page, Row>(source: PageSource<Page, Row>): Pages<Page, Row> => {
  const size = source.size ?? 100
  const [held, setHeld] = useState<Held<Page, Row>>({ question: null, newest: null, count: 0, pages: new Map() })
  const [waiting, setWaiting] = useState(0)
  const [error, setError] = useState<unknown>(null)
  const current = useRef(source)
  current.current = source
  const heldNow = useRef(held)
  heldNow.current = held
  const view = useRef({ first: 0, last: 0 })
  const inFlight = useRef(new Map<string, Promise<void>>())
  const again = useRef(new Set<string>())

  const fetchPage = useCallback(
    (page: number): void => {
      const asked = current.current
      const key = `${asked.question}\n${page}`
      if (inFlight.current.has(key)) {
        again.current.add(key)
        return
      }
      const settle = (): void => {
        inFlight.current.delete(key)
        setWaiting((n) => n - 1)
        if (again.current.delete(key) && current.current.question === asked.question) fetchPage(page)
      }
      setWaiting((n) => n + 1)
      const work = asked.load(page * size, size).then(
        (answer) => {
          if (current.current.question === asked.question) {
            setError(null)
            setHeld((before) => {
              const isSame = before.question === asked.question
              const count = asked.totalOf(answer)
              const pages = new Map(isSame ? before.pages : [])
              pages.set(page, asked.rowsOf(answer))
              for (const known of pages.keys()) if (known * size >= count && known > 0) pages.delete(known)
              return { question: asked.question, newest: answer, count, pages }
            })
          }
          settle()
        },
        (reason: unknown) => {
          if (current.current.question === asked.question) setError(reason)
          settle()
        },
      )
      inFlight.current.set(key, work)
    },
    [size],
  )

  const shown = useCallback((): number[] => {
    const { first, last } = view.current
    const from = Math.floor(first / size)
    const to = Math.floor(Math.max(first, last) / size)
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  }, [size])

  const want = useCallback(
    (first: number, last: number) => {
      view.current = { first, last }
      const now = heldNow.current
      if (now.question !== current.current.question) return
      for (const page of shown()) {
        const key = `${now.question}\n${page}`
        if (!now.pages.has(page) && !inFlight.current.has(key) && page * size < now.count) fetchPage(page)
      }
    },
    [fetchPage, shown, size],
  )

  const reload = useCallback(() => {
    const pages = shown()
    // Pages out of sight are stale now: they are asked for again when they come into view.
    setHeld((before) => ({ ...before, pages: new Map([...before.pages].filter(([page]) => pages.includes(page))) }))
    for (const page of pages) fetchPage(page)
  }, [fetchPage, shown])

  useEffect(() => {
    view.current = { first: 0, last: 0 }
    fetchPage(0)
  }, [source.question, fetchPage])

  const isLoading = waiting > 0
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isLoading) {
      setSlow(false)
      return undefined
    }
    const timer = setTimeout(() => setSlow(true), NOTICED)
    return () => clearTimeout(timer)
  }, [isLoading])

  const rowAt = useCallback(
    (index: number) => held.pages.get(Math.floor(index / size))?.[index % size],
    [held.pages, size],
  )
  return useMemo(
    () => ({ newest: held.newest, count: held.count, rowAt, want, reload, isLoading, isSlow, error }),
    [held, rowAt, want, reload, isLoading, isSlow, error],
  )
}
