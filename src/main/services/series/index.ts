import type { AskedService } from '../asked/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RatesService, Reporting } from '../rates/index.ts'
import type { SeriesPart, SeriesSums } from '../../db/series.ts'
import { sumsByHour } from './by-hour.ts'
import { calendarOf } from './calendar.ts'
import { marksOf } from './marks.ts'
import { planOf } from './sources.ts'
import type { Planned } from './sources.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { evaluate } from '../../../shared/domain/formula.ts'
import { metricOf } from '../../../shared/domain/metrics.ts'
import type { MetricId, Sums } from '../../../shared/domain/metrics.ts'
import { isKnownByHour } from '../../../shared/domain/series.ts'
import type { FigureMaker, NoLine, Series, SeriesLine } from '../../../shared/domain/series.ts'
import { allUsed, dayFactorsOf } from '../../../shared/domain/rates.ts'
import type { DayFactors } from '../../../shared/domain/rates.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'

export type SeriesNeeds = Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'stored' | 'watched'> & {
  readonly hours: AskedService['hours']
  readonly rates: Pick<RatesService, 'reporting'>
}

export interface SeriesService {
  /** Throws AppError notFound when nothing that was asked for is in a watched account. */
  query(question: Checked<'series.query'>): Promise<Series>
}

const valueOf = (maker: FigureMaker, figure: string, sums: Sums): number | null =>
  maker.kind === 'formula' ? evaluate(maker.formula, (id) => sums[id]) : metricOf(figure as MetricId, sums)

/** People are not added up, and what happens off Meta has no hour. */
const withoutReason = (
  { source, maker }: Planned,
  { of, grain }: Pick<Checked<'series.query'>, 'of' | 'grain'>,
): NoLine | null => {
  if (typeof maker === 'string') return maker
  if (grain === 'hour') {
    const isUnknown = of.kind === 'objects' && of.level !== 'campaign'
    return isUnknown || !maker.needs.every(isKnownByHour) ? 'hour' : null
  }
  return maker.needs.includes('reach') && (grain !== 'day' || source.parts.length > 1) ? 'reach' : null
}

