import type { InsightColumns } from '../../../shared/domain/insights.ts'
import type { FiguresLevel, ResultType } from '../../../shared/domain/objects.ts'
import {
  clearStats,
  COUNTED,
  createStats,
  firstOf,
  isAbsent,
  LINK_CLICK_PLACES,
  PLACES,
  PURCHASE_PLACES,
  VIDEO_VIEW_PLACES,
  WANTED,
  WATCHED_FIELDS,
  WATCHED_PLACES,
} from './actions.ts'
import { AT, calendarDay, createColumns } from './columns.ts'
import { ID_FIELD, withholdVideo } from './insights.ts'
import type { InsightQuestion } from './insights.ts'
import { resultTypeOfIndicator, resultTypeOfObjective } from './results.ts'
import {
  after,
  BEGIN,
  CLOSE,
  closing,
  COMMA,
  count,
  day,
  END,
  GIVEN_UP,
  money,
  number,
  OPEN,
  QUOTE,
  textAt,
  word,
  wordOf,
} from './bytes.ts'
import type { Bytes, Word } from './bytes.ts'

/**
 * A reader of figures as Meta usually writes them, over the bytes, in one pass and without a value that is not kept:
 * several times as fast as JSON.parse and what follows it. It knows one shape, the one in which rows come day after day.
 * At the first byte that it does not expect, be it only a space, it gives up (-1), and the page is read the slow way: what
 * is right never depends on it. Positions are of the byte after what was read.
 */

interface Wanted {
  readonly word: Word
  readonly place: number
}
/** The length of a type says which of the wanted ones it could be: one, hardly ever two. */
const BY_LENGTH: Wanted[][] = []
WANTED.forEach((type, place) => (BY_LENGTH[type.length] ??= []).push({ word: word(type), place }))
const wantedAt = (view: DataView, at: number, length: number): number => {
  const could = BY_LENGTH[length]
  if (could === undefined) return GIVEN_UP
  for (const each of could) if (after(view, at, each.word) !== GIVEN_UP) return each.place
  return GIVEN_UP
}

const ENTRY = word('{"action_type":"')
const VALUE = word(',"value":')
/** `[{"action_type":"…","value":"…"},…]`; a wanted type twice is not for us to judge. */
const actions = (bytes: Bytes, view: DataView, start: number, into: Float64Array, read: typeof count): number => {
  if (bytes[start] !== OPEN) return GIVEN_UP
  let at = start + 1
  for (;;) {
    const type = after(view, at, ENTRY)
    if (type === GIVEN_UP) return GIVEN_UP
    const end = closing(bytes, type)
    if (end === GIVEN_UP) return GIVEN_UP
    at = after(view, end + 1, VALUE)
    if (at === GIVEN_UP) return GIVEN_UP
    const place = wantedAt(view, type, end - type)
    if (place !== GIVEN_UP) {
      at = read(bytes, at)
      if (at === GIVEN_UP || !isAbsent(into, place)) return GIVEN_UP
      into[place] = number[0] ?? 0
    } else {
      if (bytes[at] !== QUOTE) return GIVEN_UP
      at = closing(bytes, at + 1) + 1
      if (at === 0) return GIVEN_UP
    }
    if (bytes[at] !== END) return GIVEN_UP
    at += 2
    if (bytes[at - 1] === CLOSE) return at
    if (bytes[at - 1] !== COMMA) return GIVEN_UP
  }
}

const VIDEO = word('[{"action_type":"video_view","value":')
const watched = (bytes: Bytes, view: DataView, start: number): number => {
  const from = after(view, start, VIDEO)
  const at = from === GIVEN_UP ? GIVEN_UP : count(bytes, from)
  return at === GIVEN_UP || bytes[at] !== END || bytes[at + 1] !== CLOSE ? GIVEN_UP : at + 2
}

