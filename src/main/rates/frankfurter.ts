import { z } from 'zod'
import { isDay } from '../../shared/domain/day.ts'
import type { Day } from '../../shared/domain/day.ts'
import { isCurrency } from '../../shared/domain/money.ts'
import { parseRate, PIVOT, rateText } from '../../shared/domain/rates.ts'
import type { Rate, RateProblem, RefusedRate } from '../../shared/domain/rates.ts'
import { AppError } from '../../shared/errors.ts'
import { HttpError } from '../ports.ts'
import type { Http, HttpAnswer } from '../ports.ts'
import type { RateFeed } from './feed.ts'

/**
 * Frankfurter (https://frankfurter.dev, MIT, no key): reference rates of the European Central Bank and 80 others.
 * `GET <address>?base=EUR&quotes=USD,KZT&from=2026-11-01&to=2026-11-18` answers with a list of
 * `{ "date": "2026-11-18", "base": "EUR", "quote": "USD", "rate": 1.0843 }`. Whoever serves the same can stand in for it:
 * the address is in the settings, and the demo's sandbox does.
 */
export const FRANKFURTER_URL = 'https://api.frankfurter.dev/v2/rates'

const TIMEOUT_MS = 30_000
const SHOWN_CHARACTERS = 60

const row = z.object({ date: z.string(), base: z.literal(PIVOT), quote: z.string(), rate: z.number() })
const rows = z.array(z.unknown())

/** JSON has no decimals: the shortest one that means the same double is what was written, up to 15 digits. */
const textOf = (rate: number): string => {
  const text = String(rate)
  return text.includes('e') ? rate.toFixed(15) : text
}

/** Null: it says nothing, the euro is worth one of itself. */
const read = (found: unknown, until: Day): Rate | RateProblem | null => {
  const checked = row.safeParse(found)
  if (!checked.success) return 'line'
  const { date, quote, rate } = checked.data
  if (quote === PIVOT) return null
  if (!isDay(date)) return 'day'
  if (date > until) return 'future'
  if (!isCurrency(quote)) return 'currency'
  if (rate <= 0) return 'notPositive'
  const scaled = parseRate(textOf(rate))
  return scaled === null ? 'number' : { currency: quote, day: date, perEuro: rateText(scaled), source: 'provider' }
}

const sayOf = (found: unknown): string => {
  const checked = z.object({ date: z.string(), quote: z.string(), rate: z.unknown() }).safeParse(found)
  const text = checked.success
    ? `${checked.data.quote} ${checked.data.date}: ${JSON.stringify(checked.data.rate)}`
    : JSON.stringify(found)
  return text.slice(0, SHOWN_CHARACTERS)
}

const parsed = ({ status, body }: HttpAnswer): unknown => {
  const text = new TextDecoder().decode(body).trim()
  try {
    const value: unknown = JSON.parse(text)
    if (status === 200) return value
  } catch {
    // What came instead says more than that it was not JSON.
    if (status === 200)
      throw new AppError('ratesFailed', { reason: text === '' || /^[[{]/.test(text) ? 'truncated' : 'notJson' })
  }
  throw new AppError('ratesFailed', { reason: 'status', status })
}

export const createFrankfurter = ({ http, url }: { readonly http: Http; readonly url: string }): RateFeed => {
  const { host } = new URL(url)
  return {
    host,
    rates: async ({ currencies, since, until }) => {
      const asked = new URL(url)
      asked.search = new URLSearchParams({
        base: PIVOT,
        quotes: currencies.filter((currency) => currency !== PIVOT).join(','),
        from: since,
        to: until,
      }).toString()
      const answer = await http({ method: 'GET', url: asked.href, headers: {}, timeoutMs: TIMEOUT_MS }).catch(
        (error: unknown) => {
          if (!(error instanceof HttpError)) throw error
          throw new AppError('ratesFailed', { reason: error.kind, host }, { cause: error })
        },
      )
      const list = rows.safeParse(parsed(answer))
      if (!list.success) throw new AppError('ratesFailed', { reason: 'shape' })
      const rates: Rate[] = []
      const refused: RefusedRate[] = []
      for (const found of list.data) {
        const one = read(found, until)
        if (typeof one === 'string') refused.push({ line: null, text: sayOf(found), problem: one })
        else if (one !== null) rates.push(one)
      }
      // One wrong row is a slip; nothing but wrong ones is another format.
      if (rates.length === 0 && refused.length > 0 && refused.every(({ problem }) => problem === 'line'))
        throw new AppError('ratesFailed', { reason: 'shape' })
      return { rates, refused }
    },
  }
}
