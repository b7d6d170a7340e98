import { Pin, PinOff, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { ViewColumn } from '../../../shared/domain/kept.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { FIELDS, isRankField } from '../../../shared/domain/table.ts'
import type { ColumnId, FieldId } from '../../../shared/domain/table.ts'
import { FIRST_COLUMNS, useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { FigureInfos } from '../../ui/figure-info.ts'
import { SearchInput } from '../../ui/search-input.tsx'
import { SortList } from '../../ui/sort-list.tsx'
import { inOrder } from './column-order.ts'
import css from './dialogs.module.css'
import { columnText } from '../../ui/table-words.ts'

/** Fields that a level's objects have. */
const fieldsOf = (level: Level): readonly FieldId[] =>
  FIELDS.filter(
    (field) =>
      (field !== 'campaign' || level !== 'campaign') &&
      (field !== 'adset' || level === 'ad') &&
      ((field !== 'optimization' && field !== 'learning') || level !== 'campaign') &&
      (field !== 'spendCap' || level === 'campaign') &&
      (level === 'ad' || !isRankField(field)),
  )

interface ColumnButtonsProps {
  readonly column: ViewColumn
  readonly label: string
  readonly onPin: () => void
  readonly onRemove: () => void
}

const ColumnButtons = ({ column: { id, pinned }, label, onPin, onRemove }: ColumnButtonsProps): ReactElement => {
  const { table } = useStrings()
  return (
    <>
      <IconButton
        size="small"
        icon={pinned ? <PinOff /> : <Pin />}
        label={pinned ? table.unpin(label) : table.pin(label)}
        aria-pressed={pinned}
        onClick={onPin}
      />
      <IconButton size="small" icon={<X />} label={table.remove(label)} disabled={id === 'name'} onClick={onRemove} />
    </>
  )
}

interface ColumnsDialogProps {
  readonly level: Level
  readonly table: LevelTable
  readonly infos: FigureInfos
  readonly onClose: () => void
}

/** Which columns a table has, and in which order; nothing changes before it is applied. */
export const ColumnsDialog = ({ level, table, infos, onClose }: ColumnsDialogProps): ReactElement => {
  const strings = useStrings()
  const { table: words, common } = strings
  const [search, setSearch] = useState('')
  const [columns, setColumns] = useState<readonly ViewColumn[]>(() => inOrder(table.columns))
  const nameOf = (id: ColumnId): string => columnText(strings, infos, id, level)
  const isShown = (id: ColumnId): boolean => columns.some((column) => column.id === id)
  const toggle = (id: ColumnId, isOn: boolean): void =>
    setColumns(isOn ? [...columns, { id, width: null, pinned: false }] : columns.filter((column) => column.id !== id))

  const groups: readonly (readonly [string, readonly ColumnId[]])[] = [
    [words.groupsOfColumns.object, fieldsOf(level)],
    ...infos.groups.map(({ name, all }) => [name, all.map(({ id }) => id)] as const),
  ]
  const wanted = search.trim().toLocaleLowerCase()
  const found = groups
    .map(([name, ids]) => [name, ids.filter((id) => nameOf(id).toLocaleLowerCase().includes(wanted))] as const)
    .filter(([, ids]) => ids.length > 0)

  const apply = (): void => {
    useTables.getState().change(level, { columns: inOrder(columns) })
    onClose()
  }

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={words.columnsTitle}
      footer={
        <>
          <Button kind="quiet" onClick={() => setColumns(FIRST_COLUMNS[level])}>
            {words.columnsUsual}
          </Button>
          <Button kind="quiet" onClick={() => setColumns(columns.map((column) => ({ ...column, width: null })))}>
            {words.columnsWidths}
          </Button>
          <span className={css['space']} />
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" onClick={apply}>
            {words.columnsApply}
          </Button>
        </>
      }
    >
      <div className={css['halves']}>
        <div className={css['half']}>
          <SearchInput label={words.columnsSearch} value={search} onChange={setSearch} />
          <div className={css['scroll']} tabIndex={-1}>
            {found.map(([name, ids]) => (
              <fieldset key={name} className={css['fieldset']}>
                <legend>{name}</legend>
                {ids.map((id) =>
                  id === 'name' ? null : (
                    <Checkbox key={id} label={nameOf(id)} checked={isShown(id)} onChange={(isOn) => toggle(id, isOn)} />
                  ),
                )}
              </fieldset>
            ))}
            {found.length === 0 ? <p className={css['faint']}>{words.columnsNothing}</p> : null}
          </div>
        </div>
        <div className={css['half']}>
          <h3 className={css['heading']}>
            {words.columnsShown} <span className={css['faint']}>{words.columnsShownHint}</span>
          </h3>
          <div className={css['scroll']} tabIndex={-1}>
            <SortList
              label={words.columnsShown}
              items={columns.map((column) => ({ ...column, label: nameOf(column.id) }))}
              onOrder={(items) => setColumns(items.map(({ id, width, pinned }) => ({ id, width, pinned })))}
              renderButtons={(column) => (
                <ColumnButtons
                  column={column}
                  label={column.label}
                  onPin={() =>
                    setColumns(
                      columns.map((each) => (each.id === column.id ? { ...each, pinned: !column.pinned } : each)),
                    )
                  }
                  onRemove={() => toggle(column.id, false)}
                />
              )}
            />
          </div>
        </div>
      </div>
    </Dialog>
  )
}
