import type { Shape } from '../shape.ts'
import type { overview as en } from '../en/overview.ts'

export const overview = {} satisfies Shape<typeof en>
