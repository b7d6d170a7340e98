import { z } from 'zod'
import { LEVELS } from '../domain/objects.ts'
import { METRIC_IDS } from '../domain/metrics.ts'
import { COMPARISONS } from '../domain/periods.ts'
import { ASPECTS, FIELDS, isWindowedId, RANK_FIELDS } from '../domain/table.ts'
import type { FormulaId, TablePage, WindowedId } from '../domain/table.ts'
import { currency } from './rates.ts'
import { accountId, call, dayRange, objectId, period, text } from './define.ts'

/** The tables of campaigns, ad sets and ads. */

export const formulaId = z.custom<FormulaId>(
  (value) => typeof value === 'string' && /^formula:[A-Za-z0-9_-]{1,64}$/.test(value),
)
const windowedId = z.custom<WindowedId>((value) => typeof value === 'string' && isWindowedId(value))
export const figureId = z.union([z.enum(METRIC_IDS), windowedId, formulaId])
export const comparison = z.union([z.enum(COMPARISONS), dayRange])

const namePartAt = z.int().min(0).max(19)

export const tableFilter = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    field: z.enum(['name', 'campaign', 'adset', 'id']),
    operator: z.enum(['contains', 'lacks', 'starts', 'is']),
    text: text(400),
  }),
  z.object({
    kind: z.literal('choice'),
    field: z.enum([
      'status',
      'account',
      'objective',
      'bidStrategy',
      'optimization',
      'learning',
      'tags',
      'currency',
      ...RANK_FIELDS,
    ]),
    operator: z.enum(['in', 'notIn']),
    values: z.array(text(400)).max(1000).readonly(),
  }),
  z.object({
    kind: z.literal('namePart'),
    part: namePartAt,
    operator: z.enum(['in', 'notIn']),
    values: z.array(text(400)).max(1000).readonly(),
  }),
  z.object({
    kind: z.literal('figure'),
    figure: z.union([figureId, z.literal('budget')]),
    aspect: z.enum(ASPECTS),
    operator: z.enum(['<', '<=', '>', '>=']),
    value: z.number(),
  }),
])

export const tableGroup = z.union([
  z.object({ by: z.enum(['account', 'objective', 'status', 'tag', 'campaign', 'adset', 'currency']) }),
  z.object({ by: z.literal('namePart'), part: namePartAt }),
])

export const tableSort = z.object({
  by: z.union([z.enum(FIELDS), figureId]),
  aspect: z.enum(ASPECTS),
  direction: z.enum(['ascending', 'descending']),
})

/** What a table is of, whatever part of it is on the screen. */
export const tableQuestion = z.object({
  level: z.enum(LEVELS),
  period,
  /** Null: nothing is compared. */
  compare: comparison.nullable(),
  /** Empty: all watched accounts. */
  accountIds: z.array(accountId).max(1000).readonly(),
  /** Only what is under one of these; empty: all. */
  campaignIds: z.array(objectId).max(10_000).readonly(),
  adSetIds: z.array(objectId).max(10_000).readonly(),
  search: text(200),
  /** Archived, deleted and gone objects are in it only when a condition on status asks for them. */
  filters: z.array(tableFilter).max(40).readonly(),
  /** Null: a row an object. */
  group: tableGroup.nullable(),
  /** What all amounts are in; absent: the accounts' own, and sums of several currencies the reporting one. */
  currency: currency.optional(),
  sort: tableSort,
  figures: z.array(figureId).max(120).readonly(),
  /** The texts of formulas named anywhere above. */
  formulas: z
    .array(z.object({ id: formulaId, text: text(500) }))
    .max(60)
    .readonly(),
})

const MOST_ROWS = 1_000_000

export const tableCalls = {
  'table.query': call<TablePage>()(
    tableQuestion.extend({
      /** Figure of the row's trend line; null: none. */
      trend: figureId.nullable(),
      offset: z.int().min(0).max(MOST_ROWS),
      limit: z.int().min(1).max(500),
      /** The rows of these alone, in this order; what the conditions leave out too, but not what is not there any more. */
      keys: z.array(text(500)).max(500).readonly().optional(),
    }),
  ),
  /** Keys of all rows that match, in order: for selecting all and for copying. */
  'table.keys': call<readonly string[]>()(tableQuestion.extend({ limit: z.int().min(1).max(100_000) })),
  /** Place of the next row whose name begins so, looked for from a place on and then from the top; null: there is none. */
  'table.find': call<number | null>()(tableQuestion.extend({ text: text(200), from: z.int().min(0).max(MOST_ROWS) })),
} as const
