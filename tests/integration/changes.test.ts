import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import type { AdSet, Campaign } from '../../src/sandbox/model.ts'
import { microsFromMinor } from '../../src/shared/domain/money.ts'

/** A colleague edits in Meta's own pages: what the log says is read again at once, what it hides is found by the lists. */

let world: World
beforeEach(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows.filter(({ status, currency }) => status === 'ACTIVE' && currency === 'USD').map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.advance(60_000)
})
afterEach(() => world.dispose())

const cached = <Row>(text: string, id: string): Row => {
  const database = new Database(join(world.dataDir, `${world.app.workspaces.activeId()}.sqlite`), { readonly: true })
  const row = database.prepare<[string], Row>(text).get(id)
  database.close()
  if (!row) throw new Error(`${id} is not in the cache`)
  return row
}
const campaignOf = (id: string): { budget: number; updated: number } =>
  cached(
    'SELECT c.budget_amount AS budget, c.updated_time AS updated FROM campaign c JOIN object_key k ON k.key = c.key WHERE k.id = ?',
    id,
  )
const adSetOf = (id: string): { budget: number } =>
  cached(
    `SELECT a.doc ->> '$.budget.amount' AS budget FROM adset a JOIN object_key k ON k.key = a.key WHERE k.id = ?`,
    id,
  )

const running = (): { campaign: Campaign; adset: AdSet; currency: string } => {
  const watched = new Set(
    (world.sandbox().world.accounts ?? []).filter(({ currency, status }) => currency === 'USD' && status === 1),
  )
  for (const account of watched) {
    const campaign = account.campaigns.find(({ budget, status }) => budget?.kind === 'daily' && status === 'ACTIVE')
    const adset = account.campaigns
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap(({ adsets }) => adsets)
      .find(({ budget, status }) => budget?.kind === 'daily' && status === 'ACTIVE')
    if (campaign && adset) return { campaign, adset, currency: account.currency }
  }
  throw new Error('no such campaign in the demo')
}

it('finds a budget that a colleague changed within minutes, though its campaign does not count as updated', async () => {
  const { campaign, adset, currency } = running()
  const before = campaignOf(campaign.id)
  const raised = Math.round((campaign.budget?.minor ?? 0) * 1.3)
  const lowered = Math.round((adset.budget?.minor ?? 0) * 0.8)
  world.sandbox().colleague.change(campaign.id, { daily_budget: String(raised) })
  world.sandbox().colleague.change(adset.id, { daily_budget: String(lowered) })
  await world.advance(6 * 60_000)
  expect(campaignOf(campaign.id)).toEqual({ budget: microsFromMinor(raised, currency), updated: before.updated })
  expect(adSetOf(adset.id)).toEqual({ budget: microsFromMinor(lowered, currency) })
})

it('finds it by reading the lists whole, when the log keeps silent', async () => {
  const { campaign, adset, currency } = running()
  world.sandbox().faults.set([{ match: /activities/, kind: 'error500' }])
  const raised = Math.round((campaign.budget?.minor ?? 0) * 1.3)
  const lowered = Math.round((adset.budget?.minor ?? 0) * 0.8)
  world.sandbox().colleague.change(campaign.id, { daily_budget: String(raised) })
  world.sandbox().colleague.change(adset.id, { daily_budget: String(lowered) })
  await world.advance(16 * 60_000)
  expect(campaignOf(campaign.id).budget).toBe(microsFromMinor(raised, currency))
  expect(adSetOf(adset.id).budget).toBe(microsFromMinor(lowered, currency))
})

it('reads again only what the log names, and only once', async () => {
  await world.advance(6 * 60_000)
  const { adset } = running()
  world.sandbox().colleague.change(adset.id, { name: 'Another name' })
  world.sandbox().resetCalls()
  await world.advance(12 * 60_000)
  const database = new Database(join(world.dataDir, `${world.app.workspaces.activeId()}.sqlite`), { readonly: true })
  const lines = database.prepare("SELECT count(*) FROM activity WHERE object_id = ? AND doc LIKE '%Another name%'")
  expect(lines.pluck().get(adset.id)).toBe(1)
  database.close()
})
