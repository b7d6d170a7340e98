import { resultTypeAt } from '../../../shared/domain/insights.ts'
import type { Tag } from '../../../shared/domain/kept.ts'
import { isFigureId } from '../../../shared/domain/table.ts'
import type {
  ComparedHours,
  FigureId,
  TableObject,
  TablePageFound,
  TableRow,
  TableTotals,
} from '../../../shared/domain/table.ts'
import { createAsked } from '../asked.ts'
import type { createCoverage } from '../coverage.ts'
import { createRunning } from '../running/range.ts'
import { folded } from '../sql.ts'
import type { Micros } from '../../../shared/domain/money.ts'
import type { Sql } from '../sql.ts'
import type { SameHours, TableQuery } from '../store.ts'
import { createDetails } from './details.ts'
import { createDirectory } from './directory.ts'
import { amountColumns, createReaches, figureColumns, figureOf, measuredColumns, parsed, sumsOf } from './figures.ts'
import type { FigureColumns, Formulas, MeasuredColumns, When } from './figures.ts'
import { groupsOf } from './groups.ts'
import type { Group, Sorter } from './groups.ts'
import { matching } from './match.ts'
import type { TagsOf } from './match.ts'
import { inOrder } from './order.ts'
import { partOf } from './objects.ts'
import type { Objects, Part } from './objects.ts'
import { createScopes } from './scope.ts'
import type { Scope } from './scope.ts'
import { createAdder, orNull } from './sums.ts'
import type { Adder } from './sums.ts'
import { createTrends } from './trends.ts'
import { createWorths, worthAs } from './worth.ts'
import type { Worth } from './worth.ts'

/** What a table's conditions leave, in whichever order. */
interface Found {
  readonly scope: Scope
  /** Null: accounts have one currency. */
  readonly worth: Worth | null
  readonly formulas: Formulas
  readonly adder: Adder
  readonly measured: MeasuredColumns
  /** Places in order of names. */
  readonly matched: Int32Array
  /** Of the objects, whether they are grouped or not. */
  readonly totals: Omit<TableTotals, 'rows'>
  readonly tagsOf: TagsOf
}
/** A whole table, answered; windows of it are cut out while nothing changed. */
interface Answer extends Found {
  /** Places in order; of groups empty. */
  readonly order: Int32Array
  readonly groups: readonly Group[] | null
}
/** How well an account's figures are known. */
type Known = Pick<TableRow, 'asOf' | 'partial' | 'beforePartial'>
const UNKNOWN: Known = { asOf: null, partial: false, beforePartial: false }
const ANSWERS = 4

export type TableAnswer =
  | { readonly page: TablePageFound }
  /** Accounts whose running totals must be brought up to date first. */
  | { readonly behind: readonly string[] }

const ascending = (places: Int32Array, size: number): Int32Array => {
  const isAmong = new Uint8Array(size)
  for (let i = 0; i < places.length; i++) isAmong[places[i] ?? 0] = 1
  const all = new Int32Array(places.length)
  let at = 0
  for (let place = 0; place < size; place++) if (isAmong[place]) all[at++] = place
  return all
}

const NO_TAGS: readonly string[] = []

/** Where objects of these ids lie; those that are not there any more are left out. */
const placesOf = ({ texts }: Objects, ids: readonly string[]): readonly number[] => {
  const wanted = new Set<string | null>(ids)
  const found = new Map<string | null, number>()
  texts('id').forEach((id, place) => {
    if (wanted.has(id)) found.set(id, place)
  })
  return ids.flatMap((id) => found.get(id) ?? [])
}
const keyOfGroup = ({ key }: Group): string => `group:${key}`

/** The widest of several ranges. */
const widest = (ranges: readonly { readonly since: string; readonly until: string }[]): TablePageFound['range'] =>
  ranges.reduce<TablePageFound['range']>(
    (all, { since, until }) => ({
      since: all && all.since < since ? all.since : since,
      until: all && all.until > until ? all.until : until,
    }),
    null,
  )

const hoursOf = (hours: readonly SameHours[]): ComparedHours => {
  const known = hours.filter(({ at }) => at !== null)
  const counts = known.map((each) => each.hours)
  return {
    accounts: hours.length,
    known: known.length,
    least: Math.min(24, ...counts),
    most: Math.max(0, ...counts),
    at: known.reduce<number | null>((oldest, { at }) => Math.min(oldest ?? Infinity, at ?? Infinity), null),
  }
}
/** What an object is set to, by today's rate; NaN: none is known, and so is no amount. */
const inWorth = ({ spendCap, ...object }: TableObject, rate = Number.NaN): TableObject => {
  const worth = (amount: Micros): Micros => Math.round(amount * rate)
  const isUnknown = Number.isNaN(rate)
  const cap = spendCap === null || spendCap === undefined ? spendCap : isUnknown ? undefined : worth(spendCap)
  return {
    ...object,
    budget: object.budget === null || isUnknown ? null : { ...object.budget, amount: worth(object.budget.amount) },
    bid: object.bid === null || isUnknown ? null : worth(object.bid),
    ...(cap === undefined ? {} : { spendCap: cap }),
  }
}
const onlyOne = (all: readonly string[]): string | null => (new Set(all).size === 1 ? (all[0] ?? null) : null)