export const createSeriesService = (context: SeriesNeeds): SeriesService => {
  const { store, graph, watched, hours, rates } = context

  /** A chart has room for a few: of accounts those that spent most in the period, by the rates of its last day. */
  const mostSpent = async (
    { of, period }: Pick<Checked<'series.query'>, 'of' | 'period'>,
    accounts: readonly AdAccount[],
    into: Reporting,
  ): Promise<{ readonly of: typeof of; readonly leftOut: number }> => {
    if (of.kind !== 'accounts' || of.accountIds.length <= of.most) return { of, leftOut: 0 }
    const ranges = accounts
      .filter(({ id }) => of.accountIds.includes(id))
      .map(({ id, zone, currency }) => ({ accountId: id, currency, ...rangeOf(period, dayAt(graph.now(), zone)) }))
    const sums = await store.accountSums(ranges)
    const worths = ranges.map(({ accountId, currency, until }, i) => ({
      accountId,
      worth: (sums[i]?.sums.spend ?? 0) * (into.factor(currency, until) ?? 0),
    }))
    const accountIds = worths
      .toSorted((a, b) => b.worth - a.worth)
      .slice(0, of.most)
      .map(({ accountId }) => accountId)
    return { of: { ...of, accountIds }, leftOut: ranges.length - accountIds.length }
  }

  const query: SeriesService['query'] = async (question) => {
    const [accounts, reporting] = await Promise.all([watched(), rates.reporting(question.currency ?? null)])
    const { of: asked, leftOut } = await mostSpent(question, accounts, reporting)
    const plan = planOf({ ...question, of: asked }, accounts, reporting.currency)
    const [first, ...others] = plan.accounts
    if (!first) throw new AppError('notFound')
    const { of, grain } = question
    const calendar = calendarOf(question, [first, ...others], graph.now())
    const isHourly = grain === 'hour'

    // Accounts of one currency and one day have the same factors.
    const factors = new Map<string, DayFactors>()
    const factorsOf = ({ currency }: AdAccount, { since, until }: DayRange): DayFactors => {
      const key = `${currency} ${since} ${until}`
      const known = factors.get(key) ?? dayFactorsOf(reporting, { currency, since, until })
      factors.set(key, known)
      return known
    }
    if (plan.converts)
      for (const account of plan.accounts)
        for (const range of [calendar.range(account, 'own'), calendar.range(account, 'compared')])
          if (range && account.currency !== plan.currency) factorsOf(account, range)
    const worthIn = (account: AdAccount, range: DayRange): Pick<SeriesPart, 'factors'> =>
      plan.converts && account.currency !== plan.currency ? { factors: factorsOf(account, range).factors } : {}

    const summed = async (
      which: 'own' | 'compared',
    ): Promise<{ sums: readonly SeriesSums[]; failure: Failure | null }> => {
      if (isHourly && of.kind === 'objects' && of.level !== 'campaign') return { sums: [], failure: null }
      if (isHourly)
        return sumsByHour({
          hours,
          sources: plan.sources,
          days: calendar.lengths.length,
          rangeOf: (account) => calendar.range(account, which),
          factorOf: (account, day) => (plan.converts ? reporting.factor(account.currency, day) : 1),
        })
      const lines = plan.sources.map(({ parts }) =>
        parts.flatMap(({ account, objectId }) => {
          const range = calendar.range(account, which)
          return range ? [{ accountId: account.id, objectId, ...range, ...worthIn(account, range) }] : []
        }),
      )
      const lengths = which === 'own' ? calendar.lengths : calendar.comparedLengths
      return { sums: await store.series({ level: plan.level, lines, lengths }), failure: null }
    }
    const [own, before, marks] = await Promise.all([
      summed('own'),
      question.compare === null ? null : summed('compared'),
      marksOf(context, { accounts: plan.accounts, objects: of.kind === 'objects' ? of.objects : null, calendar }),
    ])

    const nothing = calendar.buckets.map(() => null)
    const lineOf = (planned: Planned): SeriesLine => {
      const { source, figure, maker } = planned
      const at = plan.sources.indexOf(source)
      const none = withoutReason(planned, question)
      const make = (sums: SeriesSums | undefined): readonly (number | null)[] => {
        if (!sums || none !== null || typeof maker === 'string') return nothing
        return calendar.buckets.map((_, bucket) => {
          const found = sums.sums[bucket]
          return found ? valueOf(maker, figure, found) : null
        })
      }
      return {
        objectId: source.objectId,
        currency: plan.currency,
        figure,
        values: make(own.sums[at]),
        before: before && make(before.sums[at]),
        partial: own.sums[at]?.partial ?? [],
        beforePartial: before && (before.sums[at]?.partial ?? null),
        none,
        severalKinds:
          typeof maker !== 'string' &&
          maker.needs.includes('results') &&
          [own.sums[at], before?.sums[at]].some((sums) => sums?.severalKinds),
      }
    }
    const ages = own.sums.map(({ asOf }) => asOf)
    return {
      grain,
      buckets: calendar.buckets,
      compared: calendar.compared,
      lines: plan.lines.map(lineOf),
      ...marks,
      converted: plan.converts
        ? {
            currency: plan.currency,
            used: allUsed([...factors.values()].map(({ used }) => used)),
            unrated: [own, before].some((each) => each?.sums.some(({ unrated }) => unrated))
              ? [
                  ...new Set(
                    [...factors.values()].flatMap((each) => (each.factors.includes(null) ? each.currency : [])),
                  ),
                ]
              : [],
          }
        : null,
      asOf: ages.length === 0 || ages.includes(null) ? null : Math.min(...(ages as number[])),
      cut: calendar.cut,
      leftOut,
      failure: own.failure ?? before?.failure ?? null,
    }
  }

  return { query }
}
