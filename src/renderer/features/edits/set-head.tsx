import { ArrowLeft, Redo2, Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { useHasSteps } from '../../stores/draft-steps.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { IconButton } from '../../ui/button.tsx'
import { Progress } from '../../ui/states.tsx'
import { ChosenButtons } from './chosen-buttons.tsx'
import css from './edits.module.css'
import { isPosting, progressOf, SetState } from './set-state.tsx'
import type { SetActs } from './use-set.ts'

interface SetHeadProps {
  readonly set: ShownSet
  readonly acts: SetActs
  readonly chosen: ReadonlySet<string>
  /** Edits of the set; undefined: not read yet. */
  readonly rows: readonly (Edit | undefined)[]
  readonly onClear: () => void
  readonly onBack: () => void
}

/** Which set it is, how far it is, and what can be done with those of its edits that are chosen. */
export const SetHead = ({ set, acts, chosen, rows, onClear, onBack }: SetHeadProps): ReactElement => {
  const { sets } = useStrings()
  const has = useHasSteps(set.id)
  const { done, total } = progressOf(set)
  return (
    <div className={css['setHead']}>
      <IconButton label={sets.back} icon={<ArrowLeft />} size="small" onClick={onBack} />
      <h2 className={css['setName']}>
        <bdi>{set.name}</bdi>
      </h2>
      <SetState set={set} />
      {isPosting(set) ? (
        <Progress className={css['setProgress']} label={sets.progress(set.name)} share={done / Math.max(1, total)} />
      ) : null}
      <span className={css['spring']} />
      <ChosenButtons acts={acts} chosen={chosen} rows={rows} onClear={onClear} />
      <IconButton
        label={sets.stepBack}
        keys="Ctrl Z"
        size="small"
        icon={<Undo2 />}
        disabled={!has.back}
        onClick={acts.stepBack}
      />
      <IconButton
        label={sets.stepForth}
        keys="Ctrl Shift Z"
        size="small"
        icon={<Redo2 />}
        disabled={!has.forth}
        onClick={acts.stepForth}
      />
    </div>
  )
}
