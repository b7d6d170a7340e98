/** Spend caps of campaigns, which lists tell too. */
export const spendCaps = `
-- 0: no cap; null: not known, until the campaign's list is read again.
ALTER TABLE campaign ADD COLUMN spend_cap INTEGER;
`
