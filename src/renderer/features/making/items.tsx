import type { ReactElement } from 'react'
import type { EditState } from '../../../shared/domain/edits.ts'
import type { Failure } from '../../../shared/errors.ts'
import { useSentence, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { EditStateMark } from '../../ui/marks.tsx'
import css from './making.module.css'

export interface Item {
  readonly key: string
  readonly name: string
  /** How far below the first ones it stands. */
  readonly depth: 0 | 1 | 2
  /** Null: nothing is done with it yet, or nothing can be: `note` says what. */
  readonly state: EditState | null
  readonly note: string
  readonly failure: Failure | null
}

interface ItemsProps {
  readonly label: string
  readonly items: readonly Item[]
  /** Only what failed can be tried again. */
  readonly onAgain: ((key: string) => void) | null
}

/** What an order is about, each with how it stands: what Meta refused says why, and can be tried again by itself. */
export const Items = ({ label, items, onAgain }: ItemsProps): ReactElement => {
  const { making } = useStrings()
  const sentence = useSentence()
  return (
    // Where it is longer than its place, the arrow keys must reach its end.
    <ul className={css['list']} aria-label={label} tabIndex={0}>
      {items.map(({ key, name, depth, state, note, failure }) => (
        <li key={key} className={css['item']} data-depth={depth} data-state={state ?? undefined}>
          <span className={css['name']} title={name}>
            <bdi dir="auto">{name}</bdi>
          </span>
          <span className={css['state']}>
            {note}
            {state === null ? null : <EditStateMark state={state} />}
            {state === 'rejected' && onAgain ? (
              <Button size="small" onClick={() => onAgain(key)}>
                {making.again}
              </Button>
            ) : null}
          </span>
          {failure && state !== 'confirmed' ? <span className={css['why']}>{sentence(failure)}</span> : null}
        </li>
      ))}
    </ul>
  )
}
