import { AppError } from '../../shared/errors.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { LimitReading } from '../../shared/domain/connection.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import type { Clock } from '../ports.ts'
import type { MetaError } from './errors.ts'
import { verdictOf } from './errors.ts'
import type { Headroom, Lane } from './graph.ts'
import { createAccountLimits } from './limits/account-limits.ts'
import type { AccountLimits } from './limits/account-limits.ts'
import { createAppLimits } from './limits/app-limits.ts'
import type { AppLimits } from './limits/app-limits.ts'
import { appDemandOf, demandsOf, readsOf } from './limits/demand.ts'
import { createEditLimits } from './limits/edits.ts'
import { saidIn } from './limits/headers.ts'
import type { Said } from './limits/headers.ts'
import { LANES } from './limits/lanes.ts'
import { createQueue } from './limits/queue.ts'
import { createRefusal } from './limits/refusal.ts'
import { HOUR, MINUTE, USES, USE_NAMES } from './limits/rules.ts'
import type { Tier, Use } from './limits/rules.ts'
import { createSteadyTime } from '../steady-time.ts'

export interface Ticket {
  readonly lane: Lane
  /** The account of each call in it, an item of a batch being a call. */
  readonly accounts: readonly AccountId[]
  /** How many calls it is, where some have no account and count for the app alone; as many as accounts unless told, and one at least. */
  readonly cost?: number | undefined
  /** What each of the accounts' calls counts as, in the same order; `management` where it is not said. */
  readonly uses?: readonly Use[] | undefined
  /** Which of them change something, in the same order: that counts three times as much as a read. */
  readonly writes?: readonly boolean[] | undefined
  /** What it changes, where Meta counts that on its own: a budget, a spend cap (of the account, by its own id). */
  readonly objectId?: ObjectId | undefined
  readonly field?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Limiter {
  /** Waits for a turn and counts it; the answer gives it back. Throws `throttled { minutes }` when the wait would be too long. */
  enter(ticket: Ticket): Promise<() => void>
  /**
   * When this lane may make `cost` reads (1 unless told) at once for an account, or one for the app alone (null); now or
   * earlier: at once. Infinity: never so many. Without `use` whatever they read.
   */
  readyAt(lane: Lane, accountId: AccountId | null, cost?: number, use?: Use): Instant
  headroom(lane: Lane, accountId: AccountId, use?: Use): Headroom
  /** When Meta takes another such change of the object, where it counts these on their own; now or earlier: at once. */
  editAt(what: { readonly objectId: ObjectId; readonly field: string }): Instant
  /** When a change of this may go; now or earlier: at once. */
  writeAt(what: { readonly accountId: AccountId; readonly objectId: ObjectId; readonly field: string }): Instant
  /** `throttled` when that is further away than the lane is ready to wait. */
  tooLong(lane: Lane, readyAt: Instant): AppError | null
  /** Usage headers of an answer (lower-case names) and the accounts it was for. */
  observe(headers: Readonly<Record<string, string>>, accounts: readonly AccountId[]): void
  /** Meta said no: trusted more than any header. `objectId`: what a write was for. */
  refused(error: MetaError, accountId: AccountId | null, objectId?: ObjectId): void
  /** What Meta has told or refused, the fullest first. */
  readings(): LimitReading[]
}

/**
 * All limits of Meta's at once: our own count of what was sent, what the headers of every answer say (the higher of
 * both decides), and what Meta has refused. One instance a workspace, as its token has one app.
 */
export const createLimiter = ({ clock }: { clock: Clock }): Limiter => {
  const time = createSteadyTime(clock)
  const since = time.now()
  /** Of the app. Until a header tells it is taken as the lower one. */
  let tier: Tier | null = null
  const tierNow = (): Tier => tier ?? 'limited'

  const app = createAppLimits(since)
  const accounts = new Map<AccountId, AccountLimits>()
  const edits = createEditLimits()
  const refuse = createRefusal({ app, edits, tier: tierNow })

  const of = (accountId: AccountId): AccountLimits => {
    const known = accounts.get(accountId)
    if (known) return known
    const made = createAccountLimits(tierNow, since)
    accounts.set(accountId, made)
    return made
  }

  /** In the clock's own time, which the caller compares with. */
  const told = (at: Instant): Instant => time.toClock(at)

  const readyAt: Limiter['readyAt'] = (lane, accountId, cost = 1, use) => {
    const now = time.now()
    if (accountId === null) return told(app.freeAt(now, lane, { calls: cost, insights: 0 }))
    const demand = readsOf(cost, use)
    const whole = app.freeAt(now, lane, { calls: 0, insights: demand.calls.insights })
    return told(Math.max(whole, of(accountId).freeAt(now, lane, demand)))
  }

  const freeAt = (ticket: Ticket): Instant => {
    const now = time.now()
    const { lane, objectId, field } = ticket
    const demands = demandsOf(ticket)
    let at = app.freeAt(now, lane, appDemandOf(ticket))
    for (const [accountId, demand] of demands) at = Math.max(at, of(accountId).freeAt(now, lane, demand))
    if (objectId !== undefined && field !== undefined) at = Math.max(at, edits.freeAt(now, { objectId, field }))
    return told(at)
  }

  const begin = (ticket: Ticket): (() => void) => {
    const { lane, objectId, field } = ticket
    const demands = demandsOf(ticket)
    const ofApp = appDemandOf(ticket)
    app.begin(lane, ofApp)
    for (const [accountId, demand] of demands) of(accountId).begin(lane, demand)
    if (objectId !== undefined && field !== undefined) edits.made(time.now(), { objectId, field })
    return () => {
      const now = time.now()
      app.end(now, lane, ofApp)
      for (const [accountId, demand] of demands) of(accountId).end(now, lane, demand)
    }
  }

  const tooLong: Limiter['tooLong'] = (lane, at) => {
    const wait = at - clock.now()
    if (wait <= LANES[lane].patienceMs) return null
    return new AppError('throttled', { minutes: Math.ceil(Math.min(wait, HOUR * 24) / MINUTE) })
  }

  const queue = createQueue({ clock, freeAt, tooLong, begin })

  const gaugeOf = ({ accountId, system, name }: Said) => {
    if (accountId === null) return system === 'app' ? app.usage : app.throttle
    const limits = of(accountId)
    if (system === 'account') return limits.score
    if (system === 'insights') return limits.throttle
    const use = USES.find((each) => USE_NAMES[each] === name)
    return use ? limits.calls[use] : null
  }

  return {
    enter: queue.enter,
    readyAt,
    editAt: (what) => told(edits.freeAt(time.now(), what)),
    writeAt: ({ accountId, objectId, field }) =>
      freeAt({ lane: 'write', accounts: [accountId], writes: [true], objectId, field }),
    tooLong,

    headroom(lane, accountId, use) {
      const now = time.now()
      const reads = Math.min(
        app.room(now, lane, use === undefined || use === 'insights'),
        of(accountId).room(now, lane, use ?? null),
      )
      const at = readyAt(lane, accountId, reads + 1, use)
      return { reads, moreAt: at === Infinity ? null : at }
    },

    observe(headers, whose) {
      const now = time.now()
      const said = saidIn(headers, whose)
      tier = said.findLast((each) => each.tier !== null)?.tier ?? tier
      for (const each of said) {
        const gauge = gaugeOf(each)
        gauge?.tell(now, each.share, each.lastsMs)
        if (each.regainMs > 0) gauge?.block(now, now + each.regainMs)
      }
      if (said.length > 0) queue.pump()
    },

    refused(error, accountId, objectId) {
      const { throttle: stop, remedy } = verdictOf(error)
      if (stop) {
        const limits = accountId === null ? null : of(accountId)
        refuse(error, stop, { now: time.now(), accountId, limits, objectId: objectId ?? null })
        queue.pump()
      } else if (objectId !== undefined && (remedy === 'never' || remedy === 'person')) edits.unmade(objectId)
    },

    readings() {
      const now = time.now()
      const found: LimitReading[] = []
      const show = (accountId: AccountId | null, reading: ReturnType<AppLimits['readings']>[number]) => {
        const { blockedUntil } = reading
        found.push({
          ...reading,
          accountId,
          at: told(reading.at),
          blockedUntil: blockedUntil === null ? null : told(blockedUntil),
          tier,
        })
      }
      for (const reading of app.readings(now)) show(null, reading)
      for (const [accountId, limits] of accounts) for (const reading of limits.readings(now)) show(accountId, reading)
      return found.sort((a, b) => b.share - a.share)
    },
  }
}
