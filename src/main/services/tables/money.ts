import type { WorkspaceContext } from '../context.ts'
import type { RatesService, Reporting } from '../rates/index.ts'
import type { AccountRange, TableMoney } from '../../db/store.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { dayFactorsOf } from '../../../shared/domain/rates.ts'
import type { DayFactors } from '../../../shared/domain/rates.ts'

/** What the accounts in view are worth in the reporting currency; null: they have one currency, and need no other. */
export const createMoney = ({
  context: { graph, watched },
  rates,
}: {
  readonly context: Pick<WorkspaceContext, 'graph' | 'watched'>
  readonly rates: Pick<RatesService, 'reporting'>
}) => {
  // Asked for with every page of a table: the factors of a range stay while the rates do.
  let held: { readonly by: Reporting; readonly found: Map<string, DayFactors> } | null = null
  const factorsIn = (by: Reporting, currency: Currency, { since, until }: DayRange): DayFactors => {
    if (held?.by !== by) held = { by, found: new Map() }
    const key = `${currency} ${since} ${until}`
    const known = held.found.get(key) ?? dayFactorsOf(by, { currency, since, until })
    held.found.set(key, known)
    return known
  }

  return async (ranges: readonly AccountRange[], compared: readonly AccountRange[]): Promise<TableMoney | null> => {
    const inView = new Set(ranges.map(({ accountId }) => accountId))
    const accounts = new Map(
      (await watched()).flatMap((account) => (inView.has(account.id) ? [[account.id, account] as const] : [])),
    )
    if (new Set([...accounts.values()].map(({ currency }) => currency)).size < 2) return null
    const by = await rates.reporting()
    const before = new Map(compared.map((range) => [range.accountId, range]))
    return {
      currency: by.currency,
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
