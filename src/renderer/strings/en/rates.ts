import { en } from '../plural.ts'

/** Exchange rates: what figures used, and the list in the settings. */
export const rates = {
  /** Beside a converted figure. */
  usedOf: (days: string) => `rates of ${days}`,
  usedLate: (days: string, lag: string) => `last known rates, of ${days}: up to ${lag} older than the figures`,
  /** One rate, of its day where there are several. */
  one: (from: string, rate: string, to: string) => `1 ${from} = ${rate} ${to}`,
  oneOf: (rate: string, day: string) => `${rate} on ${day}`,
  oneAndMore: (rates: string, count: string) => `${rates} and ${count} more`,
  converted: (own: string) => `from ${own}`,
  unrated: (currencies: string) =>
    `No exchange rate of ${currencies} is known for all days, so the total in one currency is not known.`,
  unratedShort: (currencies: string) => `no rate of ${currencies}`,

  reporting: 'Reporting currency',
  reportingHint: 'Accounts of several currencies are compared and added up in it. Their own amounts stay beside it.',
  reportingUsual: 'As most accounts',
  reportingNow: (currency: string) => `Now ${currency}.`,

  provider: 'Provider',
  providerText:
    'Reference rates of central banks, asked for once a day while accounts of several currencies are watched. What was given by hand or from a file counts instead and is never overwritten.',
  source: 'Address',
  fetched: 'Last answer',
  newest: 'Newest rates',
  notNeeded: (currency: string) => `All watched accounts are in ${currency}: no rates are needed.`,
  fetchNow: 'Fetch now',
  fetching: 'Fetching',
  fetchedDone: (day: string) => `Rates are there up to ${day}.`,
  fetchedNone: 'The provider has no rates of these currencies.',
  refusedFeed: (count: number) =>
    en(count, {
      one: '# rate of the provider was not used; the others were:',
      other: '# rates of the provider were not used; the others were:',
    }),

  list: 'Rates',
  listText:
    'Figures of a day go by that day’s rate, or by the nearest earlier one. Click a rate, or press Enter on it, to change it.',
  table: 'Exchange rates by day',
  which: 'Currency',
  allInUse: 'All in use',
  day: 'Day',
  currency: 'Currency',
  perEuro: '1 EUR is',
  perReporting: (currency: string) => `1 ${currency} is`,
  from: 'From',
  sources: { hand: 'By hand', file: 'File', provider: 'Provider' },
  instead: (rate: string) => `Instead of the provider’s ${rate}`,
  add: 'Enter a rate…',
  remove: 'Take back',
  removeHint: 'The provider’s own rate of the day counts again, or the nearest earlier one.',
  removed: (currency: string, day: string) => `The rate of ${currency} on ${day} was taken back.`,
  emptyTitle: 'No rates yet',
  emptyText: 'They come from the provider, from a file or by hand.',
  more: (count: string) => `The newest ${count} are shown.`,

  dialogTitle: 'Exchange rate by hand',
  dialogText: 'Counts for this day and for later days that have no rate of their own.',
  base: 'One unit of',
  is: 'is worth',
  quote: 'units of',
  same: 'Choose two different currencies.',
  rateWrong: 'Enter a number above zero, with at most 12 digits before and 15 after the decimal mark.',
  saved: (base: string, rate: string, currency: string) => `1 ${base} is ${rate} ${currency}.`,

  importFile: 'From a file…',
  importHint:
    'CSV with date, currency and rate (what 1 EUR is, or 1 of a column “base”), or with a line a day and a column a currency, as the European Central Bank publishes it.',
  imported: 'Rates from the file',
  importedCount: (changed: number, same: number) =>
    `${en(changed, { one: '# rate is new or has changed', other: '# rates are new or have changed' })}, ${en(same, { one: '# was there already', other: '# were there already' })}.`,
  older: (count: number) =>
    en(count, {
      one: '# line is of a day before all figures that Meta has and was left out.',
      other: '# lines are of days before all figures that Meta has and were left out.',
    }),
  wrongLines: (count: number) =>
    en(count, { one: '# wrong value was left out:', other: '# wrong values were left out:' }),
  andMore: (count: string) => `and ${count} more`,
  line: (line: string) => `Line ${line}`,
  tooBig: (megabytes: string) => `The file is too big: at most ${megabytes} MB.`,
  unreadable: 'The file could not be read.',
  problems: {
    line: 'not a rate with day, currency and number',
    day: 'not a day (2026-11-18 or 18.11.2026)',
    future: 'a day that has not come yet',
    currency: 'no known currency',
    number: 'not a number',
    notPositive: 'not above zero',
    itself: 'a currency in itself',
    unanchored: 'neither currency is known in euros',
  },
} as const
