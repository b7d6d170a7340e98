import type { Shape } from '../shape.ts'
import type { campaigns as en } from '../en/campaigns.ts'

export const campaigns = {} satisfies Shape<typeof en>
