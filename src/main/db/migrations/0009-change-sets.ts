/** Edits that wait, in named sets, before anything is sent. */
export const changeSets = `
-- Owned. What belongs together: kept as drafts, posted, paused and undone as one.
CREATE TABLE change_set (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  posted_at INTEGER,
  paused INTEGER NOT NULL CHECK (paused IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX change_set_created ON change_set (created_at);

-- The journal as it was, with more states. A row's hash is of its texts, which stay as they are.
DROP TABLE journal_head;
CREATE TABLE journal_before (
  seq INTEGER PRIMARY KEY, edit_id TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL, edit TEXT NOT NULL,
  failure TEXT, trace_id TEXT, prev_hash TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO journal_before SELECT seq, edit_id, state, at, edit, failure, trace_id, prev_hash, hash FROM journal;
DROP TABLE journal;
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  edit_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('drafted', 'checked', 'withdrawn', 'queued', 'sent', 'confirmed', 'rejected', 'unknown', 'undone')),
  at INTEGER NOT NULL,
  edit TEXT NOT NULL CHECK (json_valid(edit)),
  failure TEXT CHECK (failure IS NULL OR json_valid(failure)),
  trace_id TEXT,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE journal_head (
  edit_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  -- The row by which it was made: drafted, and then, when it is posted, queued.
  first_seq INTEGER NOT NULL,
  object_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Why it came to this state, as a code.
  code TEXT,
  set_id TEXT,
  undo_of TEXT
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_append AFTER INSERT ON journal BEGIN
  INSERT INTO journal_head (edit_id, seq, first_seq, object_id, account_id, state, code, set_id, undo_of)
  VALUES (
    NEW.edit_id, NEW.seq, NEW.seq, NEW.edit ->> '$.objectId', NEW.edit ->> '$.accountId', NEW.state,
    NEW.failure ->> '$.code', NEW.edit ->> '$.setId',
    CASE WHEN NEW.edit ->> '$.actor.kind' = 'undo' THEN NEW.edit ->> '$.actor.editId' END
  )
  ON CONFLICT (edit_id) DO UPDATE SET seq = excluded.seq, state = excluded.state, code = excluded.code,
    first_seq = CASE
      WHEN excluded.state = 'queued' AND state IN ('drafted', 'checked', 'rejected') THEN excluded.seq ELSE first_seq
    END;
END;
INSERT INTO journal SELECT * FROM journal_before ORDER BY seq;
DROP TABLE journal_before;
CREATE INDEX journal_edit ON journal (edit_id, seq);
CREATE INDEX journal_at ON journal (at);
-- Also against INSERT OR REPLACE, which no DELETE trigger sees.
CREATE TRIGGER journal_next BEFORE INSERT ON journal WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE INDEX journal_head_object ON journal_head (object_id, first_seq);
CREATE INDEX journal_head_first ON journal_head (first_seq);
CREATE INDEX journal_head_seq ON journal_head (seq);
CREATE INDEX journal_head_undo ON journal_head (undo_of, state) WHERE undo_of IS NOT NULL;
CREATE INDEX journal_head_set ON journal_head (set_id, first_seq) WHERE set_id IS NOT NULL;
-- What has not come to its end, or failed in a set and waits for somebody.
CREATE INDEX journal_head_open ON journal_head (object_id, state, code)
  WHERE state NOT IN ('confirmed', 'undone', 'withdrawn');
`
