import { z } from 'zod'
import { MOST_NAME as MOST_OBJECT_NAME } from '../domain/edits.ts'
import { PATTERN_LENGTH } from '../domain/edits-pattern.ts'
import { MOST_PARAMETERS, MOST_PARAMETER, MOST_RULES_BYTES, rulePatternOf } from '../domain/house-rules.ts'
import type { RulesTaken } from '../domain/house-rules.ts'
import { LEVELS } from '../domain/objects.ts'
import { KEPT_KINDS, MOST_ARRANGED, MOST_NAME } from '../domain/kept.ts'
import type { Kept, KeptKind, KeptOf } from '../domain/kept.ts'
import { BESIDE, FIELDS } from '../domain/table.ts'
import { accountId, call, localId, micros, nothing, objectId, period, text } from './define.ts'
import { currency } from './rates.ts'
import { reportDoc } from './reports.ts'
import { comparison, figureId, tableFilter, tableGroup, tableSort } from './table.ts'

/** What people arrange and keep: saved views, metrics of their own, targets, tags, reports, rules of the house. */

const savedView = z.object({
  level: z.enum(LEVELS),
  columns: z
    .array(
      z.object({
        id: z.union([z.enum(FIELDS), figureId]),
        width: z.int().min(32).max(2000).nullable(),
        pinned: z.boolean(),
      }),
    )
    .min(1)
    .max(100)
    .readonly(),
  filters: z.array(tableFilter).max(40).readonly(),
  group: tableGroup.nullable(),
  sort: tableSort,
  search: text(200),
  trend: figureId.nullable().optional(),
  aspects: z.array(z.enum(BESIDE)).max(BESIDE.length).readonly().optional(),
  period: period.nullable(),
  compare: comparison.nullable(),
  accountIds: z.array(accountId).max(1000).readonly(),
})

const customMetric = z.object({
  formula: z.string().trim().min(1).max(500),
  unit: z.enum(['money', 'count', 'percent', 'decimal']),
  better: z.enum(['up', 'down', 'neither']),
})

const target = z.object({
  figure: figureId,
  accountId: accountId.nullable(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  value: z.number(),
})

const tag = z.object({ objectIds: z.array(objectId).max(10_000).readonly() })

const demand = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('name'),
      level: z.enum(LEVELS),
      pattern: z.string().min(1).max(PATTERN_LENGTH),
      example: z.string().trim().min(1).max(MOST_OBJECT_NAME),
    })
    .refine(
      ({ pattern, example }) => {
        const answer = rulePatternOf(pattern)
        return answer.ok && answer.fits(example)
      },
      { path: ['pattern'] },
    ),
  z
    .object({
      kind: z.literal('cap'),
      level: z.enum(['campaign', 'adset']),
      field: z.enum(['dailyBudget', 'lifetimeBudget', 'bid']),
      most: micros.min(1),
      currency,
    })
    .refine(({ level, field }) => field !== 'bid' || level === 'adset', { path: ['field'] }),
  z.object({
    kind: z.literal('utm'),
    parameters: z
      .array(
        z.object({
          name: z.string().trim().min(1).max(MOST_PARAMETER),
          value: z.string().trim().min(1).max(MOST_PARAMETER).nullable(),
        }),
      )
      .min(1)
      .max(MOST_PARAMETERS)
      .readonly(),
  }),
  z.object({ kind: z.literal('end'), of: z.enum(['lifetime', 'all']) }),
])

const houseRule = z.object({
  on: z.boolean(),
  action: z.enum(['warn', 'block']),
  accountIds: z.array(accountId).min(1).max(1000).readonly().nullable(),
  demand,
})

/** The shape of each kind's document; the database holds only what passed it. */
export const KEPT_DOCS = {
  view: savedView,
  metric: customMetric,
  target,
  tag,
  report: reportDoc,
  rule: houseRule,
} as const satisfies {
  readonly [Kind in KeptKind]: z.ZodType<KeptOf[Kind]>
}

const saved = <Kind extends KeptKind>(kind: Kind) =>
  z.object({
    kind: z.literal(kind),
    /** Absent: a new one. */
    id: localId.optional(),
    name: z.string().trim().min(1).max(MOST_NAME),
    doc: KEPT_DOCS[kind],
  })

export const keptCalls = {
  /** All of a kind, in their order. */
  'kept.list': call<readonly Kept[]>()(z.object({ kind: z.enum(KEPT_KINDS) })),
  'kept.save': call<Kept>()(
    z.discriminatedUnion('kind', [
      saved('view'),
      saved('metric'),
      saved('target'),
      saved('tag'),
      saved('report'),
      saved('rule'),
    ]),
  ),
  /** Asks where to write the rules of the house. Answers how many were written; null: the person gave up choosing. */
  'kept.writeRules': call<number | null>()(nothing),
  /** The text of such a file. */
  'kept.takeRules': call<RulesTaken>()(z.object({ text: z.string().max(MOST_RULES_BYTES) })),
  'kept.delete': call<void>()(z.object({ kind: z.enum(KEPT_KINDS), id: localId })),
  /** Puts a kind into this order; what is not named follows. */
  'kept.arrange': call<void>()(
    z.object({ kind: z.enum(KEPT_KINDS), ids: z.array(localId).max(MOST_ARRANGED).readonly() }),
  ),
} as const
