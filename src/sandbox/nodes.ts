import { accountField } from './nodes/account.ts'
import { createAssetField } from './nodes/asset.ts'
import { businessField } from './nodes/business.ts'
import { createDelivering } from './nodes/delivering.ts'
import { createLearning } from './nodes/learning.ts'
import type { Account, Ad, Asset, Business, Delivering } from './model.ts'
import type { Figures } from './figures.ts'
import type { Params } from './params.ts'
import type { Spending } from './spending.ts'
import type { Live, State } from './state.ts'
import type { Token } from './tokens.ts'
import type { Values } from './values.ts'

/** Objects as Meta writes them: unset fields left out, budgets as texts of minor units, times in the account's zone. */

export interface Nodes {
  /** Undefined: the field exists and has no value. Throws GraphError for one that does not exist or is not for `who`. */
  account(account: Account, field: string, who: Token): unknown
  delivering(object: Delivering, field: string): unknown
  asset(asset: Asset, field: string, who: Token, params: Params): unknown
  business(business: Business, field: string): unknown
}

export const createNodes = ({
  state,
  live,
  values,
  figures,
  spending,
  creativeIdOf,
  now,
}: {
  readonly state: State
  readonly live: Live
  readonly values: Values
  readonly figures: Figures
  readonly spending: Spending
  readonly creativeIdOf: (ad: Ad) => string
  readonly now: () => number
}): Nodes => {
  const learning = createLearning({ state, live, figures, now })
  return {
    account: accountField({ spending, values, live, now }),
    delivering: createDelivering({ live, values, spending, learning, creativeIdOf }),
    asset: createAssetField({ state, live, now }),
    business: businessField,
  }
}
