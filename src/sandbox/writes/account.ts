import { DAY_MS } from '../zone.ts'
import { invalid } from '../graph-error.ts'
import { spentSince } from '../spending.ts'
import { nameOf, words } from './readers.ts'
import { given } from './parameters.ts'
import { refusal } from './refusals.ts'
import type { Account } from '../model.ts'
import type { Params } from '../params.ts'
import type { Tools } from './tools.ts'

/** Changes of an ad account: its name, its spending limit, and who answers for its ads in the European Union. */

const EDITS_A_DAY = 10
const PARAMETERS = {
  name: nameOf,
  default_dsa_payor: words(512),
  default_dsa_beneficiary: words(512),
} as const

/** The limit is written in whole units of the currency, unlike everything else, and read in minor ones. */
const minorOf = (account: Account, text: string): number => {
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(text)) throw invalid('Param spend_cap must be a number')
  return Math.round(Number(text) * account.offset)
}

/** Throws GraphError and then has changed nothing. `spentInAll` counts from the first day, whatever was set back since. */
export const createAccountUpdate =
  (tools: Tools, spentInAll: (account: Account) => number) =>
  (account: Account, params: Params): void => {
    const { state, values, figures, now, record } = tools
    const edits = given(params, PARAMETERS, account)
    const { spend_cap: cap, spend_cap_action: action } = params
    if (action !== undefined && action !== 'reset' && action !== 'delete')
      throw invalid('Param spend_cap_action must be one of {reset, delete}')
    const changesCap = cap !== undefined || action !== undefined
    const recent = state
      .editsOf(account.id)
      .filter(({ field, at }) => field.startsWith('spend_') && at > now() - DAY_MS)
    if (changesCap && recent.length >= EDITS_A_DAY)
      throw refusal(
        1885172,
        'Spending Limit Changed Too Often',
        `The spending limit of an ad account can be changed ${EDITS_A_DAY} times a day.`,
        undefined,
        { code: 17, message: '(#17) User request limit reached' },
      )
    const minor = cap === undefined ? null : minorOf(account, cap)
    // Less than a tenth above today's spend would stop everything at once.
    const today = spentSince(figures, account, figures.today(account))
    const least = Math.max(Math.round(account.factor * account.offset), Math.round(today * 1.1))
    if (minor !== null && minor > 0 && minor < least)
      throw refusal(
        2446307,
        'Spending Limit Is Too Low',
        `The limit must be at least ${String(least / account.offset)} ${account.currency}.`,
        'spend_cap',
      )

    const change = (field: string, after: string | null): void => {
      const before = values.of(account, field)
      if (before !== after) record(account.id, field, before, after)
    }
    for (const [field, after] of edits) change(field, after)
    if (action === 'reset') change('spend_reset', String(spentInAll(account)))
    if (action === 'delete') change('spend_cap', null)
    else if (minor !== null) change('spend_cap', minor === 0 ? null : String(minor))
  }
