import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TableQuery } from '../../../../src/main/db/store.ts'
import { tableContent } from '../../../../src/main/services/exports/table-content.ts'
import { exportWords } from '../../../../src/shared/words/exports/words.ts'
import { account, campaign, insightPage } from '../../db/samples.ts'
import { openTemp } from '../../db/temp-store.ts'
import type { TempStore } from '../../db/temp-store.ts'

const DAY = '2026-03-10'
const COUNT = 1200
const ids = Array.from({ length: COUNT }, (_, at) => String(1000 + at))

let temp: TempStore
beforeAll(async () => {
  temp = await openTemp()
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  await store.saveObjects(
    'campaign',
    ids.map((id) => campaign(id, 'act_1')),
    1,
  )
})
afterAll(() => temp.dispose())

/** What each spent: the order of the table. */
const spend = (spent: (at: number) => number): Promise<unknown> =>
  temp.store.sink(
    insightPage(
      'act_1',
      ids.map((objectId, at) => ({ objectId, day: DAY, spend: spent(at).toFixed(2), impressions: 1 })),
    ),
  )

it('writes every row of a table once and in one order, whatever is written between its pages', async () => {
  await spend((at) => COUNT - at)
  const { store } = temp
  const shape = { level: 'campaign', group: null, byHour: false, figures: ['spend'], columns: [], names: [] } as const
  const question = {
    level: 'campaign',
    period: 'today',
    compare: null,
    accountIds: [],
    campaignIds: [],
    adSetIds: [],
    search: '',
    filters: [{ kind: 'figure', figure: 'spend', aspect: 'value', operator: '>', value: 0 }],
    group: null,
    sort: { by: 'spend', aspect: 'value', direction: 'descending' },
    figures: ['spend'],
    formulas: [],
  } as const
  const asked = (part: Pick<TableQuery, 'offset' | 'limit' | 'keys'>): TableQuery => ({
    ...question,
    ranges: [{ accountId: 'act_1', since: DAY, until: DAY }],
    compared: [],
    trend: null,
    ...part,
  })
  const { pages } = tableContent(
    {
      query: async ({ offset, limit, keys }) => ({
        ...(await store.table(asked({ offset, limit, keys }))),
        underWay: false,
      }),
      keys: ({ limit }) => store.tableKeys(asked({ offset: 0, limit })),
    },
    { name: 'Campaigns', question, shape },
    exportWords('en'),
  )
  await store.table(asked({ offset: 0, limit: 1 }))
  const written: unknown[] = []
  const parts: number[] = []
  for await (const { rows, total } of pages()) {
    expect(total).toBe(COUNT)
    written.push(...rows.map(([name]) => name))
    parts.push(rows.length)
    // The last rows come first now, and others are none of the table any more.
    await spend((at) => (at % 7 === 0 ? 0 : at + parts.length))
  }
  expect(parts).toEqual([500, 500, 200])
  expect(written).toEqual(ids.map((id) => `Campaign ${id}`))
})
