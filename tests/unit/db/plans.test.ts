import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createAsked } from '../../../src/main/db/asked.ts'
import { createSql } from '../../../src/main/db/sql.ts'
import { MIGRATIONS } from '../../../src/main/db/migrations/migrations.ts'
import { START } from '../../../src/main/db/levels.ts'
import { createByDay } from '../../../src/main/db/by-day.ts'
import { openWriter } from '../../../src/main/db/open-database.ts'
import { createReads } from '../../../src/main/db/operations.ts'
import { TIMELINE_KINDS } from '../../../src/shared/domain/timeline.ts'
import { tempFolder } from './temp-store.ts'

const range = { accountId: 'act_1', since: '2026-03-01', until: '2026-03-31' }
type Reads = ReturnType<typeof createReads>

/** What each question may not do: walk through a table that grows with ads and days. */
const GROWING =
  /^SCAN (d|insight_day|k|object_key|o|ad|adset|re|restatement|arrival|activity|s|object_state|made|journal|alert|document|coverage|h|wr|rr|b|rate)\b/

/** Without figures of how the tables are filled, as in a new file, and so the same everywhere. */
it('finds figures by object and objects by account, however many ads lie beside them', () => {
  const folder = tempFolder()
  const db = openWriter(join(folder, 'workspace.db'), MIGRATIONS)
  const texts = new Set<string>()
  const plans = new Map<string, string>()
  const prepare = db.prepare.bind(db)
  db.prepare = (text: string) => {
    texts.add(text)
    return prepare(text)
  }
  const reads = createReads(db)
  const asks = createAsked(createSql(db))
  const slot = { accountId: 'act_1', day: '2026-03-01', hours: 10 }
  const asked: readonly ((reads: Reads) => unknown)[] = [
    (r) => r.campaign('101', range),
    (r) => r.accountSums([range]),
    (r) => r.accountDays([range]),
    (r) =>
      r.series({
        level: 'ad',
        lines: [[{ ...range, objectId: '301' }], [{ ...range, objectId: null }]],
        lengths: [31],
      }),
    (r) => r.convertedSums('act_1', range, [1]),
    (r) => r.rates(['USD']),
    (r) => r.accounts([{ accountId: 'act_1', day: '2026-03-01' }]),
    (r) => r.unlisted([range]),
    (r) => r.judgedPage({ now: [range] }, 0, 10),
    (r) => r.suspectPage([{ ...range, currency: 'USD' }], START, 10),
    (r) => r.rowsPage(0, 10),
    (r) => r.object('101'),
    (r) => r.standings(['101']),
    (r) => r.objectIds({ accountId: 'act_1', level: 'ad', activeOnly: true }),
    (r) => r.objectCounts(['act_1']),
    (r) => r.kindAges(['act_1']),
    (r) => r.coverageOf(['act_1']),
    (r) => r.holes([{ ...range, level: 'ad', freshAfter: null }]),
    (r) => r.oldestReading(),
    (r) => r.restatements({ accountId: 'act_1', objectId: null, limit: 10, offset: 0 }),
    (r) => r.restatements({ accountId: 'act_1', objectId: '301', limit: 10, offset: 0 }),
    (r) => r.arrivals('act_1', '2026-03-01'),
    (r) => r.activities({ accountId: 'act_1', objectId: null, limit: 10 }),
    (r) => r.activities({ accountId: 'act_1', objectId: '101', limit: 10 }),
    (r) => r.lastActivityAt('act_1'),
    ...[null, ['301']].flatMap((objectIds) =>
      [['act_1'], ['act_1', 'act_2']].map(
        (accountIds) => (r: Reads) =>
          r.happened({ accountIds, objectIds, kinds: TIMELINE_KINDS, before: 9, limit: 10, whole: 5 }),
      ),
    ),
    (r) => r.objectPast('301'),
    (r) => r.editables(['101', '201', '301'], 5),
    (r) => r.objectsNamed('ad', ['act_1'], ['One']),
    (r) => r.within('101', 10),
    (r) => r.changeSets(200),
    (r) => r.changeSetById('set'),
    (r) => r.setCounts('set'),
    (r) => r.setEdits({ setId: 'set', offset: 1000, limit: 100 }),
    (r) => r.setFrom({ setId: 'set', states: ['queued'], after: 7, limit: 50 }),
    (r) => r.draftsFor('set', ['101']),
    (r) => r.setsToPost(),
    (r) => r.documents({ kind: 'creative', accountId: 'act_1' }),
    (r) => r.readings(['act_1'], 'hours', 'account'),
    (r) => r.hoursOf('campaign', [slot]),
    (r) => r.hourPoints(['101'], range),
    (r) => r.breakdown({ id: '101', cuts: 'age', range }),
    () => asks.reachOf('ad', [range]),
    () => asks.windowFiguresOf('ad', [range], '7d_click'),
    () => asks.hourSumsOf('account', [slot]),
    () => createByDay(db).count('act_1', 'ad'),
    () => createByDay(db).objects('act_1', 'ad', 0, 10),
    () => [...createByDay(db).days(range, 'ad', 0, 10)],
    () => createByDay(db).readings('act_1', 'ad'),
  ]
  for (const ask of asked) {
    texts.clear()
    ask(reads)
    for (const text of texts) {
      const plan = prepare(`EXPLAIN QUERY PLAN ${text}`).all(
        ...(text.includes('@') ? [{ ranges: '', statuses: '', search: '', offset: 0, limit: 0 }] : valuesFor(text)),
      ) as { detail: string }[]
      const walks = plan.filter(({ detail }) => GROWING.test(detail)).map(({ detail }) => detail)
      expect(walks, text).toEqual([])
      plans.set(text, plan.map(({ detail }) => detail).join('\n'))
    }
  }
  const planOf = (part: string) => plans.get([...plans.keys()].find((text) => text.includes(part)) ?? '')
  // Places in a set are counted, and its states, without looking into its edits.
  expect(planOf('h.edit_id IN (\n             SELECT edit_id FROM journal_head')).toContain(
    'SEARCH journal_head USING COVERING INDEX journal_head_set (set_id=?)',
  )
  expect(planOf('WHERE set_id = ? GROUP BY')).toContain('COVERING INDEX journal_head_set (set_id=?)')
  expect(planOf('h.first_seq > ?')).toContain('journal_head_set (set_id=? AND first_seq>?)')
  expect(planOf(`h.state = 'queued'`)).toContain('journal_head_waiting (set_id=? AND state=?)')
  const plan = (text: string) =>
    (prepare(`EXPLAIN QUERY PLAN ${text}`).all() as { detail: string }[]).map(({ detail }) => detail).join('\n')
  // An account's campaigns are found without touching its ads.
  expect(plan(`SELECT key FROM object_key WHERE account_id = 'a' AND level = 'campaign'`)).toBe(
    'SEARCH object_key USING COVERING INDEX object_key_account (account_id=? AND level=?)',
  )
  // And what Meta changed of one object without the account's other thousands.
  expect(plans.get([...plans.keys()].find((text) => text.includes('re.object = (SELECT')) ?? '')).toContain(
    'restatement_object (object=? AND account=?)',
  )
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const valuesFor = (text: string): null[] => Array.from(text.matchAll(/\?/g), () => null)
