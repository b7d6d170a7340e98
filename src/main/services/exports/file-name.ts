import { basename, dirname, join } from 'node:path'
import { PART } from './unfinished.ts'

/** What no system takes in the name of a file, and what is not seen in one. */
const NOT_IN_NAMES = /[\\/:*?"<>|\p{C}]+/gu
const LONGEST = 120

/** What most systems take. */
const MOST_BYTES = 255

const encoder = new TextEncoder()
/** As many whole characters from its beginning as there are bytes for. */
const cut = (text: string, bytes: number): string => {
  const { read } = encoder.encodeInto(text, new Uint8Array(Math.max(0, bytes)))
  return text.slice(0, read)
}

/** A name for a file of any title; `fallback` where nothing is left of it. */
export const fileNameOf = (title: string, extension: string, fallback: string): string => {
  const plain = [...title.replaceAll(NOT_IN_NAMES, ' ').replaceAll(/\s+/g, ' ').trim()].slice(0, LONGEST).join('')
  const name = cut(plain, MOST_BYTES - extension.length - 1)
  // Windows takes neither at the end; a dot at the beginning hides it elsewhere.
  return `${name.replaceAll(/^[. ]+|[. ]+$/g, '') || fallback}.${extension}`
}

/** What a file is called until it is whole: beside it, and never too long. */
export const partOf = (path: string, id: string): string => {
  const end = `.${id.slice(0, 8)}${PART}`
  return join(dirname(path), `${cut(basename(path), MOST_BYTES - end.length)}${end}`)
}
