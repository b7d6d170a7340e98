import { GraphError, invalid } from '../graph-error.ts'

/** Meta's answers to writes it does not accept. */

export const refusal = (
  subcode: number | null,
  title: string,
  userMessage: string,
  blame?: string,
  { code = 100, message = 'Invalid parameter' }: { readonly code?: number; readonly message?: string } = {},
): GraphError =>
  new GraphError({
    status: 400,
    code,
    ...(subcode === null ? {} : { subcode }),
    message,
    title,
    userMessage,
    transient: false,
    ...(blame === undefined ? {} : { data: { blame_field_specs: [[blame]] } }),
  })

/** Ads, creatives and rules miss their parameters with another code than the rest. */
export const missing = (param: string, code: 100 | 194 = 100): GraphError =>
  code === 194
    ? new GraphError({ status: 400, code, message: `(#194) Requires all of the params: ${param}` })
    : invalid(`The parameter ${param} is required`)

export const tooLow = (
  minimum: number,
  account: { readonly offset: number; readonly currency: string },
  field: string,
): GraphError =>
  refusal(
    1885272,
    'Budget Is Too Low',
    `Your budget must be at least ${String(minimum / account.offset)} ${account.currency}.`,
    field,
  )

export const belowSpent = (field: string): GraphError =>
  refusal(1885650, 'Budget Is Too Low', 'The new budget is too close to or below what has already been spent.', field)

export const twoBudgets = (field: string): GraphError =>
  refusal(
    1885621,
    'Budget Can Only Be Set Once',
    'You can only set an ad set budget or a campaign budget. Edit the budget where it is.',
    field,
  )

export const isDeleted = (): GraphError =>
  refusal(1487566, 'Object Was Deleted', 'A deleted object cannot be edited. Only its name can be changed.')

export const isArchived = (): GraphError =>
  refusal(1487056, 'Object Is Archived', 'An archived object can only be renamed or deleted.')

export const endsInThePast = (field: string): GraphError =>
  refusal(1487033, 'End Date In the Past', 'The end date must be in the future.', field)
