import { useMemo } from 'react'
import { formulaIdOf } from '../../../shared/domain/kept.ts'
import type { Kept } from '../../../shared/domain/kept.ts'
import { isMetric, METRIC_IDS, METRICS } from '../../../shared/domain/metrics.ts'
import type { Better, Unit } from '../../../shared/domain/metrics.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { isFormulaId } from '../../../shared/domain/table.ts'
import type { ColumnId, FigureId, Formula } from '../../../shared/domain/table.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { useServer } from '../../stores/server.ts'

const EVENTS = ['kept.changed', 'app.changed'] as const

export const isFigure = (id: ColumnId): id is FigureId => isMetric(id) || isFormulaId(id)

/** What figures there are to choose from, and how they are called and written. */
export interface FigureBook {
  readonly ids: readonly FigureId[]
  readonly formulas: readonly Formula[]
  nameOf(id: FigureId): string
  unitOf(id: FigureId): Unit
  betterOf(id: FigureId): Better
}

/** Metrics of ours, then those of people's own. */
export const useFigures = (): FigureBook => {
  const { metrics } = useStrings()
  const kept = useServer('kept.list:metric', () => call('kept.list', { kind: 'metric' }), EVENTS).value
  return useMemo(() => {
    const own = new Map(
      ((kept ?? []) as readonly Kept<'metric'>[]).map((metric) => [formulaIdOf(metric) as FigureId, metric]),
    )
    return {
      ids: [...METRIC_IDS, ...own.keys()],
      formulas: [...own].map(([id, { doc }]) => ({ id: id as Formula['id'], text: doc.formula })),
      nameOf: (id) => (isMetric(id) ? metrics.fullNames[id] : (own.get(id)?.name ?? id)),
      unitOf: (id) => (isMetric(id) ? METRICS[id].unit : (own.get(id)?.doc.unit ?? 'decimal')),
      betterOf: (id) => (isMetric(id) ? METRICS[id].better : (own.get(id)?.doc.better ?? 'neither')),
    }
  }, [kept, metrics])
}

/** Money without a currency is of several, and is not known as one. */
export const figureText = (unit: Unit, value: number | null, currency: Currency | null, format: Format): string => {
  switch (unit) {
    case 'money':
      return currency === null ? format.count(null) : format.money(value, currency)
    case 'count':
      return format.count(value)
    case 'percent':
      return format.percent(value)
    case 'decimal':
      return format.decimal(value)
  }
}

/** The texts of those that are named. */
export const formulasOf = (book: FigureBook, figures: readonly FigureId[]): readonly Formula[] =>
  book.formulas.filter(({ id }) => figures.includes(id))
