import { en } from '../plural.ts'

/** Figures over time. */
export const charts = {
  chart: 'Chart',
  lines: 'Lines',
  figures: 'Figures',
  figuresMost: (most: number) => `At most ${most} figures at once.`,
  grain: 'Step',
  grains: { hour: 'By hour', day: 'By day', week: 'By week', month: 'By month' },
  days: 'Days of the chart',
  accounts: 'Accounts of the chart',
  together: 'All together',
  accountsMost: (most: number) => `At most ${most} accounts at once.`,
  show: 'Show the chart',
  hide: 'Hide the chart',
  resize: 'Height of the chart',

  notOver: 'not over yet',
  partial: 'partial',
  before: (value: string) => `before: ${value}`,
  beforeOf: (name: string) => `${name}, before`,
  comparedDays: 'Compared days',
  moreMarks: (count: number) => `and ${count} more`,
  marks: (count: number) => en(count, { one: '# event', other: '# events' }),
  picture: 'Picture',
  copyPicture: 'Copy as a picture',
  savePicture: 'Save as a picture…',
  pictureCopied: 'The picture is in the clipboard.',
  pictureSaved: 'The picture is saved.',
  olderMarks: 'Older ones are in the timeline.',
  showAll: 'Show all days',
  keys: 'Plus and minus zoom, arrows move, 0 shows all.',
  twoUnits: (shown: string, waiting: string) =>
    `A chart holds two units at a time, now ${shown}. Not drawn: ${waiting}. Press a line to draw it instead.`,

  units: { money: 'money', count: 'counts', percent: 'percent', decimal: 'ratios' },
  summaryOf: (lines: string, range: string) => `${lines}, ${range}.`,
  summaryLine: (name: string, last: string, high: string, highAt: string, low: string, lowAt: string) =>
    `${name}: ${last} at the end, highest ${high} on ${highAt}, lowest ${low} on ${lowAt}.`,
  summaryNothing: (name: string) => `${name}: nothing measured.`,
  summaryMore: (count: number) => en(count, { one: 'And # more line.', other: 'And # more lines.' }),
  nothing: 'Nothing measured in these days.',
  noFigures: 'Choose a figure to draw.',
  converted: (currency: string, rates: string) => `Amounts are in ${currency}, each day’s by its own rate${rates}.`,
  unrated: (currencies: string) =>
    `No exchange rate of ${currencies} is known for some days: their amounts are not drawn.`,
  mostSpent: (shown: number, all: number) => `${shown} of ${all} accounts: those that spent most in these days.`,
  firstOf: (shown: number, all: number) => `The first ${shown} of ${all} chosen ones are drawn.`,
  cut: (days: string) => `The newest days are shown; ${days} before them are left out.`,
  none: {
    reach: (names: string) => `${names}: people are not added up, so only days of one object are known.`,
    window: (names: string) => `${names}: known for whole ranges only, not by day.`,
    hour: (names: string) => `${names}: not known by hour.`,
    formula: (names: string) => `${names}: the formula cannot be read.`,
  },
  deletedMetric: 'Deleted metric',

  markOf: (what: string, object: string) => `${object}: ${what}`,
  markBy: (what: string, who: string) => `${what} (${who})`,
} as const
