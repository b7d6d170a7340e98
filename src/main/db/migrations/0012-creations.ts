/** An edit that makes something is about what it made, as soon as Meta has said which that is: its newest row tells. */
export const creations = `
DROP TRIGGER journal_append;
CREATE TRIGGER journal_append AFTER INSERT ON journal BEGIN
  INSERT INTO journal_head (edit_id, seq, first_seq, object_id, account_id, state, code, set_id, undo_of)
  VALUES (
    NEW.edit_id, NEW.seq, NEW.seq, NEW.edit ->> '$.objectId', NEW.edit ->> '$.accountId', NEW.state,
    NEW.failure ->> '$.code', NEW.edit ->> '$.setId',
    CASE WHEN NEW.edit ->> '$.actor.kind' = 'undo' THEN NEW.edit ->> '$.actor.editId' END
  )
  ON CONFLICT (edit_id) DO UPDATE SET
    seq = excluded.seq, object_id = excluded.object_id, state = excluded.state, code = excluded.code,
    first_seq = CASE
      WHEN excluded.state = 'queued' AND state IN ('drafted', 'checked', 'rejected') THEN excluded.seq ELSE first_seq
    END;
END;
`
