import { GraphError } from '../graph-error.ts'

/** How Meta says that a limit is used up. */

/**
 * The limit systems; the use cases by the names their headers give them. `edits`: so many changes of one budget an hour
 * and of one spend cap a day, which whoever carries out writes counts.
 */
export type System =
  | 'score'
  | 'mutations'
  | 'ads_management'
  | 'ads_insights'
  | 'custom_audience'
  | 'app'
  | 'app_insights'
  | 'edits'

interface ThrottleWords {
  readonly message: string
  readonly status: number
  readonly title?: string
  readonly userMessage?: string
}

const ACCOUNT_WORDS = {
  title: 'Ad Account Has Too Many API Calls',
  userMessage: 'There have been too many calls from this ad-account. Wait a bit and try again.',
} as const

/** What goes with the code of a throttle: known ones have their own words, any other `code` the common ones. */
export const throttleWords = (code: number, subcode?: number): ThrottleWords => {
  switch (code) {
    case 4:
      return { message: '(#4) Application request limit reached', status: 403 }
    case 17:
      return { message: '(#17) User request limit reached', status: 400, ...ACCOUNT_WORDS }
    case 32:
      return { message: '(#32) Page request limit reached', status: 403 }
    case 341:
      return { message: '(#341) Application limit reached', status: 400 }
    case 368:
      return {
        message: '(#368) The action attempted has been deemed abusive or is otherwise disallowed',
        status: 400,
      }
    case 613:
      return {
        message: '(#613) Calls to this api have exceeded the rate limit.',
        status: 400,
        ...(subcode === 1487742 ? ACCOUNT_WORDS : {}),
      }
    default:
      return {
        message: `(#${code}) There have been too many calls from this ad-account. Wait a bit and try again.`,
        status: 400,
        ...ACCOUNT_WORDS,
      }
  }
}

const throttleError = (code: number, subcode?: number): GraphError =>
  new GraphError({
    code,
    ...(subcode === undefined ? {} : { subcode }),
    transient: true,
    ...throttleWords(code, subcode),
  })

const EDIT_LIMITS: readonly (readonly [code: number, subcode: number])[] = [
  [613, 1487632],
  [17, 1885172],
]
export const isEditLimit = (code: number, subcode: number | undefined): boolean =>
  EDIT_LIMITS.some(([number, sub]) => number === code && sub === subcode)

/** Code and subcode of each system. Meta has two pairs for the score: reads meet one here, writes the other. */
export const refusalOf = (system: Exclude<System, 'edits'>, write: boolean): GraphError => {
  switch (system) {
    case 'score':
      return write ? throttleError(613, 1487742) : throttleError(17, 2446079)
    case 'mutations':
      return throttleError(613, 5044001)
    case 'ads_management':
      return throttleError(80_004, 2446079)
    case 'ads_insights':
      return throttleError(80_000)
    case 'custom_audience':
      return throttleError(80_003)
    case 'app_insights':
      return throttleError(4, 1504022)
    case 'app':
      return throttleError(4)
  }
}
