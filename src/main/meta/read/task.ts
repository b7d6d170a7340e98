import type { Instant } from '../../../shared/domain/day.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { PAGE_LIMIT } from '../endpoints.ts'
import type { ReadReport, ReadRequest } from '../graph.ts'
import type { Left } from '../left-fields.ts'
import type { Part } from './part.ts'

/** A report that Meta makes of a part. */
export interface Run {
  readonly key: string
  readonly runId: ObjectId
  /** By Meta's clock. */
  readonly requestedAt: Instant
}

/**
 * How a part is read: `pages` of the edge itself; or as a report, which is asked for (`submit`), waited for (`poll`) and
 * then read (`results`).
 */
export type Stage = 'pages' | 'submit' | 'poll' | 'results'

/** Where the part that is being read stands. */
export interface Place {
  stage: Stage
  /** Null before a report is asked for. */
  run: Run | null
  /** Reports asked for; how often the present one was looked at. */
  runs: number
  polls: number
  /** Meta makes no report of it: only pages are left. */
  noReport: boolean
  after: string | null
  limit: number
  /** Pages that went well one after the other, and those that were empty. */
  good: number
  empty: number
  /** Cursors and marks of the pages that were read: what comes twice is a circle. */
  readonly cursors: Set<string>
  readonly marks: Set<string>
  restarted: boolean
  pages: number
  rows: number
  changed: number
  dropped: number
}

/** Where one request stands. */
export interface Task {
  readonly request: ReadRequest
  /** What is being read now and what comes after it. */
  parts: Part[]
  place: Place
  /** Fields that are not asked for. */
  left: Left
  /** Failures since the last success. */
  tried: number
  /** Not before then: after a failure, or until a report may be ready. */
  notBefore: Instant
  /** Of the parts that were read to their end. */
  pages: number
  rows: number
  changed: number
  dropped: number
  /** Fields that some part was read without. */
  readonly without: Set<string>
  done: boolean
  failure: Error | null
}

export const placeOf = (stage: Stage): Place => ({
  stage,
  run: null,
  runs: 0,
  polls: 0,
  noReport: false,
  after: null,
  limit: PAGE_LIMIT,
  good: 0,
  empty: 0,
  cursors: new Set(),
  marks: new Set(),
  restarted: false,
  pages: 0,
  rows: 0,
  changed: 0,
  dropped: 0,
})

export const taskOf = (request: ReadRequest, parts: readonly Part[], left: Left): Task => ({
  request,
  parts: [...parts],
  place: placeOf('pages'),
  left,
  tried: 0,
  notBefore: 0,
  pages: 0,
  rows: 0,
  changed: 0,
  dropped: 0,
  without: new Set(),
  done: false,
  failure: null,
})

/** The same part from its beginning, in another way or in the same. */
export const startAnew = (place: Place, stage: Stage): void => {
  const { restarted, runs, noReport } = place
  Object.assign(place, placeOf(stage), { restarted, runs, noReport })
}

/** What the present part brought is the request's. */
export const bank = (task: Task): void => {
  const { place } = task
  task.pages += place.pages
  task.rows += place.rows
  task.changed += place.changed
  task.dropped += place.dropped
  Object.assign(place, { pages: 0, rows: 0, changed: 0, dropped: 0 })
}

export const reportOf = ({ request, rows, changed, dropped, pages, without, failure }: Task): ReadReport => ({
  request,
  rows,
  changed,
  dropped,
  pages,
  without: [...without],
  failure,
})
