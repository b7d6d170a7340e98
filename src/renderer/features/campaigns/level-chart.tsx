import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import type { TableRow } from '../../../shared/domain/table.ts'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import type { ChartedObject } from '../../ui/chart-panel.tsx'
import css from './campaigns.module.css'

/** As many lines as can be told apart without anybody having asked for them. */
const FIRST = 3

const objectsOf = (rows: readonly TableRow[]): readonly ChartedObject[] => rows.flatMap(({ object }) => object ?? [])

interface LevelChartProps {
  readonly level: Level
  /** Rows that were read, in order. */
  readonly rows: readonly TableRow[]
  readonly chosen: ReadonlySet<string>
}

/** What is chosen over time, above the table; the first rows where nothing is. */
export const LevelChart = ({ level, rows, chosen }: LevelChartProps): ReactElement => {
  const objects = useMemo(
    () => objectsOf(chosen.size > 0 ? rows.filter(({ key }) => chosen.has(key)) : rows.slice(0, FIRST)),
    [rows, chosen],
  )
  return (
    <div className={css['chart']}>
      <ChartPanel level={level} objects={objects} storageKey={`table ${level}`} height={150} />
    </div>
  )
}
