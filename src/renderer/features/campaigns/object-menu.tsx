import { Archive, CopyPlus, Ellipsis, Plus, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { STATUS_CHANGES } from '../../../shared/domain/edits.ts'
import type { Level, ObjectId, Status } from '../../../shared/domain/objects.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { askDuplicate, askRemove } from './making.ts'

const BELOW = { campaign: 'adset', adset: 'ad', ad: null } as const

interface ObjectItemsProps {
  readonly level: Level
  readonly id: ObjectId
  readonly status: Status
}

/** What can be made of one object, and how it goes. */
export const ObjectItems = ({ level, id, status }: ObjectItemsProps): ReactElement => {
  const { making } = useStrings()
  const below = BELOW[level]
  const can = STATUS_CHANGES[status]
  const isStanding = can.includes('ARCHIVED')
  return (
    <>
      {isStanding ? (
        <MenuItem icon={<CopyPlus />} hint="Alt D" onClick={() => askDuplicate([id])}>
          {making.duplicate}
        </MenuItem>
      ) : null}
      {isStanding && below !== null ? (
        <MenuItem
          icon={<Plus />}
          onClick={() => useDialogs.getState().show({ kind: 'make', level: below, holderId: id })}
        >
          {making.create[below]}
        </MenuItem>
      ) : null}
      {isStanding ? <MenuSeparator /> : null}
      {isStanding ? (
        <MenuItem icon={<Archive />} hint="Alt A" onClick={() => askRemove([id], 'ARCHIVED')}>
          {making.archive}
        </MenuItem>
      ) : null}
      {can.includes('DELETED') ? (
        <MenuItem icon={<Trash2 />} hint="Del" danger onClick={() => askRemove([id], 'DELETED')}>
          {making.delete}
        </MenuItem>
      ) : null}
    </>
  )
}

/** In an inspector. */
export const ObjectMenu = (props: ObjectItemsProps): ReactElement | null => {
  const { making } = useStrings()
  if (STATUS_CHANGES[props.status].length === 0) return null
  return (
    <Menu align="end" trigger={<IconButton size="small" label={making.actions} icon={<Ellipsis />} />}>
      <ObjectItems {...props} />
    </Menu>
  )
}
