import { z } from 'zod'
import { daysBetween, isDay } from '../domain/day.ts'
import { PRESETS } from '../domain/periods.ts'

/**
 * A call the window may make: `input` is checked on the main side with bounds; the output is a type only. Declared
 * with `call<Output>()(input)` because TypeScript cannot infer one of two type parameters.
 */
export interface Call<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input
  /** Never present at run time: carries the type. */
  readonly output?: Output
}

export const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Call<Input, Output> => ({ input })

export const nothing = z.undefined()
export const accountId = z.string().regex(/^act_\d{1,25}$/)
export const objectId = z.string().regex(/^\d{1,25}$/)
/** Our own ids: random, url-safe. */
export const localId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
export const text = (max: number): z.ZodString => z.string().max(max)
/** Ten years: more than Meta or the cache holds. */
const MOST_DAYS = 3660
export const day = z.string().refine(isDay)
export const dayRange = z
  .object({ since: day, until: day })
  .refine(({ since, until }) => since <= until && daysBetween(since, until) < MOST_DAYS, { path: ['until'] })
export const period = z.union([z.enum(PRESETS), dayRange])
/** Micros: up to nine thousand million units, the largest exact integer. */
export const micros = z.int().min(0)
/** Milliseconds since the epoch. */
export const instant = z.int().min(0).max(8_640_000_000_000_000)
