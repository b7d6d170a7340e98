import { GraphError, invalid } from './graph-error.ts'
import { actionsOf, rowFields } from './insights-row.ts'
import { noSums } from './model.ts'
import { cursorOf, filtersOf, jsonParam, limitOf, listParam, passes, readCursor } from './params.ts'
import { DAY_MS, dayNumber, dayText } from './zone.ts'
import type { Account, Ad, AdSet, Campaign, DaySums, Delivering } from './model.ts'
import type { Figures } from './figures.ts'
import type { InsightsRow } from './insights-row.ts'
import type { Live } from './state.ts'
import type { Filter, Params } from './params.ts'

/** Insights of an account or of what is under it: rows by object and stretch of days, made while they are read. */

const LEVELS = ['account', 'campaign', 'adset', 'ad'] as const
type Level = (typeof LEVELS)[number]

/** Inclusive day numbers. */
interface Stretch {
  readonly since: number
  readonly until: number
}

export interface InsightsPage {
  readonly data: readonly Record<string, unknown>[]
  readonly before: string | null
  readonly after: string | null
  readonly more: boolean
}

export interface Insights {
  /** Throws GraphError. `scope` is what the question was put to. */
  read(scope: Account | Delivering, params: Params): InsightsPage
}

const MOST_ROWS = 5000
/** Cells (ads times days) that one synchronous answer may take; Meta refuses what is too big too. */
const MOST_CELLS = 4_000_000

const HORIZON_DAYS = 1129

const monthStart = (day: number, shift = 0): number => {
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift, 1) / DAY_MS
}
const quarterStart = (day: number, shift = 0): number => {
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), (Math.floor(date.getUTCMonth() / 3) + shift) * 3, 1) / DAY_MS
}
const yearStart = (day: number, shift = 0): number =>
  Date.UTC(new Date(day * DAY_MS).getUTCFullYear() + shift, 0, 1) / DAY_MS
