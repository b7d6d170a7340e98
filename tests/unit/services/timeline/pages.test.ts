import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WorkspaceContext } from '../../../../src/main/services/context.ts'
import { readPage } from '../../../../src/main/services/timeline/pages.ts'
import type { Page, PageQuery } from '../../../../src/main/services/timeline/pages.ts'
import type { TimelineCursor, TimelineEntry } from '../../../../src/shared/domain/timeline.ts'
import { account } from '../../db/samples.ts'
import { openTemp } from '../../db/temp-store.ts'
import type { TempStore } from '../../db/temp-store.ts'

/** More than was ever read in one step, all of one moment, between an edit that is older and one that is newer. */
const MANY = 50_000
const HOUR = 3_600_000
const MOMENT = Date.UTC(2026, 10, 20)
let temp: TempStore

const page = (patch: Partial<PageQuery>): Promise<Page<TimelineEntry>> =>
  readPage(
    {
      store: temp.store,
      stored: () => ({ appId: '777' }),
      graph: { now: () => MOMENT + 30 * HOUR },
      clock: { now: () => MOMENT + 30 * HOUR },
    } as unknown as WorkspaceContext,
    {
      accountIds: ['act_1'],
      objectIds: null,
      kinds: ['change'],
      since: null,
      until: null,
      cursor: null,
      limit: 100,
      ...patch,
    },
    (entries) => entries,
  )
const idOf = (n: number): string => `e${String(n).padStart(6, '0')}`

beforeAll(async () => {
  temp = await openTemp()
  await temp.store.saveAccounts([account('act_1')], MOMENT, true)
  const append = async (ids: readonly string[], at: number): Promise<void> => {
    await temp.store.appendJournal(
      ids.map((id) => ({
        edit: {
          id,
          accountId: 'act_1',
          accountName: 'Account',
          level: 'campaign',
          objectId: '101',
          objectName: 'Campaign',
          currency: 'USD',
          change: { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
          actor: { kind: 'person' },
          reason: '',
          setId: null,
          createdAt: at,
        },
        state: 'queued',
        at,
        failure: null,
        traceId: null,
      })),
    )
  }
  await append(['older'], MOMENT - 24 * HOUR)
  for (let n = 0; n < MANY; n += 5000)
    await append(
      Array.from({ length: 5000 }, (_, at) => idOf(n + at)),
      MOMENT,
    )
  await append(['newer'], MOMENT + 24 * HOUR)
}, 120_000)
afterAll(() => temp.dispose())

it('goes through tens of thousands of edits of one moment, each told once, to what is older', async () => {
  const first = await page({})
  expect(first.items.map(({ id }) => id)).toEqual([
    'edit:newer',
    ...Array.from({ length: 99 }, (_, n) => `edit:${idOf(n)}`),
  ])
  expect(first.next).toEqual({ at: MOMENT, id: `edit:${idOf(98)}` })

  const middle: TimelineCursor = { at: MOMENT, id: `edit:${idOf(MANY - 30_001)}` }
  const rest = await page({ cursor: middle, limit: 40_000 })
  expect(rest.items).toHaveLength(30_001)
  expect([rest.items[0]?.id, rest.items.at(-2)?.id, rest.items.at(-1)?.id]).toEqual([
    `edit:${idOf(MANY - 30_000)}`,
    `edit:${idOf(MANY - 1)}`,
    'edit:older',
  ])
  expect(rest.next).toBeNull()
})
