import type { Params } from '../params.ts'
import type { ReportFate } from '../reports.ts'
import type { Token } from '../tokens.ts'

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Without a leading slash, with or without a version. */
  readonly path: string
  readonly params: Params
  readonly token: string | null
  readonly origin: string
  /** What a script has in store for a report that this call orders; null or missing: nothing. */
  readonly reportFate?: ReportFate | null
}

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** A call whose token is known to be good. */
export interface Context extends Call {
  readonly version: string
  readonly token: string
  readonly who: Token
}
