import { createHash } from 'node:crypto'
import { daysBetween } from '../../../shared/domain/day.ts'
import type { ReportBook, ReportUnderWay } from '../graph.ts'
import { paramsOf } from '../endpoints.ts'
import type { Part } from './part.ts'

/** Asynchronous reports: when one is worth it, and how it is known again. */

/** Rows up to which pages of the edge are quicker: ten of them. */
const FEW_ROWS = 5000
/** Meta may take an hour; what takes longer is not coming. By Meta's clock. */
export const DEADLINE_MS = 65 * 60_000
/** A part may be reported anew, when a report failed or could not be read, but not for ever. */
export const MOST_RUNS = 3
/** Reports under way at once for a workspace: more only slow each other down. */
export const MOST_AT_ONCE = 20

const FIRST_PAUSE_MS = 2000
const LONGEST_PAUSE_MS = 120_000
export const pauseBeforePoll = (polls: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** polls)

/** Figures of many days below the account: what can be many rows, and what is looked up in the book first. */
export const mayBeReport = ({ request }: Part): boolean =>
  request.kind !== 'objects' && request.level !== 'account' && request.since < request.until
export const isMany = (rows: number): boolean => rows > FEW_ROWS

/** The same question has the same key, after a restart too; what is asked without other fields is another question. */
export const keyOf = (part: Part, without: ReadonlySet<string>): string =>
  createHash('sha256')
    .update(`${part.request.accountId} ${JSON.stringify(paramsOf(part, without))}`)
    .digest('base64url')

/** Rows to expect of a request, from what was read before. */
export interface Expectations {
  of(part: Part): number | null
  /** A whole part was read. */
  saw(part: Part, rows: number): void
}
export const createExpectations = (): Expectations => {
  /** Rows a day (of insights) or a range (of reach) by account and level. */
  const seen = new Map<string, number>()
  const key = ({ request }: Part) => `${request.accountId} ${request.kind} ${request.level}`
  const days = ({ request }: Part) => (request.kind === 'insights' ? daysBetween(request.since, request.until) + 1 : 1)
  return {
    of(part) {
      const { request, among } = part
      if (request.kind === 'objects' || among !== null) return null
      if (request.expectedRows !== undefined) return request.expectedRows
      const most = request.ids === undefined ? Infinity : request.ids.length * days(part)
      const rate = seen.get(key(part))
      return rate === undefined ? null : Math.min(most, rate * days(part))
    },
    saw(part, rows) {
      const { request, among } = part
      if (request.kind !== 'objects' && request.ids === undefined && among === null)
        seen.set(key(part), rows / days(part))
    },
  }
}

/** Forgets with the program: where nothing outlives it. */
export const createMemoryBook = (): ReportBook => {
  const reports = new Map<string, ReportUnderWay>()
  return {
    find: async (key) => reports.get(key) ?? null,
    keep: async (report) => void reports.set(report.key, report),
    drop: async (key) => void reports.delete(key),
  }
}
