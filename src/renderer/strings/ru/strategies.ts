import type { Shape } from '../shape.ts'
import type { strategies as en } from '../en/strategies.ts'

export const strategies = {} satisfies Shape<typeof en>
