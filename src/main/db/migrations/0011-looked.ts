/** What of others' changes somebody has looked at. */
export const looked = `
-- Owned. Up to when somebody has looked at what others changed of an object's field.
CREATE TABLE looked (
  object INTEGER NOT NULL REFERENCES object_key (key),
  field TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (object, field)
) STRICT, WITHOUT ROWID;
`
