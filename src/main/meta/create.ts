import { minorFromMicros } from '../../shared/domain/money.ts'
import type { Currency } from '../../shared/domain/money.ts'
import { markedName, markerSuffix } from '../../shared/domain/creation.ts'
import type { CheckableCreation, Creation } from '../../shared/domain/creation.ts'
import type { AccountId, Budget, ObjectId } from '../../shared/domain/objects.ts'
import { httpErrorOf } from './errors.ts'
import type { CallOptions, CreateAnswer, WriteAnswer } from './graph.ts'
import type { Params, Requester } from './request.ts'
import { sendOnce } from './send-once.ts'

const budgetParams = (budget: Budget | null, currency: Currency): Params => {
  if (budget === null) return {}
  const minor = String(minorFromMicros(budget.amount, currency))
  return budget.kind === 'daily' ? { daily_budget: minor } : { lifetime_budget: minor }
}
const seconds = (instant: number): string => String(Math.floor(instant / 1000))

interface Order {
  readonly path: string
  readonly params: Params
}

const NEW = { status: 'PAUSED' } as const

const orderOf = (creation: Creation, holderId: ObjectId | null, accountId: AccountId, currency: Currency): Order => {
  const name = markedName(creation)
  switch (creation.kind) {
    case 'copy': {
      const { level } = creation
      return {
        path: `${creation.sourceId}/copies`,
        params: {
          ...(level === 'adset' && holderId !== null ? { campaign_id: holderId } : {}),
          ...(level === 'ad' && holderId !== null ? { adset_id: holderId } : {}),
          ...(level === 'ad' ? {} : { deep_copy: 'false' }),
          status_option: 'PAUSED',
          rename_options: JSON.stringify({
            rename_strategy: 'ONLY_TOP_LEVEL_RENAME',
            rename_suffix: markerSuffix(creation),
          }),
        },
      }
    }
    case 'campaign': {
      const { objective, categories, countries, budget, bidStrategy } = creation
      return {
        path: `${accountId}/campaigns`,
        params: {
          name,
          ...NEW,
          objective,
          special_ad_categories: JSON.stringify(categories),
          ...(countries.length > 0 ? { special_ad_category_country: JSON.stringify(countries) } : {}),
          ...budgetParams(budget, currency),
          ...(budget === null ? { is_adset_budget_sharing_enabled: 'false' } : {}),
          ...(budget !== null && bidStrategy !== null ? { bid_strategy: bidStrategy } : {}),
        },
      }
    }
    case 'adset': {
      const { budget, bidStrategy, bid, promotedObject, destination, endsAt, payor, beneficiary } = creation
      return {
        path: `${accountId}/adsets`,
        params: {
          name,
          ...NEW,
          campaign_id: holderId ?? '',
          optimization_goal: creation.optimizationGoal,
          billing_event: creation.billingEvent,
          targeting: JSON.stringify(creation.targeting),
          ...budgetParams(budget, currency),
          ...(bidStrategy === null ? {} : { bid_strategy: bidStrategy }),
          ...(bid === null ? {} : { bid_amount: String(minorFromMicros(bid, currency)) }),
          ...(promotedObject === null ? {} : { promoted_object: JSON.stringify(promotedObject) }),
          ...(destination === null ? {} : { destination_type: destination }),
          ...(endsAt === null ? {} : { end_time: seconds(endsAt) }),
          ...(payor === null ? {} : { dsa_payor: payor }),
          ...(beneficiary === null ? {} : { dsa_beneficiary: beneficiary }),
        },
      }
    }
    case 'ad':
      return {
        path: `${accountId}/ads`,
        params: {
          name,
          ...NEW,
          adset_id: holderId ?? '',
          creative: JSON.stringify({ creative_id: creation.creativeId }),
        },
      }
  }
}

/** Makes something, once, paused and under its marked name. An answer without an id is `unknown`. */
export const createCreate =
  ({ requester }: { readonly requester: Requester }) =>
  async (
    creation: Creation,
    holderId: ObjectId | null,
    accountId: AccountId,
    currency: Currency,
    options: CallOptions,
  ): Promise<CreateAnswer> => {
    const order = orderOf(creation, holderId, accountId, currency)
    const { answer, made } = await sendOnce(requester, { ...options, ...order, accountId, objectId: null })
    if (answer.kind !== 'accepted') return answer
    return made === null
      ? { kind: 'unknown', failure: httpErrorOf(200, 'malformed') }
      : { kind: 'made', id: made, traceId: answer.traceId }
  }

/** Asks whether Meta would make it, and makes nothing. */
export const createCheckCreation =
  ({ requester }: { readonly requester: Requester }) =>
  async (
    creation: CheckableCreation,
    holderId: ObjectId | null,
    accountId: AccountId,
    currency: Currency,
    options: CallOptions,
  ): Promise<WriteAnswer> => {
    const { path, params } = orderOf(creation, holderId, accountId, currency)
    const { answer } = await sendOnce(requester, {
      ...options,
      path,
      params: { ...params, execution_options: JSON.stringify(['validate_only']) },
      accountId,
      objectId: null,
    })
    return answer
  }
