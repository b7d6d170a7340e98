import { createHash } from 'node:crypto'
import { daysBetween } from '../../../shared/domain/day.ts'
import type { ReadRequest, ReportBook, ReportUnderWay } from '../graph.ts'
import { PAGE_LIMIT, paramsOf } from '../endpoints.ts'
import type { Part } from './part.ts'

/** Asynchronous reports: when one is worth it, and how it is known again. */

/** Rows up to which pages of the edge cost few calls: ten of them. */
const FEW_ROWS = 5000
/** Rows up to which pages are quicker than a report, where there is room for so many calls: forty of them. */
const MANY_ROWS = 20_000
/** Of the calls that there is room for, one reading takes no more than this part. */
const PART_OF_ROOM = 1 / 4
/** Meta may take an hour; what takes longer is not coming. By Meta's clock. */
export const DEADLINE_MS = 65 * 60_000
/** A part may be reported anew, when a report failed or could not be read, but not for ever. */
export const MOST_RUNS = 3
/** Reports under way at once for a workspace: more only slow each other down. */
export const MOST_AT_ONCE = 20

const FIRST_PAUSE_MS = 2000
const LONGEST_PAUSE_MS = 120_000
export const pauseBeforePoll = (polls: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** polls)

/** Figures of many days or hours below the account: what can be many rows, and what is looked up in the book first. */
export const mayBeReport = ({ request }: Part): boolean =>
  request.kind !== 'objects' &&
  request.level !== 'account' &&
  (request.kind === 'hours' || request.since < request.until)
/** `room`: calls that may be made for the account. A report takes a minute or more, but about half of the calls. */
export const isMany = (rows: number, room: number): boolean =>
  rows > MANY_ROWS || (rows > FEW_ROWS && rows / PAGE_LIMIT > room * PART_OF_ROOM)

/** The same question has the same key, after a restart too; what is asked without other fields is another question. */
export const keyOf = (part: Part, without: ReadonlySet<string>): string =>
  createHash('sha256')
    .update(`${part.request.accountId} ${JSON.stringify(paramsOf(part, without))}`)
    .digest('base64url')

/** Rows to expect of a request, from what was read before: the same, or the list of the objects that it is about. */
export interface Expectations {
  of(part: Part): number | null
  /** A whole part was read. */
  saw(part: Part, rows: number): void
}
export const createExpectations = (): Expectations => {
  /** Rows a day (of insights), an hour, a range (of reach) or a list, by account and level. */
  const seen = new Map<string, number>()
  const keyFor = ({ accountId, level }: ReadRequest, kind: ReadRequest['kind']) => `${accountId} ${kind} ${level}`
  const times = ({ request }: Part): number => {
    if (request.kind !== 'insights' && request.kind !== 'hours') return 1
    return (daysBetween(request.since, request.until) + 1) * (request.kind === 'hours' ? 24 : 1)
  }
  return {
    of(part) {
      const { request, among } = part
      if (among !== null) return null
      if (request.kind !== 'objects' && request.expectedRows !== undefined) return request.expectedRows
      const most = request.ids === undefined ? Infinity : request.ids.length * times(part)
      const rate = seen.get(keyFor(request, request.kind)) ?? seen.get(keyFor(request, 'objects'))
      return rate === undefined ? null : Math.min(most, rate * times(part))
    },
    saw(part, rows) {
      const { request, among } = part
      const changes = request.kind === 'objects' && request.updatedSince !== undefined
      if (!changes && request.ids === undefined && among === null)
        seen.set(keyFor(request, request.kind), rows / times(part))
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
