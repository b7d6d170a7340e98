import { z } from 'zod'
import { LEVELS } from '../domain/objects.ts'
import { GRAINS, MOST_FIGURES, MOST_OBJECTS } from '../domain/series.ts'
import type { Series } from '../domain/series.ts'
import { accountId, call, objectId, period, text } from './define.ts'
import { currency } from './rates.ts'
import { comparison, figureId, formulaId } from './table.ts'

const MOST_ACCOUNTS = 1000

/** What lines there are: one an object or account and figure, or one a figure for what accounts make together. */
const seriesOf = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('objects'),
    level: z.enum(LEVELS),
    objects: z
      .array(z.object({ id: objectId, accountId }))
      .min(1)
      .max(MOST_OBJECTS),
  }),
  z.object({
    kind: z.literal('accounts'),
    accountIds: z.array(accountId).min(1).max(MOST_ACCOUNTS),
    /** Of more than these, the ones that spent most in the period. */
    most: z.int().min(1).max(MOST_ACCOUNTS).default(MOST_OBJECTS),
  }),
  /** Empty: all watched accounts. */
  z.object({ kind: z.literal('total'), accountIds: z.array(accountId).max(MOST_ACCOUNTS) }),
])

/** Figures over time. */
export const seriesCalls = {
  /** Objects of accounts that are not watched are left out. */
  'series.query': call<Series>()(
    z.object({
      of: seriesOf,
      figures: z.array(figureId).min(1).max(MOST_FIGURES),
      /** The texts of formulas named among them. */
      formulas: z.array(z.object({ id: formulaId, text: text(500) })).max(MOST_FIGURES),
      grain: z.enum(GRAINS),
      period,
      /** Null: nothing is compared. By hour it is the same as the day before, as a whole. */
      compare: comparison.nullable(),
      /** What amounts are in, whatever the accounts have; absent: their own, or where they have several the reporting one. */
      currency: currency.optional(),
    }),
  ),
} as const
