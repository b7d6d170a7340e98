import type { Day } from '../../shared/domain/day.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { Rate, RefusedRate } from '../../shared/domain/rates.ts'

export interface RatesAsked {
  readonly currencies: readonly Currency[]
  readonly since: Day
  readonly until: Day
}

export interface RatesFound {
  readonly rates: readonly Rate[]
  /** Rows of the answer that cannot be rates; the others are used all the same. */
  readonly refused: readonly RefusedRate[]
}

/** Who publishes rates. The only thing that the rest of the program knows of a provider. */
export interface RateFeed {
  /** For people: who is asked. */
  readonly host: string
  /** Days without a rate of their own (weekends, holidays) are left out. Throws AppError `ratesFailed`. */
  rates(asked: RatesAsked): Promise<RatesFound>
}
