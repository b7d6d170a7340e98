import { listParam } from '../params.ts'
import type { Params } from '../params.ts'

/** Whether a write is only to be checked, not carried out. */
export const wantsOnlyValidation = (params: Params): boolean =>
  listParam(params, 'execution_options')?.includes('validate_only') ?? false
