import type { Advice } from '../../../shared/advice.ts'
import type { ErrorCode } from '../../../shared/errors.ts'

/**
 * What can be done: `retry` again after a moment; `wait` until Meta lets us; `restart` the edge without its cursor, once;
 * `shrink` the page; `split` the range; `person` somebody must act; `never` the request itself is wrong.
 */
export type Remedy = 'retry' | 'wait' | 'restart' | 'shrink' | 'split' | 'person' | 'never'

/** Whom a throttle stops. `object`: only what was asked for, nothing else has to wait. */
export type ThrottleScope = 'app' | 'account' | 'businessUseCase' | 'insights' | 'object'

export interface Throttle {
  readonly scope: ThrottleScope
  /** How long, where no header says it. */
  readonly seconds: number
  /** Which of the business use cases, as its usage header names it (`type`). */
  readonly bucket?: string
}

export interface Verdict {
  readonly remedy: Remedy
  readonly error: ErrorCode
  readonly throttle?: Throttle
  /** With `never`: what of the request must be another. `field`: one that was asked for, its name is in the message. */
  readonly change?: 'field' | 'version' | 'value'
  readonly advice?: Advice
}

/** One error of Meta's. A row fits when everything it names fits. */
export interface Row extends Verdict {
  readonly code?: number
  /** Last code of a run of codes that mean the same. */
  readonly to?: number
  readonly subcodes?: readonly number[]
  /** Numbers that Meta's pages give without saying whether they are codes or subcodes: either. */
  readonly named?: readonly number[]
  readonly message?: RegExp
  /** Says too little to be sure: there Meta's own `is_transient` is believed. */
  readonly vague?: true
}

const HOUR = 3600

export const RETRY = { remedy: 'retry', error: 'metaDown' } as const satisfies Verdict
export const NEVER = { remedy: 'never', error: 'metaRejected' } as const satisfies Verdict
const SPLIT = { remedy: 'split', error: 'metaRejected', advice: 'tooMuchData' } as const satisfies Verdict
const EXPIRED = { remedy: 'person', error: 'tokenExpired' } as const satisfies Verdict

const value = (advice?: Advice): Verdict => ({ ...NEVER, change: 'value', ...(advice ? { advice } : {}) })
const right = (advice?: Advice): Verdict => ({
  remedy: 'person',
  error: 'permission',
  ...(advice ? { advice } : {}),
})
const token = (advice?: Advice): Verdict => ({
  remedy: 'person',
  error: 'tokenInvalid',
  ...(advice ? { advice } : {}),
})
const wait = (scope: ThrottleScope, seconds: number, advice?: Advice): Verdict => ({
  remedy: 'wait',
  error: 'throttled',
  throttle: { scope, seconds },
  ...(advice ? { advice } : {}),
})
const bucket = (name: string): Verdict => ({
  remedy: 'wait',
  error: 'throttled',
  throttle: { scope: 'businessUseCase', seconds: 300, bucket: name },
})

/**
 * Every error that Meta documents or that others have met. The first row that fits decides, so a row with subcodes or
 * words stands above the row of its code alone.
 */
