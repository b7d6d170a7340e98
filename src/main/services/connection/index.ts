import type { Graph } from '../../meta/graph.ts'
import type { Clock, Emit, Log } from '../../ports.ts'
import { NO_TOKEN } from '../../../shared/domain/connection.ts'
import type { Connection, TokenState } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { ErrorCode, Failure } from '../../../shared/errors.ts'

/** What one workspace knows of its line to Meta: whether it can be reached and what its token is worth. */
export interface Link {
  connection(): Connection
  token(): TokenState
  /** False when the token is missing or refused: then no call is made until somebody signs in again. */
  mayCall(): boolean
  /** Why the last call failed; null when it did not. */
  lastFailure(): Failure | null
  /** What a call came to. A refused token is remembered, a lost network makes the workspace offline. */
  saw(failure: Error | null): void
  /** Asks Meta what the token is and may do; offline leaves the former state as `unchecked`. */
  check(): Promise<TokenState>
  /** After signing in, out or again. */
  reset(token: TokenState): void
  /** Called when the connection or the token's status changed. */
  onChange(run: () => void): void
}

export const UNCHECKED_TOKEN: TokenState = { ...NO_TOKEN, status: 'unchecked' }

/** The network is gone or Meta cannot be reached through it: nothing about the request itself. */
const UNREACHED: readonly ErrorCode[] = [
  'offline',
  'tlsFailed',
  'proxyRefused',
  'captivePortal',
  'timeout',
  'signInNetwork',
]
const REFUSED: readonly ErrorCode[] = ['tokenInvalid', 'tokenExpired', 'tokenWrongApp', 'tokenMissing']

export const isUnreached = (failure: Error | null): boolean =>
  failure instanceof AppError && UNREACHED.includes(failure.code)
export const isRefusedToken = (failure: Error | null): boolean =>
  failure instanceof AppError && REFUSED.includes(failure.code)

const statusFor = (code: ErrorCode): TokenState['status'] =>
  code === 'tokenMissing' ? 'missing' : code === 'tokenExpired' ? 'expired' : 'invalid'

export const createLink = ({
  graph,
  clock,
  log,
  emit,
  initial,
}: {
  readonly graph: Pick<Graph, 'tokenState'>
  readonly clock: Clock
  readonly log: Log
  readonly emit: Emit
  readonly initial: TokenState
}): Link => {
  let token = initial
  let reach: 'unknown' | 'reached' | 'unreached' = 'unknown'
  let failure: Failure | null = null
  const listeners: (() => void)[] = []

  const mayCall = (): boolean => token.status === 'valid' || token.status === 'unchecked'
  const connection = (): Connection =>
    !mayCall() ? 'signedOut' : reach === 'reached' ? 'online' : reach === 'unreached' ? 'offline' : 'connecting'

  const change = (apply: () => void): void => {
    const before = connection()
    const tokenBefore = token.status
    apply()
    emit('status.changed', null)
    if (before === connection() && tokenBefore === token.status) return
    log.write('info', 'connection changed', { from: before, to: connection(), token: token.status })
    for (const listener of listeners) listener()
  }

  const expiredAt = (at: Instant | null): boolean => at !== null && at <= clock.now()

  const saw = (error: Error | null): void =>
    change(() => {
      failure = error ? failureOf(error) : null
      reach = isUnreached(error) ? 'unreached' : 'reached'
      if (error instanceof AppError && isRefusedToken(error)) {
        token = { ...token, status: statusFor(error.code), checkedAt: clock.now(), failure: failureOf(error) }
      }
    })

  return {
    connection,
    token: () => (token.status === 'valid' && expiredAt(token.expiresAt) ? { ...token, status: 'expired' } : token),
    mayCall,
    lastFailure: () => failure,
    saw,
    check: async () => {
      try {
        const read = await graph.tokenState({ lane: 'person' })
        change(() => {
          token = read
          reach = 'reached'
          failure = read.failure
        })
      } catch (error) {
        saw(error instanceof Error ? error : new AppError('internal'))
      }
      return token
    },
    reset: (next) =>
      change(() => {
        token = next
        reach = 'unknown'
        failure = null
      }),
    onChange: (run) => {
      listeners.push(run)
    },
  }
}
