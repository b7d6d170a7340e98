import { useCallback, useMemo, useState } from 'react'
import { fateOf, isOver, isTyped } from '../../../shared/domain/edits-preview.ts'
import type { PreviewLine } from '../../../shared/domain/edits-preview.ts'
import { keepChanges, outcomeKey, useOutcomes } from './posting.ts'
import type { Kept, Outcome, PostedChange } from './posting.ts'
import type { Into } from '../../stores/keep-edits.ts'

/** Edits as they are previewed, and how they are posted. */
export interface Previewed {
  readonly lines: readonly PreviewLine[]
  readonly toConfirm: readonly PreviewLine[]
  /** What cannot be made. */
  readonly out: readonly PreviewLine[]
  /** What is posted or kept: all that may be, and was not confirmed by Meta yet. */
  readonly left: readonly PreviewLine[]
  readonly isConfirmed: boolean
  setConfirmed(isConfirmed: boolean): void
  /** What goes over the limit and was not confirmed by Meta yet: it is posted once that is typed, by account. */
  readonly over: readonly PreviewLine[]
  readonly typed: Readonly<Record<string, string>>
  setTyped(accountId: string, text: string): void
  /** Why all of it is edited; empty: nothing is said. */
  readonly reason: string
  setReason(reason: string): void
  /** How the line's own edit ended, once it was begun. */
  readonly outcomeOf: (line: PreviewLine) => Outcome | undefined
  readonly isBusy: boolean
  /** Posts what is left in the background, or keeps it as drafts; what cannot be is told at its line. Throws what the call throws. */
  keep(into: Into, post: boolean): Promise<Kept>
}

const changeOf = (
  { about, change }: PreviewLine,
  { typed, reason }: Pick<Previewed, 'typed' | 'reason'>,
): readonly PostedChange[] =>
  about && change
    ? [{ accountId: about.accountId, objectId: about.objectId, change, reason, confirmed: typed[about.accountId] }]
    : []

export const usePreview = (lines: readonly PreviewLine[]): Previewed => {
  const outcomes = useOutcomes()
  // What was said yes to: other lines are another question.
  const [confirmed, setConfirmed] = useState<readonly PreviewLine[] | null>(null)
  const [typed, setTyped] = useState<Previewed['typed']>({})
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
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
  const over = useMemo(
    () => lines.filter((line) => isOver(line) && fateOf(line) !== 'out' && outcomeOf(line)?.state !== 'confirmed'),
    [lines, outcomeOf],
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
    reason,
    setReason,
    outcomeOf,
    isBusy,
    keep: async (into, post) => {
      setBusy(true)
      const changes = left.flatMap((line) => changeOf(line, { typed, reason: reason.trim() }))
      return keepChanges(changes, into, post).finally(() => setBusy(false))
    },
  }
}
