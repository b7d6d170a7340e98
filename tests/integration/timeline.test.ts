import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCsv, readXlsx } from '../unit/export/readers.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import type { Campaign } from '../../src/sandbox/model.ts'
import { PERSON } from '../../src/sandbox/person.ts'
import { microsFromMinor } from '../../src/shared/domain/money.ts'
import { NO_FILTER } from '../../src/shared/domain/timeline-filter.ts'
import type { TimelineEntry } from '../../src/shared/domain/timeline.ts'
import type { Input, Output } from '../../src/shared/contract/contract.ts'

/** One campaign's story, told by our journal, Meta's log, the lists and the alerts, through kills and without network. */

const MINUTE = 60_000
let world: World
let campaign: Campaign
let before: number
let lowered: number

const input = (patch: Partial<Input<'timeline.list'>> = {}): Input<'timeline.list'> => ({
  accountIds: [],
  filter: { ...NO_FILTER, kinds: [], who: [], fields: [] },
  cursor: null,
  limit: 50,
  ...patch,
})
const ofCampaign = async (): Promise<readonly TimelineEntry[]> =>
  (await world.call('timeline.list', input({ objectId: campaign.id }))).entries
const told = (entries: readonly TimelineEntry[]): string[] =>
  entries.flatMap((entry) =>
    entry.kind === 'change'
      ? [
          `${entry.change.kind} ${entry.who.kind}${'name' in entry.who ? ` ${entry.who.name}` : ''} ${entry.sources.join('+')}`,
        ]
      : [],
  )
const budgetAt = async (at: number) => {
  const { then } = await world.call('timeline.then', { objectId: campaign.id, at })
  const { value, how } = then.fields.budget
  return [typeof value === 'object' ? value?.amount : value, how]
}

beforeAll(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const account = world
    .sandbox()
    .world.accounts.find(
      ({ currency, status, campaigns }) => currency === 'USD' && status === 1 && campaigns.length > 2,
    )
  const found = account?.campaigns.find(({ budget, status }) => budget?.kind === 'daily' && status === 'ACTIVE')
  if (!account || !found) throw new Error('no such campaign in the demo')
  campaign = found
  before = microsFromMinor(found.budget?.minor ?? 0, 'USD')
  lowered = Math.round((before * 0.8) / 10_000) * 10_000
  await world.call('accounts.watch', {
    ids: rows.filter(({ id }) => id === account.id).map(({ id }) => id),
    watched: true,
  })
  await world.call('workspaces.finishSetup')
  await world.advance(MINUTE)
})
afterAll(() => world.dispose())

it('tells an edit of ours once, with who made it and why, though Meta’s log has it too', async () => {
  const { row } = await world.call('campaigns.get', { id: campaign.id, period: 'today' })
  const { actor } = await world.call('edits.make', {
    accountId: row.accountId,
    objectId: campaign.id,
    change: { field: 'dailyBudget', before, after: lowered },
    reason: 'Spends too fast',
  })
  expect(actor).toEqual({ kind: 'person', userId: PERSON.id, userName: PERSON.name })
  expect(told(await ofCampaign())).toEqual(['budget desk Alex Morgan journal'])
  await world.advance(6 * MINUTE)
  const [entry, ...rest] = await ofCampaign()
  expect(told(entry ? [entry] : [])).toEqual(['budget desk Alex Morgan journal+log'])
  expect(entry).toMatchObject({
    change: { of: 'daily', before, after: lowered },
    application: 'Buydesk demo',
    edit: { state: 'confirmed', reason: 'Spends too fast' },
  })
  expect(told(rest)).toEqual([])
})

it('names the colleague who changed it elsewhere, and what it was at each moment, to the second', async () => {
  await world.advance(60 * MINUTE)
  const calm = world.clock.now()
  await world.advance(10 * MINUTE)
  const at = world.clock.now()
  world.sandbox().colleague.change(campaign.id, { daily_budget: String(Math.round(before / 10_000) * 2) })
  await world.advance(6 * MINUTE)
  expect(told(await ofCampaign())).toEqual([
    expect.stringMatching(/^budget person .+ log$/),
    'budget desk Alex Morgan journal+log',
  ])
  expect(await budgetAt(calm)).toEqual([lowered, 'seen'])
  expect(await budgetAt(at - 2000)).toEqual([lowered, 'log'])
  expect(await budgetAt(at + 2000)).toEqual([before * 2, 'log'])
  const { then, now, last, changes, from } = await world.call('timeline.then', { objectId: campaign.id, at: calm })
  expect(then.fields.status).toEqual({ value: 'ACTIVE', how: 'seen', or: null })
  expect(now.fields.budget.value).toEqual({ kind: 'daily', amount: before * 2 })
  expect(told(last ? [last] : [])).toEqual(['budget desk Alex Morgan journal+log'])
  expect(told(changes)).toEqual([expect.stringMatching(/^budget person .+ log$/)])
  expect(from).not.toBeNull()
})

it('sees what nobody tells, between the two readings in which it must have happened', async () => {
  world.sandbox().faults.set([{ match: /activities/, kind: 'error500' }])
  const since = world.clock.now()
  world.sandbox().colleague.change(campaign.id, { name: 'Renamed in silence' })
  await world.advance(7 * MINUTE)
  const [entry] = await ofCampaign()
  expect(entry).toMatchObject({
    who: { kind: 'unknown' },
    sources: ['seen'],
    change: { kind: 'name', after: 'Renamed in silence' },
  })
  if (entry?.kind !== 'change') throw new Error('none')
  expect(entry.notBefore).toBeLessThanOrEqual(since)
  expect(entry.at).toBeGreaterThan(since)
  // As soon as the log can be read, it is somebody's, and once.
  world.sandbox().faults.set([])
  expect(await world.call('timeline.refresh', { accountIds: [], days: 7 })).toEqual([])
  expect(told(await ofCampaign())[0]).toMatch(/^name person .+ log$/)
  expect(told(await ofCampaign())).toHaveLength(3)
})

