import type { Call } from '../calls/call.ts'
import type { Taken } from '../faults.ts'

/** Faults inside of rows: of every row of a page, or of the one object that was asked for. */

type Row = Record<string, unknown>

const ID = /(^|_)id$/
const NUMBER = /^-?\d+(\.\d+)?$/
const STAMP = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-]\d\d)(\d\d)"/g
/** What Meta makes of a start that was never set. */
const UNSET_START = '1969-12-31T15:59:59-0800'
const STARTS = ['start_time', 'end_time', 'stop_time']
/** Fields of insights that are no figures. */
const NO_METRIC = /(^|_)(id|name|start|stop)$|^(date_|account_|objective|attribution)/

const rowsOf = (body: unknown): readonly Row[] => {
  const list: unknown = (body as { data?: unknown } | null)?.data
  const rows = Array.isArray(list) ? list : [body]
  return rows.filter((row): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row))
}

/** Applied to a copy; null when `change` left every row as it was. */
const eachRow = (body: unknown, change: (row: Row) => boolean): unknown => {
  const copy: unknown = structuredClone(body)
  let changed = false
  for (const row of rowsOf(copy)) changed = change(row) || changed
  return changed ? copy : null
}

/** Every text of the body, as JSON; null when nothing changed. */
const inText = (body: unknown, change: (text: string) => string): string | null => {
  const text = JSON.stringify(body)
  const changed = change(text)
  return changed === text ? null : changed
}

const metricFor = ({ fault, chance }: Taken, body: unknown): string | undefined => {
  if (fault.fields) return fault.fields[0]
  const names = [...new Set(rowsOf(body).flatMap((row) => Object.keys(row)))].filter((name) => !NO_METRIC.test(name))
  return names[Math.floor(chance(0) * names.length)]
}

/** The body as JSON; null where it cannot go wrong so. */
export const spoilRows = (taken: Taken, call: Call, body: unknown): string | null => {
  const { fields, kind } = taken.fault
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
  const isInsights = /(^|\/)insights\/?$/.test(call.path)
  switch (kind) {
    case 'unknownFields':
      return json(
        eachRow(body, (row) => {
          row['a_field_from_next_year'] = { nested: [1, 'two', null] }
          row['another_new_field'] = '42'
          return true
        }),
      )
    case 'missingFields':
      return json(
        eachRow(body, (row) => {
          const gone = Object.keys(row).filter((name) => (fields ? fields.includes(name) : !ID.test(name)))
          for (const name of gone) delete row[name]
          return gone.length > 0
        }),
      )
    case 'vanishedMetric': {
      const metric = isInsights ? metricFor(taken, body) : undefined
      if (metric === undefined) return null
      return json(eachRow(body, (row) => Object.hasOwn(row, metric) && delete row[metric]))
    }
    case 'wrongTypes':
      return json(
        eachRow(body, (row) => {
          let changed = false
          for (const [name, value] of Object.entries(row)) {
            if (fields && !fields.includes(name)) continue
            if (typeof value === 'string' && NUMBER.test(value) && !ID.test(name)) row[name] = Number(value)
            else if (typeof value === 'number') row[name] = String(value)
            else continue
            changed = true
          }
          return changed
        }),
      )
    case 'idsAsNumbers':
      return inText(body, (text) => text.replaceAll(/"((?:[a-z]+_)*id)":"([1-9]\d*)"/g, '"$1":$2'))
    case 'timestampColon':
      return inText(body, (text) => text.replaceAll(STAMP, '"$1$2:$3"'))
    case 'timestampZ':
      return inText(body, (text) =>
        text.replaceAll(
          STAMP,
          (_, local: string, hours: string, minutes: string) =>
            `"${new Date(`${local}${hours}:${minutes}`).toISOString().replace('.000', '')}"`,
        ),
      )
    case 'startIn1969':
      return json(
        eachRow(body, (row) => {
          const stamps = STARTS.filter((name) => Object.hasOwn(row, name))
          for (const name of stamps) row[name] = UNSET_START
          return stamps.length > 0
        }),
      )
    case 'listForMap': {
      const page = body as { data?: unknown; paging?: { next?: unknown } } | null
      const ends = Array.isArray(page?.data) && page.paging?.next === undefined
      return ends ? json({ ...page, paging: [], summary: [] }) : null
    }
    case 'levelSum': {
      const rows = (body as { data?: unknown } | null)?.data
      const level = call.params['level']
      if (!isInsights || !Array.isArray(rows) || rows.length === 0 || level === undefined || level === 'account')
        return null
      return json({ ...(body as object), data: rows.slice(0, -1) })
    }
    default:
      return null
  }
}
