import { useMemo } from 'react'
import type { Better, Unit } from '../../../shared/domain/metrics.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { FigureId, Formula } from '../../../shared/domain/table.ts'
import type { Format } from '../../format.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { useFigureInfos } from '../../ui/figure-info.ts'

/** What figures there are to choose from, and how they are called and written; one that was deleted is called that. */
export interface FigureBook {
  /** By what they are about. */
  readonly groups: readonly { readonly name: string; readonly ids: readonly FigureId[] }[]
  nameOf(id: FigureId): string
  unitOf(id: FigureId): Unit
  betterOf(id: FigureId): Better
  /** The texts of those that are formulas. */
  formulasOf(ids: readonly string[]): readonly Formula[]
}

export const useFigures = (): FigureBook => {
  const { reports } = useStrings()
  const infos = useFigureInfos()
  return useMemo(
    () => ({
      groups: infos.groups.map(({ name, all }) => ({ name, ids: all.map(({ id }) => id) })),
      nameOf: (id) => infos.of(id)?.fullName ?? reports.goneFigure,
      unitOf: (id) => infos.of(id)?.unit ?? 'decimal',
      betterOf: (id) => infos.of(id)?.better ?? 'neither',
      formulasOf: infos.formulas,
    }),
    [infos, reports],
  )
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
