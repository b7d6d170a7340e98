import { z } from 'zod'

/** Lenient pieces of Meta's answers: unknown fields are ignored, numbers may be texts and texts numbers, what is missing is null. */

/** A whole number beyond 2^53 has lost its last digits: as an id it would be another's. */
const number = z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value))

export const text = z.union([z.string(), number]).transform(String)
export const textOrNull = text
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)
export const numberOrNull = z
  .union([
    number,
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)
export const flagOrNull = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)
export const texts = z
  .array(text)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)

/** A page of a small list; the rows are checked one by one so that a bad one does not take the others with it. */
export const page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: textOrNull }).optional().catch(undefined), next: textOrNull })
    .optional()
    .catch(undefined),
})

export const success = z.object({ success: z.unknown().optional() })

/** To a write: that it was done, or the id of what it made. */
export const written = success.extend({
  id: z.unknown().optional(),
  copied_campaign_id: z.unknown().optional(),
  copied_adset_id: z.unknown().optional(),
  copied_ad_id: z.unknown().optional(),
})
