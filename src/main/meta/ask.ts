import { AppError } from '../../shared/errors.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { HttpError } from '../ports.ts'
import { appErrorOf, httpErrorOf, mayPass, transportErrorOf, verdictOf } from './errors.ts'
import type { MetaError } from './errors.ts'
import { errorIn, parseBody, TRIES } from './request.ts'
import type { Call, Requester } from './request.ts'

/** Why there is no value, and what Meta said where it was Meta who said no. */
export interface Problem {
  readonly failure: AppError
  readonly error: MetaError | null
  /** How often the same may be asked in all: 1 where another try cannot help. */
  readonly tries: number
}
export type Answer = { readonly value: unknown } | { readonly problem: Problem }

/** What an answer or an item of a batch was for. */
export interface About {
  readonly path: string
  readonly status: number
  readonly accountId: AccountId | null
}

const triesOf = (error: MetaError): number => {
  const { remedy, throttle } = verdictOf(error)
  // After a throttle the next try waits at the limiter, which refuses when that takes too long for its lane.
  const passes = remedy === 'retry' || remedy === 'shrink' || (remedy === 'wait' && throttle?.scope !== 'object')
  return passes ? TRIES : 1
}

/** What a body says; an error of Meta's is told to the limiter. */
export const answerOf = (requester: Requester, body: Uint8Array, about: About): Answer => {
  const { path, status, accountId } = about
  const broken = (problem: 'notJson' | 'truncated' | 'malformed'): Answer => ({
    problem: {
      failure: httpErrorOf(status, problem, body.byteLength === 0),
      error: null,
      tries: mayPass(status, problem) ? TRIES : 1,
    },
  })
  const parsed = parseBody(body)
  if ('problem' in parsed) return broken(parsed.problem)
  const error = errorIn(parsed.value)
  if (error) {
    requester.refused(error, about)
    const failure = appErrorOf(error, { version: requester.version, id: accountId ?? path })
    return { problem: { failure, error, tries: triesOf(error) } }
  }
  return status >= 400 ? broken('malformed') : { value: parsed.value }
}

/** One request and what came of it; never throws. A time-out costs a minute, so it is tried once more at most. */
export const ask = async (requester: Requester, call: Call): Promise<Answer> => {
  try {
    const { body, status } = await requester.send(call)
    return answerOf(requester, body, { path: call.path, status, accountId: call.accounts?.[0] ?? null })
  } catch (error) {
    const kind = error instanceof HttpError ? error.kind : null
    const tries = kind === 'cut' ? TRIES : kind === 'timeout' ? 2 : 1
    return { problem: { failure: transportErrorOf(error), error: null, tries } }
  }
}
