import { AppError } from '../../shared/errors.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { LimitReading } from '../../shared/domain/connection.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { HttpError } from '../ports.ts'
import type { Clock } from '../ports.ts'
import type { MetaError } from './errors.ts'
import { verdictOf } from './errors.ts'
import type { Lane } from './graph.ts'
import { usageOf } from './usage.ts'
import type { Usage } from './usage.ts'

interface LanePolicy {
  /** Share of a limit from which the lane gives way to those above it. */
  readonly until: number
  /** Requests of this lane that may be under way at once; the rest is kept free for lanes above. */
  readonly atOnce: number
  /** Longer waits are refused at once with `throttled`: somebody is looking, or the next round comes anyway. */
  readonly patienceMs: number
}

const MINUTE = 60_000
const AT_ONCE = 6
/** An old reading says nothing any more; a young one is shown even where Meta forgets within seconds. */
const SHOWN_MS = 5 * MINUTE
/** In order: who is served first. */
const LANES: Readonly<Record<Lane, LanePolicy>> = {
  person: { until: 0.95, atOnce: AT_ONCE, patienceMs: 10_000 },
  write: { until: 0.95, atOnce: AT_ONCE, patienceMs: 10_000 },
  poll: { until: 0.85, atOnce: AT_ONCE - 1, patienceMs: MINUTE },
  sync: { until: 0.7, atOnce: AT_ONCE - 2, patienceMs: 10 * MINUTE },
  backfill: { until: 0.5, atOnce: AT_ONCE - 3, patienceMs: 60 * MINUTE },
}
const ORDER = Object.keys(LANES) as Lane[]

export interface Ticket {
  readonly lane: Lane
  /** Accounts whose limits are spent by it; none for what only counts for the app. */
  readonly accounts: readonly AccountId[]
  readonly signal?: AbortSignal | undefined
}

export interface Limiter {
  /** Waits for a turn; the answer gives it back. Throws `throttled { minutes }` when the wait would be too long. */
  enter(ticket: Ticket): Promise<() => void>
  /** When this lane may call for an account (or the app alone, null); now or earlier: at once. */
  readyAt(lane: Lane, accountId: AccountId | null): Instant
  /** `throttled` when that is further away than the lane is ready to wait. */
  tooLong(lane: Lane, readyAt: Instant): AppError | null
  /** Usage headers of an answer (lower-case names) and the accounts it was for. */
  observe(headers: Readonly<Record<string, string>>, accounts: readonly AccountId[]): void
  /** Meta said no: trusted more than any header. */
  refused(error: MetaError, accountId: AccountId | null): void
  readings(): LimitReading[]
}

interface Kept extends Usage {
  readonly at: Instant
  readonly blockedUntil: Instant | null
}

interface Waiting extends Ticket {
  readonly start: () => void
  readonly refuse: (error: Error) => void
}

