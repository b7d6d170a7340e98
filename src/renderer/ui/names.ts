/** Isolates a name of any direction from the sentence around it. */
export const isolate = (name: string): string => `\u2068${name}\u2069`

/** A name for a button or a toast: cut between whole characters, isolated, in quotes. */
export const quoted = (name: string, most = 40): string => {
  const segments = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name.slice(0, most * 12))]
  const isCut = segments.length > most || name.length > most * 12
  const text = isCut ? `${segments.slice(0, most - 1).map(({ segment }) => segment).join('')}…` : name
  return `“${isolate(text)}”`
}
