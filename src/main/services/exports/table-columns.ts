import type { Cell, Column, Kind } from '../../export/columns.ts'
import type { ExportColumn } from '../../../shared/domain/exports.ts'
import { isMetric, METRICS } from '../../../shared/domain/metrics.ts'
import type { Unit } from '../../../shared/domain/metrics.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { aspectAt, isFigureId, windowedOf } from '../../../shared/domain/table.ts'
import type { Aspect, FieldId, FigureId, TableGroup, TableObject, TableRow } from '../../../shared/domain/table.ts'
import type { ExportWords } from '../../../shared/words/exports/words.ts'

/** A column with how its cell is found in a row of a table. */
export interface TableColumn extends Column {
  cell(row: TableRow): Cell
}

/** What a figure that is no metric of ours is called and measured in. */
export interface NamedFigure {
  readonly id: FigureId
  readonly name: string
  readonly unit: Unit
}

/** What a table is of, as far as its columns go. */
export interface TableShape {
  readonly level: Level
  readonly group: TableGroup | null
  /** Full hours of today are compared, so that a change is not one of the value. */
  readonly byHour: boolean
  /** In the order in which a row has their values. */
  readonly figures: readonly FigureId[]
  readonly columns: readonly ExportColumn[]
  readonly names: readonly NamedFigure[]
}

const KIND_OF: Readonly<Record<Unit, Kind>> = {
  money: 'money',
  count: 'count',
  percent: 'share',
  decimal: 'decimal',
}

const unitOf = (id: FigureId, names: readonly NamedFigure[]): Unit =>
  isMetric(id)
    ? METRICS[id].unit
    : (names.find((each) => each.id === id)?.unit ?? METRICS[windowedOf(id)?.metric ?? 'frequency'].unit)
export const figureKind = (id: FigureId, names: readonly NamedFigure[]): Kind => KIND_OF[unitOf(id, names)]

/** As it was named; of an attribution window with it, as Meta calls it. */
export const figureName = (id: FigureId, names: readonly NamedFigure[], { figures }: ExportWords): string => {
  if (isMetric(id)) return figures[id]
  const windowed = windowedOf(id)
  return (
    names.find((each) => each.id === id)?.name ?? (windowed ? `${figures[windowed.metric]}, ${windowed.window}` : id)
  )
}

const of =
  (take: (object: TableObject) => Cell) =>
  ({ object }: TableRow): Cell =>
    object === null ? null : take(object)

/** Meta's own word stands where there is none of ours. */
const inWords = (words: Readonly<Record<string, string>>, word: string | null): string | null =>
  word === null ? null : (words[word] ?? word)

/** What a group's objects have in common; null: they have none. */
const groupCell = (group: TableGroup | null, { group: text }: TableRow, { objects }: ExportWords): Cell => {
  if (text === '') return null
  if (group?.by === 'objective') return inWords(objects.objectives, text)
  if (group?.by === 'status') return inWords(objects.statuses, text)
  return text
}

const fieldColumns = (id: FieldId, level: Level, { columns, objects }: ExportWords): readonly TableColumn[] => {
  const text = (title: string, take: (object: TableObject) => Cell): TableColumn[] => [
    { id, title, kind: 'text', cell: of(take) },
  ]
  const instant = (title: string, take: (object: TableObject) => Cell): TableColumn[] => [
    { id, title, kind: 'instant', cell: of(take) },
  ]
  switch (id) {
    case 'name':
      return text(columns.name[level], ({ name }) => name)
    case 'id':
      return text(columns.id[level], ({ id: own }) => own)
    case 'status':
      return text(columns.status, ({ effectiveStatus }) => objects.statuses[effectiveStatus])
    case 'account':
      return text(columns.name.account, ({ accountName }) => accountName)
    case 'campaign':
      return text(columns.name.campaign, ({ campaignName }) => campaignName)
    case 'adset':
      return text(columns.name.adset, ({ adSetName }) => adSetName)
    case 'objective':
      return text(columns.objective, ({ objective }) => inWords(objects.objectives, objective))
    case 'budget':
      return [
        { id, title: columns.budget, kind: 'money', cell: of(({ budget }) => budget?.amount ?? null) },
        {
          id: 'budget_kind',
          title: columns.budgetKind,
          kind: 'text',
          cell: of(({ budget }) => (budget ? objects.budgetKinds[budget.kind] : null)),
        },
      ]
    case 'bidStrategy':
      return text(columns.bidStrategy, ({ bidStrategy }) => inWords(objects.bidStrategies, bidStrategy))
    case 'bid':
      return [{ id, title: columns.bid, kind: 'money', cell: of(({ bid }) => bid) }]
    case 'spendCap':
      return [{ id, title: columns.spendCap, kind: 'money', cell: of(({ spendCap }) => spendCap ?? null) }]
    case 'optimization':
      return text(columns.optimization, ({ optimization }) => optimization)
    case 'learning':
      return text(columns.learning, ({ learning }) => inWords(objects.learning, learning))
    case 'qualityRank':
    case 'engagementRank':
    case 'conversionRank':
      return text(columns[id], (object) => inWords(objects.ranks, object[id]))
    case 'tags':
      return text(columns.tags, ({ tags }) => (tags.length > 0 ? tags.join(', ') : null))
    case 'start':
      return instant(columns.start, ({ startTime }) => startTime)
    case 'end':
      return instant(columns.end, ({ endTime }) => endTime)
    case 'created':
      return instant(columns.created, ({ createdTime }) => createdTime)
    case 'updated':
      return instant(columns.updated, ({ updatedTime }) => updatedTime)
  }
}

