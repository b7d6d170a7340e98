import { GraphError, invalid } from '../graph-error.ts'
import { filtersOf, listParam } from '../params.ts'
import { LEVELS } from '../under.ts'
import { attributionOf } from './attribution.ts'
import { breakdownOf } from './breakdowns.ts'
import { rowFields } from './fields.ts'
import { stretchesOf } from './stretches.ts'
import type { Account, Delivering } from '../model.ts'
import type { Filter, Params } from '../params.ts'
import type { Level } from '../under.ts'
import type { Attribution } from './attribution.ts'
import type { Breakdown } from './breakdowns.ts'
import type { RowField } from './fields.ts'
import type { Stretch } from './stretches.ts'

/** Everything a question about insights says, checked. */

export interface Question {
  readonly scope: Account | Delivering
  readonly level: Level
  readonly fields: readonly RowField[]
  readonly stretches: readonly Stretch[]
  readonly filters: readonly Filter[]
  readonly breakdown: Breakdown | null
  readonly attribution: Attribution
  readonly splitReactions: boolean
  readonly sort: string | null
  /** Fields of a row for all of it; null when nobody asked for one. */
  readonly summary: readonly RowField[] | null
}

const ACTION_BREAKDOWNS: ReadonlySet<string> = new Set(['action_type', 'action_reaction'])

const summaryOf = (params: Params, asked: readonly string[] | undefined): readonly RowField[] | null => {
  const list = listParam(params, 'summary')
  const all = params['default_summary'] === 'true' || list?.[0] === 'true'
  if (!all && (list === undefined || list[0] === 'false')) return null
  return rowFields(all ? asked : list, 'account').filter(({ name }) => !/^(campaign|adset|ad)_(id|name)$/.test(name))
}

/** How far videos were watched is told by no region, and by the hour nothing of videos. Throws GraphError. */
const refuseVideo = (breakdown: Breakdown | null, asked: readonly string[] | undefined): void => {
  const has = (dimension: string): boolean => breakdown?.dimensions.some((each) => each === dimension) ?? false
  const hourly = has('hourly_stats_aggregated_by_advertiser_time_zone')
  const refused = hourly ? /^video_/ : has('region') ? /^video_p\d/ : null
  const field = refused && asked?.find((name) => refused.test(name))
  if (field)
    throw new GraphError({
      status: 400,
      code: 100,
      message: `(#100) Current combination of data breakdown columns (${breakdown?.dimensions.join(', ')}) is invalid with ${field}`,
    })
}

/** Throws GraphError. `at` is when it is asked, `firstDay` the first day with figures. */
export const questionOf = (
  scope: Account | Delivering,
  params: Params,
  { at, firstDay }: { readonly at: number; readonly firstDay: number },
): Question => {
  const level = (params['level'] ?? scope.level) as Level
  if (!LEVELS.includes(level)) throw invalid('Param level must be one of {ad, adset, campaign, account}')
  const asked = listParam(params, 'fields')
  const splits = listParam(params, 'action_breakdowns') ?? []
  const unsplit = splits.find((name) => !ACTION_BREAKDOWNS.has(name))
  if (unsplit !== undefined) {
    throw new GraphError({
      status: 400,
      code: 2,
      subcode: 1504041,
      message: `(#2) This sandbox does not break actions down by ${unsplit}`,
    })
  }
  const breakdown = breakdownOf(params)
  refuseVideo(breakdown, asked)
  const account = scope.level === 'account' ? scope : scope.account
  return {
    scope,
    level,
    fields: rowFields(asked, level),
    stretches: stretchesOf(params, { at, today: account.zone.dayAt(at), firstDay }),
    filters: filtersOf(params),
    breakdown,
    attribution: attributionOf(params),
    splitReactions: splits.includes('action_reaction'),
    sort: listParam(params, 'sort')?.[0] ?? null,
    summary: summaryOf(params, asked),
  }
}
