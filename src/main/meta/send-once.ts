import { AppError } from '../../shared/errors.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { HttpError } from '../ports.ts'
import type { HttpAnswer } from '../ports.ts'
import { appErrorOf, httpErrorOf, surelyRefused, transportErrorOf } from './errors.ts'
import type { CallOptions, WriteAnswer } from './graph.ts'
import { errorIn, parseBody } from './request.ts'
import type { Params, Requester } from './request.ts'
import { written } from './wire.ts'

const WRITE_TIMEOUT = 30_000

interface Written extends CallOptions {
  readonly path: string
  readonly params: Params
  readonly accountId: AccountId
  /** What is changed; null: something new is made. */
  readonly objectId: ObjectId | null
  /** Of a change, where Meta counts that on its own. */
  readonly field?: string
}

/** What Meta said to a write. `made`: the id of what was made, where it named one. */
export interface Said {
  readonly answer: WriteAnswer
  readonly made: ObjectId | null
}

const ID = /^\d{1,25}$/

/** A write, once, whatever comes back. Only what Meta certainly did not do is `refused`; every doubt is `unknown`. */
export const sendOnce = async (
  requester: Requester,
  { path, params, accountId, objectId, field, ...options }: Written,
): Promise<Said> => {
  const end = (answer: WriteAnswer, made: ObjectId | null = null): Said => ({ answer, made })
  const unknown = (failure: Error): Said => end({ kind: 'unknown', failure })
  let answer: HttpAnswer
  try {
    answer = await requester.send({
      ...options,
      method: 'POST',
      path,
      params,
      accounts: [accountId],
      ...(field === undefined ? {} : { field }),
      timeoutMs: WRITE_TIMEOUT,
    })
  } catch (error) {
    const failure = transportErrorOf(error)
    // An AppError comes from before the request: no token, or no turn.
    const left = error instanceof HttpError ? error.sent : !(error instanceof AppError)
    return left ? unknown(failure) : end({ kind: 'refused', failure, traceId: null })
  }
  const header = answer.headers['x-fb-trace-id'] ?? null
  const parsed = parseBody(answer.body)
  if ('problem' in parsed) {
    return unknown(httpErrorOf(answer.status, parsed.problem, answer.body.byteLength === 0))
  }
  const found = written.safeParse(parsed.value).data
  const said = found?.success
  const isYes = said === true || said === 'true'
  const error = errorIn(parsed.value)
  if (error) {
    requester.refused(error, { path, status: answer.status, accountId, ...(objectId === null ? {} : { objectId }) })
    const failure = appErrorOf(error, { id: objectId ?? accountId, version: requester.version })
    // Success and an error in one answer: one of them is not true.
    return surelyRefused(error, answer.status) && !isYes
      ? end({ kind: 'refused', failure, traceId: error.traceId ?? header })
      : unknown(failure)
  }
  if (answer.status >= 400 || found === undefined) return unknown(httpErrorOf(answer.status, 'malformed'))
  if (said === false || said === 'false') {
    return end({ kind: 'refused', failure: new AppError('metaRejected', { message: '' }), traceId: header })
  }
  const named = found.id ?? found.copied_campaign_id ?? found.copied_adset_id ?? found.copied_ad_id
  const made = typeof named === 'string' && ID.test(named) ? named : null
  return isYes || named !== undefined
    ? end({ kind: 'accepted', traceId: header }, made)
    : unknown(httpErrorOf(answer.status, 'malformed'))
}
