import { AppError } from '../../../shared/errors.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { isRefusedToken, isUnreached } from '../connection/index.ts'

/** Nothing is wrong with the edit: without network, a good token or room in the limits it has to wait. */
export const isForLater = (failure: Error | null): boolean =>
  isUnreached(failure) ||
  isRefusedToken(failure) ||
  (failure instanceof AppError && (failure.code === 'throttled' || failure.code === 'checkpoint'))

const TROUBLE: readonly ErrorCode[] = ['metaDown', 'notJson', 'truncated']
/** Nothing is wrong with the edit: Meta had no proper answer when its object was to be read. */
export const isTrouble = (failure: Error): boolean => failure instanceof AppError && TROUBLE.includes(failure.code)

const MINUTE = 60_000

/** How long to wait where it is said, in milliseconds. */
export const waitOf = (failure: Error): number | null => {
  if (!(failure instanceof AppError) || failure.code !== 'throttled') return null
  const { minutes } = failure.data
  return typeof minutes === 'number' ? Math.max(1, minutes) * MINUTE : MINUTE
}
