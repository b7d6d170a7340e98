import { describe, expect, test } from 'vitest'
import { createTruth } from '../../../src/sandbox/truth.ts'
import { adsOf } from '../../../src/sandbox/under.ts'
import { dayText } from '../../../src/sandbox/zone.ts'
import { buildWorld, number } from './build.ts'
import type { Account } from '../../../src/sandbox/model.ts'

const START = Date.parse('2026-11-20T15:00:00Z')
const DAY = 86_400_000

const build = () => {
  const made = buildWorld(START)
  return { ...made, truth: createTruth(made) }
}

type Stat = { readonly action_type: string; readonly value: string }
const purchasesOf = (row: Record<string, unknown> | undefined): number =>
  number((row?.['actions'] as Stat[] | undefined)?.find(({ action_type }) => action_type === 'omni_purchase')?.value)

describe('what the truth says', () => {
  test('of a day at an instant is what Meta showed then, on every level', () => {
    const { clock, account, insights, truth } = build()
    const day = '2026-11-15'
    const seen: { readonly id: string; readonly at: number; readonly row: Record<string, unknown> }[] = []
    for (const later of [0, 3, 12, 40]) {
      clock.now = START + later * DAY
      const params = { time_range: JSON.stringify({ since: day, until: day }), limit: '400' }
      const fields = 'spend,impressions,clicks,reach,actions'
      for (const level of ['account', 'campaign', 'adset', 'ad']) {
        const ids = { account: 'account_id', campaign: 'campaign_id', adset: 'adset_id', ad: 'ad_id' }
        const idField = ids[level as keyof typeof ids]
        for (const row of insights.read(account('Copper'), { ...params, level, fields: `${idField},${fields}` }).data) {
          const id = String(row[idField])
          seen.push({ id: level === 'account' ? `act_${id}` : id, at: clock.now, row })
        }
      }
    }
    expect(seen.length).toBeGreaterThan(100)
    for (const { id, at, row } of seen) {
      const sums = truth.visibleDay(id, day, at)
      expect([sums.spend, sums.impressions, sums.clicks, sums.reach, sums.purchases]).toEqual([
        Math.round(number(row['spend']) * 100),
        ...['impressions', 'clicks', 'reach'].map((field) => number(row[field])),
        purchasesOf(row),
      ])
    }
  })

  test('of a day in the end is what it comes to, and stays', () => {
    const { clock, account, truth } = build()
    const { id } = account('Solstice')
    const early = truth.visibleDay(id, '2026-11-18', clock.now)
    const final = truth.finalDay(id, '2026-11-18')
    expect(final.purchases).toBeGreaterThan(early.purchases)
    expect(final.spend).toBeLessThan(early.spend)
    for (const later of [31, 100, 400]) expect(truth.visibleDay(id, '2026-11-18', START + later * DAY)).toEqual(final)
  })

  test('is refused for what is not there', () => {
    const { account, truth } = build()
    expect(() => truth.finalDay('1', '2026-11-18')).toThrow(RangeError)
    expect(() => truth.finalDay(account('Copper').id, 'yesterday')).toThrow(RangeError)
    expect(() => truth.ad(account('Copper').id)).toThrow(RangeError)
    expect(() => truth.account(account('Copper').campaigns[0]?.id ?? '')).toThrow(RangeError)
  })
})

