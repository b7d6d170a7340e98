import { AppError } from '../../shared/errors.ts'
import type { AccountSource } from '../../shared/domain/objects.ts'
import type { CallOptions, FoundAccounts } from './graph.ts'
import type { List, Listed } from './list.ts'
import type { Many } from './many.ts'
import { AD_ACCOUNT, AD_ACCOUNTS, CLIENT_AD_ACCOUNTS, OWNED_AD_ACCOUNTS } from './nodes/ad-account.ts'
import type { AdAccountDetails } from './nodes/ad-account.ts'
import { BUSINESSES } from './nodes/business.ts'
import type { BusinessDetails } from './nodes/business.ts'

const sourceKey = (source: AccountSource) =>
  source.kind === 'personal' ? 'personal' : `${source.kind} ${source.businessId}`

const known = (account: AdAccountDetails): Partial<AdAccountDetails> =>
  Object.fromEntries(Object.entries(account).filter(([, value]) => value !== null))

/** One account seen twice: all its sources, and of what only some readings may see, what one of them saw. */
const joined = (first: AdAccountDetails, second: AdAccountDetails): AdAccountDetails => ({
  ...second,
  ...known(first),
  disableReason: first.disableReason === 'NONE' ? second.disableReason : first.disableReason,
  sources: [...new Map([...first.sources, ...second.sources].map((source) => [sourceKey(source), source])).values()],
})

const merge = (accounts: readonly AdAccountDetails[]): Map<string, AdAccountDetails> => {
  const byId = new Map<string, AdAccountDetails>()
  for (const account of accounts) {
    const before = byId.get(account.id)
    byId.set(account.id, before ? joined(before, account) : account)
  }
  return byId
}

/** Rows that were not understood are a failure too: an account may be missing. */
const failureIn = ({ failure, dropped }: Listed<unknown>): AppError | null =>
  failure ?? (dropped > 0 ? new AppError('malformed', { rows: dropped }) : null)

export const createAccounts = ({ list, many }: { readonly list: List; readonly many: Many }) => {
  const ofBusiness = ({ id, name }: BusinessDetails, options: CallOptions) =>
    ([OWNED_AD_ACCOUNTS, CLIENT_AD_ACCOUNTS] as const).map(async (edge, i) => {
      const kind = i === 0 ? ('owned' as const) : ('client' as const)
      const source = { kind, businessId: id, businessName: name }
      return { name, found: await list(edge, id, { ...options, source }) }
    })

  /** One account that the person does not manage takes a field from a whole list: those they do manage are read alone. */
  const withManaged = async (lists: readonly Listed<AdAccountDetails>[], options: CallOptions) => {
    const poor = lists.filter(({ left }) => left.length > 0).flatMap(({ items }) => items)
    const managed = poor.filter(({ tasks }) => tasks?.includes('MANAGE')).map(({ id }) => id)
    const { items } = await many(AD_ACCOUNT, managed, options)
    return merge([...lists.flatMap((each) => each.items), ...items.values()])
  }

  return async (options: CallOptions): Promise<FoundAccounts> => {
    const [own, businesses] = await Promise.all([
      list(AD_ACCOUNTS, 'me', { ...options, source: { kind: 'personal' } }),
      list(BUSINESSES, 'me', options),
    ])
    // Nothing at all could be read: that is a failure, not an empty list.
    if (own.failure && businesses.failure && own.items.length === 0 && businesses.items.length === 0) throw own.failure
    const ofBusinesses = await Promise.all(businesses.items.flatMap((each) => ofBusiness(each, options)))
    const failures = new Map<string, { name: string; failure: Error }>()
    for (const { name, found } of [
      { name: 'me/adaccounts', found: own },
      { name: 'me/businesses', found: businesses },
      ...ofBusinesses,
    ]) {
      const failure = failureIn(found)
      if (failure) failures.set(`${name} ${failure.code}`, { name, failure })
    }
    const accounts = await withManaged([own, ...ofBusinesses.map(({ found }) => found)], options)
    return { accounts: [...accounts.values()], failures: [...failures.values()] }
  }
}
