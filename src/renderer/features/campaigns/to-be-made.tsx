import { CirclePlus } from 'lucide-react'
import type { ReactElement } from 'react'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { EditStateMark } from '../../ui/marks.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import css from './campaigns.module.css'

const EVENTS = ['edits.changed'] as const

interface ToBeMadeProps {
  readonly level: Level
  readonly accountIds: readonly AccountId[]
}

/** What is to be made is no row of the table yet: it is listed here, with how it stands and the way to its set. */
export const ToBeMade = ({ level, accountIds }: ToBeMadeProps): ReactElement | null => {
  const { making } = useStrings()
  const { value } = useServer(
    `edits.toBeMade:${level}:${accountIds.join()}`,
    () => call('edits.toBeMade', { level, accountIds: [...accountIds] }),
    EVENTS,
    { keepPrevious: true },
  )
  const edits = (value ?? []).filter((edit) => edit.level === level)
  if (edits.length === 0) return null
  return (
    <Menu
      trigger={
        <Button icon={<CirclePlus />} title={making.toBeMadeHint}>
          {making.toBeMade(edits.length)}
        </Button>
      }
    >
      {edits.map(({ id, objectName, state, setId }) => (
        <MenuItem
          key={id}
          onClick={() =>
            useView.getState().go('edits', setId === null ? { kind: 'edit', id } : { kind: 'set', id: setId })
          }
        >
          <span className={css['toBeMade']}>
            <bdi dir="auto">{objectName}</bdi>
            <EditStateMark state={state} />
          </span>
        </MenuItem>
      ))}
    </Menu>
  )
}
