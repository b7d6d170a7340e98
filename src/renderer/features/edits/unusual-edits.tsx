import type { ReactElement } from 'react'
import type { ToSend, UnusualEdit } from '../../../shared/domain/change-sets.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { changeText } from '../../ui/changes.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { FindingsList } from '../../ui/findings-list.tsx'
import { Name } from '../../ui/figure.tsx'
import css from './edits.module.css'

/** Told one by one; of the others it is said how many there are. */
const SHOWN = 5

const Unusual = ({ edit }: { readonly edit: UnusualEdit }): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  return (
    <li>
      <Name>{edit.objectName}</Name>
      <span className={css['unusualChange']}>{changeText(strings, format, edit.change, edit.currency, edit.zone)}</span>
      <FindingsList findings={edit.findings} about={edit} />
    </li>
  )
}

interface UnusualEditsProps {
  readonly accounts: readonly ToSend[]
  readonly isRead: boolean
  readonly onRead: (isRead: boolean) => void
}

/** What of all that is about to be sent looks like a slip, or does what people do not expect: ticked before it goes. */
export const UnusualEdits = ({ accounts, isRead, onRead }: UnusualEditsProps): ReactElement | null => {
  const { sets, editing } = useStrings()
  const count = accounts.reduce((sum, { unusual }) => sum + unusual.count, 0)
  if (count === 0) return null
  const first = accounts.flatMap(({ unusual }) => unusual.first).slice(0, SHOWN)
  return (
    <section className={css['unusual']} aria-label={sets.unusual(count)}>
      <p className={css['unusualCount']}>{sets.unusual(count)}</p>
      <ul>
        {first.map((edit) => (
          <Unusual key={edit.id} edit={edit} />
        ))}
      </ul>
      {count > first.length ? <p className={css['faint']}>{sets.unusualMore(count - first.length)}</p> : null}
      <Checkbox label={editing.confirm} checked={isRead} onChange={onRead} />
    </section>
  )
}
