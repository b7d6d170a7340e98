/** What is wrong with what somebody typed, at the field or row it belongs to. */
export const typed = {
  amount: {
    empty: 'Enter an amount.',
    notANumber: 'This is not an amount.',
    exponent: 'Write the amount in digits, without an exponent.',
    ambiguous: 'One, or a thousand? Write it without a mark between groups, or with two decimals.',
    otherCurrency: 'This is another currency than the account’s.',
    negative: 'The amount must be above zero.',
    zero: 'The amount must be above zero.',
    decimals: 'More decimals than the account’s currency has.',
    tooLarge: 'The amount is larger than Meta takes.',
  },
  name: {
    empty: 'Enter a name.',
    tooLong: 'At most 400 characters.',
    control: 'The name holds a line break, a tab or another character that cannot be seen.',
  },
  pattern: {
    empty: 'Enter what to find.',
    tooLong: 'At most 200 characters to find and 400 to put there.',
    syntax: 'The expression cannot be read. Looking ahead or back and references to groups inside it are not possible.',
  },
  factor: {
    empty: 'Enter a factor such as 1.2, or percent such as +20%.',
    notANumber: 'This is neither a factor such as 1.2 nor percent such as +20%.',
    bounds: 'The factor must be above zero and at most 1,000.',
  },
  row: {
    nothing: 'There is no amount to change.',
    needed: 'This cannot be left empty.',
  },
} as const
