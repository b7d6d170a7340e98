import type { RatesUsed } from '../../shared/domain/rates.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

type Words = Pick<Strings, 'rates' | 'common'>

/** A weekend with holidays on both sides: rates older than that are no longer those of the days. */
const USUAL_LAG = 5
/** So many currencies are named in a sentence with room, and in a hint. */
export const SAID_RATES = 3
const LISTED = 8

const daysText = ({ since, until, lag }: RatesUsed, { rates, common }: Words, format: Format): string => {
  const days = format.range(since, until)
  return lag > USUAL_LAG ? rates.usedLate(days, common.days(lag)) : rates.usedOf(days)
}

/** `1 EUR = 1.0842 USD`, of each currency. */
const eachText = (used: RatesUsed, { rates }: Words, format: Format): readonly string[] =>
  used.rates.map(({ from, to, rate, day }) => {
    const text = rates.one(from, format.rate(rate), to)
    return used.since === used.until ? text : rates.oneOf(text, format.day(day))
  })

/** Which rates a figure was made with, in words, with the `most` that were used most; null: none. */
export const ratesText = (used: RatesUsed | null, words: Words, format: Format, most = 1): string | null => {
  if (used === null) return null
  const all = eachText(used, words, format)
  const shown = all.slice(0, most).join(', ')
  const more = all.length - most
  return `${daysText(used, words, format)}: ${more > 0 ? words.rates.oneAndMore(shown, format.count(more)) : shown}`
}

/** The same for a hint, a line a currency. */
export const ratesLines = (used: RatesUsed | null, words: Words, format: Format): readonly string[] => {
  if (used === null) return []
  const all = eachText(used, words, format)
  const more = all.length - LISTED
  return [
    daysText(used, words, format),
    ...all.slice(0, LISTED),
    ...(more > 0 ? [words.rates.andMore(format.count(more))] : []),
  ]
}
