import type { Shape } from '../shape.ts'
import type { setup as en } from '../en/setup.ts'

export const setup = {} satisfies Shape<typeof en>
