import { z } from 'zod'
import { PICTURE_FORMATS, ROW_FORMATS } from '../domain/exports.ts'
import type { ExportState } from '../domain/exports.ts'
import { LEVELS } from '../domain/objects.ts'
import { UNITS } from '../domain/metrics.ts'
import { ASPECTS, FIELDS } from '../domain/table.ts'
import { accountId, call, localId, nothing, period, text } from './define.ts'
import { figureId, tableQuestion } from './table.ts'
import { timelineRequest } from './timeline.ts'

/** Files of what is on the screen, of days by object, and of reports. */

/** As tall as a picture may be: what is more is cut off. */
const MOST_PIXELS = 30_000

const rows = {
  format: z.enum(ROW_FORMATS),
  /** Of a CSV file; absent: as people of the window's language have it. */
  csv: z.object({ separator: z.enum([',', ';']), bom: z.boolean() }).optional(),
}

const exportRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('byDay'),
    ...rows,
    level: z.enum(['account', ...LEVELS]),
    period,
    /** Empty: all watched accounts. */
    accountIds: z.array(accountId).max(1000),
  }),
  z.object({
    kind: z.literal('table'),
    ...rows,
    question: tableQuestion,
    /** In their order; every figure of them is among those of the question. */
    columns: z
      .array(z.object({ id: z.union([z.enum(FIELDS), figureId]), aspect: z.enum(ASPECTS) }))
      .min(1)
      .max(300),
    /** What figures that are no metrics of Buydesk's are called and measured in. */
    names: z.array(z.object({ id: figureId, name: text(120), unit: z.enum(UNITS) })).max(60),
  }),
  z.object({
    kind: z.literal('timeline'),
    ...rows,
    question: timelineRequest,
  }),
  z.object({
    kind: z.literal('report'),
    /** Of a report that is kept or always there. */
    id: localId,
    format: z.enum(['csv', 'xlsx', ...PICTURE_FORMATS]),
    csv: rows.csv,
  }),
])

export const exportCalls = {
  /** Asks where to save it. Answers as soon as it runs; null: the person gave up choosing. */
  'exports.start': call<{ readonly id: string } | null>()(exportRequest),
  /** Since the start, the newest first. */
  'exports.list': call<readonly ExportState[]>()(nothing),
  'exports.cancel': call<void>()(z.object({ id: localId })),
  /** Shows the system's dialog to print a report with; answers when it is closed. Throws `printFailed`, `exportNotDrawn`, `notFound`. */
  'exports.print': call<void>()(z.object({ id: localId })),
  /** The page that is being printed has everything on it and is so tall, in pixels; null: it cannot be drawn whole. */
  'exports.printed': call<void>()(z.object({ id: localId, height: z.number().min(1).max(MOST_PIXELS).nullable() })),
  /** Shows the file in its folder. */
  'exports.reveal': call<void>()(z.object({ id: localId })),
} as const
