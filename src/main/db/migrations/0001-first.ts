/**
 * Released migrations are never edited. "Cached" can be read from Meta again and is what "Clear cache" deletes;
 * "owned" is only here. Ids are texts (beyond 2^53), money is micros, instants are milliseconds, days are integers
 * YYYYMMDD so that they sort and take four bytes. Only conversions are REAL: attribution can split one.
 */
export const first = `
-- Cached. Ad accounts as last read.
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  currency TEXT NOT NULL,
  zone TEXT NOT NULL,
  status TEXT NOT NULL,
  disable_reason TEXT NOT NULL,
  amount_spent INTEGER,
  balance INTEGER,
  spend_cap INTEGER,
  tasks TEXT CHECK (tasks IS NULL OR json_valid(tasks)),
  sources TEXT NOT NULL CHECK (json_valid(sources)),
  fetched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Cached. When a list that has no account of its own was last read whole.
CREATE TABLE fetched (
  what TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Owned. The accounts a person chose; outlives the account's own row.
CREATE TABLE watched_account (
  account_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Cached. A short key for every campaign ever seen, also one that is known from its figures alone.
CREATE TABLE campaign_key (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL
) STRICT;
CREATE INDEX campaign_key_account ON campaign_key (account_id);

-- Cached. read_at: when it was read back by its id after a write; a list from before that does not replace it.
CREATE TABLE campaign (
  key INTEGER PRIMARY KEY REFERENCES campaign_key (key),
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  objective TEXT NOT NULL,
  status TEXT NOT NULL,
  effective_status TEXT NOT NULL,
  budget_kind TEXT CHECK (budget_kind IN ('daily', 'lifetime')),
  budget_amount INTEGER CHECK ((budget_kind IS NULL) = (budget_amount IS NULL)),
  bid_strategy TEXT,
  start_time INTEGER,
  stop_time INTEGER,
  created_time INTEGER,
  updated_time INTEGER,
  read_at INTEGER
) STRICT;

-- Cached. Clustered by campaign, then day: the days of a range lie side by side.
CREATE TABLE insight_day (
  campaign INTEGER NOT NULL REFERENCES campaign_key (key),
  day INTEGER NOT NULL,
  spend INTEGER,
  impressions INTEGER,
  clicks INTEGER,
  link_clicks INTEGER,
  results REAL,
  purchases REAL,
  purchase_value INTEGER,
  reach INTEGER,
  result_type TEXT,
  PRIMARY KEY (campaign, day)
) STRICT, WITHOUT ROWID;

-- Cached. Reach of exactly one range: it cannot be added up.
CREATE TABLE reach_range (
  campaign INTEGER NOT NULL REFERENCES campaign_key (key),
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  reach INTEGER NOT NULL,
  PRIMARY KEY (campaign, since, until)
) STRICT, WITHOUT ROWID;

-- Cached. The newest reading of each stretch of days; 0 and 0 where a kind has no days.
CREATE TABLE coverage (
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('campaigns', 'insights', 'reach')),
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  at INTEGER NOT NULL,
  partial INTEGER NOT NULL CHECK (partial IN (0, 1)),
  PRIMARY KEY (account_id, kind, since, until)
) STRICT, WITHOUT ROWID;

-- Owned. doc is the whole alert; the other columns are what is filtered by.
CREATE TABLE alert (
  id TEXT PRIMARY KEY,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  resolved_at INTEGER GENERATED ALWAYS AS (doc ->> '$.resolvedAt') VIRTUAL,
  at_risk INTEGER GENERATED ALWAYS AS (doc ->> '$.atRisk') VIRTUAL
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_resolved ON alert (resolved_at);

-- Owned.
CREATE TABLE strategy (
  id TEXT PRIMARY KEY,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  created_at INTEGER NOT NULL GENERATED ALWAYS AS (doc ->> '$.createdAt') VIRTUAL
) STRICT, WITHOUT ROWID;

-- Owned. The log of decisions; names and version are in doc, so that it stays readable when its strategy is gone.
CREATE TABLE strategy_run (
  id TEXT PRIMARY KEY,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  strategy_id TEXT NOT NULL GENERATED ALWAYS AS (doc ->> '$.strategyId') VIRTUAL,
  started_at INTEGER NOT NULL GENERATED ALWAYS AS (doc ->> '$.startedAt') VIRTUAL
) STRICT;
CREATE INDEX strategy_run_strategy ON strategy_run (strategy_id, started_at);
CREATE INDEX strategy_run_started ON strategy_run (started_at);

-- Owned.
CREATE TABLE suggestion (
  id TEXT PRIMARY KEY,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  status TEXT NOT NULL GENERATED ALWAYS AS (doc ->> '$.status') VIRTUAL,
  created_at INTEGER NOT NULL GENERATED ALWAYS AS (doc ->> '$.createdAt') VIRTUAL
) STRICT;
CREATE INDEX suggestion_created ON suggestion (created_at, status);

-- Owned. Append-only; each hash covers the row and the hash before it.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  edit_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'confirmed', 'rejected', 'unknown')),
  at INTEGER NOT NULL,
  edit TEXT NOT NULL CHECK (json_valid(edit)),
  failure TEXT CHECK (failure IS NULL OR json_valid(failure)),
  trace_id TEXT,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX journal_edit ON journal (edit_id, seq);
-- Also against INSERT OR REPLACE, which no DELETE trigger sees.
CREATE TRIGGER journal_next BEFORE INSERT ON journal WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Owned, made of the journal alone: the newest row of each edit.
CREATE TABLE journal_head (
  edit_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  first_seq INTEGER NOT NULL,
  object_id TEXT NOT NULL,
  state TEXT NOT NULL,
  undo_of TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_head_object ON journal_head (object_id, first_seq);
CREATE INDEX journal_head_first ON journal_head (first_seq);
CREATE INDEX journal_head_seq ON journal_head (seq);
CREATE INDEX journal_head_undo ON journal_head (undo_of, state) WHERE undo_of IS NOT NULL;
CREATE INDEX journal_head_unsettled ON journal_head (object_id, state) WHERE state NOT IN ('confirmed', 'rejected');
CREATE TRIGGER journal_append AFTER INSERT ON journal BEGIN
  INSERT INTO journal_head (edit_id, seq, first_seq, object_id, state, undo_of)
  VALUES (
    NEW.edit_id, NEW.seq, NEW.seq, NEW.edit ->> '$.objectId', NEW.state,
    CASE WHEN NEW.edit ->> '$.actor.kind' = 'undo' THEN NEW.edit ->> '$.actor.editId' END
  )
  ON CONFLICT (edit_id) DO UPDATE SET seq = excluded.seq, state = excluded.state;
END;

-- Owned. What each poll and sync did.
CREATE TABLE sync_run (
  id TEXT PRIMARY KEY,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  started_at INTEGER NOT NULL GENERATED ALWAYS AS (doc ->> '$.startedAt') VIRTUAL,
  outcome TEXT NOT NULL GENERATED ALWAYS AS (doc ->> '$.outcome') VIRTUAL
) STRICT;
CREATE INDEX sync_run_started ON sync_run (started_at);
CREATE INDEX sync_run_outcome ON sync_run (outcome);
`
