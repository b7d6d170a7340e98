import { createDeliveryInfo } from '../../../src/sandbox/calls/delivery-info.ts'
import { createFigures } from '../../../src/sandbox/figures.ts'
import { createInsights } from '../../../src/sandbox/insights.ts'
import { createLive, createState } from '../../../src/sandbox/state.ts'
import { createValues } from '../../../src/sandbox/values.ts'
import { createWorld } from '../../../src/sandbox/world.ts'
import type { Account, Campaign } from '../../../src/sandbox/model.ts'

/** The sandbox's model without HTTP, on a clock that the test turns. */
export const buildWorld = (start: number, seed = 20_261) => {
  const clock = { now: start }
  const now = (): number => clock.now
  const state = createState({ file: null, now: start })
  const world = createWorld({ seed, anchor: state.anchor, size: null })
  const live = createLive(state, now)
  const figures = createFigures({ live, now, anchor: state.anchor, editsOf: live.turns })
  const insights = createInsights({
    live,
    figures,
    deliveryInfo: createDeliveryInfo({ live, values: createValues({ state, live }), now }),
    now,
  })
  const account = (name: string): Account => {
    const found = world.accounts.find((one) => one.name.startsWith(name))
    if (!found) throw new Error(`no account ${name}`)
    return found
  }
  const edit = (campaign: Campaign, field: 'status' | 'daily_budget', after: string): void =>
    state.edit({ at: clock.now, object: campaign.id, field, before: '', after, actorId: '1', actorName: 'Test' })
  return { clock, state, world, live, figures, insights, account, edit }
}

export const number = (value: unknown): number => (value === undefined ? 0 : Number(value))
