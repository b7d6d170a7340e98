import { invalid } from '../graph-error.ts'
import { listParam } from '../params.ts'
import { WINDOWS, windowPlace } from '../figures/windows.ts'
import type { DaySums } from '../figures/sums.ts'
import type { Counted, Window, WindowSums } from '../figures/windows.ts'
import type { Params } from '../params.ts'

/** Which attribution windows a question wants to see, and which one `value` follows. */

/** Meta's names that count nothing here: dead since 2026, or of kinds of measuring that this world does not have. */
const UNCOUNTED =
  /^(7d_view|28d_view|1d_ev|1d_view_all_conversions|7d_view_all_conversions|28d_view_all_conversions|7d_view_first_conversion|28d_view_first_conversion|dda|custom|skan_\w+|incrementality\w*|\d+d_sequenced)$/

export interface Attribution {
  /** Keys to write beside `value`, in order. */
  readonly windows: readonly (Window | 'default')[]
  /** The account's setting instead of each ad set's own. */
  readonly byAccount: boolean
}

/** Throws GraphError. */
export const attributionOf = (params: Params): Attribution => {
  const asked = listParam(params, 'action_attribution_windows') ?? []
  const windows = asked.flatMap((name): readonly (Window | 'default')[] => {
    const known = WINDOWS.find((window) => window === name)
    if (known) return [known]
    if (name === 'default') return ['default']
    if (UNCOUNTED.test(name)) return []
    throw invalid(
      `Param action_attribution_windows[0] must be one of {1d_view, 7d_view, 28d_view, 1d_click, 7d_click, 28d_click, 1d_ev, dda, default}: ${name}`,
    )
  })
  return { windows: [...new Set(windows)], byAccount: params['use_account_attribution_setting'] === 'true' }
}

/** What a row counted of something: in all, or in one window. `windows` is null when no window was asked for. */
export const countedIn = (
  sums: DaySums,
  windows: WindowSums | null,
  { byAccount }: Attribution,
  counted: Counted,
  window: Window | 'default',
): number => {
  if (windows === null || (window === 'default' && !byAccount)) return sums[counted]
  if (window !== 'default') return windows[windowPlace(counted, window)] ?? 0
  return (windows[windowPlace(counted, '7d_click')] ?? 0) + (windows[windowPlace(counted, '1d_view')] ?? 0)
}
