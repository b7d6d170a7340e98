/** A part of somebody else's document that is kept as it came. Whole numbers in it are exact. */
export type Json = null | boolean | number | string | readonly Json[] | JsonFields
export interface JsonFields {
  readonly [key: string]: Json
}

/** Deeper or longer documents are none of Meta's. */
const MOST_DEPTH = 32
const MOST_VALUES = 100_000

/** Whether it can be kept and written back unchanged: no number that JSON has already rounded, no endless nesting. */
export const isJson = (value: unknown): value is Json => {
  let values = 0
  const sound = (part: unknown, depth: number): boolean => {
    values += 1
    if (depth > MOST_DEPTH || values > MOST_VALUES) return false
    if (typeof part === 'number') return Number.isFinite(part) && Math.abs(part) <= Number.MAX_SAFE_INTEGER
    if (typeof part !== 'object' || part === null) return part !== undefined && typeof part !== 'function'
    return Object.values(part).every((each) => sound(each, depth + 1))
  }
  return sound(value, 0)
}

export const isJsonFields = (value: unknown): value is JsonFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && isJson(value)
