import { DAY_MS } from '../zone.ts'
import { invalid } from '../graph-error.ts'
import { minimumDaily } from '../calls/minimum-budgets.ts'
import { spentSince } from '../spending.ts'
import { belowSpent, refusal, tooLow, twoBudgets } from './refusals.ts'
import type { Account, AdSet, Campaign } from '../model.ts'
import type { Figures } from '../figures.ts'
import type { State } from '../state.ts'
import type { Values } from '../values.ts'
import type { Given } from './parameters.ts'

/** What Meta asks of budgets. All of it throws GraphError. */

const HOUR = 3_600_000
const EDITS_AN_HOUR = 4
/** Only under a cap on each bid does a bid say how much a budget must at least be. */
const BID_CAP = 'LOWEST_COST_WITH_BID_CAP'
const BUDGETS = ['daily_budget', 'lifetime_budget'] as const
type BudgetField = (typeof BUDGETS)[number]

const numberOf = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : Number(text)

/** Days that a lifetime budget is for; a daily one is for one. */
const daysOf = (field: BudgetField, start: number | null, end: number | null, now: number): number =>
  field === 'daily_budget' || end === null ? 1 : Math.max(1, Math.ceil((end - (start ?? now)) / DAY_MS))

const checkMinimum = (
  account: Account,
  { field, minor, days, bid }: { field: BudgetField; minor: number; days: number; bid: number | null },
): void => {
  const minimum = minimumDaily(account, bid === null ? null : { cap: bid, perImpression: false }) * days
  if (minor < minimum) throw tooLow(minimum, account, field)
}

/** Budgets of something that is being made. `parent`: the campaign of an ad set. */
export const checkNewBudgets = (account: Account, values: Given, parent: Campaign | null, now: number): void => {
  const asked = BUDGETS.filter((field) => values.get(field) !== undefined)
  const [field] = asked
  if (asked.length > 1) throw invalid('Only one of daily_budget and lifetime_budget can be set')
  if (field === undefined) {
    if (parent && parent.budget === null)
      throw refusal(null, 'Budget Required', 'Set a budget for the ad set or for its campaign.', 'daily_budget')
    return
  }
  if (parent && parent.budget !== null) throw twoBudgets(field)
  const end = numberOf(values.get('end_time') ?? values.get('stop_time'))
  if (field === 'lifetime_budget' && parent && end === null)
    throw refusal(null, 'End Date Required', 'A lifetime budget needs an end date.', 'end_time')
  const days = daysOf(field, numberOf(values.get('start_time')), end, now)
  checkMinimum(account, {
    field,
    minor: Number(values.get(field)),
    days,
    bid: values.get('bid_strategy') === BID_CAP ? numberOf(values.get('bid_amount')) : null,
  })
}

export const createBudgetRules = ({
  state,
  values,
  figures,
  now,
}: {
  readonly state: State
  readonly values: Values
  readonly figures: Figures
  readonly now: () => number
}) => {
  const checkPace = (adset: AdSet): void => {
    const recent = state.editsOf(adset.id).filter(({ field, at }) => field.endsWith('_budget') && at > now() - HOUR)
    if (recent.length < EDITS_AN_HOUR) return
    throw refusal(
      1487632,
      'Ad Set Budget Changed Too Often',
      'You can only change the budget of an ad set 4 times an hour.',
      undefined,
      { code: 613, message: '(#613) Calls to this api have exceeded the rate limit.' },
    )
  }

  const spent = (object: Campaign | AdSet, field: BudgetField): number => {
    const { campaign } = object.level === 'adset' ? object : { campaign: object }
    return spentSince(figures, object, field === 'daily_budget' ? figures.today(object.account) : campaign.startDay)
  }

  /** Edits of budgets of something that stands. */
  return (object: Campaign | AdSet, edits: Given): void => {
    const { account } = object
    for (const field of BUDGETS) {
      const text = edits.get(field)
      if (text === undefined) continue
      if ((object.level === 'adset' && object.campaign.budget !== null) || object.budget === null)
        throw twoBudgets(field)
      if (`${object.budget.kind}_budget` !== field)
        throw refusal(
          1885621,
          'Daily or Lifetime Budget',
          'The kind of a budget cannot be changed after it was set.',
          field,
        )
      const valueOf = (name: string): number | null => numberOf(edits.get(name) ?? values.of(object, name))
      const end = valueOf(object.level === 'campaign' ? 'stop_time' : 'end_time')
      const minor = Number(text)
      checkMinimum(account, {
        field,
        minor,
        days: daysOf(field, valueOf('start_time'), end, now()),
        bid:
          (edits.get('bid_strategy') ?? values.of(object, 'bid_strategy')) === BID_CAP ? valueOf('bid_amount') : null,
      })
      const current = Number(values.of(object, field) ?? 0)
      if (minor < current && minor < spent(object, field) * 1.01) throw belowSpent(field)
      if (object.level === 'adset') checkPace(object)
    }
    if (edits.has('daily_budget') && edits.has('lifetime_budget'))
      throw invalid('Only one of daily_budget and lifetime_budget can be set')
    const cap = object.level === 'campaign' ? numberOf(edits.get('spend_cap')) : null
    if (cap === null) return
    checkSpendCap(account, cap)
    if (object.level === 'campaign' && cap < spentSince(figures, object, object.startDay)) throw belowSpent('spend_cap')
  }
}

/** Least spending limit of a campaign: a hundred dollars' worth, as `min_campaign_group_spend_cap` of its account says. */
export const checkSpendCap = (account: Account, cap: number): void => {
  const least = Math.round(100 * account.factor * account.offset)
  if (cap < least)
    throw refusal(
      null,
      'Spending Limit Is Too Low',
      `The limit must be at least ${String(least / account.offset)} ${account.currency}.`,
      'spend_cap',
    )
}
