import { en } from '../plural.ts'

export const editing = {
  edit: 'Edit',
  titles: { campaign: 'Edit a campaign', adset: 'Edit an ad set', ad: 'Edit an ad' },
  lastKnown: 'Meta could not be reached: these are the values that were read last. An edit needs the network.',
  nothing: 'Nothing of it can be edited: it is archived, deleted or not there any more.',
  was: (value: string) => `Now: ${value}`,
  none: 'none',
  noCap: 'Empty: no cap.',
  openEnd: 'Empty: without an end.',
  byZone: (zone: string) => `By the clock of the account, ${zone}.`,
  strategyOf: 'Meta may ask for a bid with it.',
  confirm: 'Checked: post it as it is',
  problems: { noMoment: 'Enter a day and a time.' },
  post: (count: number, name: string, account: string) =>
    en(count, { one: `Post # change to ${name} in ${account}`, other: `Post # changes to ${name} in ${account}` }),
  noChange: 'No changes yet',
  posting: 'Posting…',
  posted: (count: number, name: string) =>
    en(count, { one: `${name}: # change confirmed by Meta.`, other: `${name}: # changes confirmed by Meta.` }),
  lost: 'Meta’s answer was lost. It is read back at the next chance and settled in Edits.',
  done: 'Confirmed by Meta.',
} as const
