/** What one bench measured. A ratio or a count of one run, so that it says the same on any machine. */
export interface Result {
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly better: 'lower' | 'higher'
}

export type Report = (name: string, result: Result) => void

/** A file `*.bench.ts` exports one as `bench`. `names`: what it reports, for `npm run bench -- <prefix>`. */
export interface Bench {
  readonly names: readonly string[]
  run(report: Report): Promise<void>
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN

export const isWithin = ({ value, limit, better }: Result): boolean =>
  better === 'lower' ? value <= limit : value >= limit
