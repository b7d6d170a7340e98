import type { AccountId } from '../../../shared/domain/objects.ts'
import type { Ticket } from '../limiter.ts'
import type { AppDemand } from './app-limits.ts'
import { READ_COST, WRITE_COST } from './rules.ts'
import type { Use } from './rules.ts'

/** What calls of one account cost, in each of its limits. */
export interface Demand {
  readonly score: number
  readonly calls: Readonly<Record<Use, number>>
  readonly mutations: number
}

/** So many reads; of which kind is not known, so that each kind must have room for all. */
export const readsOf = (count: number, use: Use | null = null): Demand => ({
  score: count * READ_COST,
  calls: {
    management: use === null || use === 'management' ? count : 0,
    insights: use === null || use === 'insights' ? count : 0,
    audience: use === null || use === 'audience' ? count : 0,
  },
  mutations: 0,
})

/** What they cost in the limits of the whole app. */
export const appDemandOf = ({ accounts, uses, cost = 1 }: Ticket): AppDemand => ({
  calls: Math.max(0, cost - accounts.length),
  insights: uses?.filter((use) => use === 'insights').length ?? 0,
})

/** By account what the calls of a ticket cost: each item of a batch is a call of its own. */
export const demandsOf = ({ accounts, uses, writes }: Ticket): ReadonlyMap<AccountId, Demand> => {
  const demands = new Map<AccountId, Demand>()
  accounts.forEach((accountId, i) => {
    const use = uses?.[i] ?? 'management'
    const write = writes?.[i] ?? false
    const before = demands.get(accountId) ?? { ...readsOf(0), mutations: 0 }
    demands.set(accountId, {
      score: before.score + (write ? WRITE_COST : READ_COST),
      calls: { ...before.calls, [use]: before.calls[use] + 1 },
      mutations: before.mutations + (write ? 1 : 0),
    })
  })
  return demands
}
