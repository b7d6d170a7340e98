import type { Instant } from '../../../shared/domain/day.ts'
import type { Lane } from '../graph.ts'
import { LANE_ORDER, LANES, rankOf } from './lanes.ts'
import { DAY } from './rules.ts'
import { createStuck, fadedAt, leftOf } from './told.ts'
import type { Told } from './told.ts'
import { createWindow } from './window.ts'

/** One limit of Meta's: what we count ourselves, what headers say, and until when Meta has stopped us. */
export interface Gauge {
  /** When this lane may use so much more at once. Infinity: never so much. */
  freeAt(now: Instant, lane: Lane, cost: number): Instant
  /** How much this lane may use now; Infinity where the limit has no number. */
  room(now: Instant, lane: Lane): number
  /** Counts before it is sent … */
  begin(lane: Lane, cost: number): void
  /** … and from the answer on for a whole window. */
  end(now: Instant, lane: Lane, cost: number): void
  /** A share that a header told; `lastsMs`: how long it fades, when the header said so. */
  tell(now: Instant, share: number, lastsMs: number | null): void
  /** Meta said no, until then. */
  block(now: Instant, until: Instant): void
  /** Null while Meta has said nothing of it. */
  reading(now: Instant): GaugeReading | null
  blockedUntil(): Instant
}

export interface GaugeReading {
  readonly share: number
  readonly at: Instant
  readonly used: number | null
  readonly allowed: number | null
  readonly blockedUntil: Instant | null
}

export interface GaugeNeeds {
  readonly windowMs: number
  /** What Meta allows in a window, or at least so much; null where it says nothing but shares: then it is learned. */
  readonly allowed: (() => number) | null
  /** From what told share on it is learned from our own count how much is allowed; null: that is exact. */
  readonly learnsFrom: number | null
  /** What is taken as used until Meta tells. */
  readonly assumed: Told | null
  /** Only what is said of an account gets stuck. */
  readonly mayStick: boolean
  /** A header that says it is full means that Meta has stopped us. */
  readonly fullBlocks: boolean
}

/** That lane and those below it are all. */
const ALL = LANE_ORDER[0] ?? 'person'
/** So many calls must have been counted to learn from what nothing else is known of … */
const LEAST_COUNTED = 20
/** … and a share that is nearly full may be one that got stuck. */
const LEARNS_UNTIL = 0.95
/** Headers have whole percents: what is told may be nearly one less than what is used. */
const ROUNDED = 0.01
/** Meta waits a day at the very most; a header that says more is wrong. */
const MOST_WAIT = DAY
/** An old reading says nothing any more; a young one is shown even where Meta forgets within seconds. */
const SHOWN_MS = 300_000
/** Sums of shares are not exact. */
const TINY = 1e-9

