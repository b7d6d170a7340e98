import { cursorOf, limitOf, readCursor } from '../params.ts'
import type { Context } from './call.ts'

const MOST_OBJECTS = 5000

/** Cursors, and addresses of the pages beside this one that carry the whole question. */
export const paging = (
  context: Context,
  path: string,
  before: string,
  after: string,
  more: boolean,
  back = false,
): unknown => {
  const link = (extra: Record<string, string>): string => {
    const { after: _after, before: _before, appsecret_proof: _proof, ...rest } = context.params
    const query = new URLSearchParams({ ...rest, access_token: context.token, ...extra })
    return `${context.origin}/${context.version}/${path}?${query.toString()}`
  }
  return {
    cursors: { before, after },
    ...(more ? { next: link({ after }) } : {}),
    ...(back ? { previous: link({ before }) } : {}),
  }
}

/** The page of a list that was asked for, in Meta's wrapping. Throws GraphError. */
export const page = <T>(context: Context, items: readonly T[], shape: (item: T) => unknown, path: string): unknown => {
  const limit = limitOf(context.params, MOST_OBJECTS)
  const start = (readCursor(context.params['after'])?.[0] ?? -1) + 1
  const some = items.slice(start, start + limit)
  const body: Record<string, unknown> = { data: some.map(shape) }
  if (some.length > 0) {
    const end = start + some.length - 1
    body['paging'] = paging(context, path, cursorOf([start]), cursorOf([end]), end + 1 < items.length, start > 0)
  }
  if (context.params['summary'] !== undefined) body['summary'] = { total_count: items.length }
  return body
}
