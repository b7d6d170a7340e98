import type { Shape } from '../shape.ts'
import type { edits as en } from '../en/edits.ts'

export const edits = {} satisfies Shape<typeof en>
