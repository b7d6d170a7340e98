import type { Shape } from '../shape.ts'
import type { shell as en } from '../en/shell.ts'

export const shell = {} satisfies Shape<typeof en>