describe('conversions', () => {
  test('arrive by the curve of their account, and accounts differ', () => {
    const { world, truth, figures } = build()
    const selling = ['Solstice', 'Fernweh', 'Driftwood']
    const curves = selling.map((name) => {
      const account = world.accounts.find((one) => one.name.startsWith(name)) as Account
      const { arrival } = truth.account(account.id)
      const today = figures.today(account)
      const days = Array.from({ length: 90 }, (_, i) => today - 200 + i)
      const known = (age: number): number =>
        days.reduce(
          (sum, day) =>
            sum + truth.visibleDay(account.id, dayText(day), account.zone.startOf(day + 1) + age * DAY).purchases,
          0,
        )
      const all = days.reduce((sum, day) => sum + truth.finalDay(account.id, dayText(day)).purchases, 0)
      expect(all).toBeGreaterThan(3000)
      for (const age of [0, 2, 7, 14, 21]) {
        // A day's clicks are half a day old in the middle of it.
        const share = known(age) / all
        expect(share).toBeGreaterThan(arrival.known(age) - 0.02)
        expect(share).toBeLessThan(arrival.known(age + 1) + 0.02)
      }
      expect(known(28)).toBe(all)
      expect(arrival.known(-1)).toBe(0)
      expect(arrival.known(28)).toBe(1)
      return arrival.known(3)
    })
    expect(new Set(curves).size).toBe(3)
    for (const k of [0.1, 0.3, 0.55, 0.8, 0.99]) {
      const { arrival } = truth.account(world.accounts[1]?.id ?? '')
      // Each is the other, read backwards.
      if (k > arrival.atOnce) expect(arrival.known(arrival.delay(k))).toBeCloseTo(k, 9)
      else expect(arrival.delay(k)).toBe(0)
    }
  })

  test('come from clicks at the rate of their ad, wearing out with its creative', () => {
    const { account, truth, figures } = build()
    const solstice = account('Solstice')
    const today = figures.today(solstice)
    const ads = adsOf(solstice).filter((ad) => ad.campaign.objective === 'OUTCOME_SALES' && ad.rate > 0)
    let expected = 0
    let found = 0
    let fresh = { clicks: 0, impressions: 0 }
    let worn = { clicks: 0, impressions: 0 }
    for (const ad of ads) {
      const { rate, fatigueDays, learningDays, ctr } = truth.ad(ad.id)
      for (let day = Math.max(ad.startDay + learningDays, today - 200); day < today - 40; day++) {
        const sums = figures.sum([ad], day, day)
        if (sums.impressions === 0) continue
        const age = ((day - ad.startDay) % fatigueDays) / fatigueDays
        expected += sums.linkClicks * rate * (1 - 0.25 * age)
        found += sums.purchases
        if (ad.campaign.character !== 'normal') continue
        const into = age < 0.2 ? fresh : age > 0.8 ? worn : null
        if (into === null) continue
        // Against its own rate, so that good and bad ads count alike.
        into.clicks += sums.clicks / ctr
        into.impressions += sums.impressions
      }
    }
    expect(found / expected).toBeGreaterThan(0.95)
    expect(found / expected).toBeLessThan(1.05)
    expect(worn.clicks / worn.impressions).toBeLessThan((fresh.clicks / fresh.impressions) * 0.85)
  })
})

test('more money brings less and less, by the saturation of each ad', () => {
  const raised = build()
  const usual = build()
  const pick = ({ account }: ReturnType<typeof build>) => {
    const found = account('Solstice').campaigns.filter(({ character }) => character === 'winner')
    if (found.length === 0) throw new Error('no winner')
    return found
  }
  for (const campaign of pick(raised)) raised.edit(campaign, 'daily_budget', String((campaign.budget?.minor ?? 0) * 4))
  const sums = ({ truth, figures }: ReturnType<typeof build>, id: string) => {
    const today = figures.today(raised.account('Solstice'))
    const days = Array.from({ length: 40 }, (_, i) => truth.finalDay(id, dayText(today + 1 + i)))
    const total = (key: 'spend' | 'impressions' | 'purchases'): number => days.reduce((sum, day) => sum + day[key], 0)
    return { spend: total('spend'), impressions: total('impressions'), purchases: total('purchases') }
  }
  let found = 0
  let expected = 0
  for (const ad of pick(usual).flatMap((campaign) => adsOf(campaign))) {
    const before = sums(usual, ad.id)
    const after = sums(raised, ad.id)
    const { saturation } = usual.truth.ad(ad.id)
    expect(after.spend / before.spend).toBeCloseTo(4, 1)
    expect(after.impressions / before.impressions).toBeLessThan(4)
    expect(after.impressions).toBeGreaterThan(before.impressions)
    found += after.purchases
    expected += before.purchases * (Math.log1p(4 * saturation) / Math.log1p(saturation))
  }
  expect(found / expected).toBeGreaterThan(0.95)
  expect(found / expected).toBeLessThan(1.05)
})

test('an edit does not change what was delivered before it', () => {
  const { clock, account, truth, edit } = build()
  const solstice = account('Solstice')
  const campaign = solstice.campaigns.find(({ character }) => character === 'winner')
  if (!campaign) throw new Error('no winner')
  const seen = Array.from({ length: 20 }, (_, i) => {
    const at = START + i * 900_000
    return { at, sums: truth.visibleDay(campaign.id, '2026-11-20', at) }
  })
  clock.now = START + 20 * 900_000
  edit(campaign, 'status', 'PAUSED')
  clock.now += 3 * 3_600_000
  edit(campaign, 'status', 'ACTIVE')
  edit(campaign, 'daily_budget', String((campaign.budget?.minor ?? 0) * 3))
  for (const { at, sums } of seen) expect(truth.visibleDay(campaign.id, '2026-11-20', at)).toEqual(sums)
})
