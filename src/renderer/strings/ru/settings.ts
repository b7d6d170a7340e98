import type { Shape } from '../shape.ts'
import type { settings as en } from '../en/settings.ts'

export const settings = {} satisfies Shape<typeof en>
