/** Accounts that nothing is edited of. */
export const readOnly = `
-- Owned. The accounts a person locked; outlives the account's own row.
CREATE TABLE read_only_account (
  account_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`
