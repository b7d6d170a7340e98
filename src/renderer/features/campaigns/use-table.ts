import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Input } from '../../../shared/contract/contract.ts'
import type { Comparison } from '../../../shared/domain/periods.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { isFormulaId, isWindowedId } from '../../../shared/domain/table.ts'
import type { FigureId, TableFilter, TablePage, TableRow } from '../../../shared/domain/table.ts'
import { call, onEvent } from '../../api.ts'
import { useApp, viewWith } from '../../stores/app.ts'
import { useExpected } from '../../stores/expected.ts'
import { useLevelTable } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import { usePages } from '../../ui/data-table-pages.ts'
import type { Pages } from '../../ui/data-table-pages.ts'
import type { FigureInfos } from '../../ui/figure-info.ts'

export type TableQuestion = Omit<Input<'table.query'>, 'trend' | 'offset' | 'limit'>

/** An answer, and which figures its rows hold in which order. */
export interface AskedPage extends TablePage {
  readonly figures: readonly FigureId[]
}

export interface TableInView {
  readonly pages: Pages<AskedPage, TableRow>
  readonly asked: TableQuestion
  /** What decides which row stands where. */
  readonly order: string
  /** Keys of the first rows, in order. */
  readonly keys: (limit: number) => Promise<readonly string[]>
  /** Place of the next row whose name begins so. */
  readonly find: (text: string, from: number) => Promise<number | null>
}

const COALESCE = 60
const rowsOf = ({ rows }: AskedPage): readonly TableRow[] => rows
const totalOf = ({ total }: AskedPage): number => total

/** Conditions on metrics that are not there any more are left out: nobody could see or remove their formula. */
const usable = (filters: readonly TableFilter[], infos: FigureInfos): TableFilter[] =>
  filters.filter((filter) => filter.kind !== 'figure' || filter.figure === 'budget' || infos.of(filter.figure) !== null)

const questionOf = (
  level: Level,
  table: LevelTable,
  view: {
    readonly period: TableQuestion['period']
    readonly compare: Comparison | null
    readonly accountIds: readonly string[]
  },
  infos: FigureInfos,
): TableQuestion => {
  const shown = new Set<string>(table.columns.map(({ id }) => id))
  // In an order of their own: to move a column is no new question.
  const figures = [
    ...infos.all.flatMap(({ id }) => (shown.has(id) ? [id] : [])),
    ...[...shown].filter(isWindowedId).toSorted((a, b) => a.localeCompare(b)),
  ]
  const filters = usable(table.filters, infos)
  const isSortable = !isFormulaId(table.sort.by) || infos.of(table.sort.by) !== null
  const named = [
    ...figures,
    ...filters.flatMap((filter) => (filter.kind === 'figure' ? [filter.figure] : [])),
    table.sort.by,
    table.trend ?? '',
  ]
  return {
    level,
    period: view.period,
    compare: view.compare,
    accountIds: view.accountIds,
    campaignIds: table.parents.campaignIds,
    adSetIds: table.parents.adSetIds,
    search: table.search.trim(),
    filters,
    group: table.group,
    sort: isSortable ? table.sort : { by: 'spend', aspect: 'value', direction: 'descending' },
    figures,
    formulas: infos.formulas(named),
  }
}

/**
 * The rows that the level's table asks for, a window of them at a time, asked for again when figures change. `isHeld`:
 * somebody is writing in a row, which stays where it is meanwhile.
 */
export const useTable = (level: Level, infos: FigureInfos, isHeld: boolean): TableInView => {
  const table = useLevelTable(level)
  const period = useView((state) => state.period)
  const compare = useView((state) => state.compare)
  const accountIds = useView((state) => state.accountIds)
  // What amounts of several currencies are put in order by.
  const reporting = useApp(({ state }) => state?.preferences.reportingCurrency ?? null)
  const trend = table.trend !== null && infos.of(table.trend) !== null ? table.trend : null

  const asked = useMemo(
    () => questionOf(level, table, { period, compare, accountIds }, infos),
    [level, table, period, compare, accountIds, infos],
  )
  const sourceOf = useCallback(
    (of: TableQuestion) => ({
      question: JSON.stringify([of, trend, reporting]),
      load: async (offset: number, limit: number): Promise<AskedPage> => ({
        ...(await call('table.query', { ...of, trend, offset, limit })),
        figures: of.figures,
      }),
    }),
    [trend, reporting],
  )
  const source = useMemo(() => sourceOf(asked), [sourceOf, asked])
  const order = useMemo(
    () => JSON.stringify({ ...asked, figures: null, formulas: null, reporting }),
    [asked, reporting],
  )
  const pages = usePages<AskedPage, TableRow>({ ...source, order, rowsOf, totalOf })

  const { reload, expect, outdate } = pages
  const held = useRef({ isHeld, isMissed: false })
  useEffect(() => {
    const { isMissed } = held.current
    held.current = { isHeld, isMissed: isHeld && isMissed }
    if (!isHeld && isMissed) reload()
  }, [isHeld, reload])
  useEffect(
    () =>
      useExpected.subscribe(({ period: next }) => {
        if (next === null) return
        expect(sourceOf(questionOf(level, table, { ...viewWith(next), accountIds }, infos)))
      }),
    [expect, sourceOf, level, table, accountIds, infos],
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      outdate()
      timer ??= setTimeout(() => {
        timer = undefined
        if (held.current.isHeld) held.current.isMissed = true
        else reload()
      }, COALESCE)
    }
    const stops = (
      ['figures.changed', 'edits.changed', 'accounts.changed', 'kept.changed', 'rates.changed'] as const
    ).map((event) => onEvent(event, soon))
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [reload, outdate])

  const keys = useCallback((limit: number) => call('table.keys', { ...asked, limit }), [asked])
  const find = useCallback((text: string, from: number) => call('table.find', { ...asked, text, from }), [asked])
  return { pages, asked, order, keys, find }
}
