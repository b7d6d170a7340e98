import { between, hash } from '../random.ts'
import type { Account } from '../model.ts'

/** How late conversions become known. Every account has a curve of its own: some people think for weeks. */

/** Days after which all conversions of a click are known. */
export const SETTLED_DAYS = 28

export interface Arrival {
  /** Share of conversions that are known at once. */
  readonly atOnce: number
  /** How much earlier than evenly the others come; 1 is evenly. */
  readonly steepness: number
  /** Share of conversions that are known so many days after their click, 0 to 1. */
  known(days: number): number
  /** Days after the click at which a conversion becomes known; `luck` is 0 to 1. */
  delay(luck: number): number
}

const curveOf = (account: Account): Arrival => {
  const s = hash(Number(account.digits.slice(-9)), account.index, 28)
  const atOnce = between(s, 1, 0.5, 0.7)
  const steepness = between(s, 2, 2.2, 4.5)
  return {
    atOnce,
    steepness,
    known: (days) =>
      days < 0 ? 0 : days >= SETTLED_DAYS ? 1 : atOnce + (1 - atOnce) * (days / SETTLED_DAYS) ** (1 / steepness),
    delay: (luck) => (luck < atOnce ? 0 : SETTLED_DAYS * ((luck - atOnce) / (1 - atOnce)) ** steepness),
  }
}

const curves = new WeakMap<Account, Arrival>()
export const arrivalOf = (account: Account): Arrival => {
  const known = curves.get(account)
  if (known) return known
  const curve = curveOf(account)
  curves.set(account, curve)
  return curve
}