const RESULT = word('[{"indicator":"')
const RESULT_VALUE = word('","values":[{"value":')
const WINDOWS = word(',"attribution_windows":["default"]')
const RESULT_END = word('}]}]')
/** `[{"indicator":"…","values":[{"value":"…","attribution_windows":["default"]}]}]`, one of them. */
let indicator = word('none')
let indicated: ResultType = 'other'
const results = (bytes: Bytes, view: DataView, start: number): number => {
  const from = after(view, start, RESULT)
  if (from === GIVEN_UP) return GIVEN_UP
  const end = closing(bytes, from)
  if (end < from + 4) return GIVEN_UP
  if (end - from !== indicator.length || after(view, from, indicator) === GIVEN_UP) {
    indicator = wordOf(bytes.slice(from, end))
    indicated = resultTypeOfIndicator(textAt(bytes, from, end))
  }
  // It counted nothing.
  if (bytes[end + 1] === END && bytes[end + 2] === CLOSE) {
    number[0] = 0
    return end + 3
  }
  let at = after(view, end, RESULT_VALUE)
  if (at !== GIVEN_UP) at = count(bytes, at)
  if (at === GIVEN_UP) return GIVEN_UP
  const windows = after(view, at, WINDOWS)
  return after(view, windows === GIVEN_UP ? at : windows, RESULT_END)
}

const counts = createStats()
const values = createStats()
/** What is asked for beside the id, in the order in which it comes. */
const NAMES = [
  'objective',
  'spend',
  'impressions',
  'reach',
  'clicks',
  'inline_link_clicks',
  'actions',
  'action_values',
  'results',
  ...WATCHED_FIELDS,
  'date_start',
  'date_stop',
] as const
const FIELD_COUNT = NAMES.length + 1
const ID = 0
const placeOf = (name: (typeof NAMES)[number]): number => NAMES.indexOf(name) + 1
const OBJECTIVE = placeOf('objective')
const SPEND = placeOf('spend')
const IMPRESSIONS = placeOf('impressions')
const REACH = placeOf('reach')
const CLICKS = placeOf('clicks')
const LINK_CLICKS = placeOf('inline_link_clicks')
const ACTIONS = placeOf('actions')
const ACTION_VALUES = placeOf('action_values')
const RESULTS = placeOf('results')
const FIRST_WATCHED = placeOf(WATCHED_FIELDS[0] ?? 'results')
const WATCHED_BITS = WATCHED_FIELDS.reduce((bits, name) => bits | (1 << placeOf(name)), 0)
const [VIDEO_VIEW = 0] = VIDEO_VIEW_PLACES
const START = placeOf('date_start')
const STOP = placeOf('date_stop')
const NEEDED = (1 << ID) | (1 << SPEND) | (1 << IMPRESSIONS) | (1 << START)
const keysOf = (level: FiguresLevel): readonly Word[] => [ID_FIELD[level], ...NAMES].map((name) => word(`"${name}":`))
const KEYS: Readonly<Record<FiguresLevel, readonly Word[]>> = {
  account: keysOf('account'),
  campaign: keysOf('campaign'),
  adset: keysOf('adset'),
  ad: keysOf('ad'),
}
const DATA = word('{"data":[')
/** With less than this a row would lack what it must have. */
const LEAST_ROW = 70

