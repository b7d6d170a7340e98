import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MIGRATIONS } from '../../../src/main/db/migrations/migrations.ts'
import { UNFOLLOWED } from '../../../src/main/db/journal.ts'
import { openWriter } from '../../../src/main/db/open-database.ts'
import { createReads, createWriter } from '../../../src/main/db/operations.ts'
import { placeOfResultType } from '../../../src/shared/domain/insights.ts'
import { SUMS } from '../../../src/shared/domain/metrics.ts'
import type { SumId } from '../../../src/shared/domain/metrics.ts'
import { createSql } from '../../../src/main/db/sql.ts'
import { placeOf } from '../../../src/main/db/running/place.ts'
import { createRunning, createSpareColumns, emptyRangeSums } from '../../../src/main/db/running/range.ts'
import { RESULT_TYPES } from '../../../src/shared/domain/objects.ts'
import { tempFolder } from './temp-store.ts'
import { createJournalIn } from '../../../src/main/db/journal.ts'
import type { EditState } from '../../../src/shared/domain/edits.ts'
import { entry } from './samples.ts'

let folder: string
beforeEach(() => {
  folder = tempFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The journal did not change with the levels. */
const createOldEntry = (db: ReturnType<typeof openWriter>): void => {
  const scratch = openWriter(join(folder, 'scratch.db'), MIGRATIONS)
  createWriter(scratch).appendJournal([
    entry('a', {}, { change: { field: 'status', before: 'PAUSED', after: 'DELETED' } }),
  ])
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
      lacking: true,
    },
    { accountId: 'act_1', kind: 'objects', level: 'campaign', range: null, at: 5, partial: false },
  ])
  expect(reads.unlisted([range])).toEqual([{ accountId: 'act_1', campaignId: '102' }])
  expect(reads.verifyPage(UNFOLLOWED, 10)).toMatchObject({ check: { intact: true, rows: 1 } })
  expect(db.prepare('SELECT edit_id, act FROM journal_head').all()).toEqual([{ edit_id: 'a', act: 'delete' }])
  // It goes on as a new one.
  writer.appendJournal([entry('b')])
  writer.clearCache()
  expect(reads.rowsPage(0, 10).rows).toBe(0)
  expect(reads.verifyPage(UNFOLLOWED, 10)).toMatchObject({ check: { intact: true, rows: 2 } })
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
  const before = {
    ...kept,
    kind: 'insights',
    level: 'ad',
    partial: true,
    lacking: true,
    closedBefore: '2026-03-11',
  } as const
  const hours = { ...kept, kind: 'hours', level: 'campaign', partial: false } as const
  createWriter(db).saveCoverage(hours)
  expect(createReads(db).coverage('act_1')).toEqual([hours, before])
  db.close()
})

it('does not know of days that were read before what it did not know then, and reads them again when there is time', () => {
  const file = join(folder, 'workspace.db')
  const old = openWriter(file, MIGRATIONS.slice(0, 7))
  old.exec(`
    INSERT INTO account VALUES ('act_1', 'One', 'one', 'USD', 'Europe/Berlin', 'ACTIVE', 'NONE', 1, 2, NULL, NULL, '[]', 7);
    INSERT INTO object_key VALUES (1, 'act_1', 'act_1', 'account'), (2, '101', 'act_1', 'campaign');
    INSERT INTO insight_day VALUES (2, 20260301, 7000000, 10, 2, 1, 3, 4, 5000000, 9, 1), (2, 20260302, 9000000, 20, 2, 1, 3, 4, 0, 9, 1);
    INSERT INTO coverage VALUES ('act_1', 'insights', 'campaign', 20260301, 20260302, 6, 0, 20260303);
  `)
  // As version 7 wrote it: seven sums, of which all but clicks and money of its time are zero.
  const header = [
    1,
    1,
    7,
    ...[1, 1, 0, 0, 0, 0, 0].flatMap((numbers, i) => [numbers, i === 0 ? 1_000_000 : 1, i === 0 ? 2 : 1]),
  ]
  const bytes = new Uint8Array(96 + 4 * 4 + 2 + 1)
  new Int32Array(bytes.buffer, 0, 24).set(header)
  new Int32Array(bytes.buffer, 96, 4).set([2, 9, 16, 30])
  new Uint16Array(bytes.buffer, 112, 1)[0] = 2
  bytes[114] = 1
  old.prepare('INSERT INTO running VALUES (?, ?)').run(placeOf(1, 'campaign', 20_260_302), bytes)
  old.close()

  const db = openWriter(file, MIGRATIONS)
  const reads = createReads(db)
  const range = { accountId: 'act_1', since: '2026-03-01', until: '2026-03-02' }
  expect(reads.accountSums([range])[0]).toMatchObject({
    sums: { spend: 16_000_000, purchases: 8, leads: null, videoPlays: null },
    asOf: 6,
    partial: true,
  })
  expect(reads.holes([{ ...range, level: 'campaign', freshAfter: null }])).toEqual([
    [{ since: '2026-03-01', until: '2026-03-02' }],
  ])
  const sums = emptyRangeSums(1, new Set(SUMS.keys()), createSpareColumns())
  const stretch = { account: 1, level: 'campaign', keys: Int32Array.of(2), offset: 0 } as const
  createRunning(createSql(db)).addRange(stretch, 20_260_301, 20_260_302, sums)
  const figure = (id: SumId) => sums.sums[SUMS.indexOf(id)]?.[0]
  expect([figure('spend'), figure('impressions'), figure('clicks'), figure('leads')]).toEqual([
    16_000_000,
    30,
    0,
    Number.NaN,
  ])
  createWriter(db).saveCoverage({ ...range, kind: 'insights', level: 'campaign', range, at: 9, partial: false })
  expect(reads.holes([{ ...range, level: 'campaign', freshAfter: null }])).toEqual([[]])
  expect(reads.accountSums([range])[0]?.partial).toBe(false)
  db.close()
})

it('knows of edits from before what was sent, and what of it may be in effect though it was given up', () => {
  const file = join(folder, 'workspace.db')
  const old = openWriter(file, MIGRATIONS.slice(0, 16))
  const write = createJournalIn(createSql(old))
  const steps = (id: string, states: readonly EditState[]): void =>
    states.forEach((state, at) =>
      write.appendJournal([
        entry(id, { state, at, failure: state === 'rejected' ? { code: 'editConflict', data: {} } : null }),
      ]),
    )
  steps('draft', ['drafted', 'withdrawn'])
  steps('overwritten', ['drafted', 'queued', 'sent', 'rejected', 'withdrawn'])
  steps('unsent', ['queued', 'sent', 'queued', 'rejected'])
  old.close()
  const db = openWriter(file, MIGRATIONS)
  const { edit } = createReads(db)
  expect(['draft', 'overwritten', 'unsent'].map((id) => [edit(id)?.sentAt, edit(id)?.isInDoubt])).toEqual([
    [null, false],
    [2, true],
    [1, false],
  ])
  db.close()
})
