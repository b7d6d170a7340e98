/** Cuts a name at `_ | / ,` and hyphens with spaces around them, as naming conventions have them. */
export const nameParts = (name: string): readonly string[] =>
  name
    .split(/[_|/,]|\s[-–—]\s/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
