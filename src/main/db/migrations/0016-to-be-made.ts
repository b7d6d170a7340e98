/** What is to be made is found without looking through all that waits. */
export const toBeMade = `
CREATE INDEX journal_head_to_be_made ON journal_head (first_seq)
  WHERE act = 'add' AND state IN ('drafted', 'checked', 'queued', 'sent', 'unknown', 'rejected');
`
