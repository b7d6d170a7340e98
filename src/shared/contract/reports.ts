import { z } from 'zod'
import { LEVELS } from '../domain/objects.ts'
import {
  BLOCK_WIDTHS,
  MOST_BLOCKS,
  MOST_COLUMNS,
  MOST_LINES,
  MOST_ROWS,
  MOST_TEXT,
  MOST_TILES,
} from '../domain/reports.ts'
import { DAY_GRAINS } from '../domain/series.ts'
import { ASPECTS, FIELDS } from '../domain/table.ts'
import { accountId, localId, period, text } from './define.ts'
import { currency } from './rates.ts'
import { comparison, figureId, tableFilter, tableGroup, tableSort } from './table.ts'

const base = { id: localId, title: text(200), width: z.enum(BLOCK_WIDTHS) }

const block = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('figures'), figures: z.array(figureId).min(1).max(MOST_TILES).readonly() }),
  z.object({
    ...base,
    kind: z.literal('chart'),
    figures: z.array(figureId).min(1).max(MOST_LINES).readonly(),
    grain: z.enum(DAY_GRAINS),
    of: z.enum(['total', 'accounts']),
  }),
  z.object({
    ...base,
    kind: z.literal('table'),
    level: z.enum(LEVELS),
    columns: z
      .array(z.object({ id: z.union([z.enum(FIELDS), figureId]), aspect: z.enum(ASPECTS) }))
      .min(1)
      .max(MOST_COLUMNS)
      .readonly(),
    filters: z.array(tableFilter).max(40).readonly(),
    group: tableGroup.nullable(),
    sort: tableSort,
    rows: z.int().min(1).max(MOST_ROWS),
  }),
  z.object({ ...base, kind: z.literal('text'), text: text(MOST_TEXT) }),
])

/** The document of a report that is kept. */
export const reportDoc = z.object({
  period,
  compare: comparison.nullable(),
  accountIds: z.array(accountId).max(1000).readonly(),
  currency: currency.optional(),
  blocks: z.array(block).max(MOST_BLOCKS).readonly(),
})
