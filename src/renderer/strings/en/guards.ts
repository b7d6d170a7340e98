import { en } from '../plural.ts'

/** What is said of an edit before it is made. Blanks are amounts, times and shares as they are written. */
export const guards = {
  severities: { block: 'Not possible', confirm: 'To confirm', note: 'Note' },
  timesMore: (times: number, usual: string) => `${en(times, { one: '# time', other: '# times' })} the usual ${usual}.`,
  shareOf: (share: string, usual: string) => `${share} of the usual ${usual}.`,
  lessThan: (usual: string) => `Less than 0.1% of the usual ${usual}.`,
  decimalsMore: (usual: string) => `About a hundred times the usual ${usual}: a decimal mark may be missing.`,
  decimalsLess: (usual: string) => `About a hundredth of the usual ${usual}: the amount may be of another currency.`,
  swappedDaily: (usual: string) => `A daily budget as large as lifetime budgets usually are here (${usual}).`,
  swappedLifetime: (usual: string) => `A lifetime budget as small as daily budgets usually are here (${usual}).`,
  belowMinimum: (least: string) => `Meta takes at least ${least}.`,
  aboveMost: (most: string) => `Meta takes at most 1,000,000 USD, which is ${most}.`,
  aboveMostHere: (most: string) => `Meta takes at most ${most}.`,
  noCap: 'Without a cap more than your limit can be spent: type the name of the account.',
  overLimit: (limit: string) => `Above your limit of ${limit}: type the amount once more.`,
  overLimitUnknown: 'Your limit cannot be compared without an exchange rate: type the amount once more.',
  fourthBudgetChange: (time: string) =>
    `The fourth change of this budget within an hour. After it Meta takes none until ${time}.`,
  budgetChangesSpent: (time: string) =>
    `This budget was changed four times within an hour. Meta takes the next change from ${time} on: in a change set it waits until then.`,
  learning: {
    LEARNING: 'This usually begins the learning phase anew.',
    SUCCESS: 'This usually puts it back into the learning phase.',
    FAIL: 'Learning is limited, and usually begins anew with this.',
    BELOW: 'This may begin the learning phase of its ad sets anew.',
  },
  learningBy: (change: string, sentence: string) => `${change}. ${sentence}`,
  learningBelowBy: (change: string) => `${change}. A change over 20% may begin the learning phase of its ad sets anew.`,
  twoBudgets: 'There is a budget on the other level already: a campaign has one, or its ad sets have.',
  endsInPast: (time: string) => `This end has passed: ${time}.`,
  hasEnded: (time: string) => `It ended ${time}: nothing is delivered without a later end.`,
  endsBeforeStart: (time: string) => `The end must be after the start, ${time}.`,
  lifetimeWithoutEnd: 'A lifetime budget needs an end.',
  noEnd: 'It has no end: a daily budget is spent until somebody stops it.',
} as const
