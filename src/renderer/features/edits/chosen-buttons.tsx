import type { ReactElement } from 'react'
import { canUndo, DRAFT_STATES, isConflict } from '../../../shared/domain/edits.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import css from './edits.module.css'
import type { SetActs } from './use-set.ts'

interface ChosenButtonsProps {
  readonly acts: SetActs
  readonly chosen: ReadonlySet<string>
  /** Edits of the set; undefined: not read yet. */
  readonly rows: readonly (Edit | undefined)[]
  readonly onClear: () => void
}

/** What can be done with edits that are chosen, by those of them that were read. */
export const ChosenButtons = ({ acts, chosen, rows, onClear }: ChosenButtonsProps): ReactElement | null => {
  const { sets } = useStrings()
  if (chosen.size === 0) return null
  const read = rows.filter((edit): edit is Edit => edit !== undefined && chosen.has(edit.id))
  const unread = chosen.size - read.length
  const those = (fit: (edit: Edit) => boolean): number => unread + read.filter(fit).length
  const toPost = those((edit) => DRAFT_STATES.includes(edit.state) && !isConflict(edit))
  const toRetry = those(({ state }) => state === 'rejected')
  const toUndo = those(canUndo)
  const toRemove = those(({ state }) => DRAFT_STATES.includes(state))
  const ids = [...chosen]
  return (
    <div className={css['chosenActs']}>
      <span className={css['chosen']}>{sets.chosen(chosen.size)}</span>
      {toPost > 0 ? (
        <Button size="small" busy={acts.busy === 'post'} onClick={() => acts.begin('post', ids)}>
          {sets.post(toPost)}
        </Button>
      ) : null}
      {toRetry > 0 ? (
        <Button size="small" busy={acts.busy === 'retry'} onClick={() => acts.begin('retry', ids)}>
          {sets.retry(toRetry)}
        </Button>
      ) : null}
      {toUndo > 0 ? (
        <Button size="small" busy={acts.busy === 'undo'} onClick={() => acts.begin('undo', ids)}>
          {sets.undo(toUndo)}
        </Button>
      ) : null}
      {toRemove > 0 ? (
        <Button
          size="small"
          onClick={() => {
            acts.withdraw(ids)
            onClear()
          }}
        >
          {sets.remove}
        </Button>
      ) : null}
      {toRetry > 0 ? (
        <Button
          size="small"
          onClick={() => {
            acts.dismiss(ids)
            onClear()
          }}
        >
          {sets.dismiss(toRetry)}
        </Button>
      ) : null}
      <Button size="small" kind="quiet" onClick={onClear}>
        {sets.clear}
      </Button>
    </div>
  )
}
