import type { Graph } from '../../meta/graph.ts'
import type { Emit, Log } from '../../ports.ts'
import { NO_TOKEN } from '../../../shared/domain/connection.ts'
import type { Connection, TokenState } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { AppError, failureOf, TOKEN_REFUSED, UNREACHED } from '../../../shared/errors.ts'
import type { ErrorCode, Failure } from '../../../shared/errors.ts'

export { inLightOf } from './ticked.ts'

/** What one workspace knows of its line to Meta: whether it can be reached and what its token is worth. */
export interface Link {
  connection(): Connection
  token(): TokenState
  /** False when the token is missing or refused: then no call is made until somebody signs in again. */
  mayCall(): boolean
  /** Why the last call failed; null when it did not. */
  lastFailure(): Failure | null
  /**
   * Meta wants to see the person at facebook.com first (190 with 459 or 464): the token stays and is good again after
   * that, but until then every call fails. Null: no such thing.
   */
  checkpoint(): Failure | null
  /** What a call came to. A refused token is remembered, a lost network makes the workspace offline. */
  saw(failure: Error | null): void
  /** Asks Meta what the token is and may do. False: Meta could not be asked, and what was known stays. */
  check(): Promise<boolean>
  /** After signing in, out or again. */
  reset(token: TokenState): void
  /** Called when the connection, the token's status or a checkpoint changed, and whenever Meta said what the token is. */
  onChange(run: () => void): void
}

export const UNCHECKED_TOKEN: TokenState = { ...NO_TOKEN, status: 'unchecked' }

/** Meta says these only to a token that it takes. */
const TAKEN: readonly ErrorCode[] = ['permission', 'accountHidden', 'metaRejected']
/** No call is under way longer than this. */
const LONGEST_CALL_MS = 3 * 60_000

export const isUnreached = (failure: Error | null): boolean =>
  failure instanceof AppError && UNREACHED.includes(failure.code)
export const isRefusedToken = (failure: Error | null): boolean =>
  failure instanceof AppError && TOKEN_REFUSED.includes(failure.code)

const statusFor = (code: ErrorCode): TokenState['status'] =>
  code === 'tokenMissing' ? 'missing' : code === 'tokenExpired' ? 'expired' : 'invalid'

export const createLink = ({
  graph,
  log,
  emit,
  initial,
}: {
  readonly graph: Pick<Graph, 'tokenState' | 'now'>
  readonly log: Log
  readonly emit: Emit
  readonly initial: TokenState
}): Link => {
  let token = initial
  let reach: 'unknown' | 'reached' | 'unreached' = 'unknown'
  let failure: Failure | null = null
  let checkpoint: Failure | null = null
  /** When somebody last signed in while calls with the token before may have been under way; null: not since start. */
  let replacedAt: Instant | null = null
  let signIns = 0
  const listeners: (() => void)[] = []

  const mayCall = (): boolean => token.status === 'valid' || token.status === 'unchecked'
  const connection = (): Connection =>
    !mayCall() ? 'signedOut' : reach === 'reached' ? 'online' : reach === 'unreached' ? 'offline' : 'connecting'

  const change = (apply: () => void, told = false): void => {
    const before = { connection: connection(), status: token.status, held: checkpoint !== null }
    apply()
    emit('status.changed', null)
    const now = { connection: connection(), status: token.status, held: checkpoint !== null }
    const same = before.connection === now.connection && before.status === now.status && before.held === now.held
    if (!same)
      log.write('info', 'connection changed', {
        from: before.connection,
        to: now.connection,
        token: now.status,
        checkpoint: now.held,
      })
    if (!same || told) for (const listener of listeners) listener()
  }

  const learn = (read: TokenState): void =>
    change(() => {
      token = read
      reach = 'reached'
      failure = read.failure
      checkpoint = null
    }, true)

  const refused = (error: AppError): void => {
    const at = graph.now()
    // It may be of a call that was made with the token before this one: then Meta is asked, not the person.
    const doubtful = token.status === 'valid' && replacedAt !== null && Math.abs(at - replacedAt) < LONGEST_CALL_MS
    token = doubtful
      ? { ...token, status: 'unchecked' }
      : { ...token, status: statusFor(error.code), checkedAt: at, failure: failureOf(error) }
    checkpoint = null
  }

  const saw = (error: Error | null): void =>
    change(() => {
      failure = error ? failureOf(error) : null
      reach = isUnreached(error) ? 'unreached' : 'reached'
      if (!(error instanceof AppError)) checkpoint = error ? checkpoint : null
      else if (isRefusedToken(error)) refused(error)
      else if (error.code === 'checkpoint') checkpoint = failureOf(error)
      else if (TAKEN.includes(error.code)) checkpoint = null
    })

  /** By Meta's clock, and only until Meta was asked: a clock that is wrong here must not end a token that is good. */
  const mayHaveEnded = ({ status, expiresAt }: TokenState): boolean =>
    status === 'valid' && expiresAt !== null && expiresAt <= graph.now()

  return {
    connection,
    token: () => ({
      ...token,
      ...(mayHaveEnded(token) ? { status: 'unchecked' as const } : {}),
      ...(checkpoint ? { failure: checkpoint } : {}),
    }),
    mayCall,
    lastFailure: () => failure,
    checkpoint: () => checkpoint,
    saw,
    check: async () => {
      const asked = signIns
      try {
        const read = await graph.tokenState({ lane: 'person' })
        // Somebody signed in or out meanwhile: this is about the token before.
        if (asked === signIns) learn(read)
        return true
      } catch (error) {
        if (asked === signIns) saw(error instanceof Error ? error : new AppError('internal'))
        return false
      }
    },
    reset: (next) =>
      change(() => {
        replacedAt = mayCall() && reach !== 'unknown' && next.status !== 'missing' ? graph.now() : null
        token = next
        reach = 'unknown'
        failure = null
        checkpoint = null
        signIns += 1
      }, true),
    onChange: (run) => {
      listeners.push(run)
    },
  }
}