export const createGauge = (needs: GaugeNeeds): Gauge => {
  const { windowMs, allowed, learnsFrom, assumed, mayStick, fullBlocks } = needs
  const own = createWindow(windowMs)
  const pending = new Map<Lane, number>()
  const stuck = createStuck()
  /** What to go by, and the part of it that we did not use ourselves. */
  let told: Told | null = assumed
  let others = assumed?.share ?? 0
  /** What we began since it was told, and what was on its way then: it may not be in it. */
  let newer = 0
  let said: Told | null = null
  let learned = 0
  let blockedUntil = 0
  let blockedAt = 0

  const limit = (): number | null => Math.max(allowed?.() ?? 0, learned) || null

  const pendingOf = (lane: Lane): number => {
    let sum = 0
    for (const [each, amount] of pending) if (rankOf(each) >= rankOf(lane)) sum += amount
    return sum
  }
  const usedOf = (now: Instant, lane: Lane): number => own.used(now, lane) + pendingOf(lane)

  const room = (now: Instant, lane: Lane): number => {
    const policy = LANES[lane]
    const size = limit()
    const left = told === null ? 0 : leftOf(told, now)
    if (blockedUntil > now || left > policy.total + TINY) return 0
    if (size === null) return Infinity
    const ofOthers = told === null ? 0 : leftOf(told, now, others)
    const used = usedOf(now, ALL)
    const most = Math.min(
      policy.own * size - usedOf(now, lane),
      (policy.total - ofOthers) * size - used,
      (policy.total - left) * size - Math.min(newer, used),
    )
    return Math.max(0, Math.floor(most + TINY))
  }

  /** What is under way counts as if it ended now. */
  const stepsOf = (now: Instant, lane: Lane) => {
    const waiting = pendingOf(lane)
    const steps = own.steps(now, lane).map(({ from, used }) => ({ from, used: used + waiting }))
    return waiting > 0 ? [...steps, { from: (steps.at(-1)?.from ?? now) + windowMs, used: 0 }] : steps
  }

  const fadesTo = (level: number, share?: number): Instant =>
    told === null ? 0 : fadedAt(told, Math.max(0, level), share)

  /** When our own count, with what others use and with what was told, leaves room for `cost` below `share` of the limit. */
  const totalFreeAt = (now: Instant, share: number, cost: number, size: number): Instant => {
    const steps = stepsOf(now, ALL)
    for (const [i, { from, used }] of steps.entries()) {
      const level = share - (used + cost) / size
      if (level < -TINY) continue
      const at = Math.max(from, fadesTo(level, others), fadesTo(share - (Math.min(newer, used) + cost) / size))
      if (at <= (steps[i + 1]?.from ?? Infinity)) return at
    }
    return Infinity
  }

  return {
    room,

    freeAt(now, lane, cost) {
      const policy = LANES[lane]
      const size = limit()
      // What does not count here still waits where Meta says that the limit is full.
      if (size === null || cost === 0) return Math.max(blockedUntil, fadesTo(policy.total))
      if (cost > policy.own * size + TINY) return Infinity
      if (cost <= room(now, lane)) return now
      const below = stepsOf(now, lane).find(({ used }) => used + cost <= policy.own * size + TINY)
      return Math.max(blockedUntil, below?.from ?? Infinity, totalFreeAt(now, policy.total, cost, size))
    },

    begin(lane, cost) {
      pending.set(lane, (pending.get(lane) ?? 0) + cost)
      newer += cost
    },
    end(now, lane, cost) {
      pending.set(lane, Math.max(0, (pending.get(lane) ?? 0) - cost))
      own.add(now, lane, cost)
    },

    tell(now, share, lastsMs) {
      said = { share, at: now, windowMs: Math.min(lastsMs ?? windowMs, MOST_WAIT), fades: true }
      if (mayStick && stuck.tell(share, now)) {
        told = null
        return
      }
      told = said
      newer = pendingOf(ALL)
      const counted = own.used(now, ALL)
      const mayLearn = learnsFrom !== null && share >= learnsFrom && share < LEARNS_UNTIL
      if (mayLearn && (allowed !== null || counted >= LEAST_COUNTED)) learned = counted / (share + ROUNDED)
      const size = limit()
      others = size === null ? 0 : Math.max(0, share - counted / size)
      if (fullBlocks && share >= 1) blockedUntil = Math.max(blockedUntil, now + said.windowMs)
    },

    block(now, until) {
      stuck.reset()
      blockedAt = now
      blockedUntil = Math.max(blockedUntil, Math.min(until, now + MOST_WAIT))
    },
    blockedUntil: () => blockedUntil,

    reading(now) {
      const blocked = blockedUntil > now
      const fresh = said !== null && now - said.at < Math.max(said.windowMs, SHOWN_MS)
      if (!blocked && !fresh) return null
      const size = limit()
      const used = size === null ? null : usedOf(now, ALL)
      return {
        share: Math.max(said?.share ?? 0, used === null || size === null ? 0 : used / size, blocked ? 1 : 0),
        at: Math.max(said?.at ?? 0, blockedAt),
        used,
        allowed: size === null ? null : Math.round(size),
        blockedUntil: blocked ? blockedUntil : null,
      }
    },
  }
}
