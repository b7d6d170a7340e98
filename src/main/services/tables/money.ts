import type { WorkspaceContext } from '../context.ts'
import type { RatesService, Reporting } from '../rates/index.ts'
import type { AccountRange, TableMoney } from '../../db/store.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { dayFactorsOf } from '../../../shared/domain/rates.ts'
import type { DayFactors } from '../../../shared/domain/rates.ts'

/**
 * What the accounts in view are worth in one currency: in the reporting one where they have several, or, all amounts alike, in
 * one that was asked for. Null: their own is all that is needed.
 */
export const createMoney = ({
  context: { graph, watched },
  rates,
}: {
  readonly context: Pick<WorkspaceContext, 'graph' | 'watched'>
  readonly rates: Pick<RatesService, 'reporting'>
}) => {
  // Asked for with every page of a table: the factors of a range stay while the rates do.
  const held = new WeakMap<Reporting, Map<string, DayFactors>>()
  const factorsIn = (by: Reporting, currency: Currency, { since, until }: DayRange): DayFactors => {
    const found = held.get(by) ?? new Map<string, DayFactors>()
    held.set(by, found)
    const key = `${currency} ${since} ${until}`
    const known = found.get(key) ?? dayFactorsOf(by, { currency, since, until })
    found.set(key, known)
    return known
  }

  return async (
    ranges: readonly AccountRange[],
    compared: readonly AccountRange[],
    wanted: Currency | null,
  ): Promise<TableMoney | null> => {
    const inView = new Set(ranges.map(({ accountId }) => accountId))
    const accounts = new Map(
      (await watched()).flatMap((account) => (inView.has(account.id) ? [[account.id, account] as const] : [])),
    )
    const currencies = new Set([...accounts.values()].map(({ currency }) => currency))
    if (currencies.size < 2 && (wanted === null || currencies.has(wanted))) return null
    const by = await rates.reporting(wanted)
    const before = new Map(compared.map((range) => [range.accountId, range]))
    return {
      currency: by.currency,
      whole: wanted !== null,
      accounts: ranges.flatMap((range) => {
        const account = accounts.get(range.accountId)
        if (!account || account.currency === by.currency) return []
        const then = before.get(account.id)
        return [
          {
            accountId: account.id,
            now: factorsIn(by, account.currency, range),
            before: then ? factorsIn(by, account.currency, then) : null,
            today: by.factor(account.currency, dayAt(graph.now(), account.zone)),
          },
        ]
      }),
    }
  }
}
