import type { Shape } from '../shape.ts'
import type { accounts as en } from '../en/accounts.ts'

export const accounts = {} satisfies Shape<typeof en>
