import type { Shape } from '../shape.ts'
import type { alerts as en } from '../en/alerts.ts'

export const alerts = {} satisfies Shape<typeof en>