export const TABLE: readonly Row[] = [
  // Meta's own trouble.
  { code: 1, message: /reduce the amount of data/i, remedy: 'shrink', error: 'metaDown', advice: 'tooMuchData' },
  { code: 2, subcodes: [1504038], remedy: 'split', error: 'metaDown', advice: 'tooMuchData' },
  { code: 2, subcodes: [1504041, 1504042], ...value() },
  { code: -2, ...RETRY },
  { code: -3, remedy: 'split', error: 'metaDown', advice: 'tooMuchData' },
  { code: 960, ...RETRY },
  // Said to be final, and passes when it is tried again.
  { named: [1487390], ...RETRY },

  // Limits. How long: by the headers of the same answer, else these seconds.
  { code: 4, subcodes: [1504022, 1504039], ...wait('insights', 300) },
  { code: 4, ...wait('app', 300) },
  { code: 17, subcodes: [1885172], ...wait('object', 24 * HOUR, 'spendCapEdits') },
  { code: 17, ...wait('account', 300) },
  { code: 32, ...wait('app', 300) },
  { code: 341, ...wait('app', HOUR) },
  { code: 613, subcodes: [1487632], ...wait('object', HOUR, 'budgetEdits') },
  { code: 613, subcodes: [1487225], ...wait('object', HOUR, 'adsLimit') },
  { code: 613, subcodes: [1487742, 1996], ...wait('account', 300) },
  { code: 613, subcodes: [5044001], ...wait('account', 2) },
  { code: 613, ...wait('account', 60) },
  { code: 2650, subcodes: [1870145], ...wait('object', 600, 'audienceBusy') },
  { code: 80000, ...bucket('ads_insights') },
  { code: 80001, ...bucket('pages') },
  { code: 80002, ...bucket('instagram') },
  { code: 80003, ...bucket('custom_audience') },
  { code: 80004, ...bucket('ads_management') },
  { code: 80005, ...bucket('leadgen') },
  { code: 80006, ...bucket('messenger') },
  { code: 80008, ...bucket('whatsapp') },
  { code: 80009, ...bucket('catalog_management') },
  { code: 80014, ...bucket('catalog_batch') },
  { code: 80000, to: 80014, ...wait('businessUseCase', 300) },

  // What somebody must do at Meta, whatever code it comes with.
  { named: [1404163], ...right('advertisingRestricted') },
  { named: [2708008], ...right('politicalAuthorisation') },
  { named: [3979, 3980], ...right('businessLimits') },
  { named: [1815199], ...right('instagramAccess') },
  { named: [1885183], ...right('appDevelopment') },
  { code: 368, ...wait('object', 2 * HOUR, 'actionBlocked') },

  // The token. 459 and 464 leave it good: the person is wanted at facebook.com.
  { code: 190, subcodes: [459], remedy: 'person', error: 'checkpoint' },
  { code: 190, subcodes: [464], remedy: 'person', error: 'checkpoint', advice: 'unconfirmed' },
  { code: 190, subcodes: [492], ...right('pageRole') },
  { code: 190, subcodes: [458], ...token('appRemoved') },
  { code: 190, subcodes: [460], ...token('passwordChanged') },
  { code: 190, subcodes: [463], ...EXPIRED },
  { code: 190, subcodes: [467], ...token('sessionEnded') },
  // A good token of the wrong kind or without a right: signing in again as before would not help.
  { code: 190, subcodes: [2069032], ...right('pageToken') },
  { code: 190, message: /\b(page|user) access token (is )?(required|needed|not supported)/i, ...right('pageToken') },
  {
    code: 190,
    message: /\b(requires?|called with|using) an? (valid )?(page|app) access token/i,
    ...right('pageToken'),
  },
  {
    code: 190,
    message: /\bpermissions? (is|are|was|were) (required|missing|not granted)|\bmissing permission/i,
    ...right(),
  },
  { code: 190, message: /\bcheckpoint\b/i, remedy: 'person', error: 'checkpoint' },
  { code: 190, message: /\bexpired\b/i, ...EXPIRED },
  { code: 190, ...token() },
  { code: 102, subcodes: [463], ...EXPIRED },
  { code: 102, subcodes: [459], remedy: 'person', error: 'checkpoint' },
  { code: 102, subcodes: [464], remedy: 'person', error: 'checkpoint', advice: 'unconfirmed' },
  { code: 102, ...token('sessionEnded') },
  { code: 104, message: /appsecret_proof/i, remedy: 'person', error: 'tokenWrongApp', advice: 'wrongSecret' },
  // Seen where a connection was reset.
  { code: 104, ...RETRY },
  { code: 100, message: /app_id in the input_token/i, remedy: 'person', error: 'tokenWrongApp' },
  { code: 100, message: /requires? an appsecret_proof/i, ...token('needsSecret') },
  { code: 100, message: /invalid appsecret_proof/i, remedy: 'person', error: 'tokenWrongApp', advice: 'wrongSecret' },
  { code: 2500, message: /active access token/i, ...token() },

  // Values that Meta will not take.
  { named: [1885621], ...value('budgetTwice') },
  { named: [1885272, 1487901], ...value('budgetTooSmall') },
  { named: [1885650], ...value('budgetBelowSpend') },
  { named: [2446307], ...value('spendCapTooSmall') },
  { named: [1487033], ...value('endInPast') },
  { named: [1487566, 1487056, 1885088], ...value('objectGone') },
  { named: [1487990, 1487809], ...value('objectLimit') },
  { named: [4834011], ...value('budgetSharingMissing') },
  { named: [4834002, 4834005, 4834006, 4834009, 3858418], ...value('budgetSharingUse') },
  { named: [3858079, 3858081], ...value('beneficiary') },
  { named: [3858634, 3858636], ...value('regionalIdentity') },
  { named: [1443226, 1443048], ...value('thumbnail') },
  { named: [1713098], ...value('audienceRule') },
  { named: [1713228, 1713231, 1713232, 2460003, 2460004], ...value('audienceFlagged') },
  { named: [1487301], ...value('audienceNotShared') },
  { named: [1487366], ...value('audienceDeleted') },
  { named: [1609005], ...value('linkUnreadable') },
  { named: [222, 351, 352, 382, 389, 6000, 6001], ...value('videoFile') },
  { named: [2804003], ...value('eventTooOld') },
  { named: [2804009], ...value('eventValue') },
  { named: [2804001, 2804007, 2804016, 2804017, 2804019, 2804048], ...value('eventParameters') },
  { code: 2650, ...value('audienceUpload') },
  { code: 506, ...value('duplicate') },
  { code: 3018, ...value('tooOld') },

  // Rights.
  { code: 3, remedy: 'never', error: 'permission', advice: 'appCapability' },
  { code: 100, subcodes: [3191001], ...right('insightsRole') },
  { code: 200, subcodes: [1870034, 1870090], ...right('audienceTerms') },
  { code: 200, subcodes: [1870050, 1870047], ...right('audienceUse') },
  { code: 200, message: /api access (is )?(blocked|disabled)/i, ...right('appDisabled') },
  { code: 270, ...right('appTier') },
  { code: 294, ...right('needsAdsManagement') },
  { code: 10, ...right() },
  { code: 200, to: 299, ...right() },
  { code: 2655, ...right('messageTerms') },
  { code: 100, subcodes: [33], remedy: 'person', error: 'accountHidden' },
  { code: 803, remedy: 'person', error: 'accountHidden' },

  // The request must be another.
  { code: 100, subcodes: [1487534, 1504018], ...SPLIT },
  {
    code: 100,
    message: /nonexistent field|is not valid for fields param|cannot (be )?access(ed)? (the )?field/i,
    ...NEVER,
    change: 'field',
  },
  { code: 2635, remedy: 'never', error: 'versionDead', change: 'version' },
  { code: 2642, remedy: 'restart', error: 'metaRejected' },
  { code: 100, ...value(), vague: true },
  { code: 105, ...value() },
  { code: 194, ...value() },
  { code: 2500, ...value() },

  { code: 1, ...RETRY },
  { code: 2, ...RETRY },
]
