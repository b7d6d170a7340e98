import { RATE_SOURCES } from '../../shared/domain/rates.ts'
import type { Rate, RateSource } from '../../shared/domain/rates.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { Day } from '../../shared/domain/day.ts'
import { dayOf, storedDay } from './days.ts'
import type { Sql } from './sql.ts'
import type { RatesAskedOf } from './store.ts'

interface RateRecord {
  currency: Currency
  day: number
  source: number
  per_euro: string
}
interface AskedRecord {
  currency: Currency
  since: number
  until: number
  at: number
}

const placeOf = (source: RateSource): number => RATE_SOURCES.indexOf(source)

/** Rates as one text: `[[currency, day, source, per euro], …]` as they are stored. */
export const rowsOf = (rates: readonly Rate[]): string =>
  JSON.stringify(
    rates.map(({ currency, day, source, perEuro }) => [currency, storedDay(day), placeOf(source), perEuro]),
  )

export const createRates = (sql: Sql) => ({
  rates: (currencies: readonly Currency[]): readonly Rate[] =>
    sql
      .all<RateRecord>(
        `SELECT rate.* FROM json_each(?) wanted CROSS JOIN rate ON rate.currency = wanted.value
         ORDER BY rate.currency, rate.day, rate.source`,
        JSON.stringify(currencies),
      )
      .flatMap(({ currency, day, source, per_euro }) => {
        const known = RATE_SOURCES[source]
        return known === undefined ? [] : [{ currency, day: dayOf(day), perEuro: per_euro, source: known }]
      }),

  rateCurrencies: (): readonly Currency[] =>
    sql.all<{ currency: Currency }>('SELECT DISTINCT currency FROM rate ORDER BY currency').map((row) => row.currency),

  ratesAsked: (): readonly RatesAskedOf[] =>
    sql
      .all<AskedRecord>('SELECT * FROM rate_asked')
      .map(({ currency, since, until, at }) => ({ currency, since: dayOf(since), until: dayOf(until), at })),

  saveRates: (rates: readonly Rate[], asked: readonly RatesAskedOf[]): void => {
    for (const { currency, day, source, perEuro } of rates)
      sql.run(
        'INSERT OR REPLACE INTO rate (currency, day, source, per_euro) VALUES (?, ?, ?, ?)',
        currency,
        storedDay(day),
        placeOf(source),
        perEuro,
      )
    for (const { currency, since, until, at } of asked)
      sql.run(
        `INSERT INTO rate_asked (currency, since, until, at) VALUES (?, ?, ?, ?)
         ON CONFLICT (currency) DO UPDATE SET
           since = min(since, excluded.since), until = max(until, excluded.until), at = excluded.at`,
        currency,
        storedDay(since),
        storedDay(until),
        at,
      )
  },

  saveRateRows: (rows: string): void => {
    sql.run(
      `INSERT OR REPLACE INTO rate (currency, day, source, per_euro)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
      rows,
    )
  },

  deleteRate: (currency: Currency, day: Day, source: RateSource): void => {
    sql.run('DELETE FROM rate WHERE currency = ? AND day = ? AND source = ?', currency, storedDay(day), placeOf(source))
  },
})
