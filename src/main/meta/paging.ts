import { isFields, textOf } from './decode/scalars.ts'

interface Row {
  /** Its id, or all of it where it has none: tells a row that was sent twice. */
  readonly key: string
  readonly row: unknown
}
interface SmallPage {
  readonly rows: readonly Row[]
  /** Where the next page begins; null: not said. */
  readonly after: string | null
  /** Only a missing `next` ends a list: pages may be short or empty, and cursors are sent with the last one too. */
  readonly more: boolean
}

/** The cursor that the address of the next page carries, for edges that do not say it beside. */
const cursorIn = (next: string): string | null => {
  try {
    return new URL(next).searchParams.get('after')
  } catch {
    return null
  }
}

const keyOf = (row: unknown): string => (isFields(row) ? textOf(row['id']) : null) ?? JSON.stringify(row)

/** `{ data, paging: { cursors: { after }, next } }`; lists stand where objects belong when those are empty. */
const pageOf = (body: unknown): SmallPage | null => {
  const data = isFields(body) ? body['data'] : null
  if (!isFields(body) || !Array.isArray(data)) return null
  const paging = isFields(body['paging']) ? body['paging'] : {}
  const cursors = isFields(paging['cursors']) ? paging['cursors'] : {}
  const next = textOf(paging['next']) ?? ''
  return {
    rows: data.map((row: unknown) => ({ key: keyOf(row), row })),
    after: textOf(cursors['after']) || cursorIn(next),
    more: next !== '',
  }
}

/** So many empty pages one after the other are an edge that never ends. */
const MOST_EMPTY = 50

/**
 * What a page brought. `repeated`: rows or a cursor that were there before and nothing else, so that going on would miss
 * what should have come; the same page may be asked for again. The other troubles stay.
 */
export type Taken =
  | { readonly kind: 'rows'; readonly rows: readonly unknown[]; readonly end: boolean }
  | { readonly kind: 'malformed' | 'repeated' }
  | { readonly kind: 'stuck'; readonly rows: readonly unknown[]; readonly why: 'noCursor' | 'endless' }

export interface Paging {
  /** The cursor to ask with; null: from the beginning. */
  after(): string | null
  /** The rows of a body that were not there before. */
  take(body: unknown): Taken
}

/** Follows one list by our own cursor: `next` itself carries the token and lacks its proof. */
export const createPaging = (): Paging => {
  const seen = new Set<string>()
  const cursors = new Set<string>()
  let after: string | null = null
  let empty = 0
  return {
    after: () => after,
    take(body) {
      const page = pageOf(body)
      if (page === null) return { kind: 'malformed' }
      const fresh = new Map(page.rows.filter(({ key }) => !seen.has(key)).map(({ key, row }) => [key, row]))
      const round = page.more && page.after !== null && cursors.has(page.after)
      if (round || (fresh.size === 0 && page.rows.length > 0)) return { kind: 'repeated' }
      empty = page.rows.length === 0 ? empty + 1 : 0
      for (const key of fresh.keys()) seen.add(key)
      const rows = [...fresh.values()]
      if (!page.more) return { kind: 'rows', rows, end: true }
      if (page.after === null) return { kind: 'stuck', rows, why: 'noCursor' }
      if (empty >= MOST_EMPTY) return { kind: 'stuck', rows, why: 'endless' }
      cursors.add(page.after)
      after = page.after
      return { kind: 'rows', rows, end: false }
    },
  }
}
