/**
 * Ad sets, ads and the accounts themselves beside campaigns; what Meta changed of days that were over; lists of other
 * kinds. A kind of result is its place in RESULT_TYPES and one: a byte where a word took eight.
 */
export const levels = `
-- Cached, but for keys that an owned table uses. A short key for every object ever seen, also one that is known from
-- its figures alone, and for the account itself.
ALTER TABLE campaign_key RENAME TO object_key;
ALTER TABLE object_key ADD COLUMN level TEXT NOT NULL DEFAULT 'campaign'
  CHECK (level IN ('account', 'campaign', 'adset', 'ad'));
DROP INDEX campaign_key_account;
CREATE INDEX object_key_account ON object_key (account_id, level);

-- gone_at: when a complete list held it no more.
ALTER TABLE campaign ADD COLUMN gone_at INTEGER;

-- Cached. doc is the whole ad set; the other columns are what is filtered and joined by.
CREATE TABLE adset (
  key INTEGER PRIMARY KEY REFERENCES object_key (key),
  campaign INTEGER NOT NULL REFERENCES object_key (key),
  name_folded TEXT NOT NULL,
  status TEXT NOT NULL,
  effective_status TEXT NOT NULL,
  doc TEXT NOT NULL,
  read_at INTEGER,
  gone_at INTEGER
) STRICT;
CREATE INDEX adset_campaign ON adset (campaign);

-- Cached. As adset.
CREATE TABLE ad (
  key INTEGER PRIMARY KEY REFERENCES object_key (key),
  campaign INTEGER NOT NULL REFERENCES object_key (key),
  adset INTEGER NOT NULL REFERENCES object_key (key),
  name_folded TEXT NOT NULL,
  status TEXT NOT NULL,
  effective_status TEXT NOT NULL,
  doc TEXT NOT NULL,
  read_at INTEGER,
  gone_at INTEGER
) STRICT;
CREATE INDEX ad_campaign ON ad (campaign);
CREATE INDEX ad_adset ON ad (adset);

-- Cached. Clustered by object, then day: the days of a range lie side by side.
CREATE TABLE object_day (
  object INTEGER NOT NULL REFERENCES object_key (key),
  day INTEGER NOT NULL,
  spend INTEGER,
  impressions INTEGER,
  clicks INTEGER,
  link_clicks INTEGER,
  results REAL,
  purchases REAL,
  purchase_value INTEGER,
  reach INTEGER,
  result_type INTEGER,
  PRIMARY KEY (object, day)
) STRICT, WITHOUT ROWID;
INSERT INTO object_day
SELECT campaign, day, spend, impressions, clicks, link_clicks, results, purchases, purchase_value, reach,
  CASE result_type
    WHEN 'purchase' THEN 1 WHEN 'lead' THEN 2 WHEN 'link_click' THEN 3 WHEN 'landing_page_view' THEN 4
    WHEN 'post_engagement' THEN 5 WHEN 'app_install' THEN 6 WHEN 'reach' THEN 7 WHEN 'other' THEN 8
  END
FROM insight_day;
DROP TABLE insight_day;
ALTER TABLE object_day RENAME TO insight_day;

ALTER TABLE reach_range RENAME COLUMN campaign TO object;

-- Cached. Readings of stretches of days; 0 and 0 where a kind has no days. Days before closed_before were over for the
-- account when they were read; 0: not known.
CREATE TABLE reading (
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('objects', 'insights', 'reach')),
  level TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  at INTEGER NOT NULL,
  partial INTEGER NOT NULL CHECK (partial IN (0, 1)),
  closed_before INTEGER NOT NULL,
  PRIMARY KEY (account_id, kind, level, since, until)
) STRICT, WITHOUT ROWID;
INSERT INTO reading
SELECT account_id, iif(kind = 'campaigns', 'objects', kind), 'campaign', since, until, at, partial, 0 FROM coverage;
DROP TABLE coverage;
ALTER TABLE reading RENAME TO coverage;

-- Owned. What Meta changed of a day that had been read after it was over: the figures before, and by how much they were
-- changed, added up over the account's day on which that was seen. Null where the figure is unknown afterwards.
CREATE TABLE restatement (
  account INTEGER NOT NULL REFERENCES object_key (key),
  seen_on INTEGER NOT NULL,
  object INTEGER NOT NULL REFERENCES object_key (key),
  day INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  spend INTEGER,
  impressions INTEGER,
  clicks INTEGER,
  link_clicks INTEGER,
  results REAL,
  purchases REAL,
  purchase_value INTEGER,
  spend_change INTEGER,
  impressions_change INTEGER,
  clicks_change INTEGER,
  link_clicks_change INTEGER,
  results_change REAL,
  purchases_change REAL,
  purchase_value_change INTEGER,
  PRIMARY KEY (account, seen_on, object, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX restatement_object ON restatement (object);

-- Owned. What a day of an account added up to when it was first read at each age, 0 to 28: days since it was over.
CREATE TABLE arrival (
  account_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  age INTEGER NOT NULL,
  at INTEGER NOT NULL,
  spend INTEGER NOT NULL,
  results REAL NOT NULL,
  purchases REAL NOT NULL,
  purchase_value INTEGER NOT NULL,
  PRIMARY KEY (account_id, day, age)
) STRICT, WITHOUT ROWID;

-- Cached. Who changed what, by Meta's own log. It has no ids: a line is itself.
CREATE TABLE activity (
  account_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  doc TEXT NOT NULL,
  object_id TEXT,
  PRIMARY KEY (account_id, at, doc)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_object ON activity (object_id, at) WHERE object_id IS NOT NULL;

-- Cached. Creatives, audiences and what else is shown as it came; an empty account_id where it is of none.
CREATE TABLE document (
  kind TEXT NOT NULL,
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  doc TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, account_id, id)
) STRICT, WITHOUT ROWID;

-- Cached. When a list that has no coverage was last read whole; an empty account_id where it is of none.
CREATE TABLE listed (
  account_id TEXT NOT NULL,
  what TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account_id, what)
) STRICT, WITHOUT ROWID;
INSERT INTO listed SELECT '', what, at FROM fetched;
DROP TABLE fetched;
ALTER TABLE listed RENAME TO fetched;

-- Cached. Reports that Meta is making for us: found again after a kill rather than asked for twice.
CREATE TABLE report_run (
  key TEXT PRIMARY KEY,
  run_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  requested_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
