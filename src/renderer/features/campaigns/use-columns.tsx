import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { Kept } from '../../../shared/domain/kept.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import type { Aspect, FieldId, TableRow } from '../../../shared/domain/table.ts'
import { useKept } from '../../stores/queries.ts'
import { useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import type { Column } from '../../ui/data-table-types.ts'
import type { FigureInfos } from '../../ui/figure-info.ts'
import { groupLabel } from '../../ui/table-words.ts'
import { fieldColumn } from './columns.tsx'
import { figureColumns, figureTotals, trendColumn } from './figure-columns.tsx'
import { withPosted } from './posted-cells.tsx'
import { useOutcomes } from './posting.ts'
import { judgeOf } from './targets.ts'
import { askedKindOf } from './use-asked.ts'
import type { AskedByKind } from './use-asked.ts'
import type { AskedPage } from './use-table.ts'

const NO_TARGETS: readonly Kept<'target'>[] = []

export interface ShownColumns {
  readonly columns: readonly Column<TableRow>[]
  readonly totals: ReadonlyMap<string, ReactNode>
}

/** The level's columns as they are drawn: pinned ones first, the compared values and the trend beside their figure. */
export const useColumns = (
  level: Level,
  table: LevelTable,
  infos: FigureInfos,
  newest: AskedPage | null,
  isCompared: boolean,
  asked: AskedByKind,
): ShownColumns => {
  const strings = useStrings()
  const format = useFormat()
  const sentence = useSentence()
  const targets = useKept('target').value ?? NO_TARGETS
  const chosenAspects = useTables(({ aspects }) => aspects)
  // Of the rows: a total of several currencies is in one that need be none of theirs.
  const currency = newest && !newest.totals.converted ? newest.totals.currency : null
  // Of the rows that are shown: until the next answer is here they are the last question's.
  const order = newest?.figures.join()
  const figures = useMemo(() => order?.split(','), [order])
  const { group, trend } = table
  const [since, until] = [newest?.compared?.since, newest?.compared?.until]
  const isByHour = newest ? newest.hours !== null : false
  const underWay = newest?.underWay ?? false

  const drawn = useMemo(() => {
    const compared = since !== undefined && until !== undefined ? { since, until } : null
    const aspects: readonly Aspect[] = isCompared ? ['value', ...chosenAspects] : ['value']
    const nameOf = (row: TableRow): string => row.object?.name ?? groupLabel(strings, group, row)
    const trendInfo = trend === null ? null : infos.of(trend)
    const line = trendInfo ? trendColumn(trendInfo, strings, nameOf) : null
    let isLineIn = false
    const all = table.columns
      .toSorted((a, b) => Number(b.pinned) - Number(a.pinned))
      .flatMap(({ id, pinned }) => {
        const info = infos.of(id)
        const isPinned = { pinned }
        if (info === null) {
          if (id.startsWith('formula:')) return []
          const how = { strings, format, level, group, currency }
          return [{ column: { ...fieldColumn(id as FieldId, how), ...isPinned }, figure: null }]
        }
        const kind = askedKindOf(info)
        const how = {
          info,
          asked: kind && asked[kind],
          sentence,
          at: figures?.indexOf(info.id) ?? -1,
          strings,
          format,
          currency,
          aspects,
          compared,
          isByHour,
          underWay,
          judge: judgeOf(targets, info, strings, format),
        }
        const own = figureColumns(how).map((column, at) => ({
          column: { ...column, ...isPinned },
          figure: at === 0 ? how : null,
        }))
        if (line === null || info.id !== trend) return own
        isLineIn = true
        return [...own, { column: { ...line, ...isPinned }, figure: null }]
      })
    if (line !== null && !isLineIn) all.push({ column: { ...line, pinned: false }, figure: null })
    return all
  }, [
    table.columns,
    infos,
    strings,
    format,
    level,
    group,
    currency,
    figures,
    isCompared,
    chosenAspects,
    since,
    until,
    isByHour,
    underWay,
    targets,
    trend,
    asked,
    sentence,
  ])

  const plain = useMemo(() => drawn.map(({ column }) => column), [drawn])
  const outcomes = useOutcomes()
  const columns = useMemo(
    () => withPosted(plain, { outcomes, strings, format, sentence }),
    [plain, outcomes, strings, format, sentence],
  )
  const totals = useMemo(() => {
    const said = new Map<string, ReactNode>()
    if (!newest) return said
    const { table: words } = strings
    said.set('name', group === null ? words.totalOf[level](newest.totals.objects) : words.groups(newest.totals.rows))
    for (const { figure } of drawn)
      if (figure) for (const [id, node] of figureTotals(figure, newest)) said.set(id, node)
    return said
  }, [drawn, newest, strings, group, level])
  return { columns, totals }
}
