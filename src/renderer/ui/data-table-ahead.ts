/** An answer that is asked for before its question is put, because it is likely to be the next. */
export interface Ahead<Page> {
  /** One at a time: of what is expected meanwhile only the newest is asked for. */
  expect(question: string, load: () => Promise<Page>): void
  /** The answer to this question, which nobody else gets; null: it was not expected, or long ago. */
  take(question: string): Expected<Page> | null
  /** Something changed that answers are made of. */
  forget(): void
}

interface Expected<Page> {
  readonly coming: Promise<Page>
  /** Null: still on its way. */
  readonly here: Page | null
}
interface Kept<Page> extends Expected<Page> {
  readonly question: string
  readonly at: number
}

/** Milliseconds: a person who points at something presses it within. */
const LASTS = 5000

export const createAhead = <Page>(): Ahead<Page> => {
  let kept: Kept<Page> | null = null
  let waiting: (() => void) | null = null
  let isAsking = false
  const of = (question: string): Kept<Page> | null =>
    kept?.question === question && performance.now() - kept.at < LASTS ? kept : null

  const ask = (question: string, load: () => Promise<Page>): void => {
    isAsking = true
    const own: Kept<Page> = { question, at: performance.now(), coming: load(), here: null }
    kept = own
    const settle = (outcome: Kept<Page> | null): void => {
      if (kept === own) kept = outcome
      isAsking = false
      const newest = waiting
      waiting = null
      newest?.()
    }
    own.coming.then(
      (here) => settle({ ...own, here }),
      // Nobody waited for it: whoever does is told when it fails again.
      () => settle(null),
    )
  }
  return {
    expect: (question, load) => {
      if (of(question)) waiting = null
      else if (isAsking) waiting = () => ask(question, load)
      else ask(question, load)
    },
    take: (question) => {
      const found = of(question)
      kept = null
      waiting = null
      return found
    },
    forget: () => {
      kept = null
      waiting = null
    },
  }
}
