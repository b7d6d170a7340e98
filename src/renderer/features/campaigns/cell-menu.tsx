import { Copy, PanelRightOpen, Pencil, Scale } from 'lucide-react'
import { useCallback } from 'react'
import type { ReactNode } from 'react'
import { isMetric } from '../../../shared/domain/metrics.ts'
import type { MetricId } from '../../../shared/domain/metrics.ts'
import { isUnderWay } from '../../../shared/domain/edits.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { windowedOf } from '../../../shared/domain/table.ts'
import type { TableObject, TableRow } from '../../../shared/domain/table.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { focusInspector } from '../../ui/inspector.tsx'
import { MenuItem, MenuNote, MenuSeparator } from '../../ui/menu.tsx'
import { MODIFIER } from '../../ui/modifier.ts'
import { ObjectItems } from './object-menu.tsx'
import { aspectOf } from './figure-columns.tsx'
import type { Copying } from './use-copying.ts'

/** The metric that a column shows, in whatever window; null: a metric of people's own, or no figure. */
const metricOf = (columnId: string): MetricId | null => {
  const { id } = aspectOf(columnId)
  const metric = windowedOf(id)?.metric ?? id
  return isMetric(metric) ? metric : null
}

/** What can be done with one cell: what is told of it when it is pointed at, and where to go from it. */
export const useCellMenu = (
  level: Level,
  { onCopyCell }: Copying,
  onForm: (object: TableObject, column: string) => void,
): ((column: Column<TableRow>, row: TableRow) => ReactNode) => {
  const { table, editing, difference } = useStrings()
  return useCallback(
    (column, row) => {
      const { object } = row
      const metric = metricOf(column.id)
      const told = column.title?.(row)
      return (
        <>
          {told === undefined ? null : <MenuNote>{told}</MenuNote>}
          {told === undefined ? null : <MenuSeparator />}
          {object ? (
            <MenuItem
              icon={<PanelRightOpen />}
              hint="Enter"
              onClick={() => {
                useView.getState().select({ kind: level, id: object.id })
                focusInspector()
              }}
            >
              {table.open}
            </MenuItem>
          ) : null}
          {object && object.goneAt === null && !isUnderWay(object.pending) ? (
            <MenuItem icon={<Pencil />} onClick={() => onForm(object, column.id)}>
              {editing.bulk.open}
            </MenuItem>
          ) : null}
          {object && object.goneAt === null ? (
            <ObjectItems level={level} id={object.id} status={object.status} />
          ) : null}
          {object && metric !== null ? (
            <MenuItem
              icon={<Scale />}
              onClick={() =>
                useDialogs
                  .getState()
                  .show({ kind: 'difference', accountId: object.accountId, objectId: object.id, metric })
              }
            >
              {difference.inManager}
            </MenuItem>
          ) : null}
          {column.copy ? (
            <MenuItem icon={<Copy />} hint={`${MODIFIER} C`} onClick={() => onCopyCell(column, row)}>
              {table.copy}
            </MenuItem>
          ) : null}
        </>
      )
    },
    [level, onCopyCell, onForm, table, editing, difference],
  )
}
