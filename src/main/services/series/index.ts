import type { WorkspaceContext } from '../context.ts'
import type { SeriesPart, SeriesSums } from '../../db/series.ts'
import { marksOf } from './marks.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { addDays, dayAt, daysBetween } from '../../../shared/domain/day.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import { evaluate } from '../../../shared/domain/formula.ts'
import { metricOf } from '../../../shared/domain/metrics.ts'
import type { MetricId, Sums } from '../../../shared/domain/metrics.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { AdAccount, Level, ObjectId } from '../../../shared/domain/objects.ts'
import { comparedRange, rangeOf } from '../../../shared/domain/periods.ts'
import { isOfMoney, lengthsOf, makerOf, MOST_DAYS, spansOf } from '../../../shared/domain/series.ts'
import type { FigureMaker, NoLine, Series, SeriesBucket, SeriesLine } from '../../../shared/domain/series.ts'
import { AppError } from '../../../shared/errors.ts'

type Question = Checked<'series.query'>

/** What is added up for a line, before a figure is made of it. */
interface Source {
  readonly objectId: ObjectId | null
  readonly currency: Currency | null
  readonly parts: readonly { readonly account: AdAccount; readonly objectId: ObjectId | null }[]
}

/** Accounts of one currency together, those of the most accounts first; `all` of them for what is no money. */
const sourcesOfTotal = (accounts: readonly AdAccount[]): { readonly all: Source; readonly byCurrency: Source[] } => {
  const partsOf = (some: readonly AdAccount[]): Source['parts'] => some.map((account) => ({ account, objectId: null }))
  const byCurrency = [...Map.groupBy(accounts, ({ currency }) => currency)]
    .sort(([a, of], [b, other]) => other.length - of.length || (a < b ? -1 : 1))
    .map(([currency, some]) => ({ objectId: null, currency, parts: partsOf(some) }))
  const only = byCurrency.length === 1 ? (byCurrency[0]?.currency ?? null) : null
  return { all: { objectId: null, currency: only, parts: partsOf(accounts) }, byCurrency }
}

const valueOf = (maker: FigureMaker, figure: string, sums: Sums): number | null =>
  maker.kind === 'formula' ? evaluate(maker.formula, (id) => sums[id]) : metricOf(figure as MetricId, sums)

/** The widest of several accounts' days. */
const widest = (spans: readonly (DayRange | null)[]): DayRange | null =>
  spans.reduce<DayRange | null>(
    (all, span) =>
      all === null || span === null
        ? (all ?? span)
        : {
            since: span.since < all.since ? span.since : all.since,
            until: span.until > all.until ? span.until : all.until,
          },
    null,
  )

export type SeriesNeeds = Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'stored' | 'watched'>

export interface SeriesService {
  /** Throws AppError notFound when nothing that was asked for is in a watched account. */
  query(question: Question): Promise<Series>
}

