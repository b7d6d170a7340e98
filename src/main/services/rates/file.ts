import { anchored } from './anchor.ts'
import { readRatesFile } from './csv.ts'
import type { RatesImported } from '../../../shared/contract/rates.ts'
import type { Day } from '../../../shared/domain/day.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { createRateBook, PIVOT } from '../../../shared/domain/rates.ts'
import type { Rate } from '../../../shared/domain/rates.ts'

const SHOWN_REFUSED = 200

/** A file of rates, and between which days and in what it is understood. */
export interface RatesText {
  readonly text: string
  readonly first: Day
  readonly latest: Day
  /** The reporting currency, which is taken to be known. */
  readonly fixed: Currency
}

/**
 * What a file changes of what is kept (`ratesOf` some currencies). `step` is told the share that is done, many times a second, and
 * may throw.
 */
export const ratesOfFile = (
  { text, first, latest, fixed }: RatesText,
  ratesOf: (currencies: readonly Currency[]) => readonly Rate[],
  step: (share: number) => void,
): { readonly news: readonly Rate[]; readonly told: RatesImported } => {
  // Reading the lines is the first half of the work.
  const file = readRatesFile(text, { first, latest }, (share) => step(share / 2))
  const before = ratesOf([...new Set(file.rates.flatMap(({ base, currency }) => [base, currency]))])
  const wrong = [...file.refused]
  const made: Rate[] = []
  // What is said in euros is what the rest of the file may stand on.
  const [plain, through] = [
    file.rates.filter(({ base, currency }) => base === PIVOT || currency === PIVOT),
    file.rates.filter(({ base, currency }) => base !== PIVOT && currency !== PIVOT),
  ]
  let done = 0
  for (const part of [plain, through]) {
    const book = createRateBook([...before, ...made])
    for (const said of part) {
      const rate = anchored(said, { source: 'file', book, fixed })
      if (rate) made.push(rate)
      else wrong.push({ line: said.line, text: said.text, problem: 'unanchored' })
      step(0.5 + done++ / file.rates.length / 2)
    }
  }
  const keyOf = ({ currency, day, source }: Rate): string => `${currency} ${day} ${source}`
  const values = new Map(before.map((rate) => [keyOf(rate), rate.perEuro]))
  // Of a rate that stands twice in the file the last one counts.
  const unique = [...new Map(made.map((rate) => [keyOf(rate), rate])).values()]
  const news = unique.filter((rate) => values.get(keyOf(rate)) !== rate.perEuro)
  const ordered = wrong.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return {
    news,
    told: {
      changed: news.length,
      same: unique.length - news.length,
      refused: ordered.slice(0, SHOWN_REFUSED),
      refusedCount: ordered.length,
      older: file.older,
    },
  }
}
