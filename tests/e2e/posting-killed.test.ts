import type { Locator } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SetCounts } from '../../src/shared/domain/change-sets.ts'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import type { BulkCampaigns } from '../bulk-world.ts'
import { amountOf, bulkCampaigns, raised } from '../bulk-world.ts'
import { createHome, picture, pictureOnFailure } from './home.ts'
import type { Launched } from './launched.ts'
import { createPerson, hasKeyring } from './person.ts'
import type { Person } from './person.ts'

const EDITS = 1000
/** More than half of these have a budget of their own, and none has much behind it that would be read first. */
const SIZE = { accounts: 1, campaigns: 1800, ads: 1800, days: 2 }
const UNIT = 1_000_000
const home = createHome()
let sandbox: Sandbox
let world: BulkCampaigns
let app: Launched
let person: Person
pictureOnFailure(() => app)

const main = (): Locator => app.page.getByRole('main')
const start = async (): Promise<void> => {
  app = await home.launch({ BUYDESK_META_URL: sandbox.url })
  person = createPerson(app)
}
const counts = async (): Promise<SetCounts> => {
  const [set] = await person.ask('sets.list', undefined)
  if (!set) throw new Error('the set is gone')
  return set.counts
}
/** Writes that reached Meta. */
const arrived = (id: string): number => sandbox.calls().byPath[`POST ${id}`] ?? 0
/** Micros of every campaign, read past the program. */
const amountsAtMeta = async (): Promise<ReadonlyMap<string, number>> => {
  const amounts = new Map<string, number>()
  let next: string | undefined = `${sandbox.url}/v26.0/${world.account.id}/campaigns?fields=daily_budget&limit=500`
  while (next !== undefined) {
    const answer = await fetch(next, { headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` } })
    const page = (await answer.json()) as {
      data: { id: string; daily_budget?: string }[]
      paging?: { next?: string }
    }
    for (const { id, daily_budget: minor } of page.data) amounts.set(id, Number(minor) * 10_000)
    next = page.paging?.next
  }
  return amounts
}
const openSet = async (): Promise<void> => {
  await person.goTo('Edits')
  await app.page.getByRole('tab', { name: 'Change sets' }).click()
  await app.page.getByRole('gridcell', { name: 'A thousand', exact: true }).click()
}

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: Date.now, size: SIZE })
  world = bulkCampaigns(sandbox, EDITS)
  await start()
  const { page } = app
  await page.getByRole('button', { name: /^Paste a token/ }).click()
  await page.getByLabel('Access token').fill(DEMO_SYSTEM_TOKEN)
  await page.getByRole('button', { name: 'Check and save the token' }).click()
  await page.getByRole('checkbox', { name: 'Watch all shown' }).click()
  await page.getByRole('button', { name: 'Watch 1 account' }).click()
  await page.getByRole('button', { name: 'Open the overview' }).click()
  const objectIds = world.campaigns.map(({ id }) => id)
  await person.until('campaigns', async () => (await person.ask('edits.known', { objectIds })).length === EDITS)
})
afterAll(async () => {
  await home.dispose()
  await sandbox.stop()
})

describe.skipIf(!hasKeyring)('a thousand edits', () => {
  it('are posted to the end over a kill in the middle, each once', async () => {
    const { campaigns } = world
    const edits = raised(campaigns, UNIT)
    expect(edits).toHaveLength(EDITS)
    const { kept } = await person.ask('sets.keep', { into: { name: 'A thousand' }, edits: [...edits], post: false })
    expect(kept).toBe(EDITS)
    sandbox.resetCalls()
    await openSet()
    await main().getByRole('button', { name: 'Post 1,000 edits' }).click()
    await app.page.getByRole('dialog').getByRole('button', { name: 'Post 1,000 edits' }).click()
    await expect.poll(async () => (await counts()).confirmed, { timeout: 30_000 }).toBeGreaterThan(300)
    await picture(app, 'posting-thousand')
    await app.kill()

    await start()
    await expect.poll(async () => (await counts()).queued, { timeout: 30_000 }).toBe(0)
    // What was on its way at that moment is read back with each poll; where nothing arrived, once it no longer can.
    const readBack = async (): Promise<number> => {
      await person.ask('sync.pollNow', undefined)
      return (await counts()).underWay
    }
    await expect.poll(readBack, { timeout: 40_000, interval: 1000 }).toBe(0)
    const { confirmed, rejected } = await counts()
    expect(confirmed + rejected).toBe(EDITS)
    await openSet()
    if (rejected > 0) {
      await main()
        .getByRole('button', { name: /^Retry/ })
        .click()
      await expect.poll(async () => (await counts()).confirmed, { timeout: 20_000 }).toBe(EDITS)
    }
    await picture(app, 'posting-thousand-done')

    expect(campaigns.filter(({ id }) => arrived(id) !== 1)).toEqual([])
    const amounts = await amountsAtMeta()
    expect(campaigns.filter((campaign) => amounts.get(campaign.id) !== amountOf(campaign) + UNIT)).toEqual([])
  })
})
