import { GraphError } from './graph-error.ts'
import { noSums } from './figures/sums.ts'
import { createSplitter } from './figures/split.ts'
import { noWindowSums } from './figures/windows.ts'
import { rowText } from './insights/fields.ts'
import { actionFilter, asksStatus, matches, rowFilters } from './insights/filters.ts'
import { EMPTY_CURSOR, pageInOrder, pageSorted } from './insights/pages.ts'
import { questionOf } from './insights/question.ts'
import { monthsBefore } from './insights/stretches.ts'
import { subjectOf } from './insights/row.ts'
import { passes } from './params.ts'
import { adsOf, objectsOf } from './under.ts'
import { dayText } from './zone.ts'
import type { AdRun } from './figures/ad-day.ts'
import type { Figures } from './figures.ts'
import type { Part } from './figures/split.ts'
import type { InsightsRow, Subject } from './insights/row.ts'
import type { Account, Delivering } from './model.ts'
import type { Live } from './state.ts'
import type { Params } from './params.ts'

/** Insights of an account or of what is under it: rows by object and stretch of days, made while they are read. */

export interface InsightsPage {
  /** The rows as JSON, a list. */
  readonly text: string
  /** The same, read; made anew every time. */
  readonly data: readonly Record<string, unknown>[]
  readonly before: string
  readonly after: string
  readonly more: boolean
  /** A row for all of it, as JSON; null when nobody asked for one. */
  readonly summary: string | null
}

export interface Size {
  /** Rows there may be. */
  readonly rows: number
  /** Ads times days to look through. */
  readonly cells: number
}

export interface ReadOptions {
  /** Figures as they were known at this instant; now without it. */
  readonly at?: number
  /** Read from a report, which may be bigger than a single answer. */
  readonly report?: boolean
}

/** `scope` is what the question was put to. Both throw GraphError. */
export interface Insights {
  /** How big an answer may become; the question is checked. */
  size(scope: Account | Delivering, params: Params, at?: number): Size
  read(scope: Account | Delivering, params: Params, options?: ReadOptions): InsightsPage
}

/** What one synchronous answer may ask of Meta, all pages together; a report is for more. */
const MOST_SYNC: Size = { rows: 200_000, cells: 4_000_000 }
/** How long people are told apart by breakdowns, and hours at all. */
const BROKEN_DOWN_MONTHS = 13
/** About as many values as a table of breakdowns has: rows there may be are counted with it. */
const USUAL_PARTS = 12

