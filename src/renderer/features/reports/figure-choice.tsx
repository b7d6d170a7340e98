import type { ReactElement } from 'react'
import type { FigureId } from '../../../shared/domain/table.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Checkbox } from '../../ui/choice.tsx'
import css from './reports.module.css'
import type { FigureBook } from './use-figures.ts'

interface FigureChoiceProps {
  readonly label: string
  readonly book: FigureBook
  readonly chosen: readonly FigureId[]
  readonly most: number
  readonly onChange: (chosen: readonly FigureId[]) => void
  readonly error: string | null
}

/** Several figures, in the order in which they are ticked. */
export const FigureChoice = ({ label, book, chosen, most, onChange, error }: FigureChoiceProps): ReactElement => {
  const { reports } = useStrings()
  // Those that were deleted, or have an attribution window, can only be taken out.
  const offered = new Set(book.groups.flatMap(({ ids }) => ids))
  const others = chosen.filter((id) => !offered.has(id))
  const groups = others.length > 0 ? [...book.groups, { name: reports.otherFigures, ids: others }] : book.groups
  return (
    <fieldset className={css['group']}>
      <legend>
        {label} <span className={css['faint']}>{reports.figuresChosen(chosen.length, most)}</span>
      </legend>
      {groups.map(({ name, ids }) => (
        <div key={name} className={css['choiceGroup']}>
          <h3 className={css['groupName']}>{name}</h3>
          <div className={css['choices']}>
            {ids.map((id) => {
              const isOn = chosen.includes(id)
              return (
                <Checkbox
                  key={id}
                  label={book.nameOf(id)}
                  checked={isOn}
                  disabled={!isOn && chosen.length >= most}
                  onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((other) => other !== id))}
                />
              )
            })}
          </div>
        </div>
      ))}
      {error !== null ? (
        <p className={css['error']} role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
