import { KEPT_DOCS } from '../../../shared/contract/kept.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import { readOnlyOf } from '../../../shared/domain/edit-policy.ts'
import type { EditPolicy } from '../../../shared/domain/edit-policy.ts'
import { rulesIn } from '../../../shared/domain/house-rules.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import type { AccountId, AccountRow } from '../../../shared/domain/objects.ts'
import { createConverter, createRateBook } from '../../../shared/domain/rates.ts'
import type { WorkspaceContext } from '../context.ts'

type OfAccount = Pick<AccountRow, 'currency' | 'zone'>

/** Amounts of these currencies in each account's, by today's rates; null: no rate is known. */
export const convertersOf = async (
  { store, graph }: Pick<WorkspaceContext, 'store' | 'graph'>,
  accounts: readonly OfAccount[],
  from: readonly Currency[],
): Promise<(into: OfAccount) => (amount: Micros, of: Currency) => Micros | null> => {
  const currencies = [...new Set([...from, ...accounts.map(({ currency }) => currency)])]
  const book = createRateBook(from.length === 0 || currencies.length < 2 ? [] : await store.rates(currencies))
  return ({ currency, zone }) => {
    const converter = createConverter(book, currency)
    const today = dayAt(graph.now(), zone)
    return (amount, of) => converter.convert(amount, of, today)?.micros ?? null
  }
}

/** What people allow of edits in each account, as it is now. */
export const createPoliciesOf =
  ({ store, graph, preferences }: Pick<WorkspaceContext, 'store' | 'graph' | 'preferences'>) =>
  async (accounts: readonly AccountRow[]): Promise<ReadonlyMap<AccountId, EditPolicy>> => {
    const { confirmAbove, readOnly } = preferences()
    const rules = (await store.kept('rule')).flatMap(({ id, name, doc }) => {
      const understood = KEPT_DOCS.rule.safeParse(doc)
      return understood.success ? [{ id, name, doc: understood.data }] : []
    })
    const caps = rules.flatMap(({ doc: { demand } }) => (demand.kind === 'cap' ? [demand.currency] : []))
    const limits = confirmAbove ? [confirmAbove.currency] : []
    const into = await convertersOf({ store, graph }, accounts, [...caps, ...limits])
    return new Map(
      accounts.map((account) => {
        const convert = into(account)
        const limit = confirmAbove && (convert(confirmAbove.amount, confirmAbove.currency) ?? 'unknown')
        return [
          account.id,
          { readOnly: readOnlyOf({ readOnly }, account), limit, rules: rulesIn(rules, account.id, convert) },
        ]
      }),
    )
  }

export const createPolicyOf = (context: Pick<WorkspaceContext, 'store' | 'graph' | 'preferences'>) => {
  const policiesOf = createPoliciesOf(context)
  return async (account: AccountRow): Promise<EditPolicy> => {
    const policy = (await policiesOf([account])).get(account.id)
    // One for each that was asked for.
    if (!policy) throw new TypeError('no policy')
    return policy
  }
}
