import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysOf } from '../../src/shared/domain/day.ts'
import { failureOf } from '../../src/shared/errors.ts'
import { words, errorSentence } from '../../src/shared/words/words.ts'
import type { RatesTrouble } from '../../src/sandbox/rates.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A Wednesday, 13:20 UTC: the newest rates are Tuesday's. */
let world: World
beforeAll(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  await world.call('accounts.watch', { ids: rows.map(({ id }) => id), watched: true })
  // Rates need no figures: set-up is left open, so that nothing else is read.
  await world.quiet()
})
afterAll(() => world.dispose())

const get = (currency: string | null = null) => world.call('rates.get', { currency })
const at = async (currency: string, day: string) => (await get(currency)).rows.find((row) => row.day === day)

describe('rates of the provider', () => {
  it('are read for the currencies in use as soon as there are several, with all of the past', async () => {
    const view = await get()
    expect(view.reporting).toBe('USD')
    expect(view.inUse).toEqual(['EUR', 'GBP', 'JPY', 'KZT', 'USD'])
    expect(view.feed).toMatchObject({ newest: '2026-11-17', failure: null, refused: [], running: false })
    expect(view.feed.host).toBe(new URL(world.sandbox().url).host)
    expect(world.sandbox().rates.asked()).toBe(1)
    expect(view.rows[0]).toMatchObject({ currency: 'GBP', day: '2026-11-17', source: 'provider' })
    expect((await get('USD')).rows.at(-1)?.day).toBe('2023-10-18')
    // The euro is worth one of itself, and one dollar is one dollar.
    expect((await at('USD', '2026-11-17'))?.perReporting).toBe(1)
    const yen = await at('JPY', '2026-11-17')
    expect(yen?.perReporting).toBeCloseTo(Number(yen?.perEuro) / Number((await at('USD', '2026-11-17'))?.perEuro), 10)
    // Saturdays have none.
    expect(await at('USD', '2026-11-14')).toBeUndefined()
  })

  it('are read again once a day, missed days too, and only those', async () => {
    const before = world.sandbox().rates.asked()
    await world.advance(8 * HOUR)
    expect((await get()).feed.newest).toBe('2026-11-18')
    expect(world.sandbox().rates.asked() - before).toBe(1)
    await world.restart({ offFor: 5 * DAY })
    await world.quiet()
    const view = await get('USD')
    expect(view.feed.newest).toBe('2026-11-23')
    expect(view.rows.slice(0, 4).map(({ day }) => day)).toEqual([
      '2026-11-23',
      '2026-11-20',
      '2026-11-19',
      '2026-11-18',
    ])
  })

  it.each<[RatesTrouble | 'offline', RegExp, RegExp]>([
    ['html', /error \(HTTP 502\)/, /HTTP 502/],
    ['portal', /web page came instead/, /веб-страница/],
    ['truncated', /cut off/, /оборвался/],
    ['empty', /cut off/, /оборвался/],
    ['error', /error \(HTTP 422\)/, /HTTP 422/],
    ['otherShape', /another form/, /в незнакомом виде/],
    ['offline', /cannot be reached\. The last known rates are used/, /недоступен\. Действуют последние/],
  ])('stay when the feed is broken (%s), and a sentence says so', async (trouble, english, russian) => {
    const before = (await get()).rows
    const sandbox = world.sandbox()
    if (trouble === 'offline') await sandbox.setOnline(false)
    else sandbox.rates.setTrouble(trouble)
    await expect(world.call('rates.fetch')).rejects.toMatchObject({ code: 'ratesFailed' })
    const { rows, feed } = await get()
    expect(rows).toEqual(before)
    expect(feed.failure && errorSentence('en', feed.failure)).toMatch(english)
    expect(feed.failure && errorSentence('ru', feed.failure)).toMatch(russian)
    await sandbox.setOnline(true)
    sandbox.rates.setTrouble(null)
    expect(await world.call('rates.fetch')).toMatchObject({ failure: null })
  })

  it('are refused one by one where they cannot be rates, each by name; the others are kept', async () => {
    const row = { date: '2026-11-23', base: 'EUR', quote: 'USD', rate: 1.5 }
    world.sandbox().rates.setExtra([
      { ...row, rate: 0 },
      { ...row, rate: -1.1 },
      { ...row, rate: '1.1' },
      { ...row, quote: 'XYQ' },
      { ...row, date: '2026-11-25' },
      { ...row, date: '2026-02-30' },
      { ...row, rate: 1e300 },
      { ...row, base: 'USD' },
      { ...row, quote: 'EUR', rate: 1 },
      { ...row, quote: 'KZT', rate: 571.25 },
    ])
    const { refused, failure } = await world.call('rates.fetch')
    expect(failure).toBeNull()
    expect(refused.map(({ text, problem }) => `${problem} ${text}`)).toEqual([
      'notPositive USD 2026-11-23: 0',
      'notPositive USD 2026-11-23: -1.1',
      'line USD 2026-11-23: "1.1"',
      'currency XYQ 2026-11-23: 1.5',
      'future USD 2026-11-25: 1.5',
      'day USD 2026-02-30: 1.5',
      'number USD 2026-11-23: 1e+300',
      'line USD 2026-11-23: 1.5',
    ])
    expect((await at('KZT', '2026-11-23'))?.perEuro).toBe('571.25')
    world.sandbox().rates.setExtra([])
    expect((await world.call('rates.fetch')).refused).toEqual([])
  })

  it('are tried again within the hour after a failure, and at once when somebody asks', async () => {
    world.sandbox().rates.setTrouble('html')
    await expect(world.call('rates.fetch')).rejects.toMatchObject({ code: 'ratesFailed' })
    world.sandbox().rates.setTrouble(null)
    await world.advance(DAY)
    expect((await get()).feed).toMatchObject({ failure: null, newest: '2026-11-24' })
  })
})

