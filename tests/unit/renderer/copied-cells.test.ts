import { expect, it } from 'vitest'
import { fieldColumn } from '../../../src/renderer/features/campaigns/columns.tsx'
import { copiedCells } from '../../../src/renderer/features/campaigns/copied-cells.ts'
import { figureColumns } from '../../../src/renderer/features/campaigns/figure-columns.tsx'
import { formatOf } from '../../../src/renderer/format.ts'
import { CATALOGUES } from '../../../src/renderer/strings/catalogue.ts'
import type { Column } from '../../../src/renderer/ui/data-table-types.ts'
import type { FieldId, FigureId, TableObject, TableRow } from '../../../src/shared/domain/table.ts'

const [strings, format] = [CATALOGUES.en, formatOf('en')]
const row = (name: string, currency: string, values: readonly number[]): TableRow => ({
  key: name,
  size: 1,
  group: '',
  object: { name, budget: { kind: 'daily', amount: 5_000_000 } } as TableObject,
  currency,
  converted: null,
  values,
  comparable: null,
  before: null,
  resultType: null,
  asOf: 1,
  partial: false,
  beforePartial: false,
  trend: null,
})
const rows = [row('a', 'USD', [1_500_000, 7]), row('b', 'JPY', [900_000_000, 8])]

const field = (id: FieldId, currency: string | null): Column<TableRow> =>
  fieldColumn(id, { strings, format, level: 'campaign', group: null, currency })
const figure = (id: FigureId, at: number, unit: 'money' | 'count', currency: string | null) =>
  figureColumns({
    info: { id, name: id, fullName: id, hint: '', unit, better: 'neither', group: '', formula: null },
    at,
    strings,
    format,
    currency,
    aspects: ['value'],
    compared: null,
    isByHour: false,
    underWay: false,
    asked: null,
    sentence: () => '',
    judge: null,
  })

it('copies the currency beside amounts of several, and only there', () => {
  const copied = (currency: string | null, of: 'figure' | 'field' | 'none') =>
    copiedCells(
      [
        field('name', currency),
        ...(of === 'figure' ? figure('spend', 0, 'money', currency) : []),
        ...(of === 'field' ? [field('budget', currency)] : []),
        ...figure('clicks', 1, 'count', currency),
      ],
      rows,
      strings,
    )
  expect(copied(null, 'figure')).toEqual([
    ['Campaign', 'spend', 'clicks', 'Currency'],
    ['a', 1.5, 7, 'USD'],
    ['b', 900, 8, 'JPY'],
  ])
  expect(copied(null, 'field').map((line) => line.at(-1))).toEqual(['Currency', 'USD', 'JPY'])
  expect(copied('USD', 'figure')[0]).toEqual(['Campaign', 'spend, USD', 'clicks'])
  expect(copied(null, 'none')[0]).toEqual(['Campaign', 'clicks'])
})
