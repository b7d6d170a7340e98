import { minorFromMicros } from '../../shared/domain/money.ts'
import type { Currency, Micros } from '../../shared/domain/money.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { Change } from '../../shared/domain/edits.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import type { WriteAnswer, WriteOptions } from './graph.ts'
import { NO_CAP } from './decode/campaign.ts'
import type { Params, Requester } from './request.ts'
import { sendOnce } from './send-once.ts'

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
      return {
        bid_strategy: change.after,
        ...(change.bid && change.bid.after !== null ? { bid_amount: minor(change.bid.after, currency) } : {}),
      }
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
    { validateOnly = false, level, ...options }: WriteOptions,
  ): Promise<WriteAnswer> => {
    const { answer } = await sendOnce(requester, {
      ...options,
      path: id,
      params: {
        ...paramsOf(change, currency),
        ...(validateOnly ? { execution_options: JSON.stringify(['validate_only']) } : {}),
      },
      accountId,
      objectId: id,
      // What is only looked at does not count as an edit of the object.
      ...(validateOnly || level === 'campaign' ? {} : { field: change.field }),
    })
    return answer
  }
