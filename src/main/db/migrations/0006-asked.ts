/** What is asked for when somebody looks, and kept for when Meta cannot be reached. */
export const asked = `
-- Cached. Figures by hour of the account's clock; hour is 2026013115. Conversions off Meta are not known by hour.
CREATE TABLE insight_hour (
  object INTEGER NOT NULL REFERENCES object_key (key),
  hour INTEGER NOT NULL,
  spend INTEGER,
  impressions INTEGER,
  clicks INTEGER,
  link_clicks INTEGER,
  results REAL,
  result_type INTEGER,
  PRIMARY KEY (object, hour)
) STRICT, WITHOUT ROWID;

-- Cached. Conversions of exactly one range in an attribution window, which is its place in WINDOW_NAMES.
CREATE TABLE window_range (
  object INTEGER NOT NULL REFERENCES object_key (key),
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  window INTEGER NOT NULL,
  results REAL,
  purchases REAL,
  purchase_value INTEGER,
  PRIMARY KEY (object, since, until, window)
) STRICT, WITHOUT ROWID;

-- Cached. An object's figures of a range, taken apart: cuts is as age+gender, doc the reading, all of it.
CREATE TABLE breakdown (
  object INTEGER NOT NULL REFERENCES object_key (key),
  cuts TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  at INTEGER NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (object, cuts, since, until)
) STRICT, WITHOUT ROWID;
CREATE INDEX breakdown_at ON breakdown (at);

-- Cached. As before, and for hours and windows too: which kinds there are is known to the program.
CREATE TABLE reading (
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  level TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  at INTEGER NOT NULL,
  partial INTEGER NOT NULL CHECK (partial IN (0, 1)),
  closed_before INTEGER NOT NULL,
  PRIMARY KEY (account_id, kind, level, since, until)
) STRICT, WITHOUT ROWID;
INSERT INTO reading SELECT account_id, kind, level, since, until, at, partial, closed_before FROM coverage;
DROP TABLE coverage;
ALTER TABLE reading RENAME TO coverage;
`
