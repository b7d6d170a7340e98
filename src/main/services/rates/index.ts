import { createFrankfurter } from '../../rates/frankfurter.ts'
import type { Http } from '../../ports.ts'
import { anchored } from './anchor.ts'
import { dueRates } from './due.ts'
import { readInThread } from './import.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTasks } from '../running.ts'
import type { Thread } from '../../db/thread.ts'
import { createInOrder } from '../in-order.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { RatesImported, RatesView } from '../../../shared/contract/rates.ts'
import { addDays, addMonths, dayAt } from '../../../shared/domain/day.ts'
import type { Kept } from '../../../shared/domain/kept.ts'
import type { Day, DayRange, Instant } from '../../../shared/domain/day.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { createConverter, createRateBook, dayFactorsOf, parseRate } from '../../../shared/domain/rates.ts'
import { MAXIMUM_MONTHS } from '../../../shared/domain/periods.ts'
import type { Converter, DayFactors, FeedState, Rate, RefusedRate } from '../../../shared/domain/rates.ts'
import type { Worth } from '../../../shared/domain/worth.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'

/** Into the reporting currency. */
export interface Reporting extends Converter {
  readonly currency: Currency
}

export interface RatesService {
  get(input: Checked<'rates.get'>): Promise<RatesView>
  /** Throws AppError `rateUnanchored` where neither currency is known in euros. */
  set(input: Checked<'rates.set'>): Promise<void>
  remove(input: Checked<'rates.remove'>): Promise<void>
  /** Away from the main thread; all of it is kept or nothing. Throws AppError `importCancelled`. */
  import(text: string): Promise<RatesImported>
  cancelImport(): void
  /** Asks the provider now. Throws AppError `ratesFailed`. */
  fetch(): Promise<FeedState>
  /** By the rates as they are now, into one that is wanted; null: the reporting currency. */
  reporting(wanted?: Currency | null): Promise<Reporting>
  /** What amounts of each currency are multiplied by on each day, to be sorted and added up in the reporting currency. */
  factors(asked: readonly (DayRange & { readonly currency: Currency })[]): Promise<{
    readonly currency: Currency
    readonly factors: readonly DayFactors[]
  }>
  /** By today's rates, for an order. */
  worth(): Promise<Worth>
  /** Cheap while nothing is due. */
  look(): Promise<void>
  start(): void
  stop(): Promise<void>
  isRunning(): boolean
}

/** Between looks, and after a try that failed. */
const LOOK_MS = 3_600_000
const SHOWN_ROWS = 4000
const SHOWN_REFUSED = 200
/** Where no account says otherwise. */
const USUAL: Currency = 'USD'

/** The currency of most; of as many, the first by its code. */
const mostCommon = (currencies: readonly Currency[]): Currency | null => {
  const counted = [...Map.groupBy(currencies, (currency) => currency)]
  const [first] = counted.toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  return first?.[0] ?? null
}

