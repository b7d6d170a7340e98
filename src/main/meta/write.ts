import { minorFromMicros } from '../../shared/domain/money.ts'
import type { Currency, Micros } from '../../shared/domain/money.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { Change } from '../../shared/domain/edits.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { AppError } from '../../shared/errors.ts'
import { HttpError } from '../ports.ts'
import type { HttpAnswer } from '../ports.ts'
import { appErrorOf, httpErrorOf, surelyRefused, transportErrorOf } from './errors.ts'
import type { WriteAnswer, WriteOptions } from './graph.ts'
import { errorIn, parseBody } from './request.ts'
import type { Params, Requester } from './request.ts'
import { NO_CAP } from './nodes/campaign.ts'
import { success } from './wire.ts'

const WRITE_TIMEOUT = 30_000

const minor = (micros: Micros, currency: Currency): string => String(minorFromMicros(micros, currency))
const seconds = (instant: Instant): string => String(Math.floor(instant / 1000))

const paramsOf = (change: Change, currency: Currency): Params => {
  switch (change.field) {
    case 'status':
      return { status: change.after }
    case 'name':
      return { name: change.after }
    case 'dailyBudget':
      return { daily_budget: minor(change.after, currency) }
    case 'lifetimeBudget':
      return { lifetime_budget: minor(change.after, currency) }
    case 'spendCap':
      return { spend_cap: change.after === null ? String(NO_CAP) : minor(change.after, currency) }
    case 'bid':
      // Meta has no word for taking a bid away: it goes with its strategy.
      return change.after === null ? {} : { bid_amount: minor(change.after, currency) }
    case 'bidStrategy':
      return { bid_strategy: change.after }
    case 'startsAt':
      return { start_time: seconds(change.after) }
    case 'endsAt':
      // Zero: open-ended.
      return { end_time: change.after === null ? '0' : seconds(change.after) }
  }
}

/** Sends a change once. Only what Meta certainly did not apply is `refused`; every doubt is `unknown`. */
export const createWrite =
  ({ requester }: { readonly requester: Requester }) =>
  async (
    id: ObjectId,
    accountId: AccountId,
    change: Change,
    currency: Currency,
    { validateOnly = false, ...options }: WriteOptions,
  ): Promise<WriteAnswer> => {
    let answer: HttpAnswer
    try {
      answer = await requester.send({
        ...options,
        method: 'POST',
        path: id,
        params: {
          ...paramsOf(change, currency),
          ...(validateOnly ? { execution_options: JSON.stringify(['validate_only']) } : {}),
        },
        accounts: [accountId],
        // What is only looked at does not count as an edit of the object.
        ...(validateOnly ? {} : { field: change.field }),
        timeoutMs: WRITE_TIMEOUT,
      })
    } catch (error) {
      const failure = transportErrorOf(error)
      // An AppError comes from before the request: no token, or no turn.
      const left = error instanceof HttpError ? error.sent : !(error instanceof AppError)
      return left ? { kind: 'unknown', failure } : { kind: 'refused', failure, traceId: null }
    }
    const header = answer.headers['x-fb-trace-id'] ?? null
    const parsed = parseBody(answer.body)
    if ('problem' in parsed) {
      return { kind: 'unknown', failure: httpErrorOf(answer.status, parsed.problem, answer.body.byteLength === 0) }
    }
    const error = errorIn(parsed.value)
    if (error) {
      requester.refused(error, { path: id, status: answer.status, accountId, objectId: id })
      const failure = appErrorOf(error, { id, version: requester.version })
      // Success and an error in one answer: one of them is not true.
      const said = success.safeParse(parsed.value).data?.success
      return surelyRefused(error, answer.status) && said !== true && said !== 'true'
        ? { kind: 'refused', failure, traceId: error.traceId ?? header }
        : { kind: 'unknown', failure }
    }
    const checked = success.safeParse(parsed.value)
    if (answer.status >= 400 || !checked.success)
      return { kind: 'unknown', failure: httpErrorOf(answer.status, 'malformed') }
    const { success: said, id: named } = checked.data
    if (said === false || said === 'false') {
      return { kind: 'refused', failure: new AppError('metaRejected', { message: '' }), traceId: header }
    }
    return said === true || said === 'true' || named !== undefined
      ? { kind: 'accepted', traceId: header }
      : { kind: 'unknown', failure: httpErrorOf(answer.status, 'malformed') }
  }
