import { isFields, textOf } from './decode/scalars.ts'
import type { Params } from './request.ts'

/** Meta takes no more. */
export const BATCH_LIMIT = 50

export interface BatchItem {
  /** GET unless told; the parameters of a POST go in its form. */
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly params: Params
}

/** Form of `POST {base}/{version}/` that makes several calls in one request. Each item still counts as one call. */
export const batchForm = (items: readonly BatchItem[]): Params => ({
  batch: JSON.stringify(
    items.map(({ method = 'GET', path, params }) => {
      const form = new URLSearchParams(params).toString()
      return method === 'GET' ? { method, relative_url: `${path}?${form}` } : { method, relative_url: path, body: form }
    }),
  ),
  include_headers: 'true',
})

/** `[{ name, value }]` of a batch item, by lower-case name. */
export const headersIn = (list: unknown): Record<string, string> => {
  const headers: Record<string, string> = {}
  if (!Array.isArray(list)) return headers
  for (const each of list as readonly unknown[]) {
    if (!isFields(each)) continue
    const name = textOf(each['name'])
    const value = textOf(each['value'])
    if (name !== null && value !== null) headers[name.toLowerCase()] = value
  }
  return headers
}

export const chunksOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
