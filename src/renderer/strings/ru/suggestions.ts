import type { Shape } from '../shape.ts'
import type { suggestions as en } from '../en/suggestions.ts'

export const suggestions = {} satisfies Shape<typeof en>
