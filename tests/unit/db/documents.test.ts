import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Activity } from '../../../src/shared/domain/activities.ts'
import { account, campaign } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

const activity = (at: number, objectId: string | null, patch: Partial<Activity> = {}): Activity => ({
  accountId: 'act_1',
  at,
  event: 'update_campaign_budget',
  words: 'Бюджет изменён',
  actorId: '7',
  actorName: 'Anna',
  applicationId: null,
  applicationName: null,
  level: 'campaign',
  objectId,
  objectName: 'Campaign',
  change: { kind: 'budget', of: 'daily', before: 1, after: 2 },
  ...patch,
})

it('keeps each line of the log once, newest first', async () => {
  const lines = [activity(3, '101'), activity(2, null), activity(1, '102')]
  await temp.store.saveActivities('act_1', lines, { since: 0, at: 10 })
  await temp.store.saveActivities('act_1', [...lines.slice(0, 1), activity(3, '102')], { since: 0, at: 11 })
  const all = await temp.store.activities({ accountId: 'act_1', objectId: null, limit: 10 })
  expect(all.map(({ at }) => at)).toEqual([3, 3, 2, 1])
  expect(all).toContainEqual(lines[0])
  // Named as it is called today when it is read again, it is the same line.
  await temp.store.saveActivities('act_1', [activity(2, null, { objectName: 'New name', words: 'Budget changed' })], {
    since: 2,
    at: 12,
  })
  expect(
    (await temp.store.activities({ accountId: 'act_1', objectId: null, limit: 10 })).map(
      ({ objectName }) => objectName,
    ),
  ).toEqual(['Campaign', 'Campaign', 'New name', 'Campaign'])
  expect(await temp.store.activitiesRead(['act_1', 'act_2'])).toEqual([
    { accountId: 'act_1', at: 12, since: 0 },
    { accountId: 'act_2', at: null, since: null },
  ])
  // What was not read in between leaves a hole.
  await temp.store.saveActivities('act_1', [], { since: 20, at: 30 })
  expect(await temp.store.activitiesRead(['act_1'])).toEqual([{ accountId: 'act_1', at: 30, since: 20 }])
  expect(await temp.store.activities({ accountId: 'act_1', objectId: '102', limit: 10 })).toEqual([
    activity(3, '102'),
    lines[2],
  ])
  expect(await temp.store.activities({ accountId: 'act_1', objectId: null, limit: 1 })).toHaveLength(1)
  expect(await temp.store.lastActivityAt('act_1')).toBe(3)
  expect(await temp.store.lastActivityAt('act_2')).toBeNull()
})

it('keeps documents of each kind and account, and removes what a whole list lacks', async () => {
  const list = ['a', 'b'].map((id) => ({ id, doc: { name: `«${id}»`, deep: [1, { x: null }] } }))
  await temp.store.saveDocuments({ accountId: 'act_1', kind: 'creative', list, at: 1, complete: true })
  await temp.store.saveDocuments({ accountId: null, kind: 'page', list: list.slice(0, 1), at: 1, complete: true })
  await temp.store.saveDocuments({
    accountId: 'act_1',
    kind: 'creative',
    list: [{ id: 'c', doc: {} }],
    at: 2,
    complete: false,
  })
  const ids = async () =>
    (await temp.store.documents({ kind: 'creative', accountId: 'act_1' })).map(({ id, at }) => `${id} ${at}`)
  expect(await ids()).toEqual(['a 1', 'b 1', 'c 2'])
  await temp.store.saveDocuments({ accountId: 'act_1', kind: 'creative', list: list.slice(1), at: 3, complete: true })
  expect(await ids()).toEqual(['b 3'])
  expect(await temp.store.documents({ kind: 'page', accountId: null })).toEqual([{ ...list[0], at: 1 }])
  expect(await temp.store.documents({ kind: 'page', accountId: 'act_1' })).toEqual([])
})

it('says how old each kind is and how many there are', async () => {
  await temp.store.saveAccounts([account('act_1')], 5, true)
  await temp.store.saveObjects('campaign', [campaign('101', 'act_1')], 6)
  await temp.store.saveCoverage({
    accountId: 'act_1',
    kind: 'objects',
    level: 'campaign',
    range: null,
    at: 7,
    partial: false,
  })
  await temp.store.saveActivities('act_1', [activity(1, '101')], { since: 0, at: 8 })
  await temp.store.saveDocuments({ accountId: 'act_1', kind: 'audience', list: [], at: 9, complete: true })
  const ages = await temp.store.kindAges(['act_1', 'act_2'])
  const known = ages.filter(({ fetchedAt }) => fetchedAt !== null)
  expect(known).toEqual([
    { accountId: 'act_1', kind: 'accounts', fetchedAt: 5, count: 1 },
    { accountId: 'act_1', kind: 'campaigns', fetchedAt: 7, count: 1 },
    { accountId: 'act_1', kind: 'activities', fetchedAt: 8, count: 1 },
    { accountId: 'act_1', kind: 'audiences', fetchedAt: 9, count: 0 },
  ])
  expect(ages.filter(({ accountId }) => accountId === 'act_2')).toHaveLength(14)
})

it('finds a report under way again after the program was closed', async () => {
  const report = { key: 'act_1 ad 2026', runId: '6001', accountId: 'act_1', requestedAt: 5 }
  await temp.store.saveReport(report)
  await temp.store.saveReport({ ...report, key: 'other', runId: '6002', requestedAt: 4 })
  await temp.store.saveReport({ ...report, runId: '6003' })
  await temp.reopen()
  expect((await temp.store.reports()).map(({ runId }) => runId)).toEqual(['6002', '6003'])
  await temp.store.dropReport('other')
  expect(await temp.store.reports()).toEqual([{ ...report, runId: '6003' }])
})
