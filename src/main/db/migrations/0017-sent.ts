import { ACT } from './0013-acts.ts'

/** What was sent stays in the record, whatever becomes of it afterwards. */
export const sent = `
-- When it was first sent; null: never.
ALTER TABLE journal_head ADD COLUMN sent_at INTEGER;
-- 1: an attempt that was overwritten, or whose object could not be read any more, may have taken effect.
ALTER TABLE journal_head ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 0;
UPDATE journal_head SET sent_at = first.at
  FROM (SELECT edit_id, min(at) AS at FROM journal WHERE state IN ('sent', 'unknown', 'confirmed') GROUP BY edit_id) AS first
  WHERE first.edit_id = journal_head.edit_id;
UPDATE journal_head SET in_doubt = 1 WHERE edit_id IN (
  SELECT edit_id FROM journal AS ended WHERE state = 'rejected' AND failure ->> '$.code' IN ('editConflict', 'accountHidden')
    AND (SELECT state FROM journal WHERE edit_id = ended.edit_id AND seq < ended.seq ORDER BY seq DESC LIMIT 1)
      IN ('sent', 'unknown'));
DROP TRIGGER journal_append;
CREATE TRIGGER journal_append AFTER INSERT ON journal BEGIN
  INSERT INTO journal_head (edit_id, seq, first_seq, object_id, account_id, state, code, set_id, undo_of, act, sent_at)
  VALUES (
    NEW.edit_id, NEW.seq, NEW.seq, NEW.edit ->> '$.objectId', NEW.edit ->> '$.accountId', NEW.state,
    NEW.failure ->> '$.code', NEW.edit ->> '$.setId',
    CASE WHEN NEW.edit ->> '$.actor.kind' = 'undo' THEN NEW.edit ->> '$.actor.editId' END, ${ACT('NEW.edit')},
    CASE WHEN NEW.state IN ('sent', 'unknown', 'confirmed') THEN NEW.at END
  )
  ON CONFLICT (edit_id) DO UPDATE SET
    seq = excluded.seq, object_id = excluded.object_id, state = excluded.state, code = excluded.code, act = excluded.act,
    sent_at = coalesce(sent_at, excluded.sent_at),
    in_doubt = in_doubt OR (
      state IN ('sent', 'unknown') AND excluded.state = 'rejected'
      AND coalesce(excluded.code, '') IN ('editConflict', 'accountHidden')
    ),
    first_seq = CASE
      WHEN excluded.state = 'queued' AND state IN ('drafted', 'checked', 'rejected') THEN excluded.seq ELSE first_seq
    END;
END;
`
