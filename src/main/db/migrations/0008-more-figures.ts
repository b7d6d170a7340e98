/**
 * Conversions by what was done, and how far videos were watched. Days that were read before do not have them: null.
 * Running totals from before say of how many figures they are, and lack these.
 */
export const moreFigures = `
ALTER TABLE insight_day ADD COLUMN landing_page_views REAL;
ALTER TABLE insight_day ADD COLUMN content_views REAL;
ALTER TABLE insight_day ADD COLUMN add_to_cart REAL;
ALTER TABLE insight_day ADD COLUMN checkouts REAL;
ALTER TABLE insight_day ADD COLUMN leads REAL;
ALTER TABLE insight_day ADD COLUMN registrations REAL;
ALTER TABLE insight_day ADD COLUMN conversations REAL;
ALTER TABLE insight_day ADD COLUMN installs REAL;
ALTER TABLE insight_day ADD COLUMN video_plays REAL;
ALTER TABLE insight_day ADD COLUMN video25 REAL;
ALTER TABLE insight_day ADD COLUMN video50 REAL;
ALTER TABLE insight_day ADD COLUMN video75 REAL;
ALTER TABLE insight_day ADD COLUMN video100 REAL;
ALTER TABLE insight_day ADD COLUMN thru_plays REAL;

-- Readings from before the program knew all of today's figures: they are read again when there is time.
ALTER TABLE coverage ADD COLUMN lacking INTEGER NOT NULL DEFAULT 0 CHECK (lacking IN (0, 1));
UPDATE coverage SET lacking = 1 WHERE kind = 'insights';
`