/** The provider is asked only while more than one currency is in use. */
export const createRates = ({
  context: { store, graph, clock, log, emit, watched, stored, preferences },
  http,
  running,
  startThread,
}: {
  readonly context: WorkspaceContext
  readonly http: Http
  readonly running: Pick<RunningTasks, 'begin' | 'cancel'>
  /** In the mode `importer`. */
  readonly startThread: () => Thread
}): RatesService => {
  const inOrder = createInOrder()
  let failure: Failure | null = null
  let failedAt: Instant | null = null
  let refused: readonly RefusedRate[] = []
  let asking: Promise<void> | null = null
  let cancelAlarm: (() => void) | null = null
  /** By the currency; while the currencies in use are the same. */
  let known: { readonly key: string; readonly into: Map<Currency, Reporting> } | null = null

  const feed = createFrankfurter({ http, url: stored().ratesUrl })
  const today = (): Day => dayAt(graph.now(), 'UTC')
  /** Somewhere it is tomorrow already. */
  const latest = (): Day => addDays(today(), 1)

  const changed = (): void => {
    known = null
    emit('rates.changed', null)
  }

  const inUse = async (): Promise<{ readonly reporting: Currency; readonly currencies: readonly Currency[] }> => {
    const own = (await watched()).map(({ currency }) => currency)
    const { reportingCurrency, confirmAbove } = preferences()
    const reporting = reportingCurrency ?? mostCommon(own) ?? USUAL
    const [reports, rules] = (await Promise.all([store.kept('report'), store.kept('rule')])) as [
      readonly Kept<'report'>[],
      readonly Kept<'rule'>[],
    ]
    const wanted = [
      ...reports.flatMap(({ doc }) => doc.currency ?? []),
      ...rules.flatMap(({ doc }) => (doc.demand.kind === 'cap' ? [doc.demand.currency] : [])),
      ...(confirmAbove ? [confirmAbove.currency] : []),
    ]
    return { reporting, currencies: [...new Set([reporting, ...own, ...wanted])].toSorted() }
  }

  const reporting = async (wanted: Currency | null = null): Promise<Reporting> => {
    const use = await inUse()
    const currency = wanted ?? use.reporting
    const key = use.currencies.join()
    if (known?.key !== key) known = { key, into: new Map() }
    const { into } = known
    const before = into.get(currency)
    if (before) return before
    const book = createRateBook(await store.rates([...new Set([currency, ...use.currencies])]))
    const made = { ...createConverter(book, currency), currency }
    into.set(currency, made)
    return made
  }

  /** Whatever is due at `now`, or with null all. */
  const ask = async (now: Instant | null): Promise<void> => {
    const { currencies } = await inUse()
    const due = dueRates(currencies, await store.ratesAsked(), today(), now)
    if (due.length === 0) return
    emit('rates.changed', null)
    const wrong: RefusedRate[] = []
    for (const { currencies: group, since, until } of due) {
      const found = await feed.rates({ currencies: group, since, until })
      wrong.push(...found.refused)
      const at = clock.now()
      await store.saveRates(
        found.rates,
        group.map((currency) => ({ currency, since, until, at })),
      )
      log.write('info', 'rates read', { since, until, rates: found.rates.length, refused: found.refused.length })
    }
    refused = wrong.slice(0, SHOWN_REFUSED)
    failure = null
    failedAt = null
  }

  const run = async (now: Instant | null): Promise<void> => {
    // It may have begun before what is wanted now was.
    await asking?.catch(() => undefined)
    asking = ask(now).catch((error: unknown) => {
      failure = failureOf(error)
      failedAt = clock.now()
      log.write('warn', 'rates not read', { ...failure.data, code: failure.code })
      throw error
    })
    try {
      await asking
    } finally {
      asking = null
      changed()
    }
  }

  const look = async (): Promise<void> => {
    const now = clock.now()
    if (asking || (failedAt !== null && now - failedAt >= 0 && now - failedAt < LOOK_MS / 4)) return
    const { currencies } = await inUse()
    const due = currencies.length > 1 && dueRates(currencies, await store.ratesAsked(), today(), now).length > 0
    if (due) await run(now).catch(() => undefined)
  }

  const stateOf = async (rates: readonly Rate[]): Promise<FeedState> => {
    const { currencies } = await inUse()
    const asked = (await store.ratesAsked()).filter(({ currency }) => currencies.includes(currency))
    const newest = rates
      .filter(({ source }) => source === 'provider')
      .reduce<Day | null>((last, { day }) => (last === null || day > last ? day : last), null)
    return {
      host: feed.host,
      fetchedAt: asked.length > 0 ? Math.min(...asked.map(({ at }) => at)) : null,
      newest,
      failure,
      refused,
      running: asking !== null,
    }
  }

  const save = async (rates: readonly Rate[]): Promise<void> => {
    if (rates.length === 0) return
    await store.saveRates(rates, [])
    changed()
  }
  const bookOf = async (currencies: readonly Currency[]) => createRateBook(await store.rates(currencies))

  const get: RatesService['get'] = async ({ currency }) => {
    const [use, converter, all] = await Promise.all([inUse(), reporting(), store.rateCurrencies()])
    const wanted = currency === null ? use.currencies : [currency]
    const found = await store.rates(wanted)
    const other =
      currency === null || use.currencies.includes(currency)
        ? converter
        : createConverter(createRateBook([...found, ...(await store.rates([use.reporting]))]), use.reporting)
    // Of a day, all sources lie side by side, the one that counts first.
    const rows = found.flatMap((rate, at) => {
      const before = found[at - 1]
      if (before?.currency === rate.currency && before.day === rate.day) return []
      const below = found.slice(at + 1, at + 3).find((each) => each.source === 'provider')
      const factor = other.factor(rate.currency, rate.day)
      return [
        {
          ...rate,
          perReporting: factor === null ? null : 1 / factor,
          instead: below?.currency === rate.currency && below.day === rate.day ? below.perEuro : null,
        },
      ]
    })
    return {
      reporting: use.reporting,
      inUse: use.currencies,
      others: all.filter((each) => !use.currencies.includes(each)),
      rows: rows
        .toSorted((a, b) => (a.day === b.day ? (a.currency < b.currency ? -1 : 1) : a.day < b.day ? 1 : -1))
        .slice(0, SHOWN_ROWS),
      more: rows.length > SHOWN_ROWS,
      feed: await stateOf(found),
    }
  }

  const set: RatesService['set'] = ({ day, base, currency, rate: text }) =>
    inOrder.run('rates', async () => {
      if (day > latest()) throw new AppError('badInput', { field: 'day' })
      const rate = parseRate(text)
      if (rate === null) throw new AppError('badInput', { field: 'rate' })
      const { reporting: fixed } = await inUse()
      const found = anchored(
        { day, base, currency, rate },
        { source: 'hand', book: await bookOf([base, currency]), fixed },
      )
      if (!found) throw new AppError('rateUnanchored', { base, currency, day })
      await save([found])
    })

  const importFile: RatesService['import'] = (text) =>
    inOrder.run('rates', async () => {
      const { reporting: fixed } = await inUse()
      const first = addMonths(today(), -MAXIMUM_MONTHS)
      const file = { text, first, latest: latest(), fixed }
      const { rows, told } = await readInThread(file, { thread: startThread(), clock, running })
      if (told.changed > 0) {
        await store.saveRateRows(rows)
        changed()
      }
      return told
    })

  const alarm = (): void => {
    cancelAlarm = clock.after(LOOK_MS, () => {
      alarm()
      void look()
    })
  }

  return {
    get,
    set,
    remove: ({ currency, day, source }) =>
      inOrder.run('rates', async () => {
        await store.deleteRate(currency, day, source)
        changed()
      }),
    import: importFile,
    cancelImport: () => running.cancel('import'),
    fetch: async () => {
      await run(null)
      return stateOf(await store.rates((await inUse()).currencies))
    },
    reporting,
    factors: async (asked) => {
      const converter = await reporting()
      return { currency: converter.currency, factors: asked.map((each) => dayFactorsOf(converter, each)) }
    },
    worth: async () => {
      const converter = await reporting()
      const day = today()
      return (amount, currency) => {
        const factor = currency === null ? null : converter.factor(currency, day)
        return factor === null ? null : amount * factor
      }
    },
    look,
    start: () => {
      alarm()
      void look()
    },
    stop: async () => {
      cancelAlarm?.()
      cancelAlarm = null
      await asking?.catch(() => undefined)
    },
    isRunning: () => asking !== null,
  }
}