it('is the same after a kill, without network and without the cache that Meta can send again', async () => {
  const whole = await ofCampaign()
  const budgets = await budgetAt(world.clock.now() - 30 * MINUTE)
  await world.restart({ kill: true, offFor: MINUTE })
  await world.call('demo.set', { online: false, speed: 1 })
  expect(await ofCampaign()).toEqual(whole)
  expect(await budgetAt(world.clock.now() - 31 * MINUTE)).toEqual(budgets)
  const { log } = await world.call('timeline.list', input())
  expect(log.at).not.toBeNull()
  await expect(world.call('timeline.refresh', { accountIds: [], days: 1 })).resolves.toMatchObject([
    { accountId: expect.stringMatching(/^act_/) as string },
  ])
  await world.call('health.clearCache')
  // The colleague's name was in Meta's log alone: what is left is that the change was seen. Ours is in the journal.
  expect(told(await ofCampaign())).toEqual([
    'name unknown seen',
    'budget unknown seen',
    'budget desk Alex Morgan journal',
  ])
  await world.call('demo.set', { online: true, speed: 1 })
})

it('cuts one list into pages that are the list, with filters, for any size of page', async () => {
  await world.call('accounts.refresh')
  await world.advance(6 * MINUTE)
  for (let i = 0; i < 40; i++) {
    world.sandbox().colleague.change(campaign.id, { name: `Step ${i}` })
    if (i % 10 === 0) await world.advance(MINUTE)
  }
  await world.advance(6 * MINUTE)
  await world.call('timeline.refresh', { accountIds: [], days: 7 })
  const read = async (limit: number, patch: Partial<Input<'timeline.list'>> = {}): Promise<string[]> => {
    const found: string[] = []
    let cursor: Input<'timeline.list'>['cursor'] = null
    do {
      const page: Output<'timeline.list'> = await world.call('timeline.list', input({ limit, cursor, ...patch }))
      found.push(...page.entries.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== null)
    return found
  }
  const all = await read(200)
  expect(all.length).toBeGreaterThan(40)
  expect(new Set(all).size).toBe(all.length)
  for (const limit of [1, 7, 33]) expect(await read(limit)).toEqual(all)
  const filter = { ...input().filter, fields: ['budget' as const] }
  expect(await read(1, { filter })).toHaveLength(2)
  expect(await read(5, { filter: { ...filter, text: 'nobody says that' } })).toEqual([])
})

it('writes what fits the filters to files in which nothing runs as a formula', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'buydesk-timeline-'))
  world.saveTo(folder)
  const formula = '=HYPERLINK("http://example.com";"Look")'
  world.sandbox().colleague.change(campaign.id, { name: formula })
  await world.advance(6 * MINUTE)
  const filter = { ...input().filter, kinds: ['change' as const] }
  const entries: TimelineEntry[] = []
  let cursor: Input<'timeline.list'>['cursor'] = null
  do {
    const page: Output<'timeline.list'> = await world.call(
      'timeline.list',
      input({ objectId: campaign.id, filter, cursor }),
    )
    entries.push(...page.entries)
    cursor = page.next
  } while (cursor !== null)
  expect(entries.length).toBeGreaterThan(40)
  const question = { accountIds: [], objectId: campaign.id, filter }
  for (const format of ['csv', 'xlsx'] as const) {
    await world.call('exports.start', { kind: 'timeline', format, question })
    await world.quiet()
  }
  expect((await world.call('exports.list')).map(({ state, rows }) => [state, rows])).toEqual(
    Array.from({ length: 2 }, () => ['done', entries.length]),
  )
  const [csv, xlsx] = ['.csv', '.xlsx'].map((end) =>
    join(folder, readdirSync(folder).find((name) => name.endsWith(end)) ?? ''),
  )
  const [head = [], ...rows] = readCsv(readFileSync(csv ?? '', 'utf8'), ',')
  const cell = (row: readonly string[] | undefined, title: string): string | undefined => row?.[head.indexOf(title)]
  expect(rows).toHaveLength(entries.length)
  expect(rows.map((row) => cell(row, 'When (UTC)'))).toEqual(entries.map(({ at }) => new Date(at).toISOString()))
  expect(rows.flat().filter((text) => /^[=+\-@\t\r]/.test(text))).toEqual([])
  expect(cell(rows[0], 'After')).toBe(`'${formula}`)
  const budgets = rows.filter((row) => cell(row, 'What') === 'Daily budget')
  const amounts = budgets.map((row) => [cell(row, 'Before, amount'), cell(row, 'After, amount'), cell(row, 'Currency')])
  expect(amounts).toContainEqual([String(before / 1e6), String(lowered / 1e6), 'USD'])
  expect(rows.filter((row) => cell(row, 'Reason') === 'Spends too fast')).toHaveLength(1)
  const sheet = readXlsx(readFileSync(xlsx ?? ''))
  expect(JSON.stringify(sheet)).toContain('HYPERLINK')
  rmSync(folder, { recursive: true, force: true })
})
