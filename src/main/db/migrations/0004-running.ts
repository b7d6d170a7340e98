/** Running totals, and the columns that tables of ad sets and ads are sorted and filtered by. */
export const running = `
-- Cached. What the objects of an account and level add up to from the first of a month to a day, as columns; and, as the
-- month's day 00, of all days before the month. id: see db/running/place.ts. Made of insight_day alone.
CREATE TABLE running (
  id INTEGER PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;

-- Cached. Months whose running totals are behind insight_day, from a day on. level: place in LEVELS and one.
CREATE TABLE running_stale (
  account INTEGER NOT NULL REFERENCES object_key (key),
  level INTEGER NOT NULL,
  month INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (account, level, month)
) STRICT, WITHOUT ROWID;

-- Moves with every change of an account's objects, or of its running totals, at a level, and never back: not with a cleared
-- cache either, whose keys are given out again.
CREATE TABLE revision (
  account INTEGER NOT NULL,
  level INTEGER NOT NULL,
  objects INTEGER NOT NULL DEFAULT 0,
  figures INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account, level)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO object_key (id, account_id, level) SELECT DISTINCT account_id, account_id, 'account' FROM object_key;
INSERT INTO running_stale
SELECT a.key, CASE k.level WHEN 'campaign' THEN 1 WHEN 'adset' THEN 2 ELSE 3 END, d.day / 100, min(d.day)
FROM insight_day d JOIN object_key k ON k.key = d.object JOIN object_key a ON a.id = k.account_id
WHERE k.level <> 'account' GROUP BY 1, 2, 3;

ALTER TABLE adset ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE adset ADD COLUMN budget_kind TEXT;
ALTER TABLE adset ADD COLUMN budget_amount INTEGER;
ALTER TABLE adset ADD COLUMN bid_strategy TEXT;
ALTER TABLE adset ADD COLUMN bid_amount INTEGER;
ALTER TABLE adset ADD COLUMN optimization TEXT;
ALTER TABLE adset ADD COLUMN learning TEXT;
ALTER TABLE adset ADD COLUMN start_time INTEGER;
ALTER TABLE adset ADD COLUMN stop_time INTEGER;
ALTER TABLE adset ADD COLUMN created_time INTEGER;
ALTER TABLE adset ADD COLUMN updated_time INTEGER;
UPDATE adset SET
  name = doc ->> '$.name', budget_kind = doc ->> '$.budget.kind', budget_amount = doc ->> '$.budget.amount',
  bid_strategy = doc ->> '$.bidStrategy', bid_amount = doc ->> '$.bidAmount', optimization = doc ->> '$.optimizationGoal',
  learning = doc ->> '$.learning.status', start_time = doc ->> '$.startTime', stop_time = doc ->> '$.endTime',
  created_time = doc ->> '$.createdTime', updated_time = doc ->> '$.updatedTime';

ALTER TABLE ad ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE ad ADD COLUMN start_time INTEGER;
ALTER TABLE ad ADD COLUMN stop_time INTEGER;
ALTER TABLE ad ADD COLUMN created_time INTEGER;
ALTER TABLE ad ADD COLUMN updated_time INTEGER;
UPDATE ad SET
  name = doc ->> '$.name', start_time = doc ->> '$.startTime', stop_time = doc ->> '$.endTime',
  created_time = doc ->> '$.createdTime', updated_time = doc ->> '$.updatedTime';

-- Reach of a range for all objects at once.
CREATE INDEX reach_range_days ON reach_range (since, until);
`
