/** What objects were set to at each time that somebody looked, and ways to read what happened by its time. */
export const objectHistory = `
-- Owned. What an object was set to: a row when it is first seen and whenever it is seen to differ from the row before, n
-- counting from 1. Between known_until, when it was last known to be as before, and seen_at it was changed; null: first seen.
CREATE TABLE object_state (
  object INTEGER NOT NULL REFERENCES object_key (key),
  n INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  known_until INTEGER,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  budget_kind TEXT CHECK (budget_kind IN ('daily', 'lifetime')),
  budget INTEGER CHECK ((budget_kind IS NULL) = (budget IS NULL)),
  bid INTEGER,
  bid_strategy TEXT,
  starts_at INTEGER,
  ends_at INTEGER,
  PRIMARY KEY (object, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX object_state_changed ON object_state (seen_at) WHERE n > 1;

-- What is in the cache already was last seen when its list was last read.
INSERT INTO object_state
SELECT c.key, 1, coalesce(c.read_at, r.at), NULL, c.name, iif(c.gone_at IS NULL, c.status, 'DELETED'),
  c.budget_kind, c.budget_amount, NULL, c.bid_strategy, c.start_time, c.stop_time
FROM campaign c JOIN object_key k ON k.key = c.key
LEFT JOIN coverage r ON r.account_id = k.account_id AND r.kind = 'objects' AND r.level = 'campaign'
WHERE coalesce(c.read_at, r.at) IS NOT NULL;
INSERT INTO object_state
SELECT a.key, 1, coalesce(a.read_at, r.at), NULL, a.doc ->> '$.name', iif(a.gone_at IS NULL, a.status, 'DELETED'),
  a.doc ->> '$.budget.kind', a.doc ->> '$.budget.amount', a.doc ->> '$.bidAmount', a.doc ->> '$.bidStrategy',
  a.doc ->> '$.startTime', a.doc ->> '$.endTime'
FROM adset a JOIN object_key k ON k.key = a.key
LEFT JOIN coverage r ON r.account_id = k.account_id AND r.kind = 'objects' AND r.level = 'adset'
WHERE coalesce(a.read_at, r.at) IS NOT NULL;
INSERT INTO object_state
SELECT a.key, 1, coalesce(a.read_at, r.at), NULL, a.doc ->> '$.name', iif(a.gone_at IS NULL, a.status, 'DELETED'),
  NULL, NULL, NULL, NULL, a.doc ->> '$.startTime', a.doc ->> '$.endTime'
FROM ad a JOIN object_key k ON k.key = a.key
LEFT JOIN coverage r ON r.account_id = k.account_id AND r.kind = 'objects' AND r.level = 'ad'
WHERE coalesce(a.read_at, r.at) IS NOT NULL;

-- What happened is read newest first, of many accounts at once.
CREATE INDEX activity_at ON activity (at);
CREATE INDEX journal_at ON journal (at);
ALTER TABLE alert ADD COLUMN opened_at INTEGER GENERATED ALWAYS AS (doc ->> '$.openedAt') VIRTUAL;
CREATE INDEX alert_opened ON alert (opened_at);
`
