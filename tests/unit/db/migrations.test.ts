import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MIGRATIONS } from '../../../src/main/db/migrations/migrations.ts'
import { openWriter } from '../../../src/main/db/open-database.ts'
import { createReads, createWriter } from '../../../src/main/db/operations.ts'
import { placeOfResultType } from '../../../src/shared/domain/insights.ts'
import { RESULT_TYPES } from '../../../src/shared/domain/objects.ts'
import { entry } from './samples.ts'
import { tempFolder } from './temp-store.ts'

let folder: string
beforeEach(() => {
  folder = tempFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The journal did not change with the levels. */
const createOldEntry = (db: ReturnType<typeof openWriter>): void => {
  const scratch = openWriter(join(folder, 'scratch.db'), MIGRATIONS)
  createWriter(scratch).appendJournal(entry('a'))
  const row = scratch.prepare('SELECT * FROM journal').raw().get() as unknown[]
  scratch.close()
  db.prepare(`INSERT INTO journal VALUES (${row.map(() => '?').join(', ')})`).run(...row)
}

it('brings campaigns and their figures to the levels, after a copy of the file was made', () => {
  const file = join(folder, 'workspace.db')
  const old = openWriter(file, MIGRATIONS.slice(0, 1))
  old.exec(`
    INSERT INTO account VALUES ('act_1', 'One', 'one', 'USD', 'Europe/Berlin', 'ACTIVE', 'NONE', 1, 2, NULL, NULL, '[]', 7);
    INSERT INTO fetched VALUES ('accounts', 8);
    INSERT INTO watched_account VALUES ('act_1');
    INSERT INTO campaign_key VALUES (1, '101', 'act_1'), (2, '102', 'act_1');
    INSERT INTO campaign VALUES (1, 'Name', 'name', 'OUTCOME_SALES', 'ACTIVE', 'ACTIVE', 'daily', 5, NULL, 1, NULL, 2, 3, NULL);
    INSERT INTO reach_range VALUES (1, 20260301, 20260307, 70);
    INSERT INTO coverage VALUES ('act_1', 'campaigns', 0, 0, 5, 0), ('act_1', 'insights', 20260301, 20260310, 6, 1);
  `)
  const day = old.prepare(`INSERT INTO insight_day VALUES (?, ?, 1000000, 10, 2, 1, 3, 4, 5000000, 9, ?)`)
  for (const [i, type] of [...RESULT_TYPES, null].entries()) day.run(i < 3 ? 1 : 2, 20260301 + i, type)
  createOldEntry(old)
  old.close()

  const db = openWriter(file, MIGRATIONS)
  const reads = createReads(db)
  const writer = createWriter(db)
  expect(existsSync(`${file}.before-v2`)).toBe(true)
  expect(db.pragma('foreign_key_check')).toEqual([])
  const range = { accountId: 'act_1', since: '2026-03-01', until: '2026-03-09' }
  expect(reads.accountSums([range])[0]?.sums).toMatchObject({ spend: 9_000_000, impressions: 90, purchases: 36 })
  expect(db.prepare('SELECT result_type FROM insight_day ORDER BY day').pluck().all()).toEqual([
    ...RESULT_TYPES.map(placeOfResultType),
    null,
  ])
  expect(reads.campaign('101', { since: '2026-03-01', until: '2026-03-07' })).toMatchObject({
    name: 'Name',
    figures: { spend: 3_000_000, reach: 70 },
  })
  expect(reads.accountsFetchedAt()).toBe(8)
  expect(reads.coverage('act_1')).toEqual([
    {
      accountId: 'act_1',
      kind: 'insights',
      level: 'campaign',
      range: { since: '2026-03-01', until: '2026-03-10' },
      at: 6,
      partial: true,
    },
    { accountId: 'act_1', kind: 'objects', level: 'campaign', range: null, at: 5, partial: false },
  ])
  expect(reads.unlisted([range])).toEqual([{ accountId: 'act_1', campaignId: '102' }])
  expect(reads.verifyJournal()).toEqual({ intact: true, rows: 1 })
  // It goes on as a new one.
  writer.appendJournal(entry('b'))
  writer.clearCache()
  expect(reads.rowsPage(0, 10).rows).toBe(0)
  expect(reads.verifyJournal()).toEqual({ intact: true, rows: 2 })
  db.close()

  const copy = openWriter(`${file}.before-v2`, MIGRATIONS.slice(0, 1))
  expect(copy.prepare('SELECT count(*) FROM insight_day').pluck().get()).toBe(9)
  copy.close()
})

it('keeps what was read when hours and attribution windows come in beside it', () => {
  const file = join(folder, 'workspace.db')
  const old = openWriter(file, MIGRATIONS.slice(0, 3))
  old.exec(`INSERT INTO coverage VALUES ('act_1', 'insights', 'ad', 20260301, 20260310, 6, 1, 20260311)`)
  old.close()
  const db = openWriter(file, MIGRATIONS)
  const kept = { accountId: 'act_1', range: { since: '2026-03-01', until: '2026-03-10' }, at: 6 } as const
  const before = { ...kept, kind: 'insights', level: 'ad', partial: true, closedBefore: '2026-03-11' } as const
  const hours = { ...kept, kind: 'hours', level: 'campaign', partial: false } as const
  createWriter(db).saveCoverage(hours)
  expect(createReads(db).coverage('act_1')).toEqual([hours, before])
  db.close()
})
