import type { AskedWindow } from '../../shared/domain/attribution.ts'

/** Which attribution windows each version of Meta's API knows. */

/**
 * `counted`: for every account, so where its key is missing it counted nothing. `sometimes`: only where something is set
 * up for it, so a missing key says nothing. `dead`: still taken as a parameter, but without data since 2026-01-12.
 */
type Use = 'counted' | 'sometimes' | 'dead'
type Known = AskedWindow | '7d_view' | '28d_view'

const V25 = {
  '1d_click': 'counted',
  '7d_click': 'counted',
  '28d_click': 'counted',
  '1d_view': 'counted',
  '1d_ev': 'counted',
  dda: 'sometimes',
  '7d_view': 'dead',
  '28d_view': 'dead',
} as const satisfies Partial<Record<Known, Use>>

const V26 = {
  ...V25,
  '1d_sequenced': 'sometimes',
  '7d_sequenced': 'sometimes',
  '28d_sequenced': 'sometimes',
  incrementality: 'sometimes',
  incrementality_all_conversions: 'sometimes',
  incrementality_first_conversion: 'sometimes',
  custom: 'sometimes',
} as const satisfies Partial<Record<Known, Use>>

/** Windows of SKAdNetwork (`skan_…`) are left out: they count postbacks of apps, which have reports of their own. */
const VERSIONS: ReadonlyMap<string, Partial<Readonly<Record<Known, Use>>>> = new Map([
  ['v25.0', V25],
  ['v26.0', V26],
])
const NEWEST = V26

export interface Windows {
  readonly counted: readonly AskedWindow[]
  readonly sometimes: readonly AskedWindow[]
}

/** What is worth asking for in a version as `v26.0`; one that we do not know is taken for the newest. Dead ones are in neither. */
export const windowsOf = (version: string): Windows => {
  const uses = Object.entries(VERSIONS.get(version) ?? NEWEST) as [Known, Use][]
  const having = (wanted: Use) => uses.flatMap(([name, use]) => (use === wanted ? [name as AskedWindow] : []))
  return { counted: having('counted'), sometimes: having('sometimes') }
}
