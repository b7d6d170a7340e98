import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { fateOf, isOver, isTyped } from '../../../shared/domain/edits-preview.ts'
import type { PreviewLine } from '../../../shared/domain/edits-preview.ts'
import { outcomeKey, postChanges, useOutcomes } from './posting.ts'
import type { Outcome, PostedChange } from './posting.ts'

/** Edits as they are previewed, and how they are posted. */
export interface Previewed {
  readonly lines: readonly PreviewLine[]
  readonly toConfirm: readonly PreviewLine[]
  /** What cannot be made. */
  readonly out: readonly PreviewLine[]
  /** What `post` sends: all that may be sent and was not confirmed by Meta yet. */
  readonly left: readonly PreviewLine[]
  readonly isConfirmed: boolean
  setConfirmed(isConfirmed: boolean): void
  /** What goes over the limit: it is posted once that is typed, by account. */
  readonly over: readonly PreviewLine[]
  readonly typed: Readonly<Record<string, string>>
  setTyped(accountId: string, text: string): void
  /** How the line's own edit ended, once it was begun. */
  readonly outcomeOf: (line: PreviewLine) => Outcome | undefined
  readonly isPosting: boolean
  /** Of the last posting: edits that ended, and all of them. */
  readonly progress: { readonly ended: number; readonly of: number }
  post(): void
  stop(): void
}

const changeOf = ({ about, change }: PreviewLine, typed: Previewed['typed']): readonly PostedChange[] =>
  about && change
    ? [{ accountId: about.accountId, objectId: about.objectId, change, reason: '', confirmed: typed[about.accountId] }]
    : []

export const usePreview = (lines: readonly PreviewLine[]): Previewed => {
  const outcomes = useOutcomes()
  // What was said yes to: other lines are another question.
  const [confirmed, setConfirmed] = useState<readonly PreviewLine[] | null>(null)
  const [typed, setTyped] = useState<Previewed['typed']>({})
  const [posted, setPosted] = useState<readonly PreviewLine[]>([])
  const [isPosting, setPosting] = useState(false)
  const mayGoOn = useRef(true)
  useEffect(
    () => () => {
      mayGoOn.current = false
    },
    [],
  )
  const parts = useMemo(() => Map.groupBy(lines, fateOf), [lines])
  const isConfirmed = confirmed === lines
  // An earlier edit of the same value is not this one.
  const outcomeOf = useCallback(
    ({ about, change }: PreviewLine) => {
      const outcome = about && change ? outcomes.get(outcomeKey(about.objectId, change.field)) : undefined
      return outcome?.change === change ? outcome : undefined
    },
    [outcomes],
  )
  const left = useMemo(
    () =>
      lines.filter((line) => {
        const fate = fateOf(line)
        if (!isTyped(line, typed[line.about?.accountId ?? ''])) return false
        return (fate === 'ready' || (fate === 'confirm' && isConfirmed)) && outcomeOf(line)?.state !== 'confirmed'
      }),
    [lines, isConfirmed, typed, outcomeOf],
  )
  const over = useMemo(() => lines.filter((line) => isOver(line) && fateOf(line) !== 'out'), [lines])
  const ended = useMemo(
    () =>
      posted.filter((line) => {
        const state = outcomeOf(line)?.state
        return state === 'confirmed' || state === 'rejected' || state === 'unknown'
      }).length,
    [posted, outcomeOf],
  )
  return {
    lines,
    toConfirm: parts.get('confirm') ?? [],
    out: parts.get('out') ?? [],
    left,
    isConfirmed,
    setConfirmed: (isOn) => setConfirmed(isOn ? lines : null),
    over,
    typed,
    setTyped: (accountId, text) => setTyped({ ...typed, [accountId]: text }),
    outcomeOf,
    isPosting,
    progress: { ended, of: posted.length },
    post: () => {
      mayGoOn.current = true
      setPosting(true)
      setPosted(left)
      void postChanges(
        left.flatMap((line) => changeOf(line, typed)),
        () => mayGoOn.current,
      ).finally(() => setPosting(false))
    },
    stop: () => {
      mayGoOn.current = false
    },
  }
}
