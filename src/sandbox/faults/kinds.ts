/** What can go wrong, and where: a call by itself, an item of a batch, or a batch as a whole. */

export type Place = 'call' | 'item' | 'batch'

const EVERYWHERE: readonly Place[] = ['call', 'item', 'batch']
const ONE_CALL: readonly Place[] = ['call', 'item']
const ON_THE_WAY: readonly Place[] = ['call', 'batch']

const PLACES = {
  /** Limits of Meta's own; with `code` and `subcode` any of the table, with the headers that go with it. */
  throttle: EVERYWHERE,
  expiredToken: EVERYWHERE,
  /** Any error: `code`, `subcode`, `message`, `status`, `transient`, `data`. The call is not carried out. */
  error: EVERYWHERE,
  /** Code 1 that stays. */
  permanent1: EVERYWHERE,
  /** Code 100 that passes. */
  transient100: EVERYWHERE,
  /** Code 190 that is about a right, not about the token. */
  permission190: EVERYWHERE,
  /** An error with nothing but code and message. */
  bareError: EVERYWHERE,
  /** `error_data` in the four forms it comes in. */
  errorDataObject: EVERYWHERE,
  errorDataText: EVERYWHERE,
  errorDataNull: EVERYWHERE,
  errorDataList: EVERYWHERE,
  /** Asking for one of `fields` fails the whole call. */
  forbiddenField: ONE_CALL,
  /** More than `rows` a page is too heavy: code 1, status 500. */
  tooHeavy: ONE_CALL,
  /** The call is carried out, the answer is lost on the way. */
  error500: EVERYWHERE,
  html: EVERYWHERE,
  html500: EVERYWHERE,
  html400: EVERYWHERE,
  /** A sign-in page of somebody's network, with status 200: the call never came to Meta. */
  portal: ON_THE_WAY,
  notJson: EVERYWHERE,
  empty: EVERYWHERE,
  truncated: EVERYWHERE,
  /** The connection closes after half of what was promised. */
  cut: EVERYWHERE,
  slow: EVERYWHERE,
  /** Not carried out and never answered, until somebody closes. */
  hang: EVERYWHERE,
  /** Not carried out, closed at once. */
  drop: EVERYWHERE,
  dropAfterApply: EVERYWHERE,
  nullBatchItem: ['item'],
  /** Code 960: nothing of the batch was carried out. */
  batchTimeout: ['batch'],
  /** The next cursor leads to the same rows again. */
  duplicatedPage: ONE_CALL,
  /** `after` and `next` are those that were asked for. */
  repeatedCursor: ONE_CALL,
  nextWithoutCursors: ONE_CALL,
  /** No rows, but cursors and a `next`, behind which the rows are. */
  emptyPage: ONE_CALL,
  unknownFields: ONE_CALL,
  missingFields: ONE_CALL,
  /** One metric is in no row: the first of `fields`, or any. */
  vanishedMetric: ONE_CALL,
  wrongTypes: ONE_CALL,
  idsAsNumbers: ONE_CALL,
  timestampColon: ONE_CALL,
  timestampZ: ONE_CALL,
  startIn1969: ONE_CALL,
  /** `[]` for a map that is empty. */
  listForMap: ONE_CALL,
  /** A row of a level is missing, so that the level does not add up to its account. */
  levelSum: ONE_CALL,
  /** A report that is ordered: it stays at 100 % running, or fails. */
  reportStuck: ONE_CALL,
  reportFails: ONE_CALL,
  clockSkew: ON_THE_WAY,
  otherVersion: EVERYWHERE,
} as const satisfies Readonly<Record<string, readonly Place[]>>

export type FaultKind = keyof typeof PLACES

/** What only answers to reading can go wrong in. */
const OF_READS: readonly FaultKind[] = [
  'forbiddenField',
  'tooHeavy',
  'duplicatedPage',
  'repeatedCursor',
  'nextWithoutCursors',
  'emptyPage',
  'vanishedMetric',
  'levelSum',
]
const OF_REPORTS: readonly FaultKind[] = ['reportStuck', 'reportFails']

/** Whether a call can meet such a fault at all. `path`: without version. */
export const fits = (kind: FaultKind, place: Place, method: string, path: string): boolean => {
  if (!(PLACES[kind] as readonly Place[]).includes(place)) return false
  if (OF_REPORTS.includes(kind)) return method === 'POST' && path.endsWith('/insights')
  return method === 'GET' || !OF_READS.includes(kind)
}

/** What passes by itself, or changes nothing for who reads carefully: all of it can be on for days. */
export const TRANSIENT: readonly FaultKind[] = [
  'throttle',
  'transient100',
  'errorDataNull',
  'tooHeavy',
  'error500',
  'html',
  'html500',
  'html400',
  'portal',
  'notJson',
  'empty',
  'truncated',
  'cut',
  'slow',
  'hang',
  'drop',
  'dropAfterApply',
  'nullBatchItem',
  'batchTimeout',
  'duplicatedPage',
  'repeatedCursor',
  'nextWithoutCursors',
  'emptyPage',
  'unknownFields',
  'vanishedMetric',
  'wrongTypes',
  'timestampColon',
  'timestampZ',
  'listForMap',
  'levelSum',
  'reportStuck',
  'reportFails',
  'clockSkew',
  'otherVersion',
]
