import type { HttpRequest } from '../../src/main/ports.ts'
import type { SyncRun } from '../../src/shared/domain/connection.ts'

/** Between the bench and the app, which has a process of its own so that its memory is its own. */
export interface Order {
  readonly url: string
  readonly token: string
  readonly days: number
}

export type Asked = Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>

export interface Synced {
  readonly run: SyncRun
  readonly seconds: number
  /** Resident memory before the sync, and the most of it during it, bytes. */
  readonly base: number
  readonly peak: number
  /** Everything that was asked, in order, and the most of it under way at once. */
  readonly asked: readonly Asked[]
  readonly atOnce: number
}
