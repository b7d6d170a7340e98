import type { ReactElement } from 'react'
import { isConflict, markOf } from '../../shared/domain/edits.ts'
import type { ObjectId } from '../../shared/domain/objects.ts'
import { call } from '../api.ts'
import { useZones } from '../stores/queries.ts'
import { useServer } from '../stores/server.ts'
import { useView } from '../stores/view.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import { changeText } from './changes.ts'
import { EditStateMark } from './marks.tsx'
import { Badge } from './states.tsx'
import css from './waiting-edits.module.css'

const EVENTS = ['edits.changed'] as const

/** Drafts of an object, and what of it is queued: what each will make of it, and the set it waits in. Nothing where none waits. */
export const WaitingEdits = ({ objectId }: { readonly objectId: ObjectId }): ReactElement | null => {
  const strings = useStrings()
  const { sets } = strings
  const format = useFormat()
  const zoneOf = useZones()
  const { value } = useServer(`edits.waiting:${objectId}`, () => call('edits.waiting', { objectId }), EVENTS)
  if (!value || value.length === 0) return null
  return (
    <section className={css['waiting']} aria-label={sets.waiting}>
      <h3>{sets.waiting}</h3>
      <ul>
        {value.map((edit) => (
          <li key={edit.id}>
            <span data-text>{changeText(strings, format, edit.change, edit.currency, zoneOf(edit.accountId))}</span>
            {isConflict(edit) ? (
              <Badge meaning="warn" icon>
                {sets.conflict}
              </Badge>
            ) : (
              <EditStateMark state={markOf(edit)} />
            )}
            {edit.setId === null ? null : (
              <Button
                size="small"
                onClick={() => useView.getState().go('edits', { kind: 'set', id: edit.setId ?? '' })}
              >
                {sets.show}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
