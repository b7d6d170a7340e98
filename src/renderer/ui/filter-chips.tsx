import { ListFilter } from 'lucide-react'
import type { ReactElement } from 'react'
import { Fragment, useLayoutEffect, useRef } from 'react'
import type { Level } from '../../shared/domain/objects.ts'
import { useAccounts } from '../stores/queries.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import { Chip, ChipText } from './chip.tsx'
import type { FigureInfos } from './figure-info.ts'
import { fieldsOf } from './filter-conditions.ts'
import type { FilterEditing } from './filter-editing.ts'
import { FilterEditor } from './filter-editor.tsx'
import { Menu, MenuHeading, MenuItem } from './menu.tsx'
import { Popover } from './popover.tsx'
import { filterText } from './table-words.ts'

interface FilterPartProps {
  readonly level: Level
  readonly infos: FigureInfos
  readonly editing: FilterEditing
  /** What amounts are compared in, where accounts in view have several currencies; null: in their own. */
  readonly currency: string | null
}

/** A menu of what a table can be filtered by. */
export const AddFilter = ({ level, infos, editing }: Omit<FilterPartProps, 'currency'>): ReactElement => {
  const { table } = useStrings()
  return (
    <Menu trigger={<Button icon={<ListFilter />}>{table.addFilter}</Button>}>
      <MenuHeading>{table.filtersFields}</MenuHeading>
      {fieldsOf(level).map((field) => (
        <MenuItem key={field} onClick={() => editing.begin(field)}>
          {table.fields[field]}
        </MenuItem>
      ))}
      <MenuItem onClick={() => editing.begin('budget')}>{table.fields.budget}</MenuItem>
      {infos.groups.map(({ name, all }) => (
        <Fragment key={name}>
          <MenuHeading>{name}</MenuHeading>
          {all.map(({ id, fullName }) => (
            <MenuItem key={id} onClick={() => editing.begin(id)}>
              {fullName}
            </MenuItem>
          ))}
        </Fragment>
      ))}
    </Menu>
  )
}

/** The conditions as chips: each opens its editor, and goes with its cross. */
export const FilterChips = ({ level, infos, editing, currency }: FilterPartProps): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const openChip = useRef<HTMLButtonElement>(null)
  const { openAt } = editing
  // In a line that scrolls sideways it may be out of sight, and its editor would be too.
  useLayoutEffect(() => {
    openChip.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [openAt])
  const accounts = new Map((useAccounts().value?.rows ?? []).map(({ id, name }) => [id, name]))
  return (
    <>
      {editing.shown.map((filter, at) => {
        const text = filterText(strings, format, infos, filter, accounts, currency)
        return (
          // Conditions have no identity but their place.
          <Chip key={at} removeLabel={strings.table.removeFilter(text)} onRemove={() => editing.remove(at)}>
            <Popover
              label={strings.table.editFilter}
              open={openAt === at}
              onOpenChange={(isOpen) => editing.open(isOpen ? at : null)}
              trigger={
                <ChipText ref={openAt === at ? openChip : undefined}>
                  <bdi>{text}</bdi>
                </ChipText>
              }
            >
              <FilterEditor
                filter={filter}
                onChange={(next) => editing.edit(at, next)}
                level={level}
                infos={infos}
                currency={currency}
              />
            </Popover>
          </Chip>
        )
      })}
    </>
  )
}
