import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { BreakdownFound } from '../../shared/domain/asked.ts'
import { cutsKey } from '../../shared/domain/breakdowns.ts'
import type { BreakdownRow } from '../../shared/domain/breakdowns.ts'
import { METRICS } from '../../shared/domain/metrics.ts'
import type { Figures, MetricId } from '../../shared/domain/metrics.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import css from './breakdown.module.css'
import { knownIn, sortedParts } from './breakdown-rows.ts'
import type { PartSort } from './breakdown-rows.ts'
import { isOrdered, partWords } from './breakdown-words.ts'
import { Change } from './change.tsx'

/** How a bar of one figure is drawn beside the others, 0 to 1. */
const shareIn = (value: number | null, most: number): number => (value === null || most <= 0 ? 0 : value / most)

interface FiguresProps {
  readonly columns: readonly MetricId[]
  readonly figures: Figures | null
  readonly before: Figures | null
  readonly found: BreakdownFound
}

const FigureCells = ({ columns, figures, before, found }: FiguresProps): ReactElement => {
  const strings = useStrings()
  const { asked, metrics } = strings
  const format = useFormat()
  const { currency, compared } = found
  return (
    <>
      {columns.map((id) => {
        const value = figures?.[id] ?? null
        const earlier = before?.[id] ?? null
        const exact = value === null ? metrics.nothingMeasured : format.metricFull(id, value, currency)
        return (
          <td
            key={id}
            data-text
            title={compared === null ? exact : `${exact}\n${asked.before(format.metricFull(id, earlier, currency))}`}
          >
            <span className={value === null ? css['faint'] : undefined}>{format.metric(id, value, currency)}</span>
            {compared === null ? null : (
              <span className={css['change']}>
                <Change id={id} value={value} before={earlier} currency={currency} format={format} strings={strings} />
              </span>
            )}
          </td>
        )
      })}
    </>
  )
}

export interface SortedParts {
  readonly columns: readonly MetricId[]
  readonly rows: readonly BreakdownRow[]
  readonly sort: PartSort
  readonly toggle: (by: PartSort['by']) => void
}

/** The parts in the order that was chosen for these cuts. */
export const useSortedParts = (found: BreakdownFound): SortedParts => {
  const format = useFormat()
  const { cuts } = found
  const key = cutsKey(cuts)
  const [sorts, setSorts] = useState<Readonly<Record<string, PartSort>>>({})
  const usual: PartSort = isOrdered(cuts)
    ? { by: 'part', direction: 'ascending' }
    : { by: 'spend', direction: 'descending' }
  const sort = sorts[key] ?? usual
  return {
    columns: knownIn(found),
    rows: sortedParts(found.rows, sort, format.compare),
    sort,
    toggle: (by) => {
      const first = by === 'part' ? 'ascending' : 'descending'
      const other = by === 'part' ? 'descending' : 'ascending'
      setSorts({ ...sorts, [key]: { by, direction: sort.by === by && sort.direction === first ? other : first } })
    },
  }
}

interface BreakdownTableProps extends SortedParts {
  readonly found: BreakdownFound
  readonly label: string
}

/** Parts with a bar of the figure they are sorted by, their figures, and the whole. */
export const BreakdownTable = ({ found, label, columns, rows, sort, toggle }: BreakdownTableProps): ReactElement => {
  const strings = useStrings()
  const { asked, metrics } = strings
  const format = useFormat()
  const { cuts, whole, wholeBefore } = found
  const drawn: MetricId = sort.by === 'part' || !columns.includes(sort.by) ? 'spend' : sort.by
  const most = Math.max(0, ...rows.flatMap(({ figures, before }) => [figures[drawn] ?? 0, before?.[drawn] ?? 0]))
  const isSum = METRICS[drawn].kind === 'sum'

  const head = (by: PartSort['by'], name: string, hint?: string): ReactElement => {
    const isSorted = sort.by === by
    const Arrow = sort.direction === 'ascending' ? ArrowUp : ArrowDown
    return (
      <th key={by} scope="col" aria-sort={isSorted ? sort.direction : undefined} title={hint}>
        <button type="button" onClick={() => toggle(by)}>
          {isSorted && by !== 'part' ? <Arrow size={12} aria-hidden /> : null}
          <span>{name}</span>
          {isSorted && by === 'part' ? <Arrow size={12} aria-hidden /> : null}
        </button>
      </th>
    )
  }

  const wordsOf = (row: BreakdownRow): readonly string[] => partWords(cuts, row.labels, strings, format)

  return (
    <div className={css['scroller']} role="region" aria-label={label} tabIndex={0}>
      <table className={css['table']} aria-label={label}>
        <thead>
          <tr>
            {head('part', cuts.map((cut) => asked.cuts[cut]).join(' · '))}
            {columns.map((id) => head(id, metrics.names[id], metrics.hints[id]))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const value = row.figures[drawn]
            const share = isSum && whole ? shareIn(value, whole[drawn] ?? 0) : null
            return (
              <tr key={row.labels.join('\n')}>
                <th
                  scope="row"
                  title={share === null ? undefined : asked.shareOf(metrics.fullNames[drawn], format.share(share))}
                >
                  <span className={css['part']}>
                    <bdi>{wordsOf(row).join(' · ')}</bdi>
                    {share === null ? null : <span className={css['share']}>{format.share(share)}</span>}
                  </span>
                  <span className={css['bars']} aria-hidden>
                    <span style={{ width: `${shareIn(value, most) * 100}%` }} />
                    {row.before ? (
                      <span className={css['then']} style={{ width: `${shareIn(row.before[drawn], most) * 100}%` }} />
                    ) : null}
                  </span>
                </th>
                <FigureCells columns={columns} figures={row.figures} before={row.before} found={found} />
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{asked.total}</th>
            <FigureCells columns={columns} figures={whole} before={wholeBefore} found={found} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
