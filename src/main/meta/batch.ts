import type { Params } from './request.ts'

/** Meta takes no more. */
export const BATCH_LIMIT = 50

export interface BatchItem {
  readonly path: string
  readonly params: Params
}

/** Form of `POST {base}/{version}/` that reads several edges in one request. Each item still counts as one call. */
export const batchForm = (items: readonly BatchItem[]): Params => ({
  batch: JSON.stringify(
    items.map(({ path, params }) => ({
      method: 'GET',
      relative_url: `${path}?${new URLSearchParams(params).toString()}`,
    })),
  ),
  include_headers: 'true',
})

export const chunksOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
