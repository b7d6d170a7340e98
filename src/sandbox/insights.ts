import { GraphError, invalid } from './graph-error.ts'
import { METRIC_FILTERS, matches } from './insights/filters.ts'
import { pageInOrder, pageSorted } from './insights/pages.ts'
import { rowFields } from './insights/row.ts'
import { stretchesOf } from './insights/stretches.ts'
import { filtersOf, listParam, passes } from './params.ts'
import { LEVELS, adsOf, objectsOf } from './under.ts'
import { dayText } from './zone.ts'
import type { Account, Delivering } from './model.ts'
import type { Figures } from './figures.ts'
import type { InsightsPage } from './insights/pages.ts'
import type { InsightsRow } from './insights/row.ts'
import type { Live } from './state.ts'
import type { Params } from './params.ts'
import type { Level } from './under.ts'

/** Insights of an account or of what is under it: rows by object and stretch of days, made while they are read. */

export interface Insights {
  /** Throws GraphError. `scope` is what the question was put to. */
  read(scope: Account | Delivering, params: Params): InsightsPage
}

/** Cells (ads times days) that one synchronous answer may take; Meta refuses what is too big too. */
const MOST_CELLS = 4_000_000

export const createInsights = ({
  live,
  figures,
  now,
}: {
  readonly live: Live
  readonly figures: Figures
  readonly now: () => number
}): Insights => {
  return {
    read: (scope, params) => {
      const account = scope.level === 'account' ? scope : scope.account
      const today = figures.today(account)
      const level = (params['level'] ?? scope.level) as Level
      if (!LEVELS.includes(level)) throw invalid('Param level must be one of {ad, adset, campaign, account}')
      if (params['breakdowns'] && params['breakdowns'] !== '[]')
        throw invalid(`breakdowns are not served by this sandbox: ${params['breakdowns']}`)
      const fields = rowFields(listParam(params, 'fields'), level)
      const list = stretchesOf(params, today, figures.firstDay)
      const filters = filtersOf(params)
      // Rows of deleted and archived objects are left out unless asked for; their parents' sums keep them.
      const asksStatus = filters.some(({ field }) => /effective_status|delivery_info/.test(field))
      const objects = objectsOf(scope, level).filter(
        (object) =>
          (object.level === 'account' ||
            object === scope ||
            asksStatus ||
            !['DELETED', 'ARCHIVED'].includes(live.effective(object))) &&
          filters.every((filter) => matches(live, object, filter)),
      )
      const metricFilters = filters.flatMap((filter) => {
        const read = METRIC_FILTERS[filter.field.split('.').at(-1) ?? '']
        return read ? [{ filter, read }] : []
      })

      const sort = listParam(params, 'sort')?.[0]
      const days = list.reduce((sum, { since, until }) => sum + until - since + 1, 0)
      const cells = adsOf(scope).length * days
      if (cells > MOST_CELLS && (sort !== undefined || level === 'account')) {
        throw new GraphError({
          status: 400,
          code: 100,
          subcode: 1487534,
          message: "(#100) Please reduce the amount of data you're asking for, then retry your request",
        })
      }

      const rowAt = (objectIndex: number, stretchIndex: number): InsightsRow | null => {
        const object = objects[objectIndex]
        const stretch = list[stretchIndex]
        if (!object || !stretch) return null
        const ads = adsOf(object)
        const sums = figures.sum(ads, Math.max(stretch.since, figures.firstDay), Math.min(stretch.until, today))
        if (sums.impressions === 0 && sums.spend === 0) return null
        if (metricFilters.some(({ filter, read }) => !passes(filter, read(sums, account)))) return null
        return {
          account,
          object,
          ads,
          sums,
          since: dayText(stretch.since),
          until: dayText(stretch.until),
          live,
          now: now(),
        }
      }
      const grid = { objects: objects.length, stretches: list.length, row: rowAt }
      return sort === undefined ? pageInOrder(grid, fields, params) : pageSorted(grid, fields, params, { sort, level })
    },
  }
}
