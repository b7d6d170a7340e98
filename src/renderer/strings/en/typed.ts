/** What is wrong with what somebody typed or pasted, at the cell it belongs to. */
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
  cell: {
    needed: 'This cannot be erased.',
    noSuchValue: 'It has no such value that can be changed.',
    status: 'This is no status: active or paused.',
    bidStrategy: 'This is no bid strategy.',
    moment: 'This is no day with its year, nor a time of it.',
    repeatedHeader: 'This column is there twice. The first one counts.',
    repeatedRow: 'It is in a row above already, which counts.',
    extra: 'There is no header above this cell.',
  },
  unmatched: {
    noKey: 'The row has neither an id nor a name.',
    roundedId: 'This is no id. Spreadsheets round long numbers: format the column as text before the ids go in.',
    unknownId: 'Nothing here has this id.',
    unknownName: 'Nothing here has this name.',
    sharedName: 'Several have this name: a column with ids tells them apart.',
  },
  paste: {
    empty: 'There is nothing to paste.',
    tooLong: 'The text is too long: at most 20 million characters.',
    tooManyRows: 'At most 50,000 rows at once.',
    noHeader: 'The first row must name the columns, as the table here does.',
    noKeyColumn: 'A column with ids or names is needed.',
    quotes: 'A quotation mark is opened and not closed.',
  },
} as const
