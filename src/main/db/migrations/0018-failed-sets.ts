/** Sets with failures stay in sight, however old they are. */
export const failedSets = `
CREATE INDEX journal_head_failed ON journal_head (set_id) WHERE set_id IS NOT NULL AND state = 'rejected';
`
