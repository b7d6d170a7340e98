import { draw, hash } from './random.ts'
import { DAY_MS } from './zone.ts'

/** A provider of exchange rates beside Meta, as Frankfurter is one: what one euro is worth, by day. */

/** About what they were once; from there each goes its own way, a little a day. */
const ROUGHLY: Readonly<Record<string, { readonly rate: number; readonly places: number }>> = {
  AUD: { rate: 1.74, places: 4 },
  BRL: { rate: 6.1, places: 4 },
  CHF: { rate: 0.94, places: 4 },
  GBP: { rate: 0.855, places: 5 },
  IDR: { rate: 18_400, places: 2 },
  INR: { rate: 96.4, places: 3 },
  JPY: { rate: 168, places: 2 },
  KZT: { rate: 566, places: 2 },
  MXN: { rate: 21.2, places: 4 },
  PLN: { rate: 4.26, places: 4 },
  RUB: { rate: 93.5, places: 3 },
  TRY: { rate: 45.3, places: 4 },
  UAH: { rate: 48.1, places: 4 },
  USD: { rate: 1.145, places: 4 },
}
/** Rates are published on working days, in the afternoon. */
const PUBLISHED_HOUR_UTC = 15
const SWING = 0.035

/** What comes instead of rates, as tests ask for it. */
export type RatesTrouble = 'html' | 'portal' | 'truncated' | 'empty' | 'error' | 'otherShape'

/** A row of an answer; tests put wrong ones among them. */
export interface RatesRow {
  readonly date: string
  readonly base: string
  readonly quote: string
  readonly rate: unknown
}

export interface SandboxRates {
  /** Null: it works. */
  setTrouble(trouble: RatesTrouble | null): void
  /** Are in every answer from here on. */
  setExtra(rows: readonly RatesRow[]): void
  /** How often it was asked. */
  asked(): number
}

export interface RatesAnswer {
  readonly status: number
  readonly type: string
  readonly text: string
}

const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
const dayIn = (text: string | null, usual: number): number => {
  const at = Date.parse(`${text ?? ''}T00:00:00Z`)
  return Number.isNaN(at) ? usual : Math.floor(at / DAY_MS)
}
/** Days since 1970 begin on a Thursday. */
const isWorkingDay = (day: number): boolean => (day + 3) % 7 < 5

export const createRates = ({ seed, now }: { readonly seed: number; readonly now: () => number }) => {
  let trouble: RatesTrouble | null = null
  let extra: readonly RatesRow[] = []
  let asked = 0

  /** Between draws of every fourth day it goes straight. */
  const rateOf = (quote: string, index: number, day: number): number | null => {
    const usual = ROUGHLY[quote]
    if (!usual) return null
    const at = (step: number): number => draw(hash(seed, 9100 + index, step), 0) * 2 - 1
    const step = Math.floor(day / 4)
    const share = (day % 4) / 4
    const swing = SWING * (at(step) * (1 - share) + at(step + 1) * share)
    return Number((usual.rate * (1 + swing)).toFixed(usual.places))
  }

  const rows = (query: URLSearchParams): RatesRow[] => {
    const at = now()
    const today = Math.floor(at / DAY_MS)
    const newest = at - today * DAY_MS >= PUBLISHED_HOUR_UTC * 3_600_000 ? today : today - 1
    const wanted = (query.get('quotes') ?? '').split(',').filter((quote) => quote !== '')
    const [from, to] = [dayIn(query.get('from'), newest), Math.min(newest, dayIn(query.get('to'), newest))]
    const found: RatesRow[] = []
    for (let day = from; day <= to; day++) {
      if (!isWorkingDay(day)) continue
      for (const [index, quote] of Object.keys(ROUGHLY).entries()) {
        const rate = wanted.length === 0 || wanted.includes(quote) ? rateOf(quote, index, day) : null
        if (rate !== null) found.push({ date: dayText(day), base: 'EUR', quote, rate })
      }
    }
    return [...found, ...extra]
  }

  const answer = (query: URLSearchParams): RatesAnswer => {
    asked++
    const json = (text: string, status = 200): RatesAnswer => ({ status, type: 'application/json', text })
    const page = (text: string, status = 200): RatesAnswer => ({ status, type: 'text/html', text })
    if (trouble === 'html') return page('<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>', 502)
    if (trouble === 'portal') return page('<!DOCTYPE html><html><body>Welcome to Hotel Wi-Fi</body></html>')
    if (trouble === 'empty') return json('')
    if (trouble === 'error') return json('{"status":422,"message":"invalid date"}', 422)
    if (trouble === 'otherShape') return json('{"amount":1,"base":"EUR","rates":{}}')
    const text = JSON.stringify(rows(query))
    return json(trouble === 'truncated' ? text.slice(0, Math.floor(text.length / 2)) : text)
  }

  const control: SandboxRates = {
    setTrouble: (next) => {
      trouble = next
    },
    setExtra: (next) => {
      extra = next
    },
    asked: () => asked,
  }
  return { answer, control }
}
