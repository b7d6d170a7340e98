import { FIGURES, resultTypeAt } from '../../../src/shared/domain/insights.ts'
import type { InsightColumns } from '../../../src/shared/domain/insights.ts'
import type { Sums } from '../../../src/shared/domain/metrics.ts'
import type { ResultType } from '../../../src/shared/domain/objects.ts'

export interface InsightRow {
  readonly objectId: string
  readonly day: string
  readonly sums: Sums
  readonly resultType: ResultType | null
}

/** Columns as rows, as people think of them. */
export const rowsOf = ({ rows, objects, objectAt, days, figures, resultTypes }: InsightColumns): InsightRow[] =>
  Array.from({ length: rows }, (_, row) => ({
    objectId: objects[objectAt[row] ?? -1] ?? '',
    day: String(days[row]).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3'),
    sums: Object.fromEntries(
      FIGURES.map((id, i) => {
        const figure = figures[row * FIGURES.length + i] ?? Number.NaN
        return [id, Number.isNaN(figure) ? null : figure]
      }),
    ) as Sums,
    resultType: resultTypeAt(resultTypes[row] ?? 0),
  }))
