import { invalid } from '../graph-error.ts'
import { timeOf } from '../times.ts'
import type { Account } from '../model.ts'

/**
 * Parameters as they come, into the form in which they are kept. Every reader throws GraphError for what it cannot
 * read; null takes the value away.
 */
export type Reader = (text: string, name: string, account: Account) => string | null

const MOST_NAME = 400
/** By this a spending limit of a campaign is taken away. */
const NO_CAP = '922337203685478'

export const nameOf: Reader = (text, name) => {
  if (text.trim() === '' || text.length > MOST_NAME)
    throw invalid(`Param ${name} must be a non-empty string of at most ${MOST_NAME} characters`)
  return text
}

export const oneOf =
  (...allowed: readonly string[]): Reader =>
  (text, name) => {
    if (!allowed.includes(text))
      throw invalid(`Param ${name} must be one of {${allowed.join(', ')}} - got unexpected string "${text}".`)
    return text
  }

/** Whole minor units. */
export const minorUnits: Reader = (text, name) => {
  if (!/^\d{1,15}$/.test(text)) throw invalid(`Param ${name} must be an integer`)
  return String(Number(text))
}

export const spendCap: Reader = (text, name, account) => (text === NO_CAP ? null : minorUnits(text, name, account))

export const flag: Reader = (text, name) => {
  if (text === 'true' || text === '1') return 'true'
  if (text === 'false' || text === '0') return 'false'
  throw invalid(`Param ${name} must be a boolean`)
}

/** A text as long as people write them into such fields. */
export const words =
  (most: number): Reader =>
  (text, name) => {
    if (text.length > most) throw invalid(`Param ${name} must be at most ${most} characters long`)
    return text === '' ? null : text
  }

export const time: Reader = (text, name, account) => {
  if (text === '0') return null
  const at = timeOf(text, account.zone)
  if (at === null) throw invalid(`Param ${name} must be a valid time`)
  return String(at)
}

const parse = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(`Param ${name} must be valid JSON`)
  }
}

export const map: Reader = (text, name) => {
  const value = parse(text, name)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`Param ${name} must be a map`)
  return JSON.stringify(value)
}

export const list: Reader = (text, name) => {
  const value = parse(text, name)
  if (!Array.isArray(value)) throw invalid(`Param ${name} must be an array.`)
  return JSON.stringify(value)
}

export const listOf =
  (...allowed: readonly string[]): Reader =>
  (text, name) => {
    const value: unknown = text.startsWith('[') ? parse(text, name) : text === '' ? [] : text.split(',')
    if (!Array.isArray(value)) throw invalid(`Param ${name} must be an array.`)
    value.forEach((item: unknown, i) => {
      if (typeof item !== 'string' || !allowed.includes(item))
        throw invalid(`Param ${name}[${i}] must be one of {${allowed.join(', ')}} - got unexpected "${String(item)}".`)
    })
    return JSON.stringify(value)
  }

/** Two letters each. */
export const countries: Reader = (text, name, account) => {
  const value = JSON.parse(
    list(text.startsWith('[') ? text : JSON.stringify([text]), name, account) ?? '[]',
  ) as unknown[]
  if (!value.every((item) => typeof item === 'string' && /^[A-Z]{2}$/.test(item)))
    throw invalid(`Param ${name} must be a list of country codes`)
  return JSON.stringify(value)
}
