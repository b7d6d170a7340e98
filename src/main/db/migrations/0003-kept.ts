/** What people arrange and keep. */
export const kept = `
-- Owned. Saved views, metrics of their own, targets, tags: doc is the whole of it, shaped as its kind says.
CREATE TABLE kept (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
`
