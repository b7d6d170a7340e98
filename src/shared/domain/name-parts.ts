/** Cuts a name at `_ | / ,` and hyphens with spaces around them, as naming conventions have them. */
export const nameParts = (name: string): readonly string[] =>
  name
    .split(/[_|/,]|\s[-–—]\s/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The part at a place, counted from 0; empty: the name has none there. */
export const namePart = (name: string, part: number): string => nameParts(name)[part] ?? ''
