import { useCallback, useMemo, useState } from 'react'
import type { TableRow } from '../../../shared/domain/table.ts'
import type { Column } from '../../ui/data-table-types.ts'
import type { EditedCell } from './cell-editor.tsx'
import { fieldOfCell } from './cell-fields.ts'

export interface CellEditing {
  /** Null: none is being written in. */
  readonly cell: EditedCell | null
  /** False: it cannot be written in. */
  readonly open: (column: Column<TableRow>, row: TableRow, anchor: () => HTMLElement | null) => boolean
  readonly close: () => void
}

/** Which cell of the table is being written in. */
export const useCellEditing = (): CellEditing => {
  const [cell, setCell] = useState<EditedCell | null>(null)
  const open = useCallback<CellEditing['open']>(({ id }, { object, currency }, anchor) => {
    const field = object && fieldOfCell(id, object)
    if (!object || !field || currency === null) return false
    setCell({ object, field, currency, anchor })
    return true
  }, [])
  const close = useCallback(() => setCell(null), [])
  return useMemo(() => ({ cell, open, close }), [cell, open, close])
}
