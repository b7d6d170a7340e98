/** What no system takes in the name of a file, and what is not seen in one. */
const NOT_IN_NAMES = /[\\/:*?"<>|\p{C}]+/gu
const LONGEST = 120

/** A name for a file of any title; `fallback` where nothing is left of it. */
export const fileNameOf = (title: string, extension: string, fallback: string): string => {
  const name = [...title.replaceAll(NOT_IN_NAMES, ' ').replaceAll(/\s+/g, ' ').trim()].slice(0, LONGEST).join('')
  // Windows takes neither at the end; a dot at the beginning hides it elsewhere.
  return `${name.replaceAll(/^[. ]+|[. ]+$/g, '') || fallback}.${extension}`
}
