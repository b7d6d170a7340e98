/** Exchange rates, and what was asked of their provider. */
export const rates = `
-- Owned: people edit them. What one euro is worth on a day, as a plain decimal; of several sources the first counts:
-- 0 by hand, 1 from a file, 2 from the provider (shared/domain/rates.ts).
CREATE TABLE rate (
  currency TEXT NOT NULL,
  day INTEGER NOT NULL,
  source INTEGER NOT NULL,
  per_euro TEXT NOT NULL,
  PRIMARY KEY (currency, day, source)
) STRICT, WITHOUT ROWID;

-- Owned, as the rates are: the days for which the provider was asked of a currency and answered, and when it last did.
CREATE TABLE rate_asked (
  currency TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