/** The rows of a page and the position after their list; null: it is not of the usual shape. */
export const scanInsights = (
  bytes: Bytes,
  question: InsightQuestion,
): { readonly columns: InsightColumns; readonly end: number } | null => {
  // What is missing then is unknown and not zero: seldom, and not for the quick.
  if (question.without.size > 0) return null
  const keys = KEYS[question.level]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = new Float64Array(FIELD_COUNT)
  const most = Math.ceil(bytes.length / LEAST_ROW)
  const columns = createColumns(most)
  let object = ''
  let objectBytes = word('none')
  let objective: ResultType | null = null
  let objectiveBytes = word('none')

  const value = (field: number, at: number): number => {
    if (field === ACTIONS) return actions(bytes, view, at, counts, count)
    if (field === ACTION_VALUES) return actions(bytes, view, at, values, money)
    if (field === RESULTS) return results(bytes, view, at)
    if ((WATCHED_BITS & (1 << field)) !== 0) return watched(bytes, view, at)
    if (field === SPEND) return money(bytes, at)
    if (field === START || field === STOP) return day(bytes, at)
    if (field !== ID && field !== OBJECTIVE) return count(bytes, at)
    const end = bytes[at] === QUOTE ? closing(bytes, at + 1) : GIVEN_UP
    if (end < at + 5) return GIVEN_UP
    const known = field === ID ? objectBytes : objectiveBytes
    if (end - at - 1 === known.length && after(view, at + 1, known) !== GIVEN_UP) return end + 1
    const text = textAt(bytes, at + 1, end)
    if (field === OBJECTIVE) {
      objective = resultTypeOfObjective(text)
      objectiveBytes = wordOf(bytes.slice(at + 1, end))
    } else {
      if (!/^\d{1,25}$/.test(text)) return GIVEN_UP
      object = text
      objectBytes = wordOf(bytes.slice(at + 1, end))
    }
    return end + 1
  }

  /** Fields come in one order, row by row: each is looked for after the one before. */
  const row = (start: number): number => {
    let at = start
    let seen = 0
    let next = -1
    clearStats(counts)
    clearStats(values)
    for (;;) {
      let name = GIVEN_UP
      for (let tried = 0; tried < FIELD_COUNT && name === GIVEN_UP; tried += 1) {
        next = next + 1 === FIELD_COUNT ? 0 : next + 1
        name = after(view, at, keys[next] as Word)
      }
      // Unknown, or there twice.
      if (name === GIVEN_UP || (seen & (1 << next)) !== 0) return GIVEN_UP
      at = value(next, name)
      if (at === GIVEN_UP) return GIVEN_UP
      found[next] = number[0] ?? 0
      seen |= 1 << next
      const then = bytes[at]
      at += 1
      if (then === END) break
      if (then !== COMMA) return GIVEN_UP
    }
    return (seen & NEEDED) === NEEDED && keep(seen) ? at : GIVEN_UP
  }

  const keep = (seen: number): boolean => {
    const has = (field: number): boolean => (seen & (1 << field)) !== 0
    const from = calendarDay(found[START] ?? 0)
    if (!(from >= question.since && from <= question.until) || (has(STOP) && found[STOP] !== from)) return false
    // A list that should be there: not for the quick to judge.
    if (!has(ACTIONS) && has(LINK_CLICKS) && (found[LINK_CLICKS] ?? 0) > 0) return false
    const type = has(RESULTS) ? indicated : has(OBJECTIVE) ? objective : null
    const places = type === null ? undefined : PLACES[type]
    const { figures } = columns
    const at = columns.row()
    figures[at + AT.spend] = found[SPEND] ?? 0
    figures[at + AT.impressions] = found[IMPRESSIONS] ?? 0
    figures[at + AT.clicks] = has(CLICKS) ? (found[CLICKS] ?? 0) : Number.NaN
    figures[at + AT.linkClicks] = has(LINK_CLICKS) ? (found[LINK_CLICKS] ?? 0) : firstOf(counts, LINK_CLICK_PLACES)
    figures[at + AT.results] = has(RESULTS)
      ? type === 'reach'
        ? Number.NaN
        : (found[RESULTS] ?? 0)
      : places
        ? firstOf(counts, places)
        : Number.NaN
    for (let i = 0; i < COUNTED.length; i++) {
      const family = COUNTED[i]
      if (family) figures[at + family[0]] = firstOf(counts, family[1])
    }
    figures[at + AT.purchaseValue] = firstOf(values, PURCHASE_PLACES)
    figures[at + AT.reach] = has(REACH) ? (found[REACH] ?? 0) : Number.NaN
    if ((seen & WATCHED_BITS) !== 0 || !isAbsent(counts, VIDEO_VIEW)) {
      figures[at + AT.videoPlays] = firstOf(counts, VIDEO_VIEW_PLACES)
      for (let i = 0; i < WATCHED_PLACES.length; i++)
        figures[at + (WATCHED_PLACES[i] ?? 0)] = has(FIRST_WATCHED + i) ? (found[FIRST_WATCHED + i] ?? 0) : 0
    } else withholdVideo(figures, at)
    columns.add(object, from, type)
    return true
  }

  let at = after(view, 0, DATA)
  if (at === GIVEN_UP) return null
  for (;;) {
    if (bytes[at] !== BEGIN || columns.rows === most) return null
    at = row(at + 1)
    if (at === GIVEN_UP) return null
    const then = bytes[at]
    at += 1
    if (then === CLOSE) return { columns: columns.done(), end: at }
    if (then !== COMMA) return null
  }
}
