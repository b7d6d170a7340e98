import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import type { MetaError } from '../errors.ts'
import type { Throttle } from '../errors/table.ts'
import type { AccountLimits } from './account-limits.ts'
import type { AppLimits } from './app-limits.ts'
import type { EditLimits } from './edits.ts'
import { BLOCK_MS, MINUTE, USE_NAMES, USES } from './rules.ts'
import type { Tier } from './rules.ts'

const SCORE_SUBCODES: readonly (number | null)[] = [2446079, 1487742]
const MUTATIONS_SUBCODE = 5044001
const BUDGET_SUBCODE = 1487632
const SPEND_CAP_SUBCODE = 1885172

export interface RefusalNeeds {
  readonly app: AppLimits
  readonly edits: EditLimits
  readonly tier: () => Tier
}

/** Whom a throttle of Meta's stops, and for how long: it is trusted more than any header. */
export const createRefusal = ({ app, edits, tier }: RefusalNeeds) => {
  const stopAccount = (error: MetaError, limits: AccountLimits, now: Instant, ms: number) => {
    if (error.subcode === MUTATIONS_SUBCODE) return limits.mutations.block(now, now + ms)
    const isScore = error.code === 17 || SCORE_SUBCODES.includes(error.subcode)
    // Meta blocks an app of the full tier for one minute where it blocks a limited one for five.
    limits.score.block(now, now + (isScore ? BLOCK_MS[tier()] : ms))
  }

  /** A bucket that is not ours (pages, leads) says nothing exact of an account's own: all of them wait. */
  const stopUse = (bucket: string | undefined, limits: AccountLimits, now: Instant, ms: number) => {
    const own = USES.filter((use) => USE_NAMES[use] === bucket)
    for (const use of own.length > 0 ? own : USES) {
      const gauge = limits.calls[use]
      // The headers of the same answer say it in minutes of their own.
      if (gauge.blockedUntil() - now < MINUTE) gauge.block(now, now + ms)
    }
  }

  return (
    error: MetaError,
    { scope, seconds, bucket }: Throttle,
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
        return app.usage.block(now, now + ms)
      case 'account':
        return limits ? stopAccount(error, limits, now, ms) : app.usage.block(now, now + ms)
      case 'businessUseCase':
        // Without an account it is a page's or a catalogue's, which are no concern of ours.
        return limits ? stopUse(bucket, limits, now, ms) : undefined
      case 'insights': {
        // The same error for the app's share and the account's: it is the one that is fuller.
        const ofAccount = limits?.throttle.reading(now)?.share ?? 0
        const ofApp = app.throttle.reading(now)?.share ?? 0
        return (limits && ofAccount >= ofApp ? limits.throttle : app.throttle).block(now, now + ms)
      }
      case 'object':
        // Other throttles of one object stop only what was asked for.
        if (error.subcode === BUDGET_SUBCODE && objectId !== null) edits.blockBudget(now, objectId)
        if (error.subcode === SPEND_CAP_SUBCODE && accountId !== null) edits.blockSpendCap(now, accountId)
    }
  }
}
