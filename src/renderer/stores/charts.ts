import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { AccountId } from '../../shared/domain/objects.ts'
import type { Grain } from '../../shared/domain/series.ts'
import type { FigureId } from '../../shared/domain/table.ts'

/** Of which days a chart is: those of the window, or longer ones of its own. */
export const CHART_DAYS = ['window', 'last30d', 'last90d', 'last365d'] as const
export type ChartDays = (typeof CHART_DAYS)[number]

/** How a chart was left; null where it follows from what it shows. */
export interface ChartState {
  readonly figures: readonly FigureId[] | null
  readonly days: ChartDays | null
  readonly grain: Grain | null
  /** Pixels. */
  readonly height: number | null
  readonly open: boolean
  /** Of a chart of accounts: a line each; empty: all together. */
  readonly accountIds: readonly AccountId[]
}
const FIRST: ChartState = { figures: null, days: null, grain: null, height: null, open: true, accountIds: [] }

interface Charts {
  readonly charts: Readonly<Record<string, ChartState>>
  set(key: string, part: Partial<ChartState>): void
}

const useCharts = create<Charts>()(
  persist(
    (set) => ({
      charts: {},
      set: (key, part) =>
        set(({ charts }) => ({ charts: { ...charts, [key]: { ...(charts[key] ?? FIRST), ...part } } })),
    }),
    { name: 'charts', version: 1, partialize: ({ charts }) => ({ charts }) },
  ),
)

/** The chart that is remembered under this key, over a restart too. */
export const useChart = (key: string): readonly [ChartState, (part: Partial<ChartState>) => void] => [
  useCharts(({ charts }) => charts[key]) ?? FIRST,
  (part) => useCharts.getState().set(key, part),
]
