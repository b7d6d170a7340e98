import { invalid } from './graph-error.ts'

/** Parameters as they came: texts, with JSON inside where Meta wants lists and maps. */
export type Params = Readonly<Record<string, string>>

export const jsonParam = (params: Params, name: string): unknown => {
  const text = params[name]
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** `["A","B"]`, `A,B` or one word. */
export const listParam = (params: Params, name: string): readonly string[] | undefined => {
  const value = jsonParam(params, name)
  if (value === undefined) return undefined
  if (Array.isArray(value)) return value.map(String)
  return (typeof value === 'string' ? value : JSON.stringify(value)).split(',')
}

export interface Filter {
  readonly field: string
  readonly operator: string
  readonly value: unknown
}

export const filtersOf = (params: Params): readonly Filter[] => {
  const value = jsonParam(params, 'filtering')
  if (value === undefined) return []
  if (!Array.isArray(value)) throw invalid('Param filtering must be an array.')
  return value.map((entry: unknown) => {
    const filter = entry as Partial<Filter> | null
    if (typeof filter?.field !== 'string' || typeof filter.operator !== 'string')
      throw invalid('Param filtering must be an array of {field, operator, value}.')
    return { field: filter.field, operator: filter.operator, value: filter.value }
  })
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((item) => String(item).toLowerCase()) : [String(value).toLowerCase()]

/** Whether a value passes a filter, by Meta's operators. */
export const passes = ({ field, operator, value }: Filter, actual: string | number): boolean => {
  const own = String(actual).toLowerCase()
  const [low = Number.NaN, high = Number.NaN] = Array.isArray(value) ? value.map(Number) : []
  switch (operator) {
    case 'IN':
    case 'ANY':
      return texts(value).includes(own)
    case 'NOT_IN':
    case 'NONE':
      return !texts(value).includes(own)
    case 'EQUAL':
      return typeof actual === 'number' ? actual === Number(value) : own === texts(value)[0]
    case 'NOT_EQUAL':
      return typeof actual === 'number' ? actual !== Number(value) : own !== texts(value)[0]
    case 'CONTAIN':
      return own.includes(texts(value)[0] ?? '')
    case 'NOT_CONTAIN':
      return !own.includes(texts(value)[0] ?? '')
    case 'STEM_MATCH':
      return own.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(texts(value)[0] ?? ''))
    case 'CONTAINS_ANY':
      return texts(value).some((text) => own.includes(text))
    case 'CONTAINS_ALL':
    case 'ALL':
      return texts(value).every((text) => own.includes(text))
    case 'NOT_CONTAINS_ANY':
      return !texts(value).some((text) => own.includes(text))
    case 'ENDS_WITH':
      return own.endsWith(texts(value)[0] ?? '')
    case 'STARTS_WITH':
      return own.startsWith(texts(value)[0] ?? '')
    case 'GREATER_THAN':
    case 'AFTER':
      return Number(actual) > Number(value)
    case 'GREATER_THAN_OR_EQUAL':
    case 'ON_OR_AFTER':
      return Number(actual) >= Number(value)
    case 'LESS_THAN':
    case 'BEFORE':
      return Number(actual) < Number(value)
    case 'LESS_THAN_OR_EQUAL':
    case 'ON_OR_BEFORE':
      return Number(actual) <= Number(value)
    case 'IN_RANGE':
      return Number(actual) >= low && Number(actual) <= high
    case 'NOT_IN_RANGE':
      return Number(actual) < low || Number(actual) > high
    default:
      throw invalid(
        `filtering on ${field}: operator must be one of the following values: EQUAL, NOT_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL, LESS_THAN, LESS_THAN_OR_EQUAL, IN_RANGE, NOT_IN_RANGE, CONTAIN, NOT_CONTAIN, CONTAINS_ANY, CONTAINS_ALL, NOT_CONTAINS_ANY, STEM_MATCH, IN, NOT_IN, STARTS_WITH, ENDS_WITH, ANY, ALL, NONE`,
      )
  }
}

export const limitOf = (params: Params, most: number): number => {
  const text = params['limit']
  if (text === undefined || text === '') return 25
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1) throw invalid('Param limit must be an integer greater than or equal to 1')
  return Math.min(limit, most)
}

/** Positions in a list as opaque texts. */
export const cursorOf = (parts: readonly number[]): string => Buffer.from(`c:${parts.join(':')}`).toString('base64url')
export const readCursor = (text: string | undefined): number[] | null => {
  if (text === undefined || text === '') return null
  const match = /^c:(-?\d+(?::-?\d+)*)$/.exec(Buffer.from(text, 'base64url').toString('utf8'))
  if (!match?.[1]) throw invalid('Invalid cursors values', 2642)
  return match[1].split(':').map(Number)
}

interface OffsetPage<T> {
  readonly items: readonly T[]
  /** Cursors of the first and the last item; null when there are none. */
  readonly before: string | null
  readonly after: string | null
  readonly start: number
  /** Whether anything follows. */
  readonly more: boolean
}

/** The part of a list that `limit` and `after` or `before` ask for. Throws GraphError. */
export const offsetPage = <T>(all: readonly T[], params: Params, most: number): OffsetPage<T> => {
  const limit = limitOf(params, most)
  const before = readCursor(params['before'])?.[0]
  const start =
    before === undefined
      ? (readCursor(params['after'])?.[0] ?? -1) + 1
      : Math.max(0, Math.min(before, all.length) - limit)
  const items = all.slice(start, before === undefined ? start + limit : Math.min(before, all.length))
  const end = start + items.length - 1
  return {
    items,
    before: items.length > 0 ? cursorOf([start]) : null,
    after: items.length > 0 ? cursorOf([end]) : null,
    start,
    more: end + 1 < all.length,
  }
}
