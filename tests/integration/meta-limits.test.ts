import { afterEach, describe, expect, it } from 'vitest'
import { openLimitedWorld } from '../limited-world.ts'
import type { LimitedWorld } from '../limited-world.ts'
import { campaignsOf } from '../campaigns.ts'
import type { CampaignsAsked, CampaignsFound } from '../campaigns.ts'

/** The whole core against the sandbox, whose own count of Meta's limits decides. */

const MINUTE = 60_000

let limited: LimitedWorld
afterEach(() => limited.world.dispose())

const ALL: Omit<CampaignsAsked, 'period' | 'accountIds'> = {
  statuses: ['ACTIVE'],
  search: '',
  sort: { by: 'spend', direction: 'descending' },
  offset: 0,
  limit: 20,
}

type Row = CampaignsFound['rows'][number]

const budgetsOf = async (accountId: string): Promise<readonly Row[]> =>
  (await campaignsOf(limited.world.call, { ...ALL, accountIds: [accountId], period: 'today' })).rows.filter(
    ({ budget }) => budget?.kind === 'daily',
  )

describe('an hour of a Limited app, polled every 30 seconds', () => {
  it('with syncs and edits at any moment never meets a throttle of Meta', async () => {
    limited = await openLimitedWorld(2)
    const { world, ids } = limited
    const [accountId = ''] = ids
    await world.advance(5 * MINUTE)
    const outcomes: string[] = []
    let made: readonly string[] = []
    const change = async (id: string) => {
      const edit = await world.call('edits.make', {
        accountId,
        objectId: id,
        change: { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
        reason: '',
      })
      outcomes.push(edit.state)
      return edit.id
    }
    for (let round = 0; round < 6; round += 1) {
      // Nobody waits for it: it goes on beside, as far as it may.
      if (round % 3 === 1) void world.app.handlers['sync.run']({ days: 30 })
      // Three edits in a row, or taking them back, each read before and after: for so many there is room at any moment.
      if (made.length > 0) {
        for (const id of made) outcomes.push((await world.call('edits.undo', { id })).state)
        made = []
      } else for (const { id } of (await budgetsOf(accountId)).slice(0, 3)) made = [...made, await change(id)]
      await world.advance(10 * MINUTE)
    }
    expect(outcomes.length).toBeGreaterThanOrEqual(6)
    expect(new Set(outcomes)).toEqual(new Set(['confirmed']))
    const { tier, throttled, systems } = world.sandbox().limits()
    expect(tier).toBe('development_access')
    expect(throttled).toEqual({ count: 0, last: [] })
    expect(Math.max(...systems.map(({ peak }) => peak))).toBeLessThanOrEqual(1)
    // It was polled all the time (a tick that comes while the last one still reads is left out): nobody was starved.
    const { byPath } = world.sandbox().calls()
    for (const id of ids) expect(byPath[`GET ${id}/insights`]).toBeGreaterThan(100)
  }, 240_000)
})
