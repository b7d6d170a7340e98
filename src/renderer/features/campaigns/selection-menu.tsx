import { Archive, ChevronDown, ClipboardCopy, CopyPlus, Layers, Pencil, Tags, Trash2, X } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import { useApp } from '../../stores/app.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'

interface SelectionMenuProps {
  readonly level: Level
  readonly count: number
  /** Rows are groups: they can be copied, and nothing else. */
  readonly isGrouped: boolean
  readonly onTags: () => void
  readonly onEdit: () => void
  readonly onCopy: () => void
  readonly onDuplicate: () => void
  readonly onRemove: (to: 'ARCHIVED' | 'DELETED') => void
  readonly onLevel: (level: Level) => void
  readonly onClear: () => void
}

/** What can be done with the chosen rows. */
export const SelectionMenu = (props: SelectionMenuProps): ReactElement => {
  const { level, count, isGrouped, onTags, onEdit, onCopy, onDuplicate, onRemove, onLevel, onClear } = props
  const { table, editing, house, making } = useStrings()
  const isLocked = useApp(({ state }) => state?.preferences.readOnly ?? false)
  return (
    <Menu align="end" trigger={<Button icon={<ChevronDown />}>{table.chosen(count)}</Button>}>
      {isGrouped ? null : (
        <>
          <MenuItem
            icon={<Pencil />}
            disabled={isLocked}
            {...(isLocked ? { hint: house.readOnly } : {})}
            onClick={onEdit}
          >
            {editing.bulk.open}
          </MenuItem>
          <MenuItem icon={<CopyPlus />} hint="Alt D" onClick={onDuplicate}>
            {making.duplicate}
          </MenuItem>
          <MenuItem icon={<Tags />} onClick={onTags}>
            {table.tags}
          </MenuItem>
        </>
      )}
      <MenuItem icon={<ClipboardCopy />} onClick={onCopy}>
        {table.copy}
      </MenuItem>
      {isGrouped || level === 'ad' ? null : (
        <>
          {level === 'campaign' ? (
            <MenuItem icon={<Layers />} onClick={() => onLevel('adset')}>
              {table.toAdSets}
            </MenuItem>
          ) : null}
          <MenuItem icon={<Layers />} onClick={() => onLevel('ad')}>
            {table.toAds}
          </MenuItem>
        </>
      )}
      <MenuSeparator />
      {isGrouped ? null : (
        <>
          <MenuItem icon={<Archive />} hint="Alt A" onClick={() => onRemove('ARCHIVED')}>
            {making.archive}
          </MenuItem>
          <MenuItem icon={<Trash2 />} hint="Del" danger onClick={() => onRemove('DELETED')}>
            {making.delete}
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuItem icon={<X />} onClick={onClear}>
        {table.clearChosen}
      </MenuItem>
    </Menu>
  )
}
