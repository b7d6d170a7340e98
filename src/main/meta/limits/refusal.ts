import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import type { MetaError, verdictOf } from '../errors.ts'
import type { AccountLimits } from './account-limits.ts'
import type { EditLimits } from './edits.ts'
import type { Gauge } from './gauge.ts'
import { BLOCK_MS, MINUTE, USES } from './rules.ts'
import type { Tier, Use } from './rules.ts'

const SCORE_SUBCODES: readonly (number | null)[] = [2446079, 1487742]
const MUTATIONS_SUBCODE = 5044001
const BUDGET_SUBCODE = 1487632
const SPEND_CAP_SUBCODE = 1885172
const USE_OF_CODE: ReadonlyMap<number | null, Use> = new Map([
  [80_000, 'insights'],
  [80_003, 'audience'],
  [80_004, 'management'],
])

export interface RefusalNeeds {
  readonly app: Gauge
  readonly throttle: Gauge
  readonly edits: EditLimits
  readonly tier: () => Tier
}

/** Whom a throttle of Meta's stops, and for how long: it is trusted more than any header. */
export const createRefusal = ({ app, throttle, edits, tier }: RefusalNeeds) => {
  const stopAccount = (error: MetaError, limits: AccountLimits, now: Instant, ms: number) => {
    if (error.subcode === MUTATIONS_SUBCODE) return limits.mutations.block(now, now + ms)
    const isScore = error.code === 17 || SCORE_SUBCODES.includes(error.subcode)
    // Meta blocks an app of the full tier for one minute where it blocks a limited one for five.
    limits.score.block(now, now + (isScore ? BLOCK_MS[tier()] : ms))
  }

  const stopUse = (error: MetaError, limits: AccountLimits, now: Instant, ms: number) => {
    const use = USE_OF_CODE.get(error.code)
    for (const each of use ? [use] : USES) {
      const gauge = limits.calls[each]
      // The headers of the same answer say it in minutes of their own.
      if (gauge.blockedUntil() - now < MINUTE) gauge.block(now, now + ms)
    }
  }

  return (
    error: MetaError,
    { scope, seconds }: NonNullable<ReturnType<typeof verdictOf>['throttle']>,
    about: {
      readonly now: Instant
      readonly accountId: AccountId | null
      readonly limits: AccountLimits | null
      readonly objectId: ObjectId | null
    },
  ): void => {
    const { now, limits, accountId, objectId } = about
    const ms = seconds * 1000
    switch (scope) {
      case 'app':
        return app.block(now, now + ms)
      case 'account':
        return limits ? stopAccount(error, limits, now, ms) : app.block(now, now + ms)
      case 'businessUseCase':
        return limits ? stopUse(error, limits, now, ms) : app.block(now, now + ms)
      case 'insights': {
        // The same error for the app's share and the account's: it is the one that is fuller.
        const ofAccount = limits?.throttle.reading(now)?.share ?? 0
        const ofApp = throttle.reading(now)?.share ?? 0
        return (limits && ofAccount >= ofApp ? limits.throttle : throttle).block(now, now + ms)
      }
      case 'object':
        // Other throttles of one object stop only what was asked for.
        if (error.subcode === BUDGET_SUBCODE && objectId !== null) edits.blockBudget(now, objectId)
        if (error.subcode === SPEND_CAP_SUBCODE && accountId !== null) edits.blockSpendCap(now, accountId)
    }
  }
}
