import type { Input } from '../../../shared/contract/contract.ts'
import type { ExportColumn, RowFormat } from '../../../shared/domain/exports.ts'
import { isFigureId, isFormulaId } from '../../../shared/domain/table.ts'
import type { Aspect } from '../../../shared/domain/table.ts'
import { chosenCsv } from '../../stores/export-style.ts'
import type { LevelTable } from '../../stores/tables.ts'
import type { FigureInfos } from '../../ui/figure-info.ts'
import type { TableQuestion } from './use-table.ts'

/** The table as it is on the screen, its columns in their order, for a file. */
export const exportRequest = (
  format: RowFormat,
  question: TableQuestion,
  { columns }: LevelTable,
  aspects: readonly Aspect[],
  infos: FigureInfos,
): Input<'exports.start'> => {
  const shown = columns
    .filter(({ id }) => !isFormulaId(id) || infos.of(id) !== null)
    .toSorted((a, b) => Number(b.pinned) - Number(a.pinned))
  return {
    kind: 'table',
    format,
    ...chosenCsv(),
    question,
    columns: shown.flatMap(({ id }): readonly ExportColumn[] =>
      isFigureId(id) ? aspects.map((aspect) => ({ id, aspect })) : [{ id, aspect: 'value' }],
    ),
    names: shown.flatMap(({ id }) => {
      const info = isFigureId(id) ? infos.of(id) : null
      return info === null ? [] : [{ id: info.id, name: info.fullName.slice(0, 120), unit: info.unit }]
    }),
  }
}
