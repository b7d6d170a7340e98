/** Choosing days and what they are compared with. */
export const periods = {
  firstDay: 'First day',
  lastDay: 'Last day',
  apply: 'Apply',
  deskDays: 'Days are those of this computer’s clock.',
  ownDays: 'Days are each account’s own, from its midnight.',
  ownDaysApart: (latest: string) =>
    `Days are each account’s own, from its midnight; some accounts are already on ${latest}.`,
  dayUnclear: (example: string) => `Enter a day, e.g. ${example}.`,
  dayAhead: (latest: string) => `No figures yet: the latest day is ${latest}.`,
  dayOrder: 'The last day is before the first.',
  daysTooMany: (most: string) => `At most ${most} days.`,

  noComparison: 'No comparison',
  comparisons: {
    previous: 'Previous period',
    lastYear: 'Same period last year',
    sameHour: 'Same hours yesterday',
    sameHourWeek: 'Same hours a week ago',
  },
  anyDays: 'Other days',
  todayOnly: 'for Today only',
  byPosition: 'Compared in order: the first day with the first.',
} as const