export const createInsights = ({
  live,
  figures,
  deliveryInfo,
  now,
}: {
  readonly live: Live
  readonly figures: Figures
  /** The word that `delivery_info` is filtered by. */
  readonly deliveryInfo: (object: Delivering) => string
  readonly now: () => number
}): Insights => {
  const prepare = (scope: Account | Delivering, params: Params, at: number) => {
    const question = questionOf(scope, params, { at, firstDay: figures.firstDay })
    // Rows of deleted and archived objects are left out unless asked for; their parents' sums keep them.
    const all = asksStatus(question.filters)
    const objects = objectsOf(scope, question.level).filter(
      (object) =>
        (object.level === 'account' ||
          object === scope ||
          all ||
          !['DELETED', 'ARCHIVED'].includes(live.effective(object))) &&
        question.filters.every((filter) => matches({ live, deliveryInfo }, object, filter)),
    )
    const days = question.stretches.reduce((sum, { since, until }) => sum + until - since + 1, 0)
    const size: Size = {
      rows: objects.length * question.stretches.length * (question.breakdown ? USUAL_PARTS : 1),
      cells: adsOf(scope).length * days,
    }
    return { question, objects, size }
  }

  return {
    size: (scope, params, at = now()) => prepare(scope, params, at).size,
    read: (scope, params, { at = now(), report = false } = {}) => {
      const { question, objects, size } = prepare(scope, params, at)
      if (!report && (size.rows > MOST_SYNC.rows || size.cells > MOST_SYNC.cells)) {
        throw new GraphError({
          status: 400,
          code: 100,
          subcode: 1487534,
          message: "(#100) Please reduce the amount of data you're asking for, then retry your request",
        })
      }
      const { attribution, breakdown, stretches, splitReactions } = question
      const account = scope.level === 'account' ? scope : scope.account
      const today = account.zone.dayAt(at)
      const withWindows = attribution.windows.length > 0 || attribution.byAccount
      const filters = rowFilters(question.filters)
      const top = filters.find(({ filter }) => filter.operator === 'TOP')
      const passing = filters.filter((one) => one !== top)
      const actionTypes = actionFilter(question.filters)
      const splitter = breakdown?.table ? createSplitter(account, breakdown.table, breakdown.dimensions) : null

      const kept = monthsBefore(today, BROKEN_DOWN_MONTHS)
      const days = stretches.map(({ since, until }) => ({
        since: dayText(since),
        until: dayText(until),
        reachKnown: breakdown === null || since >= kept,
      }))
      let known: { readonly index: number; readonly subject: Subject; readonly runs: readonly AdRun[] } | null = null
      const ofObject = (index: number) => {
        if (known?.index === index) return known
        const object = objects[index] ?? scope
        known = { index, subject: subjectOf(object, live), runs: adsOf(object).map((ad) => figures.run(ad, at)) }
        return known
      }
      const rowOf = (
        subject: Subject,
        { sums, windows }: Pick<Part, 'sums' | 'windows'>,
        range: Pick<InsightsRow, 'since' | 'until' | 'reachKnown'>,
        parts: string | null,
      ): InsightsRow => ({
        subject,
        sums,
        windows,
        ...range,
        parts,
        attribution,
        actionTypes,
        splitReactions,
        live,
        setting: figures.setting,
      })

      const rows = (objectIndex: number, stretchIndex: number): readonly InsightsRow[] => {
        const stretch = stretches[stretchIndex]
        const range = days[stretchIndex]
        if (!stretch || !range || (breakdown && !splitter)) return []
        if (breakdown?.table === 'hours' && !range.reachKnown) return []
        const { subject, runs } = ofObject(objectIndex)
        const from = Math.max(stretch.since, figures.firstDay)
        const to = Math.min(stretch.until, today)
        const found: InsightsRow[] = []
        if (splitter) {
          for (const part of splitter.split(runs, from, to, at, withWindows))
            found.push(rowOf(subject, part, range, JSON.stringify(part.labels).slice(1, -1)))
        } else {
          const windows = withWindows ? noWindowSums() : null
          const sums = figures.sumRuns(runs, from, to, at, windows)
          // What delivered nothing has no row, not even when somebody buys long after.
          if (sums.impressions !== 0 || sums.spend !== 0) found.push(rowOf(subject, { sums, windows }, range, null))
        }
        return passing.length === 0
          ? found
          : found.filter((row) => passing.every(({ filter, read }) => passes(filter, read(row))))
      }

      const grid = { objects: objects.length, stretches: stretches.length, rows }
      const sort = question.sort ?? (top ? `${top.filter.field.replace(/^\w+\./, '')}_descending` : null)
      const page =
        sort === null
          ? pageInOrder(grid, question.fields, params)
          : pageSorted(grid, question.fields, params, { sort, top: top ? Number(top.filter.value) : Infinity })

      const summary = (): string | null => {
        if (question.summary === null) return null
        const windows = withWindows ? noWindowSums() : null
        const runs = objects.flatMap((object) => adsOf(object).map((ad) => figures.run(ad, at)))
        const since = Math.min(...stretches.map((stretch) => stretch.since))
        const until = Math.max(...stretches.map((stretch) => stretch.until))
        const sums = runs.length === 0 ? noSums() : figures.sumRuns(runs, since, Math.min(until, today), at, windows)
        const range = { since: dayText(since), until: dayText(until), reachKnown: true }
        return rowText(rowOf(subjectOf(account, live), { sums, windows }, range, null), question.summary)
      }
      const text = `[${page.rows.join(',')}]`
      return {
        text,
        get data() {
          return JSON.parse(text) as Record<string, unknown>[]
        },
        before: page.before ?? EMPTY_CURSOR,
        after: page.after ?? EMPTY_CURSOR,
        more: page.more,
        summary: summary(),
      }
    },
  }
}
