import { z } from 'zod'
import { call, text } from './define.ts'

/** A PNG as base64: up to some 12 MB. */
const png = z
  .base64()
  .max(16_000_000)
  .refine((encoded) => encoded.startsWith('iVBORw0KGgo'))

/** Pictures of what is on the screen. */
export const pictureCalls = {
  /** Into the clipboard. */
  'pictures.copy': call<void>()(z.object({ png })),
  /** Asks where; false: the person gave up choosing. */
  'pictures.save': call<boolean>()(z.object({ png, name: text(200) })),
} as const