export const createLimiter = ({ clock }: { clock: Clock }): Limiter => {
  const kept = new Map<string, Kept>()
  const waiting = new Map<Lane, Waiting[]>(ORDER.map((lane) => [lane, []]))
  let underWay = 0
  let alarm: (() => void) | null = null
  let standardTier = false

  const keyOf = (usage: Pick<Usage, 'accountId' | 'system' | 'name'>) =>
    `${usage.accountId ?? ''} ${usage.system} ${usage.name}`

  /** When a limit's share, which decays evenly over its window, is back at what the lane may use. */
  const freeAt = (limit: Kept, until: number): Instant => {
    const decayed = limit.share > until ? limit.at + limit.windowMs * (1 - until / limit.share) : limit.at
    return Math.max(decayed, limit.blockedUntil ?? 0)
  }

  const readyAt = (lane: Lane, accountId: AccountId | null): Instant => {
    let at = 0
    for (const limit of kept.values()) {
      if (limit.accountId === null || limit.accountId === accountId) at = Math.max(at, freeAt(limit, LANES[lane].until))
    }
    return at
  }
  const readyForAll = ({ lane, accounts }: Ticket): Instant =>
    Math.max(readyAt(lane, null), ...accounts.map((account) => readyAt(lane, account)))

  const tooLong = (lane: Lane, at: Instant): AppError | null => {
    const wait = at - clock.now()
    return wait > LANES[lane].patienceMs ? new AppError('throttled', { minutes: Math.ceil(wait / MINUTE) }) : null
  }

  const pump = () => {
    alarm?.()
    alarm = null
    const now = clock.now()
    let next = Infinity
    for (const lane of ORDER) {
      const queue = waiting.get(lane) ?? []
      for (const each of queue.slice()) {
        const at = readyForAll(each)
        const refusal = tooLong(lane, at)
        if (refusal === null && at > now) next = Math.min(next, at)
        else if (refusal === null && underWay >= LANES[lane].atOnce) continue
        else {
          queue.splice(queue.indexOf(each), 1)
          if (refusal) each.refuse(refusal)
          else {
            underWay += 1
            each.start()
          }
        }
      }
    }
    if (next !== Infinity) alarm = clock.after(Math.max(1, Math.ceil(next - now)), pump)
  }

  const keep = (usage: Usage, blockedUntil: Instant | null) => {
    const key = keyOf(usage)
    // An answer that was on its way while Meta refused another does not lift the refusal.
    const before = kept.get(key)?.blockedUntil ?? null
    const at = clock.now()
    kept.set(key, { ...usage, at, blockedUntil: Math.max(before ?? 0, blockedUntil ?? 0) || null })
  }

  return {
    readyAt,
    tooLong,

    enter: (ticket) =>
      new Promise((resolve, reject) => {
        const { signal } = ticket
        if (signal?.aborted) return reject(new HttpError('cancelled', false))
        const leave = () => {
          const queue = waiting.get(ticket.lane) ?? []
          const index = queue.indexOf(entry)
          if (index < 0) return
          queue.splice(index, 1)
          reject(new HttpError('cancelled', false))
          pump()
        }
        let released = false
        const release = () => {
          if (released) return
          released = true
          underWay -= 1
          pump()
        }
        const entry: Waiting = {
          ...ticket,
          start: () => {
            signal?.removeEventListener('abort', leave)
            resolve(release)
          },
          refuse: (error) => {
            signal?.removeEventListener('abort', leave)
            reject(error)
          },
        }
        signal?.addEventListener('abort', leave, { once: true })
        waiting.get(ticket.lane)?.push(entry)
        pump()
      }),

    observe(headers, accounts) {
      for (const { usage, regainMs, tier } of usageOf(headers, accounts)) {
        if (tier !== null) standardTier = tier === 'standard_access'
        keep(usage, regainMs > 0 ? clock.now() + regainMs : null)
      }
    },

    refused(error, accountId) {
      const throttle = verdictOf(error).throttle
      if (!throttle || throttle.scope === 'object') return
      // Meta blocks a full-tier app for one minute where it blocks a limited one for five.
      const seconds = throttle.scope === 'account' && standardTier ? Math.min(60, throttle.seconds) : throttle.seconds
      const system = throttle.scope
      const own = system === 'app' ? null : accountId
      const name = 'refused'
      const usage: Usage = { accountId: own, system, name, share: 1, windowMs: seconds * 1000 }
      keep(usage, clock.now() + seconds * 1000)
    },

    readings() {
      const now = clock.now()
      return [...kept.values()]
        .filter((limit) => limit.at + Math.max(limit.windowMs, SHOWN_MS) > now || (limit.blockedUntil ?? 0) > now)
        .map(({ accountId, system, share, at, blockedUntil }) => ({
          accountId,
          system,
          share,
          at,
          blockedUntil: blockedUntil !== null && blockedUntil > now ? blockedUntil : null,
        }))
        .sort((a, b) => b.share - a.share)
    },
  }
}