export const createSeriesService = (context: SeriesNeeds): SeriesService => {
  const { store, graph, watched } = context
  const sourcesOf = async (of: Question['of']): Promise<{ level: Level; sources: Source[]; all: Source | null }> => {
    const accounts = await watched()
    const byId = new Map(accounts.map((account) => [account.id, account]))
    if (of.kind === 'total') {
      const chosen = accounts.filter(({ id }) => of.accountIds.length === 0 || of.accountIds.includes(id))
      const { all, byCurrency } = sourcesOfTotal(chosen)
      return { level: 'campaign', sources: byCurrency, all: chosen.length > 0 ? all : null }
    }
    const wanted =
      of.kind === 'accounts'
        ? of.accountIds.map((id) => ({ id, accountId: id, objectId: null }))
        : of.objects.map(({ id, accountId }) => ({ id, accountId, objectId: id }))
    const sources = wanted.flatMap(({ id, accountId, objectId }): Source[] => {
      const account = byId.get(accountId)
      return account ? [{ objectId: id, currency: account.currency, parts: [{ account, objectId }] }] : []
    })
    return { level: of.kind === 'objects' ? of.level : 'campaign', sources, all: null }
  }

  const query = async ({ of, figures, formulas, grain, period, compare }: Question): Promise<Series> => {
    const { level, sources, all } = await sourcesOf(of)
    const [first] = sources.flatMap(({ parts }) => parts)
    if (!first) throw new AppError('notFound')
    const now = graph.now()
    const accounts = [...new Set(sources.flatMap(({ parts }) => parts.map(({ account }) => account)))]
    const todays = new Map(accounts.map(({ id, zone }) => [id, dayAt(now, zone)]))
    const wholeOf = ({ id }: AdAccount): DayRange => rangeOf(period, todays.get(id) ?? '')
    const ofFirst = wholeOf(first.account)
    const cut = Math.max(0, daysBetween(ofFirst.since, ofFirst.until) + 1 - MOST_DAYS)
    const ownRange = (account: AdAccount): DayRange => {
      const range = wholeOf(account)
      return { since: addDays(range.since, cut), until: range.until }
    }
    const comparedOf = (account: AdAccount): DayRange | null => {
      if (compare === null) return null
      const range = comparedRange(compare, wholeOf(account))
      return { since: addDays(range.since, cut), until: range.until }
    }
    const lengths = lengthsOf(ownRange(first.account), grain)

    const spans = new Map(accounts.map((account) => [account.id, spansOf(ownRange(account), lengths)]))
    const comparedSpans = accounts.flatMap((account) => {
      const range = comparedOf(account)
      return range ? [spansOf(range, lengths)] : []
    })
    const buckets = lengths.flatMap((_, bucket): SeriesBucket[] => {
      const days = widest([...spans.values()].map((each) => each[bucket] ?? null))
      const open = accounts.some(({ id }) => (spans.get(id)?.[bucket]?.until ?? '') >= (todays.get(id) ?? ''))
      return days ? [{ ...days, open }] : []
    })

    const planned = figures.flatMap((figure) => {
      const maker = makerOf(figure, formulas)
      const isWhole = all !== null && (typeof maker === 'string' || !isOfMoney(maker))
      return (isWhole ? [all] : sources).map((source) => ({ source, figure, maker }))
    })
    const summed = [...new Set(planned.map(({ source }) => source))]
    const partsOf = (source: Source, rangeOfAccount: (account: AdAccount) => DayRange | null): SeriesPart[] =>
      source.parts.flatMap(({ account, objectId }) => {
        const range = rangeOfAccount(account)
        return range && range.since <= range.until ? [{ accountId: account.id, objectId, ...range }] : []
      })
    const sumsOf = (rangeOfAccount: (account: AdAccount) => DayRange | null): Promise<readonly SeriesSums[]> =>
      store.series({ level, lines: summed.map((source) => partsOf(source, rangeOfAccount)), lengths })
    const [own, before, marks] = await Promise.all([
      sumsOf(ownRange),
      compare === null ? null : sumsOf(comparedOf),
      marksOf(context, { accounts, objects: of.kind === 'objects' ? of.objects : null, spans }),
    ])

    const lineOf = (source: Source, figure: SeriesLine['figure'], maker: FigureMaker | NoLine): SeriesLine => {
      const at = summed.indexOf(source)
      const sums = own[at]
      const beforePartial = before && (before[at]?.partial ?? null)
      const base = { objectId: source.objectId, figure, currency: source.currency, beforePartial }
      const nothing = lengths.map(() => null)
      const none = typeof maker === 'string' ? maker : cannotAdd(source, maker)
      if (!sums || typeof maker === 'string' || none !== null)
        return { ...base, values: nothing, before: before && nothing, partial: sums?.partial ?? [], none }
      const make = (each: SeriesSums | undefined): (number | null)[] =>
        lengths.map((_, bucket) => {
          const found = each?.sums[bucket]
          return found ? valueOf(maker, figure, found) : null
        })
      return { ...base, values: make(sums), before: before && make(before[at]), partial: sums.partial, none }
    }
    const cannotAdd = (source: Source, { needs }: FigureMaker): NoLine | null =>
      needs.includes('reach') && (grain !== 'day' || source.parts.length > 1) ? 'reach' : null

    const ages = own.map(({ asOf }) => asOf)
    return {
      grain,
      buckets,
      compared:
        compare === null ? null : lengths.map((_, bucket) => widest(comparedSpans.map((each) => each[bucket] ?? null))),
      lines: planned.map(({ source, figure, maker }) => lineOf(source, figure, maker)),
      ...marks,
      asOf: ages.includes(null) ? null : Math.min(...(ages as number[])),
      cut,
    }
  }

  return { query }
}