/** 0 is Sunday. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

const presetOf = (preset: string, today: number, firstDay: number): Stretch => {
  const days = /^last_(\d+)d$/.exec(preset)?.[1]
  if (days && [3, 7, 14, 28, 30, 90].includes(Number(days))) return { since: today - Number(days), until: today - 1 }
  const monday = today - ((weekday(today) + 6) % 7)
  const sunday = today - weekday(today)
  switch (preset) {
    case 'today':
      return { since: today, until: today }
    case 'yesterday':
      return { since: today - 1, until: today - 1 }
    case 'this_month':
      return { since: monthStart(today), until: today }
    case 'last_month':
      return { since: monthStart(today, -1), until: monthStart(today) - 1 }
    case 'this_quarter':
      return { since: quarterStart(today), until: today }
    case 'last_quarter':
      return { since: quarterStart(today, -1), until: quarterStart(today) - 1 }
    case 'this_year':
      return { since: yearStart(today), until: today }
    case 'last_year':
      return { since: yearStart(today, -1), until: yearStart(today) - 1 }
    case 'this_week_mon_today':
      return { since: monday, until: today }
    case 'this_week_sun_today':
      return { since: sunday, until: today }
    case 'last_week_mon_sun':
      return { since: monday - 7, until: monday - 1 }
    case 'last_week_sun_sat':
      return { since: sunday - 7, until: sunday - 1 }
    case 'maximum':
    case 'data_maximum':
      return { since: firstDay, until: today }
    default:
      throw invalid(
        'Param date_preset must be one of {today, yesterday, this_month, last_month, this_quarter, maximum, data_maximum, last_3d, last_7d, last_14d, last_28d, last_30d, last_90d, last_week_mon_sun, last_week_sun_sat, last_quarter, last_year, this_week_mon_today, this_week_sun_today, this_year}',
      )
  }
}

const rangeOf = (value: unknown): Stretch => {
  const range = value as { since?: unknown; until?: unknown } | null
  const since = typeof range?.since === 'string' ? dayNumber(range.since) : null
  const until = typeof range?.until === 'string' ? dayNumber(range.until) : null
  if (since === null || until === null)
    throw invalid(
      "Must be a date representation in the format YYYY-MM-DD for the keys 'since' and 'until' of time_range",
    )
  if (since > until)
    throw new GraphError({
      status: 400,
      code: 100,
      message: '(#100) time_range: since must be before or equal to until',
    })
  return { since, until }
}

const METRIC_FILTERS: Readonly<Record<string, (sums: DaySums, account: Account) => number>> = {
  impressions: (sums) => sums.impressions,
  clicks: (sums) => sums.clicks,
  spend: (sums, account) => sums.spend / account.offset,
}

export const createInsights = ({
  live,
  figures,
  now,
}: {
  readonly live: Live
  readonly figures: Figures
  readonly now: () => number
}): Insights => {
  const adsOf = (object: Account | Delivering): readonly Ad[] => {
    switch (object.level) {
      case 'account':
        return object.campaigns.flatMap((campaign) => campaign.adsets.flatMap((adset) => adset.ads))
      case 'campaign':
        return object.adsets.flatMap((adset) => adset.ads)
      case 'adset':
        return object.ads
      case 'ad':
        return [object]
    }
  }

  const objectsOf = (scope: Account | Delivering, level: Level): readonly (Account | Delivering)[] => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(scope.level))
      throw invalid(`level must not be above the object: ${level}`)
    if (scope.level === level) return [scope]
    const campaigns: readonly Campaign[] =
      scope.level === 'account' ? scope.campaigns : scope.level === 'campaign' ? [scope] : []
    if (level === 'campaign') return campaigns
    const adsets: readonly AdSet[] =
      scope.level === 'adset' ? [scope] : campaigns.flatMap((campaign) => campaign.adsets)
    return level === 'adset' ? adsets : adsets.flatMap((adset) => adset.ads)
  }

  /** The object itself or the one above it at a filter's level. */
  const atLevel = (object: Account | Delivering, level: string): Account | Delivering | null => {
    if (object.level === level) return object
    if (level === 'account') return object.level === 'account' ? object : object.account
    if (object.level === 'ad') return level === 'adset' ? object.adset : level === 'campaign' ? object.campaign : null
    return object.level === 'adset' && level === 'campaign' ? object.campaign : null
  }

  const matches = (object: Account | Delivering, filter: Filter): boolean => {
    const [prefix = '', field = ''] = filter.field.includes('.')
      ? filter.field.split('.')
      : [object.level, filter.field]
    const own = atLevel(object, prefix)
    if (own === null) return true
    switch (field) {
      case 'id':
        return passes(filter, own.level === 'account' ? own.digits : own.id)
      case 'name':
        return passes(filter, own.level === 'account' ? own.name : live.name(own))
      case 'effective_status':
      case 'delivery_info':
        return own.level === 'account' || passes(filter, live.effective(own))
      case 'objective':
        return own.level !== 'campaign' || passes(filter, own.objective)
      default:
        if (METRIC_FILTERS[field]) return true
        throw invalid(`Filtering field '${filter.field}' with operation '${filter.operator}' is not supported`)
    }
  }

  const stretches = (params: Params, today: number): { readonly list: readonly Stretch[] } => {
    const ranges = jsonParam(params, 'time_ranges')
    if (Array.isArray(ranges)) {
      if (params['time_increment'] !== undefined) throw invalid('time_increment cannot be used with time_ranges')
      return { list: ranges.map(rangeOf) }
    }
    const given = jsonParam(params, 'time_range')
    const range =
      given === undefined ? presetOf(params['date_preset'] ?? 'last_30d', today, figures.firstDay) : rangeOf(given)
    if (range.since < today - HORIZON_DAYS) {
      throw new GraphError({
        status: 400,
        code: 3018,
        message: '(#3018) The start date of the time range cannot be beyond 37 months from the current date',
      })
    }
    const increment = params['time_increment'] ?? 'all_days'
    if (increment === 'all_days') return { list: [range] }
    const list: Stretch[] = []
    if (increment === 'monthly') {
      for (let day = range.since; day <= range.until; day = monthStart(day, 1))
        list.push({ since: day, until: Math.min(range.until, monthStart(day, 1) - 1) })
      return { list }
    }
    const step = Number(increment)
    if (!Number.isInteger(step) || step < 1 || step > 90)
      throw invalid('Param time_increment must be an integer between 1 and 90, or one of {monthly, all_days}')
    for (let day = range.since; day <= range.until; day += step)
      list.push({ since: day, until: Math.min(range.until, day + step - 1) })
    return { list }
  }

  const sumOf = (ads: readonly Ad[], { since, until }: Stretch, today: number): DaySums => {
    const sums = noSums()
    const from = Math.max(since, figures.firstDay)
    const to = Math.min(until, today)
    for (const ad of ads) for (let day = from; day <= to; day++) figures.add(ad, day, sums)
    return sums
  }

  return {
    read: (scope, params) => {
      const account = scope.level === 'account' ? scope : scope.account
      const today = figures.today(account)
      const level = (params['level'] ?? scope.level) as Level
      if (!LEVELS.includes(level)) throw invalid('Param level must be one of {ad, adset, campaign, account}')
      if (params['breakdowns'] && params['breakdowns'] !== '[]')
        throw invalid(`breakdowns are not served by this sandbox: ${params['breakdowns']}`)
      const fields = rowFields(listParam(params, 'fields'), level)
      const { list } = stretches(params, today)
      const filters = filtersOf(params)
      // Rows of deleted and archived objects are left out unless asked for; their parents' sums keep them.
      const asksStatus = filters.some(({ field }) => /effective_status|delivery_info/.test(field))
      const objects = objectsOf(scope, level).filter(
        (object) =>
          (object.level === 'account' ||
            object === scope ||
            asksStatus ||
            !['DELETED', 'ARCHIVED'].includes(live.effective(object))) &&
          filters.every((filter) => matches(object, filter)),
      )
      const metricFilters = filters.flatMap((filter) => {
        const read = METRIC_FILTERS[filter.field.split('.').at(-1) ?? '']
        return read ? [{ filter, read }] : []
      })

      const sort = listParam(params, 'sort')?.[0]
      const days = list.reduce((sum, { since, until }) => sum + until - since + 1, 0)
      const cells = adsOf(scope).length * days
      const limit = limitOf(params, MOST_ROWS)
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
        const sums = sumOf(ads, stretch, today)
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
      const shape = (row: InsightsRow): Record<string, unknown> =>
        Object.fromEntries(
          fields.flatMap(({ name, read }) => {
            const value = read(row)
            return value === undefined ? [] : [[name, value]]
          }),
        )

      if (sort !== undefined) {
        const [, by = '', direction = ''] = /^(.+)_(ascending|descending)$/.exec(sort) ?? []
        if (!by) throw invalid(`Invalid sort: ${sort}`)
        const [field = '', action] = by.split(':')
        const valueOf = (row: InsightsRow): number => {
          if (action !== undefined) return actionsOf(row.sums).find(([type]) => type === action)?.[1] ?? 0
          const reader = rowFields([field], level)[0]
          return Number(reader?.read(row) ?? 0)
        }
        const rows: InsightsRow[] = []
        for (let o = 0; o < objects.length; o++)
          for (let s = 0; s < list.length; s++) {
            const row = rowAt(o, s)
            if (row) rows.push(row)
          }
        const ranked = rows
          .map((row) => ({ row, value: valueOf(row) }))
          .sort((a, b) => (direction === 'ascending' ? a.value - b.value : b.value - a.value))
        const start = (readCursor(params['after'])?.[0] ?? -1) + 1
        const page = ranked.slice(start, start + limit)
        const end = start + page.length - 1
        return {
          data: page.map(({ row }) => shape(row)),
          before: page.length > 0 ? cursorOf([start]) : null,
          after: page.length > 0 ? cursorOf([end]) : null,
          more: end + 1 < ranked.length,
        }
      }

      // The cursor is the place of the last row, so that a page costs the same wherever it is.
      const data: Record<string, unknown>[] = []
      const after = readCursor(params['after'])
      let o = after?.[0] ?? 0
      let s = (after?.[1] ?? -1) + 1
      let first: string | null = null
      let last: string | null = null
      let more = false
      for (; o < objects.length && !more; o++, s = 0) {
        for (; s < list.length; s++) {
          const row = rowAt(o, s)
          if (!row) continue
          if (data.length === limit) {
            more = true
            break
          }
          data.push(shape(row))
          last = cursorOf([o, s])
          first ??= last
        }
      }
      return { data, before: first, after: last, more }
    },
  }
}
