/** What an edit does to its object, beside its state: what leads to no way back is counted and marked without looking into each edit. */
export const ACT = (edit: string): string => `
    CASE ${edit} ->> '$.change.field'
      WHEN 'created' THEN 'add'
      WHEN 'status' THEN CASE ${edit} ->> '$.change.after' WHEN 'ARCHIVED' THEN 'archive' WHEN 'DELETED' THEN 'delete' ELSE 'edit' END
      ELSE 'edit'
    END`

export const acts = `
-- What an edit does: 'add', 'edit', 'archive' or 'delete'.
ALTER TABLE journal_head ADD COLUMN act TEXT NOT NULL DEFAULT 'edit';
UPDATE journal_head SET act = ${ACT('journal.edit')} FROM journal WHERE journal.seq = journal_head.seq;
DROP INDEX journal_head_open;
CREATE INDEX journal_head_open ON journal_head (object_id, state, code, act)
  WHERE state NOT IN ('confirmed', 'undone', 'withdrawn');
DROP TRIGGER journal_append;
CREATE TRIGGER journal_append AFTER INSERT ON journal BEGIN
  INSERT INTO journal_head (edit_id, seq, first_seq, object_id, account_id, state, code, set_id, undo_of, act)
  VALUES (
    NEW.edit_id, NEW.seq, NEW.seq, NEW.edit ->> '$.objectId', NEW.edit ->> '$.accountId', NEW.state,
    NEW.failure ->> '$.code', NEW.edit ->> '$.setId',
    CASE WHEN NEW.edit ->> '$.actor.kind' = 'undo' THEN NEW.edit ->> '$.actor.editId' END, ${ACT('NEW.edit')}
  )
  ON CONFLICT (edit_id) DO UPDATE SET
    seq = excluded.seq, object_id = excluded.object_id, state = excluded.state, code = excluded.code, act = excluded.act,
    first_seq = CASE
      WHEN excluded.state = 'queued' AND state IN ('drafted', 'checked', 'rejected') THEN excluded.seq ELSE first_seq
    END;
END;
`
