import { GraphError, invalid } from '../graph-error.ts'
import { tableOf } from '../figures/audiences.ts'
import { listParam } from '../params.ts'
import type { Dimension, Table } from '../figures/audiences.ts'
import type { Params } from '../params.ts'

/** What a question wants its rows taken apart by. */

export interface Breakdown {
  readonly dimensions: readonly Dimension[]
  /** Null: Meta knows it, and this world has no such data, so that there is not a row. */
  readonly table: Table | null
}

const SERVED: ReadonlySet<string> = new Set([
  'age',
  'gender',
  'country',
  'region',
  'publisher_platform',
  'platform_position',
  'device_platform',
  'hourly_stats_aggregated_by_advertiser_time_zone',
])
/** Only for accounts that turned them on, or with data that nobody has here. */
const WITHOUT_ROWS =
  /^(impression_device|hourly_stats_aggregated_by_audience_time_zone|frequency_value|product_id|comscore_market|app_id|skan_\w+|(body|call_to_action|description|image|link_url|title|video|ad_format)_asset)$/

const MAY_STAND_TOGETHER: ReadonlySet<string> = new Set([
  'age,gender',
  'platform_position,publisher_platform',
  'impression_device,publisher_platform',
  'impression_device,platform_position,publisher_platform',
  'device_platform,publisher_platform',
  'device_platform,platform_position,publisher_platform',
  'app_id,skan_conversion_id',
])
const NEVER_ALONE: ReadonlySet<string> = new Set(['impression_device', 'platform_position'])

/** Null without any. Throws GraphError. */
export const breakdownOf = (params: Params): Breakdown | null => {
  const names = (listParam(params, 'breakdowns') ?? []).map((name) => name.trim()).filter((name) => name !== '')
  if (names.length === 0) return null
  const unknown = names.find((name) => !SERVED.has(name) && !WITHOUT_ROWS.test(name))
  if (unknown !== undefined)
    throw invalid(`breakdowns[0] must be one of the following values: ${[...SERVED].join(', ')}: ${unknown}`)
  const [only = ''] = names
  const together = names.toSorted().join(',')
  const asset = names.length === 2 && /_asset\b/.test(together) && /(^|,)(age|gender)(,|$)/.test(together)
  if (names.length === 1 ? NEVER_ALONE.has(only) : !MAY_STAND_TOGETHER.has(together) && !asset) {
    throw new GraphError({
      status: 400,
      code: 100,
      message: `(#100) Current combination of data breakdown columns (action_type, ${names.join(', ')}) is invalid`,
      title: 'Unsupported Breakdown Combination',
      userMessage: 'This combination of breakdowns cannot be asked for. Take some of them out and try again.',
    })
  }
  const dimensions = names.filter((name): name is Dimension => SERVED.has(name))
  return { dimensions, table: dimensions.length === names.length ? tableOf(dimensions) : null }
}
