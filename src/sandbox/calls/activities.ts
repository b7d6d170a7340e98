import { page } from './page.ts'
import type { Account, Delivering } from '../model.ts'
import type { Live, State } from '../state.ts'
import type { World } from '../world.ts'
import type { Context } from './call.ts'

const ACTIVITY: Readonly<Record<string, (object: Delivering) => string>> = {
  status: ({ level }) => `update_${level === 'adset' ? 'ad_set' : level}_run_status`,
  name: ({ level }) => `update_${level === 'adset' ? 'ad_set' : level}_name`,
  daily_budget: ({ level }) => `update_${level === 'adset' ? 'ad_set' : level}_budget`,
  lifetime_budget: ({ level }) => `update_${level === 'adset' ? 'ad_set' : level}_budget`,
}
/** Who changed what in an account, the newest first. Throws GraphError. */
export const activities = (
  { world, state, live }: { readonly world: World; readonly state: State; readonly live: Live },
  context: Context,
  account: Account,
): unknown => {
  const items = state
    .edits()
    .flatMap((edit) => {
      const object = world.nodes.get(edit.object)
      return object && 'level' in object && object.level !== 'account' && object.account === account
        ? [{ edit, object }]
        : []
    })
    .toReversed()
  return page(
    context,
    items,
    ({ edit, object }) => ({
      actor_id: edit.actorId,
      actor_name: edit.actorName,
      event_time: new Date(edit.at).toISOString().slice(0, 19) + '+0000',
      event_type: ACTIVITY[edit.field]?.(object) ?? 'unknown',
      object_id: object.id,
      object_name: live.name(object),
      object_type: object.level === 'adset' ? 'CAMPAIGN' : object.level === 'campaign' ? 'CAMPAIGN_GROUP' : 'ADGROUP',
      extra_data: JSON.stringify({ old_value: edit.before, new_value: edit.after }),
    }),
    `${account.id}/activities`,
  )
}
