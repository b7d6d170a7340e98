/** A clock that can run faster than the real one; changing its speed never makes it jump. */
interface SpeedClock {
  now(): number
  set(speed: number): void
}

export const createSpeedClock = (real: () => number, initial: number): SpeedClock => {
  let speed = initial
  let anchor = real()
  let base = anchor
  const now = (): number => base + (real() - anchor) * speed
  return {
    now,
    set: (next) => {
      base = now()
      anchor = real()
      speed = next
    },
  }
}
