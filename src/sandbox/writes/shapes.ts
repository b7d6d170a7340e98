import { z } from 'zod'
import { invalid } from '../graph-error.ts'

/** Maps and lists that are looked into: what else stands in them is kept as it came. */

const texts = z.array(z.string())
const places = z.array(z.looseObject({ country: z.string().optional() }))
const action = z.looseObject({ type: z.string().optional() })
const age = z.int().min(13).max(65)

export const targetingShape = z.looseObject({
  age_min: age.optional(),
  age_max: age.optional(),
  genders: z.array(z.union([z.literal(1), z.literal(2)])).optional(),
  geo_locations: z
    .looseObject({
      countries: texts.optional(),
      country_groups: texts.optional(),
      regions: places.optional(),
      cities: places.optional(),
    })
    .optional(),
  custom_audiences: z.array(z.looseObject({})).optional(),
  flexible_spec: z.array(z.looseObject({})).optional(),
  targeting_automation: z
    .looseObject({ advantage_audience: z.union([z.literal(0), z.literal(1)]).optional() })
    .optional(),
})
export type Targeting = z.infer<typeof targetingShape>

export const mapShape = z.record(z.string(), z.unknown())
export const attributionShape = z.array(z.looseObject({ event_type: z.unknown(), window_days: z.unknown() }))
export const scheduleShape = z.array(
  z.looseObject({ start_minute: z.int(), end_minute: z.int(), days: z.array(z.int().min(0).max(6)) }),
)

export const storyShape = z.looseObject({
  page_id: z.string().optional(),
  link_data: z
    .looseObject({
      link: z.string().optional(),
      message: z.string().optional(),
      name: z.string().optional(),
      image_hash: z.string().optional(),
      call_to_action: action.optional(),
    })
    .optional(),
  video_data: z
    .looseObject({
      video_id: z.string().optional(),
      image_hash: z.string().optional(),
      image_url: z.string().optional(),
      title: z.string().optional(),
      message: z.string().optional(),
      call_to_action: action.optional(),
    })
    .optional(),
  photo_data: z.looseObject({ image_hash: z.string().optional(), caption: z.string().optional() }).optional(),
})

export const renameShape = z.looseObject({
  rename_strategy: z.enum(['ONLY_TOP_LEVEL_RENAME', 'DEEP_RENAME', 'NO_RENAME']).optional(),
  rename_prefix: z.string().max(200).optional(),
  rename_suffix: z.string().max(200).optional(),
})

export const audienceRuleShape = z.looseObject({
  inclusions: z.looseObject({ rules: z.array(z.looseObject({})).min(1) }),
})
export const evaluationShape = z.looseObject({
  evaluation_type: z.enum(['SCHEDULE', 'TRIGGER']),
  filters: z.array(z.looseObject({ field: z.string() })).min(1),
})

/** Throws GraphError for JSON of another shape. */
export const shaped = <T>(shape: z.ZodType<T>, text: string, name: string): T => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid(`Param ${name} must be valid JSON`)
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = (issue?.path ?? []).map((key) => `[${String(key)}]`).join('')
  throw invalid(`Param ${name}${path}: ${issue?.message ?? 'is of the wrong kind'}`)
}
