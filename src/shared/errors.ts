/**
 * Every way a call can fail that a person may read about. The sentence for each code, in each language, is in
 * `words/`; `data` fills its blanks. Anything else thrown on the main side becomes `internal`, without text.
 */
const ERROR_CODES = [
  'internal',
  'badInput',
  'linkUnknown',
  'notFound',
  'noWorkspace',
  'cancelled',
  // Sign-in
  'signInCancelled',
  'signInBusy',
  'signInDenied',
  'signInFailed',
  'signInNetwork',
  'stateWrong',
  'stateMissing',
  'stateReused',
  'stateLate',
  'codeMissing',
  'tokenInvalid',
  'tokenExpired',
  'tokenWrongApp',
  'tokenMissing',
  'checkpoint',
  // Keychain, settings, database
  'keychainMissing',
  'keychainDenied',
  'databaseNewer',
  'databaseCorrupt',
  'databaseReadOnly',
  'diskFull',
  'settingsBroken',
  // Talking to Meta
  'offline',
  'tlsFailed',
  'proxyRefused',
  'captivePortal',
  'timeout',
  'notJson',
  'truncated',
  'malformed',
  'throttled',
  'permission',
  'versionDead',
  'metaRejected',
  'metaDown',
  'accountHidden',
  // Edits
  'editUnsettled',
  'editNotSent',
  'editNotApplied',
  'editConflict',
  'editNotPossible',
  'editReadOnly',
  'editNeedsConfirmation',
  'editTooOften',
  'editBreaksHouseRule',
  'editFinal',
  'creationNotSent',
  'creationUnchecked',
  'creationNoHolder',
  'creationElsewhere',
  // Exchange rates
  'ratesFailed',
  'rateUnanchored',
  'importCancelled',
  // Exports
  'exportCancelled',
  'exportDiskFull',
  'exportNoRight',
  'exportNoFolder',
  'exportNameTooLong',
  'exportDiskGone',
  'exportInUse',
  'exportNotDrawn',
  'printFailed',
  // Sandbox
  'portTaken',
  'sandboxFailed',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** The network is gone or Meta cannot be reached through it: nothing about the request itself. */
export const UNREACHED: readonly ErrorCode[] = [
  'offline',
  'tlsFailed',
  'proxyRefused',
  'captivePortal',
  'timeout',
  'signInNetwork',
]
/** Meta wants another token. */
export const TOKEN_REFUSED: readonly ErrorCode[] = ['tokenInvalid', 'tokenExpired', 'tokenWrongApp', 'tokenMissing']

/** Blanks of a sentence: short texts and numbers, never a token, never a stack. */
export type ErrorData = Readonly<Record<string, string | number | boolean>>

export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: ErrorData

  constructor(code: ErrorCode, data: ErrorData = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.data = data
  }
}

/** What crosses IPC, a journal or a log instead of an Error. */
export interface Failure {
  readonly code: ErrorCode
  readonly data: ErrorData
}

export const failureOf = (error: unknown): Failure =>
  error instanceof AppError ? { code: error.code, data: error.data } : { code: 'internal', data: {} }