describe('rates of people', () => {
  it('by hand count instead of the provider’s, are never overwritten, and can be taken back', async () => {
    const day = '2026-11-24'
    const own = await at('KZT', day)
    await world.call('rates.set', { day, base: 'EUR', currency: 'KZT', rate: '600.5' })
    await world.call('rates.fetch')
    expect(await at('KZT', day)).toMatchObject({ perEuro: '600.5', source: 'hand', instead: own?.perEuro })
    await world.call('health.clearCache')
    await world.call('accounts.refresh')
    expect((await at('KZT', day))?.source).toBe('hand')
    await world.call('rates.remove', { day, currency: 'KZT', source: 'hand' })
    expect(await at('KZT', day)).toEqual(own)
    expect(world.events.filter(({ name }) => name === 'rates.changed').length).toBeGreaterThan(0)
  })

  it('may be said through the reporting currency, either way round', async () => {
    const day = '2026-11-24'
    await world.call('rates.set', { day, base: 'USD', currency: 'KZT', rate: '500' })
    expect((await at('KZT', day))?.perReporting).toBeCloseTo(500, 9)
    await world.call('rates.set', { day, base: 'KZT', currency: 'USD', rate: '0.004' })
    expect((await at('KZT', day))?.perReporting).toBeCloseTo(250, 9)
    // The dollar is what others are measured by: it stays the provider's.
    expect((await at('USD', day))?.source).toBe('provider')
    await world.call('rates.set', { day, base: 'USD', currency: 'EUR', rate: '0.8' })
    expect(await at('USD', day)).toMatchObject({ perEuro: '1.25', source: 'hand' })
    for (const currency of ['USD', 'KZT']) await world.call('rates.remove', { day, currency, source: 'hand' })
  })

  it('are refused with a sentence where they cannot be', async () => {
    const set = (patch: object) =>
      world.call('rates.set', { day: '2026-11-24', base: 'EUR', currency: 'USD', rate: '1.1', ...patch })
    for (const patch of [
      { rate: '0' },
      { rate: '-1' },
      { rate: '1,1' },
      { rate: '' },
      { currency: 'XYQ' },
      { currency: 'EUR' },
      { day: '2026-12-24' },
      { day: 'today' },
    ])
      await expect(set(patch)).rejects.toMatchObject({ code: 'badInput' })
    const data = { base: 'XAF', currency: 'TZS', day: '2026-11-24' }
    await expect(set({ base: 'XAF', currency: 'TZS' })).rejects.toMatchObject({ code: 'rateUnanchored', data })
    expect(words('en').errors.rateUnanchored(data)).toContain('no rate of XAF or TZS')
  })

  it('come from a file: wrong lines are named, the rest is kept, the provider’s stay beneath', async () => {
    const text = [
      'date;base;currency;rate',
      '2026-11-24;EUR;XAF;655,957',
      '2026-11-24;XAF;TZS;4,5',
      '2026-11-24;EUR;JPY;170',
      '2026-11-24;EUR;JPY;0',
      '2026-11-24;XPF;UGX;30',
      'yesterday;EUR;JPY;170',
    ].join('\n')
    const first = await world.call('rates.import', { text })
    expect(first).toMatchObject({ changed: 3, same: 0, refusedCount: 3, older: 0 })
    expect(first.refused.map(({ line, problem }) => [line, problem])).toEqual([
      [5, 'notPositive'],
      [6, 'unanchored'],
      [7, 'day'],
    ])
    expect(await world.call('rates.import', { text })).toMatchObject({ changed: 0, same: 3 })
    expect(await at('TZS', '2026-11-24')).toMatchObject({ perEuro: '2951.8065', source: 'file' })
    expect(await at('JPY', '2026-11-24')).toMatchObject({ perEuro: '170', source: 'file', instead: expect.any(String) })
    expect((await get()).others).toEqual(['TZS', 'XAF'])
    await world.call('rates.remove', { day: '2026-11-24', currency: 'JPY', source: 'file' })
    expect((await at('JPY', '2026-11-24'))?.source).toBe('provider')
  })

  it('come from a big file in a thread of its own, with cancel, and then not at all', async () => {
    const currencies = [
      'AUD',
      'BRL',
      'CAD',
      'CHF',
      'CNY',
      'CZK',
      'DKK',
      'NOK',
      'HKD',
      'HUF',
      'IDR',
      'ILS',
      'INR',
      'KRW',
    ]
    const days = daysOf({ since: '2024-01-01', until: '2026-11-23' })
    const line = (day: string, i: number): string =>
      `${day},${currencies.map((_, at) => (1 + ((i * 7919 + at * 104_729) % 99_991) / 1000).toFixed(4)).join(',')}`
    const head = `Date,${currencies.join(',')}`
    // The same days again and again, and a line with nothing but wrong rates.
    const lines = [...days, ...days, ...days, ...days, ...days].map(line)
    const text = [head, ...lines, `2026-11-23,${currencies.map(() => '-1').join(',')}`].join('\n')
    expect(text.length).toBeGreaterThan(500_000)

    const cancelled = world.call('rates.import', { text }).then(
      () => null,
      (error: unknown) => failureOf(error).code,
    )
    await expect
      .poll(async () => (await world.call('app.status')).running.map(({ kind, cancellable }) => [kind, cancellable]))
      .toContainEqual(['import', true])
    await world.call('rates.cancelImport')
    expect(await cancelled).toBe('importCancelled')
    expect((await get()).others).not.toContain('AUD')

    const told = await world.call('rates.import', { text })
    expect(told).toMatchObject({ changed: days.length * currencies.length, same: 0, refusedCount: currencies.length })
    expect(told.refused[0]).toEqual({ line: lines.length + 2, text: '2026-11-23 AUD -1', problem: 'notPositive' })
    expect((await get()).others).toEqual(expect.arrayContaining(currencies))
    const [last] = (await world.call('rates.get', { currency: 'AUD' })).rows
    // Of a day that stands in it five times the last one counts.
    expect(last).toMatchObject({ day: '2026-11-23', source: 'file' })
    expect(Number(last?.perEuro)).toBe(Number(lines.at(-1)?.split(',')[1]))
  })

  it('give tables what to multiply by, and move with the reporting currency', async () => {
    const asked = [
      { currency: 'JPY', since: '2026-11-20', until: '2026-11-23' },
      { currency: 'USD', since: '2026-11-20', until: '2026-11-23' },
    ]
    const { rates } = world.app.workspaces.active()
    const dollars = await rates.factors(asked)
    expect(dollars.currency).toBe('USD')
    expect(dollars.factors.map(({ factors }) => factors.length)).toEqual([4, 4])
    expect(dollars.factors[1]?.factors).toEqual([1, 1, 1, 1])
    await world.call('app.setPreferences', { reportingCurrency: 'JPY' })
    const yen = await rates.factors(asked)
    expect(yen.currency).toBe('JPY')
    const [there, back] = [dollars.factors[0]?.factors[0] ?? 0, yen.factors[1]?.factors[0] ?? 0]
    expect(there * back).toBeCloseTo(1, 12)
    // Saturday and Sunday go by Friday's.
    expect(yen.factors[1]).toMatchObject({ used: { since: '2026-11-20', until: '2026-11-23', lag: 2 } })
    await world.call('app.setPreferences', { reportingCurrency: null })
  })
})

it('asks nobody while all accounts have one currency', async () => {
  const alone = await createTestApp()
  try {
    await alone.call('signIn.demo')
    const { rows } = await alone.call('accounts.list')
    const dollars = rows.filter(({ currency }) => currency === 'USD').map(({ id }) => id)
    await alone.call('accounts.watch', { ids: dollars, watched: true })
    await alone.quiet()
    expect(alone.sandbox().rates.asked()).toBe(0)
    await alone.call('app.setPreferences', { reportingCurrency: 'EUR' })
    await alone.quiet()
    expect(alone.sandbox().rates.asked()).toBe(1)
  } finally {
    await alone.dispose()
  }
})
