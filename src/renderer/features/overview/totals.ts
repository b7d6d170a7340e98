import type { OverviewAccount } from '../../../shared/contract/figures.ts'
import { haveSeveralKinds } from '../../../shared/domain/insights.ts'
import { figuresOf, METRICS, NO_SUMS, SUMS } from '../../../shared/domain/metrics.ts'
import type { Figures, MetricId, SumId, Sums } from '../../../shared/domain/metrics.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import { allUsed } from '../../../shared/domain/rates.ts'
import type { ComparedHours } from '../../../shared/domain/table.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { RatesUsed } from '../../../shared/domain/rates.ts'

const MONEY: readonly SumId[] = ['spend', 'purchaseValue']
/** Figures in which amounts of several currencies cannot stand beside each other. */
export const isMoney = (id: MetricId): boolean => METRICS[id].unit === 'money'

/** Its period is not over and what it is compared with is, as a whole: less is not worse. */
export const isUnderWay = ({ hours, range, today }: OverviewAccount): boolean => hours === null && range.until >= today

export interface Sum {
  /** Null: mixed. */
  readonly currency: Currency | null
  /** Money is null where currencies are mixed; reach and frequency are never added up. */
  readonly figures: Figures
  /** What `before` is compared with: by the hour, full hours alone. */
  readonly comparable: Figures
  /** Null: nothing is compared. */
  readonly before: Figures | null
  /** Results are not added up: they are of several kinds. */
  readonly severalKinds: boolean
  /** Currencies without whose rates the sums of money are not known. */
  readonly unrated: readonly Currency[]
}
export interface ReportingSum extends Sum {
  readonly currency: Currency
  /** Null: no rate was needed. */
  readonly used: RatesUsed | null
}

const add = (values: readonly (number | null)[]): number | null =>
  values.reduce((sum, value) => (value === null ? sum : (sum ?? 0) + value), null)

const addUp = (all: readonly Figures[], without: readonly SumId[]): Figures => {
  const sums: Sums = {
    ...NO_SUMS,
    ...Object.fromEntries(SUMS.map((id) => [id, without.includes(id) ? null : add(all.map((each) => each[id]))])),
  }
  return figuresOf(sums)
}
const RESULTS: readonly SumId[] = ['results']
/** What is left out of sums where results are of several kinds. */
const kindsOf = (accounts: readonly OverviewAccount[]) => {
  const severalKinds = haveSeveralKinds(accounts.map(({ resultTypes }) => resultTypes))
  const beforeSeveral = haveSeveralKinds(accounts.map(({ beforeResultTypes }) => beforeResultTypes))
  return { severalKinds, now: severalKinds ? RESULTS : [], before: beforeSeveral ? RESULTS : [] }
}
const known = (all: readonly (Figures | null)[]): Figures[] => all.flatMap((each) => (each === null ? [] : [each]))

/** Those that have something to be compared with: the others would be a difference by themselves. */
const comparedOf = (accounts: readonly OverviewAccount[]): readonly OverviewAccount[] =>
  accounts.filter(({ before }) => before !== null)

/** The figures of the accounts in view together, in their own currency where they have one. */
export const sumOf = (accounts: readonly OverviewAccount[]): Sum => {
  const currencies = new Set(accounts.map(({ account }) => account.currency))
  const currency = currencies.size === 1 ? ([...currencies][0] ?? null) : null
  const without = currency === null ? MONEY : []
  const kinds = kindsOf(accounts)
  const before = known(accounts.map((each) => each.before))
  return {
    currency,
    figures: addUp(
      accounts.map(({ figures }) => figures),
      [...without, ...kinds.now],
    ),
    comparable: addUp(
      comparedOf(accounts).map(({ comparable }) => comparable),
      [...without, ...kinds.now],
    ),
    before: before.length > 0 ? addUp(before, [...without, ...kinds.before]) : null,
    severalKinds: kinds.severalKinds,
    unrated: [],
  }
}

/** Spent, but not known how much of the reporting currency that is. */
const isUnrated = ({ figures, before, reporting }: OverviewAccount): boolean =>
  MONEY.some(
    (id) =>
      (figures[id] !== null && reporting.figures[id] === null) ||
      (before !== null && before[id] !== null && reporting.before?.[id] === null),
  )

/** The same in the reporting currency. A sum without one of its parts is not one. */
export const sumInReporting = (accounts: readonly OverviewAccount[], currency: Currency): ReportingSum => {
  const unrated = [...new Set(accounts.filter(isUnrated).map(({ account }) => account.currency))].toSorted()
  const without = unrated.length > 0 ? MONEY : []
  const kinds = kindsOf(accounts)
  const before = known(accounts.map(({ reporting }) => reporting.before))
  return {
    currency,
    figures: addUp(
      accounts.map(({ reporting }) => reporting.figures),
      [...without, ...kinds.now],
    ),
    comparable: addUp(
      comparedOf(accounts).map(({ reporting }) => reporting.comparable),
      [...without, ...kinds.now],
    ),
    before: before.length > 0 ? addUp(before, [...without, ...kinds.before]) : null,
    severalKinds: kinds.severalKinds,
    used: allUsed(accounts.map(({ reporting }) => reporting.used)),
    unrated,
  }
}

/** How far today is compared by the hour, as of the reading from `at`. */
export const hoursOf = (accounts: readonly OverviewAccount[], at: Instant | null): ComparedHours => {
  const known = accounts.flatMap(({ hours }) => hours ?? [])
  return {
    accounts: accounts.length,
    known: known.length,
    least: Math.min(24, ...known),
    most: Math.max(0, ...known),
    at,
  }
}

export interface CurrencySpend {
  readonly currency: Currency
  readonly spend: Micros | null
}

/** Spend of the accounts in view, a currency at a time, the biggest number of accounts first. */
export const spendByCurrency = (accounts: readonly OverviewAccount[]): CurrencySpend[] => {
  const groups = Map.groupBy(accounts, ({ account }) => account.currency)
  return [...groups]
    .toSorted(([a, one], [b, other]) => other.length - one.length || a.localeCompare(b))
    .map(([currency, members]) => ({ currency, spend: add(members.map(({ figures }) => figures.spend)) }))
}
