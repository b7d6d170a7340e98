/** Two ways to forget: evenly, as the score of an account does, and all at once after an hour, as calls do. */

export interface Counter {
  add(now: number, amount: number): void
  read(now: number): number
}

/** A level that leaks: `limit` runs off in `emptyMs`. */
export const createLeak = (limit: number, emptyMs: number): Counter => {
  let level = 0
  let at = 0
  const read = (now: number): number => {
    level = Math.max(0, level - (Math.max(0, now - at) / emptyMs) * limit)
    at = Math.max(at, now)
    return level
  }
  return {
    add: (now, amount) => {
      level = read(now) + amount
    },
    read,
  }
}

export interface Window extends Counter {
  /** Milliseconds until no more than `most` is left of what was counted; 0 when that is so already. */
  freeIn(now: number, most: number): number
}

const SLICES = 120

/** The sum of the last `lengthMs`, kept in slices: nothing is forgotten early, everything at most a slice late. */
export const createWindow = (lengthMs: number): Window => {
  const sliceMs = lengthMs / SLICES
  const slices: { readonly until: number; amount: number }[] = []
  let sum = 0
  const forget = (now: number): void => {
    while (slices[0] && slices[0].until <= now) sum -= slices.shift()?.amount ?? 0
    if (slices.length === 0) sum = 0
  }
  return {
    add: (now, amount) => {
      forget(now)
      const until = (Math.floor(now / sliceMs) + 1) * sliceMs + lengthMs
      const last = slices.at(-1)
      if (last && last.until >= until) last.amount += amount
      else slices.push({ until, amount })
      sum += amount
    },
    read: (now) => {
      forget(now)
      return sum
    },
    freeIn: (now, most) => {
      forget(now)
      let left = sum
      for (const { until, amount } of slices) {
        if (left <= most) break
        left -= amount
        if (left <= most) return until - now
      }
      return 0
    },
  }
}