/** Tables of campaigns, ad sets and ads, answered from columns in memory and running totals (0010). */
export const createTables = (sql: Sql, { freshnessOf }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf'>) => {
  const { windowFiguresOf: windowsOf, hourSumsOf } = createAsked(sql)
  const founds = new Map<string, Found>()
  const answers = new Map<string, Answer>()
  const scopes = createScopes(sql, createDirectory(sql), createRunning(sql), hourSumsOf, (sums) => {
    for (const all of [answers, founds])
      for (const [signature, { scope }] of all)
        if (scope.now === sums || scope.comparable === sums || scope.before === sums) all.delete(signature)
  })
  const worths = createWorths(sql)
  const reaches = createReaches(sql)
  const details = createDetails(sql)
  const trendOf = createTrends(sql)

  const tags = (): { readonly revision: string; readonly of: TagsOf } => {
    const kept = sql.all<{ name: string; doc: string; updated_at: number }>(
      `SELECT name, doc, updated_at FROM kept WHERE kind = 'tag' ORDER BY position, name`,
    )
    const byObject = new Map<string, string[]>()
    for (const { name, doc } of kept)
      for (const id of (JSON.parse(doc) as Tag).objectIds) {
        const own = byObject.get(id)
        if (own) own.push(name)
        else byObject.set(id, [name])
      }
    return {
      revision: kept.map(({ name, updated_at }) => `${name}:${updated_at}`).join(),
      of: (id) => byObject.get(id) ?? NO_TAGS,
    }
  }

  /** By signature, the ones asked for last at the end. */
  const remembered = <Of>(all: Map<string, Of>, signature: string, make: () => Of): Of => {
    const known = all.get(signature) ?? make()
    all.delete(signature)
    all.set(signature, known)
    if (all.size > ANSWERS) all.delete(all.keys().next().value ?? '')
    return known
  }

  const answerOf = (query: TableQuery): Answer => {
    const {
      offset: _,
      limit: __,
      trend: ___,
      ranges: ____,
      compared,
      hours: _____,
      keys: ______,
      money,
      ...question
    } = query
    const { sort, group, ...conditions } = question
    const { by } = sort
    const formulas = parsed(query.formulas)
    const named = [
      ...query.figures,
      ...(isFigureId(by) ? [by] : []),
      ...query.filters.flatMap((filter) =>
        filter.kind === 'figure' && filter.figure !== 'budget' ? [filter.figure] : [],
      ),
    ]
    const scope = scopes.scopeOf(query, sumsOf(named, formulas))
    const worth = money ? worths(scope, money) : null
    const tagged = tags()
    const state = `${scope.revision} ${worth?.revision} ${tagged.revision}`
    const compares = compared.length > 0

    const figuresBy = (measured: MeasuredColumns): FigureColumns =>
      figureColumns(scope.objects, measured, formulas, worth)
    const amounts = amountColumns(scope.objects, worth)

    const find = (): Found => {
      const measured = measuredColumns(scope, reaches, windowsOf)
      const matched = matching(scope.objects, query, figuresBy(measured), amounts, tagged.of)
      const adder = createAdder(scope, measured, formulas, query.figures, compares, worth)
      // In the order in which they lie in memory: a hundred thousand places in order of names are as many leaps.
      const inPlace = ascending(matched, scope.objects.size)
      const totals = {
        objects: matched.length,
        ...adder.added(inPlace),
        spendByCurrency: adder.spendByCurrency(inPlace),
      }
      return { scope, worth, formulas, adder, measured, matched, totals, tagsOf: tagged.of }
    }
    return remembered(answers, `${state} ${JSON.stringify(question)}`, () => {
      // Sorted by something else, it adds up to the same.
      const own = remembered(founds, `${state} ${JSON.stringify(conditions)}`, find)
      const { objects } = scope
      const { adder, measured, matched } = own
      // Groups are sorted by what their own sums make, which may be a figure that no column shows.
      const sorterOf = (figure: FigureId): Sorter => ({
        adder: createAdder(scope, measured, formulas, [figure], compares, worth),
        currency: worth && worthAs(figure, formulas) ? worth.currency : null,
      })
      return {
        ...own,
        order:
          group === null ? inOrder(objects, matched, sort, figuresBy(measured), amounts, tagged.of) : new Int32Array(0),
        groups: group === null ? null : groupsOf(objects, matched, group, sort, adder, sorterOf, tagged.of),
      }
    })
  }

  const objectRows = (answer: Answer, query: TableQuery, known: ReadonlyMap<Part, Known>): readonly TableRow[] => {
    const { scope, worth, adder, measured, formulas, order, tagsOf } = answer
    const { objects, now } = scope
    const places = query.keys
      ? placesOf(objects, query.keys)
      : [...order.subarray(query.offset, query.offset + query.limit)]
    const found = details(objects, places, tagsOf)
    const valuesOf = (place: number, when: When) =>
      query.figures.map((id) => orNull(figureOf(id, formulas, (each) => measured(each, when)[place] ?? Number.NaN)))
    return places.flatMap((place, i): TableRow[] => {
      const part = partOf(objects, place)
      const range = scope.ranges[objects.parts.indexOf(part)]
      const object = found[i]
      if (!object) return []
      return [
        {
          key: object.id,
          size: 1,
          group: '',
          ...(worth?.whole
            ? { object: inWorth(object, worth.today[objects.parts.indexOf(part)]), ...adder.added([place]) }
            : {
                object,
                currency: part.currency,
                converted: null,
                values: valuesOf(place, 'now'),
                comparable: scope.comparable && valuesOf(place, 'comparable'),
                before: scope.before && valuesOf(place, 'before'),
                resultType: resultTypeAt(now.types[place] ?? 0),
              }),
          ...(known.get(part) ?? UNKNOWN),
          trend:
            query.trend === null || !range
              ? null
              : trendOf(part.block.keys[place - part.offset] ?? 0, range, query.trend, formulas),
        },
      ]
    })
  }

  const groupRows = (
    groups: readonly Group[],
    { scope }: Answer,
    { offset, limit, keys }: TableQuery,
    known: ReadonlyMap<Part, Known>,
  ): readonly TableRow[] => {
    const byKey = keys && new Map(groups.map((group) => [keyOfGroup(group), group]))
    const wanted = byKey ? keys.flatMap((key) => byKey.get(key) ?? []) : groups.slice(offset, offset + limit)
    return wanted.map((group) => {
      const { name, places, added } = group
      const parts = [...new Set(places.map((place) => partOf(scope.objects, place)))].map(
        (part) => known.get(part) ?? UNKNOWN,
      )
      const ages = parts.map(({ asOf }) => asOf)
      return {
        key: keyOfGroup(group),
        size: places.length,
        object: null,
        group: name,
        ...added,
        asOf: ages.includes(null) ? null : Math.min(...ages.filter((age) => age !== null)),
        partial: parts.some(({ partial }) => partial),
        beforePartial: parts.some(({ beforePartial }) => beforePartial),
        trend: null,
      }
    })
  }

  return {
    tablePage: (query: TableQuery): TableAnswer => {
      const behind = scopes.behind(query)
      if (behind.length > 0) return { behind }
      const answer = answerOf(query)
      const { objects } = answer.scope
      const total = answer.groups?.length ?? answer.matched.length
      // Of all that were asked for: one without any object, since it was never read, is no part of the table.
      const found = freshnessOf(query.ranges, query.level)
      // By the hour it is hours that are compared, which are known by readings of their own.
      const then = query.hours ? [] : freshnessOf(query.compared, query.level)
      const halfRead = new Set(query.hours?.flatMap(({ accountId, partial }) => (partial ? [accountId] : [])))
      const halfBefore = new Set([
        ...halfRead,
        ...query.compared.flatMap(({ accountId }, i) =>
          then[i]?.partial || then[i]?.unread === 'all' ? [accountId] : [],
        ),
      ])
      const byAccount = new Map(
        query.ranges.map(({ accountId }, i): readonly [string, Known] => {
          const { asOf = null, partial = false } = found[i] ?? {}
          const beforePartial = halfBefore.has(accountId)
          return [accountId, { asOf, partial: partial || halfRead.has(accountId), beforePartial }]
        }),
      )
      const known = new Map(objects.parts.map((part) => [part, byAccount.get(part.accountId) ?? UNKNOWN]))
      const read = found.flatMap(({ asOf }) => (asOf === null ? [] : [asOf]))
      return {
        page: {
          rows:
            answer.groups === null ? objectRows(answer, query, known) : groupRows(answer.groups, answer, query, known),
          total,
          totals: { rows: total, ...answer.totals },
          asOf: read.length > 0 ? Math.min(...read) : null,
          // An account that was never read is missing from the sums of those that were.
          partial: found.some(({ partial }) => partial) || (read.length > 0 && read.length < found.length),
          beforePartial: halfBefore.size > 0,
          range: widest(query.ranges),
          compared: widest(query.compared),
          hours: query.hours ? hoursOf(query.hours) : null,
          currency: answer.worth?.currency ?? onlyOne(objects.parts.map(({ currency }) => currency)),
        },
      }
    },

    /** Ids of objects, or keys of groups, in order. */
    tableKeys: (query: TableQuery): readonly string[] => {
      const { scope, order, groups } = answerOf(query)
      return groups === null
        ? Array.from(order.subarray(0, query.limit), (place) => scope.objects.texts('id')[place] ?? '')
        : groups.slice(0, query.limit).map(keyOfGroup)
    },

    tableFind: (query: TableQuery, text: string, from: number): number | null => {
      const { scope, order, groups } = answerOf(query)
      const names = scope.objects.texts('folded')
      const nameAt = (index: number): string =>
        groups === null ? (names[order[index] ?? 0] ?? '') : folded(groups[index]?.name ?? '')
      const count = groups?.length ?? order.length
      const wanted = folded(text)
      for (let step = 0; step < count; step++) {
        const index = (from + step) % count
        if (nameAt(index).startsWith(wanted)) return index
      }
      return null
    },
  }
}
