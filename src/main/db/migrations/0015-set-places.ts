/** Sets of ten thousands of edits: their places, states and counts are read from an index alone, and which of them wait from a small one. */
export const setPlaces = `
DROP INDEX journal_head_set;
CREATE INDEX journal_head_set ON journal_head (set_id, first_seq, state, code, act, account_id) WHERE set_id IS NOT NULL;
CREATE INDEX journal_head_waiting ON journal_head (set_id, state)
  WHERE set_id IS NOT NULL AND state IN ('drafted', 'checked', 'queued', 'sent', 'unknown');
`
