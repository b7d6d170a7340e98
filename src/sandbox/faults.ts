import { TRANSIENT, fits } from './faults/kinds.ts'
import { draw, hash } from './random.ts'
import type { FaultKind, Place } from './faults/kinds.ts'

/** What can go wrong on the way, switched on by tests: which calls it hits, and how often. */

export type { FaultKind } from './faults/kinds.ts'

export interface Fault {
  /** Against the path without version, as `act_1/insights`; a whole batch is `batch`. */
  readonly match: RegExp
  readonly kind: FaultKind
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** How often; always without it. */
  readonly times?: number
  /** So many matching calls go well first. */
  readonly after?: number
  /** 0 to 1, drawn anew for every call; always without it. */
  readonly probability?: number
  /** For `slow`. */
  readonly delayMs?: number
  /**
   * For `missingFields` and `wrongTypes`: of every row; without it every field but the ids, or every number. For
   * `vanishedMetric` and `forbiddenField`: which.
   */
  readonly fields?: readonly string[]
  /** For `throttle`, `error` and `bareError`. */
  readonly code?: number
  readonly subcode?: number
  /** For `error` and `bareError`; also of the HTTP answer. */
  readonly message?: string
  readonly status?: number
  readonly transient?: boolean
  readonly data?: unknown
  /** For `throttle`: until calls may go on, as its headers say. */
  readonly minutes?: number
  /** For `tooHeavy`: the most rows of a page that is not. */
  readonly rows?: number
  /** For `clockSkew`. */
  readonly skewMs?: number
}

/** A fault that hits a call. */
export interface Taken {
  readonly fault: Fault
  /** The `k`-th draw for this call, 0 to 1: for faults that may take more than one form. */
  chance(k: number): number
}

export interface FaultScript {
  /** Anew: calls are numbered from the start, nothing was given yet. */
  set(faults: readonly Fault[]): void
  /** Each call goes wrong with this probability, in one of the ways that pass by themselves. Anew, as `set`. */
  all(
    probability: number,
    how?: Pick<Partial<Fault>, 'match' | 'delayMs'> & { readonly except?: readonly FaultKind[] },
  ): void
  /** How many of each kind took effect. */
  given(): Readonly<Partial<Record<FaultKind, number>>>
}

export interface Faults extends FaultScript {
  /** The fault for a call, used up and counted by one. The same calls in the same order meet the same faults. */
  take(method: string, path: string, place: Place): Taken | null
  /** It could not take effect on what this call asked for: as if it had not been taken. */
  waive(taken: Taken): void
}

interface Entry {
  readonly fault: Omit<Fault, 'kind'>
  readonly kinds: readonly FaultKind[]
  left: number
  toPass: number
}

export const createFaults = ({ seed }: { readonly seed: number }): Faults => {
  let list: Entry[] = []
  let calls = 0
  let given = new Map<FaultKind, number>()
  const owners = new WeakMap<Taken, Entry>()

  const start = (entries: Entry[]): void => {
    list = entries
    calls = 0
    given = new Map()
  }
  const count = (kind: FaultKind, by: number): void => void given.set(kind, (given.get(kind) ?? 0) + by)

  return {
    set: (faults) =>
      start(
        faults.map((fault) => ({
          fault,
          kinds: [fault.kind],
          left: fault.times ?? Infinity,
          toPass: fault.after ?? 0,
        })),
      ),
    all: (probability, { except = [], match = /./, ...how } = {}) =>
      start([
        {
          fault: { ...how, match, probability },
          kinds: TRANSIENT.filter((kind) => !except.includes(kind)),
          left: Infinity,
          toPass: 0,
        },
      ]),
    given: () => Object.fromEntries([...given].filter(([, times]) => times > 0)),
    take: (method, path, place) => {
      const call = calls++
      for (const [index, entry] of list.entries()) {
        const { fault, left } = entry
        const kinds = entry.kinds.filter((kind) => fits(kind, place, method, path))
        if (kinds.length === 0 || left <= 0) continue
        if ((fault.method !== undefined && fault.method !== method) || !fault.match.test(path)) continue
        if (entry.toPass > 0) {
          entry.toPass--
          continue
        }
        const chance = (k: number): number => draw(hash(seed, call, index), k)
        if (fault.probability !== undefined && chance(0) >= fault.probability) continue
        const kind = kinds[Math.floor(chance(1) * kinds.length)]
        if (kind === undefined) continue
        entry.left--
        count(kind, 1)
        const taken: Taken = { fault: { ...fault, kind }, chance: (k) => chance(k + 2) }
        owners.set(taken, entry)
        return taken
      }
      return null
    },
    waive: (taken) => {
      const entry = owners.get(taken)
      if (!entry) return
      entry.left++
      count(taken.fault.kind, -1)
    },
  }
}
