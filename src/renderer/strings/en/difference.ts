import { en } from '../plural.ts'

export const difference = {
  title: 'Why different?',
  open: 'Why different?',
  inManager: 'Why different from Ads Manager?',
  openHint: 'What can make this figure another one in Ads Manager or in the books.',
  figure: 'Figure',
  against: 'Compared with',
  againsts: { adsManager: 'Ads Manager', books: 'The books' },
  here: 'Here',
  there: { adsManager: 'In Ads Manager', books: 'In the books' },
  thereHint: 'Type the figure as it is shown there, to see which causes are of that size.',
  notedAt: 'Read there at',
  notedHint: 'Optional. What Meta changed since then is then known exactly.',
  zoneThere: 'Days there by the clock of',
  gap: 'Difference',
  sizeHint: 'How much more the other figure shows because of it.',
  causes: 'Causes',
  applies: { yes: 'Applies', no: 'Does not apply', unknown: 'Not known' },
  matches: 'Of the size of the difference',
  matchAnd: (a: string, b: string) => `${a} and ${b}`,
  noMatch: 'No cause, and no two together, are of this size. Those without a size may still be at work.',
  same: 'The figures are the same.',
  notANumber: 'Enter a number as it is shown there.',
  measured: 'Nothing was measured in this period.',
  about: (size: string) => `about ${size}`,
  upTo: (low: string, high: string) => `between ${low} and ${high}`,
  readAt: 'Read',
  names: {
    attribution: 'Attribution window',
    zone: 'Time zone',
    age: 'Age of the data',
    late: 'Late conversions',
    restated: 'Changed by Meta since',
    removed: 'Deleted and archived',
    partial: 'Partial days',
    refused: 'Refused fields',
    rounding: 'Rounding',
    notAdditive: 'People counted twice',
    breakdown: 'Breakdown',
    estimated: 'Estimated by Meta',
    clickDay: 'Day of the click',
    credit: 'Who gets the credit',
    gross: 'What revenue is',
  },
  texts: {
    attribution:
      'Figures here use what each ad set is set to. A column of another window in Ads Manager counts other conversions.',
    zone: (account: string, other: string, hours: string) =>
      `Days here are the account’s (${account}). A report by ${other} has its days ${hours} apart, so that the hours at both ends fall into other days.`,
    zoneSame: (zone: string) => `Days here and days of ${zone} begin at the same time.`,
    age: 'Figures go on growing while the day runs: the other figure is as old as its page.',
    ageWhole: 'The last day was read after it was over.',
    ageNever: 'The last day of the period was not read yet.',
    late: (days: number) =>
      en(days, {
        one: 'Conversions of # day still arrive, for 28 days. This is what will still come.',
        other: 'Conversions of # days still arrive, for 28 days. This is what will still come.',
      }),
    lateUnknown:
      'Conversions of these days still arrive. How late they come in this account is not known well enough yet.',
    lateNone: 'All conversions of the period have arrived.',
    restated: (days: number) =>
      en(days, {
        one: 'Meta changed # day of the period after it was over. A figure that was noted before does not have that.',
        other:
          'Meta changed # days of the period after they were over. A figure that was noted before does not have that.',
      }),
    restatedNone: 'Meta is not known to have changed the days of this period.',
    removed: (count: number) =>
      en(count, {
        one: 'Meta counts # deleted or archived object for what it was in, and lists no row of it.',
        other: 'Meta counts # deleted or archived objects for what they were in, and lists no rows of them.',
      }),
    removedNone: 'The rows below add up to the figure.',
    partial: (days: string) => `Not read to their end: ${days}.`,
    partialNone: 'All days of the period were read to their end.',
    refused: (days: string) => `Meta did not give the field: ${days}.`,
    refusedNone: 'Meta gave the field for all days.',
    rounding: (rows: number) =>
      en(rows, {
        one: 'The figure is one row, rounded once.',
        other: 'The figure is added up from # rows, each rounded to the smallest coin.',
      }),
    roundingNone: 'Nothing is rounded in this figure.',
    notAdditive:
      'People who were reached on two days or by two ads are counted once in the whole. Adding up rows or a breakdown counts them twice.',
    notAdditiveNone: 'This figure can be added up.',
    breakdown:
      'Rows of a breakdown need not add up to the total: a person counts in every part, and with some parts Meta leaves out conversions that happened elsewhere, or video.',
    breakdownNone: 'The parts of a breakdown add up to this figure.',
    estimated:
      'Meta estimates a part of this figure: reach from a sample, conversions by models where people cannot be tracked. It may come out another way each time.',
    estimatedNone: 'This figure is counted, not estimated.',
    clickDay:
      'Meta counts a conversion on the day of the click or view, the books on the day of the sale. This is what that moves into the period and out of it.',
    clickDayUnknown:
      'Meta counts a conversion on the day of the click or view, the books on the day of the sale. How late people buy in this account is not known well enough yet.',
    clickDayNone: 'This figure is of the day on which it happened.',
    credit:
      'Meta also counts sales after a mere view, and every sale that another channel claims too. The books see a click at most.',
    creditNone: 'No sale is credited in this figure.',
    gross:
      'Meta sums the values that the pixel sent: with or without tax, shipping and refunds, as it was set up. The books may be net.',
    grossNone: 'No revenue is in this figure.',
  },
  actions: {
    attribution: 'Compare the same windows in both.',
    zone: 'Compare by the account’s days.',
    age: 'Read the figures, and load the other page again.',
    late: 'Compare days that are older than 28 days, or allow for it.',
    restated: 'Note the other figure again.',
    removed: 'Include deleted and archived objects there, or compare the account’s own total.',
    partial: 'Read these days again in Health.',
    refused: 'Grant the missing right, or leave the field out of the comparison.',
    rounding: 'Differences of this size are no error.',
    notAdditive: 'Compare the total of exactly this period, without a breakdown.',
    breakdown: 'Compare the total, without a breakdown.',
    estimated: 'Allow for a small difference.',
    clickDay: 'Compare longer periods: what moves over the edge weighs less.',
    credit: 'Compare click windows alone.',
    gross: 'Look at what value the pixel sends.',
  },
  readWindows: 'Read the windows',
  readFigures: 'Read the figures',
  openHealth: 'Open Health',
  levelRows: { campaign: 'Campaigns added up', adset: 'Ad sets added up', ad: 'Ads added up' },
  partsBy: (cut: string) => `Added up by: ${cut}`,
  whole: 'Meta’s own total',
  hours: (hours: string) => `${hours} h`,
} as const
