import { parseFields } from '../fields.ts'
import { hidden, invalid } from '../graph-error.ts'
import { mayRead, visible } from './access.ts'
import { activities } from './activities.ts'
import { asked } from './asked.ts'
import type { Account } from '../model.ts'
import type { Live, State } from '../state.ts'
import type { World } from '../world.ts'
import type { Context } from './call.ts'
import type { Tree } from './tree.ts'

/** Calls of an ad account; `name` is what follows it in the address. The result throws GraphError. */
export const createAccount = (needs: {
  readonly world: World
  readonly state: State
  readonly live: Live
  readonly tree: Tree
}): ((context: Context, account: Account, name: string | undefined) => unknown) => {
  const { tree } = needs
  return (context, account, name) => {
    const { method, who } = context
    if (method !== 'GET') throw hidden(account.id, method)
    mayRead(who)
    if (!visible(account, who)) throw hidden(account.id)
    switch (name) {
      case undefined:
        return tree.account(
          context,
          account,
          context.params['fields'] === undefined ? parseFields('account_id,id') : asked(context),
        )
      case 'campaigns':
      case 'adsets':
      case 'ads':
      case 'insights':
        return tree.edge(context, account, name)
      case 'activities':
        return activities(needs, context, account)
      case 'minimum_budgets': {
        const minor = (dollars: number): number => Math.max(1, Math.round(dollars * account.factor * account.offset))
        return {
          data: [
            {
              currency: account.currency,
              min_daily_budget_imp: minor(1),
              min_daily_budget_high_freq: minor(5),
              min_daily_budget_low_freq: minor(40),
              min_daily_budget_video_views: minor(5),
            },
          ],
        }
      }
      default:
        throw invalid(`Tried accessing nonexistent field (${name}) on node type (AdAccount)`)
    }
  }
}
