import { canUndo } from '../../../shared/domain/edits.ts'
import type { Edit } from '../../../shared/domain/edits.ts'

/** What a strategy proposes in one run is applied within a while: edits of it that follow each other sooner belong together. */
const GAP_MS = 15 * 60_000

/** What can be undone of the run of a strategy that an edit belongs to, newest first. Empty: it is no strategy's. */
export const runOf = (edit: Edit, edits: readonly Edit[]): readonly Edit[] => {
  const { actor } = edit
  if (actor.kind !== 'strategy') return []
  const theirs = edits
    .filter((one) => one.actor.kind === 'strategy' && one.actor.strategyId === actor.strategyId)
    .toSorted((a, b) => b.createdAt - a.createdAt)
  const at = theirs.findIndex(({ id }) => id === edit.id)
  const isEnd = (index: number): boolean =>
    index < 0 ||
    index >= theirs.length - 1 ||
    (theirs[index]?.createdAt ?? 0) - (theirs[index + 1]?.createdAt ?? 0) > GAP_MS
  let first = at
  while (first > 0 && !isEnd(first - 1)) first--
  let last = at
  while (!isEnd(last)) last++
  return theirs.slice(first, last + 1).filter(canUndo)
}
