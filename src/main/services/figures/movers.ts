import type { WorkspaceContext } from '../context.ts'
import type { RatesService } from '../rates/index.ts'
import type { ConvertedSums } from '../../db/store.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Mover, Movers } from '../../../shared/contract/figures.ts'
import { addDays, dayAt } from '../../../shared/domain/day.ts'
import type { Day, DayRange } from '../../../shared/domain/day.ts'
import { comparedRange, isByHour, rangeOf, usualRange } from '../../../shared/domain/periods.ts'
import type { Comparison, Period } from '../../../shared/domain/periods.ts'
import { haveSeveralKinds } from '../../../shared/domain/insights.ts'
import { countsResults, movesOf, NO_MOVER_SUMS } from '../../../shared/domain/movers.ts'
import type { Compared, Move, MoverSums } from '../../../shared/domain/movers.ts'
import type { AdAccount, ResultType } from '../../../shared/domain/objects.ts'
import { allUsed } from '../../../shared/domain/rates.ts'
import { add } from '../../../shared/domain/sums.ts'
import { oldest } from './totals.ts'

/** As many as are told one by one; the others are one bar. */
const TOLD = 12

/** Days that are over: a day under way would always be less than a whole one. Of today alone, yesterday. */
const finished = (period: Period, today: Day): DayRange => {
  const yesterday = addDays(today, -1)
  const { since, until } = rangeOf(period, today)
  const end = until < yesterday ? until : yesterday
  return since <= end ? { since, until: end } : { since: yesterday, until: yesterday }
}

const addUp = (all: readonly MoverSums[]): MoverSums =>
  all.reduce<MoverSums>(
    (sum, each) => ({
      spend: add(sum.spend, each.spend),
      results: add(sum.results, each.results),
      purchaseValue: add(sum.purchaseValue, each.purchaseValue),
    }),
    NO_MOVER_SUMS,
  )

type Who = Pick<Mover, 'kind' | 'id' | 'name' | 'account'>
/** Of a campaign, with what its results count in either period. */
interface Pair extends Compared<Who> {
  readonly kinds: readonly ResultType[]
}

/** The same campaigns in both periods, those of one of them alone too. */
const paired = (account: AdAccount, before: readonly ConvertedSums[], after: readonly ConvertedSums[]): Pair[] => {
  const then = new Map(before.map((each) => [each.id, each]))
  const now = new Map(after.map((each) => [each.id, each]))
  const kindsOf = (each: ConvertedSums | undefined): readonly ResultType[] => each?.resultTypes ?? []
  return [...new Set([...now.keys(), ...then.keys()])].map((id) => ({
    of: { kind: 'campaign', id, name: (now.get(id) ?? then.get(id))?.name ?? id, account },
    before: then.get(id) ?? NO_MOVER_SUMS,
    after: now.get(id) ?? NO_MOVER_SUMS,
    kinds: [...new Set([...kindsOf(now.get(id)), ...kindsOf(then.get(id))])],
  }))
}

/** On which most was spent in both periods, of those that campaigns have alone; null: there is none. People reached are never added up. */
const mainKind = (campaigns: readonly Pair[]): ResultType | null => {
  const spent = new Map<ResultType, number>()
  for (const { kinds, before, after } of campaigns)
    if (kinds.length === 1 && kinds[0] !== undefined && kinds[0] !== 'reach')
      spent.set(kinds[0], (spent.get(kinds[0]) ?? 0) + (before.spend ?? 0) + (after.spend ?? 0))
  return [...spent].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null
}

/** What moved the accounts in view most, from the period before to this one, in the reporting currency. */
export const createMovers =
  ({
    context: { store, graph, watched },
    factors,
  }: {
    readonly context: Pick<WorkspaceContext, 'store' | 'graph' | 'watched'>
    readonly factors: RatesService['factors']
  }) =>
  async ({ period, compare, accountIds, metric, by }: Checked<'overview.movers'>): Promise<Movers> => {
    const accounts = (await watched()).filter(({ id }) => accountIds.length === 0 || accountIds.includes(id))
    // Hours of days that are over are whole days.
    const against: Comparison = compare === null || isByHour(compare) ? 'previous' : compare
    const asked = accounts.map((account) => {
      const range = finished(period, dayAt(graph.now(), account.zone))
      return { account, range, compared: comparedRange(against, range) }
    })
    const found = await factors(
      asked.flatMap(({ account: { currency }, range, compared }) => [
        { currency, ...compared },
        { currency, ...range },
      ]),
    )
    const parts = await Promise.all(
      asked.map(async ({ account, range, compared }, i) => {
        const [then, now] = [found.factors[2 * i], found.factors[2 * i + 1]]
        const [before, after] = await Promise.all([
          store.convertedSums(account.id, compared, then?.factors ?? []),
          store.convertedSums(account.id, range, now?.factors ?? []),
        ])
        return {
          account,
          // What was not read would be told as what did not happen.
          isRead: before.unread === 'none' && after.unread === 'none',
          partial: before.partial || after.partial,
          asOf: after.asOf,
          // Without the rate of a day its money is missing, and what is left would be half a sum.
          rated: ![...before.campaigns, ...after.campaigns].some(({ unrated }) => unrated),
          used: allUsed([then?.used ?? null, now?.used ?? null]),
          campaigns: paired(account, before.campaigns, after.campaigns),
        }
      }),
    )
    const known = parts.filter(({ rated, isRead }) => rated && isRead)
    const all = known.flatMap(({ campaigns }) => campaigns)
    const resultType = countsResults(metric) && haveSeveralKinds(all.map(({ kinds }) => kinds)) ? mainKind(all) : null
    const told = (campaigns: readonly Pair[]): readonly Pair[] =>
      resultType === null
        ? campaigns
        : campaigns.filter(({ kinds: [kind, ...more] }) => kind === resultType && more.length === 0)
    const compared: readonly Compared<Who>[] =
      by === 'campaign'
        ? told(all)
        : known.map(({ account, campaigns }) => ({
            of: { kind: 'account', id: account.id, name: account.name, account },
            before: addUp(told(campaigns).map((each) => each.before)),
            after: addUp(told(campaigns).map((each) => each.after)),
          }))

    const { moves, ...whole } = movesOf(metric, compared)
    const toMover = ({ of, ...move }: Move<Who>): Mover => ({
      ...move,
      ...of,
      account: { id: of.account.id, name: of.account.name },
    })
    const others = moves.slice(TOLD)
    return {
      ...whole,
      currency: found.currency,
      range: usualRange(asked.map(({ range }) => range)),
      compared: usualRange(asked.map((each) => each.compared)),
      movers: moves.slice(0, TOLD).map(toMover),
      others: {
        count: others.length,
        part: others.reduce((sum, { part }) => sum + part, 0),
      },
      used: allUsed(known.map(({ used }) => used)),
      unrated: parts.filter(({ rated, isRead }) => isRead && !rated).map(({ account }) => account.name),
      unread: parts.filter(({ isRead }) => !isRead).map(({ account }) => account.name),
      resultType,
      asOf: oldest(known.map(({ asOf }) => asOf)),
      partial: known.some(({ partial }) => partial),
    }
  }
