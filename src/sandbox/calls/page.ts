import { offsetPage } from '../params.ts'
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
  const found = offsetPage(items, context.params, MOST_OBJECTS)
  const { before, after, more, start } = found
  const body: Record<string, unknown> = { data: found.items.map(shape) }
  if (before !== null && after !== null) body['paging'] = paging(context, path, before, after, more, start > 0)
  if (context.params['summary'] !== undefined) body['summary'] = { total_count: items.length }
  return body
}
