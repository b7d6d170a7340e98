import type { WorkspaceContext } from '../context.ts'
import type { RatesService } from '../rates/index.ts'
import type { ConvertedSums } from '../../db/store.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { Mover, Movers } from '../../../shared/contract/figures.ts'
import { addDays, dayAt } from '../../../shared/domain/day.ts'
import type { Day, DayRange } from '../../../shared/domain/day.ts'
import { comparedRange, isByHour, rangeOf, usualRange } from '../../../shared/domain/periods.ts'
import type { Comparison, Period } from '../../../shared/domain/periods.ts'
import { movesOf, NO_MOVER_SUMS } from '../../../shared/domain/movers.ts'
import type { Compared, Move, MoverSums } from '../../../shared/domain/movers.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { allUsed } from '../../../shared/domain/rates.ts'

/** As many as are told one by one; the others are one bar. */
const TOLD = 12

/** Days that are over: a day under way would always be less than a whole one. Of today alone, yesterday. */
const finished = (period: Period, today: Day): DayRange => {
  const yesterday = addDays(today, -1)
  const { since, until } = rangeOf(period, today)
  const end = until < yesterday ? until : yesterday
  return since <= end ? { since, until: end } : { since: yesterday, until: yesterday }
}

const add = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)
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

/** The same campaigns in both periods, those of one of them alone too. */
const paired = (
  account: AdAccount,
  before: readonly ConvertedSums[],
  after: readonly ConvertedSums[],
): Compared<Who>[] => {
  const then = new Map(before.map((each) => [each.id, each]))
  const now = new Map(after.map((each) => [each.id, each]))
  return [...new Set([...now.keys(), ...then.keys()])].map((id) => ({
    of: { kind: 'campaign', id, name: (now.get(id) ?? then.get(id))?.name ?? id, account },
    before: then.get(id) ?? NO_MOVER_SUMS,
    after: now.get(id) ?? NO_MOVER_SUMS,
  }))
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
          // Without the rate of a day its money is missing, and what is left would be half a sum.
          rated: ![...before, ...after].some(({ unrated }) => unrated),
          used: allUsed([then?.used ?? null, now?.used ?? null]),
          campaigns: paired(account, before, after),
        }
      }),
    )
    const known = parts.filter(({ rated }) => rated)
    const compared: Compared<Who>[] =
      by === 'campaign'
        ? known.flatMap(({ campaigns }) => campaigns)
        : known.map(({ account, campaigns }) => ({
            of: { kind: 'account', id: account.id, name: account.name, account },
            before: addUp(campaigns.map((each) => each.before)),
            after: addUp(campaigns.map((each) => each.after)),
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
      unrated: parts.filter(({ rated }) => !rated).map(({ account }) => account.name),
    }
  }
