import { describe, expect, test } from 'vitest'
import { createFigures } from '../../../src/sandbox/figures.ts'
import { createLive, createState } from '../../../src/sandbox/state.ts'
import { adsOf } from '../../../src/sandbox/under.ts'
import { createWorld } from '../../../src/sandbox/world.ts'
import type { WorldSize } from '../../../src/sandbox/world.ts'

const START = Date.parse('2026-11-20T15:00:00Z')

const build = (size: WorldSize) => {
  const state = createState({ file: null, now: START })
  const world = createWorld({ seed: 7, anchor: state.anchor, size })
  const live = createLive(state, () => START)
  const figures = createFigures({ live, now: () => START, anchor: START, editsOf: live.turns })
  return { world, figures }
}

describe('an agency', () => {
  test.each([
    { accounts: 50, campaigns: 1500, ads: 20_000, days: 400 },
    { accounts: 1, campaigns: 3, ads: 7, days: 60 },
    { accounts: 20, campaigns: 40, ads: 90, days: 60 },
    { accounts: 500, campaigns: 1000, ads: 1000, days: 60 },
  ])('has just as many of everything: $accounts accounts, $campaigns campaigns, $ads ads', (size) => {
    const { world } = build(size)
    const campaigns = world.accounts.flatMap((account) => account.campaigns)
    const ads = world.accounts.flatMap(adsOf)
    expect([world.accounts.length, campaigns.length, ads.length]).toEqual([size.accounts, size.campaigns, size.ads])
    const adsets = campaigns.flatMap((campaign) => campaign.adsets)
    // Nothing took the id of anything else.
    expect(world.nodes.size).toBe(size.accounts + size.campaigns + adsets.length + size.ads + world.businesses.length)
    expect(Math.max(...adsets.map((adset) => adset.ads.length))).toBeLessThanOrEqual(6)
    const perAccount = world.accounts.map((account) => account.campaigns.length)
    expect(Math.max(...perAccount) - Math.min(...perAccount)).toBeLessThanOrEqual(1)
  })

  test('delivers with every ad on every one of the last 30 days, and not before it began', () => {
    const { world, figures } = build({ accounts: 8, campaigns: 24, ads: 200, days: 100 })
    expect(new Set(world.accounts.map(({ zone }) => zone.name)).size).toBe(8)
    for (const account of world.accounts) {
      const today = figures.today(account)
      for (const ad of adsOf(account)) {
        for (let day = today - 30; day < today; day++)
          expect(figures.sum([ad], day, day).impressions).toBeGreaterThan(0)
        expect(figures.sum([ad], today - 200, ad.startDay - 1).impressions).toBe(0)
        expect(today - ad.startDay).toBeLessThanOrEqual(101)
      }
    }
  })
})
