import { METRICS } from './metrics.ts'
import type { Metric, MetricId, SumId } from './metrics.ts'

/** What moved a figure of several objects together from one period to another, and why. */

export const MOVER_METRICS = ['spend', 'results', 'costPerResult', 'roas'] as const satisfies readonly MetricId[]
export type MoverMetric = (typeof MOVER_METRICS)[number]

/** What the figures are made of; money in micros of one currency. Null: nothing measured. */
export type MoverSums = Readonly<Record<Extract<SumId, 'spend' | 'results' | 'purchaseValue'>, number | null>>
export const NO_MOVER_SUMS: MoverSums = { spend: null, results: null, purchaseValue: null }

export interface Compared<Of> {
  readonly of: Of
  readonly before: MoverSums
  readonly after: MoverSums
}

export interface Move<Of> {
  readonly of: Of
  /** Its own figure in each period. */
  readonly before: number | null
  readonly after: number | null
  /** Its part in the change of the whole, in the figure's unit. */
  readonly part: number
  /** Of a ratio: what came from its share in the whole moving, and from its own figure changing. They add up to `part`. */
  readonly mix: number
  readonly rate: number
  /**
   * What the part is worth in money: of spend itself; of a ratio of money, at the volume of the later period (of results
   * what they cost more, of spend what they returned more); of results what as many cost before. Null: not to be told.
   */
  readonly money: number | null
}

export interface Moves<Of> {
  readonly before: number | null
  readonly after: number | null
  /** Null: there is no figure in one of the two periods, so nothing can be told. */
  readonly change: number | null
  readonly mix: number
  readonly rate: number
  /** The biggest part first. */
  readonly moves: readonly Move<Of>[]
}

type Part = keyof MoverSums
interface Ratio {
  readonly over: Part
  readonly under: Part
}

const ratioOf = (metric: MoverMetric): Ratio | null => {
  const { kind, ...rest }: Metric = METRICS[metric]
  return kind === 'ratio' ? (rest as Ratio) : null
}
const divided = (over: number | null, under: number | null): number | null =>
  over === null || under === null || under === 0 ? null : over / under
const total = (all: readonly MoverSums[], part: Part): number | null =>
  all.reduce<number | null>((sum, each) => (each[part] === null ? sum : (sum ?? 0) + each[part]), null)
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

/**
 * A ratio R = Σ oᵢ / Σ uᵢ (cost per result: o spend, u results) of two periods, 0 and 1, taken apart by object. With
 * its share sᵢ = uᵢ / Σ u, its own figure rᵢ = oᵢ / uᵢ, and R̄ = (R₀ + R₁) / 2:
 *
 *   rateᵢ = (rᵢ₁ − rᵢ₀) · (sᵢ₀ + sᵢ₁) / 2              its own figure changed, at its average share
 *   mixᵢ  = (sᵢ₁ − sᵢ₀) · ((rᵢ₀ + rᵢ₁) / 2 − R̄)        more, or less, of what is dearer or cheaper than the whole
 *
 * after Kitagawa, "Components of a Difference Between Two Rates", J. Am. Stat. Assoc. 50 (1955), 1168 to 1194, who weights by
 * the average of both periods so that no period is the measure of the other and nothing is left over. Shares add up to 1 in
 * both periods, so R̄ takes nothing from the sum; it only makes each part say how an object stands to the whole.
 *
 * Where an object has no u in a period there is no rᵢ. Its part is then what is left of the same sum,
 * (oᵢ₁/U₁ − oᵢ₀/U₀) − R̄ · (sᵢ₁ − sᵢ₀): mix where it was not there at all in one of the periods, else (money spent and
 * nothing came of it) its own figure.
 */
const ratioMoves = <Of>(compared: readonly Compared<Of>[], { over, under }: Ratio) => {
  const [before, after] = [compared.map((each) => each.before), compared.map((each) => each.after)]
  const [u0, u1] = [total(before, under) ?? 0, total(after, under) ?? 0]
  const [r0, r1] = [divided(total(before, over), u0), divided(total(after, over), u1)]
  if (r0 === null || r1 === null) return null
  const middle = (r0 + r1) / 2
  return compared.map(({ before: own0, after: own1 }) => {
    const [own, now] = [own0[over] ?? 0, own1[over] ?? 0]
    const [s0, s1] = [(own0[under] ?? 0) / u0, (own1[under] ?? 0) / u1]
    const [f0, f1] = [divided(own0[over], own0[under]), divided(own1[over], own1[under])]
    if (f0 !== null && f1 !== null) {
      const rate = (f1 - f0) * ((s0 + s1) / 2)
      const mix = (s1 - s0) * ((f0 + f1) / 2 - middle)
      return { before: f0, after: f1, rate, mix }
    }
    const part = now / u1 - own / u0 - middle * (s1 - s0)
    const cameOrWent = (s0 === 0 && own === 0) || (s1 === 0 && now === 0)
    return { before: f0, after: f1, rate: cameOrWent ? 0 : part, mix: cameOrWent ? part : 0 }
  })
}

/** It is made of results, which are not added up where they are of several kinds. */
export const countsResults = (metric: MoverMetric): boolean =>
  metric === 'results' || ratioOf(metric)?.under === 'results'

/** The parts add up to the change: of sums exactly, of ratios to the last digits of a double. */
export const movesOf = <Of>(metric: MoverMetric, compared: readonly Compared<Of>[]): Moves<Of> => {
  const ratio = ratioOf(metric)
  const [before, after] = [compared.map((each) => each.before), compared.map((each) => each.after)]
  const whole = (all: readonly MoverSums[]): number | null =>
    ratio ? divided(total(all, ratio.over), total(all, ratio.under)) : total(all, metric as Part)
  const [was, is] = [whole(before), whole(after)]
  /** What one of the figure's units was worth, to say parts in money. */
  const worth = ratio
    ? total(after, ratio.under)
    : metric === 'spend'
      ? 1
      : divided(total(before, 'spend'), total(before, 'results'))

  const parts = ratio
    ? ratioMoves(compared, ratio)
    : compared.map(({ before: own0, after: own1 }) => ({
        before: own0[metric as Part],
        after: own1[metric as Part],
        rate: (own1[metric as Part] ?? 0) - (own0[metric as Part] ?? 0),
        mix: 0,
      }))
  if (parts === null || (was === null && is === null))
    return { before: was, after: is, change: null, mix: 0, rate: 0, moves: [] }
  const moves = parts.map((part, i) => ({
    ...part,
    of: (compared[i] as Compared<Of>).of,
    part: part.rate + part.mix,
    money: worth === null ? null : (part.rate + part.mix) * worth,
  }))
  return {
    before: was,
    after: is,
    change: (is ?? 0) - (was ?? 0),
    mix: sumOf(moves.map(({ mix }) => mix)),
    rate: sumOf(moves.map(({ rate }) => rate)),
    moves: moves.filter(({ part }) => part !== 0).toSorted((a, b) => Math.abs(b.part) - Math.abs(a.part)),
  }
}