/**
 * The columns of a table as they are written: those that were asked for in their order, then what keeps them from being
 * misunderstood: ids, the currency of money, kinds of results, the time of the figures and whether they are whole.
 */
export const tableColumns = (
  { level, group, byHour, figures, columns, names }: TableShape,
  words: ExportWords,
): readonly TableColumn[] => {
  const figureColumn = (id: FigureId, aspect: Aspect): TableColumn => {
    const at = figures.indexOf(id)
    return {
      id: aspect === 'value' ? id : `${id}_${aspect}`,
      title: words.aspects[aspect](figureName(id, names, words)),
      kind: aspect === 'changePercent' ? 'share' : figureKind(id, names),
      cell: (row) => aspectAt(row, at, aspect),
    }
  }
  const hoursColumn = (id: FigureId): TableColumn => {
    const at = figures.indexOf(id)
    return {
      id: `${id}_full_hours`,
      title: words.fullHours(figureName(id, names, words)),
      kind: figureKind(id, names),
      cell: ({ comparable }) => comparable?.[at] ?? null,
    }
  }
  const grouped = group !== null
  const asked = columns.flatMap(({ id, aspect }) =>
    isFigureId(id)
      ? [...(byHour && aspect !== 'value' ? [hoursColumn(id)] : []), figureColumn(id, aspect)]
      : grouped
        ? []
        : fieldColumns(id, level, words),
  )
  const has = (id: string): boolean => asked.some((column) => column.id === id)
  const { objects, currency, resultType, dataFrom, partial, beforePartial } = words.columns
  const front: readonly TableColumn[] = grouped
    ? [
        { id: 'group', title: words.columns.group, kind: 'text', cell: (row) => groupCell(group, row, words) },
        { id: 'objects', title: objects, kind: 'count', cell: ({ size }) => size },
      ]
    : has('name')
      ? []
      : fieldColumns('name', level, words)
  const needed: readonly TableColumn[] = [
    ...(grouped || has('account') ? [] : fieldColumns('account', level, words)),
    ...(grouped || has('id') ? [] : fieldColumns('id', level, words)),
    ...(asked.some(({ kind }) => kind === 'money')
      ? [{ id: 'currency', title: currency, kind: 'text', cell: (row: TableRow) => row.currency } as const]
      : []),
    ...(figures.includes('results') || figures.includes('costPerResult')
      ? [
          {
            id: 'result_type',
            title: resultType,
            kind: 'text',
            cell: (row: TableRow) => (row.resultType === null ? null : words.resultTypes[row.resultType]),
          } as const,
        ]
      : []),
    { id: 'figures_from', title: dataFrom, kind: 'instant', cell: ({ asOf }) => asOf },
    { id: 'partial', title: partial, kind: 'flag', cell: (row) => (row.partial ? 1 : 0) },
    ...(columns.some(({ aspect }) => aspect !== 'value')
      ? [
          {
            id: 'before_partial',
            title: beforePartial,
            kind: 'flag',
            cell: (row: TableRow) => (row.beforePartial ? 1 : 0),
          } as const,
        ]
      : []),
  ]
  // A file of columns takes each name once.
  const all = new Map<string, TableColumn>()
  for (const column of [...front, ...asked, ...needed]) if (!all.has(column.id)) all.set(column.id, column)
  return [...all.values()]
}
